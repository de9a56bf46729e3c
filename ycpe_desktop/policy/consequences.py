"""What a row means for other records, written in the same action: said once, whether it is typed or comes from 办理.

By dates: what a row says counts from its own day until what is known to follow, so that an event of long ago, written
down today, leaves alone what later ones have made. What cannot be done is told (``Store.left``); 办理 is then refused.
A row that is corrected takes its former meaning back. An import has no consequences: it brings the registry's own
sheets, and a list of past events must not overwrite the registry of today. A row that is deleted has none either.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from ycpe_desktop.faults import Refusal
from ycpe_desktop.ledgers import (
    Alliance,
    BuildMilestone,
    CompoundSite,
    InclusiveRecognition,
    Ledger,
    LicenceEvent,
    PublicBuild,
    RuralUpgrade,
    UnlicensedSite,
)
from ycpe_desktop.policy import alliance_acts, compounds, licences, projects, recognition, unlicensed
from ycpe_desktop.policy.claims import Row, restate
from ycpe_desktop.store.recorded import load
from ycpe_desktop.store.tables import METADATA
from ycpe_desktop.store.writer import Writer

Consequence = Callable[[Writer, Row, Row | None], None]
"""Of a row as it is, and as it was before the action (None: it is new)."""


def follow(writer: Writer, *, whole: bool = False) -> None:
    """Write the consequences of what the action has done so far; ``whole``: one that is refused refuses all."""
    for (name, uuid), changed in _rows_of(writer).items():
        row = writer.row(METADATA.tables[name], uuid)
        if row is not None:
            was = None if changed is None else {**row, **changed}
            for consequence in CONSEQUENCES[name]:
                _carry_out(partial(consequence, writer, row, was), writer, whole=whole)


def _carry_out(consequence: Callable[[], None], writer: Writer, *, whole: bool) -> None:
    try:
        with writer.part():
            consequence()
    except Refusal as refusal:
        if whole:
            raise
        writer.tell(str(refusal))


def _rows_of(writer: Writer) -> dict[tuple[str, str], dict[str, Any] | None]:
    """(table, uuid) → what the action found in the fields that it changed; None of a row that is new."""
    found: dict[tuple[str, str], dict[str, Any] | None] = {}
    for name, uuid, operation, before in _done(writer):
        key, known = (name, uuid), found.get((name, uuid), {})
        if operation == "delete":
            found.pop(key, None)
        else:
            found[key] = None if operation == "insert" or known is None else {**before, **known}
    return found


def _done(writer: Writer) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    for entry in writer.done():
        if (name := entry["ledger"]) in CONSEQUENCES:
            table = METADATA.tables[name]
            before = {field: load(table, field, kept) for field, (kept, _) in entry["fields"].items()}
            yield name, entry["uuid"], entry["operation"], before


def _of(ledger: type[Ledger], *consequences: Consequence) -> tuple[str, tuple[Consequence, ...]]:
    return ledger.__tablename__, consequences


CONSEQUENCES: Mapping[str, tuple[Consequence, ...]] = dict((
    _of(InclusiveRecognition, partial(restate, recognition.claims)),
    _of(LicenceEvent, licences.bear, licences.change_item, partial(restate, licences.ended)),
    _of(RuralUpgrade, partial(restate, projects.closed), projects.move),
    _of(CompoundSite, compounds.mark, partial(restate, compounds.claims)),
    _of(PublicBuild, partial(restate, projects.build_opened)),
    _of(BuildMilestone, partial(restate, projects.milestone_opened), projects.want_garden),
    _of(UnlicensedSite, unlicensed.bar, partial(restate, unlicensed.admitted), unlicensed.want_garden),
    _of(Alliance, alliance_acts.end_members),
))
