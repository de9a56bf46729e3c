"""What every ledger is: a class whose declarations everything else walks, with the SQLAlchemy tables made of them."""

from collections.abc import Sequence
from functools import cache
from threading import RLock
from typing import Any, ClassVar, TypeVar

from sqlalchemy import Column as SqlColumn
from sqlalchemy import ForeignKey, Index, MetaData, String, Table, UniqueConstraint
from sqlalchemy.util import FacadeDict

from ycpe_desktop.fields import Dated, Derived, Field, Held, Link, Plain, Rows, Text, Whole, field

T = TypeVar("T")
NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Tables(FacadeDict[str, Table]):
    """Makes the tables of a ledger when the first of them is asked for: the start of the window needs few of them.

    A thread that asks for a table while another makes it waits: it would find it there already, without its columns.
    """

    making = RLock()

    def __getitem__(self, name: str) -> Table:
        with self.making:
            return super().__getitem__(name)

    def __missing__(self, name: str) -> Table:
        _make_tables(_OWNERS[name])
        return self[name]


ALL_TABLES = MetaData(naming_convention=NAMING)
ALL_TABLES.tables = Tables()
_OWNERS: "dict[str, type[Ledger]]" = {}

GROUPS = ("三大工程", "三个保障", "三项机制", "三个活动", "三类模式", "工作要求")
"""The parts of the plan, in its order: the groups of 台账 in the navigation."""


class LedgerClass(type):
    """What is asked of a ledger's class rather than of a record."""

    __tablename__: str

    @property
    def __table__(cls) -> Table:
        return ALL_TABLES.tables[cls.__tablename__]

    @property
    def year_table(cls) -> Table | None:
        """Owner, year and the dated fields as the pages of that year show them; None without dated fields."""
        ledger = _OWNERS[cls.__tablename__]
        return ALL_TABLES.tables[_year_table_name(cls.__tablename__)] if dated_of(ledger) else None


class Ledger(metaclass=LedgerClass):
    """One ledger. ``TITLE`` is its name everywhere, also its sheet's; ``PLAN`` its id in the product's list.

    No object is ever made of it, and the object-relational mapper is not needed: records are rows. Without it the
    program starts an eighth sooner.
    """

    __tablename__: ClassVar[str]
    TITLE: ClassVar[str]
    PLAN: ClassVar[str]
    GROUP: ClassVar[str] = ""
    """Which of ``GROUPS`` it stands in; "" for one with a page of its own beside them, or within its parent's form."""
    HELP: ClassVar[str] = ""
    """What belongs here; shown on an empty page."""
    NAMED_BY: ClassVar[tuple[str, ...]]
    """The fields whose shown values make up a record's name."""
    MATCHED_BY: ClassVar[tuple[str, ...]]
    """The fields that tell, in an import, that a row is a record that is there already."""
    YEARLY: ClassVar[bool] = False
    UNIQUE: ClassVar[tuple[str, ...]] = ()
    """The fields that no two records share."""
    PHOTO: ClassVar[str] = ""
    """What the picture of a record is called; it is kept among the attachments. "" where records have none."""
    INDEXED: ClassVar[tuple[str, ...]] = ()
    """The fields by which a quarter of a million records are sorted at once."""
    FOUND_BY: ClassVar[tuple[tuple[str, ...], ...]] = ()
    """The fields by which records are looked up together: all visits of a kindergarten by day."""
    ORDERED_BY: ClassVar[tuple[str, ...]] = ()
    """The plain fields by which it opens in order; none: by township and name, its own or the kindergarten's."""

    remark: Plain[str | None] = field(Text(500, lines=4), "备注", group="备注", width=160)

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        name = cls.__tablename__
        _OWNERS.update(dict.fromkeys((name, _year_table_name(name), *(fact.table_name for fact in dated_of(cls))), cls))


class Yearly:
    """Mixin of the ledgers that have one row (or several) for each school year."""

    YEARLY: ClassVar[bool] = True
    year: Plain[int] = field(
        Whole(least=1990, most=2100, grouped=False),
        "学年",
        needed=True,
        group="基本信息",
        width=64,
        synonyms=("学年度",),
    )


def calendar_year() -> Plain[int]:
    """The year of what regulations count by the calendar year (年检, 审计, 经费). It is the record's own: the school
    year at the top of the window leaves it alone."""
    kind = Whole(least=1990, most=2100, grouped=False)
    return field(kind, "年度", needed=True, listed=True, width=64, synonyms=("年份", "所属年度"))


def _make_tables(ledger: type[Ledger]) -> None:
    """Those that it refers to are made before."""
    name, facts = ledger.__tablename__, dated_of(ledger)
    for target in {link.target for link in links_of(ledger).values()} & _OWNERS.keys() - {name}:
        assert ALL_TABLES.tables[target] is not None
    unique = [UniqueConstraint(*ledger.UNIQUE)] if ledger.UNIQUE else []
    uuid = SqlColumn("uuid", String(32), primary_key=True)
    Table(name, ALL_TABLES, uuid, *(each.make_column() for each in _plain_of(ledger)), *unique)
    for fact in facts:
        fact.make_table(ALL_TABLES)
    if facts:
        _make_year_table(name, facts)
    _index_fields(ledger)


def _year_table_name(owner: str) -> str:
    return f"{owner}_in_year"


def _make_year_table(owner: str, facts: Sequence[Dated[Any]]) -> None:
    name = _year_table_name(owner)
    Table(
        name,
        ALL_TABLES,
        SqlColumn("owner", String(32), ForeignKey(f"{owner}.uuid", ondelete="CASCADE"), primary_key=True),
        SqlColumn("year", Whole().column_type(), primary_key=True),
        *(SqlColumn(fact.field.name, fact.field.kind.column_type()) for fact in facts),
        *(Index(f"ix_{name}_{fact.field.name}", "year", fact.field.name, "owner") for fact in facts),
        sqlite_with_rowid=False,
    )


def ties_of(ledger: type[Ledger]) -> list[Any]:
    """What records with the same value are ordered by: those made earlier stand first."""
    columns = ledger.__table__.c
    return [columns[name] for name in ("kindergarten", "uuid") if name in columns]


def _index_fields(ledger: type[Ledger]) -> None:
    """The whole order stands in the index, so that sorting is reading it."""
    name, columns = ledger.__tablename__, ledger.__table__.c
    year = [columns["year"]] if ledger.YEARLY else []
    for sorted_by in ledger.INDEXED:
        Index(f"ix_{name}_{sorted_by}", *year, columns[sorted_by], *ties_of(ledger))
    for together in ledger.FOUND_BY:
        Index(f"ix_{name}_{'_'.join(together)}", *(columns[each] for each in together))
    _drop_doubled(ledger)


def _drop_doubled(ledger: type[Ledger]) -> None:
    """A reference's own index is not needed where a wider one begins with it."""
    table = ledger.__table__
    wider = [rule.columns for rule in table.constraints if isinstance(rule, UniqueConstraint)]
    wider += [index.columns for index in table.indexes if len(index.columns) > 1]
    first = {next(iter(columns)).name for columns in wider}
    for index in [each for each in table.indexes if len(each.columns) == 1 and each.columns[0].name in first]:
        table.indexes.discard(index)


@cache
def _all_of(ledger: type[Ledger], kind: type[T]) -> tuple[T, ...]:
    every = (each for owner in reversed(ledger.__mro__) for each in vars(owner).values())
    return tuple(each for each in every if isinstance(each, kind))


def dated_of(ledger: type[Ledger]) -> list[Dated[Any]]:
    return list(_all_of(ledger, Dated))


def derived_of(ledger: type[Ledger]) -> list[Derived[Any]]:
    return list(_all_of(ledger, Derived))


def rows_of(ledger: type[Ledger]) -> list[Rows]:
    return list(_all_of(ledger, Rows))


def _plain_of(ledger: type[Ledger]) -> list[Plain[Any]]:
    """Its own before those that it shares with others."""
    return [each for owner in ledger.__mro__ for each in vars(owner).values() if isinstance(each, Plain)]


def plain_fields_of(ledger: type[Ledger]) -> list[Field]:
    """The fields that are columns of the ledger's own table, in order."""
    return [each.field for each in _plain_of(ledger)]


def fields_of(ledger: type[Ledger]) -> list[Field]:
    """Every field, grouped: plain and dated in the order of their groups, derived at the end of theirs, 备注 last."""
    return list(_by_name(ledger).values())


def field_of(ledger: type[Ledger], name: str) -> Field:
    """The field of that English name; KeyError when there is none."""
    try:
        return _by_name(ledger)[name]
    except KeyError:
        raise KeyError(f"{ledger.__tablename__}.{name}") from None


@cache
def _by_name(ledger: type[Ledger]) -> dict[str, Field]:
    every = plain_fields_of(ledger)
    every += [fact.field for fact in dated_of(ledger)]
    every += [value.field for value in derived_of(ledger)]
    groups = list(dict.fromkeys(each.group for each in every if each.group != "备注"))
    groups.append("备注")
    return {each.name: each for each in sorted(every, key=lambda each: groups.index(each.group))}


def fact_of(ledger: type[Ledger], name: str) -> Dated[Any] | None:
    """The dated declaration of that name, or None where the field is not dated."""
    return next((fact for fact in dated_of(ledger) if fact.field.name == name), None)


def is_derived(ledger: type[Ledger], name: str) -> bool:
    return any(value.field.name == name for value in derived_of(ledger))


@cache
def numbers_of(ledger: type[Ledger]) -> tuple[str, ...]:
    """The keys of the policy numbers that its derived values are held against."""
    held = (value.expression for value in derived_of(ledger))
    return tuple(dict.fromkeys(key for each in held if isinstance(each, Held) for key in each.numbers))


def links_of(ledger: type[Ledger]) -> dict[str, Link]:
    """Field name → link, of the plain fields that refer to other records."""
    return {each.name: each.kind for each in plain_fields_of(ledger) if isinstance(each.kind, Link)}


def fact_title(fact: Dated[Any]) -> str:
    """The name of the sheet that holds the periods of a dated fact."""
    return f"{fact.field.label}沿革"
