"""Every kindergarten that is asked, and every file that came: returned, ready to come in, faulty, or missing."""

from dataclasses import dataclass, replace
from typing import Literal

from sqlalchemy import select

from ycpe_desktop.exchange.forms.asked import asked_of
from ycpe_desktop.exchange.forms.collecting import Collected, FileProblem
from ycpe_desktop.exchange.forms.register import receipts
from ycpe_desktop.exchange.forms.returned import Returned
from ycpe_desktop.exchange.plan import PlannedRow
from ycpe_desktop.ledgers import Kindergarten
from ycpe_desktop.store import Store

State = Literal["faulty", "ready", "returned", "missing"]
STATES: tuple[State, ...] = ("faulty", "ready", "missing", "returned")
"""What needs a hand first."""


@dataclass(frozen=True)
class Line:
    """``uuid`` is "" for a file of which nobody knows whose it is; ``told`` says what it does, or what is wrong."""

    uuid: str
    name: str
    township: str
    state: State
    file: str = ""
    told: str = ""


def lines(store: Store, found: Collected) -> list[Line]:
    """By what needs a hand, then as the registry orders them."""
    table = Kindergarten.__table__
    with store.reading() as connection:
        keys = asked_of(store, connection, found.year)
        rows = connection.execute(select(table.c.uuid, table.c.name, table.c.township)).all()
    known = {uuid: (name, store.names.name("township", town) if town else "") for uuid, name, town in rows}
    done = receipts(store, found.year)
    forms = {form.identity.uuid: form for form in found.forms}
    told = [_of_file(each, known) for each in found.problems if not each.minor]
    wrong = {line.uuid for line in told}
    for uuid in keys:
        name, town = known[uuid]
        if uuid in forms:
            waits = uuid in found.waiting and not found.taken_in
            told.append(_of_form(forms[uuid], found.rows[uuid], name, town, waits=waits))
        elif uuid in done and uuid not in wrong:
            told.append(Line(uuid, name, town, "returned", done[uuid].file, f"{done[uuid].at} 收回"))
        elif uuid not in wrong:
            told.append(Line(uuid, name, town, "missing"))
    noted = [_noted(line, found) for line in told]
    return sorted(noted, key=lambda line: STATES.index(line.state))


def _noted(line: Line, found: Collected) -> Line:
    """With what is said of other files of the same kindergarten."""
    others = [each for each in found.problems if each.minor and each.uuid == line.uuid]
    told = "；".join(filter(None, (line.told, *(f"“{each.file.name}”{each.message}" for each in others))))
    return replace(line, told=told)


def _of_form(form: Returned, rows: list[PlannedRow], name: str, town: str, *, waits: bool) -> Line:
    if any(row.state == "refused" for row in rows):
        state: State = "faulty"
        first = next(each for row in rows for each in row.problems if each.must_fix)
        told = f"{first.cell} {first.field}：{first.message}。{first.remedy}".strip(" ：")
    else:
        state, told = "ready" if waits else "returned", _done(rows)
    return Line(form.identity.uuid, name, town, state, form.path.name, told)


def _done(rows: list[PlannedRow]) -> str:
    """新增 1 条，修改 4 处；2 处请核对."""
    new = sum(row.state == "new" for row in rows)
    changed = sum(len(row.changes) for row in rows if row.state == "changed")
    parts = [f"新增 {new} 条"] * bool(new) + [f"修改 {changed} 处"] * bool(changed)
    doubts = [each.message for row in rows for each in row.problems]
    told = "，".join(parts) or "与台账相同"
    return f"{told}；{doubts[0]}" if doubts else told


def _of_file(problem: FileProblem, known: dict[str, tuple[str, str]]) -> Line:
    name, town = known.get(problem.uuid, (problem.file.stem, ""))
    told = f"{problem.message}。{problem.remedy}"
    return Line(problem.uuid, name, town, "faulty", problem.file.name, told)
