"""The seal of a standard workbook: a digest of its canonical values, so that an altered file can be told.

Tuples (sheet, UUID, field, value as its kind shows it after parsing), sorted, SHA-256; formula, derived and cover
cells are left out. It keeps honest mistakes apart from intact files; it is no signature.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any

from ycpe_desktop.exchange.standard_layout import HEADER_ROW, Column, Plan
from ycpe_desktop.fields import Link, Text, Unreadable, is_blank

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")  # characters that a workbook cannot hold


@dataclass(frozen=True)
class Seal:
    """What the hidden sheet says. ``sheets``: data sheet → its own digest, so that a change can be placed."""

    schema: int
    county_code: str
    county: str
    year: int
    program: str
    file_id: str
    phones: bool
    digest: str
    sheets: Mapping[str, str] = field(default_factory=dict)


LABELS = {
    "schema": "格式版本",
    "county_code": "县代码",
    "county": "县",
    "year": "学年",
    "program": "程序版本",
    "file_id": "文件编号",
    "phones": "含联系电话",
    "digest": "摘要",
}


@dataclass
class Sealing:
    """Collects the canonical values while the sheets are written or read."""

    _lines: dict[str, list[bytes]] = field(default_factory=dict)

    def sheet(self, title: str) -> None:
        self._lines.setdefault(title, [])

    def add(self, title: str, uuid: str, name: str, shown: str) -> None:
        line = "\x1f".join((title, uuid, name, shown.replace("\x1f", " ").replace("\n", "\x1e")))
        self._lines.setdefault(title, []).append(line.encode())

    def sheets(self) -> dict[str, str]:
        return {title: sha256(self._sorted(title)).hexdigest() for title in self._lines}

    def digest(self) -> str:
        made = sha256()
        for title in sorted(self._lines):
            made.update(self._sorted(title))
        return made.hexdigest()

    def _sorted(self, title: str) -> bytes:
        self._lines[title].sort()
        return b"".join(line + b"\n" for line in self._lines[title])


def sealed_name(column: Column) -> str:
    return f"{column.name}#" if column.role == "key" else column.name


def canonical(column: Column, cell: Any) -> str:
    """A workbook's cell as it counts for the seal; text that the kind cannot read counts as it stands."""
    if isinstance(cell, datetime):
        cell = cell.date()
    kind = column.kind
    if column.role in ("uuid", "key") or isinstance(kind, Link):
        return str(cell).strip()
    try:
        return kind.show(kind.parse(cell))
    except Unreadable:
        return str(cell).strip()


def canonical_value(column: Column, value: Any, shown: str) -> str:
    """The same of a stored value, ``shown`` as its kind shows it; free text may hold what a workbook cannot."""
    if shown.isprintable() and shown == shown.strip():
        return shown
    if isinstance(column.kind, Text | Link) or column.role in ("uuid", "key"):
        return canonical(column, _FORBIDDEN.sub("", shown))
    return shown


def read_sealed(plan: Plan, rows: Sequence[Sequence[Any]], sealing: Sealing) -> None:
    """Feed the sealed cells of a data sheet; columns are found by their headings, others are none of ours."""
    sealing.sheet(plan.title)
    if len(rows) < HEADER_ROW:
        return
    places = {str(heading): place for place, heading in enumerate(rows[HEADER_ROW - 1]) if heading is not None}
    there = [(column, places[column.heading]) for column in plan.columns if column.heading in places]
    key = next((place for column, place in there if column.role == "uuid"), None)
    for row in rows[HEADER_ROW:]:
        uuid = str(row[key] or "").strip() if key is not None and key < len(row) else ""
        for column, place in there:
            if column.role == "uuid" or not column.sealed or place >= len(row) or is_blank(row[place]):
                continue
            sealing.add(plan.title, uuid, sealed_name(column), canonical(column, row[place]))


def rows_of_seal(seal: Seal) -> list[tuple[str, str]]:
    """The hidden sheet, as (label, value); the digest of a data sheet stands under "摘要/园所名册"."""
    told = {**vars(seal), "phones": "是" if seal.phones else "否"}
    found = [(label, str(told[name])) for name, label in LABELS.items()]
    return [*found, *((f"{LABELS['digest']}/{title}", digest) for title, digest in seal.sheets.items())]


def parse_seal(rows: Iterable[Sequence[Any]]) -> Seal | None:
    """The seal of a hidden sheet; None where it is none of ours or damaged."""
    told = {str(row[0]): row[1] for row in rows if len(row) > 1 and row[0] is not None}
    names = {label: name for name, label in LABELS.items()}
    if any(label not in told for label in names):
        return None
    mark = f"{LABELS['digest']}/"
    try:
        return Seal(
            schema=int(float(told[LABELS["schema"]])),
            county_code=_text(told[LABELS["county_code"]]),
            county=_text(told[LABELS["county"]]),
            year=int(float(told[LABELS["year"]])),
            program=_text(told[LABELS["program"]]),
            file_id=_text(told[LABELS["file_id"]]),
            phones=told[LABELS["phones"]] == "是",
            digest=_text(told[LABELS["digest"]]),
            sheets={label.removeprefix(mark): _text(value) for label, value in told.items() if label.startswith(mark)},
        )
    except ValueError:
        return None


def _text(cell: Any) -> str:
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
