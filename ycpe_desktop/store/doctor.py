"""A look at the whole data folder: is the database sound, and does everything in it agree with everything else?"""

import platform
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, func, select

from ycpe_desktop import __version__
from ycpe_desktop.faults import Refusal
from ycpe_desktop.ledgers import LEDGERS, Ledger, dated_of
from ycpe_desktop.schoolyear import label, page_day
from ycpe_desktop.store.attachments import missing_files
from ycpe_desktop.store.backup import list_backups
from ycpe_desktop.store.engine import connect_reading, refusal_for
from ycpe_desktop.store.folder import database_in
from ycpe_desktop.store.identity import identify
from ycpe_desktop.store.in_year import as_of
from ycpe_desktop.store.opening import open_store
from ycpe_desktop.store.searching import searched_fields
from ycpe_desktop.store.store import Store
from ycpe_desktop.store.tables import raw_value, search_row


@dataclass(frozen=True)
class Finding:
    """One thing looked at; ``told`` says what is wrong, or that all is in order."""

    title: str
    good: bool
    told: str


@dataclass(frozen=True)
class Report:
    versions: dict[str, str]
    counts: dict[str, int]
    """Records by the ledger's title, all years together."""
    findings: tuple[Finding, ...]

    @property
    def good(self) -> bool:
        return all(finding.good for finding in self.findings)

    def as_json(self) -> dict[str, Any]:
        findings = [{"title": each.title, "good": each.good, "told": each.told} for each in self.findings]
        return {"good": self.good, "versions": self.versions, "counts": self.counts, "findings": findings}


def examine(folder: Path) -> Report:
    """Look at everything, change nothing. A database that cannot be read is a finding, never an error."""
    versions = {"program": __version__, "sqlite": sqlite3.sqlite_version, "python": platform.python_version()}
    file = database_in(folder)
    try:
        told = identify(file)
        versions["schema"] = told.version
        findings = [_soundness(file), _references(file)]
    except Refusal as refusal:
        return Report(versions, {}, (Finding("数据文件", False, str(refusal)), _backups(folder)))
    if not all(finding.good for finding in findings):
        return Report(versions, {}, (*findings, _backups(folder)))
    if told.is_older:
        findings.append(Finding("数据版本", True, "由较早的程序建立，下次打开时先备份再升级"))
        return Report(versions, {}, (*findings, _backups(folder)))
    store = open_store(folder, writable=False)
    try:
        counts = {ledger.TITLE: store.count(ledger) for ledger in LEDGERS}
        with store.reading() as connection:
            findings += [_lists(store, connection), _search_rows(connection), _periods(connection)]
            findings.append(_leftovers(connection))
    finally:
        store.close()
    return Report(versions, counts, (*findings, _attachments(folder), _backups(folder)))


def _found(title: str, wrong: list[str], fine: str) -> Finding:
    told = "；".join(wrong[:5]) + (f" 等 {len(wrong)} 处" if len(wrong) > 5 else "")
    return Finding(title, not wrong, told or fine)


def _asked(file: Path, question: str, read: Callable[[list[tuple[Any, ...]]], list[str]]) -> list[str]:
    try:
        with closing(connect_reading(file)) as connection:
            return read(connection.execute(question).fetchall())
    except sqlite3.DatabaseError as error:
        refusal = refusal_for(error, file)
        if refusal is None:
            raise
        return [refusal.what]


def _soundness(file: Path) -> Finding:
    wrong = _asked(file, "PRAGMA integrity_check(20)", lambda rows: [str(said) for (said,) in rows if said != "ok"])
    return _found("数据完整", wrong, "数据文件完整")


def _references(file: Path) -> Finding:
    wrong = _asked(
        file,
        "PRAGMA foreign_key_check",
        lambda rows: [f"{row[0]} 第 {row[1]} 行引用的 {row[2]} 不存在" for row in rows],
    )
    return _found("引用", wrong, "所有引用都对得上")


def _lists(store: Store, connection: Connection) -> Finding:
    """The narrow per-year lists against the periods themselves, as of the day they were last brought up to."""
    day = date.fromisoformat(str(store.setting("listed_on")))
    wrong = [
        f"{ledger.TITLE} {label(year)}有 {count} 条不一致"
        for ledger in LEDGERS
        if ledger.year_table is not None
        for year in store.years
        for count in (sum(1 for _ in _disagreeing(connection, ledger, year, day)),)
        if count
    ]
    return _found("各学年列表", wrong, "与各项沿革一致")


def _disagreeing(connection: Connection, ledger: type[Ledger], year: int, today: date) -> Iterator[str]:
    listed = ledger.year_table
    assert listed is not None
    facts = dated_of(ledger)
    values: dict[str, dict[str, Any]] = {key: {} for key in connection.scalars(select(ledger.__table__.c.uuid))}
    for fact in facts:
        for owner, value in connection.execute(as_of(fact, page_day(year, today))):
            values[owner][fact.field.name] = value
    rows = {row["owner"]: row for row in connection.execute(select(listed).where(listed.c.year == year)).mappings()}
    yield from values.keys() ^ rows.keys()
    for owner, row in rows.items():
        held = values.get(owner, {})
        if any(row[fact.field.name] != held.get(fact.field.name) for fact in facts):
            yield owner


def _search_rows(connection: Connection) -> Finding:
    wrong = []
    for ledger in LEDGERS:
        if not searched_fields(ledger):
            continue
        there = set(connection.scalars(select(ledger.__table__.c.uuid)))
        found = set(connection.scalars(select(search_row.c.uuid).where(search_row.c.ledger == ledger.__tablename__)))
        if there != found:
            wrong.append(f"{ledger.TITLE}有 {len(there ^ found)} 条搜索记录不对")
    return _found("搜索", wrong, "每条记录都能搜索到")


def _periods(connection: Connection) -> Finding:
    wrong = []
    for ledger in LEDGERS:
        for fact in dated_of(ledger):
            table, other = fact.table, fact.table.alias()
            overlapping = (
                select(func.count(func.distinct(table.c.owner)))
                .select_from(table)
                .join(other, (other.c.owner == table.c.owner) & (other.c.since > table.c.since))
                .where((table.c.until.is_(None)) | (table.c.until > other.c.since))
            )
            count = connection.scalar(overlapping) or 0
            if count:
                wrong.append(f"{count} 条{ledger.TITLE}的“{fact.field.label}”时段重叠")
    return _found("沿革", wrong, "各时段互不重叠")


def _leftovers(connection: Connection) -> Finding:
    count = connection.scalar(select(func.count()).select_from(raw_value).where(raw_value.c.field.is_not(None))) or 0
    told = f"还有 {count} 个导入原值没有处理" if count else "没有未处理的导入原值"
    return Finding("导入原值", True, told)


def _attachments(folder: Path) -> Finding:
    missing = missing_files(database_in(folder), folder)
    return _found("附件", [f"“{name}”的文件不在了" for name in missing], "附件文件齐全")


def _backups(folder: Path) -> Finding:
    every = list_backups(folder)
    good = [each for each in every if each.good]
    broken = [f"{each.path.name} 已损坏" for each in every if not each.good]
    fine = f"共 {len(good)} 个，最新 {good[0].at:%Y-%m-%d %H:%M}" if good else "还没有备份"
    return _found("备份", broken, fine)
