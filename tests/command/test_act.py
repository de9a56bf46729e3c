"""``act`` as a user calls it: listed, foretold, done, refused."""

import pytest

from tests.command.conftest import Run


@pytest.fixture
def site(office: Run) -> Run:
    office("add", "小区配套园", "name=阳光小区", "township=古魏镇", "completed=2026-05-01")
    return office


def test_the_acts_of_a_ledger_and_of_a_record_are_listed(site: Run) -> None:
    assert [each["act"] for each in site("act", "小区配套园")][:3] == ["step", "complete", "hand_over"]
    told = {each["act"]: each for each in site("act", "小区配套园", "阳光小区")}
    assert (told["complete"]["possible"], told["complete"]["reason"]) == (False, "2026-05-01 已竣工")
    fields = {each["name"]: each for each in told["hand_over"]["fields"]}
    assert (fields["receiver"]["proposed"], fields["receiver"]["needed"]) == ("芮城县教育局", True)


def test_it_is_foretold_done_and_undone(site: Run) -> None:
    command = ("act", "小区配套园", "阳光小区", "移交", "handed_over=2026-06-01", "移交文书=1号")
    told = site(*command, "--dry-run")
    assert "2026-06-01 移交给芮城县教育局" in told["changes"]
    assert site("list", "小区配套园")[0]["handed_over"] is None
    assert site(*command)["action"] == "小区配套园移交：阳光小区（2026-06-01）"
    assert site("list", "小区配套园")[0]["hand_over_document"] == "1号"
    site("act", "小区配套园", "阳光小区", "open_public", "opened=2026-09-01")
    assert site("list", "园所名册")[0]["name"] == "阳光小区幼儿园"
    site("undo")
    assert site("list", "园所名册") == []


def test_several_at_once_and_the_whole_ledger(office: Run) -> None:
    for name in ("甲园", "乙园"):
        office("add", "园所名册", f"name={name}", "nature=公办", "状态=在办", "--from", "2020-09-01")
    told = office("act", "园所名册", "甲园,乙园", "inspect", "calendar_year=2025")
    assert told["action"] == "2025 年度年检：2 所 合格"
    assert office("act", "年检", "甲园", "announce", "announced=2025-12-31")["action"].startswith("登记年检公告：甲园")
    office("act", "年检", "-", "rest", "calendar_year=2024")
    assert len(office("list", "年检")) == 4
    assert "“甲园”有 2 条" in office("act", "年检", "甲园", "announce", code=2)


def test_refusals_in_one_sentence(site: Run) -> None:
    assert "还没有移交" in site("act", "小区配套园", "阳光小区", "open_public", code=2)
    assert "可用的有：登记同步（step）" in site("act", "小区配套园", "阳光小区", "飞", code=2)
    assert "没有“颜色”这一项" in site("act", "小区配套园", "阳光小区", "移交", "颜色=红", code=2)
    assert "“移交日期”“昨天”不是日期" in site("act", "小区配套园", "阳光小区", "移交", "handed_over=昨天", code=2)
    assert "早于竣工日期" in site("act", "小区配套园", "阳光小区", "移交", "handed_over=2026-04-01", code=2)
    assert "没有要办理的事项" in site("act", "宣传", code=2)
    assert "先选中一条记录" in site("act", "小区配套园", "-", "移交", code=2)
