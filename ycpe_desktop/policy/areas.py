"""Indicators of the county as a whole: population, centres of the townships, money, research staff, supervisors."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from sqlalchemy import Connection, Subquery, and_, func, or_, select, true

from ycpe_desktop import divisions
from ycpe_desktop.ledgers import AreaYear, Assignment, Ledger, Supervisor
from ycpe_desktop.policy.figures import Indicator, Lack, judged, plain, reaches, rounded
from ycpe_desktop.policy.thresholds import Own, number, target
from ycpe_desktop.store.spoken import by_name
from ycpe_desktop.store.store import Store
from ycpe_desktop.store.tables import METADATA, ledger_state, place

PLAN = "运政办发〔2021〕44号"
SUMMED = "人口为各乡镇之和"
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Look:
    """Where and when: the connection, the county's code, the school year and the day, the office's own targets."""

    connection: Connection
    county: str
    year: int
    day: date
    own: Own
    today: date

    def area_rows(self, year: int) -> dict[str, Row]:
        table = METADATA.tables[AreaYear.__tablename__]
        found = self.connection.execute(select(table).where(table.c.year == year)).mappings()
        return {row["area"]: dict(row) for row in found}

    def townships(self, *kinds: str) -> list[tuple[str, str]]:
        """(code, name) of the real townships of those kinds, in the order of their codes."""
        wanted = select(place.c.code, place.c.name).where(place.c.level == "township", place.c.real)
        return [(code, name) for code, name in self.connection.execute(
            (wanted.where(place.c.kind.in_(kinds)) if kinds else wanted).order_by(place.c.code)
        )]  # fmt: skip

    def has_none(self, ledger: type[Ledger]) -> bool:
        """The office has confirmed for the year that the ledger has no rows (本表无数据)."""
        mark = select(ledger_state.c.state).where(ledger_state.c.uuid == f"{self.year}/{ledger.__tablename__}")
        return self.connection.scalar(mark) == "none"

    def target(self, figure: Indicator, key: str = "") -> Indicator:
        """The figure judged by the target of that key; its own id where none is named."""
        found = target(key or figure.id, self.year, self.own)
        return judged(figure, found.value, found.word) if found else judged(figure, None, "")


@dataclass(frozen=True)
class Population:
    """3–5岁 people of the county; ``people`` is None while ``lacks`` says what must be filled in: the townships that
    are blank where others are not, else the county's own row."""

    people: int | None
    note: str = ""
    lacks: tuple[Lack, ...] = ()


def look_at(store: Store, connection: Connection, year: int, day: date, own: Own) -> Look:
    return Look(connection, store.county.code, year, day, own, store.today)


def population(look: Look) -> Population:
    """The county's own row wins over the sum of its townships; estimates ship for some years only."""
    rows = look.area_rows(look.year)
    own = rows.get(look.county, {}).get("population")
    if own is not None:
        return Population(own)
    townships = look.townships()
    lacks = tuple(
        Lack(code, name, "area_year", "population", "3—5岁人口未填")
        for code, name in townships
        if rows.get(code, {}).get("population") is None
    )
    if townships and not lacks:
        return Population(sum(rows[code]["population"] for code, _ in townships), SUMMED)
    if lacks and len(lacks) < len(townships):
        return Population(None, "", lacks)
    estimate = divisions.ages()[look.county].three_to_five.get(look.year)
    if estimate is not None:
        return Population(estimate, "人口为 2020 年普查推算数")
    return Population(None, "", _wanted(look, {}, "population"))


def gross_enrolment(look: Look, children: int, lacks: Sequence[Lack], lacking: int, told: str) -> Indicator:
    """在园（班）幼儿 ÷ 3–5 岁人口. May exceed 100 %. ``lacks`` are the first of the ``lacking`` kindergartens, ``told``
    says how many lack what."""
    people = population(look)
    figure = Indicator(
        id="gross_enrolment",
        title="学前三年毛入园率",
        group="普及普惠",
        year=look.year,
        as_of=look.day,
        parts="在园（班）幼儿 ÷ 3—5岁人口",
        clause=f"{PLAN} 二；教督〔2020〕1号",
        unit="名幼儿",
        numerator=children,
        denominator=people.people,
        note=people.note,
        missing=(*people.lacks, *lacks),
        missing_count=lacking + len(people.lacks),
    )
    return look.target(replace(figure, reason="；".join(filter(None, [_people_told(look, people), told]))))


def _people_told(look: Look, people: Population) -> str:
    if not people.lacks:
        return ""
    if people.lacks[0].uuid == look.county:
        return f"缺 {look.year} 年 3—5岁人口（填县一行，或各乡镇都填）"
    return f"缺 {len(people.lacks)} 个乡镇的 3—5岁人口（补齐，或填县一行）"


def township_centre(look: Look, situation: Subquery) -> Indicator:
    """镇 and 乡 with as many 在办 公办 centres as each must have."""
    townships = look.townships("镇", "乡")
    row = situation.c
    there = select(row.township).where(row.status == "open", row.nature == "public", row.township_centre == true())
    least = centres_wanted(look)
    covered = set(look.connection.scalars(there.group_by(row.township).having(func.count() >= least)))
    without = [name for code, name in townships if code not in covered]
    figure = Indicator(
        id="township_centre",
        title="乡镇公办中心园覆盖率",
        group="办园条件",
        year=look.year,
        as_of=look.day,
        parts="有公办中心园的乡镇 ÷ 全部乡镇（不含街道）",
        clause=f"{PLAN} 三（一）2",
        unit="个乡镇",
        numerator=len(townships) - len(without),
        denominator=len(townships),
        note=f"还没有的：{'、'.join(without)}" if without else "",
    )
    return look.target(figure)


def centres_wanted(look: Look) -> int:
    """公办中心园 that a township must have."""
    return max(1, int(number("township_centre_least", look.year, look.own)))


def supervisor_load(look: Look) -> Indicator:
    """Mean of the kindergartens in hand; the band around 5 is soft, the most loaded are named beside it."""
    loads = list(loads_on(look.connection, look.day).values())
    least, most = number("load_least", look.year, look.own), number("load_most", look.year, look.own)
    people, held = len(loads), sum(count for _, count in loads)
    figure = Indicator(
        id="supervisor_load",
        title="责任督学人均负责园数",
        group="监管",
        year=look.year,
        as_of=look.day,
        parts="已分配的园 ÷ 任期内的责任督学",
        clause=f"{PLAN} 三（三）1；教督〔2019〕3号",
        unit="所园",
        form="mean",
        numerator=held,
        denominator=people,
        target=number("load_ideal", look.year, look.own),
        target_word=f"{plain(least)}—{plain(most)} 所",
    )
    if not people:
        return replace(figure, reason="没有任期内的责任督学")
    highest = max(count for _, count in loads)
    names = "、".join(name for name, count in loads if count == highest)
    within = sum(1 for _, count in loads if least <= count <= most)
    inside = reaches("mean", held, people, least) and held <= most * people
    note = f"最多 {highest} 所（{names[:40]}）；{within} 人在 {plain(least)}—{plain(most)} 所之内，共 {people} 人"
    return replace(figure, verdict="met" if inside else "missed", note=note)


def loads_on(connection: Connection, day: date) -> dict[str, tuple[str, int]]:
    """Supervisor → (name, kindergartens in hand on the day), of those in their term then."""
    who, held = METADATA.tables[Supervisor.__tablename__], METADATA.tables[Assignment.__tablename__]
    covers = and_(held.c.supervisor == who.c.uuid, held.c.since <= day, or_(held.c.until.is_(None), held.c.until > day))
    count = select(func.count(held.c.kindergarten.distinct())).where(covers).scalar_subquery()
    begun = or_(who.c.term_from.is_(None), who.c.term_from <= day)
    lasting = or_(who.c.term_to.is_(None), who.c.term_to >= day)
    wanted = select(who.c.uuid, who.c.name, count).where(begun, lasting).order_by(by_name(who), who.c.uuid)
    return {uuid: (name, load) for uuid, name, load in connection.execute(wanted)}


def fiscal_share(look: Look) -> Indicator:
    """Must rise year on year. Numerator and denominator are 分."""
    now, before = (look.area_rows(year).get(look.county, {}) for year in (look.year, look.year - 1))
    figure = Indicator(
        id="fiscal_share",
        title="财政性学前教育经费占比",
        group="经费与教研",
        year=look.year,
        as_of=look.day,
        parts="财政性学前教育经费 ÷ 财政性教育经费（分）",
        clause=f"{PLAN} 三（二）2",
        unit="分",
        numerator=cents(now.get("preschool_spending")),
        denominator=cents(now.get("education_spending")),
    )
    lacks = _wanted(look, now, "preschool_spending", "education_spending")
    if lacks:
        return replace(figure, missing=lacks, missing_count=len(lacks), reason=_lacks_told(lacks))
    last_lacks = _wanted(look, before, "preschool_spending", "education_spending")
    if last_lacks:
        return replace(figure, reason=f"上年{_lacks_told(last_lacks)}，无法比较是否提高")
    part, whole = cents(before["preschool_spending"]), cents(before["education_spending"])
    if part is None or not whole or not figure.denominator:
        return replace(figure, reason="教育经费为零，无法比较是否提高")
    last = Fraction(100 * part, whole)
    value = figure.value or Fraction(0)
    return replace(figure, target=last, target_word="高于上年", verdict="met" if value > last else "missed")


def people_in_research(look: Look) -> list[Indicator]:
    row = look.area_rows(look.year).get(look.county, {})
    found = []
    for key, title in (("research_managers", "教研专职管理人员"), ("researchers", "专职教研员")):
        lacks = _wanted(look, row, key)
        figure = Indicator(
            id=key,
            title=title,
            group="经费与教研",
            year=look.year,
            as_of=look.day,
            parts=f"{title}人数",
            clause=f"{PLAN} 三（四）1",
            unit="人",
            form="count",
            numerator=row.get(key),
            denominator=None if lacks else 1,
            missing=lacks,
            missing_count=len(lacks),
            reason=_lacks_told(lacks),
        )
        found.append(look.target(figure))
    return found


def satisfaction(look: Look) -> Indicator:
    """社会认可度 as the survey gave it, in hundredths of a percent over 100."""
    row = look.area_rows(look.year).get(look.county, {})
    lacks = _wanted(look, row, "satisfaction")
    figure = Indicator(
        id="satisfaction",
        title="社会认可度",
        group="普及普惠",
        year=look.year,
        as_of=look.day,
        parts="调查得出的社会认可度",
        clause="教督〔2020〕1号",
        unit="个百分点",
        numerator=cents(row.get("satisfaction")),
        denominator=None if lacks else 10_000,
        missing=lacks,
        missing_count=len(lacks),
        reason=_lacks_told(lacks),
    )
    told = look.target(figure)
    if not told.gap or told.target is None or told.value is None:
        return told
    return replace(told, gap=None, note=f"还差 {rounded(told.target - told.value)} 个百分点")


def _lacks_told(lacks: Sequence[Lack]) -> str:
    """缺县一行的 2 项：财政性教育经费、财政性学前教育经费."""
    labels = "、".join(lack.told.removesuffix("未填") for lack in lacks)
    return f"缺县一行的 {len(lacks)} 项：{labels}" if lacks else ""


def cents(value: Decimal | int | None) -> int | None:
    """Money and percent in hundredths."""
    return None if value is None else int(value * 100)


def _wanted(look: Look, row: Row, *names: str) -> tuple[Lack, ...]:
    county = divisions.county(look.county).name
    table = METADATA.tables[AreaYear.__tablename__]
    return tuple(
        Lack(look.county, county, "area_year", name, f"{table.c[name].info['field'].label}未填")
        for name in names
        if row.get(name) is None
    )
