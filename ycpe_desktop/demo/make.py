"""Making the demo county, or as many kindergartens as a trial of size needs; the same seed gives the same county."""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from random import Random
from typing import Any

from sqlalchemy import Connection, insert, select

from ycpe_desktop.credit_code import check_character
from ycpe_desktop.demo.figures import class_rooms, rooms_of, year_figures
from ycpe_desktop.demo.grown import MOST_GROWN, Grown, Making
from ycpe_desktop.demo.mistakes import County, plant
from ycpe_desktop.demo.mistakes_gardens import REGISTRY, REPORTS
from ycpe_desktop.demo.mistakes_supervision import PEOPLE, VISITS
from ycpe_desktop.demo.mistakes_work import ACTIVITIES, GUARANTEES, NETWORK, PROJECTS, SAFETY
from ycpe_desktop.demo.network import Held, alliances, research
from ycpe_desktop.demo.oversight import oversight
from ycpe_desktop.demo.plan import Site, sites
from ycpe_desktop.demo.projects import projects
from ycpe_desktop.demo.supervision import supervisors
from ycpe_desktop.demo.visits import visits
from ycpe_desktop.demo.words import Keys, person, telephone
from ycpe_desktop.demo.work import culture, evaluators, progress, safety, school_links, self_evaluations
from ycpe_desktop.fields import Dated
from ycpe_desktop.ledgers import LEDGERS, AreaYear, ClassRoom, FourIndependents, Kindergarten, Ledger, YearReport
from ycpe_desktop.ledgers.four_independents import FOUR
from ycpe_desktop.policy.documents import add_shipped
from ycpe_desktop.policy.visit_settings import notice_pattern
from ycpe_desktop.store import Store, add_years
from ycpe_desktop.store.in_year import relist
from ycpe_desktop.store.opening import keep_setting
from ycpe_desktop.store.searching import rewrite
from ycpe_desktop.store.tables import METADATA, action, raw_value

DEMO_REMARK = "演示数据"
LEGAL_KIND_BY_PREFIX = {"12": "institution", "52": "nonenterprise", "91": "enterprise", "": "none"}
CHUNK = 2_000
IN_COMPOUNDS = (4, 12, 19, 26, 36)
"""Kindergartens of the seat that stand in a compound whatever chance says; the last is 营利性."""
HAPPENINGS = ("held", "checked", "happened", "published", "judged", "reported")
"""Days on which something happened."""
EVERY = (REGISTRY, REPORTS, PEOPLE, VISITS, PROJECTS, GUARANTEES, NETWORK, ACTIVITIES, SAFETY)
"""The mistakes, in the order in which they are made."""
Told = Callable[[str, int, int], object]


def make_demo(store: Store, *, seed: int = 1, size: int = 180, told: Told = lambda text, done, total: None) -> None:
    """Fill an empty store with ``size`` kindergartens, three school years, supervisors for most of them, and their
    visits."""
    year = store.current_year
    years = (year - 2, year - 1, year)
    add_years(store, years)
    add_shipped(store)
    random = Random(seed)
    keys = Keys(random)
    planned = sites(store.county.code, size, random)
    held: list[tuple[str, str]] = []
    grown: list[Grown] = []
    children: Counter[tuple[int, str]] = Counter()
    with store.engine.connect().execution_options(writing=True) as connection, connection.begin():
        connection.execute(
            insert(action).values(
                at=datetime.now().isoformat(timespec="seconds"), label="建立演示数据", kind="demo", changes=0
            )
        )
        done = 0
        while chunk := list(islice(planned, CHUNK)):
            maker = _Chunk(connection, random, keys, years, store.county.code, done)
            for site in chunk:
                maker.add(site)
            maker.write()
            held += maker.open_ones
            grown += maker.grown
            children += maker.children
            done += len(chunk)
            told("生成园所", done, size)
        _write(connection, AreaYear, _areas(store, children, random, keys))
        supervisors(connection, held, year, random, keys)
        told("生成督导记录", size, size)
        pattern, further = notice_pattern(store), Random(seed + 1)
        visits(connection, [key for key, _ in held], year, store.today, pattern, further, keys)
        _plan_ledgers(connection, held, years, store.today, seed)
        _further(connection, grown, year, seed)
        _spoil(connection, grown, year, store.today, seed)
        keep_setting(connection, "demo", True)
    _index(store, years, told)


def _plan_ledgers(connection: Connection, held: Held, years: tuple[int, ...], today: date, seed: int) -> None:
    """What the plan asks beside registry and supervision; with chances of its own, so that the rest stays as it is."""
    random = Random(f"plan {seed}")
    keys = Keys(random, first=1 << 40)
    parts = (
        research(held, years, today, random, keys),
        alliances(held, years, random, keys),
        evaluators(held, years, random, keys),
        school_links(held, years, today, random, keys),
        culture(held, years, random, keys),
        safety(held, years, today, random, keys),
        self_evaluations(years[-1], keys),
    )
    for part in parts:
        for ledger, rows in part.items():
            _write(connection, ledger, [{**_happened(row, today), "remark": DEMO_REMARK} for row in rows])
    progress(connection, min(date(years[-1], 10, 20), today), random)


def _happened(row: dict[str, Any], today: date) -> dict[str, Any]:
    """What is told of this autumn is no later than today."""
    return {**row, **{name: min(row[name], today) for name in HAPPENINGS if row.get(name)}}


def _further(connection: Connection, grown: list[Grown], year: int, seed: int) -> None:
    """The ledgers of projects, guarantees and oversight, by chances of their own."""
    random = Random(f"{seed} further")
    making = Making(random, Keys(random), year)
    projects(making, grown)
    oversight(making, grown)
    making.write(connection, LEDGERS)


def _spoil(connection: Connection, grown: list[Grown], year: int, today: date, seed: int) -> None:
    """When all is written, so that a mistake can be made between any two ledgers."""
    keys = Keys(Random(f"{seed} mistakes"), first=1 << 44)
    county = County(connection, keys, {each.key: each for each in grown}, year, today)
    for mistakes in EVERY:
        plant(county, mistakes)


def _index(store: Store, years: Iterable[int], told: Told) -> None:
    """The yearly list and the search rows, as the store would have written them record by record."""
    with store.engine.connect().execution_options(writing=True) as connection, connection.begin():
        relist(connection, Kindergarten, years, store.today)
        for ledger in LEDGERS:
            owners = list(connection.scalars(select(METADATA.tables[ledger.__tablename__].c.uuid)))
            told(f"编制检索：{ledger.TITLE}", 0, len(owners))
            rewrite(connection, ledger, owners, store.names)


def _write(connection: Connection, ledger: type[Ledger], rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(insert(METADATA.tables[ledger.__tablename__]), rows)


class _Chunk:
    """Rows of some kindergartens, gathered and then written table by table."""

    def __init__(
        self, connection: Connection, random: Random, keys: Keys, years: tuple[int, ...], county: str, first: int
    ) -> None:
        self.connection, self.random, self.keys, self.years, self.county = connection, random, keys, years, county
        self.number = first
        self.kindergartens: list[dict[str, Any]] = []
        self.facts: dict[str, list[dict[str, Any]]] = {"nature": [], "status": []}
        self.reports: list[dict[str, Any]] = []
        self.rooms: list[dict[str, Any]] = []
        self.judged: list[dict[str, Any]] = []
        self.left_over: list[dict[str, Any]] = []
        self.open_ones: list[tuple[str, str]] = []
        self.children: Counter[tuple[int, str]] = Counter()
        self.grown: list[Grown] = []

    def add(self, site: Site) -> None:
        self.number += 1
        key = self.keys()
        opened = self.random.randint(1996, self.years[0] - 1)
        row = self._registry(site, key, opened)
        self._mistakes(row)
        self.kindergartens.append(row)
        newest = self._nature(site, key, opened)
        status = self._status(key, opened)
        if status == "open":
            self.open_ones.append((key, row["township"] or "999999999"))
        reports: dict[int, dict[str, Any]] = {}
        if self.number <= MOST_GROWN:
            self.grown.append(Grown(self.number, row, newest, status, reports))
        for back, year in enumerate(reversed(self.years)):
            if status != "open" and back == 0:
                continue
            if self.number % 61 == 17 and back == 2:
                continue  # the first year's figures never came in
            classes = site.classes + (self.random.choice((0, 0, 0, 1)) * back if site.classes > 3 else 0)
            reports[year] = self._report(site, key, year, classes)
            if row["rural"] and newest == "public":
                self.judged.append({"uuid": self.keys(), **_four(key, site, year, back, self.random)})

    def write(self) -> None:
        _write(self.connection, Kindergarten, self.kindergartens)
        for name, rows in self.facts.items():
            fact: Dated[Any] = getattr(Kindergarten, name)
            self.connection.execute(insert(fact.table), rows)
        _write(self.connection, YearReport, self.reports)
        _write(self.connection, ClassRoom, self.rooms)
        _write(self.connection, FourIndependents, self.judged)
        if self.left_over:
            self.connection.execute(insert(raw_value), self.left_over)

    def _registry(self, site: Site, key: str, opened: int) -> dict[str, Any]:
        random, number = self.random, self.number
        public, hosted = site.nature == "public", site.kind == "119"
        area = Decimal(site.classes * random.randint(230, 420))
        own = public and not hosted and random.random() < 0.75
        licence_until = date(self.years[-1] + random.choice((0, 1, 1, 2, 2)), random.randint(1, 12), 15)
        prefix = ("12" if own else "") if public else ("91" if site.nature == "forprofit" else "52")
        return {
            "uuid": key,
            "name": site.name,
            "code": None if hosted else f"1114{number % 1_000_000:06d}",
            "former_name": None,
            "kind": site.kind,
            "host_school": site.name.removesuffix("附设幼儿班") if hosted else None,
            "sponsor": site.sponsor,
            "sponsor_name": site.village_name or None if public else person(random),
            "village_collective": site.sponsor == "894",
            "state_assets": public and not site.in_seat and site.sponsor == "831",
            "township": site.township,
            "village": site.village,
            "address": f"{site.village_name or '县城'}{random.randint(1, 90)}号",
            "urban_rural": "111" if site.in_seat else ("121" if site.centre else "220"),
            "rural": not site.in_seat,
            "township_centre": site.centre,
            "compound": site.in_seat and random.random() < 0.15,
            "phone": telephone(number),
            "principal": person(random),
            "principal_phone": telephone(number + 5_000),
            "principal_filed": date(opened + 1, 9, 10),
            "licence": None if hosted else f"教民{self.county}{number:07d}号",
            "licence_authority": "县行政审批服务管理局",
            "licence_issued": None if hosted else date(self.years[0] - 1, 6, 1),
            "licence_until": None if hosted else licence_until,
            "legal_kind": LEGAL_KIND_BY_PREFIX[prefix],
            "credit_code": _credit_code(prefix, self.county, number) if prefix else None,
            "staffing_posts": round(site.classes * 1.4) if own else None,
            "opened": f"{opened}-09",
            "size_classes": site.classes,
            "site_area": area * 2,
            "building_area": area,
            "activity_area": area * Decimal("0.72"),
            "outdoor_area": Decimal(site.classes * random.randint(90, 240)),
            "planned": "since" if opened >= 2017 else "before",
            "remark": DEMO_REMARK,
        }

    def _mistakes(self, row: dict[str, Any]) -> None:
        """Gaps and mistakes on purpose, at fixed places, for the checks to find."""
        number = self.number
        if number % 47 == 9:
            row["code"] = None
        if number % 53 == 20:
            row["licence_until"] = date(self.years[0], 12, 31)
        if number % 59 == 33:
            row["township"] = None
            row["village"] = None
            self._leave(row["uuid"], "township", "乡镇", "原古仁乡", "没有找到“原古仁乡”")
        if number % 67 == 50:
            row["credit_code"] = None
            self._leave(
                row["uuid"],
                "credit_code",
                "统一社会信用代码",
                "1214083000000",
                "统一社会信用代码应为 18 位，现为 13 位",
            )
        if number % 41 == 5:
            row["urban_rural"] = None
        if number in IN_COMPOUNDS:
            row["compound"] = True

    def _leave(self, owner: str, field: str, title: str, value: str, reason: str) -> None:
        self.left_over.append({
            "uuid": self.keys(),
            "ledger": "kindergarten",
            "owner": owner,
            "field": field,
            "title": title,
            "value": value,
            "reason": reason,
            "source": "演示数据",
        })

    def _nature(self, site: Site, key: str, opened: int) -> str:
        """The newest nature; some 非营利性民办 were recognised as 普惠性 a year ago, some are recognised next."""
        since, turning = date(opened, 9, 1), date(self.years[1], 9, 1)
        if site.nature == "inclusive" and self.number % 5 == 0:
            self._fact("nature", key, "nonprofit", since, turning)
            self._fact("nature", key, "inclusive", turning, None, "县教育局认定")
        else:
            self._fact("nature", key, site.nature, since, None)
        return site.nature

    def _status(self, key: str, opened: int) -> str:
        since = date(opened, 9, 1)
        if self.number % 37 == 30:
            ended = date(self.years[-1], 7, 15)
            self._fact("status", key, "open", since, ended)
            self._fact("status", key, "paused", ended, None, "生源不足停办")
            return "paused"
        self._fact("status", key, "open", since, None)
        return "open"

    def _fact(
        self, name: str, owner: str, value: str, since: date, until: date | None, basis: str | None = None
    ) -> None:
        self.facts[name].append({
            "uuid": self.keys(),
            "owner": owner,
            "since": since,
            "until": until,
            "value": value,
            "basis": basis,
        })

    def _report(self, site: Site, key: str, year: int, classes: int) -> dict[str, Any]:
        listed = self.number <= MOST_GROWN and self.number % 4 == 1 and year != self.years[0]
        rooms = rooms_of(classes, self.random, crowded=listed and self.number % 12 == 5)
        values = year_figures(site, rooms, self.random)
        if self.number % 83 == 60:
            values["teachers_certified"] = values["teachers"] + 1
        total = sum(values[f"children_{band}"] or 0 for band in ("junior", "middle", "senior", "mixed"))
        self.children[year, site.township] += total
        if listed:
            described = class_rooms(rooms, values)
            self.rooms += [{"uuid": self.keys(), "kindergarten": key, "year": year, **room} for room in described]
        self.reports.append({"uuid": self.keys(), "kindergarten": key, "year": year, **values})
        return values


def _credit_code(prefix: str, county: str, number: int) -> str:
    first = f"{prefix}{county}MB{number % 10_000_000:07d}"
    return first + check_character(first)


def _four(key: str, site: Site, year: int, back: int, random: Random) -> dict[str, Any]:
    """A judgement of the four, better year by year; 附设幼儿班 have none of them."""
    row: dict[str, Any] = {"kindergarten": key, "year": year, "remark": DEMO_REMARK}
    reached = random.random() - 0.16 * back + (0.2 if site.centre else 0)
    for place, (name, label) in enumerate(FOUR):
        state = "met" if reached > 0.06 + 0.08 * place else random.choice(("pending", "missing", "missing"))
        if site.kind == "119":
            state = "missing"
        row[f"{name}_state"] = state
        met = state == "met"
        row[f"{name}_date"] = date(year - 1, random.randint(3, 8), 20) if met else None
        row[f"{name}_evidence"] = f"{label}材料〔{year}〕{random.randint(1, 99)}号" if met else None
        row[f"{name}_reason"] = None
    return row


def _areas(store: Store, children: Counter[tuple[int, str]], random: Random, keys: Keys) -> list[dict[str, Any]]:
    """Population of 3 to 5 by township, and the county's row with its effort; a year ago one township is missing."""
    rows: list[dict[str, Any]] = []
    for year in sorted({year for year, _ in children}):
        towns = {town: count for (of, town), count in children.items() if of == year}
        parts = {town: round(count / random.uniform(0.96, 1.03)) for town, count in sorted(towns.items())}
        county = sum(parts.values()) + round(sum(parts.values()) * 0.008)
        money = Decimal(61_000_000 + 2_400_000 * (year % 10))
        rows.append(
            {
                "area": store.county.code, "population": county, "education_spending": money * 9,
                "preschool_spending": money, "training_spending": money / 100, "research_managers": 1, "researchers": 1,
                "satisfaction": Decimal("91.60"), "year": year,
            }
        )  # fmt: skip
        rows += [_area_row(town, count, year) for town, count in parts.items()]
    return [{"uuid": keys(), "population_source": "household", "remark": DEMO_REMARK, **row} for row in rows]


def _area_row(town: str, count: int, year: int) -> dict[str, Any]:
    none = ("education_spending", "preschool_spending", "training_spending", "research_managers", "researchers")
    return {"area": town, "population": count, "year": year, "satisfaction": None, **dict.fromkeys(none)}
