"""What a row that someone types into a ledger means for the registry, written in the same action.

A recognition makes its kindergarten 普惠性 from its day, a licence event changes the licence, a finished closing ends
its kindergarten. Only what is typed has consequences: an import brings the registry's own sheets. What cannot be (an
approved year, a for-profit kindergarten) stays as it is; the checks then say that the two differ.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

from sqlalchemy import exists, select

from ycpe_desktop.faults import Refusal
from ycpe_desktop.ledgers import (
    BuildMilestone,
    CompoundSite,
    InclusiveRecognition,
    Kindergarten,
    Ledger,
    LicenceEvent,
    PublicBuild,
    RuralUpgrade,
)
from ycpe_desktop.ledgers.rural_upgrade import CLOSING
from ycpe_desktop.policy.acting import held_then
from ycpe_desktop.policy.licences import carry_over
from ycpe_desktop.store.writer import Writer

Row = Mapping[str, Any]
Fresh = Callable[[str], bool]
"""Whether that field got its value in this action."""


def follow(writer: Writer) -> None:
    """Write the consequences of what the action has done so far."""
    for entry in writer.done():
        consequence = CONSEQUENCES.get(entry["ledger"])
        if consequence is None or entry["operation"] == "delete":
            continue
        ledger, act = consequence
        row = writer.row(ledger.__table__, entry["uuid"])
        if row is not None:
            with suppress(Refusal), writer.part():
                act(writer, row, set(entry["fields"]).__contains__)


def _recognition(writer: Writer, row: Row, fresh: Fresh) -> None:
    garden, nature = row["kindergarten"], Kindergarten.nature
    if fresh("since") and held_then(writer.connection, nature, garden, row["since"]) == "nonprofit":
        writer.state(nature, garden, "inclusive", row["since"], basis=row["document"])
    ended = row["ended"]
    if ended and fresh("ended") and held_then(writer.connection, nature, garden, ended) == "inclusive":
        writer.state(nature, garden, "nonprofit", ended, basis=row["ended_why"])


def _licence(writer: Writer, row: Row, fresh: Fresh) -> None:
    if any(map(fresh, ("day", "licence", "valid_until", "authority"))) and not _followed(writer, row):
        carry_over(writer, row)


def _followed(writer: Writer, row: Row) -> bool:
    """A later event of the same kindergarten is known already."""
    other = LicenceEvent.__table__
    later = exists().where(other.c.kindergarten == row["kindergarten"], other.c.day > row["day"])
    return bool(writer.connection.scalar(select(later)))


def _upgrade(writer: Writer, row: Row, fresh: Fresh) -> None:
    """Its children are moved by ``projects.carry_out`` alone, which knows where they go."""
    if row["finished"] and fresh("finished") and row["way"] in CLOSING:
        writer.state(Kindergarten.status, row["kindergarten"], CLOSING[row["way"]], row["finished"])


def _compound(writer: Writer, row: Row, fresh: Fresh) -> None:
    garden = row["kindergarten"]
    if garden is None or not (fresh("kindergarten") or fresh("opened") or fresh("outcome")):
        return
    writer.update(Kindergarten, garden, {"compound": True})
    if row["opened"] and row["outcome"] in ("public", "inclusive"):
        writer.state(Kindergarten.nature, garden, row["outcome"], row["opened"], basis=row["hand_over_document"])


def _milestone(writer: Writer, row: Row, fresh: Fresh) -> None:
    build = writer.row(PublicBuild.__table__, row["build"])
    if row["step"] == "opened" and row["done"] and fresh("done") and build and build["kindergarten"]:
        writer.state(Kindergarten.status, build["kindergarten"], "open", row["done"], basis=build["name"])


CONSEQUENCES: Mapping[str, tuple[type[Ledger], Callable[[Writer, Row, Fresh], None]]] = {
    ledger.__tablename__: (ledger, act)
    for ledger, act in (
        (InclusiveRecognition, _recognition),
        (LicenceEvent, _licence),
        (RuralUpgrade, _upgrade),
        (CompoundSite, _compound),
        (BuildMilestone, _milestone),
    )
}
