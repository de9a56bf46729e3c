"""A few kindergartens, and records of the ledgers in the states in which acts begin."""

from datetime import date
from decimal import Decimal
from typing import Any

from tests.policy.conftest import Enter
from ycpe_desktop.fields import is_blank
from ycpe_desktop.ledgers import (
    Alliance,
    AllianceMember,
    AnnualInspection,
    BuildMilestone,
    CompoundSite,
    CompoundStep,
    FundPayment,
    InclusiveRecognition,
    Kindergarten,
    Ledger,
    LicenceEvent,
    PublicBuild,
    Rectification,
    SafetyCheck,
    UnlicensedSite,
)
from ycpe_desktop.policy.acting import held
from ycpe_desktop.policy.ledger_acts import Done, Offer, carry_out, foretell, offers, proposals, read
from ycpe_desktop.store import Store

D = date
Made = dict[str, str]
"""What a scene has made: name → uuid."""


class Scene:
    """A store with kindergartens 甲 (公办), 乙 (非营利性民办), 丙 (普惠性民办) and 丁 (公办)."""

    def __init__(self, store: Store, enter: Enter) -> None:
        self.store = store
        kinds = {"甲园": "public", "乙园": "nonprofit", "丙园": "inclusive", "丁园": "public"}
        self.gardens = {
            name: enter(name, kind, children_mixed=20, classes_mixed=1, since=D(2018, 9, 1))
            for name, kind in kinds.items()
        }

    def put(self, ledger: type[Ledger], **values: Any) -> str:
        told = {
            name: self.gardens.get(value, value) if isinstance(value, str) else value for name, value in values.items()
        }
        with self.store.writing("登记") as writer:
            return writer.insert(ledger, told)

    def offer(self, ledger: type[Ledger], act: str, *records: str) -> Offer:
        return next(each for each in offers(self.store, ledger, records) if each.act.key == act)

    def do(self, offer: Offer, **typed: str) -> Done:
        """With what is proposed where nothing is typed, as the window does."""
        shown = {name: str(each.value) for name, each in proposals(offer).items()}
        shown |= {
            f.name: f.kind.show(v.value, self.store.names)
            for f in offer.act.fields
            for name, v in proposals(offer).items()
            if name == f.name
        }
        said, wrong = read(self.store, offer.act, {**shown, **typed})
        assert wrong == {}
        assert not is_blank(foretell(offer, said))
        return carry_out(offer, said)

    def nature(self, name: str, day: date) -> str | None:
        return held(self.store, Kindergarten.nature, self.gardens[name], day)


def build(scene: Scene, *done: str, **values: Any) -> str:
    key = scene.put(PublicBuild, name="城北幼儿园", way="new", township="140830100", **values)
    scene.put(
        BuildMilestone, build=key, step="begun", planned=D(2026, 3, 1), done=D(2026, 3, 1) if "begun" in done else None
    )
    for step in done:
        if step != "begun":
            scene.put(BuildMilestone, build=key, step=step, done=D(2026, 3, 1))
    return key


def site(scene: Scene, *steps: str, **values: Any) -> str:
    key = scene.put(CompoundSite, name="阳光小区", township="140830100", **values)
    for step in steps:
        scene.put(CompoundStep, site=key, step=step, finding="in_step", done=D(2024, 1, 1))
    return key


def recognised(scene: Scene, **values: Any) -> str:
    told = {"kindergarten": "丙园", "since": D(2023, 9, 1), "valid_until": D(2026, 12, 31), "document": "3号"}
    return scene.put(InclusiveRecognition, **{**told, **values})


def unlicensed(scene: Scene, **values: Any) -> str:
    return scene.put(UnlicensedSite, **{"name": "黑园", "found": D(2026, 3, 1), "children": 9, **values})


def payment(scene: Scene, **values: Any) -> str:
    told = {
        "kindergarten": "甲园",
        "calendar_year": 2026,
        "kind": "public_fund",
        "children": 20,
        "per_child": Decimal(600),
    }
    return scene.put(FundPayment, **{**told, **values})


def problem(scene: Scene, **values: Any) -> str:
    return scene.put(Rectification, **{"kindergarten": "甲园", "problem": "灭火器过期", "source": "visit", **values})


def alliance(scene: Scene, *members: str, **values: Any) -> str:
    told = {"name": "城关集团", "kind": "group", "lead": "甲园", "since": D(2024, 9, 1)}
    key = scene.put(Alliance, **{**told, **values})
    for name in members:
        scene.put(AllianceMember, alliance=key, kindergarten=name, since=D(2025, 9, 1), same_legal=True)
    return key


def inspection(scene: Scene, name: str = "甲园", **values: Any) -> str:
    return scene.put(AnnualInspection, **{"kindergarten": name, "calendar_year": 2026, **values})


def gone(scene: Scene) -> str:
    with scene.store.writing("撤销") as writer:
        writer.state(Kindergarten.status, scene.gardens["丁园"], "revoked", D(2025, 9, 1))
    return scene.gardens["丁园"]


def hazard(scene: Scene, **values: Any) -> str:
    told = {"kindergarten": "甲园", "year": 2026, "checked": D(2026, 10, 1), "deadline": D(2026, 10, 9), "found": True}
    return scene.put(SafetyCheck, **{**told, **values})


def event(scene: Scene, name: str = "乙园") -> str:
    return scene.put(LicenceEvent, kindergarten=name, kind="approved", day=D(2020, 1, 1), licence="教民1号")


def gone_event(scene: Scene) -> str:
    gone(scene)
    return event(scene, "丁园")
