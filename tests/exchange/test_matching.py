"""Which record a row is: UUID, 标识码, exact name and township, else a score and the clerk's decision."""

from collections.abc import Sequence

import pytest

from tests.exchange.importing import by_name, imported, only, planned, proposed, said, standing, states
from ycpe_desktop.exchange.applying import apply
from ycpe_desktop.exchange.matching import core
from ycpe_desktop.exchange.planning import make_plan
from ycpe_desktop.exchange.proposal import DIFFERENT, LATER
from ycpe_desktop.exchange.sheets import Cell
from ycpe_desktop.ledgers import Kindergarten, Supervisor
from ycpe_desktop.store import Store

CODED: list[Cell] = ["园所名称", "标识码", "办学类型"]
PLACED: list[Cell] = ["园所名称", "乡镇", "地址"]


def test_a_renamed_kindergarten_is_known_by_its_code(store: Store) -> None:
    imported(store, [CODED, ["古魏幼儿园", "1114000001", None]])
    plan = imported(store, [CODED, ["芮城县第一幼儿园", "1114000001", None]])
    assert said(only(plan))["园所名称"] == ("古魏幼儿园", "芮城县第一幼儿园")
    assert store.count(Kindergarten) == 1


def test_a_code_twice_in_a_file_refuses_the_second(store: Store) -> None:
    plan = planned(store, [CODED, ["甲园", "1114000001", None], ["乙园", "1114000001", None]])
    assert states(plan) == ["new", "refused"]
    assert "第 2 行“甲园”" in plan.problems[0].message


def test_hosted_classes_bear_the_code_of_their_host(store: Store) -> None:
    rows: list[list[Cell]] = [
        CODED,
        ["古魏小学附设幼儿班", "2114000001", "附设幼儿班"],
        ["甲小学附设幼儿班", "1114000001", None],
        ["乙小学附设幼儿班", "1114000001", None],
    ]
    plan = imported(store, rows)
    assert states(plan) == ["new", "new", "new"]
    assert states(imported(store, rows)) == ["same", "same", "same"]


def test_equal_names_in_two_townships_are_two_kindergartens(store: Store) -> None:
    rows: list[list[Cell]] = [["中心幼儿园", "古魏镇", None], ["中心幼儿园", "阳城镇", None]]
    assert states(imported(store, [PLACED, *rows])) == ["new", "new"]
    assert states(imported(store, [PLACED, *reversed(rows)])) == ["same", "same"]
    assert states(planned(store, [PLACED, ["中心幼儿园", "陌南镇", None]])) == ["new"]


def test_equal_names_at_two_addresses_are_two_kindergartens(store: Store) -> None:
    rows: list[list[Cell]] = [PLACED, ["阳光幼儿园", None, "永乐路1号"], ["阳光幼儿园", None, "洞宾街2号"]]
    assert states(imported(store, rows)) == ["new", "new"]
    assert states(imported(store, rows)) == ["same", "same"]
    plan = planned(store, [PLACED, ["阳光幼儿园", None, "新址3号"]])
    assert states(plan) == ["doubtful"]
    assert [each.score for each in only(plan).similar] == [100.0, 100.0]


def test_a_kindergarten_that_has_moved_is_still_itself(store: Store) -> None:
    imported(store, [PLACED, ["阳光幼儿园", "古魏镇", "永乐路1号"]])
    plan = planned(store, [PLACED, ["阳光幼儿园", "古魏镇", "洞宾街2号"]])
    assert said(only(plan)) == {"地址": ("永乐路1号", "洞宾街2号")}


@pytest.mark.parametrize("place", [("古魏镇", None), (None, None), (None, "永乐路1号"), ("古魏镇", "永乐路1号")])
def test_the_same_kindergarten_twice_refuses_the_second_and_names_the_first(
    store: Store, place: tuple[str | None, str | None]
) -> None:
    plan = imported(store, [PLACED, ["阳光幼儿园", *place], ["阳光 幼儿园", *place]])
    assert states(plan) == ["new", "refused"]
    assert "“名单”第 2 行" in plan.problems[0].message
    assert plan.problems[0].cell == "A3"


def test_a_row_without_a_township_is_the_only_one_of_its_name(store: Store) -> None:
    imported(store, [PLACED, ["阳光幼儿园", "古魏镇", None]])
    assert states(planned(store, [["园所名称", "联系电话"], ["阳光幼儿园", "0359-3021234"]])) == ["changed"]


def test_a_township_that_cannot_be_placed_does_not_make_another_kindergarten(store: Store) -> None:
    rows: list[list[Cell]] = [PLACED, ["阳光幼儿园", "紫竹院街道", None]]
    imported(store, rows)
    with store.writing("核定") as writer:
        township = store.names.keys("township", "古魏镇")[0]
        writer.update(Kindergarten, by_name(store)["阳光幼儿园"]["uuid"], {"township": township})
    assert states(planned(store, rows)) == ["same"]


def test_equal_names_in_two_places_outside_the_county_stay_two(store: Store) -> None:
    rows: list[list[Cell]] = [PLACED, ["阳光幼儿园", "紫竹院街道", None], ["阳光幼儿园", "中关村街道", None]]
    assert states(imported(store, rows)) == ["new", "new"]
    assert states(imported(store, rows)) == ["same", "same"]


UUID_HEADER: list[Cell] = ["UUID", "园所名称", "园所电话"]


def own_workbook(store: Store, rows: Sequence[Sequence[Cell]]) -> list[str]:
    from tests.exchange.importing import book_of
    from ycpe_desktop.exchange.proposing import propose

    return states(make_plan(store, propose(store, book_of(("园所名册", [["园所名册"], UUID_HEADER, *rows])))))


def test_a_uuid_wins_over_name_and_code_and_twice_refuses_both(store: Store) -> None:
    imported(store, [["园所名称", "乡镇"], ["甲园", "古魏镇"], ["乙园", "古魏镇"]])
    first, second = (by_name(store)[name]["uuid"] for name in ("甲园", "乙园"))
    assert own_workbook(store, [[first, "甲园改名", None], [second, "乙园", None]]) == ["changed", "same"]
    assert own_workbook(store, [[first, "甲园", None], [first, "丙园", None], [second, "乙园", None]]) == [
        "refused",
        "refused",
        "same",
    ]


SIMILAR: list[list[Cell]] = [["园所名称", "联系电话"], ["芮城县古魏镇中心幼儿园", "0359-3021234"]]


@pytest.fixture
def known(store: Store) -> str:
    imported(store, [["园所名称", "乡镇"], ["古魏镇中心园", "古魏镇"], ["风陵渡镇中心园", "风陵渡镇"]])
    return str(by_name(store)["古魏镇中心园"]["uuid"])


def test_a_similar_name_is_doubtful_until_the_clerk_decides(store: Store, known: str) -> None:
    plan = imported(store, SIMILAR)
    row = only(plan)
    assert row.state == "doubtful"
    assert [(each.uuid, each.name, each.place) for each in row.similar] == [(known, "古魏镇中心园", "古魏镇")]
    assert plan.summary()["refused"] == 1, "without a clerk it stays outside"
    assert store.count(Kindergarten) == 2


def test_the_same_and_it_is_remembered(store: Store, known: str) -> None:
    proposal = proposed(store, SIMILAR)
    proposal.decisions["名单", 1] = known
    apply(store, make_plan(store, proposal))
    assert {each["name"] for each in standing(store)} == {"芮城县古魏镇中心幼儿园", "风陵渡镇中心园"}
    with store.writing("改回") as writer:
        writer.update(Kindergarten, known, {"name": "古魏镇中心园"})
    again = planned(store, SIMILAR)
    assert (only(again).state, only(again).uuid) == ("changed", known)


def test_another_one_and_it_is_remembered(store: Store, known: str) -> None:
    proposal = proposed(store, SIMILAR)
    proposal.decisions["名单", 1] = DIFFERENT
    apply(store, make_plan(store, proposal))
    assert store.count(Kindergarten) == 3
    with store.writing("删去") as writer:
        writer.delete(Kindergarten, by_name(store)["芮城县古魏镇中心幼儿园"]["uuid"])
    assert states(planned(store, SIMILAR)) == ["new"]


def test_undo_takes_the_decision_back_too(store: Store, known: str) -> None:
    proposal = proposed(store, SIMILAR)
    proposal.decisions["名单", 1] = known
    store.undo(apply(store, make_plan(store, proposal)))
    assert by_name(store).keys() == {"古魏镇中心园", "风陵渡镇中心园"}
    assert states(planned(store, SIMILAR)) == ["doubtful"]


def test_later_leaves_it_out_and_asks_again(store: Store, known: str) -> None:
    proposal = proposed(store, SIMILAR)
    proposal.decisions["名单", 1] = LATER
    plan = make_plan(store, proposal)
    assert states(plan) == ["refused"]
    apply(store, plan)
    assert store.count(Kindergarten) == 2
    assert states(planned(store, SIMILAR)) == ["doubtful"]


def test_a_score_that_is_good_enough_needs_no_clerk(store: Store, known: str) -> None:
    proposal = proposed(store, SIMILAR)
    proposal.accept = 99.0
    assert states(make_plan(store, proposal)) == ["doubtful"]
    proposal.accept = 90.0
    assert only(make_plan(store, proposal)).uuid == known


@pytest.mark.parametrize(
    "other", ["芮城县第二幼儿园", "芮城县第一幼儿园（东区）", "芮城县第一中心小学", "永济市育才幼儿园"]
)
def test_names_that_only_look_alike_are_no_question(store: Store, other: str) -> None:
    imported(store, [["园所名称", "备注"], ["芮城县第一幼儿园", None], ["芮城县第一幼儿园（西区）", None]])
    assert states(planned(store, [["园所名称", "备注"], [other, None]])) == ["new"]


def test_a_record_that_the_file_names_itself_is_no_candidate(store: Store) -> None:
    imported(store, [["园所名称", "备注"], ["阳光双语幼儿园", None]])
    plan = planned(store, [["园所名称", "备注"], ["阳光双语幼儿园分部", None], ["阳光双语幼儿园", None]])
    assert states(plan) == ["new", "same"]


def test_what_only_says_place_and_kind_is_not_the_core_of_a_name() -> None:
    assert core("山西省运城市芮城县古魏镇中心幼儿园") == core("古魏镇中心园") == "古魏镇中心"
    assert core("幼儿园") == "幼儿园"


def test_people_are_known_by_name_and_employer(store: Store) -> None:
    header: list[Cell] = ["姓名", "工作单位", "专兼职", "联系电话"]
    imported(store, [header, ["张三", "教研室", "兼职", None], ["张三", "一中", "兼职", None]])
    plan = imported(store, [header, ["张三", "教研室", "专职", None], ["张三", "教研室", "专职", None]])
    assert states(plan) == ["changed", "refused"]
    assert sorted(str(each["kind"]) for each in standing(store, Supervisor)) == ["full", "part"]
