"""Kill a busy office 200 times at random moments: ``python -m benchmarks.kill [TIMES] [SEED]``.

Prints how many saved actions were told and how many were lost; ends with 1 when anything was lost or not whole.
"""

import sys
import tempfile
from pathlib import Path

from tests.store.killing import faults_after, work_until_killed
from ycpe_desktop.store import create_store

OFFICE = "tests.store.busy_office"
RESTART = 20
"""A new database after so many kills, so that it does not grow without end."""


def main(program: str, times: int = 200, seed: int = 1) -> int:
    told_in_all, faults = 0, 0
    with tempfile.TemporaryDirectory() as scratch:
        for kill in range(times):
            folder = Path(scratch) / str(kill // RESTART)
            if kill % RESTART == 0:
                create_store(folder, "芮城县").close()
                told = []
            more = work_until_killed(folder, seed + kill, longest=3, program=program)
            told += more
            told_in_all += len(more)
            wrong = faults_after(folder, told)
            faults += len(wrong)
            for each in wrong:
                print(f"kill {kill} (seed {seed + kill}): {each}")
    print(f"kills {times}  saved actions told {told_in_all}  faults {faults}")
    return int(faults > 0)


if __name__ == "__main__":
    sys.exit(main(OFFICE, *(int(each) for each in sys.argv[1:])))
