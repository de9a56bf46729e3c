"""What is due of funds and of 监管: payments, licences, audits, fees, unlicensed sites."""

from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy import and_, exists, false, or_, select

from ycpe_desktop.ledgers import AuditReport, FeeFiling, FundPayment, Kindergarten, UnlicensedSite, field_of
from ycpe_desktop.ledgers.fund_payment import in_full
from ycpe_desktop.ledgers.unlicensed_site import newest_check, state_of
from ycpe_desktop.policy.days import last_of_month
from ycpe_desktop.policy.due_kind import Asked, Due, Member, together
from ycpe_desktop.policy.due_projects import open_gardens
from ycpe_desktop.policy.ledger_rules import PRIVATE, covers, table
from ycpe_desktop.policy.own_gardens import was_there
from ycpe_desktop.store.spoken import by_name

PLAN = "运政办发〔2021〕44号"
OVERSIGHT = f"{PLAN} 三（三）1"


def payments(asked: Asked) -> Iterator[Due]:
    """What was not paid, or in part only; one line for each kind and day."""
    row, garden = table(FundPayment), table(Kindergarten)
    owed = or_(row.c.paid_on.is_(None), in_full(row) == false())
    wanted = select(row.c.kind, row.c.due_by, row.c.uuid, garden.c.name).join(
        garden, garden.c.uuid == row.c.kindergarten
    )
    wanted = wanted.where(owed, row.c.due_by <= asked.until).order_by(row.c.due_by, by_name(garden))
    grouped: dict[tuple[str, date], list[Member]] = {}
    for kind, by, uuid, name in asked.connection.execute(wanted):
        grouped.setdefault((kind, by), []).append((uuid, name))
    for (kind, by), members in grouped.items():
        word = field_of(FundPayment, "kind").kind.show(kind)
        why = f"应于 {by} 前拨付到位"
        yield from together("payment", f"拨付{word}", members, why, f"{PLAN} 三（二）2", by, FundPayment, FundPayment)


def licences(asked: Asked) -> Iterator[Due]:
    """Told some months ahead: renewing one takes time."""
    garden, wanted = open_gardens(asked, "licence_until")
    ahead = max(asked.until, asked.day + timedelta(days=asked.number("licence_notice_days")))
    for uuid, name, until in asked.connection.execute(wanted.where(garden.c.licence_until <= ahead)):
        what = "许可证已过期，应换证" if until < asked.day else "许可证换证"
        yield Due("licence", what, name, f"许可证有效期至 {until}", f"{OVERSIGHT}；学前教育法 30", until,
                  "kindergarten", uuid, "licence_until")  # fmt: skip


def audits(asked: Asked) -> Iterator[Due]:
    """Reports of the year before that private kindergartens have not handed in."""
    year = asked.day.year - 1
    by = last_of_month(year + 1, asked.number("audit_month"))
    if by <= asked.until:
        garden, wanted = open_gardens(asked)
        nature, row = Kindergarten.nature.table.alias(), table(AuditReport)
        wanted = wanted.join(nature, and_(nature.c.owner == garden.c.uuid, covers(nature, asked.day)))
        handed_in = exists().where(
            row.c.kindergarten == garden.c.uuid, row.c.calendar_year == year, row.c.submitted.is_not(None)
        )
        wanted = wanted.where(nature.c.value.in_(PRIVATE), ~handed_in, was_there(garden, year))
        members = [(uuid, name) for uuid, name in asked.connection.execute(wanted)]
        why = "民办园每年提交经审计的财务报告"
        clause = f"{OVERSIGHT}；学前教育法 70"
        yield from together("audit", f"催交 {year} 年度审计报告", members, why, clause, by, AuditReport,
                            known=(("calendar_year", year),))  # fmt: skip


def fees(asked: Asked) -> Iterator[Due]:
    row, garden = table(FeeFiling), table(Kindergarten)
    wanted = select(row.c.uuid, garden.c.name, row.c.violation, row.c.found, row.c.violation_told)
    wanted = wanted.join(garden, garden.c.uuid == row.c.kindergarten)
    wanted = wanted.where(row.c.violation.is_not(None), row.c.handled.is_(None), row.c.found <= asked.day)
    kind = field_of(FeeFiling, "violation").kind
    for uuid, name, violation, found, told in asked.connection.execute(wanted):
        why = f"{found} 查出{kind.show(violation)}" + (f"（{told}）" if told else "")
        yield Due("fee", "处理违规收费", name, why, f"{OVERSIGHT}；学前教育法 79", found, "fee_filing", uuid,
                  "handled", found)  # fmt: skip


def unlicensed(asked: Asked) -> Iterator[Due]:
    site = table(UnlicensedSite)
    days = timedelta(days=asked.number("recheck_days"))
    wanted = select(site, state_of(site, asked.year).label("state"), newest_check(site, "checked").label("seen"))
    wanted = wanted.where(site.c.found <= asked.day)
    for row in asked.connection.execute(wanted).mappings():
        found = _of_site(dict(row), days)
        if found and found.by <= asked.until:
            yield found


def _of_site(row: dict[str, date | str | None], days: timedelta) -> Due | None:
    def due(source: str, what: str, why: str, by: object, field: str) -> Due:
        assert isinstance(by, date)
        return Due(source, what, str(row["name"]), why, OVERSIGHT, by, "unlicensed_site", str(row["uuid"]), field, by)

    state, disposed = row["state"], row["disposed"]
    if state == "back":
        why = f"{row['seen']} 复查发现死灰复燃"
        return due("unlicensed_back", "无证园死灰复燃，重新处置", why, row["seen"], "disposal")
    if state == "found":
        return due("unlicensed", "处置无证园", f"{row['found']} 摸排发现，还没有处置", row["found"], "disposal")
    if state == "mending" and row["mended_by"]:
        why = f"整改期限 {row['mended_by']}"
        return due("unlicensed_mending", "验收无证园整改", why, row["mended_by"], "mended_by")
    if state == "disposed" and isinstance(disposed, date):
        why = f"{disposed} 取缔，还没有复查"
        return due("unlicensed_recheck", "复查已取缔的无证园", why, disposed + days, "disposed")
    return None
