"""How one cell of a ledger looks: its text, its tone, what its tooltip says. Nothing here draws."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Any, NamedTuple

from ui.ledger.columns import Column
from ycpe_desktop.fields.kinds import Names
from ycpe_desktop.schoolyear import label
from ycpe_desktop.store.beside import RawValue
from ycpe_desktop.store.entering import Refused
from ycpe_desktop.store.listing import Record

MISSING = "待填"
MOST_TOLD = 400
"""Letters of a long text that a tooltip shows; the details show all."""


class Look(NamedTuple):
    """``tone``: "" plain, "derived", "raw" (导入原值), "bad" (refused), "missing" (必须改), "waiting" (a new row)."""

    text: str
    tone: str = ""
    ghost: str = ""
    """The year before, in grey beside it."""


@dataclass
class Slice:
    """What is known of some rows that lie together; ``looks`` fills as cells are painted."""

    records: list[Record]
    raw: dict[tuple[str, str], RawValue]
    earlier: dict[str, Record]
    looks: dict[tuple[int, int], Look] = field(default_factory=dict)

    def replace(self, row: int, place: int, record: Record, fresh: "Slice") -> None:
        """One record has been read anew, into ``fresh``; ``row`` is its row in the table, ``place`` that in here.

        What was so a year before stays known.
        """
        uuid = record["uuid"]
        self.records[place] = record
        self.raw = {key: raw for key, raw in self.raw.items() if key[0] != uuid}
        self.raw.update({key: raw for key, raw in fresh.raw.items() if key[0] == uuid})
        self.looks = {cell: look for cell, look in self.looks.items() if cell[0] != row}


BLANK = Look("")


def look_of(column: Column, record: Record, slice_: Slice, names: Names) -> Look:
    value, name = record[column.name], column.name
    ghost = ""
    if column.numeric:
        before = slice_.earlier.get(record["uuid"], {}).get(name)
        ghost = "" if before is None else column.field.kind.show(before, names)
    if value is not None:
        text = column.field.kind.show(value, names).replace("\n", " ")
        return Look(text, "derived" if column.derived else "", ghost)
    raw = slice_.raw.get((record["uuid"], name))
    if raw is not None:
        return Look(raw.value, "raw", ghost)
    if not column.derived and column.field.is_required(record):
        return Look("", "missing", ghost)
    return Look("", "derived" if column.derived else "", ghost)


def tip_of(
    column: Column, record: Mapping[str, Any], slice_: Slice | None, refused: Refused | None, ghost: str, year: int
) -> str:
    """Why a cell looks as it does, a line each; empty where there is nothing to say."""
    told: list[str] = []
    if refused is not None:
        told.append(f"没有写入：{refused.reason}" if refused.reason else "新的一行：必填的几格都填好才会存入")
    raw = slice_.raw.get((record.get("uuid", ""), column.name)) if slice_ is not None else None
    if raw is not None:
        told.append(f"导入原值：{raw.value}" + (f"\n原因：{raw.reason}" if raw.reason else ""))
        told += [f"来自：{raw.source}"] if raw.source else []
    elif slice_ is not None and not column.derived and record.get(column.name) is None:
        told += [f"必须填写：{column.title}"] if column.field.is_required(record) else []
    if column.derived:
        told.append("由程序算出，不能直接填写")
    if ghost:
        told.append(f"{label(year - 1)}：{ghost}")
    return "\n".join(told)


def whole_tip(text: str, told: str) -> str:
    """A text that is cut in its cell, in full and broken into lines; below it what the cell has to say."""
    shown = text if len(text) <= MOST_TOLD else f"{text[:MOST_TOLD]}…"
    return "<br>".join(escape(line) for line in (shown, *told.splitlines()))


def heading_tip(column: Column, earlier: int | None = None) -> str:
    """``earlier``: the school year whose figures stand beside those of this column."""
    told = [column.field.heading, column.field.help, f"依据：{column.field.clause}" if column.field.clause else ""]
    if column.dated:
        told.append("按时间记录：改动时会问从哪一天起")
    if column.derived:
        told.append("由程序算出")
    if earlier is not None:
        told.append(f"左边的灰色小字：{label(earlier)}的数")
    return "\n".join(part for part in told if part)
