"""Values of every kind, for the contract tests."""

import unicodedata
from datetime import date
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from ycpe_desktop.fields import Choice, Code, Day, Kind, Link, Measure, Month, Text, Unreadable, Whole, YesNo
from ycpe_desktop.fields.phone import PHONE
from ycpe_desktop.fields.several import Several
from ycpe_desktop.ledgers import LEDGERS, fields_of

KINDS: dict[str, Kind[Any]] = {
    f"{ledger.__tablename__}.{each.name}": each.kind for ledger in LEDGERS for each in fields_of(ledger)
}
"""The kind of every field that is declared."""


def readable(kind: Kind[Any], text: str) -> bool:
    try:
        kind.parse(text)
    except Unreadable:
        return False
    return True


def values_of(kind: Kind[Any]) -> SearchStrategy[Any]:
    """Stored values of that kind."""
    match kind:
        case Text(limit=limit):
            written = st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=limit)
            return written.map(str.strip).filter(lambda text: bool(text) and "\x85" not in text)
        case Code(pattern=pattern, check=None):
            plain = st.from_regex(pattern, fullmatch=True).filter(lambda text: unicodedata.is_normalized("NFKC", text))
            return plain.filter(lambda text: readable(kind, text))
        case Code() if kind == PHONE:
            return st.sampled_from(["0359-3022222", "13800000001", "82000726/13800000033", "0359-3022222转8、3022223"])
        case Code():
            return st.sampled_from(["91350100M000100Y43", "12140830MB0000005K"]).filter(lambda it: readable(kind, it))
        case Whole(least=least, most=most):
            return st.integers(least, most)
        case Measure(places=places, least=least, most=most):
            return st.decimals(least, most, places=places, allow_nan=False, allow_infinity=False)
        case Day():
            return st.dates(date(1900, 1, 1), date(2100, 12, 31))
        case Month():
            return st.dates(date(1900, 1, 1), date(2100, 12, 31)).map(lambda day: f"{day:%Y-%m}")
        case YesNo():
            return st.booleans()
        case Choice(options=options):
            return st.sampled_from([code for code, _ in options])
        case Several(options=options):
            chosen = st.sets(st.sampled_from([code for code, _ in options]), min_size=1)
            return chosen.map(kind.store)
        case Link():
            return st.from_regex(r"[0-9a-f]{32}", fullmatch=True)
    raise AssertionError(f"no values for {kind}")
