"""Kill the real window 200 times at random moments: ``python -m benchmarks.kill_window [TIMES] [SEED]``.

A clerk's hands type, paste, import and undo in it; see ``benchmarks/kill.py`` for what is printed.
"""

import os
import sys

from benchmarks.kill import main

WINDOW = "tests.whole.busy_window"

if __name__ == "__main__":
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    sys.exit(main(WINDOW, *(int(each) for each in sys.argv[1:])))
