"""Indicators over places that are no kindergartens yet: compounds that owe one, and sites without a licence."""

from collections.abc import Sequence

from sqlalchemy import and_, exists, false, func, or_, select

from ycpe_desktop.ledgers import CompoundSite, CompoundStep, UnlicensedSite
from ycpe_desktop.ledgers.unlicensed_site import newest_check
from ycpe_desktop.policy.areas import PLAN, Look
from ycpe_desktop.policy.figures import Indicator
from ycpe_desktop.store.spoken import by_name
from ycpe_desktop.store.tables import METADATA, place

NAMED_AT_MOST = 8
Site = tuple[str, str, str, bool]
"""(record, name, township, whether it counts)."""


def compound_transfer(look: Look) -> Indicator:
    """Of the compounds whose kindergarten stood on the day, those that were handed over by then."""
    found = standing_compounds(look)
    without = [name for _, name, _, handed_over in found if not handed_over]
    figure = Indicator(
        id="compound_transfer",
        title="小区配套园移交率",
        group="办园条件",
        year=look.year,
        as_of=look.day,
        parts="已移交的小区配套园 ÷ 已建成的小区配套园",
        clause=f"{PLAN} 三（一）1；学前教育法 26",
        unit="个小区",
        numerator=len(found) - len(without),
        denominator=len(found),
        reason="" if found else "没有已建成的小区配套园，或台账没有填写",
        note=f"还没有移交的：{_named(without)}" if without else "",
    )
    return look.target(figure)


def standing_compounds(look: Look) -> list[Site]:
    """Whose kindergarten stood on the day; True where it was handed over by then."""
    site, step = METADATA.tables[CompoundSite.__tablename__], METADATA.tables[CompoundStep.__tablename__]
    accepted = exists().where(step.c.site == site.c.uuid, step.c.step == "accepted", step.c.done <= look.day)
    stands = or_(site.c.completed <= look.day, accepted, site.c.handed_over <= look.day, site.c.opened <= look.day)
    wanted = select(site.c.uuid, site.c.name, place.c.name, site.c.handed_over).where(stands)
    wanted = wanted.select_from(site.outerjoin(place, place.c.code == site.c.township)).order_by(by_name(site))
    return [
        (uuid, name, town or "", day is not None and day <= look.day)
        for uuid, name, town, day in look.connection.execute(wanted)
    ]


def running_sites(look: Look) -> list[Site]:
    """Found by the day and running on: not disposed of, still under 整改, or come back (状态 of the ledger, on that
    day)."""
    site = METADATA.tables[UnlicensedSite.__tablename__]
    seen, finding = (newest_check(site, name, look.day) for name in ("checked", "finding"))
    done = and_(site.c.disposal.is_not(None), site.c.disposed <= look.day)
    back = and_(finding == "back", or_(site.c.disposed.is_(None), seen > site.c.disposed))
    mended = func.coalesce(and_(finding.in_(("mended", "closed")), seen >= site.c.disposed), false())
    running = or_(~done, site.c.disposal.is_(None), back, and_(site.c.disposal == "mend", ~mended))
    wanted = select(site.c.uuid, site.c.name, place.c.name).where(site.c.found <= look.day, running)
    wanted = wanted.select_from(site.outerjoin(place, place.c.code == site.c.township)).order_by(by_name(site))
    return [(uuid, name, town or "", True) for uuid, name, town in look.connection.execute(wanted)]


def unlicensed_stock(look: Look) -> Indicator:
    """Sites that run on without a licence."""
    site = METADATA.tables[UnlicensedSite.__tablename__]
    names = [name for _, name, _, _ in running_sites(look)]
    entered = look.connection.scalar(select(site.c.uuid).limit(1)) is not None
    known = entered or look.has_none(UnlicensedSite)
    figure = Indicator(
        id="unlicensed_sites",
        title="无证园存量",
        group="监管",
        year=look.year,
        as_of=look.day,
        parts="已发现、还没有取缔或整改到位的无证园",
        clause=f"{PLAN} 三（三）1",
        unit="处",
        form="most",
        numerator=len(names) if known else None,
        denominator=1 if known else None,
        reason="" if known else "无证园台账没有记录；确实没有的，请确认本表无数据",
        note=f"现有：{_named(names)}" if names else "",
    )
    return look.target(figure)


def _named(names: Sequence[str]) -> str:
    more = f"等 {len(names)} 处" if len(names) > NAMED_AT_MOST else ""
    return "、".join(names[:NAMED_AT_MOST]) + more
