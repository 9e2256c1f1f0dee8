"""Where people stand on a plane, by their answers: the two principal components of the votes, as Polis takes them."""

import numpy as np

from deliberation.measuring.votes import Floats, Indices, Votes, summed

COMPONENTS = 2
STEPS = 100
"""At most so many Lanczos steps; real votes need about thirty."""
PRECISION = 1e-9
SHEET_CELLS = 10
"""A sheet with at most so many cells for each vote is held whole."""
_NOUGHT = 1e-12
_CHECK_EVERY = 6
_SEED = 20_210_117


class _Deviations:
    """Votes from 1 (agree) to -1 (disagree) less their point's mean. A missing answer deviates by nothing, so that it
    neither draws towards a side nor is taken for "undecided".

    Few answers on a large sheet are kept as they are; otherwise the whole sheet is, which is quicker to multiply.
    """

    def __init__(self, people: int, points: int, person: Indices, point: Indices, value: Floats) -> None:
        self.people = people
        self.points = points
        self._person, self._point, self._value = person, point, value
        self._sheet: Floats | None = None
        if people * points <= SHEET_CELLS * len(value):
            self._sheet = np.zeros((people, points))
            self._sheet[person, point] = value

    def times(self, weights: Floats) -> Floats:
        """For each person, their deviations weighted and summed."""
        if self._sheet is not None:
            return self._sheet @ weights
        return summed(self._person, self._value * weights[self._point], self.people)

    def across(self, weights: Floats) -> Floats:
        """For each point, the deviations on it weighted by person and summed."""
        if self._sheet is not None:
            return weights @ self._sheet
        return summed(self._point, self._value * weights[self._person], self.points)


def places_of(votes: Votes, always_answered: Indices) -> Floats:
    """Where each person stands (rows: people; two columns), the first axis being the one on which people differ most.

    Missing answers count as the point's mean while the axes are found. Somebody who answered few points would then
    seem to stand in the middle, so each place is stretched by the root of points to points answered. Points in
    `always_answered` count as answered by everybody there, and say nothing.
    """
    silent = np.zeros(len(votes.points), dtype=bool)
    silent[always_answered] = True
    heard = ~silent[votes.point] if len(always_answered) else slice(None)
    person, point = votes.person[heard], votes.point[heard]
    values = np.linspace(1.0, -1.0, len(votes.scale))[votes.rank[heard]]
    answered = np.bincount(point, minlength=len(votes.points))
    means = summed(point, values, len(votes.points)) / np.maximum(answered, 1)
    deviations = _Deviations(len(votes.people), len(votes.points), person, point, values - means[point])
    axes = _principal_axes(deviations)
    counted = np.bincount(person, minlength=len(votes.people)) + int(silent.sum())
    stretch = np.sqrt(len(votes.points) / np.maximum(counted, 1))
    return np.stack([deviations.times(axis) * stretch for axis in axes], axis=1)


def _principal_axes(deviations: _Deviations) -> Floats:
    """The two axes (rows) along which people differ most; an axis along which nobody differs is nought.

    Lanczos steps with full reorthogonalisation on the points' products: each costs two passes over the votes, so
    that a large sheet with few answers costs no more than its answers. Golub and Van Loan, Matrix Computations, ch. 10.
    """
    points = deviations.points
    axes = np.zeros((COMPONENTS, points))
    limit = min(STEPS, points)
    basis = np.zeros((limit, points))
    diagonal, beside = np.zeros(limit), np.zeros(limit)
    generator = np.random.default_rng(_SEED)
    vector = _apart_from(basis[:0], generator.standard_normal(points))[0]
    largest, values, mixtures = 0.0, np.zeros(0), np.zeros((0, COMPONENTS))
    for step in range(limit):
        basis[step] = vector
        product = deviations.across(deviations.times(vector))
        diagonal[step] = product @ vector
        largest = max(largest, float(diagonal[step]))
        vector, beside[step] = _apart_from(basis[: step + 1], product)
        if beside[step] <= _NOUGHT * max(largest, 1e-300):
            # All that can be reached from here is found; what is as long as that, but apart from it, is not.
            beside[step] = 0.0
            vector, _ = _apart_from(basis[: step + 1], generator.standard_normal(points))
        if step + 1 == limit or (points > STEPS and step % _CHECK_EVERY == _CHECK_EVERY - 1):
            values, mixtures = _small_eigen(diagonal[: step + 1], beside[:step])
            if bool(np.all(beside[step] * np.abs(mixtures[-1]) <= PRECISION * values[0])):
                break
    found = values > _NOUGHT * max(largest, 1e-300)
    axes[: len(values)][found] = (mixtures.T @ basis[: len(mixtures)])[found]
    return axes


def _apart_from(basis: Floats, vector: Floats) -> tuple[Floats, float]:
    """What of `vector` no row of `basis` holds, of length 1, and how long it was; nought where nothing is left."""
    for _ in range(2):  # once leaves what rounding adds
        vector = vector - basis.T @ (basis @ vector)
    length = float(np.linalg.norm(vector))
    return vector / max(length, 1e-300), length


def _small_eigen(diagonal: Floats, beside: Floats) -> tuple[Floats, Floats]:
    """The largest eigenvalues, falling, of a symmetric tridiagonal matrix, and their vectors as columns."""
    values, vectors = np.linalg.eigh(np.diag(diagonal) + np.diag(beside, 1) + np.diag(beside, -1))
    return values[::-1][:COMPONENTS], vectors[:, ::-1][:, :COMPONENTS]
