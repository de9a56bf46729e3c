"""编制与配备 in 年度数据: what is wanting, from the figures themselves."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.exchange.formula_values import Book
from tests.policy.conftest import Enter, empty_office, enter, store
from ycpe_desktop.exchange.standard import export_standard
from ycpe_desktop.ledgers import YearReport
from ycpe_desktop.policy.checks import check
from ycpe_desktop.policy.indicators import indicator
from ycpe_desktop.policy.thresholds import set_target
from ycpe_desktop.store import Filter, Listing, Store, distinct, fetch, ids, summed

__all__ = ["empty_office", "enter", "store"]


def figures(store: Store) -> dict[str, Any]:
    with store.reading() as connection:
        (found,) = fetch(connection, YearReport, ids(connection, Listing(YearReport, 2026)), 2026)
    return found


NAMES = ("classes_reported", "teachers", "teachers_certified", "carers", "teachers_posted", "health_staff")
GAPS = ("teacher_gap", "carer_gap", "uncertified", "open_posts", "health_gap")


@pytest.mark.parametrize(
    ("report", "told"),
    [
        ((4, 7, 6, 3, 2, 0), (1, 1, 1, 3, 1)),
        ((3, 7, 7, 4, 6, 1), (0, 0, 0, 0, 0)),
        ((None,) * 6, (None,) * 5),
    ],
)
def test_what_is_wanting(
    store: Store, enter: Enter, report: tuple[int | None, ...], told: tuple[int | None, ...]
) -> None:
    enter("甲园", "public", 100, garden={"staffing_posts": 5}, **dict(zip(NAMES, report, strict=True)))
    found = figures(store)
    assert tuple(found[name] for name in GAPS) == told


def written_by_the_workbook(store: Store, folder: Path) -> tuple[float, int]:
    """两教一保达标园比例 as its formula reckons it, and how many rows of 年度数据 have nothing wanting."""
    export_standard(store, 2026, folder / "上报表.xlsx")
    book = openpyxl.load_workbook(folder / "上报表.xlsx")
    (formula,) = (row[10].value for row in book["指标汇总"].iter_rows() if row[2].value == "两教一保达标园比例")
    rows = list(book["年度数据"].iter_rows(values_only=True))
    (head,) = (row for row in rows if "教师缺口" in row)
    teachers, carers = head.index("教师缺口"), head.index("保育员缺口")
    full = [row for row in rows if row[teachers] == row[carers] == 0]
    return Book(book).value(str(formula)), len(full)


def every_year_report(store: Store) -> list[dict[str, Any]]:
    with store.reading() as connection:
        return fetch(connection, YearReport, ids(connection, Listing(YearReport, 2026)), 2026)


@pytest.mark.parametrize("own", [{}, {"teachers_a_class": "3", "carers_a_class": "2", "teachers_alone": "4"}])
def test_what_is_wanting_is_what_the_indicator_the_rule_and_the_workbook_reckon(
    store: Store, enter: Enter, own: dict[str, str], tmp_path: Path
) -> None:
    """By the documents' figures and by the office's own."""
    for key, typed in own.items():
        set_target(store, key, 2026, typed)
    staffs = [(teachers, carers) for teachers in (5, 6, 9, 12) for carers in (0, 3, 6)]
    for teachers, carers in staffs:
        enter(f"{teachers}教{carers}保", "public", 60, classes_reported=3, teachers=teachers, carers=carers)
    full = [one for one in every_year_report(store) if one["teacher_gap"] == one["carer_gap"] == 0]
    figure = indicator(store, "two_plus_one", 2026)
    lacking = [one for one in check(store, 2026) if one.rule == "staff_gap"]
    assert 0 < len(full) < len(staffs)
    assert (figure.numerator, figure.denominator) == (len(full), len(staffs))
    assert len(lacking) == len(staffs) - len(full)
    assert written_by_the_workbook(store, tmp_path) == (float(figure.shown.rstrip("%")), len(full))


def test_the_office_s_own_figures_hold_from_their_year_on_and_are_taken_back_with_it(
    store: Store, enter: Enter
) -> None:
    enter("甲园", "public", 60, classes_reported=3, teachers=6, carers=3)
    enter("乙园", "public", 60, classes_reported=3, teachers=8, carers=1)
    assert [one["teacher_gap"] for one in every_year_report(store)] == [0, 0]
    set_target(store, "teachers_a_class", 2027, "3")
    assert [one["teacher_gap"] for one in every_year_report(store)] == [0, 0]
    set_target(store, "teachers_a_class", 2026, "3")
    set_target(store, "teachers_alone", 2026, "4")
    whole = Listing(YearReport, 2026)
    with store.reading() as connection:
        assert summed(connection, whole, ["teacher_gap", "carer_gap"]) == {"teacher_gap": 4, "carer_gap": 2}
        assert distinct(connection, whole, "teacher_gap") == [(1, 1), (3, 1)]
        filtered = ids(connection, whole._replace(filters=(Filter("teacher_gap", "between", (2, None)),)))
        ordered = ids(connection, whole._replace(sort=(("teacher_gap", True),)))
    assert sorted(one["teacher_gap"] for one in every_year_report(store)) == [1, 3]
    assert filtered == ordered[:1]
    store.undo()
    store.undo()
    assert [one["teacher_gap"] for one in every_year_report(store)] == [0, 0]


def test_children_to_one_of_the_staff(store: Store, enter: Enter) -> None:
    enter("甲园", "public", 100, teachers=10, carers=5, principals=1)
    assert str(figures(store)["children_a_worker"]) == "6.3"
