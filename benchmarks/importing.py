"""Planning and applying an import of a list with 30 columns, against reading the same workbook."""

import tempfile
from pathlib import Path

from benchmarks.measuring import HEADING, Measured, timed
from ycpe_desktop.demo import make_demo
from ycpe_desktop.exchange.applying import apply
from ycpe_desktop.exchange.list_export import export_list
from ycpe_desktop.exchange.planning import make_plan
from ycpe_desktop.exchange.proposing import propose
from ycpe_desktop.exchange.reading import read_book
from ycpe_desktop.ledgers import Kindergarten, is_derived, plain_fields_of
from ycpe_desktop.store import Listing, create_store

SIZES = (1_500, 7_000)


def measure(sizes: tuple[int, ...] = SIZES) -> list[Measured]:
    return [each for size in sizes for each in _of(size)]


def _of(size: int) -> list[Measured]:
    with tempfile.TemporaryDirectory() as scratch:
        file = Path(scratch) / "名单.xlsx"
        full = create_store(Path(scratch) / "full", "芮城县")
        make_demo(full, size=size)
        fields = [each for each in plain_fields_of(Kindergarten) if not is_derived(Kindergarten, each.name)][:30]
        export_list(full, Listing(Kindergarten, full.current_year), fields, file, lambda *_: None)
        full.close()
        empty = create_store(Path(scratch) / "empty", "芮城县")
        try:
            floor = timed(lambda: read_book(file))
            proposal = propose(empty, read_book(file))
            planned = timed(lambda: make_plan(empty, proposal))
            plan = make_plan(empty, proposal)
            applied = timed(lambda: apply(empty, plan, file.name))
        finally:
            empty.close()
    told = "reading the workbook"
    return [
        Measured(f"import: plan {size:,} × {len(fields)}", planned, floor, told),
        Measured(f"import: apply {size:,} × {len(fields)}", applied, floor, told),
    ]


if __name__ == "__main__":
    print(HEADING)
    for each in measure():
        print(each.line())
