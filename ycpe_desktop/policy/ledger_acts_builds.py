"""The acts of 公办园建设项目 and 农村园改造提升."""

import re
from datetime import date

from ycpe_desktop.fields import Choice
from ycpe_desktop.ledgers import BuildMilestone, PublicBuild, RuralUpgrade
from ycpe_desktop.ledgers.public_build import STEPS
from ycpe_desktop.ledgers.rural_upgrade import CLOSES, CLOSING
from ycpe_desktop.policy import projects
from ycpe_desktop.policy.acting import garden_name
from ycpe_desktop.policy.ledger_act_kind import (
    Answers,
    Because,
    Case,
    LedgerAct,
    asked,
    filled,
    first_of,
    one,
    steps_of,
)
from ycpe_desktop.policy.ledger_act_words import NEW_NAME, foretell_fact, foretell_opening, shown

STOPPED = filled("stopped", "已终止")
OPENED = "opened"
PROJECT_WORDS = re.compile("(新建|改建|扩建|建设|回收)?(项目|工程)?$")
BEFORE_OPENING = Choice(tuple(step for step in STEPS if step[0] != OPENED))


def _steps_left(case: Case) -> list[str]:
    """Milestones but 开园 that are not done, in their usual order."""
    there = steps_of(case, BuildMilestone, "build")
    return [step for step, _ in BEFORE_OPENING.options if step not in there or there[step]["done"] is None]


def _planned_steps(case: Case) -> dict[str, date]:
    there = steps_of(case, BuildMilestone, "build")
    return {
        step: there[step]["planned"]
        for step, _ in STEPS
        if step in there and there[step]["planned"] and there[step]["done"] is None
    }


def _garden_of_project(case: Case) -> str | None:
    """What a new kindergarten may be called: 城北幼儿园 of the project 城北幼儿园新建项目."""
    return None if case.row["kindergarten"] else PROJECT_WORDS.sub("", case.row["name"])


def _put_off_told(case: Case, said: Answers) -> str:
    before = _planned_steps(case).get(said["step"])
    word = projects.STEP_WORDS[said["step"]]
    if before is None:
        return f"“{word}”原来没有计划日期，记为 {said['planned']}；到期未完成的列入今日待办。"
    later = max(0, (said["planned"] - before).days)
    return f"“{word}”的计划日期由 {before} 改为 {said['planned']}，推后 {later} 天，今日待办随之改变。"


def _reached_told(case: Case, said: Answers) -> str:
    planned = _planned_steps(case).get(said["step"])
    late = projects.days_late(planned, said["done"], case.day)
    told = f"，比计划 {planned} 晚 {late} 天，记为延期完成" if late else ""
    return f"建设节点“{projects.STEP_WORDS[said['step']]}”记为 {said['done']} 完成{told}；今日待办不再催办。"


BUILDS = (
    LedgerAct(
        key="reach",
        title="登记节点完成",
        ledger=PublicBuild,
        fields=(
            asked(BuildMilestone, "step", needed=True, kind=BEFORE_OPENING),
            asked(BuildMilestone, "done", needed=True),
            asked(BuildMilestone, "basis"),
        ),
        possible=first_of(STOPPED, lambda case: "" if _steps_left(case) else "开园以前的节点都已完成"),
        proposed=lambda case: {"step": _steps_left(case)[0], "done": case.day},
        foretold=one(_reached_told),
        do=one(lambda case, said: projects.reach(case.store, case.uuid, said["step"], said["done"], said["basis"])),
    ),
    LedgerAct(
        key="put_off",
        title="节点延期",
        ledger=PublicBuild,
        fields=(asked(BuildMilestone, "step", needed=True), asked(BuildMilestone, "planned", needed=True)),
        possible=first_of(STOPPED, lambda case: "" if _planned_steps(case) else "没有未完成的计划节点"),
        proposed=lambda case: {"step": next(iter(_planned_steps(case)))},
        foretold=one(_put_off_told),
        do=one(lambda case, said: projects.put_off(case.store, case.uuid, said["step"], said["planned"])),
    ),
    LedgerAct(
        key="open",
        title="开园",
        ledger=PublicBuild,
        fields=(asked(BuildMilestone, "done", needed=True)._replace(label="开园日期"), NEW_NAME),
        possible=first_of(STOPPED, lambda case: "已开园" if case.row["progress"] == OPENED else ""),
        proposed=lambda case: {"done": case.day, "name": _garden_of_project(case)},
        foretold=one(
            lambda case, said: foretell_opening(case, case.row["kindergarten"], said["name"], "public", said["done"])
        ),
        do=one(lambda case, said: projects.open_build(case.store, case.uuid, said["done"], said["name"] or "")),
    ),
    LedgerAct(
        key="stop",
        title="终止项目",
        ledger=PublicBuild,
        fields=(asked(PublicBuild, "stopped", needed=True),),
        possible=first_of(STOPPED, lambda case: "已开园" if case.row["progress"] == OPENED else ""),
        proposed=lambda case: {"stopped": case.day},
        foretold=one(lambda case, said: f"自 {said['stopped']} 起，这个项目的节点不再列入今日待办。"),
        do=one(lambda case, said: projects.stop(case.store, case.uuid, said["stopped"])),
    ),
)


def _unfinishable(case: Case) -> str:
    if CLOSES.holds(case.row) and case.row["target"] in (None, case.garden):
        return "没有写明接收幼儿的园"
    return ""


def _finished_told(case: Case, said: Answers) -> str:
    way, day = case.row["way"], said["finished"]
    if way not in CLOSING:
        return f"{case.called}的“{shown(RuralUpgrade, 'way', way)}”记为 {day} 完成，别处不变。"
    year, children = projects.children_to_move(case.store, case.garden, day)
    target = garden_name(case.store, case.row["target"])
    moved = (
        f"{year} 学年的 {children} 名幼儿和班级转到{target}"
        if children
        else f"{year} 学年还没有它的在园幼儿数，没有人数要转到{target}"
    )
    return f"{foretell_fact(case, case.garden, 'status', CLOSING[way], day)}；{moved}。"


def _finish_proposed(case: Case) -> Answers:
    planned = case.row["planned"]
    why = f"计划 {planned} 完成" if planned else "今天"
    return {"finished": Because(case.day, why)}


UPGRADES = (
    LedgerAct(
        key="finish",
        title="完成",
        ledger=RuralUpgrade,
        fields=(asked(RuralUpgrade, "finished", needed=True),),
        possible=first_of(filled("finished", "已完成"), _unfinishable),
        proposed=_finish_proposed,
        foretold=one(_finished_told),
        do=one(lambda case, said: projects.carry_out(case.store, case.uuid, said["finished"])),
    ),
)
