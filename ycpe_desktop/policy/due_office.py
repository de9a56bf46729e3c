"""What the office itself has to do: mend what blocks 审核通过, approve and send the year, have a backup."""

from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy import func, select

from ycpe_desktop.ledgers import Kindergarten
from ycpe_desktop.policy.checks import TITLES, check
from ycpe_desktop.policy.due_kind import Asked, Due
from ycpe_desktop.policy.findings import grouped
from ycpe_desktop.policy.reporting import approved_at, standing_report
from ycpe_desktop.schoolyear import first_day, label
from ycpe_desktop.store.backup import list_backups
from ycpe_desktop.store.tables import action

PUBLISHED = "学前教育法 72"


def faults(asked: Asked) -> Iterator[Due]:
    """必须改 of the day's school year, as one line, by the day on which its report is due."""
    if not _asked_for(asked) or approved_at(asked.store, asked.year):
        return
    found = check(asked.store, asked.year) if asked.found is None else asked.found
    rules = grouped([each for each in found if each.tier == "must"], TITLES)
    if rules:
        count = sum(each.count for each in rules)
        whom = "、".join(each.title for each in rules[:2]) + (f"等 {len(rules)} 项" if len(rules) > 2 else "")
        why = f"{label(asked.year)}有 {count:,} 个必须改的问题，改正后才能审核通过"
        yield Due("fault", f"改正 {count:,} 个必须改的问题", whom, why, PUBLISHED, report_day(asked), "")


def report(asked: Asked) -> Iterator[Due]:
    """The year's report: first 审核通过, then the workbook for the city."""
    if not _asked_for(asked):
        return
    approved, by = approved_at(asked.store, asked.year), report_day(asked)
    if not approved:
        why = f"统计时点 {first_day(asked.year)}，应在 {by} 前报出，还没有审核通过"
        yield Due("report", "审核通过并上报", label(asked.year), why, PUBLISHED, by, "")
    elif standing_report(asked.store, asked.year) is None:
        why = f"{approved[:10]} 审核通过，还没有生成上报文件"
        yield Due("report", "生成上报文件", label(asked.year), why, PUBLISHED, by, "")


def backups(asked: Asked) -> Iterator[Due]:
    """Work of an earlier day that is in no backup: the daily one, made at the first start of a day, failed."""
    newest = next((each.at for each in list_backups(asked.store.folder) if each.good), None)
    first = select(func.min(action.c.at))
    if newest is not None:
        first = first.where(action.c.at > newest.isoformat(timespec="seconds"))
    unsafe = asked.connection.scalar(first)
    by = date.fromisoformat(unsafe[:10]) + timedelta(days=1) if unsafe else None
    if by is not None and by <= asked.day:
        last = f"最近一次备份 {newest:%Y-%m-%d %H:%M}" if newest else "还没有备份"
        yield Due("backup", "备份台账", "本机", f"{last}，{unsafe[:10]} 起的改动没有备份", "", by, "")


def report_day(asked: Asked) -> date:
    """By when the year's report is to be sent: a day of September."""
    return date(asked.year, 9, min(30, max(1, asked.number("report_day"))))


def _asked_for(asked: Asked) -> bool:
    """There is something to report, and the day is near."""
    return bool(asked.store.count(Kindergarten)) and report_day(asked) <= asked.until
