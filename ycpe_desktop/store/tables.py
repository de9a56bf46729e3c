"""The tables beside the ledgers: places, history, search, what an import left over, states of a year."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

from ycpe_desktop.ledgers import ALL_TABLES, LEDGERS, Ledger, dated_of

METADATA: MetaData = ALL_TABLES

place = Table(
    "place",
    METADATA,
    Column("code", String(12), primary_key=True),
    Column("name", String(40), nullable=False),
    Column("level", String(10), nullable=False),  # county, township, village
    Column("parent", String(12), ForeignKey("place.code"), index=True),
    Column("kind", String(10), nullable=False),
    Column("longitude", Float),
    Column("latitude", Float),
    Column("real", Boolean, nullable=False),
    Column("selectable", Boolean, nullable=False),
)

setting = Table("setting", METADATA, Column("uuid", String(60), primary_key=True), Column("value", JSON))
"""County, school years, dates of housekeeping, the office's own choices; ``uuid`` is the setting's key."""

action = Table(
    "action",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("at", String(19), nullable=False),  # local time, ISO
    Column("label", String(200), nullable=False),
    Column("kind", String(12), nullable=False),  # edit, import, undo, redo, setting, demo
    Column("source", String(200)),
    Column("inverse_of", Integer, ForeignKey("action.id")),
    Column("undone_by", Integer, ForeignKey("action.id")),
    Column("changes", Integer, nullable=False, default=0),
    sqlite_autoincrement=True,
)
"""Every user action: one transaction and one undo step."""

change = Table(
    "change",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("action", Integer, ForeignKey("action.id"), nullable=False, index=True),
    Column("ledger", String(40), nullable=False),  # the table's name; of a dated fact, its own table's
    Column("uuid", String(60), nullable=False, index=True),
    Column("owner", String(60), nullable=False, index=True),  # the record that it shows under
    Column("operation", String(6), nullable=False),  # insert, update, delete
    Column("fields", JSON, nullable=False),  # name → [before, after]
)

search_row = Table(
    "search_row",
    METADATA,
    Column("uuid", String(32), primary_key=True),
    Column("ledger", String(40), nullable=False),
    Column("township", String(12)),
    Column("name_key", String(200), nullable=False),  # of the first of its searched fields: see ``name_order``
    Column("text", Text, nullable=False),  # what it can be found by, a line each
    Column("initials", Text, nullable=False),  # the pinyin initials and plain letters and digits of that
    Index("ix_search_row_name_key", "ledger", "name_key", "uuid"),
    Index("ix_search_row_natural", "ledger", "township", "name_key", "uuid"),
)

raw_value = Table(
    "raw_value",
    METADATA,
    Column("uuid", String(32), primary_key=True),
    Column("ledger", String(40), nullable=False),
    Column("owner", String(32), nullable=False, index=True),
    Column("field", String(40)),  # None: a column of the clerk's that no field takes
    Column("title", String(200), nullable=False),  # the heading it stood under
    Column("value", Text, nullable=False),
    Column("reason", String(200)),
    Column("source", String(200)),  # file, sheet, cell
)
"""导入原值: what stood in the clerk's sheet and could not be placed, word for word."""

attachment = Table(
    "attachment",
    METADATA,
    Column("uuid", String(32), primary_key=True),
    Column("ledger", String(40), nullable=False),
    Column("owner", String(32), nullable=False, index=True),
    Column("field", String(40)),
    Column("name", String(200), nullable=False),
    Column("digest", String(64), nullable=False, index=True),
    Column("size", Integer, nullable=False),
    Column("added", Date, nullable=False),
)

year_state = Table(
    "year_state",
    METADATA,
    Column("uuid", String(32), primary_key=True),  # "2026": the school year
    Column("approved", String(19), nullable=False),  # when 审核通过
    Column("filled_by", String(40)),
    Column("checked_by", String(40)),
    Column("answered_by", String(40)),
    Column("snapshot", LargeBinary),  # the standard workbook as it was approved
    Column("indicators", JSON),
)
"""A row: the year is frozen, and this is the truth of it."""

ledger_state = Table(
    "ledger_state",
    METADATA,
    Column("uuid", String(60), primary_key=True),  # "2026/kindergarten"
    Column("state", String(10), nullable=False),  # none (本表无数据), reviewed (已审核)
    Column("at", String(19), nullable=False),
)

explanation = Table(
    "explanation",
    METADATA,
    Column("uuid", String(32), primary_key=True),
    Column("year", Integer, nullable=False),
    Column("rule", String(60), nullable=False),
    Column("ledger", String(40), nullable=False),
    Column("owner", String(32), nullable=False),
    Column("text", String(500), nullable=False),
    Index("ix_explanation_year_rule", "year", "rule"),
)
"""The sentence with which the office explains a 可说明 warning."""

import_layout = Table(
    "import_layout",
    METADATA,
    Column("uuid", String(64), primary_key=True),  # the layout's fingerprint
    Column("ledger", String(40), nullable=False),
    Column("mapping", JSON, nullable=False),  # heading → field name, "" for 不导入
)

import_decision = Table(
    "import_decision",
    METADATA,
    Column("uuid", String(64), primary_key=True),  # digest of what stood in the row
    Column("ledger", String(40), nullable=False),
    Column("text", String(200), nullable=False),
    Column("same_as", String(32)),  # the record it is; None: it is another one
)

LEDGER_TABLES: dict[str, type[Ledger]] = {ledger.__tablename__: ledger for ledger in LEDGERS}

OWNER_LEDGER: dict[str, str] = {
    **{ledger.__tablename__: ledger.__tablename__ for ledger in LEDGERS},
    **{fact.table_name: ledger.__tablename__ for ledger in LEDGERS for fact in dated_of(ledger)},
}
"""Table name of a ledger or of a dated fact → the ledger under whose record its changes show."""


def whole_schema() -> MetaData:
    """With the tables of every ledger made."""
    assert all(METADATA.tables[name] is not None for name in OWNER_LEDGER)
    return METADATA
