"""The same event has the same effect on all other records, whether it is done with 办理 or typed cell by cell."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from tests.policy.conftest import Enter
from tests.policy.ledger_act_scene import Scene, alliance, build, recognised, site, unlicensed
from tests.store.office import everything
from ycpe_desktop.ledgers import (
    Alliance,
    BuildMilestone,
    CompoundSite,
    InclusiveRecognition,
    Kindergarten,
    Ledger,
    LicenceEvent,
    PublicBuild,
    RuralUpgrade,
    UnlicensedSite,
)
from ycpe_desktop.policy.ledger_acts import carry_out
from ycpe_desktop.store import Store

D = date
Cells = dict[str, Any]


@dataclass(frozen=True)
class Event:
    """``act`` done for the record that ``made`` gives (a kindergarten where it is a name), or the same ``typed``: into
    that record, or as a row of ``row``, its needed fields first and then a cell at a time."""

    id: str
    ledger: type[Ledger]
    act: str
    made: Callable[[Scene], str]
    said: Cells
    typed: Cells
    row: type[Ledger] | None = None
    needed: Cells | None = None


def closing(way: str) -> Callable[[Scene], str]:
    return lambda scene: scene.put(RuralUpgrade, kindergarten="丁园", way=way, target="甲园")


def planned(scene: Scene) -> str:
    """A project for a kindergarten that is private and not open yet."""
    with scene.store.writing("筹建") as writer:
        writer.state(Kindergarten.status, scene.gardens["乙园"], "planning", D(2018, 9, 1))
    return build(scene, kindergarten="乙园")


def once_for_profit(scene: Scene) -> str:
    with scene.store.writing("营利性") as writer:
        writer.state(Kindergarten.nature, scene.gardens["丙园"], "forprofit", D(2018, 9, 1))
        writer.state(Kindergarten.nature, scene.gardens["丙园"], "inclusive", D(2023, 9, 1), basis="3号")
    return recognised(scene)


def paused(scene: Scene) -> str:
    with scene.store.writing("停办") as writer:
        writer.state(Kindergarten.status, scene.gardens["乙园"], "paused", D(2025, 9, 1))
    return site(scene, completed=D(2024, 1, 1), handed_over=D(2026, 5, 1))


def later(**values: Any) -> Callable[[Scene], str]:
    """乙园, of which a later event is known already."""

    def made(scene: Scene) -> str:
        scene.put(LicenceEvent, kindergarten="乙园", day=D(2026, 11, 1), **values)
        return scene.gardens["乙园"]

    return made


def second(scene: Scene) -> str:
    return scene.gardens["乙园"]


def licence(kind: str, made: Callable[[Scene], str], act: str, name: str, **said: Any) -> Event:
    told: Cells = {"day": D(2026, 5, 1), **said}
    return Event(name, Kindergarten, act, made, told, told, LicenceEvent, {"kindergarten": "乙园", "kind": kind})


TERM = {"licence": "教民2号", "valid_until": D(2031, 4, 30), "authority": "芮城县审批局"}
NAME = {"item": "name", "after": "新乙园"}
WITHDRAWN = {"ended": D(2026, 10, 1), "ended_why": "自愿退出"}
OPENED = {"kindergarten": "乙园", "opened": D(2026, 9, 1)}
EVENTS = [
    Event("recognised", Kindergarten, "recognise", second,
          told := {"since": D(2026, 3, 1), "valid_until": D(2029, 2, 28), "document": "9号"},
          told, InclusiveRecognition, {"kindergarten": "乙园"}),
    Event("withdrawn", InclusiveRecognition, "end", recognised, WITHDRAWN, WITHDRAWN),
    Event("withdrawn from what was for-profit", InclusiveRecognition, "end", once_for_profit, WITHDRAWN, WITHDRAWN),
    Event("opened", PublicBuild, "open", planned, {"done": D(2026, 9, 1)}, {"done": D(2026, 9, 1)}, BuildMilestone,
          {"step": "opened"}),
    Event("public compound", CompoundSite, "open_public", paused, OPENED, {**OPENED, "outcome": "public"}),
    Event("inclusive compound", CompoundSite, "open_inclusive", paused, OPENED, {**OPENED, "outcome": "inclusive"}),
    Event("merged", RuralUpgrade, "finish", closing("merge"), told := {"finished": D(2026, 7, 1)}, told),
    Event("closed", RuralUpgrade, "finish", closing("close"), told, told),
    licence("renewed", second, "licence_renew", "renewed", **TERM),
    licence("renewed", later(kind="renewed", licence="教民3号", valid_until=D(2031, 10, 31)), "licence_renew",
            "renewed before", **TERM),
    licence("renewed", later(kind="changed", item="name", after="新乙园"), "licence_renew", "renewed, changed later",
            **TERM),
    licence("changed", second, "licence_change", "changed name", **NAME),
    licence("changed", second, "licence_change", "changed head", item="principal", after="李四"),
    licence("changed", later(kind="changed", item="name", after="再新园"), "licence_change", "changed before", **NAME),
    licence("cancelled", second, "licence_cancelled", "cancelled", reason="自行终止"),
    licence("revoked", second, "licence_revoked", "revoked", reason="情节严重", document="1号"),
    licence("cancelled", later(kind="renewed", licence="教民3号"), "licence_cancelled", "cancelled before",
            reason="自行终止"),
    Event("banned", UnlicensedSite, "ban", unlicensed, told := {"disposed": D(2026, 4, 1), "document": "1号"},
          {**told, "disposal": "ban"}),
    Event("dissolved", Alliance, "dissolve", lambda scene: alliance(scene, "乙园", "丁园"),
          told := {"until": D(2026, 9, 1)}, told),
]  # fmt: skip
"""Acts that make a kindergarten the registry did not have, and those that write into their own record alone, are not
among them: no typed row says the same."""


@pytest.fixture
def scene(store: Store, enter: Enter) -> Scene:
    return Scene(store, enter)


def records(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """All that is there, but under which name each row of it is kept."""
    return {name: sorted((row[1:] for row in rows), key=repr) for name, rows in everything(store).items()}


def do(scene: Scene, event: Event, key: str) -> None:
    offer = scene.offer(event.ledger, event.act, key)
    said = dict.fromkeys(field.name for field in offer.act.fields)
    carry_out(offer, {**said, **{name: scene.gardens.get(value, value) for name, value in event.said.items()}})


def type_cells(scene: Scene, event: Event, key: str, backwards: bool) -> int:
    """Gives the number of steps."""
    cells = {name: scene.gardens.get(value, value) for name, value in event.typed.items()}
    ledger, first = event.ledger, {}
    if event.row is not None:
        ledger, first = event.row, dict(event.needed or {})
        first |= {name: cells.pop(name) for name in ("day", "since") if name in cells}
        first |= {"build": key} if ledger is BuildMilestone else {}
        key = scene.put(ledger, **first)
    for name in sorted(cells, reverse=backwards):
        with scene.store.writing(f"修改{name}") as writer:
            writer.update(ledger, key, {name: cells[name]})
    return len(cells) + (event.row is not None)


@pytest.mark.parametrize("backwards", [False, True], ids=["forth", "back"])
@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.id)
def test_typed_cell_by_cell_it_ends_as_the_act_does_and_is_undone_whole(
    scene: Scene, event: Event, backwards: bool
) -> None:
    key = event.made(scene)
    before = everything(scene.store)
    do(scene, event, key)
    done = records(scene.store)
    scene.store.undo()
    assert everything(scene.store) == before
    for _ in range(type_cells(scene, event, key, backwards)):
        assert everything(scene.store) != before
        scene.store.undo()
    assert everything(scene.store) == before
    type_cells(scene, event, key, backwards)
    assert records(scene.store) == done
