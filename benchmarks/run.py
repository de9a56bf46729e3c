"""All benchmarks, one table: ``python -m benchmarks.run [--kept FOLDER] [NAME…]``.

``--kept`` keeps the made-up counties for the next run: that of 275,000 takes minutes to make.
"""

import argparse
import sys
from pathlib import Path

from benchmarks import assigning, edit, importing, indicating, plaques, start, table, workbook
from benchmarks.measuring import HEADING

ALL = {
    "start": start,
    "table": table,
    "edit": edit,
    "importing": importing,
    "workbook": workbook,
    "plaques": plaques,
    "assigning": assigning,
    "indicating": indicating,
}


def main(arguments: list[str]) -> int:
    reader = argparse.ArgumentParser(prog="python -m benchmarks.run")
    reader.add_argument("names", nargs="*", choices=[*ALL, []], default=[])
    reader.add_argument("--kept", type=Path)
    given = reader.parse_args(arguments)
    if given.kept:
        given.kept.mkdir(parents=True, exist_ok=True)
    print(HEADING, flush=True)
    over = 0
    for name in given.names or ALL:
        for each in ALL[name].measure(given.kept):
            over += not each.good
            print(each.line(), flush=True)
    return int(over > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
