"""The acts of 办园共同体, 安全检查, 安全事故 and 责任分工."""

from typing import Any

from ycpe_desktop.ledgers import Alliance, AllianceMember, Incident, Ledger, SafetyCheck, Task
from ycpe_desktop.ledgers.alliance import SAME_LEGAL_KINDS
from ycpe_desktop.policy import alliance_acts
from ycpe_desktop.policy.acting import garden_name, note
from ycpe_desktop.policy.ledger_act_kind import (
    Answers,
    Case,
    Cases,
    LedgerAct,
    asked,
    filled,
    first_of,
    given,
    one,
    uuids,
)
from ycpe_desktop.policy.ledger_act_words import whom

MEMBER = asked(AllianceMember, "kindergarten", needed=True, label="成员园")
ENDED = filled("until", "已结束")


def _members(case: Case) -> dict[str, dict[str, Any]]:
    return alliance_acts.members(case.store, case.uuid, case.day)


def _joined_told(case: Case, said: Answers) -> str:
    name = garden_name(case.store, said["kindergarten"])
    legal = "；同一法人，四个独立的独立法人、独立账户、独立管理可判不适用" if said["same_legal"] else ""
    return f"{name}自 {said['since']} 起算进“{case.row['name']}”，计入集团化、一体化覆盖率{legal}。"


def _left_told(case: Case, said: Answers) -> str:
    there = _members(case).get(said["kindergarten"])
    name = garden_name(case.store, said["kindergarten"])
    if there is None:
        return f"{name}现在不是“{case.row['name']}”的成员。"
    legal = "；四个独立要按它自己的法人重新判定" if there["same_legal"] else ""
    return f"{name}（{there['since']} 加入）自 {said['until']} 起不再是“{case.row['name']}”的成员{legal}。"


def _leave_proposed(case: Case) -> Answers:
    there = list(_members(case))
    return {"kindergarten": there[0] if len(there) == 1 else None, "until": case.day}


ALLIANCES = (
    LedgerAct(
        key="join",
        title="加入一所园",
        ledger=Alliance,
        fields=(MEMBER, asked(AllianceMember, "since", needed=True), asked(AllianceMember, "same_legal", needed=True)),
        possible=ENDED,
        proposed=lambda case: {"since": case.day, "same_legal": case.row["kind"] in SAME_LEGAL_KINDS},
        foretold=one(_joined_told),
        do=one(
            lambda case, said: alliance_acts.join(
                case.store, case.uuid, said["kindergarten"], said["since"], said["same_legal"]
            )
        ),
    ),
    LedgerAct(
        key="leave",
        title="退出一所园",
        ledger=Alliance,
        fields=(MEMBER, asked(AllianceMember, "until", needed=True)),
        possible=first_of(ENDED, lambda case: "" if _members(case) else "没有成员园"),
        proposed=_leave_proposed,
        foretold=one(_left_told),
        do=one(lambda case, said: alliance_acts.leave(case.store, case.uuid, said["kindergarten"], said["until"])),
    ),
    LedgerAct(
        key="dissolve",
        title="结束共同体",
        ledger=Alliance,
        fields=(asked(Alliance, "until", needed=True),),
        possible=ENDED,
        proposed=lambda case: {"until": case.day},
        foretold=one(
            lambda case, said: f"“{case.row['name']}”和它的 {len(_members(case))} 所成员园都自 {said['until']} 起结束。"
        ),
        do=one(lambda case, said: alliance_acts.dissolve(case.store, case.uuid, said["until"])),
    ),
)


def _note(ledger: type[Ledger], word: str, day: str, cases: Cases, said: Answers) -> str:
    values = given(said)
    label = f"{word}：{whom(cases)}（{said[day]}）"
    return note(cases[0].store, ledger, uuids(cases), values, label)


def _closed_told(cases: Cases, said: Answers) -> str:
    late = sum(1 for case in cases if case.row["deadline"] and said["closed"] > case.row["deadline"])
    told = f"；其中 {late} 条过了整改期限" if late else ""
    return f"{whom(cases)}的隐患自 {said['closed']} 起算改好{told}。"


HAZARDS = (
    LedgerAct(
        key="close",
        title="隐患销号",
        ledger=SafetyCheck,
        whom="many",
        fields=(asked(SafetyCheck, "closed", needed=True), asked(SafetyCheck, "measure")),
        possible=first_of(lambda case: "" if case.row["found"] else "没有发现隐患", filled("closed", "已销号")),
        proposed=lambda case: {"closed": case.day},
        foretold=_closed_told,
        do=lambda cases, said: _note(SafetyCheck, "安全隐患销号", "closed", cases, said),
    ),
)
INCIDENTS = (
    LedgerAct(
        key="end",
        title="结案",
        ledger=Incident,
        fields=(asked(Incident, "ended", needed=True), asked(Incident, "handled", needed=True)),
        possible=filled("ended", "已结案"),
        proposed=lambda case: {"ended": case.day, "handled": case.row["handled"]},
        foretold=one(
            lambda case, said: f"{case.called} {case.row['happened']} 的事故记为 {said['ended']} 结案；事故起数不变。"
        ),
        do=lambda cases, said: _note(Incident, "安全事故结案", "ended", cases, said),
    ),
)


def _progress(cases: Cases, said: Answers) -> str:
    which = cases[0].row["name"] if len(cases) == 1 else f"{len(cases)} 项任务"
    values = given(said)
    return note(cases[0].store, Task, uuids(cases), values, f"登记进展：{which}（{said['reported']}）")


def _progress_told(cases: Cases, said: Answers) -> str:
    which = f"“{cases[0].row['name']}”" if len(cases) == 1 else f"{len(cases)} 项任务"
    done = "，不再算逾期" if said["state"] == "done" else ""
    return f"{which}记为“{asked(Task, 'state').kind.show(said['state'])}”{done}；以前写的进展可以在“历史”里看到。"


TASKS = (
    LedgerAct(
        key="progress",
        title="登记进展",
        ledger=Task,
        whom="many",
        fields=(
            asked(Task, "reported", needed=True),
            asked(Task, "state", needed=True),
            asked(Task, "progress")._replace(needed=True),
        ),
        proposed=lambda case: {
            "reported": case.day,
            "progress": case.row["progress"],
            "state": "running" if case.row["state"] == "open" else case.row["state"],
        },
        foretold=_progress_told,
        do=_progress,
    ),
)
