"""What each chart is drawn from: plain values, filled from the store by others. No matplotlib here."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

Ring = tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Caption:
    """What stands around every chart. ``source`` names the ledgers behind it: "园所名册、年度数据"."""

    county: str
    as_of: date
    source: str = ""
    demo: bool = False

    def line(self) -> str:
        parts = [self.county, f"截至 {self.as_of.isoformat()}"]
        if self.source:
            parts.append(f"来源：{self.source}")
        if self.demo:
            parts.append("演示数据")
        return " · ".join(parts)


@dataclass(frozen=True)
class Target:
    """A line to reach, in percent; in force for the school years ``first`` … ``last`` (both included, None = open)."""

    percent: Fraction
    clause: str
    word: str = "目标"
    first: int | None = None
    last: int | None = None

    def holds_in(self, year: int) -> bool:
        return (self.first is None or self.first <= year) and (self.last is None or year <= self.last)


@dataclass(frozen=True)
class YearRate:
    """One rate of one school year, exact. ``why_not`` says why it cannot be judged, "缺 3—5 周岁人口"."""

    year: int
    numerator: int | None
    denominator: int | None
    why_not: str = ""
    label: str = ""

    def percent(self) -> Fraction | None:
        if self.why_not or self.numerator is None or not self.denominator:
            return None
        return Fraction(100 * self.numerator, self.denominator)

    def shown_year(self) -> str:
        return self.label or f"{self.year}—{self.year + 1}"


def counted(value: int) -> str:
    """12,345."""
    return f"{value:,}"


def in_ten_thousands(cents: int) -> str:
    """分 as 万元, half up: 123456700 → "123.46"."""
    units = (cents * 2 + 10_000) // 20_000
    return f"{units // 100:,}.{units % 100:02d}"


Shown = Callable[[int], str]
"""How a count is written beside its bar."""


@dataclass(frozen=True)
class RateSeries:
    """One indicator over the years. ``parts`` names numerator and denominator, "公办园在园幼儿 ÷ 全部在园幼儿"."""

    name: str
    years: Sequence[YearRate]
    targets: Sequence[Target]
    caption: Caption
    parts: str = ""
    fill_in: str = ""
    shown: Shown = counted


@dataclass(frozen=True)
class Panels:
    """Several indicators side by side on one sheet."""

    title: str
    series: Sequence[RateSeries]
    caption: Caption


@dataclass(frozen=True)
class Stack:
    """One bar: children by nature. A nature that is absent counts as none; ``why_not`` where nothing is known."""

    label: str
    counts: Mapping[str, int] = field(default_factory=dict)
    why_not: str = ""

    def total(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True)
class NatureChildren:
    """Children by nature: bars are school years ("2026—2027", oldest first) or townships (any order)."""

    bars: Sequence[Stack]
    caption: Caption
    fill_in: str = "请在“年度数据”里填写各园的在园幼儿数，在“园所名册”里填写办园性质。"


class TownshipChildren(NatureChildren):
    """The same with a bar for each township."""


@dataclass(frozen=True)
class Columns:
    """Upright bars, one a year or month, in parts; ``colours`` names the parts from the bottom and their fills.

    ``line``: a count to reach or not to exceed, with what is said of it.
    """

    title: str
    bars: Sequence[Stack]
    colours: Mapping[str, str]
    unit: str
    caption: Caption
    line: tuple[int, str] | None = None
    notes: Sequence[str] = ()
    fill_in: str = ""


@dataclass(frozen=True)
class StateRow:
    """One lying bar: how many stand where. ``end`` is told at its right end: "已完成 3/5"."""

    label: str
    counts: Mapping[str, int]
    end: str = ""

    def total(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True)
class StateRows:
    """Rows in the order shown; ``colours`` names the states from the left and their fills."""

    title: str
    rows: Sequence[StateRow]
    colours: Mapping[str, str]
    unit: str
    caption: Caption
    notes: Sequence[str] = ()
    fill_in: str = ""
    shown: Shown = counted


@dataclass(frozen=True)
class Progress:
    """How many kindergartens stand where, for one of 四个独立, for 达标, or for a township."""

    label: str
    reached: int = 0
    in_progress: int = 0
    not_reached: int = 0
    not_applicable: int = 0
    blank: int = 0

    def counts(self) -> dict[str, int]:
        return {
            "已达到": self.reached,
            "办理中": self.in_progress,
            "未达到": self.not_reached,
            "不适用": self.not_applicable,
            "未填": self.blank,
        }

    def denominator(self) -> int:
        """不适用 leaves the denominator; what is not filled in stays in it."""
        return self.reached + self.in_progress + self.not_reached + self.blank


@dataclass(frozen=True)
class FourProgress:
    """Rows in the order shown: the four and 达标, or one row a township."""

    title: str
    rows: Sequence[Progress]
    caption: Caption
    fill_in: str = "请在“四个独立”里逐园选定已达到、办理中、未达到或不适用。"
    unit: str = "所"
    clause: str = ""


@dataclass(frozen=True)
class SupervisorLoad:
    name: str
    kindergartens: int
    note: str = ""


@dataclass(frozen=True)
class LoadBoard:
    """Kindergartens in the care of each supervisor against the soft band ``lower`` … ``upper`` around ``ideal``."""

    supervisors: Sequence[SupervisorLoad]
    caption: Caption
    ideal: int
    lower: int
    upper: int
    uncovered: int = 0
    clause: str = "教督〔2019〕3号：1 人负责 5 所左右"
    fill_in: str = "请在“责任督学”里登记督学，再把园所分配给他们。"

    def word(self, kindergartens: int) -> str:
        if kindergartens > self.upper:
            return "偏多"
        return "偏少" if kindergartens < self.lower else "正常"


@dataclass(frozen=True)
class RateRow:
    """One township's or supervisor's part and whole; nothing to count is no zero."""

    label: str
    part: int
    whole: int

    @property
    def share(self) -> Fraction:
        return Fraction(self.part, self.whole)


@dataclass(frozen=True)
class RateRows:
    """A rate of each row, counted in ``unit``. ``summed``: the rows come to the whole county together."""

    title: str
    rows: Sequence[RateRow]
    caption: Caption
    unit: str
    target: Target | None = None
    parts: str = ""
    fill_in: str = ""
    summed: bool = True


@dataclass(frozen=True)
class Pair:
    """One rate in two states, in percent."""

    name: str
    before: Fraction
    after: Fraction
    target: Fraction


@dataclass(frozen=True)
class TwoStates:
    """Rates as they are and as reckoned; ``names`` of the two states: 2026—2027 学年, 测算."""

    title: str
    pairs: Sequence[Pair]
    names: tuple[str, str]
    caption: Caption
    fill_in: str = ""


@dataclass(frozen=True)
class TownshipPoint:
    """A township on the map, WGS-84 degrees; ``lon``/``lat`` None = 位置未定. ``children`` None = no data."""

    name: str
    lon: float | None = None
    lat: float | None = None
    children: int | None = None
    category: str = ""

    def spot(self) -> tuple[float, float] | None:
        return None if self.lon is None or self.lat is None else (self.lon, self.lat)


@dataclass(frozen=True)
class CountyMap:
    """``colours`` fixes the colour of categories (natures, shares); others take the next of the palette."""

    title: str
    outline: Sequence[Ring]
    townships: Sequence[TownshipPoint]
    caption: Caption
    category_name: str = ""
    colours: Mapping[str, str] = field(default_factory=dict)
    fill_in: str = "请在“园所名册”里填写各园所在乡镇。"


SHARE_BANDS: Mapping[str, str] = {
    "不足 40%": "#F2D9A8",
    "40%—55%": "#C9D9EC",
    "55%—70%": "#8FB3DC",
    "70%—85%": "#4F86C2",
    "85% 及以上": "#1F4F8A",
}
"""Words and colours for a map by share (公办占比 of the township's children); 55 is the plan's line."""


def share_band(percent: Fraction) -> str:
    limits = (40, 55, 70, 85)
    return list(SHARE_BANDS)[sum(percent >= limit for limit in limits)]


def percent_text(percent: Fraction, places: int = 2) -> str:
    """Rounded half up, as the published figures are: 58.125 → "58.13%"."""
    scale = 10**places
    units = (percent * scale * 2 + 1) // 2
    sign, units = ("-", -units) if units < 0 else ("", units)
    whole, rest = divmod(units, scale)
    return f"{sign}{whole}.{rest:0{places}d}%" if places else f"{sign}{whole}%"


def plain_percent(percent: Fraction) -> str:
    """A target as people write it: 55%, 99.8%."""
    return percent_text(percent).rstrip("%").rstrip("0").rstrip(".") + "%"


Series = (
    RateSeries
    | Panels
    | NatureChildren
    | Columns
    | StateRows
    | FourProgress
    | LoadBoard
    | RateRows
    | TwoStates
    | CountyMap
)
