"""Search rows: what a record can be found by, with the pinyin initials of its names."""

import re
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, Table, delete, func, insert, select

from ycpe_desktop.fields import Code, Field
from ycpe_desktop.fields.kinds import folded
from ycpe_desktop.ledgers import Ledger, links_of, plain_fields_of
from ycpe_desktop.name_order import order_key
from ycpe_desktop.store.names import StoreNames, bare
from ycpe_desktop.store.remembered import BETWEEN, remembered_by
from ycpe_desktop.store.tables import METADATA, raw_value, search_row

FIRST = 300
KEPT = 200
"""Signs of a long text by which records are sorted."""
OTHER = re.compile("[^0-9A-Za-z]+")
Line = tuple[str, str]
"""What a record can be found by, and what of it is spelled by initials."""


class Said(NamedTuple):
    """What a record is sorted and found by."""

    township: str | None
    name: str
    lines: list[Line]

    @property
    def text(self) -> str:
        return "\n".join(text for text, _ in self.lines)


def searched_fields(ledger: type[Ledger]) -> list[str]:
    return [each.name for each in plain_fields_of(ledger) if each.searched]


def found_through(ledger: type[Ledger]) -> str:
    """The field whose record a search of this ledger looks at: its own ``uuid``, or its first reference's."""
    if searched_fields(ledger):
        return "uuid"
    return next((name for name, link in links_of(ledger).items() if link.target == "kindergarten"), "uuid")


def rewrite(connection: Connection, ledger: type[Ledger], owners: Collection[str], names: StoreNames) -> None:
    """Write the search rows of those records anew where they say something else now; who is gone loses its row."""
    if not searched_fields(ledger):
        return
    for part in _parts(list(owners)):
        columns = (search_row.c.uuid, search_row.c.text, search_row.c.township)
        there = connection.execute(select(*columns).where(search_row.c.uuid.in_(part)))
        before = {uuid: (text, township) for uuid, text, township in there.tuples()}
        now = _said(connection, ledger, part, names)
        texts = {uuid: (said.text, said.township) for uuid, said in now.items()}
        old = [uuid for uuid, text in before.items() if texts.get(uuid) != text]
        if old:
            connection.execute(delete(search_row).where(search_row.c.uuid.in_(old)))
        new = [_row(ledger, uuid, said) for uuid, said in now.items() if before.get(uuid) != texts[uuid]]
        if new:
            connection.execute(insert(search_row), new)


def _row(ledger: type[Ledger], uuid: str, said: Said) -> dict[str, str | None]:
    from ycpe_desktop.pinyin import initials_key  # loads pypinyin: only where a name is saved

    return {
        "uuid": uuid,
        "ledger": ledger.__tablename__,
        "township": said.township,
        "name_key": order_key(said.name)[:KEPT],
        "text": said.text,
        "initials": initials_key(spelled for _, spelled in said.lines),
    }


def _said(connection: Connection, ledger: type[Ledger], owners: Sequence[str], names: StoreNames) -> dict[str, Said]:
    table = METADATA.tables[ledger.__tablename__]
    fields = [each for each in plain_fields_of(ledger) if each.searched]
    places = [table.c[name] for name in ("township", "village") if name in table.c]
    wanted = select(table.c.uuid, *(table.c[each.name] for each in fields), *places).where(table.c.uuid.in_(owners))
    found: dict[str, Said] = {}
    for row in connection.execute(wanted).mappings():
        lines = [_line(each, row[each.name]) for each in fields if row[each.name]]
        found[row["uuid"]] = Said(row.get("township"), row[fields[0].name] or "", lines)
        if row.get("village"):
            name = names.name("village", row["village"])
            lines.append((name, bare(name)))
    left = select(raw_value.c.owner, raw_value.c.value).where(raw_value.c.owner.in_(owners))
    for owner, value in connection.execute(left.order_by(raw_value.c.uuid)).tuples():
        if owner in found:
            found[owner].lines.append((value.replace(BETWEEN, " "), _plain(value)))
    return found


def _line(told: Field, text: str) -> Line:
    return (text, _plain(text) if isinstance(told.kind, Code) else text)


def _plain(text: str) -> str:
    """The letters and digits alone, of what nobody spells by initials."""
    return OTHER.sub("", folded(text))


def looked_for(typed: str) -> tuple[str, str]:
    """(column of the search row, what to find there): letters and digits among the initials, which hold all of them,
    and anything else in the text as it stands."""
    latin = folded(typed).lower()
    return ("initials", latin) if latin.isascii() and latin.isalnum() else ("text", typed.strip())


def matching(ledger: type[Ledger], typed: str, table: Table) -> ColumnElement[bool]:
    """The condition that a record is found by what was typed: part of its text, or of its pinyin initials."""
    column, needle = looked_for(typed)
    has = func.instr(search_row.c[column], needle) > 0
    return table.c[found_through(ledger)].in_(select(search_row.c.uuid).where(has))


def found(connection: Connection, typed: str, limit: int = 30) -> list[tuple[str, str, str]]:
    """(ledger, uuid, search text) of the records that what was typed finds: of the first, those with short texts."""
    column, needle = looked_for(typed)
    memory = remembered_by(connection)
    wanted = select(search_row.c.ledger, search_row.c.uuid, search_row.c.text)
    if memory is None:
        wanted = wanted.where(func.instr(search_row.c[column], needle) > 0).limit(FIRST)
    else:
        wanted = wanted.where(search_row.c.uuid.in_(memory.texts(connection).first(column, needle, FIRST)))
    rows = connection.execute(wanted).tuples().all()
    return sorted(rows, key=lambda row: (len(row[2]), row[2]))[:limit]


def _parts(owners: list[str]) -> Iterator[list[str]]:
    return (owners[at : at + 500] for at in range(0, len(owners), 500))
