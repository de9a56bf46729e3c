"""How the values of a row are kept in the history: plain JSON, exactly reversible."""

from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from sqlalchemy import Date, LargeBinary, Table

from ycpe_desktop.fields.kinds import Scaled

PLAIN = {str, int, bool, float, type(None)}


def dump(value: Any) -> Any:
    if type(value) in PLAIN:
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes):
        return b64encode(value).decode("ascii")
    return str(value) if isinstance(value, Decimal) else value


def load(table: Table, name: str, kept: Any) -> Any:
    """The value of the column ``name`` that ``dump`` made ``kept`` from."""
    made = None if kept is None else makers(table).get(name)
    return kept if made is None else made(kept)


@cache
def makers(table: Table) -> dict[str, Callable[[Any], Any]]:
    """Column → what makes its value of what was kept; only of those whose values are not kept as they are."""
    kinds = ((Date, date.fromisoformat), (LargeBinary, b64decode), (Scaled, Decimal))
    return {column.name: made for column in table.c for kind, made in kinds if isinstance(column.type, kind)}


@cache
def columns_of(table: Table) -> frozenset[str]:
    """A history may still tell of columns that a later schema has dropped."""
    return frozenset(column.name for column in table.c)


def differing(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """name → (before, after) of everything in ``after`` that is not as before."""
    return {name: (dump(before.get(name)), dump(value)) for name, value in after.items() if before.get(name) != value}
