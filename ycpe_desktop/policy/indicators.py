"""All indicators of a school year, counted in SQL over the state of 1 September; see the tables they come from."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, Subquery, literal, or_, select

from ycpe_desktop.ledgers import YearReport
from ycpe_desktop.policy import areas, sites
from ycpe_desktop.policy.area_parts import in_townships, of_areas
from ycpe_desktop.policy.declared import NO_CHILDREN, SHARES
from ycpe_desktop.policy.declared_ledgers import LEDGER_SHARES
from ycpe_desktop.policy.figures import (
    Beside,
    Indicator,
    Lack,
    Part,
    from_json,
    judged,
    not_known_then,
    plain,
    reaches,
    show,
    worth,
)
from ycpe_desktop.policy.flows import Period, whole_year, year_so_far
from ycpe_desktop.policy.research import monthly
from ycpe_desktop.policy.safety import incidents
from ycpe_desktop.policy.self_evaluation import SELF_EVALUATION, Item, item_parts, items, summary
from ycpe_desktop.policy.shares import NO_STATUS, Facts, Share, counted, reason
from ycpe_desktop.policy.showcase import models_of_the_year
from ycpe_desktop.policy.situation import CAPPED, situation
from ycpe_desktop.policy.staffing import staffing
from ycpe_desktop.policy.tallies import Tally, tallied, tallied_by_township
from ycpe_desktop.policy.thresholds import Own, number, own_targets, standard, target
from ycpe_desktop.policy.visit_settings import holiday_months, visits_a_month
from ycpe_desktop.schoolyear import first_day, label, last_day
from ycpe_desktop.store.spoken import by_name
from ycpe_desktop.store.store import Store
from ycpe_desktop.store.tables import place, year_state

GROUPS = ("普及普惠", "师资", "四个独立", "办园条件", "监管", "经费与教研")
NAMED_AT_MOST = 500
"""So many of those that lack data are named in an indicator; all are counted."""
LEFT_OUT = "；未计入"
NURSERY = "nursery_counts"
"""Setting: whether 托班 children count as 在园幼儿 (default: yes)."""
AREAS = ("outdoor_area", "activity_area", "building_area")
LIMITS = ("category_cycle", "public_fund", "inclusive_fund")
PLAN_ENDS = (2025, date(2025, 12, 31))
"""到 2025 年年底: the school year of the plan's targets, and the day beside 1 September."""

ENROLMENT = Share(
    id="gross_enrolment",
    title="学前三年毛入园率",
    group="普及普惠",
    clause="",
    parts="",
    unit="名幼儿",
    part=lambda it: it.row.c.children,
    whole=lambda it: it.row.c.children,
    gaps=(NO_CHILDREN,),
)
"""Its children; its population stands in 县乡年度情况."""
SUMMED = (*SHARES, *LEDGER_SHARES)
_COUNTED = {share.id: share for share in (ENROLMENT, *SUMMED)}


def indicators(store: Store, year: int, *, named: bool = True) -> list[Indicator]:
    """Every indicator, in the order of its page. An approved year's are those of its snapshot.

    ``named``: also say which kindergartens lack data, not only how many.
    """
    kept = frozen(store, year)
    return _counted(store, year, named=named) if kept is None else kept


def every_indicator(store: Store, year: int) -> dict[str, Indicator]:
    """All by their ids, also those that were not there yet when the year was approved: of these nothing is known."""
    kept = frozen(store, year)
    found = {one.id: one for one in _counted(store, year, named=False)}
    if kept is None:
        return found
    return {key: not_known_then(one) for key, one in found.items()} | {one.id: one for one in kept}


def _counted(store: Store, year: int, *, named: bool) -> list[Indicator]:
    own = own_targets(store)
    with store.reading() as connection:
        now = Counting(store, connection, year, first_day(year), own)
        found = [now.indicator(share, named=named) for share in SUMMED]
        found += now.of_the_county(named=named)
        found.append(summary(items(connection, year, found), year, first_day(year)))
    return sorted(found, key=lambda one: (GROUPS.index(one.group), one.id != ENROLMENT.id))


def self_evaluation(store: Store, year: int) -> list[Item]:
    """县域普及普惠 item by item; an approved year's figures are those of its snapshot."""
    found = indicators(store, year)
    with store.reading() as connection:
        return items(connection, year, found)


def indicator(store: Store, key: str, year: int) -> Indicator:
    """One of them; KeyError for an unknown id."""
    return {one.id: one for one in indicators(store, year)}[key]


def frozen(store: Store, year: int) -> list[Indicator] | None:
    """What was approved for that year; None while it is not 审核通过."""
    with store.reading() as connection:
        kept = connection.scalar(select(year_state.c.indicators).where(year_state.c.uuid == str(year)))
    return None if kept is None else [from_json(each) for each in kept]


def behind(store: Store, key: str, year: int, limit: int | None = None) -> list[Part]:
    """What stands behind the number, first what lacks data, then what does not reach it: kindergartens, so many at
    most, and the townships, county rows or supervisors of the indicators that are about those."""
    if key == SELF_EVALUATION:
        return item_parts(self_evaluation(store, year))
    share = _COUNTED.get(key)
    with store.reading() as connection:
        now = Counting(store, connection, year, first_day(year), own_targets(store))
        found = of_areas(now.look, key, now.rows)
        found += now.parts(share, limit) if share else []
    return sorted(found, key=lambda part: not part.told)


def by_township(store: Store, key: str, year: int) -> list[Part]:
    """The indicator's numerator and denominator in each township that has kindergartens, in the order of the codes;
    of the other indicators in each township where something of theirs lies."""
    share = _COUNTED.get(key)
    if share is None:
        return in_townships(behind(store, key, year))
    with store.reading() as connection:
        return Counting(store, connection, year, first_day(year), own_targets(store)).townships(share)


def facts(store: Store, year: int, day: date, own: Own, period: Period | None = None) -> Facts:
    """The situation of that year and day, with the caps and floors in force; its flows are those of the school year
    before unless another ``period`` is named."""
    caps: dict[str, Fraction] = {band: number(f"cap_{band}", year, own) for band in CAPPED}
    floors = {name: int(number(name, year, own) * 100) for name in AREAS}
    limits = {name: number(name, year, own) for name in LIMITS}
    staff = staffing(lambda key: number(key, year, own))
    flowing = period or whole_year(year - 1, holiday_months(store), visits_a_month(year - 1, own))
    made = situation(year, day, caps, staff, flowing, nursery=bool(store.setting(NURSERY, True)))
    return Facts(made, day, floors, staff, limits)


class Counting:
    """The sums of one school year and day, those of all ``shares`` from one pass over the kindergartens."""

    def __init__(
        self,
        store: Store,
        connection: Connection,
        year: int,
        day: date,
        own: Own,
        period: Period | None = None,
        shares: Sequence[Share] = (ENROLMENT, *SUMMED),
    ) -> None:
        self.store, self.connection, self.year, self.day, self.own = store, connection, year, day, own
        self.facts = facts(store, year, day, own, period)
        self.look = areas.look_at(store, connection, year, day, own)
        self._shares = shares
        self._lacks: dict[str, list[Lack]] | None = None

    @property
    def rows(self) -> Subquery:
        return self.facts.row  # type: ignore[no-any-return]  # Facts serves aliases too

    @cached_property
    def _tallies(self) -> Mapping[str, Tally]:
        return tallied(self.connection, self._shares, self.facts)

    def sums(self, share: Share) -> tuple[int, int, int]:
        """(part, whole, kindergartens that lack data)."""
        told = self._tallies[share.id]
        return told.part, told.whole, told.lacking

    def indicator(self, share: Share, *, named: bool) -> Indicator:
        part, whole, lacking = self.sums(share)
        lacks = self.lacks(share) if named and lacking else ()
        figure = Indicator(
            id=share.id,
            title=share.title,
            group=share.group,
            year=self.year,
            as_of=self.day,
            parts=share.parts,
            clause=share.clause,
            unit=share.unit,
            form="ratio" if share.ratio else "percent",
            numerator=part,
            denominator=whole,
            reason=f"{self.lacking_told(share)}{LEFT_OUT}" if lacking else ("" if whole else share.nothing),
            note=f"统计时期：{label(self.year - 1)}" if share.flow else "",
            missing=tuple(lacks[:NAMED_AT_MOST]),
            missing_count=lacking,
        )
        if share.rising:
            return self._against_last_year(figure, share)
        found = target(share.target or share.id, self.year, self.own)
        told = judged(figure, found.value if found else None, found.word if found else "")
        return replace(told, beside=self._beside(told, share))

    def _against_last_year(self, figure: Indicator, share: Share) -> Indicator:
        if figure.reason:
            return figure
        report = YearReport.__table__
        part = whole = lacking = 0
        if self.connection.scalar(select(report.c.uuid).where(report.c.year == self.year - 1).limit(1)):
            part, whole, lacking = self._a_year_before.sums(share)
        if lacking or not whole:
            told = f"上年缺 {lacking:,} 所数据" if lacking else "上年没有可以计算的数据"
            return replace(figure, reason=f"{told}，无法比较是否提高")
        return judged(figure, Fraction(100 * part, whole), "不低于上年")

    @cached_property
    def _a_year_before(self) -> "Counting":
        return self._another(self.year - 1, first_day(self.year - 1), None, [one for one in self._shares if one.rising])

    @cached_property
    def _on_last_day(self) -> "Counting":
        return self._another(self.year, PLAN_ENDS[1], None, [one for one in self._shares if one.also_on_last_day])

    @cached_property
    def _until_today(self) -> "Counting":
        """The flows of the school year itself, as far as it has come."""
        today, visits = self.store.today, visits_a_month(self.year, self.own)
        period = year_so_far(self.year, holiday_months(self.store), today, visits)
        flows = [one for one in self._shares if one.flow]
        return self._another(self.year, min(today, last_day(self.year)), period, flows)

    def _another(self, year: int, day: date, period: Period | None, shares: Sequence[Share]) -> "Counting":
        return Counting(self.store, self.connection, year, day, self.own, period, shares)

    def _beside(self, figure: Indicator, share: Share) -> tuple[Beside, ...]:
        """The national standard where the plan asks for more, and in the plan's last year its last day."""
        found = [self._national(figure)] if figure.target_word != "国家标准" else []
        last_year, end = PLAN_ENDS
        if share.also_on_last_day and self.year == last_year and self.day != end:
            part, whole, lacking = self._on_last_day.sums(share)
            shown = show(figure.form, worth(figure.form, part, whole))
            met = figure.target is not None and reaches(figure.form, part, whole, figure.target)
            verdict: Any = "cannot_be_judged" if lacking or not whole else "met" if met else "missed"
            told = f"按 {end.isoformat()} 的性质和状态、9 月在园幼儿"
            found.append(Beside(told, f"{shown}（{part:,} ÷ {whole:,}）", verdict, figure.clause))
        if share.flow:
            found.append(self._so_far(figure, share))
        return tuple(each for each in found if each is not None)

    def _so_far(self, figure: Indicator, share: Share) -> Beside | None:
        until = min(last_day(self.year), self.store.today - timedelta(days=1))
        if until <= self.day:
            return None
        part, whole, _ = self._until_today.sums(share)
        if not whole:
            return None
        met = figure.target is not None and reaches(figure.form, part, whole, figure.target)
        shown = f"{show(figure.form, worth(figure.form, part, whole))}（{part:,} ÷ {whole:,}）"
        return Beside(f"本学年到 {until.isoformat()}", shown, "met" if met else "missed", figure.clause)

    def _national(self, figure: Indicator) -> Beside | None:
        found = standard(figure.id, self.year)
        if found is None or figure.numerator is None or figure.denominator is None:
            return None
        shown = f"{plain(found.value)}%"
        if figure.reason:
            return Beside("国家标准", shown, "cannot_be_judged", found.clause)
        met = reaches(figure.form, figure.numerator, figure.denominator, found.value)
        return Beside("国家标准", shown, "met" if met else "missed", found.clause)

    def of_the_county(self, *, named: bool) -> list[Indicator]:
        look = self.look
        children, _, lacking = self.sums(ENROLMENT)
        lacks = self.lacks(ENROLMENT) if named and lacking else ()
        told = self.lacking_told(ENROLMENT) if lacking else ""
        enrolment = areas.gross_enrolment(look, children, lacks[:NAMED_AT_MOST], lacking, told)
        national = self._national(enrolment)
        return [
            replace(enrolment, beside=(national,) if national else ()),
            areas.satisfaction(look),
            areas.township_centre(look, self.rows),
            sites.compound_transfer(look),
            sites.unlicensed_stock(look),
            areas.supervisor_load(look),
            areas.fiscal_share(look),
            *areas.people_in_research(look),
            monthly(look),
            models_of_the_year(look),
            incidents(look),
        ]

    def lacking_told(self, share: Share) -> str:
        """缺 3 所数据：在园幼儿数 2、办园性质 1."""
        every = zip((NO_STATUS, *share.gaps), self._tallies[share.id].blanks, strict=True)
        told = [(gap.told.removesuffix("未填"), count) for gap, count in every if count]
        parts = [f"{words} {count:,}" if len(told) > 1 else words for words, count in told]
        return f"缺 {sum(count for _, count in told):,} 所数据：{'、'.join(parts)}"

    def lacks(self, share: Share) -> Sequence[Lack]:
        """Who lacks what; found for all indicators that lack something in one pass, stopped where there are more than
        anyone reads."""
        if self._lacks is None:
            wanting = [one for one in self._shares if self._tallies[one.id].lacking]
            self._lacks = {one.id: [] for one in wanting}
            row = self.rows.c
            flags = [(one, counted(one, self.facts)[2], reason(one, self.facts)) for one in wanting]
            columns: list[Any] = [row.uuid, row.name]
            for _, flag, which in flags:
                columns += [flag, which]
            wanted = select(*columns).where(or_(*(flag == literal(1) for _, flag, _ in flags)))
            wanted = wanted.order_by(row.township, by_name(self.rows), row.uuid).limit(4 * NAMED_AT_MOST)
            for uuid, name, *rest in self.connection.execute(wanted):
                for place_, (one, _, _) in enumerate(flags):
                    if rest[2 * place_]:
                        gap = (NO_STATUS, *one.gaps)[rest[2 * place_ + 1]]
                        self._lacks[one.id].append(Lack(uuid, name, gap.ledger, gap.field, gap.told))
        return self._lacks[share.id]

    def parts(self, share: Share, limit: int | None) -> list[Part]:
        row = self.rows.c
        part, whole, lacking = counted(share, self.facts)
        wanted = (
            select(row.uuid, row.name, place.c.name, part, whole, lacking, reason(share, self.facts))
            .select_from(self.rows.outerjoin(place, place.c.code == row.township))
            .where(or_(whole != 0, part != 0, lacking == 1))
            .order_by(lacking.desc(), part - whole, row.township, by_name(self.rows), row.uuid)
            .limit(limit)
        )
        gaps = (NO_STATUS, *share.gaps)
        return [
            Part(uuid, name, town or "", None, None, gaps[which].told)
            if blank
            else Part(uuid, name, town or "", int(one), int(all_))
            for uuid, name, town, one, all_, blank, which in self.connection.execute(wanted)
        ]

    def townships(self, share: Share) -> list[Part]:
        tallies = tallied_by_township(self.connection, share, self.facts)
        wanted = select(place.c.code, place.c.name).where(place.c.code.in_(tallies))
        names = dict(self.connection.execute(wanted).tuples().all())
        people = self.look.area_rows(self.year)
        found = []
        for code, tally in sorted(tallies.items(), key=lambda each: each[0] or "~"):
            name = names.get(code, "")
            whole: int | None = tally.whole
            told = f"缺 {tally.lacking:,} 所数据" if tally.lacking else ""
            if share is ENROLMENT:
                whole = people.get(code, {}).get("population")
                told = told or ("" if whole else "3—5岁人口未填")
            found.append(Part(code, name or "乡镇未填", name, tally.part, whole, told))
        return found
