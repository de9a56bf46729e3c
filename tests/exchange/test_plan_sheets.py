"""What a file is taken for: its sheets, ledgers, years and columns, and what the clerk chooses otherwise."""

import pytest

from tests.exchange.importing import (
    book_of,
    by_name,
    imported,
    left_over,
    planned,
    proposed,
    standing,
    states,
)
from ycpe_desktop.exchange.applying import apply
from ycpe_desktop.exchange.mapping import SKIPPED, year_named
from ycpe_desktop.exchange.planning import make_plan
from ycpe_desktop.exchange.proposing import choose_columns, choose_header, choose_ledger, propose
from ycpe_desktop.exchange.sheets import Cell
from ycpe_desktop.faults import Refusal
from ycpe_desktop.ledgers import ClassRoom, FourIndependents, Kindergarten, Supervisor, YearReport
from ycpe_desktop.store import Store

HEADER: list[Cell] = ["园所名称", "乡镇", "办园性质", "联系电话", "在园幼儿", "保教费"]


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("黄埔_在册名单_20241231.xlsx", 2024),
        ("幼儿园名单（2024年12月）", 2024),
        ("截至2025年6月30日", 2024),
        ("2024-09-01统计", 2024),
        ("2025—2026学年幼儿园一览表", 2025),
        ("2023年幼儿园名单", 2023),
        ("kg_14083012345678", None),
        ("芮城县幼儿园名单", None),
    ],
)
def test_the_year_that_a_title_names(text: str, year: int | None) -> None:
    found = year_named([text])
    assert (found[0] if found else None) == year


def test_a_title_above_the_header_dates_the_list(store: Store) -> None:
    proposal = proposed(store, [["芮城县幼儿园名单（2024年12月）"], ["园所名称", "在园幼儿"], ["甲园", 3]])
    assert (proposal.year, proposal.year_source) == (2024, "2024年12月")
    assert proposed(store, [["园所名称", "在园幼儿"], ["甲园", 3]], otherwise=2025).year == 2025
    assert proposed(store, [["2024年"], ["园所名称", "在园幼儿"], ["甲园", 3]], year=2026).year == 2026


def test_the_four_independents_in_the_same_list(store: Store) -> None:
    imported(store, [["园所名称", "独立园舍", "独立法人"], ["甲园", "√", "办理中"], ["乙园", None, None]])
    (judged,) = standing(store, FourIndependents)
    assert (judged["premises_state"], judged["legal_state"]) == ("met", "pending")


def test_lists_of_other_ledgers(store: Store) -> None:
    imported(store, [["园所名称", "备注"], ["甲园", None]])
    plan = imported(store, [["姓名", "工作单位", "专兼职", "联系电话"], ["张三", "教研室", "兼职", "13800000001"]])
    assert plan.rows[0].ledger is Supervisor
    assert standing(store, Supervisor)[0]["kind"] == "part"
    plan = imported(
        store, [["园所名称", "班级名称", "班型", "幼儿数"], ["甲园", "小一", "小班", 24], ["乙园", "小一", "小班", 3]]
    )
    assert states(plan) == ["new", "refused"]
    assert "没有找到“乙园”" in plan.problems[0].message
    assert standing(store, ClassRoom)[0]["children"] == 24
    report = standing(store, YearReport)[0]
    assert report["children_junior"] == 24, "the totals come from the classes"
    plan = imported(store, [["园所名称", "小班幼儿"], ["甲园", 25]])
    assert states(plan) == ["same"]
    assert "由“班级”汇总" in plan.problems[0].message


def test_every_row_that_is_no_record_is_named(store: Store) -> None:
    plan = planned(store, [["园所名称", "在园幼儿"], ["甲园", 3], ["合计", 3], ["注：截至年底"]])
    assert [(row, why) for _, row, why in plan.ignored] == [(3, "合计行"), (4, "表下的说明")]


def test_several_sheets_of_one_layout(store: Store) -> None:
    header: list[Cell] = ["园所名称", "在园幼儿"]
    book = book_of(
        ("古魏镇", [header, ["甲园", 3]]),
        ("阳城镇", [header, ["乙园", 4]]),
        ("汇总", [header, ["甲园", 3], ["乙园", 4]]),
        ("说明", [["填表说明"]]),
    )
    proposal = propose(store, book)
    assert {each.sheet.name for each in proposal.used} == {"古魏镇", "阳城镇"}
    plan = make_plan(store, proposal)
    assert {row.name for row in plan.rows} == {"甲园", "乙园"}
    assert all(why for _, why in plan.unread)


def test_the_clerk_can_point_at_everything(store: Store) -> None:
    rows: list[list[Cell]] = [["名", "人"], ["甲园", "120"]]
    with pytest.raises(Refusal, match="不是幼儿园名单"):
        proposed(store, rows)
    proposal = proposed(store, rows, anyway=True)
    choose_header(proposal, "名单", 0)
    choose_columns(proposal, "名单", {0: "kindergarten.name", 1: "year_report.children_reported"})
    apply(store, make_plan(store, proposal))
    assert standing(store, YearReport)[0]["children"] == 120
    choose_ledger(proposal, "名单", Supervisor)
    assert proposal.sheet("名单").title == "责任督学"


def test_the_chosen_columns_are_remembered_for_the_layout(store: Store) -> None:
    rows: list[list[Cell]] = [["园所名称", "属性", "备用"], ["甲园", "公办", "x"]]
    proposal = proposed(store, rows)
    assert proposal.sheet("名单").columns == {0: "kindergarten.name", 1: None, 2: None}
    choose_columns(proposal, "名单", {1: "kindergarten.nature", 2: SKIPPED})
    apply(store, make_plan(store, proposal))
    again = proposed(store, [*rows, ["乙园", "公办", "y"]])
    assert again.sheet("名单").remembered
    assert again.sheet("名单").columns == {0: "kindergarten.name", 1: "kindergarten.nature", 2: SKIPPED}
    assert left_over(store) == []


def test_an_approved_year_stays_as_it_is(store: Store) -> None:
    imported(store, [HEADER, ["甲园", "古魏镇", "公办", "0359-3021234", 120, 450]])
    approve(store, 2026)
    plan = imported(
        store,
        [
            HEADER,
            ["甲园", "古魏镇", "公办", "0359-3025678", 120, 450],
            ["乙园", "古魏镇", "公办", None, None, None],
        ],
    )
    assert states(plan) == ["changed", "refused"]
    assert "2026—2027 学年已审核通过" in plan.problems[0].message
    assert by_name(store)["甲园"]["phone"] == "0359-3025678", "an undated field stays free"
    plan = imported(store, [HEADER, ["甲园", "古魏镇", "公办", None, 121, 450]])
    assert states(plan) == ["refused"]


@pytest.mark.parametrize(
    ("typed", "year"), [("2024", 2024), (2024, 2024), ("2024—2025 学年", 2024), ("2024学年", 2024)]
)
def test_a_row_may_name_its_own_year(store: Store, typed: Cell, year: int) -> None:
    imported(store, [["园所名称", "学年", "在园幼儿"], ["甲园", typed, 90]])
    assert [each["children"] for each in standing(store, YearReport, year)] == [90]


def test_a_row_of_an_unreadable_year_stays_outside(store: Store) -> None:
    plan = imported(store, [["园所名称", "学年", "在园幼儿"], ["甲园", "去年", 90]])
    assert states(plan) == ["refused"]
    assert (plan.problems[0].cell, plan.problems[0].field) == ("B2", "学年")


def test_nothing_refers_to_a_row_that_stays_outside(store: Store) -> None:
    approve(store, 2026)
    book = book_of(
        ("督学责任", [["督学姓名", "园所名称", "负责起"], ["张三", "甲园", "2026-09-01"]]),
        ("督学", [["姓名", "专兼职"], ["张三", "兼职"]]),
        ("名单", [["园所名称", "乡镇"], ["甲园", "古魏镇"]]),
    )
    plan = make_plan(store, propose(store, book))
    assert [(row.sheet, row.state) for row in plan.rows] == [
        ("名单", "refused"),
        ("督学", "new"),
        ("督学责任", "refused"),
    ]
    apply(store, plan)
    assert (store.count(Kindergarten), store.count(Supervisor)) == (0, 1)


def approve(store: Store, year: int) -> None:
    from ycpe_desktop.store.tables import year_state

    with store.writing("审核通过") as writer:
        writer.put(year_state, {"uuid": str(year), "approved": "2026-10-08T10:00:00"})


def test_the_village_of_a_supervisor_is_one_of_the_township(store: Store) -> None:
    town, other = (store.names.keys("township", name)[0] for name in ("古魏镇", "陌南镇"))
    village, elsewhere = (store.names.places("village", code)[0] for code in (town, other))
    rows: list[list[Cell]] = [
        ["姓名", "专兼职", "联系电话", "常驻乡镇", "居住村"],
        ["张三", "兼职", "13800000001", "古魏镇", village[1]],
        ["李四", "兼职", "13800000002", "古魏镇", elsewhere[1]],
        ["王五", "兼职", "13800000003", None, elsewhere[1]],
    ]
    imported(store, rows)
    found = {each["name"]: (each["township"], each["village"]) for each in standing(store, Supervisor)}
    assert found == {"张三": (town, village[0]), "李四": (town, None), "王五": (other, elsewhere[0])}
    assert left_over(store) == [("village", "居住村", elsewhere[1])]
