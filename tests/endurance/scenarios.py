"""Every scenario that `bench/endurance.py` runs, in the order of the report."""

from tests.endurance.figures import Scenario

SCENARIOS: tuple[Scenario, ...] = ()
