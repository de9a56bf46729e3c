"""The way to 审核通过: how each ledger stands in a school year, what still hinders, and taking the approval back."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import Connection, func, select

from ycpe_desktop.faults import Refusal
from ycpe_desktop.ledgers import LEDGERS, Ledger, parent_of
from ycpe_desktop.policy.checks import check
from ycpe_desktop.policy.findings import Finding, Tier
from ycpe_desktop.policy.reported import Report, reports
from ycpe_desktop.schoolyear import label
from ycpe_desktop.store import Store, Writer
from ycpe_desktop.store.tables import METADATA, ledger_state, year_state

NAMED_AT_MOST = 3
State = Literal["empty", "within", "filled", "faulty", "none", "reviewed", "reported"]
STATES: dict[State, str] = {
    "empty": "未填",
    "within": "随主表",
    "filled": "已填",
    "faulty": "有问题",
    "none": "本表无数据",
    "reviewed": "已审核",
    "reported": "已上报",
}


@dataclass(frozen=True)
class LedgerStanding:
    """How a ledger stands: its records of the year, and its findings by tier."""

    ledger: type[Ledger]
    state: State
    records: int
    must: int
    to_explain: int
    """可说明 findings without an explanation."""
    parent: type[Ledger] | None = None
    """The ledger in whose records its rows stand: without rows it counts with that one and is not confirmed itself."""

    @property
    def state_shown(self) -> str:
        return STATES[self.state]


@dataclass(frozen=True)
class YearStanding:
    """``approved``: when the year was 审核通过, ISO local time; "" while it is not. ``reported``: the newest workbook
    of that approval; ``outdated``: the newest of an earlier one, where there is no newer."""

    year: int
    approved: str
    reported: Report | None
    outdated: Report | None
    filled_by: str
    checked_by: str
    answered_by: str
    ledgers: Sequence[LedgerStanding]
    obstacles: Sequence[str]
    """Why it cannot be approved yet, a sentence each."""

    @property
    def ready(self) -> bool:
        return not self.approved and not self.obstacles


def _by_ledger(found: Sequence[Finding], tier: Tier) -> Counter[str]:
    """Faults of that tier that nobody has explained, by the ledger's table."""
    counts: Counter[str] = Counter()
    for one in found:
        if one.tier == tier:
            counts[one.ledger] += one.more + (not one.explanation)
    return counts


def standing(store: Store, year: int, findings: Sequence[Finding] | None = None) -> YearStanding:
    """How far the year is. ``findings``: those of ``check``, where they are at hand."""
    found = check(store, year) if findings is None else findings
    must, open_ = _by_ledger(found, "must"), _by_ledger(found, "explain")
    with store.reading() as connection:
        row = connection.execute(select(year_state).where(year_state.c.uuid == str(year))).mappings().first()
        marks = _marks(connection, year)
        counts = {ledger: _count(connection, ledger, year) for ledger in LEDGERS}
    told = {} if row is None else dict(row)
    approved = told.get("approved") or ""
    written, reported = reports(store, year), standing_report(store, year)
    settled: State | None = "reported" if reported else "reviewed" if approved else None
    ledgers = [
        LedgerStanding(ledger, _state(ledger, counts[ledger], must, marks, settled),
                       counts[ledger], must[ledger.__tablename__], open_[ledger.__tablename__], parent_of(ledger))
        for ledger in LEDGERS
    ]  # fmt: skip
    return YearStanding(
        year,
        approved,
        reported,
        written[-1] if written and not reported else None,
        told.get("filled_by") or "",
        told.get("checked_by") or "",
        told.get("answered_by") or "",
        ledgers,
        _obstacles(ledgers) if row is None else (),
    )


def approved_at(store: Store, year: int) -> str:
    """When the year was 审核通过, ISO local time; "" while it is not."""
    with store.reading() as connection:
        return connection.scalar(select(year_state.c.approved).where(year_state.c.uuid == str(year))) or ""


def standing_report(store: Store, year: int) -> Report | None:
    """The newest workbook of the approval that stands; None where none was written since."""
    approved = approved_at(store, year)
    return next((each for each in reversed(reports(store, year)) if each.approved == approved), None)


def _state(
    ledger: type[Ledger], records: int, must: Counter[str], marks: dict[str, str], settled: State | None
) -> State:
    """``settled``: what an approved year says of every ledger that has records."""
    mark = marks.get(ledger.__tablename__)
    if not records:
        parent = parent_of(ledger)
        above = marks.get(parent.__tablename__) if parent else None
        if settled or "none" in (mark, above):
            return "none"
        return "within" if parent else "empty"
    if settled:
        return settled
    if must[ledger.__tablename__]:
        return "faulty"
    return "reviewed" if mark == "reviewed" else "filled"


def _obstacles(ledgers: Sequence[LedgerStanding]) -> list[str]:
    found = [f"“{each.ledger.TITLE}”有 {each.must:,} 个必须改的问题" for each in ledgers if each.must]
    empty = [each.ledger.TITLE for each in ledgers if each.state == "empty"]
    if empty:
        more = f"等 {len(empty)} 本台账" if len(empty) > NAMED_AT_MOST else ""
        found.append(f"“{'”“'.join(empty[:NAMED_AT_MOST])}”{more}还没有填，也没有确认本表无数据")
    return found


def _marks(connection: Connection, year: int) -> dict[str, str]:
    """Ledger → the office's mark for the year."""
    prefix = f"{year}/"
    wanted = select(ledger_state.c.uuid, ledger_state.c.state).where(ledger_state.c.uuid.startswith(prefix))
    return {key.removeprefix(prefix): state for key, state in connection.execute(wanted)}


def _count(connection: Connection, ledger: type[Ledger], year: int) -> int:
    table = METADATA.tables[ledger.__tablename__]
    wanted = select(func.count()).select_from(table)
    return int(connection.scalar(wanted.where(table.c.year == year) if ledger.YEARLY else wanted) or 0)


def mark(store: Store, year: int, ledger: type[Ledger], state: Literal["none", "reviewed", ""]) -> None:
    """Mark a ledger 本表无数据 or 已审核 for the year; "" takes the mark back. Raises Refusal where it cannot be."""
    with store.reading() as connection:
        records = _count(connection, ledger, year)
    parent = parent_of(ledger)
    if state == "none" and parent is not None:
        raise Refusal(f"“{ledger.TITLE}”记在“{parent.TITLE}”的各条里，随它一起算，不用单独确认")
    if state == "none" and records:
        raise Refusal(f"“{ledger.TITLE}”有 {records} 条记录，不能确认为本表无数据")
    if state == "reviewed":
        faults = _by_ledger(check(store, year), "must")[ledger.__tablename__]
        if faults:
            raise Refusal(f"“{ledger.TITLE}”有 {faults:,} 个必须改的问题", "", "请先在“校验”页改正")
    words = {"none": "确认本表无数据", "reviewed": "已审核", "": "取消标记"}
    with store.writing(f"{ledger.TITLE}：{words[state]}（{label(year)}）") as writer:
        _put_mark(writer, year, ledger, state)


def confirm_empty(store: Store, year: int) -> int:
    """Confirm 本表无数据 of every ledger that has no record, as one action; gives how many were confirmed.

    Rows that stand in the records of another ledger count with it.
    """
    with store.reading() as connection:
        marks = _marks(connection, year)
        own = [ledger for ledger in LEDGERS if parent_of(ledger) is None]
        unsaid = [ledger for ledger in own if marks.get(ledger.__tablename__) != "none"]
        empty = [ledger for ledger in unsaid if not _count(connection, ledger, year)]
    if empty:
        with store.writing(f"{len(empty)} 本台账确认本表无数据（{label(year)}）") as writer:
            for ledger in empty:
                _put_mark(writer, year, ledger, "none")
    return len(empty)


def _put_mark(writer: Writer, year: int, ledger: type[Ledger], state: str) -> None:
    key = f"{year}/{ledger.__tablename__}"
    before = writer.row(ledger_state, key)
    told = {"state": state, "at": datetime.now().isoformat(timespec="seconds")}
    if before is None and state:
        writer.put(ledger_state, {"uuid": key, **told})
    elif before is not None and not state:
        writer.remove(ledger_state, key)
    elif before is not None and before["state"] != state:
        writer.alter(ledger_state, key, before, told)


def withdraw(store: Store, year: int) -> None:
    """取消审核: the year may be edited again; what was approved stays in the history."""
    if year not in store.frozen_years():
        raise Refusal(f"{label(year)}还没有审核通过")
    with store.writing(f"取消审核：{label(year)}") as writer:
        writer.remove(year_state, str(year))
