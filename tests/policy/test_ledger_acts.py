"""The acts of the ledgers as data: offered when possible, refused with a reason when not, each one undo step."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import RowMapping

from tests.policy.conftest import TODAY, Enter
from tests.policy.ledger_act_scene import Scene, alliance, build, hazard, inspection, payment, recognised, site
from tests.policy.ledger_act_trials import (
    TRIALS,
    Trial,
    named,
)
from tests.store.office import everything
from ycpe_desktop.faults import Refusal
from ycpe_desktop.ledgers import (
    Alliance,
    AnnualInspection,
    CategoryEvaluation,
    CompoundSite,
    CompoundStep,
    FundPayment,
    InclusiveRecognition,
    Kindergarten,
    Ledger,
    LicenceEvent,
    PublicBuild,
    RuralUpgrade,
    SafetyCheck,
    Task,
    ledger_named,
)
from ycpe_desktop.policy.acted import ACTED
from ycpe_desktop.policy.ledger_acts import ACTS, Offer, carry_out, foretell, offers, proposals, read
from ycpe_desktop.store import Store, fetch

D = date
REST = {"calendar_year": "2026", "inspected": "2026-11-23", "conclusion": "合格"}


def rows(scene: Scene, ledger: type[Ledger]) -> list[RowMapping]:
    """In the order in which they were made."""
    with scene.store.reading() as connection:
        table = ledger.__table__
        return list(connection.execute(table.select().order_by(table.c.uuid)).mappings())


@pytest.fixture
def scene(store: Store, enter: Enter) -> Scene:
    return Scene(store, enter)


def test_every_act_is_tried_and_every_ledger_with_acts_is_known() -> None:
    assert sorted(named(trial) for trial in TRIALS) == sorted(f"{act.ledger.__tablename__}.{act.key}" for act in ACTS)
    assert {act.ledger.__tablename__ for act in ACTS} == ACTED
    assert all(ledger_named(name) for name in ACTED)


@pytest.mark.parametrize("trial", TRIALS, ids=named)
def test_it_is_offered_and_done_as_one_step_that_undoes_all_of_it(scene: Scene, trial: Trial) -> None:
    records = trial.makes(scene)
    offer = scene.offer(trial.ledger, trial.act, *records)
    assert (offer.reason, offer.left) == ("", ())
    before = everything(scene.store)
    done = scene.do(offer, **trial.typed)
    after = everything(scene.store)
    assert done.step is not None
    assert after != before
    assert scene.store.undo(done.step.id).label == done.label
    assert everything(scene.store) == before
    scene.store.redo()
    assert everything(scene.store) == after


@pytest.mark.parametrize("trial", [each for each in TRIALS if each.cannot], ids=named)
def test_it_is_refused_with_a_reason_where_it_cannot_be(scene: Scene, trial: Trial) -> None:
    assert trial.cannot
    offer = scene.offer(trial.ledger, trial.act, trial.cannot(scene))
    assert trial.why in offer.reason
    before = everything(scene.store)
    with pytest.raises(Refusal, match=trial.why):
        carry_out(Offer(offer.act, offer.cases, offer.reason), {})
    assert everything(scene.store) == before


def test_nothing_chosen_or_too_many_is_said(scene: Scene) -> None:
    assert scene.offer(CompoundSite, "hand_over").reason == "先选中一条记录"
    pair = [site(scene, completed=D(2024, 1, 1)), site(scene, completed=D(2024, 1, 1))]
    assert scene.offer(CompoundSite, "hand_over", *pair).reason == "一次只能办一条"


def test_more_than_can_be_looked_at_are_refused_before_they_are_read(scene: Scene) -> None:
    every = offers(scene.store, FundPayment, ["x"] * 1001)
    assert [each.reason for each in every] == ["一次最多办 1,000 条"] * 2


def test_of_several_those_that_cannot_be_stay_out_and_are_named(scene: Scene) -> None:
    keys = [hazard(scene), hazard(scene, kindergarten="乙园", closed=D(2026, 10, 5))]
    offer = scene.offer(SafetyCheck, "close", *keys)
    assert [case.uuid for case in offer.cases] == keys[:1]
    told = foretell(offer, {"closed": TODAY})
    assert "另有 1 条不办（乙园 · 2026-10-01：2026-10-05 已销号）" in told
    assert "其中 1 条过了整改期限" in told


def test_of_several_only_what_holds_for_all_is_proposed(scene: Scene) -> None:
    told = ({"name": "建园", "progress": "开工"}, {"name": "培训", "progress": "办了两期"})
    keys = [scene.put(Task, state="running", **each) for each in told]
    assert set(proposals(scene.offer(Task, "progress", *keys))) == {"reported", "state"}
    assert proposals(scene.offer(Task, "progress", keys[0]))["progress"].value == "开工"


def test_what_is_proposed_has_its_clause(scene: Scene) -> None:
    offer = scene.offer(InclusiveRecognition, "renew", recognised(scene))
    proposed = proposals(offer)["valid_until"]
    assert proposed.value == D(2029, 12, 31)
    assert "学前教育法 24" in proposed.why


def test_a_compound_that_opens_as_a_kindergarten_of_the_registry_marks_it(scene: Scene) -> None:
    key = site(scene, completed=D(2024, 1, 1), handed_over=D(2026, 5, 1))
    scene.do(scene.offer(CompoundSite, "open_inclusive", key), kindergarten="乙园", name="", opened="2026-11-01")
    (row,) = [each for each in rows(scene, Kindergarten) if each["name"] == "乙园"]
    assert row["compound"] is True
    assert [scene.nature("乙园", day) for day in (D(2026, 10, 31), D(2026, 11, 1))] == ["nonprofit", "inclusive"]
    assert len(rows(scene, Kindergarten)) == 4


def test_what_it_changes_is_foretold_in_one_sentence(scene: Scene) -> None:
    offer = scene.offer(InclusiveRecognition, "end", recognised(scene))
    told = foretell(offer, {"ended": D(2026, 12, 1), "ended_why": "退出"})
    assert told == "将把丙园的办园性质自 2026-12-01 起由“普惠性民办”改为“非营利性民办”，普惠性指标随之改变。"
    scene.do(offer, ended="2026-12-01", ended_why="退出")
    assert [scene.nature("丙园", day) for day in (D(2026, 11, 30), D(2026, 12, 1))] == ["inclusive", "nonprofit"]


@pytest.mark.parametrize(
    ("act", "said"),
    [
        ("licence_renew", {"licence": "旧证", "valid_until": "2027-01-01"}),
        ("licence_change", {"item": "园所名称", "after": "旧园"}),
        ("licence_cancelled", {"reason": "误"}),
    ],
)
def test_an_event_before_a_later_one_is_foretold_to_stay_alone(scene: Scene, act: str, said: dict[str, str]) -> None:
    garden = scene.gardens["乙园"]
    kind = {"licence_change": "changed"}.get(act, "renewed")
    scene.put(
        LicenceEvent, kindergarten=garden, kind=kind, day=D(2026, 11, 1), licence="新证", item="name", after="今园"
    )
    before = rows(scene, Kindergarten)
    offer = scene.offer(Kindergarten, act, garden)
    answers, _ = read(scene.store, offer.act, {"day": "2026-05-01", **said})
    assert foretell(offer, answers) == f"只登记这一条：{offer.cases[0].called}已登记 2026-11-01 的" + (
        "变更，园所名册不变。" if kind == "changed" else "换证，园所名册不变。"
    )
    carry_out(offer, answers)
    assert rows(scene, Kindergarten) == before
    assert len(rows(scene, LicenceEvent)) == 2


def test_a_recognition_that_ends_when_it_is_public_already_changes_nothing(scene: Scene) -> None:
    key = recognised(scene)
    with scene.store.writing("转公办") as writer:
        writer.state(Kindergarten.nature, scene.gardens["丙园"], "public", D(2026, 3, 1))
    offer = scene.offer(InclusiveRecognition, "end", key)
    assert foretell(offer, {"ended": D(2026, 5, 1)}) == "丙园 2026-05-01 的办园性质是“公办”，不变。"


def test_what_is_needed_and_what_cannot_be_read_is_said_by_field(scene: Scene) -> None:
    offer = scene.offer(CompoundSite, "step", site(scene))
    said, wrong = read(scene.store, offer.act, {"step": "同步规划", "finding": "已同步", "done": "昨天"})
    assert wrong == {"done": "“昨天”不是日期，请写成 2026-09-01"}
    assert said["step"] == "planned"
    assert read(scene.store, offer.act, {"step": "同步规划"})[1] == {"finding": "必须填写"}
    assert read(scene.store, offer.act, {"step": "同步规划", "finding": "未同步"})[1] == {}
    assert read(scene.store, offer.act, {"step": "同步规划", "finding": "已同步"})[1] == {"done": "必须填写"}


def test_a_merger_says_how_many_children_move(scene: Scene) -> None:
    key = scene.put(RuralUpgrade, kindergarten="丁园", way="merge", target="甲园")
    offer = scene.offer(RuralUpgrade, "finish", key)
    told = foretell(offer, {"finished": D(2026, 7, 1)})
    assert "丁园的状态自 2026-07-01 起由“在办”改为“并入”" in told
    assert "2026 学年的 20 名幼儿和班级转到甲园" in told


def test_a_second_inspection_keeps_the_first_conclusion_in_the_remark(scene: Scene) -> None:
    key = inspection(scene, inspected=D(2026, 11, 1), conclusion="不合格")
    scene.do(scene.offer(AnnualInspection, "again", key))
    with scene.store.reading() as connection:
        (row,) = fetch(connection, AnnualInspection, [key], 2026)
    assert (row["conclusion"], row["mended"], row["remark"]) == ("合格", TODAY, "2026-11-01 不合格，2026-11-23 补检")


def test_the_rest_of_a_year_are_those_that_were_there_in_it(scene: Scene, enter: Enter) -> None:
    """Whom 今日待办 and 校验 ask for the 年检 of that year."""
    enter("新园", "public", 20, garden={"opened": "2026-03"})
    for name in scene.gardens:
        inspection(scene, name, conclusion="合格")
        inspection(scene, name, calendar_year=2025, conclusion="合格")
    offer = scene.offer(AnnualInspection, "rest")
    assert "2026 年度还没有年检的 1 所" in foretell(offer, read(scene.store, offer.act, REST)[0])
    with pytest.raises(Refusal, match="2025 年度在办的园都有了"):
        scene.do(offer, calendar_year="2025")


def test_the_rest_of_last_year_can_be_entered_when_this_one_is_done(scene: Scene) -> None:
    for name in scene.gardens:
        inspection(scene, name, conclusion="合格")
    offer = scene.offer(AnnualInspection, "rest")
    assert (offer.reason, proposals(offer)["calendar_year"].value) == ("", 2025)


def test_a_result_on_another_day_than_was_planned_is_that_of_the_same_evaluation(scene: Scene) -> None:
    key = scene.put(CategoryEvaluation, kindergarten="甲园", evaluated=D(2026, 11, 1))
    scene.do(scene.offer(CategoryEvaluation, "result", key), category="二类", evaluated="2026-11-10")
    assert [(row["uuid"], row["evaluated"], row["category"]) for row in rows(scene, CategoryEvaluation)] == [
        (key, D(2026, 11, 10), "二类")
    ]
    scene.do(scene.offer(CategoryEvaluation, "result", key), category="一类")
    assert [row["category"] for row in rows(scene, CategoryEvaluation)] == ["二类", "一类"]


def test_what_is_left_empty_leaves_alone_what_was_there(scene: Scene) -> None:
    key = site(scene, completed=D(2024, 1, 1), hand_over_document="移交1号")
    scene.put(CompoundStep, site=key, step="planned", basis="会议纪要", finding="out_of_step")
    scene.do(scene.offer(CompoundSite, "hand_over", key))
    scene.do(scene.offer(CompoundSite, "step", key))
    assert [row["hand_over_document"] for row in rows(scene, CompoundSite)] == ["移交1号"]
    assert [row["basis"] for row in rows(scene, CompoundStep)] == ["会议纪要"]


def test_a_sum_beyond_what_is_due_is_refused(scene: Scene) -> None:
    offer = scene.offer(FundPayment, "pay_part", payment(scene, paid=Decimal(8000)))
    with pytest.raises(Refusal, match=r"超过应拨 12,000\.00 元"):
        scene.do(offer, paid="5000")


def test_a_milestone_is_put_off_to_a_later_day_while_it_is_not_done(scene: Scene) -> None:
    offer = scene.offer(PublicBuild, "put_off", build(scene, "approved"))
    with pytest.raises(Refusal, match="原计划 2026-03-01，新的日期不比它晚"):
        scene.do(offer, planned="2026-02-01")
    with pytest.raises(Refusal, match="“立项”2026-03-01 已完成"):
        scene.do(offer, step="立项", planned="2027-02-01")
    assert "推后 365 天" in foretell(offer, {"step": "begun", "planned": D(2027, 3, 1)})


def test_members_join_once_and_leave_what_they_are_in(scene: Scene) -> None:
    key = alliance(scene, "丁园")
    for name, why in (("甲园", "牵头园"), ("丁园", "已是")):
        with pytest.raises(Refusal, match=why):
            scene.do(scene.offer(Alliance, "join", key), kindergarten=name)
    with pytest.raises(Refusal, match="以前不是"):
        scene.do(scene.offer(Alliance, "leave", key), kindergarten="乙园")
