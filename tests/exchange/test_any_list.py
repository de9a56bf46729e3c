"""Whatever stands in a list: it is planned without a fault of ours, no row is lost, and again it is the same."""

from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.exchange.importing import book_of, office
from ycpe_desktop.exchange.applying import apply
from ycpe_desktop.exchange.mapping import importable
from ycpe_desktop.exchange.planning import make_plan
from ycpe_desktop.exchange.proposing import propose
from ycpe_desktop.exchange.sheets import Cell
from ycpe_desktop.ledgers import FourIndependents, Kindergarten, YearReport

HEADINGS = ["园所名称", *sorted({each.label for ledger in (Kindergarten, YearReport, FourIndependents)
                              for each in importable(ledger)} - {"园所名称"}), "是否普惠", "别的"]  # fmt: skip
CELLS: st.SearchStrategy[Cell] = st.one_of(
    st.none(),
    st.text(max_size=12),
    st.sampled_from([
        "公办",
        "民办",
        "是",
        "否",
        "古魏镇",
        "东关村",
        "—",
        "1114000001",
        "0359-3021234",
        "2024年9月",
        "12人",
    ]),
    st.integers(-5, 10**19),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.dates(date(1899, 1, 1), date(2200, 1, 1)),
    st.datetimes(datetime(1999, 1, 1), datetime(2030, 1, 1)),
)
NAMES: st.SearchStrategy[Cell] = st.one_of(st.none(), st.text(max_size=70), st.sampled_from(["甲园", "乙园", "甲 园"]))


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_any_cells_under_our_headings(data: st.DataObject) -> None:
    others = data.draw(st.lists(st.sampled_from(HEADINGS[1:]), unique=True, min_size=1, max_size=12))
    body = data.draw(st.lists(st.tuples(NAMES, *[CELLS] * len(others)), max_size=6))
    rows: list[list[Cell]] = [["园所名称", *others], *([*row] for row in body)]
    with TemporaryDirectory() as folder:
        store = office(Path(folder) / "县")
        try:
            plan = make_plan(store, propose(store, book_of(("名单", rows))))
            assert len(plan.rows) + len(plan.ignored) >= sum(
                any(cell not in (None, "") for cell in row) for row in body
            )
            assert all(row.problems for row in plan.rows_of(("refused", "doubtful")))
            came = {(row.sheet, row.index) for row in plan.rows_of(("new",))}
            apply(store, plan)
            again = make_plan(store, propose(store, book_of(("名单", rows))))
            assert {(row.sheet, row.index) for row in again.rows_of(("same",))} == came
        finally:
            store.close()
