"""How a 限期整改 stands in the list: its cells, its mark, and what the list can be narrowed to."""

from collections.abc import Callable, Mapping
from datetime import date

from ui.pages.checklist.bars import short_name
from ui.pages.rows_table import Tone
from ycpe_desktop.ledgers import Rectification, field_of
from ycpe_desktop.ledgers.rectification import ENDED
from ycpe_desktop.policy.mend_steps import days_left
from ycpe_desktop.policy.mends import STATES, Mend

HEADINGS = ("情况", "期限", "园所", "乡镇", "问题", "依据", "通知书", "来源", "督学")
WIDTHS = (110, 88, 0, 80, 0, 148, 166, 64, 68)
SPARED = tuple(HEADINGS.index(word) for word in ("来源", "通知书", "依据", "乡镇", "督学", "问题", "期限"))
"""Columns that give way, the first one first; the detail beside the list says them all."""
UNISSUED, REPEATED = "未下发", "重复"
MARKS: Mapping[str, Tone] = {
    "overdue": ("alert-circle-outline", "bad"),
    "unchecked": ("eye-outline", "attention"),
    "passed": ("clipboard-check-outline", "primary"),
    "early": ("clock-outline", "second"),
    "closed": ("check-circle", "good"),
    "banned": ("close", "second"),
    "unissued": ("send-outline", "attention"),
}


def _unissued(one: Mend) -> bool:
    return one.state not in ENDED and not one.values["number"]


def _in_state(state: str) -> Callable[[Mend], bool]:
    return lambda one: one.state == state and not _unissued(one)


FILTERS: Mapping[str, tuple[str, Callable[[Mend], bool]]] = {
    "open": ("未办结", lambda one: one.state not in ENDED),
    **{state: (word, _in_state(state)) for state, word in STATES.items() if state not in ENDED},
    "unissued": (UNISSUED, _unissued),
    "repeated": (REPEATED, lambda one: one.repeated and one.state not in ENDED),
    **{state: (STATES[state], _in_state(state)) for state in ("closed", "banned")},
    "": ("全部", lambda one: True),
}
ALWAYS = ("open", "overdue", "closed", "")
"""What is offered even where there is none."""


def mark_of(one: Mend) -> Tone:
    return MARKS["unissued" if _unissued(one) else one.state]


def state_text(one: Mend) -> str:
    """未下发 where no notice was given yet, whatever its day."""
    word = UNISSUED if _unissued(one) else one.state_shown
    return f"{word} · {REPEATED}" if one.repeated else word


def time_text(one: Mend, day: date) -> str:
    """How much time is left: 逾期 12 天, 还有 3 天; the day itself where it is settled."""
    left = days_left(one, day)
    if left is None:
        return str(one.values["closed"] or "—") if one.state in ENDED else "未定"
    if left < 0:
        return f"逾期 {-left} 天"
    return f"还有 {left} 天" if left else "今天到期"


def stand_text(one: Mend, day: date) -> str:
    """Both in one line."""
    if one.state == "overdue" and one.values["number"]:
        return time_text(one, day) + (f" · {REPEATED}" if one.repeated else "")
    return f"{state_text(one)} · {time_text(one, day)}"


def source_text(one: Mend) -> str:
    source = one.values["source"]
    return str(field_of(Rectification, "source").kind.show(source)) if source else ""


def line(one: Mend, day: date) -> tuple[str, ...]:
    told = one.values
    return (
        state_text(one),
        time_text(one, day),
        short_name(one.garden.name, ""),
        one.garden.township_name,
        told["problem"],
        one.clause_shown,
        told["number"] or "",
        source_text(one),
        one.supervisor_called,
    )
