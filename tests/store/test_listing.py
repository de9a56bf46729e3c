"""Listing: every column of every ledger sorts, filters, counts and adds up; the year decides what it shows."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from tests.ledgers.samples import fill_empty_ledgers
from tests.store.office import add_kindergarten, listed, report
from ycpe_desktop.fields import Link
from ycpe_desktop.ledgers import (
    LEDGERS,
    AreaYear,
    Assignment,
    CategoryEvaluation,
    ClassRoom,
    CompoundSite,
    CompoundStep,
    ConductEvaluation,
    FourIndependents,
    InclusiveRecognition,
    Kindergarten,
    Ledger,
    PolicyClause,
    PolicyDocument,
    Rectification,
    Recusal,
    ResearchArea,
    Supervisor,
    Visit,
    VisitFinding,
    YearReport,
    fields_of,
)
from ycpe_desktop.store import Filter, Listing, Store, Writer, distinct, fetch, ids, summed


@pytest.fixture
def office(store: Store) -> Store:
    """Three kindergartens: 甲 public, 120 children; 乙 inclusive since 2025; 丙 with nothing but a name; a record in
    every other ledger."""
    towns = {name: code for code, name in store.names.places("township")}
    first = add_kindergarten(store, "甲幼儿园", township=towns["古魏镇"], rural=False, site_area=Decimal("1200.50"))
    second = add_kindergarten(
        store, "乙幼儿园", township=towns["风陵渡镇"], rural=True, licence_until=date(2026, 12, 31)
    )
    with store.writing("其他") as writer:
        writer.state(Kindergarten.nature, second, "inclusive", date(2025, 9, 1))
        writer.insert(InclusiveRecognition, {"kindergarten": second, "since": date(2025, 9, 1)})
        writer.insert(Kindergarten, {"name": "丙幼儿园"})
        writer.insert(FourIndependents, {"kindergarten": first, "year": 2026, "premises_state": "met"})
        writer.insert(AreaYear, {"area": "140830", "year": 2026, "population": 9000})
        writer.insert(
            ClassRoom, {"kindergarten": second, "year": 2026, "name": "小一班", "band": "junior", "children": 24}
        )
        supervisor = writer.insert(Supervisor, {"name": "王芳"})
        writer.insert(Assignment, {"supervisor": supervisor, "kindergarten": first, "since": date(2026, 3, 1)})
        writer.insert(Recusal, {"supervisor": supervisor, "kindergarten": second})
        _supervised(writer, first, second, supervisor)
    report(store, first, 2026, children_junior=50, children_senior=70, fee_care=Decimal("350.50"))
    report(store, first, 2025, children_reported=110)
    fill_empty_ledgers(store)
    return store


def _supervised(writer: Writer, first: str, second: str, supervisor: str) -> None:
    for garden, day in ((first, date(2026, 3, 5)), (second, date(2026, 10, 5)), (first, date(2026, 11, 5))):
        visit = writer.insert(Visit, {"kindergarten": garden, "visited": day, "supervisor": supervisor})
        values = {"kindergarten": garden, "problem": "灭火器过期", "item": "fire", "issued": day}
        mend = writer.insert(Rectification, {**values, "number": f"{day.month}号", "place": 1})
        values = {"visit": visit, "problem": "灭火器过期", "item": "fire", "rectification": mend}
        writer.insert(VisitFinding, values)
    scores = dict.fromkeys(("premises", "safety", "care", "staff", "management"), Decimal("90.5"))
    told = {f"{name}_score": score for name, score in scores.items()}
    writer.insert(ConductEvaluation, {"kindergarten": first, "evaluated": date(2025, 5, 6), **told})
    writer.insert(ConductEvaluation, {"kindergarten": second, "evaluated": date(2025, 5, 7), "care_score": 90})


@pytest.mark.parametrize("ledger", LEDGERS, ids=lambda ledger: ledger.TITLE)
def test_every_column_sorts_filters_and_lists_its_values(office: Store, ledger: type[Ledger]) -> None:
    with office.reading() as connection:
        every = ids(connection, Listing(ledger, 2026))
        assert every
        records = {record["uuid"]: record for record in fetch(connection, ledger, every, 2026)}
        for name in (each.name for each in fields_of(ledger)):
            for descending in (False, True):
                found = ids(connection, Listing(ledger, 2026, sort=((name, descending),)))
                assert sorted(found) == sorted(every), name
            values = distinct(connection, Listing(ledger, 2026), name)
            assert sum(count for _, count in values) == len(every), name
            for value, count in values:
                chosen = ids(connection, Listing(ledger, 2026, filters=(Filter(name, "among", (value,)),)))
                assert [records[key][name] for key in chosen] == [value] * count


@pytest.mark.parametrize("ledger", LEDGERS, ids=lambda ledger: ledger.TITLE)
def test_the_status_line_adds_up_what_is_listed(office: Store, ledger: type[Ledger]) -> None:
    numeric = [each.name for each in fields_of(ledger) if each.kind.numeric]
    with office.reading() as connection:
        records = fetch(connection, ledger, ids(connection, Listing(ledger, 2026)), 2026)
        sums = summed(connection, Listing(ledger, 2026), numeric)
    for name in numeric:
        values = [record[name] for record in records if record[name] is not None]
        assert sums[name] == (sum(values) if values else None)


def test_a_record_named_by_another_is_filtered_by_a_part_of_that_name(office: Store) -> None:
    def told(part: str) -> list[str]:
        chosen = (Filter("visit", "contains", (part,)),)
        with office.reading() as connection:
            found = ids(connection, Listing(VisitFinding, 2026, filters=chosen))
            rows = fetch(connection, VisitFinding, found, 2026)
        return sorted(office.names.name("visit", row["visit"]) for row in rows)

    assert told("甲") == ["甲幼儿园 2026-03-05", "甲幼儿园 2026-11-05"]
    assert told("丁") == []


def test_what_comes_again_within_a_year_is_marked(office: Store) -> None:
    with office.reading() as connection:
        for ledger, day in ((Rectification, "issued"), (VisitFinding, "visit")):
            rows = fetch(connection, ledger, ids(connection, Listing(ledger, 2026)), 2026)
            again = [
                office.names.name("visit", row[day]) if day == "visit" else str(row[day])
                for row in rows
                if row["repeated"]
            ]
            assert [told[-10:] for told in again] == ["2026-11-05"]


def test_a_computed_column_alone_is_added_up_over_its_own_records(office: Store) -> None:
    with office.writing("保教费") as writer:
        second = office.names.keys("kindergarten", "乙幼儿园")[0]
        reports = YearReport.__table__
        found = writer.connection.scalar(select(reports.c.uuid).where(reports.c.kindergarten == second))
        assert found is not None
        writer.update(YearReport, found, {"fee_care": Decimal("100.00")})
    with office.writing("两次评估") as writer:
        for name in ("甲幼儿园", "乙幼儿园"):
            key = office.names.keys("kindergarten", name)[0]
            writer.insert(CategoryEvaluation, {"kindergarten": key, "evaluated": date(2026, 5, 1)})
    with office.reading() as connection:
        whole = Listing(CategoryEvaluation, 2026)
        records = fetch(connection, CategoryEvaluation, ids(connection, whole), 2026)
        told = [each["fee_charged"] for each in records if each["fee_charged"] is not None]
        assert summed(connection, whole, ["fee_charged"]) == {"fee_charged": sum(told)}
        assert len(set(told)) == 2


def test_the_year_decides(office: Store) -> None:
    assert listed(office, 2026, filters=(Filter("nature", "among", ("inclusive",)),)) == ["乙幼儿园"]
    assert listed(office, 2024, filters=(Filter("nature", "among", ("inclusive",)),)) == []
    assert sorted(listed(office, 2024, filters=(Filter("nature", "among", ("public",)),))) == ["乙幼儿园", "甲幼儿园"]
    with office.reading() as connection:
        for year, children in ((2026, 144), (2025, 110), (2024, None)):
            assert summed(connection, Listing(Kindergarten, year), ["children"]) == {"children": children}


@pytest.mark.parametrize(
    ("chosen", "names"),
    [
        (Filter("township", "contains", ("魏",)), ["甲幼儿园"]),
        (Filter("name", "contains", ("乙",)), ["乙幼儿园"]),
        (Filter("name", "contains", ("%",)), []),
        (Filter("township", "among", (None,)), ["丙幼儿园"]),
        (Filter("nature", "among", (None, "public")), ["丙幼儿园", "甲幼儿园"]),
        (Filter("nature", "among", ()), []),
        (Filter("site_area", "between", (Decimal(1000), Decimal(2000))), ["甲幼儿园"]),
        (Filter("site_area", "between", (Decimal("1200.51"), None)), []),
        (Filter("children", "between", (24, 24)), ["乙幼儿园"]),
        (Filter("children", "between", (None, None)), ["乙幼儿园", "甲幼儿园"]),
        (Filter("licence_until", "between", (date(2026, 11, 23), date(2027, 2, 23))), ["乙幼儿园"]),
        (Filter("rural", "among", (False,)), ["甲幼儿园"]),
    ],
    ids=str,
)
def test_filters(office: Store, chosen: Filter, names: list[str]) -> None:
    assert sorted(listed(office, filters=(chosen,))) == sorted(names)


def test_only_some_records_are_listed_counted_and_added_up(office: Store) -> None:
    with office.reading() as connection:
        _, first, second = ids(connection, Listing(Kindergarten, 2026, sort=(("name", False),)))
        only = Listing(Kindergarten, 2026, only=(second, first, "gone"))
        assert ids(connection, only._replace(sort=(("name", True),))) == [second, first]
        assert ids(connection, only._replace(filters=(Filter("nature", "among", ("inclusive",)),))) == [second]
        assert sum(count for _, count in distinct(connection, only, "nature")) == 2
        assert summed(connection, only._replace(only=(second,)), ("children",))["children"] == 24
        assert len(ids(connection, only._replace(only=()))) == 3


def test_there_is_no_limit_to_how_many_are_picked_out(office: Store) -> None:
    with office.reading() as connection:
        every = ids(connection, Listing(Kindergarten, 2026))
        only = Listing(Kindergarten, 2026, only=(*(f"{number:032x}" for number in range(260_000)), every[1]))
        assert ids(connection, only) == [every[1]]
        assert sum(count for _, count in distinct(connection, only, "name")) == 1


def test_names_are_sorted_as_they_are_spoken(office: Store) -> None:
    """丙 bing, 甲 jia, 乙 yi."""
    assert listed(office, sort=(("name", False),)) == ["丙幼儿园", "甲幼儿园", "乙幼儿园"]
    assert listed(office, sort=(("name", True),)) == ["乙幼儿园", "甲幼儿园", "丙幼儿园"]
    assert listed(office, sort=(("township", False), ("name", False))) == ["丙幼儿园", "甲幼儿园", "乙幼儿园"]


def test_a_page_opens_by_township_and_then_by_name(store: Store) -> None:
    towns = {name: code for code, name in store.names.places("township")}
    by_name = [f"{place}第{number}幼儿园" for place in ("解州", "南磑镇", "畖底镇") for number in ("一", "二", "12")]
    for town in ("风陵渡镇", "古魏镇"):
        for name in reversed(by_name):
            add_kindergarten(store, name, township=towns[town])
    moved = add_kindergarten(store, "阿幼儿园", township=towns["风陵渡镇"])
    assert listed(store) == [*by_name, "阿幼儿园", *by_name]
    with store.writing("迁址") as writer:
        writer.update(Kindergarten, moved, {"township": towns["古魏镇"]})
    assert listed(store) == ["阿幼儿园", *by_name, *by_name]
    store.undo()
    assert listed(store) == [*by_name, "阿幼儿园", *by_name]


def test_what_an_action_has_just_made_stands_behind_till_it_is_saved(office: Store) -> None:
    with office.writing("新增") as writer:
        made = writer.insert(Kindergarten, {"name": "阿幼儿园"})
        found = ids(writer.connection, Listing(Kindergarten, 2026))
        assert (len(found), found[-1]) == (4, made)
    assert listed(office)[0] == "阿幼儿园"


def test_people_and_other_texts_are_sorted_by_pinyin_too(office: Store) -> None:
    names = ["毕海", "解红", "王芳", "张伟"]
    for name in reversed(names):
        add_kindergarten(office, f"{name}的幼儿园", principal=name)
    nobody = ["丙幼儿园", "甲幼儿园", "乙幼儿园"]
    told = [f"{name}的幼儿园" for name in names]
    assert [name for name in listed(office, sort=(("principal", False),)) if name not in nobody] == told
    assert [name for name in listed(office, sort=(("principal", True),)) if name not in nobody] == told[::-1]
    both = listed(office, sort=(("status", False), ("principal", False)))
    assert [name for name in both if name not in nobody] == told


def test_areas_with_numbers_stand_in_the_order_of_the_numbers(store: Store) -> None:
    with store.writing("片区") as writer:
        for number in (10, 2, 1, 11):
            writer.insert(ResearchArea, {"name": f"教研片区 第{number}"})
    expected = [f"教研片区 第{number}" for number in (1, 2, 10, 11)]
    assert listed(store, ledger=ResearchArea) == listed(store, ledger=ResearchArea, sort=(("name", False),)) == expected


def test_classes_of_a_kindergarten_stand_by_band_and_number(office: Store) -> None:
    bands = {"小": "junior", "中": "middle", "大": "senior"}
    names = ["小二班", "小十班", "小十一班", "中一班", "中二班", "大一班", "大（2）班", "大（10）班"]
    with office.reading() as connection:
        garden = ids(connection, Listing(Kindergarten, 2026))[0]
    with office.writing("班级") as writer:
        for name in reversed(names):
            writer.insert(ClassRoom, {"kindergarten": garden, "year": 2026, "name": name, "band": bands[name[0]]})
    assert [name for name in listed(office, ledger=ClassRoom) if name in names] == names


@pytest.mark.parametrize("how", [{}, {"search": "同名"}])
def test_equals_keep_their_order_when_one_of_them_is_edited(office: Store, how: dict[str, Any]) -> None:
    with office.writing("同名") as writer:
        for number in range(20):
            key = writer.insert(Kindergarten, {"name": "同名幼儿园", "code": f"11140001{number:02d}"})
            writer.state(Kindergarten.nature, key, "public", date(2024, 9, 1))
    listing = Listing(Kindergarten, 2026, sort=(("nature", False),), **how)
    with office.reading() as connection:
        before = ids(connection, listing)
    with office.writing("电话") as writer:
        writer.update(Kindergarten, before[5], {"phone": "0359-3021234"})
    with office.reading() as connection:
        assert ids(connection, listing) == before


def test_records_come_in_the_asked_order_and_the_gone_are_left_out(office: Store) -> None:
    with office.reading() as connection:
        every = ids(connection, Listing(Kindergarten, 2026))
        asked = [every[2], "gone", every[0]]
        found: list[dict[str, Any]] = fetch(connection, Kindergarten, asked, 2026, office.names)
    assert [record["uuid"] for record in found] == [every[2], every[0]]
    assert set(found[0]) == {"uuid", *(each.name for each in fields_of(Kindergarten))}


def test_links_are_filtered_by_the_name_that_they_show(office: Store) -> None:
    for ledger in (YearReport, FourIndependents, Assignment):
        assert isinstance(next(each for each in fields_of(ledger) if each.name == "kindergarten").kind, Link)
        chosen = Filter("kindergarten", "contains", ("甲",))
        assert len(listed(office, ledger=ledger, filters=(chosen,))) == 1


def test_the_load_of_a_supervisor_counts_what_is_in_hand(office: Store) -> None:
    def load(year: int) -> Any:
        with office.reading() as connection:
            return fetch(connection, Supervisor, ids(connection, Listing(Supervisor, year)), year)[0]["load"]

    assert [load(year) for year in (2024, 2025, 2026)] == [0, 1, 1]
    with office.reading() as connection:
        (held,) = ids(connection, Listing(Assignment, 2026))
    with office.writing("换人") as writer:
        writer.update(Assignment, held, {"until": date(2026, 10, 1)})
    assert [load(year) for year in (2024, 2025, 2026)] == [0, 1, 0]


def test_steps_stand_under_their_project_in_the_order_of_the_steps(office: Store) -> None:
    with office.writing("登记") as writer:
        for name in ("乙小区", "甲小区"):
            site = writer.insert(CompoundSite, {"name": name})
            for step in ("delivered", "built"):
                writer.insert(CompoundStep, {"site": site, "step": step})
    with office.reading() as connection:
        found = fetch(connection, CompoundStep, ids(connection, Listing(CompoundStep, 2026)), 2026)
        shown = [(office.names.name("compound_site", row["site"]), row["step"]) for row in found]
    mine = [each for each in shown if each[0] in ("甲小区", "乙小区")]
    assert [step for _, step in mine] == ["built", "delivered", "built", "delivered"]
    assert mine[0][0] == mine[1][0]


def test_clauses_are_counted_as_people_count(office: Store) -> None:
    with office.writing("登记") as writer:
        document = writer.insert(PolicyDocument, {"name": "本县方案"})
        for number in ("三", "一", "二（一）"):
            writer.insert(PolicyClause, {"document": document, "number": number})
    with office.reading() as connection:
        found = fetch(connection, PolicyClause, ids(connection, Listing(PolicyClause, 2026)), 2026)
    assert [row["number"] for row in found if row["document"] == document] == ["一", "二（一）", "三"]
