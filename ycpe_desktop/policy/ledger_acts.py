"""All acts of all ledgers: which are possible for the chosen records, and the doing of one.

A further act is a further ``LedgerAct`` in one of the lists; menu, pane and command line are drawn from it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ycpe_desktop.faults import Refusal
from ycpe_desktop.fields import Unreadable, is_blank
from ycpe_desktop.ledgers import Ledger, field_of
from ycpe_desktop.policy.ledger_act_kind import Answers, Because, Case, Cases, LedgerAct
from ycpe_desktop.policy.ledger_acts_builds import BUILDS, UPGRADES
from ycpe_desktop.policy.ledger_acts_compounds import COMPOUNDS
from ycpe_desktop.policy.ledger_acts_judging import EVALUATE, EVALUATIONS, INSPECT, INSPECTIONS
from ycpe_desktop.policy.ledger_acts_licences import LICENCES, OF_GARDENS
from ycpe_desktop.policy.ledger_acts_mends import MENDS
from ycpe_desktop.policy.ledger_acts_money import AUDITS, FUNDS
from ycpe_desktop.policy.ledger_acts_network import ALLIANCES, HAZARDS, INCIDENTS, TASKS
from ycpe_desktop.policy.ledger_acts_recognition import RECOGNISE, RECOGNITIONS
from ycpe_desktop.policy.ledger_acts_unlicensed import UNLICENSED
from ycpe_desktop.store import Store, fetch, history

ACTS: tuple[LedgerAct, ...] = (
    RECOGNISE,
    INSPECT,
    EVALUATE,
    *OF_GARDENS,
    *BUILDS,
    *RECOGNITIONS,
    *COMPOUNDS,
    *UPGRADES,
    *INSPECTIONS,
    *EVALUATIONS,
    *FUNDS,
    *LICENCES,
    *AUDITS,
    *UNLICENSED,
    *MENDS,
    *ALLIANCES,
    *HAZARDS,
    *INCIDENTS,
    *TASKS,
)

MOST = 1_000
"""Records at once: all of a county's kindergartens, many times over; reading more would hold up the menu."""


@dataclass(frozen=True)
class Offer:
    """An act for what is chosen. ``cases``: those that it can be done for; ``reason``: why it cannot be done at all;
    ``left``: of several chosen, what stays out and why."""

    act: LedgerAct
    cases: Cases
    reason: str = ""
    left: Sequence[str] = ()


@dataclass(frozen=True)
class Done:
    """What was done; ``step`` is what can be undone, None where nothing had to be changed."""

    label: str
    step: history.Step | None


def acts_of(ledger: type[Ledger]) -> list[LedgerAct]:
    return [act for act in ACTS if act.ledger is ledger]


def offers(store: Store, ledger: type[Ledger], records: Sequence[str]) -> list[Offer]:
    """All acts of the ledger, for these records as they stand today."""
    if len(records) > MOST:
        return _none(ledger, f"一次最多办 {MOST:,} 条")
    year, day = store.current_year, store.today
    with store.reading() as connection:
        rows = fetch(connection, ledger, list(records), year, store.names)
    if records and not rows:
        return _none(ledger, "这条记录已经不在了")
    cases = [Case(store, row, day) for row in rows]
    return [_offer(act, cases, Case(store, {}, day)) for act in acts_of(ledger)]


def _none(ledger: type[Ledger], reason: str) -> list[Offer]:
    return [Offer(act, (), reason) for act in acts_of(ledger) if act.whom != "ledger"]


def _offer(act: LedgerAct, cases: Sequence[Case], whole: Case) -> Offer:
    if act.whom == "ledger":
        return Offer(act, (whole,), act.possible(whole))
    if not cases:
        return Offer(act, (), "先选中一条记录")
    if act.whom == "one" and len(cases) > 1:
        return Offer(act, (), "一次只能办一条")
    reasons = [act.possible(case) for case in cases]
    able = tuple(case for case, reason in zip(cases, reasons, strict=True) if not reason)
    if len(cases) == 1 or not able:
        return Offer(act, able, "" if able else _together(reasons))
    refused = [(case, reason) for case, reason in zip(cases, reasons, strict=True) if reason]
    left = tuple(f"{record_called(act.ledger, case)}：{reason}" for case, reason in refused)
    return Offer(act, able, "", left)


def _together(reasons: Sequence[str]) -> str:
    return reasons[0] if len(set(reasons)) == 1 else f"{reasons[0]}等，选中的都不能办"


def record_called(ledger: type[Ledger], case: Case) -> str:
    """What the record is called: its name, or its kindergarten and day."""
    shown = (field_of(ledger, name).kind.show(case.row[name], case.store.names)
             for name in ledger.NAMED_BY if name != "year" and case.row.get(name) is not None)  # fmt: skip
    return " · ".join(shown)


def proposals(offer: Offer) -> dict[str, Because]:
    """Field → what is proposed for it, with the reason where there is one; of several records what holds for all."""
    first, *others = (_proposed(offer.act, case) for case in offer.cases)
    return {name: each for name, each in first.items() if all(other.get(name) == each for other in others)}


def _proposed(act: LedgerAct, case: Case) -> dict[str, Because]:
    known = {
        name: each if isinstance(each, Because) else Because(each, "") for name, each in act.proposed(case).items()
    }
    return {name: each for name, each in known.items() if each.value is not None}


def read(store: Store, act: LedgerAct, typed: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, str]]:
    """(answers, field → what is wrong) of what was typed; a field that is not among it is empty."""
    said: dict[str, Any] = dict.fromkeys(field.name for field in act.fields)
    wrong: dict[str, str] = {}
    for field in act.fields:
        text = typed.get(field.name, "")
        if is_blank(text):
            continue
        try:
            said[field.name] = field.kind.parse(text, store.names)
        except Unreadable as reason:
            wrong[field.name] = str(reason)
    for field in act.fields:
        if field.shown_when is not None and not field.shown_when.holds(said):
            said[field.name] = None
        elif said[field.name] is None and field.name not in wrong and field.is_required(said):
            wrong[field.name] = "必须填写"
    return said, wrong


def foretell(offer: Offer, said: Answers) -> str:
    """What it will change elsewhere, in one sentence; and what of the chosen stays out."""
    told = offer.act.foretold(offer.cases, said)
    if not offer.left:
        return told
    more = "等" if len(offer.left) > 2 else ""
    return f"{told}另有 {len(offer.left)} 条不办（{'；'.join(offer.left[:2])}{more}）。"


def carry_out(offer: Offer, said: Answers) -> Done:
    """Do it, as one action. Raises Refusal, and has changed nothing then."""
    if offer.reason:
        raise Refusal(offer.reason, offer.act.title)
    store = offer.cases[0].store
    before = _newest(store)
    label = offer.act.do(offer.cases, said)
    after = _newest(store)
    return Done(label, None) if after is None or after == before else Done(after.label, after)


def _newest(store: Store) -> history.Step | None:
    with store.reading() as connection:
        return history.next_undo(connection)
