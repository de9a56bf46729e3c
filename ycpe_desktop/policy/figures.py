"""What an indicator is once it has been counted: exact numbers, a verdict that explains itself, and its words."""

import re
from dataclasses import dataclass, fields, replace
from datetime import date
from fractions import Fraction
from math import ceil
from typing import Any, Literal

Verdict = Literal["met", "missed", "cannot_be_judged"]
Form = Literal["percent", "ratio", "mean", "count", "most"]
"""``most`` is a count that must not exceed its target."""
VERDICTS: dict[Verdict, str] = {"met": "达到", "missed": "未达到", "cannot_be_judged": "无法判断"}
INFORMS = "供了解"
"""What stands in the place of the verdict where no target is set."""


@dataclass(frozen=True)
class Lack:
    """Something that must be filled in before the indicator can be judged; jumps to ``field`` of ``ledger``.

    ``uuid`` is the record that it is about (a kindergarten, or a place), not that of a row that may not exist yet.
    """

    uuid: str
    name: str
    ledger: str
    field: str
    told: str


@dataclass(frozen=True)
class Part:
    """What one kindergarten, township, county row or supervisor adds to an indicator; ``told`` says what it lacks.

    ``uuid`` is the record's, or the code of the place that a row of 县乡年度情况 is about; ``ledger`` is where it
    stands; "place" (a township) and "" (a row of another year) are not opened.
    """

    uuid: str
    name: str
    township: str
    numerator: int | None
    denominator: int | None
    told: str = ""
    ledger: str = "kindergarten"
    field: str = ""


@dataclass(frozen=True)
class Beside:
    """A further figure or standard that stands beside the indicator: "国家标准 50%：达到"."""

    label: str
    shown: str
    verdict: Verdict
    clause: str = ""


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """One indicator of one school year. ``value``: percent, children a teacher, mean, or a count; never rounded."""

    id: str
    title: str
    group: str
    year: int
    as_of: date
    parts: str
    clause: str
    unit: str
    form: Form = "percent"
    numerator: int | None = None
    denominator: int | None = None
    target: Fraction | None = None
    target_word: str = ""
    verdict: Verdict = "cannot_be_judged"
    reason: str = ""
    """Why it cannot be judged."""
    gap: int | None = None
    """How many of ``unit`` are wanting to reach the target; 0 when it is reached."""
    note: str = ""
    missing: tuple[Lack, ...] = ()
    """The first of those that lack data; ``missing_count`` counts all."""
    missing_count: int = 0
    beside: tuple[Beside, ...] = ()

    @property
    def value(self) -> Fraction | None:
        return worth(self.form, self.numerator, self.denominator)

    @property
    def shown(self) -> str:
        return show(self.form, self.value)

    @property
    def target_shown(self) -> str:
        if self.target is None:
            return ""
        return f"1:{plain(self.target)}" if self.form == "ratio" else plain(self.target) + _sign(self.form)

    @property
    def informs(self) -> bool:
        """It was counted whole and there is nothing to judge it by."""
        unjudged = self.verdict == "cannot_be_judged" and self.target is None
        return unjudged and self.value is not None and not self.missing_count

    @property
    def verdict_shown(self) -> str:
        return INFORMS if self.informs else VERDICTS[self.verdict]

    @property
    def parts_shown(self) -> str:
        """How it is counted, where its numbers carry their own unit."""
        return self.parts.removesuffix(f"（{MONEY_UNIT}）")

    @property
    def reason_shown(self) -> str:
        """How many lack what is said in the first part of a reason, which alone has room in a narrow place."""
        return re.split("[：；，（]", self.reason)[0]

    @property
    def lacking_kindergartens(self) -> int:
        """Of all that lack data those that are kindergartens; rows of the county and its townships are no such."""
        return self.missing_count - sum(lack.ledger == "area_year" for lack in self.missing)

    @property
    def gap_told(self) -> str:
        word = "超出" if self.form == "most" else "还差"
        return f"{word} {self.gap:,} {self.unit}" if self.gap else ""


MONEY_UNIT = "分"
MONEY_SHOWN = 1_000_000
"""分 of one 万元."""


def counted(unit: str, value: int | None) -> str:
    """A numerator or denominator as people read it: money is counted in 分 and shown in 万元."""
    if value is None:
        return ""
    return f"{value / MONEY_SHOWN:,.2f}万元" if unit == MONEY_UNIT else f"{value:,}"


def worth(form: Form, numerator: int | None, denominator: int | None) -> Fraction | None:
    if form in ("count", "most"):
        return None if numerator is None else Fraction(numerator)
    if numerator is None or not denominator or (form == "ratio" and not numerator):
        return None
    if form == "ratio":
        return Fraction(denominator, numerator)
    return Fraction(100 * numerator, denominator) if form == "percent" else Fraction(numerator, denominator)


def show(form: Form, value: Fraction | None) -> str:
    if value is None:
        return ""
    if form == "ratio":
        return f"1:{rounded(value, 1)}"
    return plain(value) if form in ("count", "most") else rounded(value, 2) + _sign(form)


def _sign(form: Form) -> str:
    return "%" if form == "percent" else ""


def rounded(value: Fraction, places: int = 2) -> str:
    """Half up, as the published figures are: 58.125 → 58.13."""
    units = (abs(value) * 10**places * 2 + 1) // 2
    whole, rest = divmod(units, 10**places)
    return f"{'-' if value < 0 and units else ''}{whole:,}.{rest:0{places}d}" if places else f"{whole:,}"


def plain(value: Fraction) -> str:
    """As people write it: 55, 99.8, 8.17."""
    return rounded(value, 2).rstrip("0").rstrip(".")


def reaches(form: Form, numerator: int, denominator: int, target: Fraction) -> bool:
    """On exact fractions; what is above 100 % stays above it."""
    if form == "ratio":
        return numerator * target >= denominator
    if form == "most":
        return numerator <= target
    if form == "count":
        return numerator >= target
    return (100 if form == "percent" else 1) * numerator >= target * denominator


def wanting(form: Form, numerator: int, denominator: int, target: Fraction) -> int:
    """How much the numerator falls short of the target, in whole children, kindergartens or teachers; of ``most``, how
    much it goes beyond."""
    if form == "most":
        return max(0, ceil(numerator - target))
    if form == "ratio":
        needed = ceil(denominator / target)
    elif form == "count":
        needed = ceil(target)
    else:
        needed = ceil(target * denominator / (100 if form == "percent" else 1))
    return max(0, needed - numerator)


def judged(figure: Indicator, target: Fraction | None, word: str, clause: str = "") -> Indicator:
    """The figure with its target, verdict and gap; one that has a reason already cannot be judged."""
    told = replace(figure, target=target, target_word=word, clause=clause or figure.clause)
    if told.reason or told.numerator is None or told.denominator is None:
        return told
    if told.value is None:
        return replace(told, reason="分母为零，没有可以计算的")
    if target is None:
        return replace(told, reason=word or "没有规定的目标值，供了解情况")
    met = reaches(told.form, told.numerator, told.denominator, target)
    gap = wanting(told.form, told.numerator, told.denominator, target)
    return replace(told, verdict="met" if met else "missed", gap=gap)


def not_known_then(figure: Indicator) -> Indicator:
    """What a year that was approved before the indicator was there can say of it."""
    return replace(
        figure, numerator=None, denominator=None, target=None, target_word="", verdict="cannot_be_judged",
        reason="审核通过时还没有这项指标", gap=None, note="", missing=(), missing_count=0, beside=(),
    )  # fmt: skip


def as_json(figure: Indicator) -> dict[str, Any]:
    """Plain JSON, exactly reversible by ``from_json``; rates in percent with two decimals, as decimal text."""
    value = figure.value
    return {
        **{each.name: getattr(figure, each.name) for each in fields(figure)},
        "as_of": figure.as_of.isoformat(),
        "value": None if value is None else rounded(value, 2).replace(",", ""),
        "shown": figure.shown,
        "target": None if figure.target is None else plain(figure.target).replace(",", ""),
        "exact_target": None if figure.target is None else str(figure.target),
        "verdict_shown": figure.verdict_shown,
        "missing": [vars(lack) for lack in figure.missing],
        "beside": [vars(each) for each in figure.beside],
    }


def from_json(kept: dict[str, Any]) -> Indicator:
    known = {each.name: kept[each.name] for each in fields(Indicator) if each.name in kept}
    return Indicator(**{
        **known,
        "as_of": date.fromisoformat(kept["as_of"]),
        "target": None if kept["exact_target"] is None else Fraction(kept["exact_target"]),
        "missing": tuple(Lack(**lack) for lack in kept["missing"]),
        "beside": tuple(Beside(**each) for each in kept["beside"]),
    })
