"""What a kindergarten is asked: which fields of which ledgers, and what is known of it before it answers.

A cell of the form is known by its key, "kindergarten.phone" or "class_room:UUID.children"; the same key stands on the
hidden marks of the sheet, and with what was printed there in the hidden sheet.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, select

from ycpe_desktop.exchange.mapping import key_of
from ycpe_desktop.ledgers import ClassRoom, FourIndependents, Kindergarten, Ledger, YearReport
from ycpe_desktop.ledgers.four_independents import FOUR
from ycpe_desktop.ledgers.year_report import BANDS
from ycpe_desktop.policy.situation import in_question
from ycpe_desktop.schoolyear import page_day
from ycpe_desktop.store import Store, fetch
from ycpe_desktop.store.in_year import as_of
from ycpe_desktop.store.spoken import by_name

SHOWN = ("name", "code", "township", "village", "nature", "kind", "sponsor", "rural")
"""Of the registry, decided by the county: to be read, not to be filled in."""
REGISTRY = (
    ("principal", "principal_phone"),
    ("phone", "principal_filed"),
    ("address", ""),
    ("sponsor_name", "legal_kind"),
    ("credit_code", "licence"),
    ("licence_authority", ""),
    ("licence_issued", "licence_until"),
    ("opened", "size_classes"),
    ("site_area", "building_area"),
    ("activity_area", "outdoor_area"),
)
"""Of the registry, best known by the kindergarten itself; two a line, "" where one takes the whole line."""
BAND_LINES = tuple((f"classes_{band}", f"children_{band}") for band, _ in BANDS)
CHILDREN_LINES = (("children_rural", "children_left_behind"), ("children_aided", ""))
STAFF_LINES = (
    ("principals", "principals_certified"),
    ("teachers", "teachers_posted"),
    ("teachers_certified", "teachers_postgraduate"),
    ("teachers_bachelor", "teachers_college"),
    ("teachers_below", "carers"),
    ("health_staff", "cooks"),
    ("guards", "other_staff"),
    ("fee_care", "fee_meals"),
    ("remark", ""),
)
CLASS_COLUMNS = ("name", "band", "children", "teachers", "carers")
FOUR_COLUMNS = ("state", "date", "evidence", "reason")
INSTITUTION = ("institution_number", "institution_date")
ASKED: Mapping[str, frozenset[str]] = {
    Kindergarten.__tablename__: frozenset(name for line in REGISTRY for name in line if name),
    YearReport.__tablename__: frozenset(
        name for line in (*BAND_LINES, *CHILDREN_LINES, *STAFF_LINES) for name in line if name
    ),
    ClassRoom.__tablename__: frozenset(CLASS_COLUMNS),
    FourIndependents.__tablename__: frozenset((
        *INSTITUTION,
        *(f"{name}_{column}" for name, _ in FOUR for column in FOUR_COLUMNS),
    )),
}
"""Ledger's table → its fields that a form may answer; whatever else its marks may say is not read."""
LEAST_CLASSES, SPARE_CLASSES = 8, 4
"""Lines of 班级: at least so many, and so many more than there were."""

Record = Mapping[str, Any]


@dataclass
class Known:
    """A kindergarten as its form shows it. ``report`` and ``rooms`` are what this year has already."""

    garden: Record
    report: Record = field(default_factory=dict)
    before: Record = field(default_factory=dict)
    rooms: Sequence[Record] = ()
    rooms_before: int = 0
    four: Record = field(default_factory=dict)

    @property
    def uuid(self) -> str:
        return str(self.garden["uuid"])

    @property
    def is_asked_four(self) -> bool:
        """四个独立 are judged of rural public kindergartens; a 附设幼儿班 reports what it has."""
        return bool(self.garden["rural"]) and self.garden["nature"] == "public"

    @property
    def class_lines(self) -> int:
        there = max(len(self.rooms), self.rooms_before, int(self.before.get("classes") or 0))
        return max(LEAST_CLASSES, there + SPARE_CLASSES)


def asked_of(store: Store, connection: Connection, year: int) -> list[str]:
    """The kindergartens in operation in that school year, those of unknown state too, by township and name."""
    table = Kindergarten.__table__
    wanted = select(table.c.uuid).where(table.c.uuid.in_(in_question(year, page_day(year, store.today))))
    return list(connection.scalars(wanted.order_by(table.c.township, by_name(table), table.c.uuid)))


def known(store: Store, year: int) -> list[Known]:
    """All that will be asked, with what is known of them."""
    with store.reading() as connection:
        keys = asked_of(store, connection, year)
        gardens = _records(store, connection, Kindergarten, keys, year)
        natures = dict(connection.execute(as_of(Kindergarten.nature, page_day(year, store.today))).tuples().all())
        reports, before = (_of_year(store, connection, YearReport, each) for each in (year, year - 1))
        rooms, rooms_before = (_of_year(store, connection, ClassRoom, each) for each in (year, year - 1))
        four = _of_year(store, connection, FourIndependents, year)
    return [
        Known(
            {**gardens[key], "nature": natures.get(key)},  # the list by years ends with the present one
            _first(reports, key),
            _first(before, key),
            sorted(rooms.get(key, ()), key=lambda room: _rank(room["band"])),
            len(rooms_before.get(key, ())),
            _first(four, key),
        )
        for key in keys
    ]


def cell_key(ledger: type[Ledger], name: str, record: str = "") -> str:
    """Of a class the record stands in the key: a form has several."""
    return f"{ledger.__tablename__}:{record}.{name}" if record else key_of(ledger, name)


def four_fields() -> list[tuple[str, list[str]]]:
    """(独立园舍, its four fields) in the plan's order."""
    return [(label, [f"{name}_{column}" for column in FOUR_COLUMNS]) for name, label in FOUR]


def _records(
    store: Store, connection: Connection, ledger: type[Ledger], keys: Sequence[str], year: int
) -> dict[str, Record]:
    found: dict[str, Record] = {}
    for at in range(0, len(keys), 500):
        for row in fetch(connection, ledger, list(keys[at : at + 500]), year, store.names):
            found[row["uuid"]] = row
    return found


def _of_year(store: Store, connection: Connection, ledger: type[Ledger], year: int) -> dict[str, list[Record]]:
    """Kindergarten → its records of that year."""
    table = ledger.__table__
    keys = list(connection.scalars(select(table.c.uuid).where(table.c.year == year).order_by(table.c.uuid)))
    found: dict[str, list[Record]] = defaultdict(list)
    for row in _records(store, connection, ledger, keys, year).values():
        found[row["kindergarten"]].append(row)
    return found


def _first(found: Mapping[str, Sequence[Record]], key: str) -> Record:
    return next(iter(found.get(key, ())), {})


def _rank(band: str | None) -> int:
    order = [each for each, _ in BANDS]
    return order.index(band) if band in order else len(order)
