"""A ledger as an official list on A4 across."""

from collections.abc import Sequence
from pathlib import Path

from reportlab.lib.units import mm
from reportlab.platypus import Spacer

from ycpe_desktop.fields import Field
from ycpe_desktop.ledgers import Ledger, field_of, fields_of
from ycpe_desktop.printing.page import GAP, NOTE, TITLE, Text, signatures, usable_width, write_pdf
from ycpe_desktop.printing.tables import PrintedColumn, table
from ycpe_desktop.schoolyear import label
from ycpe_desktop.store import Listing, Record, Store, fetch, ids

NUMBER_WIDE = 34
"""Pixels of the column of running numbers."""


def print_ledger(
    store: Store,
    ledger: type[Ledger],
    year: int,
    out: Path,
    *,
    listing: Listing | None = None,
    fields: Sequence[str] = (),
    phones: bool = True,
) -> int:
    """Write the list as PDF; how many records it has. ``listing``: which and in which order (all by default);
    ``fields``: English names of the columns (those that the page opens with by default).

    Raises Refusal where ``out`` cannot be written.
    """
    told = [field_of(ledger, name) for name in fields] or [each for each in fields_of(ledger) if each.listed]
    told = [each for each in told if phones or not each.private]
    with store.reading() as connection:
        keys = ids(connection, listing or Listing(ledger, year))
        records = fetch(connection, ledger, keys, year, store.names)
    text, width = Text(), usable_width(across=True)
    columns = [PrintedColumn("序号", NUMBER_WIDE, numeric=True), *map(_column, told)]
    rows = [[str(number), *_shown(store, told, record)] for number, record in enumerate(records, 1)]
    title = f"{store.county.name}{ledger.TITLE}（{label(year)}）"
    note = [f"填报单位：{store.county.name}教育局", f"制表日期：{store.today.isoformat()}", f"共 {len(rows):,} 条"]
    if store.setting("demo", False):
        note.append("演示数据")
    parts = [
        text.paragraph(title, TITLE),
        Spacer(1, 2 * mm),
        text.paragraph(GAP.join(note), NOTE),
        Spacer(1, 1.5 * mm),
        table(text, columns, rows, width),
        *text.warning(),
        signatures(width),
    ]
    write_pdf(out, title, title, parts, across=True)
    return len(rows)


def _column(told: Field) -> PrintedColumn:
    return PrintedColumn(told.heading, max(told.width, 40), told.kind.numeric)


def _shown(store: Store, told: Sequence[Field], record: Record) -> list[str]:
    values = [(each, record[each.name]) for each in told]
    return ["" if value is None else each.kind.show(value, store.names) for each, value in values]
