"""The answers of many forms as sheets that the import plans like a workbook of our own."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import select

from ycpe_desktop.exchange.forms.returned import CLASS, Answer, Key, Returned, answers_of
from ycpe_desktop.exchange.mapping import key_of
from ycpe_desktop.exchange.proposal import Proposal, SheetChoice
from ycpe_desktop.exchange.sheets import Book, Cell, Sheet
from ycpe_desktop.exchange.standard_layout import UUID
from ycpe_desktop.exchange.tables import BodyRow, Column, Table
from ycpe_desktop.ledgers import ClassRoom, Kindergarten, YearReport, field_of
from ycpe_desktop.store import Store
from ycpe_desktop.store.tables import LEDGER_TABLES
from ycpe_desktop.store.totals import TOTALLED

NAMES = (key_of(ClassRoom, "name"),)
"""What tells a class from others is said again with whatever has changed of it."""

COUNTED = frozenset(key_of(YearReport, name) for name in TOTALLED)
"""Worked out from the classes, where they are listed."""


@dataclass
class Proposed:
    proposal: Proposal
    gardens: dict[str, str] = field(default_factory=dict)
    """Sheet → kindergarten."""
    places: dict[str, tuple[str, dict[int, str]]] = field(default_factory=dict)
    """Sheet → its file's name, and column → the form's cell."""


def proposed(store: Store, forms: Sequence[Returned], year: int) -> Proposed:
    table, room = Kindergarten.__table__, ClassRoom.__table__
    with store.reading() as connection:
        names = dict(connection.execute(select(table.c.uuid, table.c.name)).tuples().all())
        rooms = {
            uuid: whose for uuid, *whose in connection.execute(select(room.c.uuid, room.c.kindergarten, room.c.year))
        }
    made = Proposed(Proposal(Book("园所填报表", "xlsx"), [], year))
    for form in forms:
        uuid = form.identity.uuid
        for key in [("kindergarten", ""), *(each for each in form.lines if each[0] != "kindergarten")]:
            line = answers_of(form, key, NAMES) if key in form.lines else []
            if form.classes:
                line = [each for each in line if each.column not in COUNTED]
            if line or key[0] == "kindergarten":
                elsewhere = rooms.get(key[1], [uuid, year]) != [uuid, year]
                _add(made, form, key, line, _own(key, uuid, names[uuid], year, elsewhere=elsewhere))
    return made


def _own(key: Key, uuid: str, name: str, year: int, *, elsewhere: bool) -> list[tuple[str, Cell]]:
    """What ties the line to its record: the county's own words, whatever stands in the file. ``elsewhere``: the class
    is another kindergarten's, or another year's, and the line was copied from there: here it is a new one."""
    table, record = key
    if table == "kindergarten":
        return [(UUID, uuid), ("kindergarten.name", name)]
    tied: list[tuple[str, Cell]] = [(f"{table}.kindergarten", uuid), (f"{table}.year", year)]
    return [(UUID, record), *tied] if table == CLASS and not record.startswith("+") and not elsewhere else tied


def _add(made: Proposed, form: Returned, key: Key, line: Sequence[Answer], own: Sequence[tuple[str, Cell]]) -> None:
    ledger = LEDGER_TABLES[key[0]]
    keys = [column for column, _ in own] + [answer.column for answer in line]
    values = [value for _, value in own] + [answer.value for answer in line]
    heads = [_heading(each) for each in keys]
    name = f"{form.path.name} {ledger.TITLE} {len(made.places) + 1}"  # two folders may have a file of one name
    sheet = Sheet(name, [list(heads), list(values)])
    columns = [Column(index, head, column, 1.0) for index, (head, column) in enumerate(zip(heads, keys, strict=True))]
    table = Table(sheet, (0, 0), columns, [BodyRow(1, list(values))])
    choice = SheetChoice(sheet, (ledger,), table, use=True, part="ledger")
    choice.columns = dict(enumerate(keys))
    made.proposal.sheets.append(choice)
    made.gardens[name] = form.identity.uuid
    cells = {len(own) + place: answer.cell for place, answer in enumerate(line)}
    made.places[name] = (form.path.name, cells)


def _heading(key: str) -> str:
    table, _, name = key.partition(".")
    return field_of(LEDGER_TABLES[table], name).label if name else key
