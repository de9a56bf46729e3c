"""Making the plan of an import: every row of every sheet read, matched and compared; nothing is written."""

from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, UniqueConstraint

from ycpe_desktop.exchange import kindergarten_words, place_words, standing
from ycpe_desktop.exchange.comparing import Comparer, Snapshot, facts_of
from ycpe_desktop.exchange.mapping import key_of
from ycpe_desktop.exchange.matching import Register, Sought, digest, folded, match
from ycpe_desktop.exchange.plan import Part, Plan, PlannedRow, Similar
from ycpe_desktop.exchange.plan_names import PlanNames
from ycpe_desktop.exchange.planning_own import plan_explanations, plan_periods, plan_raws
from ycpe_desktop.exchange.proposal import DIFFERENT, Proposal, SheetChoice
from ycpe_desktop.exchange.row_reading import RowRead, RowReader, of_ledger
from ycpe_desktop.ledgers import (
    LEDGERS,
    Assignment,
    Kindergarten,
    Ledger,
    Supervisor,
    YearReport,
    field_of,
    plain_fields_of,
)
from ycpe_desktop.store import Store
from ycpe_desktop.store.tables import METADATA
from ycpe_desktop.store.writer import new_uuid

TOLD_EVERY = 100  # rows
Read = tuple[PlannedRow, RowRead, SheetChoice]


Progress = Callable[[str, int, int], object]
"""(what is being done, how many are done, of how many); whatever it raises ends the work and changes nothing."""


def make_plan(store: Store, proposal: Proposal, progress: Progress = lambda *_: None) -> Plan:
    """What the import would do, with the choices of the proposal. Takes about a millisecond a row."""
    with store.reading() as connection:
        planner = Planner(store, connection, proposal, progress)
        rows = planner.rows()
        ignored = [
            (each.sheet.name, index + 1, why)
            for each in proposal.used
            if each.table
            for index, why in each.table.ignored
        ]
        unread = [(each.sheet.name, each.reason or "没有选用") for each in proposal.sheets if not each.use]
        return Plan(proposal, rows, ignored, unread, sorted(planner.years), standing.newest_action(connection))


class Planner:
    """Walks the sheets so that a record is planned before those that refer to it."""

    def __init__(self, store: Store, connection: Connection, proposal: Proposal, progress: Progress) -> None:
        self._connection, self._proposal, self._progress = connection, proposal, progress
        self._names = PlanNames(connection, store.names, store.county.code)
        self._snapshot = Snapshot(classes=standing.with_classes(connection))
        self._comparer = Comparer(
            self._snapshot,
            self._names,
            proposal.counts_from,
            proposal.correct,
            store.frozen_years(),
            proposal.book.name,
        )
        self._facts_told = _facts_told(proposal.used)
        self.years: set[int] = {proposal.year}

    def rows(self) -> list[PlannedRow]:
        lists: dict[type[Ledger], list[SheetChoice]] = defaultdict(list)
        for choice in self._proposal.used:
            if choice.part in ("list", "ledger"):
                lists[choice.family[0]].append(choice)
        done: list[PlannedRow] = []
        for ledger in sorted(lists, key=LEDGERS.index):
            done += self._list(ledger, lists[ledger])
        for choice in self._proposal.used:
            if choice.part == "fact":
                done += plan_periods(self._connection, choice, self._names, self._comparer)
            elif choice.part == "raw":
                done += plan_raws(self._connection, choice, self._names)
            elif choice.part == "checks":
                done += plan_explanations(self._connection, choice, self._names, self._proposal.year)
        return done

    def _list(self, ledger: type[Ledger], choices: Sequence[SheetChoice]) -> list[PlannedRow]:
        rows = [each for choice in choices for each in self._read(ledger, choice)]
        self._refuse_nameless(ledger, rows)
        open_rows = [each for each in rows if each[0].state != "refused"]
        if ledger is Kindergarten:
            self._match_kindergartens(open_rows)
        else:
            self._match_by_key(ledger, open_rows)
        able = [each for each in open_rows if each[0].state not in ("refused", "doubtful")]
        self._load(ledger, able)
        for done, (row, read, choice) in enumerate(able):
            if done % TOLD_EVERY == 0:
                self._progress(f"正在核对{ledger.TITLE}", done, len(able))
            self._compare(row, read, choice)
            if row.state == "refused" and self._snapshot.row(ledger, row.uuid) is None:
                self._names.drop(ledger.__tablename__, row.uuid)
        return [row for row, _, _ in rows]

    def _read(self, ledger: type[Ledger], choice: SheetChoice) -> list[Read]:
        assert choice.table is not None
        infer = choice.part == "list"
        special, handled = None, frozenset[str]()
        if ledger is Kindergarten:
            special, handled = kindergarten_words.reader(self._names, infer=infer), kindergarten_words.HANDLED
        elif ledger is Supervisor:
            special, handled = place_words.supervisor_reader(self._names, infer=infer), place_words.HANDLED
        reader = RowReader(choice, self._names, handled, special)
        found = []
        for body in choice.table.body:
            read = reader.read(body)
            self._complete(ledger, read)
            found.append((PlannedRow(choice.sheet.name, body.index, ledger, self._called(ledger, read)), read, choice))
        return found

    def _complete(self, ledger: type[Ledger], read: RowRead) -> None:
        """The year of a row that does not tell it, and the day from which a kindergarten is answered for."""
        if ledger.YEARLY and key_of(ledger, "year") not in read.columns:
            read.values[key_of(ledger, "year")] = self._proposal.year
        if "calendar_year" in ledger.__table__.c and key_of(ledger, "calendar_year") not in read.columns:
            read.values[key_of(ledger, "calendar_year")] = self._proposal.year  # the year that the title names
        if ledger is Assignment and key_of(ledger, "since") not in read.columns:
            read.values[key_of(ledger, "since")] = self._proposal.counts_from

    def _called(self, ledger: type[Ledger], read: RowRead) -> str:
        told = []
        for name in ledger.NAMED_BY:
            value = read.values.get(key_of(ledger, name))
            if value is not None:
                told.append(field_of(ledger, name).kind.show(value, self._names))
            elif text := read.text(key_of(ledger, name)):
                told.append(text)
        return " ".join(told)

    def _refuse_nameless(self, ledger: type[Ledger], rows: Iterable[Read]) -> None:
        """What names a record must be there and readable; everything else may be missing."""
        needed = {key_of(ledger, each.name): each.label for each in plain_fields_of(ledger) if each.needed}
        for row, read, choice in rows:
            years = {key_of(each, "year"): "学年" for each in choice.family if each.YEARLY}
            wrong = next((each for each in read.unread if each.key in needed or each.key in years), None)
            missing = next((key for key in needed if key not in read.values), None)
            if wrong is not None:
                label = needed.get(wrong.key, "学年")
                remedy = f"请填写正确的“{label}”后再导入这一行。"
                row.refuse(wrong.column, wrong.why, remedy, label=label, value=wrong.text)
            elif missing is not None:
                column = next((index for index, key in choice.columns.items() if key == missing), None)
                what = f"没有填写“{needed[missing]}”，不知道是哪一条"
                row.refuse(column, what, f"请填写“{needed[missing]}”后再导入这一行。", label=needed[missing])

    def _match_kindergartens(self, rows: Sequence[Read]) -> None:
        sought = [self._sought(row, read) for row, read, _ in rows]
        register = Register(standing.kindergartens(self._connection))
        kept = standing.decisions(self._connection, (each.digest for each in sought))
        remembered = {key: same_as or DIFFERENT for key, same_as in kept.items()}
        match(sought, register, remembered, self._proposal.accept)
        for (row, read, _), each in zip(rows, sought, strict=True):
            row.digest, row.decision = each.digest, each.decision
            column = read.columns.get(key_of(Kindergarten, "name"))
            if each.outcome == "refused":
                row.refuse(
                    column,
                    each.why,
                    "请核对这两行，删去多余的一行，或补上能区分的标识码、乡镇、地址。"
                    if each.decision != "later"
                    else "",
                    label="园所名称",
                    value=each.name,
                )
            elif each.outcome == "doubtful":
                row.state = "doubtful"
                row.similar = [
                    Similar(known.uuid, known.name, self._place_of(known.township, known.address), score)
                    for known, score in each.similar
                ]
                row.fault(column, each.why, "请选定是不是同一所园。", label="园所名称", value=each.name)
            else:
                row.uuid = each.found or (each.uuid if _is_uuid(each.uuid) else new_uuid())
                if each.uuid and each.uuid != row.uuid:
                    self._names.rename(each.uuid, row.uuid)
                self._names.add("kindergarten", row.uuid, each.name, (each.code,))

    def _place_of(self, township: str | None, address: str | None) -> str:
        return " ".join(part for part in (self._names.name("township", township) if township else "", address) if part)

    def _sought(self, row: PlannedRow, read: RowRead) -> Sought:
        values = {**of_ledger(read.proposed, Kindergarten), **of_ledger(read.values, Kindergarten)}
        name, township = values["name"], values.get("township")
        place = "" if township else read.text("kindergarten.township")
        kind = values.get("kind") or kindergarten_words.kind_by_name(name)
        key = digest(name, township or place, values.get("address") or "", values.get("code") or "")
        return Sought(
            where=f"“{row.sheet}”第 {row.number} 行",
            name=name,
            uuid=read.uuid,
            code=values.get("code"),
            kind=kind,
            township=township,
            guessed=bool(township) and key_of(Kindergarten, "township") not in read.values,
            place=place,
            address=values.get("address"),
            digest=key,
            decision=self._proposal.decisions.get((row.sheet, row.index), ""),
        )

    def _match_by_key(self, ledger: type[Ledger], rows: Sequence[Read]) -> None:
        """Other ledgers: by UUID, else by the fields that tell their records apart."""
        known = standing.keyed(self._connection, ledger, ledger.MATCHED_BY)
        uuids = {uuid for keys in known.values() for uuid in keys}
        counted = Counter(read.uuid for _, read, _ in rows if read.uuid)
        taken: dict[str, PlannedRow] = {}
        seen: dict[tuple[Any, ...], PlannedRow] = {}
        for row, read, _ in rows:
            key = tuple(read.values.get(key_of(ledger, name)) for name in ledger.MATCHED_BY)
            found = read.uuid if read.uuid in uuids else _by_key(known, key, taken)
            twin = None if read.uuid and not _is_unique(ledger) else seen.get(key)
            if counted[read.uuid] > 1:
                row.refuse(None, f"UUID {read.uuid} 在本文件里出现了 {counted[read.uuid]} 次", "请删去多余的行。")
            elif twin is not None or found in taken:
                other = twin or taken[found]
                row.refuse(None, f"与“{other.sheet}”第 {other.number} 行是同一条，重复了", "请删去多余的一行。")
            else:
                row.uuid = found or (read.uuid if _is_uuid(read.uuid) else new_uuid())
                taken[row.uuid] = seen[key] = row
                if read.uuid:
                    self._names.rename(read.uuid, row.uuid)
                self._names.add(ledger.__tablename__, row.uuid, row.name)

    def _load(self, ledger: type[Ledger], rows: Sequence[Read]) -> None:
        """What stands of all the matched records, and of their yearly rows."""
        self._snapshot.load(self._connection, ledger, [row.uuid for row, _, _ in rows])
        others = {other for _, _, choice in rows for other in choice.family[1:]}
        self._yearly: dict[type[Ledger], dict[tuple[Any, ...], list[str]]] = {}
        for other in others:
            self._yearly[other] = standing.keyed(self._connection, other, ("kindergarten", "year"))
            years = {self._year(read) for _, read, _ in rows}
            mine = {row.uuid for row, _, _ in rows}
            wanted = [
                uuid
                for (owner, year), keys in self._yearly[other].items()
                for uuid in keys
                if owner in mine and year in years
            ]
            self._snapshot.load(self._connection, other, wanted)

    def _year(self, read: RowRead) -> int:
        return int(read.values.get(key_of(YearReport, "year"), self._proposal.year))

    def _compare(self, row: PlannedRow, read: RowRead, choice: SheetChoice) -> None:
        ledger = choice.family[0]
        is_new = self._snapshot.row(ledger, row.uuid) is None
        self._drop_told_facts(read, ledger, row.uuid)
        proposed = of_ledger(read.proposed, ledger)
        if is_new and not read.uuid:
            proposed = {**_defaults(ledger, read), **proposed}
        parts = {ledger: self._comparer.part(row, read, ledger, row.uuid, {}, proposed)}
        for other in choice.family[1:]:
            if part := self._yearly_part(row, read, other):
                parts[other] = part
        if row.state == "refused":
            return
        self._comparer.leave_over(row, read, parts.get)
        self.years |= {year for part in row.parts if (year := (part.before or part.values).get("year"))}
        settled = any(part.settled for part in row.parts)
        row.state = "new" if is_new else "changed" if row.changes or settled or _brings(row) else "same"

    def _yearly_part(self, row: PlannedRow, read: RowRead, other: type[Ledger]) -> Part | None:
        """The figures of the year in the same row; none where the row has none."""
        key_only = {key_of(other, "year")}
        start = f"{other.__tablename__}."
        told = {key for key in read.values if key.startswith(start)} - key_only
        if row.state == "refused" or not (told or any(each.key.startswith(start) for each in read.unread)):
            return None
        own = {"kindergarten": row.uuid, "year": self._year(read)}
        found = self._yearly[other].get((row.uuid, own["year"]), [])
        return self._comparer.part(row, read, other, found[0] if found else new_uuid(), own, {})

    def _drop_told_facts(self, read: RowRead, ledger: type[Ledger], uuid: str) -> None:
        """In a workbook of our own the sheet of a dated fact says it whole; the column is a copy."""
        for name in facts_of(ledger):
            if {read.uuid, uuid} & self._facts_told.get(name, set()):
                read.values.pop(key_of(ledger, name), None)


def _by_key(known: dict[tuple[Any, ...], list[str]], key: tuple[Any, ...], taken: Container[str]) -> str:
    """The free record of that key; parts that the row leaves blank do not count, as long as one record remains."""
    found = [uuid for uuid in known.get(key, []) if uuid not in taken]
    if not found and None in key:
        agree = (all(mine in (None, its) for mine, its in zip(key, other, strict=True)) for other in known)
        found = [
            uuid for keys, fits in zip(known.values(), agree, strict=True) if fits for uuid in keys if uuid not in taken
        ]
        return found[0] if len(found) == 1 else ""
    return found[0] if found else ""


def _is_unique(ledger: type[Ledger]) -> bool:
    """The database keeps but one record of a key."""
    limits = (each for each in METADATA.tables[ledger.__tablename__].constraints if isinstance(each, UniqueConstraint))
    return any({column.name for column in each.columns} == set(ledger.MATCHED_BY) for each in limits)


def _brings(row: PlannedRow) -> bool:
    return any(part.before is None or part.values for part in row.parts)


def _is_uuid(text: str) -> bool:
    return len(text) == 32 and all(sign in "0123456789abcdef" for sign in text)


def _facts_told(choices: Sequence[SheetChoice]) -> dict[str, set[str]]:
    """Fact → the records whose periods a sheet of its own tells."""
    found: dict[str, set[str]] = {}
    for choice in choices:
        column = next((index for index, key in choice.columns.items() if key == "owner#"), None)
        if choice.part == "fact" and choice.table and column is not None:
            found[choice.fact] = {folded(str(row.values[column] or "")) for row in choice.table.body} - {""}
    return found


def _defaults(ledger: type[Ledger], read: RowRead) -> dict[str, Any]:
    """What a new record starts with where the list does not say it."""
    found = {each.name: each.default for each in plain_fields_of(ledger) if each.default is not None}
    if ledger is Kindergarten:
        found["kind"] = kindergarten_words.kind_by_name(read.values[key_of(ledger, "name")])
        found["status"] = "open"
        if read.values.get(key_of(ledger, "urban_rural")) in ("210", "220"):
            found["rural"] = True
    return found
