"""Checks of single records that hold in every ledger: required, readable, settled, referring to something."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Table,
    and_,
    case,
    exists,
    false,
    or_,
    select,
    true,
    tuple_,
)

from ycpe_desktop.fields import Choice, Code, Dated, Field, Link, Measure, Month, Unreadable, Whole
from ycpe_desktop.fields.declare import PLACE_TARGETS
from ycpe_desktop.ledgers import (
    LEDGERS,
    FourIndependents,
    Kindergarten,
    Ledger,
    dated_of,
    field_of,
    fields_of,
    is_derived,
    links_of,
    plain_fields_of,
)
from ycpe_desktop.policy.findings import Finding
from ycpe_desktop.policy.own_gardens import is_own
from ycpe_desktop.policy.rule import NOTHING
from ycpe_desktop.policy.situation import in_question
from ycpe_desktop.store.in_year import in_force
from ycpe_desktop.store.spoken import by_name, is_spoken
from ycpe_desktop.store.tables import LEDGER_TABLES, METADATA, place, raw_value

GENERAL = "学前教育法 72"
"""县教育局应建立各类幼儿园基本信息备案制度: the clause of a field that names none of its own."""


class Records:
    """The records of one school year that must be in order, as its first ``day`` shows them."""

    def __init__(self, connection: Connection, year: int, day: date) -> None:
        self.connection, self.year, self.day = connection, year, day
        self._in_question = in_question(year, day)

    def of(self, ledger: type[Ledger]) -> Iterator[Finding]:
        """What is wrong with single records of the ledger."""
        yield from self._required(ledger)
        yield from self._unreadable(ledger)
        yield from self._unsettled(ledger)
        yield from self._broken(ledger)

    def _table(self, ledger: type[Ledger]) -> Table:
        return METADATA.tables[ledger.__tablename__]

    def _of_year(self, ledger: type[Ledger]) -> ColumnElement[bool]:
        """Which records are looked at: kindergartens in question, yearly rows of the year, all of the rest."""
        table = self._table(ledger)
        if ledger is Kindergarten:
            return table.c.uuid.in_(self._in_question)
        return table.c.year == self.year if ledger.YEARLY else true()

    def _named(self, ledger: type[Ledger], *columns: Any) -> Select[Any]:
        """(uuid, name, columns…) of the ledger's records of the year."""
        table = self._table(ledger)
        joined, name, _ = _with_name(ledger)
        return select(table.c.uuid, name, *columns).select_from(joined).where(self._of_year(ledger))

    def _required(self, ledger: type[Ledger]) -> Iterator[Finding]:
        table = self._table(ledger)
        wanted = [
            (each, _blank(table, each)) for each in plain_fields_of(ledger) if each.required or each.required_when
        ]
        if not wanted:
            return
        found = self._named(ledger, *(blank for _, blank in wanted)).where(or_(*(blank for _, blank in wanted)))
        if ledger is FourIndependents:
            found = found.where(table.c.kindergarten.in_(self._judgeable()))
        for uuid, name, *flags in self.connection.execute(found.order_by(_with_name(ledger)[2])):
            for (each, _), flag in zip(wanted, flags, strict=True):
                if flag:
                    yield _finding("required", ledger, uuid, name, each, f"“{each.label}”没有填写")
        for fact in dated_of(ledger):
            if fact.field.required:
                yield from self._untold(ledger, fact)

    def _judgeable(self) -> Select[Any]:
        """Rural public kindergartens in question that are more than a 附设幼儿班."""
        garden, nature = self._table(Kindergarten), Kindergarten.nature
        public = and_(nature.table.c.owner == garden.c.uuid, in_force(nature, self.day))
        return (
            select(garden.c.uuid)
            .join(nature.table, public)
            .where(garden.c.rural == true(), nature.table.c.value == "public", is_own(garden))
            .where(self._of_year(Kindergarten))
        )

    def _untold(self, ledger: type[Ledger], fact: Dated[Any]) -> Iterator[Finding]:
        """A dated fact that says nothing of the first day; only kindergartens have some."""
        table, told = self._table(ledger), fact.field
        nothing = ~exists().where(
            fact.table.c.owner == table.c.uuid, in_force(fact, self.day), fact.table.c.value.is_not(None)
        )
        wanted = select(table.c.uuid, table.c.name).where(self._of_year(ledger), nothing)
        for uuid, name in self.connection.execute(wanted.order_by(by_name(table), table.c.uuid)):
            yield _finding("required", ledger, uuid, name, told, f"“{told.label}”没有填写（9 月 1 日）")

    def _unreadable(self, ledger: type[Ledger]) -> Iterator[Finding]:
        """Values that their kind would refuse by now: bounds and choices are looked at in SQL, codes one by one."""
        table = self._table(ledger)
        bounded = {
            each.name: outside for each in plain_fields_of(ledger) if (outside := _outside(table, each)) is not None
        }
        coded = [each.name for each in plain_fields_of(ledger) if isinstance(each.kind, Code | Month)]
        for names, wanted in ((list(bounded), or_(false(), *bounded.values())), (coded, _any(table, coded))):
            if not names:
                continue
            told = [each for each in plain_fields_of(ledger) if each.name in names]
            found = self.connection.execute(self._named(ledger, *(table.c[each.name] for each in told)).where(wanted))
            for uuid, name, *values in found:
                for each, value in zip(told, values, strict=True):
                    reason = _refusal(each, value) if value is not None else ""
                    if reason:
                        sentence = f"“{each.label}”的值“{value}”不能用：{reason}"
                        yield _finding("unreadable", ledger, uuid, name, each, sentence, {each.name: value})

    def _unsettled(self, ledger: type[Ledger]) -> Iterator[Finding]:
        """导入原值 that belong to a field and still wait for a proper value."""
        known = {each.name: each for each in fields_of(ledger) if not is_derived(ledger, each.name)}
        table = self._table(ledger)
        wanted = self._named(ledger, raw_value.c.field, raw_value.c.value, raw_value.c.reason)
        wanted = wanted.join(raw_value, and_(raw_value.c.owner == table.c.uuid, raw_value.c.field.is_not(None)))
        for uuid, name, field, value, reason in self.connection.execute(wanted.order_by(_with_name(ledger)[2])):
            if field in known:
                told = f"导入原值“{value}”还没有处理" + (f"（{reason}）" if reason else "")
                yield _finding("unsettled", ledger, uuid, name, known[field], told)

    def _broken(self, ledger: type[Ledger]) -> Iterator[Finding]:
        """References to something that is not there, or to a place that may not be chosen."""
        table = self._table(ledger)
        links = [each for each in plain_fields_of(ledger) if isinstance(each.kind, Link)]
        if not links:
            return
        lost = [and_(table.c[each.name].is_not(None), ~_is_there(table.c[each.name], each)) for each in links]
        columns = [case((condition, table.c[each.name])) for each, condition in zip(links, lost, strict=True)]
        for uuid, name, *values in self.connection.execute(self._named(ledger, *columns).where(or_(*lost))):
            for each, value in zip(links, values, strict=True):
                if value is not None:
                    told = f"“{each.label}”指向的“{value}”不存在或不能选用"
                    yield _finding("broken_reference", ledger, uuid, name, each, told)

    def misplaced_villages(self) -> Iterator[Finding]:
        """Villages that do not lie in the township that the same record names."""
        pairs = select(place.c.code, place.c.parent).where(place.c.level == "village")
        for ledger, each, within in _within_others():
            inner, outer = self._table(ledger).c[each.name], self._table(ledger).c[within]
            misplaced = and_(inner.is_not(None), outer.is_not(None), tuple_(inner, outer).not_in(pairs))
            for uuid, name in self.connection.execute(self._named(ledger).where(misplaced)):
                yield _finding("broken_reference", ledger, uuid, name, each, f"“{each.label}”不在所选的乡镇里")


@cache
def _within_others() -> list[tuple[type[Ledger], Field, str]]:
    """(ledger, a village's field, its township's field)."""
    told = [(ledger, each, each.kind) for ledger in LEDGERS for each in plain_fields_of(ledger)]
    return [(ledger, each, kind.within) for ledger, each, kind in told if isinstance(kind, Link) and kind.within]


@cache
def _with_name(ledger: type[Ledger]) -> tuple[Any, Any, Any]:
    """What to select from, the column by which people know the record, and what puts the records in order."""
    table = METADATA.tables[ledger.__tablename__]
    by = "kindergarten" if "kindergarten" in ledger.NAMED_BY else ledger.NAMED_BY[0]
    if by not in links_of(ledger):
        name = _shown(table.c[by], field_of(ledger, by)).label("name")
        return table, name, by_name(table) if is_spoken(ledger, by) else name
    joined: Any = table
    last: Any = table
    while "name" not in last.c or last is table:  # a finding is known by its visit's kindergarten
        by = "kindergarten" if "kindergarten" in last.c else ledger.NAMED_BY[0]
        target = links_of(ledger)[by].target
        places = target in PLACE_TARGETS
        other = (place if places else METADATA.tables[target]).alias()
        joined = joined.outerjoin(other, (other.c.code if places else other.c.uuid) == last.c[by])
        last, ledger = other, LEDGER_TABLES.get(target, ledger)
    return joined, last.c.name.label("name"), last.c.code if places else by_name(last)


def _shown(column: ColumnElement[Any], told: Field) -> ColumnElement[Any]:
    """A choice by its label and not by its code."""
    return case(dict(told.kind.options), value=column) if isinstance(told.kind, Choice) else column


def _blank(table: Table, each: Field) -> ColumnElement[bool]:
    column = table.c[each.name]
    nothing = column.is_(None)
    if each.required or each.required_when is None:
        return nothing
    return and_(nothing, table.c[each.required_when.field].in_(each.required_when.among))


def _is_there(column: Any, each: Field) -> ColumnElement[bool]:
    assert isinstance(each.kind, Link)
    if each.kind.target in PLACE_TARGETS:
        return exists().where(place.c.code == column, place.c.selectable)
    return exists().where(METADATA.tables[each.kind.target].c.uuid == column)


def _any(table: Table, names: list[str]) -> ColumnElement[bool]:
    return or_(false(), *(table.c[name].is_not(None) for name in names))


def _outside(table: Table, each: Field) -> ColumnElement[bool] | None:
    kind, column = each.kind, table.c[each.name]
    if isinstance(kind, Choice):
        return column.not_in([code for code, _ in kind.options])
    if isinstance(kind, Whole | Measure):
        bounds = [column < kind.least] if kind.least is not None else []
        bounds += [column > kind.most] if kind.most is not None else []
        return or_(*bounds) if bounds else None
    return None


@lru_cache(maxsize=1 << 16)
def _refusal(each: Field, value: Any) -> str:
    """Kept, so that a value that was read in the check before is not read again."""
    try:
        each.kind.parse(value)
    except Unreadable as reason:
        return str(reason)
    return ""


def _finding(
    rule: str,
    ledger: type[Ledger],
    uuid: str,
    name: str | None,
    each: Field,
    sentence: str,
    numbers: Mapping[str, Any] = NOTHING,
) -> Finding:
    clause = each.clause or GENERAL
    return Finding(rule, "must", ledger.__tablename__, uuid, name or "", each.name, sentence, clause, numbers)
