"""The five declarations of a ledger: ``field``, ``dated``, ``derived``, ``rows``, ``reference``.

The class that holds them is the declaration, and its SQLAlchemy tables are made of them. Form, table, template, import,
export, printing, history and the data dictionary walk what stands here; a second place that repeats a label, a kind or
a help is a defect.
"""

from collections.abc import Callable, Mapping
from typing import Any, Generic, Literal, NamedTuple, TypedDict, TypeVar, Unpack, overload

from sqlalchemy import Column as SqlColumn
from sqlalchemy import (
    ColumnElement,
    Date,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    UniqueConstraint,
    bindparam,
    select,
)

from ycpe_desktop.fields.kinds import Kind, Link, Measure, V, Value, Whole

T = TypeVar("T")


class When(NamedTuple):
    """A condition as data: another field of the same record has one of these stored values."""

    field: str
    among: tuple[Value, ...]

    def holds(self, record: Mapping[str, Any]) -> bool:
        return record.get(self.field) in self.among


class Field(NamedTuple):
    """What a declaration says of a value; ``name`` is the attribute's English name."""

    kind: Kind[Any]
    label: str
    name: str = ""
    group: str = "基本信息"
    required: bool = False
    """Missing is 必须改 before 审核通过; it still comes in without it."""
    needed: bool = False
    """A record cannot exist without it."""
    help: str = ""
    clause: str = ""
    synonyms: tuple[str, ...] = ()
    """Other headings under which real lists have it."""
    width: int = 96
    """Pixels in the table at 100 %."""
    listed: bool = False
    """A column of the table as it first opens."""
    searched: bool = False
    private: bool = False
    """Left out of an export "without phones"."""
    shown_when: When | None = None
    required_when: When | None = None
    default: Value | None = None

    @property
    def unit(self) -> str:
        """In what the number counts, where the label does not say it itself."""
        unit = self.kind.unit if isinstance(self.kind, Whole | Measure) else ""
        return "" if unit in self.label else unit

    @property
    def heading(self) -> str:
        """Of a column that is only read: 应拨（元）. Templates and lists that are imported again have the label."""
        return f"{self.label}（{self.unit}）" if self.unit else self.label

    def is_required(self, record: Mapping[str, Any]) -> bool:
        return self.required or self.needed or (self.required_when is not None and self.required_when.holds(record))


class Said(TypedDict, total=False):
    """The options that all declarations share; see ``Field``."""

    group: str
    required: bool
    help: str
    clause: str
    synonyms: tuple[str, ...]
    width: int
    listed: bool
    searched: bool
    private: bool
    shown_when: When | None
    required_when: When | None
    default: Value


class Plain(Generic[T]):
    """A value in a column of the ledger's own table; see ``field`` and ``reference``."""

    field: Field

    def __init__(self, target: str, **said: Any) -> None:
        self._target, self._said = target, said

    def __set_name__(self, owner: type, name: str) -> None:
        self.field = Field(name=name, **self._said)

    def make_column(self) -> SqlColumn[Any]:
        told, referred = self.field, [ForeignKey(self._target)] if self._target else []
        kind = String(32) if self._target else told.kind.column_type()
        return SqlColumn(
            told.name, kind, *referred, nullable=not told.needed, index=bool(referred) or None, info={"field": told}
        )


@overload
def field(kind: Kind[V], label: str, *, needed: Literal[True], **said: Unpack[Said]) -> Plain[V]: ...
@overload
def field(kind: Kind[V], label: str, *, needed: Literal[False] = False, **said: Unpack[Said]) -> Plain[V | None]: ...
def field(kind: Kind[V], label: str, *, needed: bool = False, **said: Unpack[Said]) -> Plain[Any]:
    """A plain column. ``needed`` ones are NOT NULL; everything else may come in empty."""
    return Plain("", kind=kind, label=label, needed=needed, **said)


@overload
def reference(
    target: str, label: str, *, needed: Literal[True], within: str = "", **said: Unpack[Said]
) -> Plain[str]: ...
@overload
def reference(
    target: str, label: str, *, needed: Literal[False] = False, within: str = "", **said: Unpack[Said]
) -> Plain[str | None]: ...
def reference(target: str, label: str, *, needed: bool = False, within: str = "", **said: Unpack[Said]) -> Plain[Any]:
    """Another record, by its key; ``target`` is a ledger's table, or township, village, area (rows of ``place``)."""
    key = "place.code" if target in PLACE_TARGETS else f"{target}.uuid"
    return Plain(key, kind=Link(target, within), label=label, needed=needed, **said)


PLACE_TARGETS = ("township", "village", "area")


class Dated(Generic[V]):
    """A fact with periods. ``table`` has uuid, owner, since, until (exclusive), value, basis; see ``dated``."""

    field: Field
    _owner: Any

    def __init__(self, **said: Any) -> None:
        self._said = said

    def __set_name__(self, owner: type, name: str) -> None:
        self.field, self._owner = Field(name=name, **self._said), owner

    @property
    def table_name(self) -> str:
        return f"{self._owner.__tablename__}_{self.field.name}"

    @property
    def table(self) -> Table:
        tables: Mapping[str, Table] = self._owner.__table__.metadata.tables
        return tables[self.table_name]

    def make_table(self, metadata: MetaData) -> None:
        name = self.table_name
        Table(
            name,
            metadata,
            SqlColumn("uuid", String(32), primary_key=True),
            SqlColumn("owner", String(32), ForeignKey(f"{self._owner.__tablename__}.uuid"), nullable=False),
            SqlColumn("since", Date(), nullable=False),
            SqlColumn("until", Date()),
            SqlColumn("value", self.field.kind.column_type(), nullable=False),
            SqlColumn("basis", String(200)),
            UniqueConstraint("owner", "since"),
            Index(f"ix_{name}_value", "value"),
        )


def dated(kind: Kind[V], label: str, **said: Unpack[Said]) -> Dated[V]:
    """A value that holds from a day until another, each period with its basis (文号); has its own sheet."""
    return Dated(kind=kind, label=label, **said)


class Derived(Generic[V]):
    """A value computed in SQL for the chosen school year; never stored, exported grey, not imported."""

    field: Field

    def __init__(self, expression: "Callable[[Table, int], ColumnElement[Any]]", **said: Any) -> None:
        self.expression, self._said = expression, said

    def __set_name__(self, owner: type, name: str) -> None:
        self.field = Field(name=name, **self._said)


def derived(
    kind: Kind[V], label: str, expression: Callable[[Table, int], ColumnElement[Any]], **said: Unpack[Said]
) -> Derived[V]:
    """``expression(table, year)`` gives the SQL; it may hold correlated subqueries over other ledgers."""
    return Derived(expression, kind=kind, label=label, **said)


class Reported:
    """The SQL of a derived value that another ledger reports for the same record and year.

    ``by`` is that ledger's reference to the record, ``value`` gives the SQL from its table. Called with the table and
    the year it is a correlated subquery; lists of all records read the other ledger itself.
    """

    def __init__(self, ledger: str, by: str, value: Callable[[Any], ColumnElement[Any]]) -> None:
        self.ledger, self.by, self.value = ledger, by, value

    def __call__(self, table: Table, year: int) -> ColumnElement[Any]:
        report = table.metadata.tables[self.ledger]
        same = (report.c[self.by] == table.c.uuid, report.c.year == year)
        return select(self.value(report)).where(*same).scalar_subquery()


class Held:
    """The SQL of a derived value that is held against policy numbers, which a ledger does not know.

    ``value`` gives it from the table and one open parameter for each key of ``numbers``; whoever asks for the value
    fills in what they are in its year.
    """

    def __init__(self, value: Callable[..., ColumnElement[Any]], *numbers: str) -> None:
        self.value, self.numbers = value, numbers

    def __call__(self, table: Table, year: int) -> ColumnElement[Any]:
        return self.value(table, *(bindparam(key, type_=Integer()) for key in self.numbers))


class Rows:
    """Child rows with their own sheet; ``child`` is the child ledger's table, ``by`` its reference to the parent."""

    def __init__(self, child: str, label: str, by: str) -> None:
        self.child, self.label, self.by = child, label, by


def rows(child: str, label: str, *, by: str) -> Rows:
    return Rows(child, label, by)
