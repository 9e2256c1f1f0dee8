"""Where people stand on a plane, by their answers: the two principal components of the votes, as Polis takes them."""

from dataclasses import dataclass

import numpy as np

from deliberation.measuring.votes import Floats, Indices, Votes, summed

COMPONENTS = 2
STEPS = 100
"""At most so many Lanczos steps; real votes need about thirty."""
PRECISION = 1e-9
FEW_POINTS = 64
"""Up to here all axes are computed at once, which is quicker than looking for the longest."""
SHEET_CELLS = 10
"""A sheet with at most so many cells for each vote is held whole, and any of at most SMALL_SHEET cells."""
SMALL_SHEET = 600_000
LEADING = 12
"""So many of the longest axes are kept, for finding those of a like sheet by."""
_NOUGHT = 1e-12
_CHECK_EVERY = 6
_GOLDEN = (5**0.5 - 1) / 2


@dataclass(frozen=True, eq=False)
class Plane:
    """Where people stand."""

    places: Floats
    """By person (rows), on the axis on which people differ most and on the second."""
    leading: Floats
    """The longest axes, LEADING at most: rows, by point."""


@dataclass(frozen=True, eq=False)
class Answers:
    """Votes as numbers from 1 (agree) to -1 (disagree), less those on points that say nothing. Made by `answers_of`."""

    points: int
    stretch: Floats
    """How far each person is moved out from the middle, into which missing answers draw them."""
    person: Indices
    point: Indices
    value: Floats
    """Person, point and number of each vote, where they are not held as a sheet."""
    sheet: tuple[Floats, Floats] | None
    """The numbers as a sheet of people and points, nought where there is none; and 1 where there is one."""

    @property
    def people(self) -> int:
        """How many there are."""
        return len(self.stretch)

    def of(self, kept: Indices) -> "Answers":
        """The answers of the people at the places `kept`, given in rising order."""
        if self.sheet is not None:
            values, given = self.sheet
            sheet = values[kept], given[kept]
            return Answers(self.points, self.stretch[kept], self.person[:0], self.point[:0], self.value[:0], sheet)
        place = np.full(self.people, -1, dtype=np.intp)
        place[kept] = np.arange(len(kept))
        person = place[self.person]
        stay = person >= 0
        return _answers(self.points, self.stretch[kept], person[stay], self.point[stay], self.value[stay])

    def deviations(self) -> "_Deviations":
        """The answers less their point's mean."""
        if self.sheet is not None:
            values, given = self.sheet
            means = values.sum(axis=0) / np.maximum(given.sum(axis=0), 1)
            return _Deviations(self, values - given * means, self.value)
        answered = np.bincount(self.point, minlength=self.points)
        means = summed(self.point, self.value, self.points) / np.maximum(answered, 1)
        return _Deviations(self, None, self.value - means[self.point])


@dataclass(frozen=True, eq=False)
class _Deviations:
    """Votes less their point's mean, as a sheet or one by one. A missing answer deviates by nothing, so that it
    neither draws towards a side nor is taken for "undecided".
    """

    answers: Answers
    sheet: Floats | None
    value: Floats

    def times(self, axes: Floats) -> Floats:
        """For each person (rows), their deviations weighted by each of `axes` (rows) and summed."""
        if self.sheet is not None:
            return self.sheet @ axes.T
        votes = self.answers
        return np.stack([summed(votes.person, self.value * axis[votes.point], votes.people) for axis in axes], axis=1)

    def across(self, weights: Floats) -> Floats:
        """For each of `weights` (columns, by person), the deviations on each point weighted and summed: rows."""
        if self.sheet is not None:
            return weights.T @ self.sheet
        votes = self.answers
        return np.stack([summed(votes.point, self.value * each[votes.person], votes.points) for each in weights.T])


def answers_of(votes: Votes, always_answered: Indices) -> Answers:
    """`votes` as numbers. Points in `always_answered` count as answered by everybody there, and say nothing."""
    silent = np.zeros(len(votes.points), dtype=bool)
    silent[always_answered] = True
    heard = ~silent[votes.point] if len(always_answered) else slice(None)
    person, point = votes.person[heard], votes.point[heard]
    values = np.linspace(1.0, -1.0, len(votes.scale))[votes.rank[heard]]
    counted = np.bincount(person, minlength=len(votes.people)) + len(always_answered)
    stretch = np.sqrt(len(votes.points) / np.maximum(counted, 1))
    return _answers(len(votes.points), stretch, person, point, values)


def _answers(points: int, stretch: Floats, person: Indices, point: Indices, value: Floats) -> Answers:
    """Answers, as a sheet unless that is large and has few: then they are quicker to multiply as they are."""
    cells = len(stretch) * points
    if cells > max(SHEET_CELLS * len(value), SMALL_SHEET if SHEET_CELLS else 0):
        return Answers(points, stretch, person, point, value, None)
    values, given = np.zeros((2, len(stretch), points))
    values[person, point] = value
    given[person, point] = 1.0
    return Answers(points, stretch, person, point, value, (values, given))


def placed(answers: Answers) -> Plane:
    """Where each person stands, the first axis being the one on which people differ most.

    Missing answers count as the point's mean while the axes are found. Somebody who answered few points would then
    seem to stand in the middle, so each place is stretched by the root of points to points answered.
    """
    deviations = answers.deviations()
    few = deviations.sheet is not None and answers.points <= FEW_POINTS
    leading = _all_axes(deviations) if few else _longest_axes(deviations)
    places = deviations.times(leading[:COMPONENTS]) * answers.stretch[:, None]
    return Plane(_filled(places), leading)


def placed_like(answers: Answers, leading: Floats) -> Floats:
    """Where each person stands of a sheet that is like another, whose longest axes were `leading`: as `placed`, nearly.

    One step of subspace iteration from these: what it leaves out is as small as the square of how much shorter the
    axes beyond LEADING are. Halko, Martinsson and Tropp, "Finding structure with randomness", SIAM Review 53 (2011).
    """
    deviations = answers.deviations()
    basis = np.linalg.qr(deviations.across(deviations.times(leading)).T)[0]
    along = deviations.times(basis.T)
    _, mixtures = np.linalg.eigh(along.T @ along)
    return _filled(along @ mixtures[:, ::-1][:, :COMPONENTS] * answers.stretch[:, None])


def _filled(places: Floats) -> Floats:
    """`places` with nought on an axis that there is not."""
    missing = COMPONENTS - places.shape[1]
    return np.pad(places, ((0, 0), (0, missing))) if missing > 0 else places


def _all_axes(deviations: _Deviations) -> Floats:
    """The longest axes of a sheet of few points, from all their products at once."""
    assert deviations.sheet is not None
    values, vectors = np.linalg.eigh(deviations.sheet.T @ deviations.sheet)
    found = vectors.T[::-1][:LEADING].copy()
    found[values[::-1][:LEADING] <= _NOUGHT * max(float(values[-1]) if len(values) else 0.0, 1e-300)] = 0.0
    return found


def _longest_axes(deviations: _Deviations) -> Floats:
    """The axes (rows) along which people differ most; an axis along which nobody differs is nought. The first two are
    exact, the others near enough to begin from.

    Lanczos steps with full reorthogonalisation on the points' products: each costs two passes over the votes, so
    that a large sheet with few answers costs no more than its answers. Golub and Van Loan, Matrix Computations, ch. 10.
    """
    points = deviations.answers.points
    limit = min(STEPS, points)
    basis = np.zeros((limit, points))
    diagonal, beside = np.zeros(limit), np.zeros(limit)
    vector = _apart_from(basis[:0], _uneven(points, 0))[0]
    largest, values, mixtures = 0.0, np.zeros(0), np.zeros((0, 0))
    for step in range(limit):
        basis[step] = vector
        product = deviations.across(deviations.times(vector[None]))[0]
        diagonal[step] = product @ vector
        largest = max(largest, float(diagonal[step]))
        vector, beside[step] = _apart_from(basis[: step + 1], product)
        if beside[step] <= _NOUGHT * max(largest, 1e-300):
            # All that can be reached from here is found; what is as long as that, but apart from it, is not.
            beside[step] = 0.0
            vector, _ = _apart_from(basis[: step + 1], _uneven(points, step + 1))
        if step + 1 == limit or (points > STEPS and step % _CHECK_EVERY == _CHECK_EVERY - 1):
            values, mixtures = _small_eigen(diagonal[: step + 1], beside[:step])
            left = np.abs(beside[step] * mixtures[-1, :COMPONENTS])
            if bool(np.all(left <= PRECISION * values[0])):
                break
    axes = mixtures.T[:LEADING] @ basis[: len(mixtures)]
    axes[values[:LEADING] <= _NOUGHT * max(largest, 1e-300)] = 0.0
    return axes


def _uneven(points: int, turn: int) -> Floats:
    """Numbers that favour no axis, other ones each turn; always the same."""
    steps = np.arange(1, points + 1, dtype=np.float64) * ((turn + 1) * _GOLDEN)
    return (steps - np.floor(steps)) * 2 - 1


def _apart_from(basis: Floats, vector: Floats) -> tuple[Floats, float]:
    """What of `vector` no row of `basis` holds, of length 1, and how long it was; nought where nothing is left."""
    for _ in range(2):  # once leaves what rounding adds
        vector = vector - (basis @ vector) @ basis
    length = float(np.sqrt(vector @ vector))
    return vector / max(length, 1e-300), length


def _small_eigen(diagonal: Floats, beside: Floats) -> tuple[Floats, Floats]:
    """The eigenvalues, falling, of a symmetric tridiagonal matrix, and their vectors as columns."""
    values, vectors = np.linalg.eigh(np.diag(diagonal) + np.diag(beside, 1) + np.diag(beside, -1))
    return values[::-1], vectors[:, ::-1]
