"""Live formulas over the data sheets, beside the plain values of 指标汇总: id → (numerator, denominator).

They say the same as the indicators' definitions, over the columns that a reader of the workbook sees, so that anyone
can follow a number; an indicator that no plain formula gives has none.
"""

from collections.abc import Mapping, Sequence

from ycpe_desktop.exchange.standard_layout import HEADER_ROW, Plan
from ycpe_desktop.ledgers import AreaYear, Assignment, CompoundSite, FourIndependents, Kindergarten, YearReport
from ycpe_desktop.ledgers.four_independents import FOUR
from ycpe_desktop.policy.staffing import Staffing
from ycpe_desktop.schoolyear import first_day

Formula = tuple[str, str]
PUBLIC, INCLUSIVE, ATTACHED = "公办", "普惠性民办", "附设幼儿班"


class Formulas:
    """``last_rows``: sheet → the last row in reach. ``nursery``: 托班 counts. ``classes``: classes are listed, and
    ``population``: it is entered; they rule out what no formula can follow. ``floors``: area → m² a child; ``staff``:
    what a class must have."""

    def __init__(
        self,
        plans: Sequence[Plan],
        last_rows: Mapping[str, int],
        county: str,
        year: int,
        *,
        nursery: bool,
        classes: bool,
        population: bool,
        floors: Mapping[str, str],
        staff: Staffing,
    ) -> None:
        self._plans = {plan.title: plan for plan in plans}
        self._last, self._county, self._nursery = last_rows, county, nursery
        self._classes, self._population, self._floors, self._staffing = classes, population, floors, staff
        day = first_day(year)
        self._day = f"DATE({day.year},{day.month},{day.day})"

    def all(self) -> dict[str, Formula]:
        found = {**self._coverage(), **self._staff(), **self._premises(), **self._four(), **self._county_wide()}
        assigned = self._supervised()
        return {**found, **assigned}

    def _cells(self, title: str, name: str, role: str = "") -> str:
        plan = self._plans[title]
        letter = plan.letter(name, role or None)  # type: ignore[arg-type]  # one of the roles, or none
        return f"{title}!${letter}${HEADER_ROW + 1}:${letter}${self._last[title]}"

    def _garden(self, name: str) -> str:
        return self._cells(Kindergarten.TITLE, name, "uuid" if name == "uuid" else "")

    def _report(self, name: str) -> str:
        return self._cells(YearReport.TITLE, name)

    def _open(self, *more: tuple[str, str]) -> str:
        """Arguments of COUNTIFS and SUMIFS: 在办 kindergartens of which more holds."""
        told = [("status", "在办"), *more]
        return ",".join(f'{self._garden(name)},"{word}"' for name, word in told)

    def _garden_of(self, title: str, *more: tuple[str, str]) -> str:
        """For each row of a sheet: 1 where its kindergarten is 在办 and more holds."""
        key = self._cells(title, "kindergarten", "key")
        return f"COUNTIFS({self._garden('uuid')},{key},{self._open(*more)})"

    def _children(self, *more: tuple[str, str]) -> str:
        summed = f"SUMIFS({self._garden('children')},{self._open(*more)})"
        if self._nursery:
            return summed
        nurseries = f"{self._garden_of(YearReport.TITLE, *more)}*1,{self._report('children_nursery')}"
        return f"({summed}-SUMPRODUCT({nurseries}))"

    def _reported(self, name: str, need: Sequence[str], *more: tuple[str, str]) -> str:
        """The sum of a column of 年度数据 over 在办 kindergartens whose needed columns are filled."""
        filled = "".join(f'*({self._report(other)}<>"")' for other in need)
        return f"SUMPRODUCT({self._garden_of(YearReport.TITLE, *more)}{filled}*1,{self._report(name)})"

    def _coverage(self) -> dict[str, Formula]:
        known = ("nature", "<>")
        public, inclusive = ("nature", PUBLIC), ("nature", INCLUSIVE)
        both = f"({self._children(public)}+{self._children(inclusive)})"
        kindergartens = f"(COUNTIFS({self._open(public)})+COUNTIFS({self._open(inclusive)}))"
        found = {
            "public_share": (self._children(public), self._children(known)),
            "inclusive_coverage": (both, self._children(known)),
            "inclusive_kindergartens": (kindergartens, f"COUNTIFS({self._open(known)})"),
        }
        if self._population:
            own = f'SUMIFS({self._area("population")},{self._area("area")},"{self._county}")'
            people = f"IF({own}>0,{own},SUM({self._area('population')}))"
            found["gross_enrolment"] = (self._children(), people)
        return found

    def _area(self, name: str) -> str:
        return self._cells(AreaYear.TITLE, name, "value")

    def _staff(self) -> dict[str, Formula]:
        public = ("nature", PUBLIC)
        posted = ("teachers", "teachers_posted")
        four = ("principals", "teachers", "principals_certified", "teachers_certified")
        degrees = ("teachers_postgraduate", "teachers_bachelor", "teachers_college")
        told = "+".join(f'({self._report(name)}<>"")' for name in (*degrees, "teachers_below"))
        schooled = f'{self._garden_of(YearReport.TITLE)}*({self._report("teachers")}<>"")*(({told})>0)'
        ratio = ("teachers", "children")
        found = {
            "posted_teachers": (
                self._reported("teachers_posted", posted, public),
                self._reported("teachers", posted, public),
            ),
            "certified_staff": (
                f"({self._reported('principals_certified', four)}+{self._reported('teachers_certified', four)})",
                f"({self._reported('principals', four)}+{self._reported('teachers', four)})",
            ),
            "college_teachers": (
                "(" + "+".join(f"SUMPRODUCT({schooled},{self._report(name)})" for name in degrees) + ")",
                f"SUMPRODUCT({schooled},{self._report('teachers')})",
            ),
            "teacher_ratio": (self._reported("teachers", ratio), self._reported("children", ratio)),
        }
        if not self._classes:
            found |= self._classes_reported()
        return found

    def _classes_reported(self) -> dict[str, Formula]:
        need = ("classes", "classes_in_cap")
        capped = f"({self._reported('classes', need)}-{self._reported('classes_nursery', need)})"
        three = ("classes", "teachers", "carers")
        filled = "".join(f'*({self._report(name)}<>"")' for name in three)
        classes, teachers, carers = (self._report(name) for name in three)
        of = self._staffing
        pairs = f"({teachers}>={of.teachers}*{classes})*({carers}>={of.carers}*{classes})"
        enough = f"(({pairs}+({teachers}>={of.alone}*{classes}))>0)"
        there = f"{self._garden_of(YearReport.TITLE)}{filled}"
        return {
            "class_size": (self._reported("classes_in_cap", need), capped),
            "two_plus_one": (f"SUMPRODUCT({there}*{enough})", f"SUMPRODUCT({there}*1)"),
        }

    def _premises(self) -> dict[str, Formula]:
        own = ("kind", f"<>{ATTACHED}")
        valid = f"{self._open(own, ('licence', '<>'))},{self._garden('licence_until')}"
        nature = self._garden("nature")
        sited = f"COUNTIFS({self._cells(CompoundSite.TITLE, 'kindergarten', 'key')},{self._garden('uuid')})>0"
        compound = f'({self._garden("status")}="在办")*((({self._garden("compound")}="是")+({sited}))>0)'
        found = {
            "licence_valid": (f'COUNTIFS({valid},">="&{self._day})', f'COUNTIFS({valid},"<>")'),
            "compound_inclusive": (
                f'SUMPRODUCT({compound}*((({nature}="{PUBLIC}")+({nature}="{INCLUSIVE}"))>0))',
                f'SUMPRODUCT({compound}*({nature}<>""))',
            ),
        }
        for key, planned in (("areas_since", "2017年及以后"), ("areas_before", "2017年以前")):
            found[key] = self._areas(planned)
        return found

    def _areas(self, planned: str) -> Formula:
        names = ("children", *self._floors)
        there = f'({self._garden("status")}="在办")*({self._garden("planned")}="{planned}")'
        there += "".join(f'*({self._garden(name)}<>"")' for name in names)
        children = self._garden("children")
        roomy = "".join(
            f"*(ROUND({self._garden(name)}-{floor}*{children},6)>=0)" for name, floor in self._floors.items()
        )
        return f"SUMPRODUCT({there}{roomy})", f"SUMPRODUCT({there}*1)"

    def _four(self) -> dict[str, Formula]:
        title = FourIndependents.TITLE
        rural = (("nature", PUBLIC), ("rural", "是"))
        every = f"COUNTIFS({self._open(*rural)})"
        there = self._garden_of(title, *rural)
        own = self._garden_of(title, *rural, ("kind", f"<>{ATTACHED}"))
        met = f'SUMPRODUCT({there}*({self._cells(title, "conclusion")}="达标"))'
        states = {name: self._cells(title, f"{name}_state") for name, _ in FOUR}
        strict = "".join(f'*({state}="已达到")' for state in states.values())
        found = {"four_independents": (met, every), "four_independents_all": (f"SUMPRODUCT({own}{strict})", every)}
        for name, state in states.items():
            exempt = f'SUMPRODUCT({there}*({state}="不适用"))'
            found[f"four_{name}"] = (f'SUMPRODUCT({there}*({state}="已达到"))', f"({every}-{exempt})")
        return found

    def _supervised(self) -> dict[str, Formula]:
        title = Assignment.TITLE
        key, since, until = (
            self._cells(title, "kindergarten", "key"),
            *(self._cells(title, name) for name in ("since", "until")),
        )
        posted = self._cells(title, "plaque_posted")

        def held(more: str) -> str:
            begun = f'{key},{self._garden("uuid")},{since},"<="&{self._day}{more}'
            still = f'COUNTIFS({begun},{until},"=")+COUNTIFS({begun},{until},">"&{self._day})'
            return f'SUMPRODUCT(({self._garden("status")}="在办")*(({still})>0))'

        every = f"COUNTIFS({self._open()})"
        return {
            "supervisor_assigned": (held(""), every),
            "supervisor_posted": (held(f',{posted},"<="&{self._day}'), every),
        }

    def _county_wide(self) -> dict[str, Formula]:
        def own(name: str) -> str:
            return f'SUMIFS({self._area(name)},{self._area("area")},"{self._county}")'

        return {
            "fiscal_share": (own("preschool_spending"), own("education_spending")),
            "satisfaction": (own("satisfaction"), "100"),
            "research_managers": (own("research_managers"), "1"),
            "researchers": (own("researchers"), "1"),
        }
