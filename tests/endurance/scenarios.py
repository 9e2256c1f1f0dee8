"""Every scenario that `bench/endurance.py` runs, in the order of the report."""

from tests.endurance.clocks import CLOCKS
from tests.endurance.figures import Scenario
from tests.endurance.full_disk import FULL_DISK
from tests.endurance.gaps import GAPS
from tests.endurance.rush import RUSH
from tests.endurance.second_process import SECOND_PROCESS
from tests.endurance.storm import STORMS
from tests.endurance.sudden_ends import KILLS, POWER_CUTS, STOPS
from tests.powercut.store import STORE_CUTS

SCENARIOS: tuple[Scenario, ...] = (
    KILLS,
    STOPS,
    POWER_CUTS,
    STORE_CUTS,
    FULL_DISK,
    GAPS,
    STORMS,
    RUSH,
    SECOND_PROCESS,
    CLOCKS,
)
