"""Many indicators added up in one pass: every kindergarten is judged once for each, then all are summed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Subquery, case, func, select

from ycpe_desktop.policy.shares import NO_STATUS, Facts, Share

A_FEW = 8
JUDGED = -1
"""The state of a kindergarten that lacks nothing; else the place of its first gap, None where it is not asked."""


@dataclass(frozen=True)
class Tally:
    """``blanks``: how many kindergartens have which gap as their first, in the order (状态, then the share's own)."""

    part: int
    whole: int
    blanks: tuple[int, ...]

    @property
    def lacking(self) -> int:
        return sum(self.blanks)


def tallied(connection: Connection, shares: Sequence[Share], it: Facts) -> dict[str, Tally]:
    judged = _judged(shares, it)
    wanted = select(*(column for share in shares for column in _sums(share, judged)))
    return dict(_read(shares, iter(connection.execute(wanted).one())))


def tallied_by_township(connection: Connection, share: Share, it: Facts) -> dict[str, Tally]:
    """By the townships' codes; "" for those without one."""
    judged = _judged([share], it)
    code = func.coalesce(judged.c.township, "")  # sorted once, instead of read row by row in the order of an index
    wanted = select(code, *_sums(share, judged)).group_by(code)
    return {code: dict(_read([share], iter(sums)))[share.id] for code, *sums in connection.execute(wanted)}


def _judged(shares: Sequence[Share], it: Facts) -> Subquery:
    """Township, and of each share state, part, whole, and what of the whole is kept of one that lacks data.

    Of many the OFFSET keeps the database from writing these expressions into every sum that uses them; of a few it is
    dearer, since then what none of them looks at is joined nevertheless.
    """
    columns: list[Any] = [it.row.c.township]
    for share in shares:
        gaps = ((gap.when(it), place) for place, gap in enumerate((NO_STATUS, *share.gaps)))
        told = {
            "state": case((share.among(it), case(*gaps, else_=JUDGED))),
            "part": share.part(it),
            "whole": share.whole(it),
            "kept": case((share.counts_blank(it), share.whole(it)), else_=0),
        }
        columns += [column.label(f"{share.id}/{name}") for name, column in told.items()]
    wanted = select(*columns).select_from(it.row)
    return (wanted.offset(0) if len(shares) > A_FEW else wanted).subquery("judged")


def _sums(share: Share, judged: Subquery) -> list[Any]:
    state, part, whole, kept = (judged.c[f"{share.id}/{name}"] for name in ("state", "part", "whole", "kept"))
    added = [case((state == JUDGED, part)), case((state == JUDGED, whole), (state >= 0, kept))]
    added += [case((state == place, 1)) for place in range(1 + len(share.gaps))]
    return [func.coalesce(func.sum(each), 0) for each in added]


def _read(shares: Sequence[Share], sums: Iterator[Any]) -> Iterator[tuple[str, Tally]]:
    for share in shares:
        part, whole = int(next(sums)), int(next(sums))
        yield share.id, Tally(part, whole, tuple(int(next(sums)) for _ in range(1 + len(share.gaps))))
