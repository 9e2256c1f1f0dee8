"""Every scenario that `bench/endurance.py` runs, in the order of the report."""

from tests.endurance.figures import Scenario
from tests.endurance.gaps import GAPS
from tests.powercut.store import STORE_CUTS

SCENARIOS: tuple[Scenario, ...] = (STORE_CUTS, GAPS)
