"""Which ledgers a sheet may feed, and the words by which its columns are known: the declared labels and synonyms."""

import re
from collections.abc import Iterable, Sequence

from ycpe_desktop.exchange.tables import Heading
from ycpe_desktop.fields import Day, Field
from ycpe_desktop.ledgers import LEDGERS, Kindergarten, Ledger, is_derived, plain_fields_of
from ycpe_desktop.ledgers.base import fields_of
from ycpe_desktop.schoolyear import year_of
from ycpe_desktop.store.tables import LEDGER_TABLES

INCLUSIVE, PROFIT = "+inclusive", "+profit"
"""Columns that no field takes, but that decide about 办园性质: 是否普惠 and 是否营利."""
SKIPPED = ""
"""In place of a column's key: it is not imported, not even as 导入原值."""

Family = tuple[type[Ledger], ...]
"""The ledgers that one sheet feeds; the first one's records are its rows."""

_HELPERS = (
    Heading(INCLUSIVE, "是否普惠", ("是否普惠性", "是否普惠园", "是否普惠性幼儿园", "普惠性", "普惠")),
    Heading(PROFIT, "是否营利", ("是否营利性", "营利性质", "营利性")),
)
_KINDERGARTEN_YEAR = ("kindergarten", "year")


def key_of(ledger: type[Ledger], name: str) -> str:
    """ "kindergarten.name": how a column's meaning is written."""
    return f"{ledger.__tablename__}.{name}"


def meant_by(key: str) -> tuple[type[Ledger], str] | None:
    """The ledger and field of a key; None for a helper column or a key that no ledger knows any more."""
    table, _, name = key.partition(".")
    ledger = LEDGER_TABLES.get(table)
    return (ledger, name) if ledger is not None and any(each.name == name for each in fields_of(ledger)) else None


def family_of(ledger: type[Ledger]) -> Family:
    """A list of kindergartens also feeds the ledgers that have one row for each kindergarten and year."""
    if ledger is not Kindergarten:
        return (ledger,)
    return (Kindergarten, *(each for each in LEDGERS if each.MATCHED_BY == _KINDERGARTEN_YEAR))


def families() -> list[Family]:
    """All that a sheet can be, the list of kindergartens first."""
    return [family_of(ledger) for ledger in LEDGERS if ledger.MATCHED_BY != _KINDERGARTEN_YEAR]


def importable(ledger: type[Ledger]) -> list[Field]:
    return [each for each in fields_of(ledger) if not is_derived(ledger, each.name)]


def vocabulary_for(ledgers: Sequence[type[Ledger]]) -> list[Heading]:
    """The headings of a family: every field of the first ledger, and of the others what is not its key or remark."""
    first, *others = ledgers
    wanted = [(first, each) for each in importable(first)]
    has_year = first.YEARLY
    for ledger in others:
        for each in importable(ledger):
            if each.name == "year" and not has_year:
                has_year = True
            elif each.name in (*ledger.MATCHED_BY, "remark"):
                continue
            wanted.append((ledger, each))
    headings = [Heading(key_of(ledger, each.name), each.label, each.synonyms) for ledger, each in wanted]
    return headings + (list(_HELPERS) if first is Kindergarten else [])


def must_have(ledgers: Sequence[type[Ledger]], *, asked: bool = False) -> set[str]:
    """The keys without which a sheet is no such list: what names a record. Years have a default, and so has a day
    beside two other such fields.

    A name alone heads many a table: unless it was ``asked`` for, a list of other things shows one more of its own.
    """
    first = ledgers[0]
    every = [each for each in plain_fields_of(first) if each.name not in ("year", "calendar_year")]
    needed = [each for each in every if each.needed]
    if len(needed) < 2 and not asked and first is not Kindergarten:
        others = [each for each in every if not each.needed]
        needed += ([each for each in others if each.required] or [each for each in others if each.listed])[:1]
    plain = [each for each in needed if not isinstance(each.kind, Day)]
    return {key_of(first, each.name) for each in (plain if len(plain) > 1 or asked else needed)}


_FULL_DATE = re.compile(
    r"(?<!\d)(20\d\d)(?:\s*[-./年]\s*(0?[1-9]|1[0-2])\s*[-./月]\s*(?:0?[1-9]|[12]\d|3[01])"
    r"|(0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))\s*日?(?!\d)"
)
_MONTH = re.compile(r"(?<!\d)(20\d\d)\s*(?:年\s*(0?[1-9]|1[0-2])\s*月|[-./]?(0[1-9]|1[0-2])(?!\d))")
_SCHOOL_YEAR = re.compile(r"(?<!\d)(20\d\d)(?:\s*[-—–~～至/]+\s*(?:20)?\d\d)?\s*学年")
_YEAR = re.compile(r"(?<!\d)(20\d\d)\s*年")


def year_named(texts: Iterable[str]) -> tuple[int, str] | None:
    """The school year of the date that a title or a file name gives, and the words that gave it."""
    texts = list(texts)
    for pattern in (_SCHOOL_YEAR, _FULL_DATE, _MONTH, _YEAR):
        for text in texts:
            found = pattern.search(text)
            if found:
                return _school_year(pattern, found), found[0].strip()
    return None


def _school_year(pattern: re.Pattern[str], found: re.Match[str]) -> int:
    from datetime import date

    year = int(found[1])
    if pattern in (_SCHOOL_YEAR, _YEAR):
        return year
    month = int(next(part for part in found.groups()[1:] if part))
    return year_of(date(year, month, 1))
