"""All benchmarks, one table of ratios: python -m benchmarks.run [FOLDER for the databases to keep]"""

import sys
from pathlib import Path

from benchmarks import edit, importing, start, table
from benchmarks.measuring import HEADING


def main(arguments: list[str]) -> int:
    kept = Path(arguments[0]) if arguments else None
    print(HEADING)
    over = 0
    for measured in (start.measure(kept), edit.measure(kept), table.measure(kept), importing.measure()):
        for each in measured:
            print(each.line(), flush=True)
            over += not each.good
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
