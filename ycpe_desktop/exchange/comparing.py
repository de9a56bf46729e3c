"""A row that has been read and matched, compared with what stands: what it changes, and what it leaves over."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Connection

from ycpe_desktop.exchange import standing
from ycpe_desktop.exchange.mapping import key_of, meant_by
from ycpe_desktop.exchange.plan import Change, LeftOver, Part, PlannedRow
from ycpe_desktop.exchange.plan_names import PlanNames
from ycpe_desktop.exchange.row_reading import RowRead, Unread, of_ledger
from ycpe_desktop.exchange.sheets import address
from ycpe_desktop.fields import Dated, Field
from ycpe_desktop.ledgers import Ledger, YearReport, dated_of, field_of
from ycpe_desktop.ledgers.year_report import CHILDREN, CLASSES
from ycpe_desktop.schoolyear import first_day, label
from ycpe_desktop.store.totals import TOTALLED
from ycpe_desktop.vocabulary import read_nature

_REPORTED = {"children_reported": CHILDREN, "classes_reported": CLASSES}
_PRIVATE = ("inclusive", "nonprofit", "forprofit")


@dataclass
class Snapshot:
    """The records that the rows are, as they stand before the import."""

    rows: dict[str, dict[str, standing.Row]] = field(default_factory=dict)
    """Ledger → uuid → row."""
    periods: dict[str, dict[str, list[standing.Row]]] = field(default_factory=dict)
    """Fact's table → owner → periods."""
    raws: dict[str, list[standing.Row]] = field(default_factory=dict)
    settled: set[tuple[str, str, str]] = field(default_factory=set)
    classes: set[tuple[str, int]] = field(default_factory=set)

    def load(self, connection: Connection, ledger: type[Ledger], keys: Sequence[str]) -> None:
        known = self.rows.setdefault(ledger.__tablename__, {})
        known.update(standing.records(connection, ledger, keys))
        for fact in dated_of(ledger):
            self.periods.setdefault(fact.table_name, {}).update(standing.periods(connection, fact, keys))
        self.raws.update(standing.raws(connection, keys))
        self.settled |= standing.settled_before(connection, keys)

    def row(self, ledger: type[Ledger], uuid: str) -> standing.Row | None:
        return self.rows.get(ledger.__tablename__, {}).get(uuid)


@dataclass
class Comparer:
    """Fills planned rows. ``since``: from when dated values count; ``source`` names the file in 导入原值."""

    snapshot: Snapshot
    names: PlanNames
    since: date
    correct: bool
    frozen: Sequence[int]
    source: str

    def part(
        self,
        row: PlannedRow,
        read: RowRead,
        ledger: type[Ledger],
        uuid: str,
        own: dict[str, Any],
        proposed: dict[str, Any],
    ) -> Part:
        """What the row does to the record ``uuid``; ``own`` are the values that tie it to others."""
        before = self.snapshot.row(ledger, uuid)
        part = Part(ledger, uuid, before)
        values = {**of_ledger(read.values, ledger), **own}
        facts = facts_of(ledger)
        unread = {each.key for each in read.unread}
        for name, value in values.items():
            if name in facts:
                self._fact(row, part, facts[name].table.name, facts[name].field, value, proposed=False)
            else:
                self._value(row, read, part, name, value, own)
        for name, value in proposed.items():
            if name in values or key_of(ledger, name) in unread:
                continue
            if name in facts:
                self._fact(row, part, facts[name].table.name, facts[name].field, value, proposed=True)
            elif before is None or before.get(name) is None:
                part.values[name] = value
                self._say(row, part, field_of(ledger, name), None, value, proposed=True)
        self._guard(row, part)
        row.parts.append(part)
        return part

    def _value(self, row: PlannedRow, read: RowRead, part: Part, name: str, value: Any, own: dict[str, Any]) -> None:
        before = part.before or {}
        if name not in own:
            self._settle(part, name)
        if before.get(name) == value:
            return
        told = field_of(part.ledger, name)
        if part.ledger is YearReport and name in TOTALLED and self._counted(part, own):
            shown = told.kind.show(value, self.names)
            row.fault(
                read.columns.get(key_of(part.ledger, name)),
                "这所园的班数和幼儿数由“班级”汇总，没有改动",
                "请到“班级”里修改这所园的班级。",
                label=told.label,
                value=shown,
                must_fix=False,
            )
            return
        if part.ledger is YearReport and name in _REPORTED and self._is_the_sum(row, read, part, name, value):
            return
        part.values[name] = value
        if name not in own:
            self._say(row, part, told, before.get(name), value)

    def _is_the_sum(self, row: PlannedRow, read: RowRead, part: Part, name: str, value: int) -> bool:
        """A total that stands already as the sum of its bands says nothing new; one that differs is told."""
        known = {**(part.before or {}), **of_ledger(read.values, YearReport)}
        bands = [known[each] for each in _REPORTED[name] if known.get(each) is not None]
        if bands and sum(bands) != value:
            told = field_of(YearReport, name)
            row.fault(
                read.columns.get(key_of(YearReport, name)),
                f"分班型合计是 {sum(bands)}，与这里的 {value} 不一致",
                "以分班型的数为准，请核对。",
                label=told.label,
                value=str(value),
                must_fix=False,
            )
        return bool(bands) and sum(bands) == value and part.before is not None and part.before.get(name) is None

    def _counted(self, part: Part, own: dict[str, Any]) -> bool:
        known = part.before or own
        return (known.get("kindergarten"), known.get("year")) in self.snapshot.classes

    def _settle(self, part: Part, name: str) -> None:
        """What an earlier import could not read of the field is done with."""
        if any(each["field"] == name for each in self.snapshot.raws.get(part.uuid, ())):
            part.settled.append(name)

    def _fact(self, row: PlannedRow, part: Part, table: str, told: Field, value: Any, *, proposed: bool) -> None:
        known = self.snapshot.periods.get(table, {}).get(part.uuid, [])
        if proposed and known:
            return
        now = in_force(known, self.since)
        if now is not None and now["value"] == value:
            self._settle(part, told.name)
            return
        frozen = self._moves_frozen(known, now, value)
        if frozen is not None:
            row.refuse(
                None, f"{label(frozen)}已审核通过，“{told.label}”不能再改", "请先在“上报”页取消审核。", label=told.label
            )
            return
        self._settle(part, told.name)
        part.facts[told.name] = value
        self._say(row, part, told, now["value"] if now else None, value, proposed=proposed)

    def _moves_frozen(self, known: list[standing.Row], now: standing.Row | None, value: Any) -> int | None:
        begins = now["since"] if now is not None and self.correct else self.since
        ends = (
            now["until"]
            if now is not None
            else next((each["since"] for each in known if each["since"] > self.since), None)
        )
        return next(
            (year for year in self.frozen if begins <= first_day(year) and (ends is None or first_day(year) < ends)),
            None,
        )

    def _guard(self, row: PlannedRow, part: Part) -> None:
        """A yearly row of an approved year stays as it is."""
        if not part.ledger.YEARLY or row.state == "refused" or not (part.values or part.before is None):
            return
        year = (part.before or part.values).get("year")
        if year is not None and year in self.frozen:
            row.refuse(None, f"{label(int(year))}已审核通过，{part.ledger.TITLE}不能再改", "请先在“上报”页取消审核。")

    def _say(self, row: PlannedRow, part: Part, told: Field, old: Any, new: Any, *, proposed: bool = False) -> None:
        shown = ["" if value is None else told.kind.show(value, self.names) for value in (old, new)]
        row.changes.append(Change(part.ledger.__tablename__, told.name, told.label, shown[0], shown[1], proposed))

    def leave_over(self, row: PlannedRow, read: RowRead, part_of: Callable[[type[Ledger]], Part | None]) -> None:
        """Keep every cell that no field has taken; ``part_of`` gives the record of a ledger that it belongs to."""
        for unread in read.unread:
            meant = meant_by(unread.key)
            part = part_of(meant[0]) if meant else None
            if meant and part is not None:
                self._unread(row, part, unread, field_of(*meant))
        main = row.parts[0]
        for column, title, text in read.spare:
            self._keep(row, main, None, title, text, "没有对应的栏目", column)

    def _unread(self, row: PlannedRow, part: Part, unread: Unread, told: Field) -> None:
        has = self._standing_value(part, told.name)
        if has is not None and (unread.inferred or _agrees(told.name, has, unread.text)):
            return
        if (part.uuid, told.name, unread.text) in self.snapshot.settled:
            return
        if unread.inferred and (told.name in part.values or told.name in part.facts):
            return
        row.fault(
            unread.column,
            f"{unread.why.rstrip('。')}；原文已留在“导入原值”",
            f"请在这所园的“{told.label}”里填上正确的值。"
            if part.ledger.__tablename__ == "kindergarten"
            else f"请在{part.ledger.TITLE}的“{told.label}”里填上正确的值。",
            label=told.label,
            value=unread.text,
        )
        self._keep(row, part, told.name, unread.title, unread.text, unread.why, unread.column)

    def _standing_value(self, part: Part, name: str) -> Any:
        fact = facts_of(part.ledger).get(name)
        if fact is None:
            return (part.before or {}).get(name)
        now = in_force(self.snapshot.periods.get(fact.table_name, {}).get(part.uuid, []), self.since)
        return now["value"] if now else None

    def _keep(
        self, row: PlannedRow, part: Part, name: str | None, title: str, text: str, reason: str, column: int
    ) -> None:
        title = title[:200]
        known = next(
            (
                each
                for each in self.snapshot.raws.get(part.uuid, ())
                if each["field"] == name and (name is not None or each["title"] == title)
            ),
            None,
        )
        if known is not None and known["value"] == text:
            return
        source = f"{self.source} {row.sheet}!{address(row.index, column)}"[:200]
        row.left_over.append(
            LeftOver(
                part.ledger.__tablename__,
                part.uuid,
                name,
                title,
                text,
                reason[:200],
                source,
                known["uuid"] if known else "",
                known,
            )
        )
        row.changes.append(
            Change("raw_value", name or "", f"{title}（导入原值）", known["value"] if known else "", text)
        )


@cache
def facts_of(ledger: type[Ledger]) -> dict[str, Dated[Any]]:
    return {fact.field.name: fact for fact in dated_of(ledger)}


def in_force(known: Sequence[standing.Row], day: date) -> standing.Row | None:
    return next(
        (each for each in known if each["since"] <= day and (each["until"] is None or each["until"] > day)), None
    )


def _agrees(name: str, has: Any, text: str) -> bool:
    """民办 in a list says nothing against a nature that has been settled as one of the three of them."""
    return name == "nature" and has in _PRIVATE and read_nature(text).sponsor == "999" and "普惠" not in text
