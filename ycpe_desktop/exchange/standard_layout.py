"""The data sheets of the standard workbook, from the declarations: which columns stand where, under which heading.

Row 1 is the title, row 2 the heading, records follow. Column A is the hidden UUID; a reference is shown by its name,
with its key in a hidden column to the right of it. What is written by this layout is read by it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from ycpe_desktop.fields import Dated, Day, Field, Kind, Link, Measure, Text, Whole
from ycpe_desktop.ledgers import LEDGERS, Ledger, dated_of, fact_of, fact_title, field_of, fields_of, is_derived

SCHEMA = 1
"""Version of this layout; the city refuses a newer one than it knows."""
UUID = "UUID"
HEADER_ROW = 2
DAY_FORM = "yyyy-mm-dd"
RAW_TITLE, CHECKS_TITLE, DICTIONARY_TITLE, SUMMARY_TITLE, COVER_TITLE, OPTIONS_TITLE, SEAL_TITLE = (
    "导入原值",
    "校验与说明",
    "数据字典",
    "指标汇总",
    "封面",
    "选项",
    "封印",
)
Role = Literal["uuid", "value", "key", "derived"]


@dataclass(frozen=True)
class Column:
    """``name`` is the field's English one; ``key`` columns hold the key of the reference to their left."""

    heading: str
    name: str
    kind: Kind[Any]
    role: Role = "value"
    width: int = 96
    told: Field | None = None
    inner: bool = False
    """For programs only: hidden, like keys."""

    @property
    def hidden(self) -> bool:
        return self.inner or self.role in ("uuid", "key")

    @property
    def sealed(self) -> bool:
        return self.role != "derived"


@dataclass(frozen=True)
class Plan:
    """One data sheet. ``ledger`` alone: its records; with ``fact``: its periods; without both: see ``title``."""

    title: str
    columns: Sequence[Column]
    ledger: type[Ledger] | None = None
    fact: Dated[Any] | None = None

    def letter(self, name: str, role: Role | None = None) -> str:
        """The letter of a column: "C"; KeyError where it is not on the sheet."""
        from openpyxl.utils import get_column_letter

        for place, column in enumerate(self.columns, 1):
            if column.name == name and (role is None or column.role == role):
                return get_column_letter(place)
        raise KeyError(f"{self.title}.{name}")

    @property
    def frozen(self) -> str:
        """The cell at which the sheet scrolls: below the heading, to the right of the name."""
        from openpyxl.utils import get_column_letter

        shown = next(place for place, column in enumerate(self.columns, 1) if not column.hidden)
        return f"{get_column_letter(shown + 1)}{HEADER_ROW + 1}"


KEY = Text(60)
_UUID = Column(UUID, "uuid", KEY, "uuid")


def plans(*, phones: bool = True) -> list[Plan]:
    """Every data sheet in its order; without ``phones`` private fields are left out."""
    found = [ledger_plan(ledger, phones=phones) for ledger in LEDGERS]
    found += [fact_plan(ledger, fact) for ledger in LEDGERS for fact in dated_of(ledger)]
    return [*found, raw_plan(), checks_plan()]


def ledger_plan(ledger: type[Ledger], *, phones: bool = True) -> Plan:
    told = [each for each in fields_of(ledger) if phones or not each.private]
    first = [each for each in told if each.name in ledger.NAMED_BY[:1]]
    columns = [_UUID]
    for each in [*first, *(each for each in told if each not in first)]:
        copied = is_derived(ledger, each.name) or fact_of(ledger, each.name) is not None
        columns.append(Column(each.label, each.name, each.kind, "derived" if copied else "value", each.width, each))
        if isinstance(each.kind, Link):
            columns.append(Column(f"{each.label}{UUID}", each.name, KEY, "key"))
    return Plan(ledger.TITLE, columns, ledger)


def fact_plan(ledger: type[Ledger], fact: Dated[Any]) -> Plan:
    owner = field_of(ledger, ledger.NAMED_BY[0])
    return Plan(
        fact_title(fact),
        [
            _UUID,
            Column(owner.label, "owner", Link(ledger.__tablename__), "value", owner.width),
            Column(f"{owner.label}{UUID}", "owner", KEY, "key"),
            Column("自", "since", Day(), width=90),
            Column("至", "until", Day(), width=90),
            Column(fact.field.label, "value", fact.field.kind, width=120, told=fact.field),
            Column("依据", "basis", Text(200), width=200),
        ],
        ledger,
        fact,
    )


def raw_plan() -> Plan:
    """What the clerk's sheets held and no field could take."""
    words = Text(32_000, lines=100)
    return Plan(
        RAW_TITLE,
        [
            _UUID,
            Column("台账", "ledger", words, width=90),
            Column("记录", "name", words, "derived", 200),
            Column("记录UUID", "owner", KEY, "key"),
            Column("字段", "field", words, width=120),
            Column("列名", "title", words, width=140),
            Column("原值", "value", words, width=200),
            Column("原因", "reason", words, width=200),
            Column("来源", "source", words, width=200),
        ],
    )


def checks_plan() -> Plan:
    """Findings of the checks; sealed are the office's own explanations, the rest is computed."""
    words = Text(2_000, lines=20)
    return Plan(
        CHECKS_TITLE,
        [
            _UUID,
            Column("档次", "tier", words, "derived", 70),
            Column("台账", "ledger", words, "derived", 90),
            Column("记录", "name", words, "derived", 200),
            Column("字段", "field", words, "derived", 120),
            Column("问题", "sentence", words, "derived", 360),
            Column("依据", "clause", words, "derived", 200),
            Column("说明", "explanation", words, width=240),
            Column("规则", "rule", words, "derived", 140, inner=True),
        ],
    )


def number_format(kind: Kind[Any]) -> str:
    """As Excel shows it: the unit stands in the format, codes and text are text."""
    unit = f'"{kind.unit}"' if isinstance(kind, Whole | Measure) and kind.unit else ""
    if isinstance(kind, Whole):
        return f"{'#,##0' if kind.grouped else '0'}{unit}"
    if isinstance(kind, Measure):
        return f"#,##0.{'0' * kind.places}{unit}" if kind.places else f"#,##0{unit}"
    return DAY_FORM if isinstance(kind, Day) else "@"
