"""年度数据 by band comes from 班级 where classes are listed, whatever happens to them."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests.store.office import add_kindergarten, office, record, report
from ycpe_desktop.faults import Refusal
from ycpe_desktop.ledgers import ClassRoom, YearReport
from ycpe_desktop.store import Store


def add_class(store: Store, garden: str, name: str, band: str | None, children: int | None, year: int = 2026) -> str:
    with store.writing("班级") as writer:
        room = {"kindergarten": garden, "year": year, "name": name, "band": band, "children": children}
        return writer.insert(ClassRoom, room)


def figures(store: Store, garden: str, year: int = 2026) -> dict[str, Any]:
    table = YearReport.__table__
    with store.reading() as connection:
        key = connection.scalar(select(table.c.uuid).where(table.c.kindergarten == garden, table.c.year == year))
    told = record(store, str(key), year, YearReport)
    return {
        name: told[name] for name in ("classes_junior", "children_junior", "children_senior", "classes", "children")
    }


def test_classes_make_the_report_and_its_totals(store: Store) -> None:
    garden = add_kindergarten(store)
    add_class(store, garden, "小一", "junior", 24)
    add_class(store, garden, "小二", "junior", 26)
    add_class(store, garden, "大一", "senior", None)
    assert figures(store, garden) == {
        "classes_junior": 2,
        "children_junior": 50,
        "children_senior": None,
        "classes": 3,
        "children": 50,
    }  # fmt: skip - one look
    assert record(store, garden)["children"] == 50
    assert record(store, garden)["classes"] == 3


def test_what_comes_from_the_classes_cannot_be_typed_over(store: Store) -> None:
    garden = add_kindergarten(store)
    key = report(store, garden, children_junior=99, teachers=4)
    add_class(store, garden, "小一", "junior", 24)
    with pytest.raises(Refusal, match=r"小班幼儿.*由班级汇总"), store.writing("改") as writer:
        writer.update(YearReport, key, {"children_junior": 30})
    with store.writing("改") as writer:
        writer.update(YearReport, key, {"teachers": 5, "children_junior": 24})
    assert figures(store, garden)["children_junior"] == 24


def test_undo_of_a_class_brings_the_typed_figures_back(store: Store) -> None:
    garden = add_kindergarten(store)
    report(store, garden, children_junior=99)
    add_class(store, garden, "小一", "junior", 24)
    store.undo()
    assert figures(store, garden)["children_junior"] == 99


def test_an_older_class_can_be_undone_while_a_later_one_stays(store: Store) -> None:
    garden = add_kindergarten(store)
    add_class(store, garden, "小一", "junior", 24)
    with store.reading() as connection:
        from ycpe_desktop.store import history

        first = history.steps(connection)[0].id
    add_class(store, garden, "小二", "junior", 20)
    assert store.undo(first).stayed == []
    assert figures(store, garden)["children_junior"] == 20


def test_a_class_that_moves_to_another_kindergarten_is_counted_there(store: Store) -> None:
    first, second = add_kindergarten(store, "甲"), add_kindergarten(store, "乙")
    key = add_class(store, first, "小一", "junior", 24)
    add_class(store, first, "小二", "junior", 20)
    with store.writing("改") as writer:
        writer.update(ClassRoom, key, {"kindergarten": second})
    assert (figures(store, first)["children_junior"], figures(store, second)["children_junior"]) == (20, 24)
    with store.writing("改学年") as writer:
        writer.update(ClassRoom, key, {"kindergarten": first, "year": 2025})
    assert figures(store, first, 2025)["children_junior"] == 24


CLASSES = st.lists(
    st.tuples(st.sampled_from(["junior", "senior", "mixed", None]), st.none() | st.integers(0, 40), st.booleans()),
    min_size=1,
    max_size=8,
)


@settings(max_examples=15)
@given(classes=CLASSES)
def test_totals_are_the_sums_after_any_classes(
    new_office: Path, classes: list[tuple[str | None, int | None, bool]]
) -> None:
    with office(new_office) as store:
        garden = add_kindergarten(store)
        left: list[tuple[str | None, int | None]] = []
        for number, (band, children, stays) in enumerate(classes):
            key = add_class(store, garden, f"班{number}", band, children)
            if stays or not left:
                left.append((band, children))
            else:
                with store.writing("删除") as writer:
                    writer.delete(ClassRoom, key)
        juniors = [children for band, children in left if band == "junior"]
        told = figures(store, garden)
        assert told["classes_junior"] == (len(juniors) or None)
        counted = [children for children in juniors if children is not None]
        assert told["children_junior"] == (sum(counted) if counted else None)
