"""The hidden sheet of a form: whose it is, of which year, when it was sent out, and what was printed in it.

The seal is a digest of who and when: it keeps a form that was put together by hand apart from one that was sent out.
What was printed is not under it, as it is only compared with.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

SHEET, MARK = "发放信息", "园所填报表"
"""The hidden sheet, and what stands in the first cell of the form itself."""
SCHEMA = 1
PRINTED, FORMULA = "原值/", "="
"""The label of what was printed in a cell; what it says of one that works itself out."""
LABELS = {
    "schema": "填报表版本",
    "county_code": "县代码",
    "county": "县",
    "year": "学年",
    "uuid": "园所编号",
    "name": "园所名称",
    "program": "程序版本",
    "issued": "发放时间",
}
SEAL = "封印"


@dataclass(frozen=True)
class Identity:
    """``issued``: local time, ISO. ``printed``: key of a cell → the text that stood in it when it was sent out."""

    schema: int
    county_code: str
    county: str
    year: int
    uuid: str
    name: str
    program: str
    issued: str
    printed: Mapping[str, str] = field(default_factory=dict)

    @property
    def seal(self) -> str:
        told = "\x1f".join(str(getattr(self, name)) for name in LABELS)
        return sha256(f"{MARK}\x1f{told}".encode()).hexdigest()


def rows_of(identity: Identity) -> list[tuple[str, str]]:
    found = [(label, str(getattr(identity, name))) for name, label in LABELS.items()]
    return [*found, (SEAL, identity.seal), *((f"{PRINTED}{key}", text) for key, text in identity.printed.items())]


def parse(rows: Iterable[Sequence[Any]]) -> Identity | None:
    """None where the sheet is damaged, or says something else than was sealed."""
    told = {_text(row[0]): _text(row[1]) for row in rows if len(row) > 1 and row[0] is not None}
    try:
        values: dict[str, Any] = {name: told[label] for name, label in LABELS.items()}
        values["schema"], values["year"] = int(values["schema"]), int(values["year"])
    except (KeyError, ValueError):
        return None
    printed = {key.removeprefix(PRINTED): text for key, text in told.items() if key.startswith(PRINTED)}
    found = Identity(**values, printed=printed)
    return found if told.get(SEAL) == found.seal else None


def _text(cell: Any) -> str:
    return "" if cell is None else str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
