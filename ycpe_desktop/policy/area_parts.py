"""What stands behind an indicator of the whole county: its rows of 县乡年度情况, townships, supervisors,
sites, areas of 教研, incidents."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from sqlalchemy import Subquery, select, true

from ycpe_desktop import divisions
from ycpe_desktop.ledgers import AreaYear, Incident, Kindergarten, ResearchArea, Showcase, field_of
from ycpe_desktop.policy.areas import SUMMED, Look, Row, centres_wanted, cents, loads_on, population
from ycpe_desktop.policy.figures import Part
from ycpe_desktop.policy.research import due, missed_months
from ycpe_desktop.policy.sites import running_sites, standing_compounds
from ycpe_desktop.schoolyear import label
from ycpe_desktop.store.spoken import by_name
from ycpe_desktop.store.tables import place

AREA = AreaYear.__tablename__
Parts = Callable[[Look, Subquery], list[Part]]


def of_areas(look: Look, key: str, rows: Subquery) -> list[Part]:
    """The parts that are no kindergartens' own figures; none for the other indicators. ``rows``: the situation."""
    parts = _PARTS.get(key)
    return parts(look, rows) if parts else []


def in_townships(parts: Sequence[Part]) -> list[Part]:
    """The same summed by township, in the order of their names; [] where nothing lies in one."""
    towns: dict[str, list[Part]] = defaultdict(list)
    for part in parts:
        if part.township:
            towns[part.township].append(part)
    return [
        Part(town, town, town, _sum(part.numerator for part in each), _sum(part.denominator for part in each))
        for town, each in sorted(towns.items())
    ]


def _sum(counts: Iterable[int | None]) -> int | None:
    known = [count for count in counts if count is not None]
    return sum(known) if known else None


def _people(look: Look, _: Subquery) -> list[Part]:
    """The county's own row where it counts; else the townships, those without a number first."""
    found, rows = population(look), look.area_rows(look.year)
    if found.people is not None and found.note != SUMMED:
        name = _name(look) + (f"（{found.note}）" if found.note else "")
        return [Part(look.county, name, "", None, found.people, ledger=AREA, field="population")]
    told = [
        Part(code, name, name, None, rows[code]["population"], ledger=AREA, field="population")
        for code, name in look.townships()
        if rows.get(code, {}).get("population") is not None
    ]
    return [*(Part(lack.uuid, lack.name, "", None, None, lack.told, AREA, lack.field) for lack in found.lacks), *told]


def _centres(look: Look, rows: Subquery) -> list[Part]:
    """The townships without the centres they must have, then the first centre of each of the others."""
    row = rows.c
    there = select(row.township, row.uuid, row.name).where(
        row.status == "open", row.nature == "public", row.township_centre == true()
    )
    centres: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for code, uuid, name in look.connection.execute(there.order_by(by_name(rows), row.uuid)):
        centres[code].append((uuid, name))
    towns = look.townships("镇", "乡")
    least = centres_wanted(look)
    without = [Part(code, name, name, 0, 1, ledger="place") for code, name in towns if len(centres[code]) < least]
    first = [(town, *centres[code][0]) for code, town in towns if len(centres[code]) >= least]
    return [*without, *(Part(uuid, name, town, 1, 1) for town, uuid, name in first)]


def _loads(look: Look, _: Subquery) -> list[Part]:
    """The most loaded first."""
    loads = sorted(loads_on(look.connection, look.day).items(), key=lambda each: -each[1][1])
    return [Part(uuid, name, "", count, 1, ledger="supervisor") for uuid, (name, count) in loads]


def _money(look: Look, _: Subquery) -> list[Part]:
    """The county's row of the year, and that of the year before, which it must surpass."""
    names = ("preschool_spending", "education_spending")
    now, before = (_county_row(look, year, *names) for year in (look.year, look.year - 1))
    years = (f"{_name(look)} {label(year)}" for year in (look.year, look.year - 1))
    # A row of another year is not opened from this one.
    return [replace(now, name=next(years)), replace(before, name=next(years), uuid="", ledger="")]


def _satisfied(look: Look, _: Subquery) -> list[Part]:
    part = _county_row(look, look.year, "satisfaction")
    return [part if part.told else replace(part, denominator=10_000)]


def _researchers(name: str) -> Parts:
    def parts(look: Look, _: Subquery) -> list[Part]:
        return [replace(_county_row(look, look.year, name), numerator=_row(look, look.year).get(name))]

    return parts


def _compounds(look: Look, _: Subquery) -> list[Part]:
    """Those that were not handed over first."""
    found = sorted(standing_compounds(look), key=lambda site: site[3])
    return [Part(uuid, name, town, int(counts), 1, ledger="compound_site") for uuid, name, town, counts in found]


def _unlicensed(look: Look, _: Subquery) -> list[Part]:
    return [Part(uuid, name, town, 1, None, ledger="unlicensed_site") for uuid, name, town, _ in running_sites(look)]


def _incidents(look: Look, _: Subquery) -> list[Part]:
    it, garden = Incident.__table__, Kindergarten.__table__
    wanted = select(it.c.uuid, garden.c.name, place.c.name, it.c.happened).where(it.c.year == look.year)
    joined = it.join(garden, garden.c.uuid == it.c.kindergarten).outerjoin(place, place.c.code == garden.c.township)
    found = look.connection.execute(wanted.select_from(joined).order_by(it.c.happened, it.c.uuid))
    return [Part(uuid, f"{name}（{day}）", town or "", 1, None, ledger="incident") for uuid, name, town, day in found]


def _research(look: Look, _: Subquery) -> list[Part]:
    """Months with an activity of each area, those that miss most first."""
    months, missed = due(look), missed_months(look)
    areas = ResearchArea.__table__
    names = dict(look.connection.execute(select(areas.c.uuid, areas.c.name)).tuples().all())
    parts = [
        Part(uuid, names[uuid], "", len(each) - len(missed.get(uuid, [])), len(each), ledger="research_area")
        for uuid, each in months.items()
    ]
    return sorted(parts, key=lambda part: (part.numerator or 0) - (part.denominator or 0))


def _models(look: Look, _: Subquery) -> list[Part]:
    table = Showcase.__table__
    wanted = select(table.c.uuid, table.c.theme).where(table.c.kind == "model", table.c.calendar_year == look.year)
    found = look.connection.execute(wanted.order_by(table.c.theme))
    return [Part(uuid, theme, "", 1, None, ledger="showcase") for uuid, theme in found]


def _county_row(look: Look, year: int, *names: str) -> Part:
    """Of the county's row of that year one or two figures; money and percent in hundredths, as they are counted."""
    row = _row(look, year)
    blank = [name for name in names if row.get(name) is None]
    told = f"{'、'.join(field_of(AreaYear, name).label for name in blank)}未填" if blank else ""
    first, second, *_ = (*(cents(row.get(name)) for name in names), None)
    return Part(look.county, _name(look), "", first, second, told, AREA, (*blank, *names)[0])


def _row(look: Look, year: int) -> Row:
    return look.area_rows(year).get(look.county, {})


def _name(look: Look) -> str:
    return divisions.county(look.county).name


_PARTS: dict[str, Parts] = {
    "gross_enrolment": _people,
    "satisfaction": _satisfied,
    "township_centre": _centres,
    "supervisor_load": _loads,
    "fiscal_share": _money,
    "research_managers": _researchers("research_managers"),
    "researchers": _researchers("researchers"),
    "compound_transfer": _compounds,
    "unlicensed_sites": _unlicensed,
    "incidents": _incidents,
    "research_monthly": _research,
    "showcase": _models,
}
