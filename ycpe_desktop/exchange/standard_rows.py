"""The records of the standard workbook in their fixed order: the same data gives the same rows."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, select

from ycpe_desktop.exchange.standard_layout import CHECKS_TITLE, Plan
from ycpe_desktop.fields import Choice, Kind, Link, Text
from ycpe_desktop.ledgers import AreaYear, Kindergarten, Ledger, Supervisor, dated_of, field_of, fields_of
from ycpe_desktop.name_order import order_key
from ycpe_desktop.policy.findings import Finding, grouped
from ycpe_desktop.schoolyear import first_day
from ycpe_desktop.store import Store, fetch
from ycpe_desktop.store.in_year import as_of
from ycpe_desktop.store.spoken import by_name
from ycpe_desktop.store.tables import LEDGER_TABLES, METADATA, raw_value

Values = Mapping[str, Any]
"""Column name → stored value."""
PART = 500


class Rows:
    """The rows of one school year; the order of the kindergartens rules every sheet that refers to them."""

    def __init__(self, store: Store, connection: Connection, year: int, findings: Sequence[Finding]) -> None:
        self.store, self.connection, self.year, self.findings = store, connection, year, findings
        garden, who = METADATA.tables[Kindergarten.__tablename__], METADATA.tables[Supervisor.__tablename__]
        it = garden.c
        order = (it.township.is_(None), it.township, by_name(garden), it.name, it.code, it.uuid)
        self._rank = {key: place for place, key in enumerate(connection.scalars(select(it.uuid).order_by(*order)))}
        named = connection.scalars(select(who.c.uuid).order_by(by_name(who), who.c.name, who.c.uuid))
        self._person = {key: place for place, key in enumerate(named)}

    def of(self, plan: Plan) -> Iterator[Values]:
        if plan.ledger is None:
            return self._checks() if plan.title == CHECKS_TITLE else self._raw()
        return self._records(plan.ledger) if plan.fact is None else self._periods(plan)

    def order(self, ledger: type[Ledger]) -> list[str]:
        """The keys of the ledger's records of the year, in their order."""
        table = METADATA.tables[ledger.__tablename__]
        if ledger is Kindergarten:
            return list(self._rank)
        if ledger is Supervisor:
            return list(self._person)
        names = [name for name in dict.fromkeys((*ledger.ORDERED_BY, *ledger.MATCHED_BY)) if name in table.c]
        kinds = [field_of(ledger, name).kind for name in names]
        wanted = select(table.c.uuid, *(table.c[name] for name in names))
        found = self.connection.execute(wanted.where(table.c.year == self.year) if ledger.YEARLY else wanted).all()
        for place, kind in enumerate(kinds, 1):
            if isinstance(kind, Link):
                self.store.names.load(kind.target, {row[place] for row in found})
        return [row[0] for row in sorted(found, key=lambda row: (*map(self._key, kinds, row[1:]), row[0]))]

    def _key(self, kind: Kind[Any], value: Any) -> tuple[int, Any]:
        """Numbers and choices in their own order, texts, records and places by how they are read; blank ones first."""
        if value is None:
            return -1, ""
        if isinstance(kind, Choice):
            return next((place for place, (code, _) in enumerate(kind.options) if code == value), len(kind.options)), ""
        if isinstance(kind, Text):
            return 0, (order_key(value), value)
        if not isinstance(kind, Link):
            return 0, value if kind.numeric else str(value)
        ranks = {Kindergarten.__tablename__: self._rank, Supervisor.__tablename__: self._person}.get(kind.target)
        if ranks is not None:
            return ranks.get(value, -1), ""
        name = self.store.names.name(kind.target, value)
        return 0, (order_key(name), name)

    def _records(self, ledger: type[Ledger]) -> Iterator[Values]:
        facts = {
            fact.field.name: dict(self.connection.execute(as_of(fact, first_day(self.year))).tuples().all())
            for fact in dated_of(ledger)
        }
        keys = self.order(ledger)
        for start in range(0, len(keys), PART):
            for record in fetch(self.connection, ledger, keys[start : start + PART], self.year, self.store.names):
                yield {**record, **{name: known.get(record["uuid"]) for name, known in facts.items()}}

    def _periods(self, plan: Plan) -> Iterator[Values]:
        assert plan.fact is not None
        assert plan.ledger is not None
        found = self.connection.execute(select(plan.fact.table)).mappings().all()
        self.store.names.load(plan.ledger.__tablename__, {row["owner"] for row in found})
        for row in sorted(found, key=lambda row: (self._rank.get(row["owner"], -1), row["since"], row["uuid"])):
            yield dict(row)

    def _raw(self) -> Iterator[Values]:
        found = self.connection.execute(select(raw_value)).mappings().all()
        for row in sorted(found, key=lambda row: (row["ledger"], self._rank.get(row["owner"], -1), row["uuid"])):
            ledger = LEDGER_TABLES[row["ledger"]]
            names = {each.name: each.label for each in fields_of(ledger)}
            yield {
                **row,
                "ledger": ledger.TITLE,
                "name": called(self.store, self.connection, ledger, row["owner"]),
                "field": names.get(row["field"] or "", row["field"]),
            }

    def _checks(self) -> Iterator[Values]:
        cut = {group.rule: f"（{group.cut}）" for group in grouped(self.findings, {}) if group.cut}
        for finding in self.findings:
            ledger = LEDGER_TABLES[finding.ledger]
            yield {
                "uuid": finding.uuid,
                "tier": finding.tier_shown,
                "ledger": ledger.TITLE,
                "name": finding.name,
                "field": field_of(ledger, finding.field).label if finding.field else None,
                "sentence": finding.sentence + (cut[finding.rule] if finding.more else ""),
                "clause": finding.clause,
                "explanation": finding.explanation or None,
                "rule": finding.rule,
            }


def called(store: Store, connection: Connection, ledger: type[Ledger], uuid: str) -> str:
    """A record's name as people say it: "甲幼儿园", "古魏镇 2026"."""
    if "name" in ledger.NAMED_BY and len(ledger.NAMED_BY) == 1:
        return store.names.name(ledger.__tablename__, uuid)
    table = METADATA.tables[ledger.__tablename__]
    row = connection.execute(select(table).where(table.c.uuid == uuid)).mappings().first()
    if row is None:
        return uuid
    shown = [field_of(ledger, name).kind.show(row[name], store.names) for name in ledger.NAMED_BY if row[name]]
    return " ".join(shown) if ledger is not AreaYear else shown[0]
