"""The question that a dated fact asks when it is changed: since when, or was it so all along?"""

from ui.speaking import Speaker
from ycpe_desktop.fields import Day, Unreadable
from ycpe_desktop.ledgers import field_of
from ycpe_desktop.schoolyear import first_day, label
from ycpe_desktop.store import Store
from ycpe_desktop.store.entering import Entry, Since, usual_since

CORRECT = "更正（一直如此）"
OTHER_DAY = "变更，另选日期…"
STAY = "不改"


def ask_since(speaker: Speaker, store: Store, entry: Entry) -> Since | None:
    """Once for the whole action; None where the clerk closed the question, so that nothing shall be written."""
    usual = usual_since(store, entry)
    change = f"变更（自 {usual.isoformat()} 起）"
    labels = "、".join(field_of(entry.ledger, name).label for name in entry.differing)
    number = len(set().union(*entry.differing.values()))
    question = f"{number} 条的“{labels}”与原来的不同，是变更，还是更正？"
    explain = (
        "变更：原来的到这一天为止，新的从这一天起，以前的学年不变。\n"
        "更正：原来填错了，这一段一直就是新的值。\n"
        f"统计以 {first_day(entry.year)} 为准，以后的变更计入 {label(entry.year + 1)}。"
    )
    chosen = speaker.ask(question, [change, CORRECT, OTHER_DAY, STAY], explain)
    if chosen == change:
        return Since(usual)
    if chosen == CORRECT:
        return Since(usual, correct=True)
    return _ask_day(speaker, usual.isoformat()) if chosen == OTHER_DAY else None


def _ask_day(speaker: Speaker, proposal: str) -> Since | None:
    question = "从哪一天起？"
    while True:
        typed = speaker.ask_text(question, proposal)
        if typed is None:
            return None
        try:
            return Since(Day().parse(typed))
        except Unreadable as problem:
            question, proposal = f"{problem}\n从哪一天起？", typed
