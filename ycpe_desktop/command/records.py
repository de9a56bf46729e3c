"""list, add, set."""

from argparse import Namespace
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection, or_, select

from ycpe_desktop.command.told import Told, ledger_meant, opened, year_meant
from ycpe_desktop.faults import Refusal
from ycpe_desktop.fields import Choice, Field, Link, Unreadable, is_blank
from ycpe_desktop.ledgers import Ledger, dated_of, fact_of, fields_of, is_derived, links_of
from ycpe_desktop.schoolyear import first_day, label, page_day, year_of
from ycpe_desktop.store import Listing, Store, add_years, fetch, ids
from ycpe_desktop.store.in_year import as_of
from ycpe_desktop.store.listing import Record, table_of


def list_records(given: Namespace) -> Told:
    """Every record of a ledger; of a yearly one those of the year."""
    ledger = ledger_meant(given.ledger)
    with opened(given) as store, store.reading() as connection:
        year = year_meant(given, store)
        chosen = ids(connection, Listing(ledger, year, search=given.search))
        records = fetch(connection, ledger, chosen, year, store.names)
        if year not in store.years:
            _look_up(connection, ledger, records, page_day(year, store.today))
        fields = fields_of(ledger)
        shown = [each for each in fields if each.listed]
        lines = ["\t".join(each.label for each in shown)]
        lines += ["\t".join(_shown(each, record, store) for each in shown) for record in records]
        return Told([as_json(ledger, record, store) for record in records], lines)


def _look_up(connection: Connection, ledger: type[Ledger], records: list[Record], day: date) -> None:
    """The dated values of a year that has no list of its own."""
    for fact in dated_of(ledger):
        held = dict(connection.execute(as_of(fact, day)).tuples().all())
        for record in records:
            record[fact.field.name] = held.get(record["uuid"])


def as_json(ledger: type[Ledger], record: Record, store: Store) -> dict[str, Any]:
    """uuid and all fields: dates ISO, decimals as text, blank null, choices by label, references by name and UUID."""
    told: dict[str, Any] = {"uuid": record["uuid"]}
    for each in fields_of(ledger):
        value = record[each.name]
        if value is None or isinstance(value, bool | int):
            told[each.name] = value
        elif isinstance(value, Decimal):
            told[each.name] = str(value)
        else:
            told[each.name] = each.kind.show(value, store.names)
        if isinstance(each.kind, Link):
            told[f"{each.name}_uuid"] = value
    return told


def _shown(each: Field, record: Mapping[str, Any], store: Store) -> str:
    value = record[each.name]
    return "" if value is None else each.kind.show(value, store.names).replace("\n", " ").replace("\t", " ")


def add_record(given: Namespace) -> Told:
    """A new record; dated fields count from --from, or from the first day of the year."""
    ledger = ledger_meant(given.ledger)
    with opened(given, writable=True) as store:
        year = year_meant(given, store)
        values = read_values(store, ledger, given.values)
        _keep_years(store, given, year)
        if ledger.YEARLY:
            values.setdefault("year", year)
            add_years(store, [values["year"]])
        missing = [each.label for each in fields_of(ledger) if each.needed and values.get(each.name) is None]
        if missing:
            raise Refusal(f"缺少{'、'.join(missing)}", ledger.TITLE, "请写上 字段=值")
        defaults = {each.name: each.default for each in fields_of(ledger) if each.default is not None}
        values = {**defaults, **values}
        dated = {name: value for name, value in values.items() if fact_of(ledger, name) is not None}
        _refuse_twin(store, ledger, values)
        with store.writing(f"新增{ledger.TITLE}") as writer:
            plain = {name: value for name, value in values.items() if name not in dated}
            key = writer.insert(ledger, plain)
            writer.change(ledger, key, dated, given.since or first_day(year))
        return _told_record(store, ledger, key, year)


def _keep_years(store: Store, given: Namespace, year: int) -> None:
    """The years that are written to can be chosen in the window afterwards."""
    add_years(store, {year, year_of(given.since or first_day(year))})


def _refuse_twin(store: Store, ledger: type[Ledger], values: Mapping[str, Any]) -> None:
    """A second row of one kindergarten and year is not a new record."""
    if not ledger.YEARLY or "name" in ledger.MATCHED_BY:
        return
    table = table_of(ledger)
    same = [table.c[name] == values[name] for name in ledger.MATCHED_BY]
    with store.reading() as connection:
        if connection.scalar(select(table.c.uuid).where(*same)) is not None:
            raise Refusal(f"{label(values['year'])}已经有这一条", ledger.TITLE, "请用 set 修改")


def set_record(given: Namespace) -> Told:
    """Change one record. In a yearly ledger KEY is the kindergarten's or area's; its row of the year is made if new."""
    ledger = ledger_meant(given.ledger)
    with opened(given, writable=True) as store:
        year = year_meant(given, store)
        _keep_years(store, given, year)
        key = key_meant(store, ledger, given.key, year)
        values = read_values(store, ledger, given.values, _now(store, ledger, key))
        with store.writing(f"修改{ledger.TITLE}") as writer:
            if key is None:
                owner = owner_of(ledger)
                of = key_meant(store, owner, given.key, year) if owner else _area(store, given.key)
                key = writer.insert(ledger, {ledger.MATCHED_BY[0]: of, "year": year})
            writer.change(ledger, key, values, given.since or first_day(year), correct=given.correct)
        return _told_record(store, ledger, key, year)


def _now(store: Store, ledger: type[Ledger], key: str | None) -> Mapping[str, Any]:
    """What stands in the record, none where its row is still to be made."""
    table = table_of(ledger)
    with store.reading() as connection:
        found = connection.execute(table.select().where(table.c.uuid == key)).mappings().first()
    return dict(found) if found else {}


def _told_record(store: Store, ledger: type[Ledger], key: str, year: int) -> Told:
    with store.reading() as connection:
        record = fetch(connection, ledger, [key], year, store.names)[0]
    told = as_json(ledger, record, store)
    return Told(told, [*(f"{name}\t{value}" for name, value in told.items() if value is not None), *store.left])


def read_values(
    store: Store, ledger: type[Ledger], typed: Sequence[str], now: Mapping[str, Any] = MappingProxyType({})
) -> dict[str, Any]:
    """FIELD=VALUE by English name or Chinese label; an empty VALUE clears. Refused with what is wrong, and where.

    ``now``: what stands in the record, in whose township a village is looked for.
    """
    known = {word: each for each in fields_of(ledger) for word in (each.name, each.label)}
    values: dict[str, Any] = {}
    for one in sorted(typed, key=lambda one: bool(_within(known.get(one.partition("=")[0])))):
        word, equals, text = one.partition("=")
        each = known.get(word)
        if not equals or each is None:
            raise Refusal(f"没有“{word}”这个字段", ledger.TITLE, f"可用的有：{'、'.join(sorted(known))}")
        if is_derived(ledger, each.name):
            raise Refusal(f"“{each.label}”由程序算出，不能直接填写", ledger.TITLE)
        names = store.names
        if outer := _within(each):
            names = names.within({**now, **values}.get(outer) or "")
        try:
            values[each.name] = None if is_blank(text) else each.kind.parse(text, names)
        except Unreadable as reason:
            raise Refusal(str(reason), f"{ledger.TITLE}“{each.label}”", _choices(each)) from None
    return values


def _within(each: Field | None) -> str:
    return each.kind.within if each and isinstance(each.kind, Link) else ""


def _choices(each: Field) -> str:
    return "请写成可选项之一" if isinstance(each.kind, Choice) else ""


def owner_of(ledger: type[Ledger]) -> type[Ledger] | None:
    """The ledger whose record a row of a yearly ledger is about."""
    target = links_of(ledger)[ledger.MATCHED_BY[0]].target
    return ledger_meant(target) if target != "area" else None


def _area(store: Store, text: str) -> str:
    found = store.names.keys("area", text)
    if len(found) != 1:
        raise Refusal(f"没有找到“{text}”", "地区", "请写县或乡镇的名称或代码")
    return found[0]


def key_meant(store: Store, ledger: type[Ledger], text: str, year: int) -> str | None:
    """The record that UUID, 标识码 or a unique name means; None for a yearly row that is not there yet.

    Raises Refusal with the candidates where it means none or several.
    """
    table = table_of(ledger)
    with store.reading() as connection:
        if connection.scalar(select(table.c.uuid).where(table.c.uuid == text)) is not None:
            return text
        if ledger.YEARLY:
            owner = owner_of(ledger)
            of = key_meant(store, owner, text, year) if owner else _area(store, text)
            column = table.c[ledger.MATCHED_BY[0]]
            rows = list(connection.scalars(select(table.c.uuid).where(column == of, table.c.year == year).limit(2)))
            if len(rows) > 1:
                raise Refusal(f"“{text}”在{label(year)}有几条{ledger.TITLE}", "", "请用 list 找到它的 UUID 再修改")
            return rows[0] if rows else None
        if "name" not in table.c:
            raise Refusal(f"没有 UUID 是“{text}”的{ledger.TITLE}", "", "请用 list 找到它的 UUID")
        same = [table.c.name == text, *([table.c.code == text] if "code" in table.c else [])]
        found = list(connection.execute(select(table.c.uuid, table.c.name).where(or_(*same)).limit(20)))
        if len(found) == 1:
            return str(found[0].uuid)
        near = found or list(
            connection.execute(select(table.c.uuid, table.c.name).where(table.c.name.contains(text)).limit(8))
        )
    told = "、".join(f"{row.name}（{row.uuid}）" for row in near)
    what = f"“{text}”有 {len(found)} 条" if found else f"没有“{text}”"
    raise Refusal(what, ledger.TITLE, f"可能是：{told}" if told else "请用 list 查找")
