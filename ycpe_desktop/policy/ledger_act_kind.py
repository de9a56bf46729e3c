"""One act of a ledger, as data: when it can be done, what it asks for, what it will change, and the doing of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Literal

from sqlalchemy import select

from ycpe_desktop.fields import Field
from ycpe_desktop.ledgers import Kindergarten, Ledger, field_of
from ycpe_desktop.policy.acting import garden_name, held
from ycpe_desktop.policy.thresholds import number, own_targets, target
from ycpe_desktop.schoolyear import year_of
from ycpe_desktop.store import Store
from ycpe_desktop.store.listing import table_of

Answers = Mapping[str, Any]
"""Field → value as its kind stores it; what was left empty is None."""


@dataclass(frozen=True)
class Because:
    """A proposed value with the reason that stands under it: 每 3 年一次，学前教育法 24."""

    value: Any
    why: str


@dataclass(frozen=True)
class Case:
    """A record as it stands ({} for an act of the whole ledger), and the day on which one asks."""

    store: Store
    row: Mapping[str, Any]
    day: date

    @property
    def uuid(self) -> str:
        return str(self.row["uuid"])

    @property
    def garden(self) -> str:
        """The kindergarten that the record is about, or is."""
        return str(self.row["kindergarten"] if "kindergarten" in self.row else self.row["uuid"])

    @property
    def called(self) -> str:
        return garden_name(self.store, self.garden)

    @cached_property
    def nature(self) -> str | None:
        return held(self.store, Kindergarten.nature, self.garden, self.day)

    @cached_property
    def status(self) -> str | None:
        return held(self.store, Kindergarten.status, self.garden, self.day)

    def standard(self, key: str) -> tuple[int, str]:
        """A threshold in force on the day, and its clause."""
        year, own = year_of(self.day), own_targets(self.store)
        found = target(key, year, own)
        return int(number(key, year, own)), found.clause if found else ""


Cases = Sequence[Case]
Why = Callable[[Case], str]
"""Why it cannot be done, in a few words for the menu; "" where it can."""
Foretell = Callable[[Cases, Answers], str]
Do = Callable[[Cases, Answers], str]
"""Does it as one action of the store and says what was done. Raises Refusal where it cannot be."""


def _nothing(case: Case) -> Mapping[str, Any]:
    return {}


@dataclass(frozen=True, kw_only=True)
class LedgerAct:
    """``whom``: one record, several at once, or the ledger as a whole (then ``Case.row`` is {}).

    ``foretold`` says in one sentence what will change elsewhere; it is asked once all that is needed is filled in.
    """

    key: str
    title: str
    ledger: type[Ledger]
    do: Do
    foretold: Foretell
    fields: tuple[Field, ...] = ()
    possible: Why = lambda case: ""
    proposed: Callable[[Case], Mapping[str, Any]] = _nothing
    """Field → value, or value with its reason (``Because``)."""
    whom: Literal["one", "many", "ledger"] = "one"


def one(do: Callable[[Case, Answers], str]) -> Callable[[Cases, Answers], str]:
    """What is done for, or told of, a single record."""
    return lambda cases, said: do(cases[0], said)


def asked(ledger: type[Ledger], name: str, *, needed: bool = False, conditions: bool = False, **more: Any) -> Field:
    """A field of the ledger, as an act asks for it; ``conditions``: it keeps its own on what else is filled in."""
    told = field_of(ledger, name)._replace(group="", required=False, needed=needed, **more)
    return told if conditions else told._replace(shown_when=None, required_when=None)


def first_of(*reasons: Why) -> Why:
    return lambda case: next((told for reason in reasons if (told := reason(case))), "")


def blank(name: str, told: str) -> Why:
    """It cannot be done while that field is empty."""
    return lambda case: told if case.row[name] is None else ""


def filled(name: str, word: str) -> Why:
    """It has been done when that field has its day: 2026-05-01 已移交."""
    return lambda case: f"{case.row[name]} {word}" if case.row[name] is not None else ""


def uuids(cases: Cases) -> list[str]:
    return [case.uuid for case in cases]


def given(said: Answers) -> dict[str, Any]:
    """What was filled in: an empty answer leaves alone what the record has."""
    return {name: value for name, value in said.items() if value is not None}


def steps_of(case: Case, child: type[Ledger], by: str) -> dict[str, dict[str, Any]]:
    """Step → its row, of the record's child rows."""
    table = table_of(child)
    with case.store.reading() as connection:
        found = connection.execute(select(table).where(table.c[by] == case.uuid)).mappings()
        return {row["step"]: dict(row) for row in found}
