"""What is due of people, safety, 片区教研, 责任分工, and of the office itself."""

from datetime import date, datetime, timedelta

import pytest

from tests.policy.conftest import Enter
from tests.policy.due_hands import TODAY, one, put, told
from ycpe_desktop.ledgers import (
    Incident,
    ResearchActivity,
    ResearchArea,
    SafetyCheck,
    Task,
    Teacher,
    Training,
    TrainingPeople,
)
from ycpe_desktop.policy.checks import check
from ycpe_desktop.policy.reported import remember
from ycpe_desktop.policy.thresholds import set_target
from ycpe_desktop.store import Store
from ycpe_desktop.store.backup import back_up
from ycpe_desktop.store.tables import year_state

D = date


@pytest.fixture
def garden(store: Store, enter: Enter) -> str:
    return enter("甲园", "public", 30, since=D(2018, 9, 1))


def test_health_checks_of_a_kindergarten_are_one_line(store: Store, garden: str) -> None:
    for name, checked in (("王芳", D(2025, 11, 1)), ("李梅", D(2025, 11, 20)), ("张红", D(2026, 9, 1))):
        put(store, Teacher, name=name, kindergarten=garden, health_checked=checked)
    put(store, Teacher, name="赵离", kindergarten=garden, health_checked=D(2020, 1, 1), left=D(2026, 7, 1))
    found = one(store, "health")
    assert (found.whom, found.by) == ("甲园（2 人）", D(2026, 11, 1))
    assert [name for _, name in found.members] == ["王芳", "李梅"]


def test_kindergartens_of_one_name_are_told_apart(store: Store, enter: Enter) -> None:
    for township in ("140830100", "140830101"):
        key = enter("中心幼儿园", "public", 30, since=D(2018, 9, 1), garden={"township": township})
        put(store, Teacher, name="王芳", kindergarten=key, health_checked=D(2025, 11, 1))
    assert [each.whom for each in told(store, "health")] == ["中心幼儿园（1 人）"] * 2


def test_who_was_never_checked_should_have_been_before_the_first_day(store: Store, garden: str) -> None:
    put(store, Teacher, name="王芳", kindergarten=garden, hired=D(2026, 9, 1))
    put(store, Teacher, name="李梅", kindergarten=garden, hired=D(2009, 9, 1), record_checked=D(2025, 9, 1))
    assert (one(store, "record").whom, one(store, "record").by) == ("甲园（1 人）", D(2026, 9, 1))
    assert one(store, "health").by == D(2025, 6, 1)  # she was there before the law was in force


def test_a_training_is_told_before_it_begins_and_until_people_are_written_down(store: Store, garden: str) -> None:
    key = put(store, Training, name="骨干教师培训", kind="county", begins=D(2026, 11, 27), ends=D(2026, 11, 29))
    assert (one(store, "training").when(TODAY), one(store, "training").uuid) == ("week", key)
    later = D(2026, 12, 1)
    assert one(store, "training_people", later).by == D(2026, 11, 29)
    put(store, TrainingPeople, training=key, kindergarten=garden, people=3)
    assert told(store, "training_people", later) == []


def test_hazards_are_due_by_their_deadline(store: Store, garden: str) -> None:
    told_once = {"kindergarten": garden, "year": 2026, "checked": D(2026, 11, 2), "found": True}
    put(store, SafetyCheck, **told_once, subject="fire", hazard="灭火器过期", serious=True, deadline=D(2026, 11, 20))
    put(store, SafetyCheck, **told_once, subject="food", hazard="留样不全", deadline=D(2026, 11, 20), closed=TODAY)
    found = one(store, "hazard")
    assert (found.what, found.year, found.when(TODAY)) == ("重大安全隐患整改", 2026, "overdue")
    assert found.why == "灭火器过期：整改期限 2026-11-20，还没有销号"


def test_an_incident_is_to_be_reported(store: Store, garden: str) -> None:
    put(store, Incident, kindergarten=garden, year=2026, happened=D(2026, 11, 21), kind="traffic", grade="minor")
    assert one(store, "incident").field == "reported"


def test_research_of_this_month_and_of_months_that_are_over(store: Store) -> None:
    area = put(store, ResearchArea, name="东片区", since=D(2020, 9, 1))
    put(store, ResearchArea, name="新片区", since=D(2026, 11, 1))
    put(store, ResearchActivity, area=area, year=2026, held=D(2026, 9, 15), theme="区域活动")
    missed = one(store, "research_missed")
    assert (missed.whom, missed.by) == ("东片区（10 月）", D(2026, 10, 31))
    now = one(store, "research")
    assert (now.what, now.by, now.whom) == ("11 月片区教研", D(2026, 11, 30), "东片区、新片区")
    put(store, ResearchActivity, area=area, year=2026, held=D(2026, 11, 3), theme="户外活动")
    assert one(store, "research").whom == "新片区"
    assert told(store, "research", D(2027, 1, 10)) == []


def test_tasks_are_due_until_they_are_done(store: Store) -> None:
    assert told(store, "task") == []  # those of the plan with a day are due in December
    key = put(store, Task, name="制定实施办法", county_lead="县教育局", due=D(2026, 11, 25), state="running")
    found = one(store, "task")
    assert (found.what, found.whom, found.uuid) == ("责任分工：制定实施办法", "县教育局", key)
    with store.writing("完成") as writer:
        writer.update(Task, key, {"state": "done"})
    assert told(store, "task") == []


def test_what_must_be_mended_and_the_years_report_are_due_by_the_same_day(store: Store, enter: Enter) -> None:
    assert told(store, "report") == []
    put(store, Teacher, name="王芳", kindergarten=enter("甲园", "public", 30))  # her post is not filled in
    must = [each for each in check(store, 2026) if each.tier == "must"]
    assert must
    found = one(store, "fault")
    assert (found.what, found.by) == (f"改正 {len(must)} 个必须改的问题", D(2026, 9, 20))
    assert one(store, "report").what == "审核通过并上报"
    set_target(store, "report_day", 2026, "28")
    assert one(store, "report").by == D(2026, 9, 28)


def test_an_approved_year_still_needs_its_workbook(store: Store, garden: str) -> None:
    with store.writing("审核通过") as writer:
        writer.put(year_state, {"uuid": "2026", "approved": "2026-11-20T10:00:00"})
    assert told(store, "fault") == []
    assert one(store, "report").what == "生成上报文件"
    remember(store, 2026, "2026-11-20T10:00:00", "上报表.xlsx", "1", "0", phones=True)
    assert told(store, "report") == []


def test_a_backup_is_due_the_day_after_a_change_that_is_in_none(store: Store, garden: str) -> None:
    now = datetime.now()
    tomorrow = now.date() + timedelta(days=1)
    assert told(store, "backup", now.date()) == []
    assert one(store, "backup", tomorrow).why.startswith("还没有备份")
    back_up(store, "手动", now=lambda: now + timedelta(minutes=1))
    assert told(store, "backup", tomorrow) == []
