"""Indicators that are sums over kindergartens: part ÷ whole, as SQL over the columns of ``situation``."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any, Literal

from sqlalchemy import ColumnElement, case, false, or_, true

from ycpe_desktop.policy.staffing import Staffing

Sql = ColumnElement[Any]


@dataclass(frozen=True)
class Facts:
    """What an expression may look at: the situation's columns, its day, the floors of area a child (1/100 m²), what
    a class must have, and the ``limits`` in force by their keys."""

    row: Any
    day: date
    floors: dict[str, int]
    staffing: Staffing
    limits: Mapping[str, Fraction] = field(default_factory=dict)


Expression = Callable[[Facts], Sql]


@dataclass(frozen=True)
class Gap:
    """A value that a kindergarten lacks: where it is filled in, what is said of it, and when it counts as lacking."""

    told: str
    ledger: str
    field: str
    when: Expression


@dataclass(frozen=True, kw_only=True)
class Share:
    """One indicator. ``among``: the kindergartens that it is about. ``gaps``: what makes one of them unjudgeable."""

    id: str
    title: str
    group: str
    parts: str
    clause: str
    part: Expression
    whole: Expression
    unit: str
    gaps: tuple[Gap, ...] = ()
    among: Expression = lambda _: true()
    counts_blank: Expression = lambda _: false()
    """Which of those that lack data stay in the whole nevertheless, as not reached."""
    target: str = ""
    """The key of its target in the thresholds; its own id where empty."""
    rising: Literal["", "above", "not_below"] = ""
    """Judged against the year before instead of a target."""
    ratio: bool = False
    """Shown as 1 : whole ÷ part, and judged by part × target ≥ whole."""
    flow: bool = False
    """Counted over the school year before; what of the year itself has come is shown beside."""
    nothing: str = "没有可以计算的园"
    """What is said where the whole is nothing."""
    also_on_last_day: bool = False
    """In the target year 2025 shown beside with the facts of 31 December."""


NO_STATUS = Gap("状态未填", "kindergarten", "status", lambda it: it.row.c.status.is_(None))
"""The gap that every indicator has."""


def lacking(share: Share, it: Facts) -> Sql:
    """The condition that a kindergarten of this indicator cannot be counted."""
    return or_(NO_STATUS.when(it), *(gap.when(it) for gap in share.gaps))


def counted(share: Share, it: Facts) -> tuple[Sql, Sql, Sql]:
    """(part, whole, 1 where data is lacking) of each kindergarten; one that lacks data is in no part."""
    whole = share.whole(it)
    kept = case((share.counts_blank(it), whole), else_=0)
    return _where(share, it, share.part(it), 0), _where(share, it, whole, kept), _where(share, it, 0, 1)


def _where(share: Share, it: Facts, judged: Any, blank: Any) -> Sql:
    """NULL counts as no: such is CASE."""
    return case((share.among(it), case((lacking(share, it), blank), else_=judged)), else_=0)


def reason(share: Share, it: Facts) -> Sql:
    """The place of the first gap of a kindergarten among (状态, then the share's own); None where none."""
    every = (NO_STATUS, *share.gaps)
    return case(*((gap.when(it), place) for place, gap in enumerate(every)), else_=None)
