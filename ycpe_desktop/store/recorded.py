"""How the values of a row are kept in the history: plain JSON, exactly reversible."""

from base64 import b64decode, b64encode
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
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
    if kept is None or name not in table.c:
        return kept
    kind = table.c[name].type
    if isinstance(kind, Date):
        return date.fromisoformat(kept)
    if isinstance(kind, LargeBinary):
        return b64decode(kept)
    return Decimal(kept) if isinstance(kind, Scaled) else kept


def differing(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, list[Any]]:
    """name → [before, after] of everything in ``after`` that is not as before."""
    return {name: [dump(before.get(name)), dump(value)] for name, value in after.items() if before.get(name) != value}
