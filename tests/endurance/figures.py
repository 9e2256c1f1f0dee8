"""What a scenario of faults measured, and the scenario itself, as the tests and `bench/endurance.py` both run it.

    async def socket_drops(seed: int, size: int, tmp: Path) -> Figures:
        ...
        return Figures(
            seed,
            size,
            (
                Figure("messages written", written),
                Figure("messages lost", lost, limit=0),
                Figure("messages captured twice", twice, limit=0),
            ),
        )

    SOCKET_DROPS = Scenario("socket-drops", "Socket drops with resume", "drops", socket_drops, ci=20, nightly=200)

    @pytest.mark.long
    async def test_…(tmp_path: Path) -> None:
        (await SOCKET_DROPS.run(seed, SOCKET_DROPS.ci, tmp_path)).must_hold()

A scenario joins the nightly run, and the report, by its line in `tests/endurance/scenarios.py`.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Figure:
    """One thing that was counted or measured."""

    name: str
    """What, as one reads it in the report: "posts doubled"."""
    value: float
    unit: str = ""
    """What it is measured in ("ms"); empty for a count."""
    limit: float | None = None
    """The most that holds; None where the figure is only told."""
    least: float | None = None
    """The least that holds: a scenario in which nothing happened proves nothing."""

    @property
    def holds(self) -> bool:
        """Whether it keeps its limits."""
        return (self.limit is None or self.value <= self.limit) and (self.least is None or self.value >= self.least)

    def __str__(self) -> str:
        number = f"{self.value:,.0f}" if float(self.value).is_integer() else f"{self.value:,.2f}"
        return f"{number} {self.unit}".strip()


@dataclass(frozen=True)
class Figures:
    """What one run of a scenario measured."""

    seed: int
    """What decided every fault of the run: the same seed plans the same faults again."""
    size: int
    """How many faults, posts or seconds, as the scenario counts."""
    figures: tuple[Figure, ...]
    faults: tuple[str, ...] = ()
    """What went wrong, one line each, for whoever looks for the cause; never in the report."""

    @property
    def broken(self) -> tuple[Figure, ...]:
        """The figures beyond their limits."""
        return tuple(figure for figure in self.figures if not figure.holds)

    def must_hold(self) -> None:
        """Nothing, where every figure keeps its limits.

        Raises:
            AssertionError: some do not; it names them, the seed and the size, so that the run can be repeated.
        """
        beyond = "; ".join(f"{figure.name}: {figure}" for figure in self.broken)
        assert not beyond, "\n".join((f"seed {self.seed}, size {self.size}: {beyond}", *self.faults))


@dataclass(frozen=True)
class Scenario:
    """One row of the faults that the bot must withstand."""

    name: str
    """Its name on the command line."""
    title: str
    """What happens, as a heading of the report."""
    counted: str
    """What its size counts: "kills", "posts", "seconds"."""
    run: Callable[[int, int, Path], Awaitable[Figures]]
    """Takes the seed, the size and an empty folder, and runs it once."""
    ci: int
    """Its size in one run of the tests."""
    nightly: int
    """Its size in the nightly run."""
