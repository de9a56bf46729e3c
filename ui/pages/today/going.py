"""From a line of 今日待办 to the record, the field or the page in which it is done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ui.pages.today.lines import Line
from ui.shell.contracts import Desk, Tone
from ycpe_desktop.policy.due_kind import Due
from ycpe_desktop.schoolyear import label
from ycpe_desktop.store import Store


@dataclass(frozen=True)
class Act:
    """The place where a matter is done: the word of its button, the page ("" the ledger to which the line leads), and
    what to show there.

    ``whom``: by that word the page is told of which record it is. ``act``: what is opened there of 办理, for all of
    several only where they are usually done ``together``. ``begins``: a new record is begun there, and this field of it
    is the one that the line is about.
    """

    word: str
    page: str = ""
    what: Mapping[str, Any] = field(default_factory=dict)
    whom: str = ""
    act: str = ""
    together: bool = False
    begins: str = ""


ACTS: Mapping[str, Act] = {
    "milestone": Act("登记完成", act="reach"),
    "compound_mending": Act("销号", act="close"),
    "compound_transfer": Act("办移交", act="hand_over"),
    "recognition": Act("办续认", act="renew"),
    "upgrade": Act("登记完成", act="finish"),
    "inspection": Act("记年检", "kindergarten", act="inspect", together=True),
    "evaluation": Act("记评估", act="result"),
    "unevaluated": Act("记评估", "kindergarten", act="evaluate"),
    "payment": Act("记拨付", act="pay", together=True),
    "licence": Act("办换证", act="licence_renew"),
    "audit": Act("记报告", "audit_report", begins="kindergarten"),
    "unlicensed": Act("处置", what={"acts": True}, whom="uuid"),
    "unlicensed_back": Act("处置", what={"acts": True}, whom="uuid"),
    "unlicensed_mending": Act("记复查", act="recheck"),
    "unlicensed_recheck": Act("记复查", act="recheck"),
    "uncovered": Act("去分配", "supervision", {"tab": "board"}, whom="kindergarten"),
    "term": Act("去改派", "supervision", {"tab": "board"}, whom="supervisor"),
    "plaque": Act("公示牌", "supervision", {"tab": "plaques"}, whom="kindergarten"),
    "visit": Act("记督导", "supervision", {"tab": "month"}, whom="kindergarten"),
    "conduct": Act("记评估", "conduct_evaluation", begins="kindergarten"),
    "training_people": Act("记人数", what={"rows": "training_people"}, whom="uuid"),
    "hazard": Act("销号", act="close"),
    "research": Act("记教研", "research_activity", begins="area"),
    "research_missed": Act("记教研", "research_activity", begins="area"),
    "task": Act("记进展", act="progress"),
    "fault": Act("去校验", "checks"),
    "report": Act("去上报", "reporting"),
    "backup": Act("去备份", "settings", {"part": "backups"}),
}
"""By source: what has an obvious act. The others are done in the record that the line leads to."""


WORKED_ON: Mapping[str, tuple[str, str]] = {
    "rectification": ("supervision", "mend"),
    "visit_draft": ("supervision", "visit"),
}
"""By source: records that are worked on elsewhere than in their ledger; the page, and what it calls such a record."""


def act_of(line: Line) -> Act | None:
    """A button stands on a matter alone, not on what is below it."""
    return ACTS.get(line.due.source) if line.what else None


def go_to_act(desk: Desk, store: Store, line: Line) -> None:
    act = act_of(line)
    if act is not None:
        _do(desk, store, act, line)


def go_to_line(desk: Desk, store: Store, line: Line) -> None:
    """The record at its field, the list of many, or the place where it is done: for those that lack a record there is
    nothing to see before."""
    due, act = line.due, ACTS.get(line.due.source)
    if due.source in WORKED_ON:
        page, word = WORKED_ON[due.source]
        _open(desk, store, due, page, {word: due.uuid})
    elif act is not None and not due.uuid and due.of != due.ledger:
        _do(desk, store, act, line)
    else:
        _open(desk, store, due, due.ledger, {**_listed(_records(line)), "field": due.field})


def _do(desk: Desk, store: Store, act: Act, line: Line) -> None:
    due, what, records = line.due, dict(act.what), _records(line)
    if act.act:
        what |= {**_listed(records), "field": due.field, "act": act.act, "together": act.together}
        what["known"] = dict(due.known)
    elif act.begins:
        what["new"] = dict(due.known) | ({act.begins: records[0]} if len(records) == 1 else {})
    elif act.whom and (len(records) == 1 or due.uuid):
        what |= {act.whom: records[0], "records": records}
    elif act.whom:
        what["records"] = records
    _open(desk, store, due, act.page or due.ledger, what)


def _records(line: Line) -> Sequence[str]:
    """What the line is about, the most urgent first; of a yearly ledger those of one year."""
    due = line.due
    if line.member:
        return [line.member[0]]
    if due.uuid:
        return [each.uuid for each in line.dues if each.year == due.year]
    return [uuid for each in line.dues for uuid, _ in each.members]


def _listed(records: Sequence[str]) -> dict[str, Any]:
    return {"uuid": records[0], "only": tuple(records) if len(records) > 1 else ()}


def _open(desk: Desk, store: Store, due: Due, page: str, what: dict[str, Any]) -> None:
    """In the school year in whose list it stands, and says so where that is not the chosen one."""
    year = due.year or store.current_year
    if year != desk.year:
        desk.choose_year(year)
        why = "这件事记在那一学年" if due.year else "待办总是今天的"
        desk.notices.tell(Tone.INFO, f"已换到 {label(year)}：{why}。")
    desk.open_page(page, **what)
