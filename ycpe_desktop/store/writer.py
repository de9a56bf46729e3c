"""Writing: one action is one transaction, one line of history and one undo step."""

import secrets
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import count as counting
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, func, insert, select, update

from ycpe_desktop.faults import Refusal
from ycpe_desktop.fields import Dated
from ycpe_desktop.ledgers import Ledger, dated_of, fact_of, field_of, is_derived
from ycpe_desktop.schoolyear import first_day, label
from ycpe_desktop.store.names import StoreNames, called
from ycpe_desktop.store.recorded import differing, dump
from ycpe_desktop.store.tables import LEDGER_TABLES, METADATA, OWNER_LEDGER, attachment, change, explanation, raw_value
from ycpe_desktop.store.totals import TOTALLED, counted_by_class

Values = Mapping[str, Any]
Progress = Callable[[str, int, int], object]
"""What is being done, how many of how many (0: unknown); may raise to stop, and nothing is changed then."""


_numbers = counting()


def new_uuid() -> str:
    """A UUID of version 7: those made later sort later, so that what is made together lies together in the indexes and
    equals in a list stand as they were made."""
    milliseconds, number = time.time_ns() // 1_000_000, next(_numbers) & 0xFFF
    return f"{milliseconds:012x}7{number:03x}{0b10 << 62 | secrets.randbits(62):016x}"


def references_to(table: str) -> list[tuple[Table, Any]]:
    """(table, column) of all the recorded tables that refer to rows of ``table``."""
    return [
        (other, key.parent)
        for name in OWNER_LEDGER
        for other in (METADATA.tables[name],)
        for key in other.foreign_keys
        if key.column.table.name == table
    ]


class Writer:
    """Collects the changes of one action. Every method checks first, then writes and records."""

    def __init__(self, connection: Connection, action_id: int, frozen: Sequence[int]) -> None:
        self.connection, self.action_id = connection, action_id
        self._frozen = frozen
        self.changes = 0
        self.touched: dict[str, set[str]] = {}
        """Ledger → records whose search row may have become old."""
        self.restated: dict[str, set[str]] = {}
        """Ledger → records that are new or gone, or of which a dated fact says something else: the yearly list."""
        self.classes_touched: set[tuple[str, int]] = set()
        self.told: dict[str, None] = {}
        """Sentences on what an edit left as it was elsewhere, and why; each once."""
        self.settles = True
        """A field that gets a value settles its 导入原值."""
        self._pending: list[dict[str, Any]] = []
        self._born: set[str] = set()
        self._stated: set[tuple[str, str]] = set()

    def row(self, table: Table, uuid: str) -> dict[str, Any] | None:
        found = self.connection.execute(select(table).where(table.c.uuid == uuid)).mappings().first()
        return dict(found) if found else None

    def insert(self, ledger: type[Ledger], values: Values, uuid: str | None = None) -> str:
        """A new record; dated fields are not among ``values``, see ``state``."""
        key = uuid or new_uuid()
        self.put(_table(ledger), {**values, "uuid": key})
        return key

    def update(self, ledger: type[Ledger], uuid: str, values: Values) -> None:
        """Plain fields only; what is already so is not written."""
        table = _table(ledger)
        before = self.row(table, uuid)
        if before is None:
            raise Refusal(f"这条{ledger.TITLE}已经不在了", "", "请刷新后再试")
        self._keep_totals(ledger, before, values)
        self.alter(table, uuid, before, values)

    def delete(self, ledger: type[Ledger], uuid: str) -> None:
        """The record with its periods, attachments and what was left of its import; refused while others use it."""
        told = []
        facts = {fact.table_name for fact in dated_of(ledger)}
        for table, column in references_to(ledger.__tablename__):
            if table.name in facts:
                continue
            count = self.connection.scalar(select(func.count()).select_from(table).where(column == uuid)) or 0
            if count:
                told.append(f"{LEDGER_TABLES[table.name].TITLE} {count} 条")
        if told:
            raise Refusal(
                f"还有{'、'.join(told)}用到它，不能删除", "", "请先删除或改正那些记录，或把状态改为停办、撤销"
            )
        for fact in dated_of(ledger):
            for key in list(self.connection.scalars(select(fact.table.c.uuid).where(fact.table.c.owner == uuid))):
                self.remove(fact.table, key)
        for side in (attachment, raw_value, explanation):
            for key in list(self.connection.scalars(select(side.c.uuid).where(side.c.owner == uuid))):
                self.remove(side, key)
        self.remove(_table(ledger), uuid)

    def change(self, ledger: type[Ledger], uuid: str, values: Values, since: date, *, correct: bool = False) -> None:
        """Set plain and dated fields alike; a dated one counts from ``since`` (变更), or is mended (更正)."""
        plain = {}
        for name, value in values.items():
            fact = fact_of(ledger, name)
            if is_derived(ledger, name):
                raise Refusal(f"“{field_of(ledger, name).label}”由程序算出，不能直接填写")
            if fact is None:
                plain[name] = value
            elif value is None:
                raise Refusal(f"“{fact.field.label}”不能清空", "", "请改成新的值，或在沿革里删除那一段")
            else:
                self.state(fact, uuid, value, since, correct=correct)
        if plain:
            self.update(ledger, uuid, plain)

    def state(
        self, fact: Dated[Any], owner: str, value: Any, since: date, *, correct: bool = False, basis: str | None = None
    ) -> None:
        """``value`` holds from ``since`` on: the period in force ends there and a new one begins (变更).

        ``correct`` edits the period in force instead (更正：一直如此). The same value again changes nothing.
        """
        periods = self._periods(fact, owner)
        now = next((each for each in periods if _covers(each, since)), None)
        if now is not None and now["value"] == value and (basis is None or basis == now["basis"]):
            return
        if now is not None and (correct or now["since"] == since):
            told = {"value": value} if basis is None else {"value": value, "basis": basis}
            self.alter(fact.table, now["uuid"], now, told)
            return
        until = (
            now["until"] if now is not None else min((e["since"] for e in periods if e["since"] > since), default=None)
        )
        if now is not None:
            self.alter(fact.table, now["uuid"], now, {"until": since})
        period = {"uuid": new_uuid(), "owner": owner, "since": since, "until": until, "value": value, "basis": basis}
        self.put(fact.table, period)
        if owner not in self._born:
            self.settle(owner, [fact.field.name])

    def _periods(self, fact: Dated[Any], owner: str) -> list[dict[str, Any]]:
        if owner in self._born and (fact.table_name, owner) not in self._stated:
            return []  # a record just made has none: an import need not ask the database for each
        found = self.connection.execute(select(fact.table).where(fact.table.c.owner == owner)).mappings()
        return [dict(row) for row in found]

    @contextmanager
    def part(self) -> Iterator[None]:
        """A part of the action that is done whole or not at all: a refusal may be caught outside, the rest goes on."""
        changes, length, done = self.changes, len(self._pending), False
        try:
            with self.connection.begin_nested():
                yield
            done = True
        finally:
            if not done:
                self.changes = changes
                del self._pending[length:]

    def done(self) -> list[dict[str, Any]]:
        """What has been done so far: table (``ledger``), uuid, operation, and the ``fields`` that changed."""
        return list(self._pending)

    def tell(self, sentence: str) -> None:
        self.told[sentence.rstrip("。")] = None

    def flush(self) -> None:
        """Write the history that has gathered; at the end of the action."""
        if self._pending:
            self.connection.execute(insert(change), self._pending)
            self._pending.clear()

    def put(self, table: Table, values: Values) -> None:
        """Insert any row of a recorded table."""
        self.put_all(table, [values])

    def put_all(self, table: Table, rows: Sequence[Values]) -> None:
        """Insert many rows of a recorded table at once."""
        if not rows:
            return
        for values in rows:
            self._guard(table, None, values)
        names = dict.fromkeys(name for values in rows for name in values)
        self.connection.execute(insert(table), [{**dict.fromkeys(names), **values} for values in rows])
        for values in rows:
            self._record(table, "insert", {}, {name: each for name, each in values.items() if each is not None}, values)

    def alter(self, table: Table, uuid: str, before: Values, values: Values) -> None:
        """Update any row of a recorded table; ``before`` is the row as it stands."""
        moved = {name: value for name, value in values.items() if before.get(name) != value}
        if not moved:
            return
        self._guard(table, before, {**before, **moved})
        self.connection.execute(update(table).where(table.c.uuid == uuid).values(**moved))
        self._record(table, "update", before, moved, {**before, "uuid": uuid})
        self._settle(table, uuid, moved)

    def remove(self, table: Table, uuid: str) -> None:
        """Delete any row of a recorded table; the history keeps it whole."""
        before = self.row(table, uuid)
        if before is not None:
            self.remove_all(table, [before])

    def remove_all(self, table: Table, rows: Sequence[Values]) -> None:
        """Delete these rows, as they stand, of a recorded table."""
        if not rows:
            return
        for before in rows:
            self._guard(table, before, None)
        self.connection.execute(
            delete(table).where(table.c.uuid == bindparam("gone")), [{"gone": row["uuid"]} for row in rows]
        )
        for before in rows:
            self._record(table, "delete", before, dict.fromkeys(before), before)

    def _record(self, table: Table, operation: str, before: Values, after: Values, row: Values) -> None:
        owner = row.get("owner") or row["uuid"]
        self._pending.append({
            "action": self.action_id,
            "ledger": table.name,
            "uuid": row["uuid"],
            "owner": owner,
            "operation": operation,
            "fields": differing(before, after),
        })
        self.changes += 1
        if operation == "insert":
            self._born.add(row["uuid"])
            self._stated.add((table.name, owner))
        ledger = OWNER_LEDGER.get(table.name) or row.get("ledger")
        if ledger:
            self.touched.setdefault(ledger, set()).add(owner)
            if operation != "update" or table.name != ledger:
                self.restated.setdefault(ledger, set()).add(owner)
        if table.name == "class_room":
            was, will_be = {**row, **before}, {**row, **after}
            for room in (was, will_be) if operation == "update" else (row,):
                self.classes_touched.add((str(room["kindergarten"]), int(room["year"])))

    def _settle(self, table: Table, uuid: str, moved: Values) -> None:
        """What an import could not read is settled as soon as the field gets a value."""
        names = [name for name, value in moved.items() if value is not None] if self.settles else []
        ledger = table.name if table.name in LEDGER_TABLES else OWNER_LEDGER.get(table.name)
        if ledger is None or not names:
            return
        if table.name != ledger:  # a dated fact
            uuid = str(self.connection.scalar(select(table.c.owner).where(table.c.uuid == uuid)))
            names = [table.name.removeprefix(f"{ledger}_")]
        self.settle(uuid, names)

    def settle(self, owner: str, names: Iterable[str]) -> None:
        """Forget the 导入原值 of these fields of a record: they have proper values now."""
        wanted = select(raw_value.c.uuid).where(raw_value.c.owner == owner, raw_value.c.field.in_(list(names)))
        for key in list(self.connection.scalars(wanted)):
            self.remove(raw_value, key)

    def _keep_totals(self, ledger: type[Ledger], before: Values, values: Values) -> None:
        if ledger.__tablename__ != "year_report" or not any(name in TOTALLED for name in values):
            return
        if counted_by_class(self.connection, before["kindergarten"], before["year"]) is None:
            return
        moved = [field_of(ledger, name).label for name in values if name in TOTALLED and before[name] != values[name]]
        if moved:
            raise Refusal(f"“{'”“'.join(moved)}”由班级汇总而来", ledger.TITLE, "请到“班级”里修改这所园的班级")

    def _guard(self, table: Table, before: Values | None, after: Values | None) -> None:
        """Refuse what would move the figures of an approved year."""
        year = self.frozen_by(table, before, after)
        if year is not None:
            where = called(table, {**(before or {}), **(after or {})}, StoreNames(self.connection.engine))
            raise Refusal(f"{label(year)}已审核通过，数据不能再改", where, "请先在“上报”页取消审核")

    def frozen_by(self, table: Table, before: Values | None, after: Values | None) -> int | None:
        """The approved year whose figures would move if the row ``before`` became ``after``; None: it is free.

        Figures are yearly rows of the year, and dated facts in force on its first day.
        """
        for year in self._frozen:
            if table.name in LEDGER_TABLES:
                touches = LEDGER_TABLES[table.name].YEARLY and year in {
                    (row or {}).get("year") for row in (before, after)
                }
            elif table.name in OWNER_LEDGER:
                touches = _holding(before, first_day(year)) != _holding(after, first_day(year))
            else:
                touches = False
            if touches:
                return year
        return None


def _holding(period: Values | None, day: date) -> Any:
    """What a period of a dated fact says of the day; None where it does not cover it."""
    return dump(period["value"]) if period is not None and _covers(period, day) else None


def _covers(period: Values, day: date) -> bool:
    return bool(period["since"] <= day and (period["until"] is None or period["until"] > day))


def _table(ledger: type[Ledger]) -> Table:
    return METADATA.tables[ledger.__tablename__]
