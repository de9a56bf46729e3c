"""The lists that a supervision office keeps in Excel: visits under the headings of the paper form, rectifications."""

from datetime import date

import pytest

from tests.exchange.importing import imported, left_over, only, planned, proposed, standing, states
from tests.policy.small_county import SmallCounty
from ycpe_desktop.ledgers import Rectification, Visit, VisitFinding
from ycpe_desktop.store import Store

FORM = ["督导时间", "督导学校", "责任督学", "督导主题", "督导形式", "过程概述", "意见建议", "学校联系人"]
VISIT = ["2026年9月21日", "甲幼儿园", "张督学", "消防", "听课，查阅资料", "看了食堂", "按期更换灭火器", "王园长"]


@pytest.fixture
def county(store: Store) -> SmallCounty:
    made = SmallCounty(store)
    made.duty(made.supervisor("张督学"), made.garden("甲幼儿园"))
    return made


def test_a_list_of_visits_is_known_by_its_headings(county: SmallCounty) -> None:
    assert proposed(county.store, [FORM, VISIT]).sheets[0].family == (Visit,)
    imported(county.store, [FORM, VISIT])
    (row,) = standing(county.store, Visit)
    assert (row["visited"], row["form"], row["state"], row["kind"]) == (
        date(2026, 9, 21),
        "lesson,papers",
        "done",
        "regular",
    )
    assert (row["process"], row["advice"], row["contact"]) == ("看了食堂", "按期更换灭火器", "王园长")
    assert states(planned(county.store, [FORM, VISIT])) == ["same"]


def test_an_unknown_form_of_visit_is_kept_as_it_stood(county: SmallCounty) -> None:
    imported(county.store, [FORM, [*VISIT[:4], "听课、喝茶", *VISIT[5:]]])
    assert standing(county.store, Visit)[0]["form"] is None
    assert left_over(county.store) == [("form", "督导形式", "听课、喝茶")]


def test_findings_name_their_visit_as_it_is_called(county: SmallCounty) -> None:
    imported(county.store, [FORM, VISIT])
    heads = ["督导记录", "事项", "存在问题", "依据"]
    known = ["甲幼儿园 2026-09-21", "消防安全", "灭火器过期", "学前教育法 79（三）"]
    imported(county.store, [heads, known], ledger=VisitFinding)
    (row,) = standing(county.store, VisitFinding)
    assert (row["item"], row["clause"]) == ("fire", "law79_3")
    assert county.store.names.name("visit", row["visit"]) == "甲幼儿园 2026-09-21"
    other = planned(county.store, [heads, ["甲幼儿园 2026-09-22", *known[1:]]], ledger=VisitFinding)
    assert only(other).state == "refused"


def test_a_ledger_of_rectifications_with_the_usual_headings(county: SmallCounty) -> None:
    heads = [
        "序号",
        "幼儿园名称",
        "督学",
        "存在问题",
        "整改通知书编号",
        "通知日期",
        "限期",
        "幼儿园整改情况",
        "回访时间",
    ]
    row = [
        "1",
        "甲幼儿园",
        "张督学",
        "灭火器过期",
        "芮教督改〔2026〕1号",
        "2026.9.21",
        "2026.10.6",
        "已更换",
        "2026.10.8",
    ]
    imported(county.store, [heads, row], ledger=Rectification)
    (kept,) = standing(county.store, Rectification)
    assert (kept["issued"], kept["due"], kept["checked"]) == (date(2026, 9, 21), date(2026, 10, 6), date(2026, 10, 8))
    assert (kept["reply"], kept["number"], kept["step"]) == ("已更换", "芮教督改〔2026〕1号", "unanswered")
    assert kept["place"] == 1, "a running number of the list is no place on a notice"


def test_a_list_of_kindergartens_stays_one(county: SmallCounty) -> None:
    heads = ["序号", "幼儿园名称", "责任督学", "联系人", "状态", "备注"]
    assert (
        proposed(county.store, [heads, [1, "乙幼儿园", "张督学", "李园长", "在办", ""]]).sheets[0].family[0]
        is not Visit
    )
