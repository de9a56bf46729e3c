"""四个独立: which kindergartens are judged in a year, and how they stand.

The denominator is 农村园, 在办 and 公办 on 1 September; 附设幼儿班 count and are 未达到. Each item's own denominator
leaves out what is 不适用.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from sqlalchemy import Select, and_, case, func, literal, select

from ycpe_desktop import credit_code
from ycpe_desktop.fields import Dated
from ycpe_desktop.ledgers import FourIndependents, Kindergarten
from ycpe_desktop.ledgers.four_independents import FOUR, STATES, all_four, conclusion
from ycpe_desktop.policy.alliances import EXEMPT, same_legal, without_own_legal
from ycpe_desktop.schoolyear import first_day
from ycpe_desktop.store import Store
from ycpe_desktop.store.attachments import Attachment
from ycpe_desktop.store.in_year import in_force
from ycpe_desktop.store.listing import table_of
from ycpe_desktop.store.spoken import by_name
from ycpe_desktop.store.tables import attachment

ITEMS: Mapping[str, str] = dict(FOUR)
STATE_WORDS: Mapping[str, str] = dict(STATES)
ATTACHED = "119"
NO_TOWNSHIP = "乡镇未填"


@dataclass(frozen=True)
class Row:
    """One kindergarten of the denominator and what was judged of it; ``values`` is empty before the first judgement."""

    kindergarten: str
    name: str
    township: str  # its code, "" where it is not filled in
    township_name: str
    attached: bool  # 附设幼儿班
    credit_code: str
    code_is_shared: bool
    same_legal: str  # why it is one legal person with the lead of its alliance, "" where it is not
    conclusion: str  # met, not_met, open
    all_four: bool
    record: str  # the uuid of the year's row, "" before the first judgement
    values: Mapping[str, Any]

    def judged(self, item: str) -> str | None:
        """What the office has judged."""
        state: str | None = self.values.get(f"{item}_state")
        return state

    def state(self, item: str) -> str | None:
        """What counts: a 附设幼儿班 that nobody judged is 未达到."""
        return self.judged(item) or ("missing" if self.attached else None)


@dataclass(frozen=True)
class ItemCount:
    """How many kindergartens stand where in one of the four."""

    met: int = 0
    pending: int = 0
    missing: int = 0
    exempt: int = 0
    blank: int = 0

    @property
    def denominator(self) -> int:
        return self.met + self.pending + self.missing + self.blank


@dataclass(frozen=True)
class Progress:
    """``met`` is 达标 as decided, ``all_four`` the strict reading: all four 已达到."""

    total: int
    met: int
    not_met: int
    open: int
    all_four: int
    items: Mapping[str, ItemCount]

    @property
    def share(self) -> Fraction | None:
        return Fraction(self.met, self.total) if self.total else None


@dataclass(frozen=True)
class YearProgress:
    """``townships``: (code, name, progress) of every township that has such kindergartens, in the order of codes."""

    whole: Progress
    townships: Sequence[tuple[str, str, Progress]]


@dataclass(frozen=True)
class Proposal:
    """What the registry suggests; never set by itself."""

    state: str
    why: str
    reason: str = ""
    """What 不适用 would be given as its reason."""


def rows(store: Store, year: int) -> list[Row]:
    """By township; centres first, 附设幼儿班 last, then by name."""
    with store.reading() as connection:
        found = connection.execute(_wanted(year)).mappings().all()
        shared = _shared_codes(year)
        twice = set(connection.scalars(shared))
        allied = same_legal(connection, first_day(year))
    return [_row(dict(each), store, twice, allied.get(each["garden"], "")) for each in found]


def progress(store: Store, year: int) -> YearProgress:
    return by_township(rows(store, year))


def by_township(every: Sequence[Row]) -> YearProgress:
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in every:
        groups.setdefault((row.township, row.township_name), []).append(row)
    return YearProgress(tally(every), [(code, name, tally(part)) for (code, name), part in groups.items()])


def files(store: Store, every: Iterable[Row]) -> dict[tuple[str, str], list[Attachment]]:
    """(record, item) → its evidence files, oldest first."""
    records = {row.record for row in every}
    wanted = select(attachment).where(attachment.c.ledger == FourIndependents.__tablename__)
    found: dict[tuple[str, str], list[Attachment]] = {}
    with store.reading() as connection:
        for row in connection.execute(wanted.order_by(attachment.c.added, attachment.c.name)).mappings():
            if row["owner"] in records:
                item = (row["field"] or "").removesuffix("_evidence")
                found.setdefault((row["owner"], item), []).append(Attachment(**row))
    return found


def tally(every: Iterable[Row]) -> Progress:
    part = list(every)
    ends = Counter(row.conclusion for row in part)
    items = {item: _count(Counter(row.state(item) for row in part)) for item in ITEMS}
    strict = sum(row.all_four for row in part)
    return Progress(len(part), ends["met"], ends["not_met"], ends["open"], strict, items)


def proposals(row: Row) -> dict[str, Proposal]:
    """Item → what its evidence in the registry suggests, for those not judged yet."""
    if row.same_legal:
        why = f"依据办园共同体可判 不适用：{row.same_legal}"
        return {item: Proposal("exempt", why, row.same_legal) for item in EXEMPT if not row.judged(item)}
    code = row.credit_code
    if row.attached or row.code_is_shared or not code or credit_code.problem(code) or row.judged("legal"):
        return {}
    if code.startswith(credit_code.PUBLIC_INSTITUTION):
        return {"legal": Proposal("met", "依据信用代码可判 已达到：以 12 开头，校验无误，不与其他园相同")}
    whose = credit_code.meaning(code) or "其他机构"
    return {"legal": Proposal("missing", f"依据信用代码可判 未达到：以 {code[:2]} 开头，是{whose}")}


def _wanted(year: int) -> Select[Any]:
    garden, judged = table_of(Kindergarten), table_of(FourIndependents)
    of_year = and_(judged.c.kindergarten == garden.c.uuid, judged.c.year == year)
    attached = garden.c.kind == ATTACHED
    nobody = case((attached, literal("not_met")), else_=literal("open"))
    ended = case((judged.c.uuid.is_(None), nobody), else_=conclusion(judged))
    return (
        select(
            garden.c.uuid.label("garden"),
            garden.c.name,
            garden.c.township,
            garden.c.kind,
            garden.c.credit_code,
            ended.label("ended"),
            all_four(judged).label("strict"),
            judged,
        )
        .select_from(garden.outerjoin(judged, of_year))
        .where(
            garden.c.rural,
            garden.c.uuid.in_(_holding(Kindergarten.nature, "public", year)),
            garden.c.uuid.in_(_holding(Kindergarten.status, "open", year)),
        )
        .order_by(
            garden.c.township.is_(None),
            garden.c.township,
            func.coalesce(garden.c.township_centre, False).desc(),
            func.coalesce(attached, False),
            by_name(garden),
            garden.c.uuid,
        )
    )


def _holding(fact: Dated[Any], value: str, year: int) -> Select[Any]:
    return select(fact.table.c.owner).where(in_force(fact, first_day(year)), fact.table.c.value == value)


def _shared_codes(year: int) -> Select[Any]:
    """A member that is one legal person with its lead shares no code: it is the lead's."""
    garden = table_of(Kindergarten)
    code, own = garden.c.credit_code, garden.c.uuid.not_in(without_own_legal(first_day(year)))
    return select(code).where(code.is_not(None), own).group_by(code).having(func.count() > 1)


def _row(found: dict[str, Any], store: Store, shared: set[str], same: str) -> Row:
    names = {column.key for column in table_of(FourIndependents).columns}
    township = found["township"] or ""
    code = found["credit_code"] or ""
    return Row(
        kindergarten=found["garden"],
        name=found["name"],
        township=township,
        township_name=store.names.name("township", township) if township else NO_TOWNSHIP,
        attached=found["kind"] == ATTACHED,
        credit_code=code,
        code_is_shared=code in shared,
        same_legal=same,
        conclusion=found["ended"],
        all_four=bool(found["strict"]) and found["kind"] != ATTACHED,
        record=found["uuid"] or "",
        values={name: found[name] for name in names} if found["uuid"] else {},
    )


def _count(states: Counter[str | None]) -> ItemCount:
    return ItemCount(states["met"], states["pending"], states["missing"], states["exempt"], states[None])
