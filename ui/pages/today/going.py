"""From a line of 今日待办 to the record, the field or the page in which it is done."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ui.pages.today.lines import Line
from ui.shell.contracts import Desk, Tone
from ycpe_desktop.policy.due_kind import Due
from ycpe_desktop.schoolyear import label
from ycpe_desktop.store import Store


@dataclass(frozen=True)
class Act:
    """The place where a matter is done: the word of its button, the page, and what to show there.

    ``each``: the kindergartens that a line is made of are shown there too, else their own records.
    """

    word: str
    page: str
    what: Mapping[str, Any] = field(default_factory=dict)
    each: bool = False


ACTS: Mapping[str, Act] = {
    "uncovered": Act("去分配", "supervision", {"tab": "board"}, each=True),
    "term": Act("去改派", "supervision", {"tab": "board"}),
    "plaque": Act("公示牌", "supervision", {"tab": "plaques"}),
    "visit": Act("记督导", "supervision", {"tab": "month"}, each=True),
    "inspection": Act("记年检", "annual_inspection"),
    "conduct": Act("记评估", "conduct_evaluation"),
    "unevaluated": Act("记评估", "category_evaluation"),
    "evaluation": Act("记评估", "category_evaluation"),
    "audit": Act("记报告", "audit_report"),
    "licence": Act("办换证", "licence_event"),
    "recognition": Act("办续认", "inclusive_recognition"),
    "research": Act("记教研", "research_activity"),
    "research_missed": Act("记教研", "research_activity"),
    "training_people": Act("记人数", "training_people"),
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
        _open(desk, store, line.due, act.page, dict(act.what))


def go_to_line(desk: Desk, store: Store, line: Line) -> None:
    """The record at its field, the member that the line is about, or the page on which many are done."""
    due, act = line.due, ACTS.get(line.due.source)
    if due.uuid and due.source in WORKED_ON:
        page, word = WORKED_ON[due.source]
        _open(desk, store, due, page, {word: due.uuid})
    elif due.uuid:
        _open(desk, store, due, due.ledger, {"uuid": due.uuid, "field": due.field})
    elif due.members and (act is None or not line.what or len(due.members) == 1):
        uuid, _ = line.member or due.members[0]
        if act is not None and act.each:
            _open(desk, store, due, act.page, {**act.what, "kindergarten": uuid})
            return
        _open(desk, store, due, due.of, {"uuid": uuid, "field": due.field})
    elif act is not None:
        _open(desk, store, due, act.page, dict(act.what))
    else:
        _open(desk, store, due, due.ledger, {})


def _open(desk: Desk, store: Store, due: Due, page: str, what: dict[str, Any]) -> None:
    """In the school year in whose list it stands, and says so where that is not the chosen one."""
    year = due.year or store.current_year
    if year != desk.year:
        desk.choose_year(year)
        desk.notices.tell(Tone.INFO, f"待办总是今天的，已换到 {label(year)}。")
    desk.open_page(page, **what)
