"""Typed cells become one action: what can be read is written, the rest is given back with its reason."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from ycpe_desktop.faults import Refusal
from ycpe_desktop.fields import Field, Link, Unreadable, is_blank
from ycpe_desktop.ledgers import Kindergarten, Ledger, fact_of, fields_of, is_derived
from ycpe_desktop.schoolyear import first_day, page_day
from ycpe_desktop.store.beside import begun_after, clashing, unique_fields
from ycpe_desktop.store.listing import Record, table_of
from ycpe_desktop.store.names import StoreNames
from ycpe_desktop.store.store import Store
from ycpe_desktop.store.tables import raw_value
from ycpe_desktop.store.writer import Writer

Place = tuple[str, str]
"""(record or row to come, field)."""


class Typed(NamedTuple):
    """What was typed into one cell. ``key`` is the record's uuid; any other key stands for a row to be made."""

    key: str
    field: str
    text: str


class Refused(NamedTuple):
    """Typed text that could not be written, and why; no reason: it waits for the rest of its new row."""

    text: str
    reason: str


class Since(NamedTuple):
    """How a dated value that differs is meant: from ``day`` on (变更), or it was so all along (更正)."""

    day: date
    correct: bool = False


@dataclass
class Entry:
    """What an action would write: row → field → value, only what differs from what is there."""

    ledger: type[Ledger]
    year: int
    values: dict[str, dict[str, Any]] = field(default_factory=dict)
    refused: dict[Place, Refused] = field(default_factory=dict)
    differing: dict[str, set[str]] = field(default_factory=dict)
    """Dated field → records that have another value now: someone must say since when."""
    new: set[str] = field(default_factory=set)
    computed: int = 0
    """Cells that the program computes, so that nothing was written there."""
    inserted: dict[str, str] = field(default_factory=dict)
    """Row key → uuid, of the rows that were made."""

    def waiting(self) -> list[str]:
        """New rows that lack something without which there is no record."""
        needed = [each.name for each in fields_of(self.ledger) if each.needed and each.name != "year"]
        return [key for key in self.new if any(name not in self.values.get(key, {}) for name in needed)]


def prepare(
    ledger: type[Ledger], year: int, cells: Iterable[Typed], records: Mapping[str, Record], names: StoreNames
) -> Entry:
    """Read all cells. ``records`` are the present values of all existing rows among them."""
    entry = Entry(ledger, year)
    known = {each.name: each for each in fields_of(ledger)}
    ordered = sorted(cells, key=lambda cell: isinstance(known[cell.field].kind, Link) and bool(_within(known, cell)))
    for cell in ordered:
        told, now = known[cell.field], records.get(cell.key)
        if now is None:
            entry.new.add(cell.key)
        if is_derived(ledger, cell.field):
            entry.computed += 1
            continue
        try:
            value = _read(told, cell, entry, now, names)
        except Unreadable as problem:
            entry.refused[cell.key, cell.field] = Refused(cell.text, str(problem))
            continue
        before = now.get(cell.field) if now is not None else None
        if value == before and type(value) is type(before):
            continue
        entry.values.setdefault(cell.key, {})[cell.field] = value
        if before is not None and fact_of(ledger, cell.field) is not None:
            entry.differing.setdefault(cell.field, set()).add(cell.key)
    return entry


def _within(known: Mapping[str, Field], cell: Typed) -> str:
    kind = known[cell.field].kind
    return kind.within if isinstance(kind, Link) else ""


def _read(told: Field, cell: Typed, entry: Entry, now: Record | None, names: StoreNames) -> Any:
    if is_blank(cell.text):
        if told.needed:
            raise Unreadable(f"“{told.label}”不能空")
        if fact_of(entry.ledger, told.name) is not None and now is not None and now.get(told.name) is not None:
            raise Unreadable(f"“{told.label}”不能清空，请改成新的值，或在沿革里删除那一段")
        return None
    kind = told.kind
    if isinstance(kind, Link) and kind.within:
        outer = {**(now or {}), **entry.values.get(cell.key, {})}.get(kind.within)
        return kind.parse(cell.text, names.within(outer or ""))
    return kind.parse(cell.text, names)


def usual_since(store: Store, entry: Entry) -> date:
    """The day that 变更 proposes: the first of the school year, or today where what holds began later than that."""
    first, shown = first_day(entry.year), page_day(entry.year, store.today)
    with store.reading() as connection:
        for name, owners in entry.differing.items():
            fact = fact_of(entry.ledger, name)
            if fact is not None and begun_after(connection, fact, owners, first, shown):
                return shown
    return first


def write(store: Store, entry: Entry, label: str, since: Since | None = None, settled: Sequence[str] = ()) -> None:
    """Do it as one action. What the store refuses moves to ``entry.refused``; rows made stand in ``inserted``.

    ``settled`` are 导入原值 that what is written has taken in.
    """
    waiting = set(entry.waiting())
    for key in waiting:
        for name, value in entry.values.pop(key, {}).items():
            told = next(each for each in fields_of(entry.ledger) if each.name == name)
            entry.refused[key, name] = Refused(told.kind.show(value, store.names), "")
    if not entry.values:
        return
    with store.writing(label) as writer:
        for key, values in list(entry.values.items()):
            if key in entry.new:
                _insert(store, writer, entry, key, values)
            else:
                _change(store, writer, entry, key, values, since)
        for raw in settled:
            writer.remove(raw_value, raw)


def _insert(store: Store, writer: Writer, entry: Entry, key: str, values: Mapping[str, Any]) -> None:
    ledger = entry.ledger
    facts = {name: value for name, value in values.items() if fact_of(ledger, name) is not None}
    said = {name: value for name, value in values.items() if name not in facts}
    plain = {**_usual(ledger, said), **said}
    if ledger.YEARLY:
        plain.setdefault("year", entry.year)
    try:
        with writer.part():
            _refuse_clash(writer, ledger, plain)
            uuid = writer.insert(ledger, plain)
            for name, value in facts.items():
                fact = fact_of(ledger, name)
                if fact is not None and value is not None:
                    writer.state(fact, uuid, value, first_day(entry.year))
    except Refusal as refusal:
        _give_back(store, entry, key, values, refusal)
        return
    entry.inserted[key] = uuid


def _change(
    store: Store, writer: Writer, entry: Entry, key: str, values: Mapping[str, Any], since: Since | None
) -> None:
    """All fields of a record; where the store refuses them together, one by one."""
    try:
        with writer.part():
            _change_some(store, writer, entry, key, values, since)
    except Refusal as refusal:
        if len(values) == 1:
            _give_back(store, entry, key, values, refusal)
            return
        for name, value in values.items():
            _change(store, writer, entry, key, {name: value}, since)


def _change_some(
    store: Store, writer: Writer, entry: Entry, key: str, values: Mapping[str, Any], since: Since | None
) -> None:
    ledger = entry.ledger
    plain = {name: value for name, value in values.items() if fact_of(ledger, name) is None}
    if plain:
        if unique_fields(ledger) & plain.keys():
            _refuse_clash(writer, ledger, {**(writer.row(table_of(ledger), key) or {}), **plain}, key)
        writer.update(ledger, key, plain)
    for name in values.keys() - plain.keys():
        fact = fact_of(ledger, name)
        assert fact is not None
        differs = key in entry.differing.get(name, ())
        if differs and since is not None and since.correct:
            writer.state(fact, key, values[name], page_day(entry.year, store.today), correct=True)
        else:
            day = since.day if differs and since is not None else first_day(entry.year)
            writer.state(fact, key, values[name], day)


def _refuse_clash(writer: Writer, ledger: type[Ledger], values: Mapping[str, Any], uuid: str = "") -> None:
    taken = [each for each in clashing(writer.connection, ledger, values, uuid) if each.name != "year"]
    if taken:
        raise Refusal(f"这个“{taken[0].label}”本学年已经有一行", "", "请在那一行里填写")


def _give_back(store: Store, entry: Entry, key: str, values: Mapping[str, Any], refusal: Refusal) -> None:
    for name, value in values.items():
        told = next(each for each in fields_of(entry.ledger) if each.name == name)
        text = "" if value is None else told.kind.show(value, store.names)
        entry.refused[key, name] = Refused(text, str(refusal))


def _usual(ledger: type[Ledger], values: Mapping[str, Any]) -> dict[str, Any]:
    """What a new record is taken to be unless it is said otherwise."""
    usual = {each.name: each.default for each in fields_of(ledger) if each.default is not None}
    if ledger is Kindergarten and str(values.get("urban_rural") or "").startswith("2"):
        usual["rural"] = True
    return usual


def rows_for(store: Store, ledger: type[Ledger], year: int, kindergartens: Sequence[str]) -> int:
    """An empty row of that year for each of these kindergartens, as one action; how many there are."""
    with store.writing(f"建立{ledger.TITLE}各园空行") as writer:
        for uuid in kindergartens:
            writer.insert(ledger, {"kindergarten": uuid, "year": year})
    return len(kindergartens)
