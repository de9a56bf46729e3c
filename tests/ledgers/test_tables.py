"""Tables are made when they are asked for, by whatever thread asks first."""

import subprocess
import sys

from ycpe_desktop.paths import program_folder

ASKED_AT_ONCE = """
import sys
from threading import Barrier, Thread
from ycpe_desktop.ledgers import LEDGERS

found, gate = [], Barrier(4)

def ask():
    gate.wait()
    found.append([[column.name for column in ledger.__table__.c] for ledger in LEDGERS])

sys.setswitchinterval(1e-6)
threads = [Thread(target=ask) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
assert found == [[[column.name for column in ledger.__table__.c] for ledger in LEDGERS]] * 4
"""


def test_threads_that_ask_at_once_find_whole_tables() -> None:
    command = [sys.executable, "-c", ASKED_AT_ONCE]
    done = subprocess.run(command, cwd=program_folder(), capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
