"""The columns of a ledger's table, and the words of its page; all taken from the declarations."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from ycpe_desktop.fields import Code, Field
from ycpe_desktop.fields.kinds import Names
from ycpe_desktop.ledgers import Ledger, derived_of, fact_of, field_of, fields_of, is_derived

COUNTED_AS = {"kindergarten": "所", "supervisor": "位", "class_room": "个班"}
NEW_WORDS = {"kindergarten": "新增园所", "supervisor": "新增督学", "class_room": "新增班级"}


LETTER = 14
"""Pixels of a Chinese letter in the middle size of text."""
SMALL = 0.84
"""Of it, the unit in a heading."""
BESIDE = 14
"""Pixels of a heading beside its words."""
HEADS = ("人", "名", "所", "班", "个", "条", "次", "人次")
"""Units that go without saying where a heading has no room for them: what is counted stands in its label."""


class Column(NamedTuple):
    """One column: a declared field and what kind of declaration it is."""

    field: Field
    derived: bool
    dated: bool

    @property
    def name(self) -> str:
        return self.field.name

    @property
    def title(self) -> str:
        return self.field.label

    @property
    def unit(self) -> str:
        """（元）, which is drawn small beside the title; "" where there is none."""
        return f"（{self.field.unit}）" if self.field.unit else ""

    @property
    def width(self) -> int:
        """Pixels as the table first opens: as declared, and enough for a unit that does not go without saying."""
        if not self.unit or self.field.unit in HEADS:
            return self.field.width
        return max(self.field.width, round(LETTER * (len(self.title) + SMALL * len(self.unit))) + BESIDE)

    @property
    def numeric(self) -> bool:
        return self.field.kind.numeric

    @property
    def coded(self) -> bool:
        return isinstance(self.field.kind, Code)


def columns_of(ledger: type[Ledger]) -> tuple[Column, ...]:
    """Every field; a yearly ledger's own year is chosen at the top of the window, so it has no column."""
    return tuple(
        Column(each, is_derived(ledger, each.name), fact_of(ledger, each.name) is not None)
        for each in fields_of(ledger)
        if not (ledger.YEARLY and each.name == "year")
    )


def record_name(ledger: type[Ledger], record: Mapping[str, Any], names: Names) -> str:
    """What a record is called on its page, where the year is known."""
    told = [
        field_of(ledger, name).kind.show(record[name], names)
        for name in ledger.NAMED_BY
        if name != "year" and record.get(name) is not None
    ]
    return " · ".join(told) or "未命名"


def counted(ledger: type[Ledger], count: int) -> str:
    """182 所."""
    return f"{count:,} {COUNTED_AS.get(ledger.__tablename__, '条')}"


def new_word(ledger: type[Ledger]) -> str:
    return NEW_WORDS.get(ledger.__tablename__, "新增一条")


NOT_ADDED = ("/", "分")
"""In the units of what has no sum."""


def summed_fields(ledger: type[Ledger]) -> list[Field]:
    """The key figures of the status line: what the ledger derives in numbers and shows at first. A price (元/月) or a
    score is not added up."""
    shown = [each.field for each in derived_of(ledger) if each.field.kind.numeric and each.field.listed]
    return [each for each in shown if not any(sign in str(getattr(each.kind, "unit", "")) for sign in NOT_ADDED)]
