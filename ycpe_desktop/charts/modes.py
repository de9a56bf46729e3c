"""The charts of 三类模式: 城乡一体化, 集团化, 优质园办分园."""

from collections import Counter

from sqlalchemy import and_, select

from ycpe_desktop.charts import style
from ycpe_desktop.charts.chart import Chart
from ycpe_desktop.charts.from_store import PLAN, page_caption, rate_series, rows_of
from ycpe_desktop.charts.series import FourProgress, Progress, RateSeries, StateRow, StateRows
from ycpe_desktop.ledgers import Alliance, AllianceMember
from ycpe_desktop.ledgers.alliance import KINDS, UNITIES
from ycpe_desktop.policy.alliances import lasting
from ycpe_desktop.schoolyear import page_day
from ycpe_desktop.store import Store
from ycpe_desktop.store.listing import table_of

GROUP = "三类模式"
ROLES = {"牵头园": style.STEPS[0], "成员园": style.STEPS[2]}


def coverage(store: Store, year: int) -> RateSeries:
    return rate_series(store, "alliance", year)


def kinds(store: Store, year: int) -> StateRows:
    """Alliances of the day by kind, with their leads and members."""
    day = page_day(year, store.today)
    alliance, member = table_of(Alliance), table_of(AllianceMember)
    those = rows_of(store, select(alliance.c.uuid, alliance.c.kind, alliance.c.lead).where(lasting(alliance, day)))
    wanted = select(alliance.c.kind, member.c.kindergarten).join(alliance, alliance.c.uuid == member.c.alliance)
    members = rows_of(store, wanted.where(and_(lasting(alliance, day), lasting(member, day))))
    rows = []
    for code, word in KINDS:
        leads = [each["lead"] for each in those if each["kind"] == code]
        count = len({each["kindergarten"] for each in members if each["kind"] == code})
        rows.append(StateRow(word, {"牵头园": len(set(leads)), "成员园": count}, f"{len(leads)} 个共同体"))
    return StateRows(
        "三类办园模式",
        rows if those else [],
        ROLES,
        "所园",
        page_caption(store, year, "办园共同体、共同体成员"),
        [f"共 {len(those)} 个共同体。依据：{PLAN} 三（五）"],
        "请在“办园共同体”里登记城乡一体化、集团化和优质园办分园。",
    )


def unities(store: Store, year: int) -> FourProgress:
    """城乡一体化 alliances of the day by each of the four 一体."""
    day = page_day(year, store.today)
    alliance = table_of(Alliance)
    there = (alliance.c.kind == "integrated", lasting(alliance, day))
    wanted = select(alliance, Alliance.conclusion.expression(alliance, year).label("concluded"))
    found = rows_of(store, wanted.where(*there))
    rows = []
    for name, word in UNITIES:
        states = Counter(each[f"{name}_unity"] for each in found)
        rows.append(Progress(word, states["met"], states["pending"], states["missing"], blank=states[None]))
    whole = Counter(each["concluded"] for each in found)
    rows.append(Progress("四位一体", reached=whole["met"], not_reached=whole["not_met"], blank=whole["open"]))
    told = "请在“办园共同体”里登记城乡一体化的共同体，判定四个一体。"
    return FourProgress(
        "城乡一体化的四位一体", rows, page_caption(store, year, "办园共同体"), told, "个共同体", f"{PLAN} 三（五）1"
    )


CHARTS = {
    "共同体覆盖": Chart(GROUP, "集团化、一体化办园覆盖率", "各学年在共同体里的园占在办园的比例", coverage),
    "三类模式": Chart(GROUP, "三类办园模式", "各类共同体的个数，牵头园和成员园", kinds),
    "四位一体": Chart(GROUP, "城乡一体化的四位一体", "法人、资金、人员、保教管理是否一体", unities),
}
