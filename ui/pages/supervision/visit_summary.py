"""What will come of a visit as it is typed, and what its steps say differently."""

from collections.abc import Container

from ycpe_desktop.ledgers import Kindergarten, Supervisor
from ycpe_desktop.ledgers.visit_words import ASPECT_OF, ASPECTS
from ycpe_desktop.policy.recorded_visits import unfounded
from ycpe_desktop.policy.visit_acts import Entry
from ycpe_desktop.policy.visit_settings import next_number, notice_pattern
from ycpe_desktop.store import Store


def summary(store: Store, entry: Entry, noticed: Container[str]) -> str:
    """``noticed``: findings that have a notice already."""
    names, problems = store.names, entry.problems
    who = names.name(Supervisor.__tablename__, entry.supervisor) if entry.supervisor else "没有责任督学"
    told = [f"{names.name(Kindergarten.__tablename__, entry.kindergarten)}，{entry.visited}，{who}"]
    told.append(f"发现问题 {len(problems)} 条" if problems else "没有发现问题")
    wanted = [one for one in problems if one.rectify and not one.mended and one.uuid not in noticed]
    if wanted:
        with store.reading() as connection:
            number = next_number(connection, notice_pattern(store), (entry.issued or entry.visited).year)
        told.append(f"其中 {len(wanted)} 条下发整改通知 {number}")
    return "；".join(told) + "。"


def doubts(entry: Entry) -> list[str]:
    """Matters judged faulty of which nothing is told, and those judged sound of which something is."""
    found = [f"“{name}”选了发现问题，还没有写是什么问题，请回到第③步。" for name in unfounded(entry)]
    told = {ASPECT_OF[one.item] for one in entry.problems if one.item}
    sound = [name for aspect, name in ASPECTS if aspect in told and entry.values.get(f"{aspect}_state") == "sound"]
    return found + [f"“{name}”选了未发现问题，却写了问题，请回到第②步改正。" for name in sound]
