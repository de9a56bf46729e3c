"""The acts of 准入与许可."""

from collections.abc import Callable

from sqlalchemy import Connection

from ycpe_desktop.fields import Choice
from ycpe_desktop.ledgers import Kindergarten, Ledger, LicenceEvent
from ycpe_desktop.ledgers.licence_event import CHANGES
from ycpe_desktop.policy import licences
from ycpe_desktop.policy.ledger_act_kind import Answers, Case, LedgerAct, asked, one
from ycpe_desktop.policy.ledger_act_words import foretell_fact, gone

LICENCE_DAY = asked(LicenceEvent, "day", needed=True)
WRITABLE = Choice(tuple(each for each in CHANGES if each[0] in licences.CHANGEABLE))


def _outrun(known: Callable[[Connection, Answers], str], case: Case, said: Answers) -> str:
    """That the event is recorded and no more, where a later one is known; else ""."""
    with case.store.reading() as connection:
        later = known(connection, {**said, "kindergarten": case.garden})
    return f"只登记这一条：{case.called}{later}，园所名册不变。" if later else ""


def _renewed_licence(case: Case, said: Answers) -> str:
    if later := _outrun(licences.outrun, case, said):
        return later
    return (
        f"{case.called}的许可证号改为“{said['licence']}”、颁证日期 {said['day']}、有效期至 {said['valid_until']}，"
        "园所名册随之改变，到期提醒按新的有效期。"
    )


def _changed_told(case: Case, said: Answers) -> str:
    if later := _outrun(licences.item_outrun, case, said):
        return later
    former = "；原名记入曾用名" if said["item"] == "name" else ""
    return f"园所名册里{case.called}的“{dict(CHANGES)[said['item']]}”改为“{said['after']}”{former}。"


def _ended_told(kind: str, case: Case, said: Answers) -> str:
    if later := _outrun(licences.end_outrun, case, said):
        return later
    return foretell_fact(case, case.garden, "status", licences.STATUS_AFTER[kind], said["day"]) + "，不再计入在办园。"


def _licence_proposed(case: Case) -> Answers:
    if case.row.get("day") and case.row.get("licence"):
        return {"day": case.day, "licence": case.row["licence"], "authority": case.row["authority"]}
    return {"day": case.day, "licence": case.row.get("licence"), "authority": case.row.get("licence_authority")}


def _renewing(ledger: type[Ledger]) -> LedgerAct:
    def do(case: Case, said: Answers) -> str:
        term = (said["day"], said["licence"], said["valid_until"])
        return licences.grant(
            case.store, case.garden, "renewed", *term, authority=said["authority"], document=said["document"]
        )

    return LedgerAct(
        key="licence_renew",
        title="许可证换证",
        ledger=ledger,
        fields=(
            LICENCE_DAY,
            asked(LicenceEvent, "licence", needed=True),
            asked(LicenceEvent, "valid_until", needed=True),
            asked(LicenceEvent, "authority"),
            asked(LicenceEvent, "document"),
        ),
        possible=gone,
        proposed=_licence_proposed,
        foretold=one(_renewed_licence),
        do=one(do),
    )


def _changing(ledger: type[Ledger]) -> LedgerAct:
    def do(case: Case, said: Answers) -> str:
        return licences.change(case.store, case.garden, said["day"], said["item"], said["after"], said["document"])

    return LedgerAct(
        key="licence_change",
        title="许可变更",
        ledger=ledger,
        fields=(
            LICENCE_DAY,
            asked(LicenceEvent, "item", needed=True, kind=WRITABLE),
            asked(LicenceEvent, "after", needed=True),
            asked(LicenceEvent, "document"),
        ),
        possible=gone,
        proposed=lambda case: {"day": case.day},
        foretold=one(_changed_told),
        do=one(do),
    )


def _ending(ledger: type[Ledger], kind: str, title: str) -> LedgerAct:
    def do(case: Case, said: Answers) -> str:
        return licences.end(case.store, case.garden, kind, said["day"], said["reason"], said["document"])

    return LedgerAct(
        key=f"licence_{kind}",
        title=title,
        ledger=ledger,
        fields=(LICENCE_DAY, asked(LicenceEvent, "reason", needed=True), asked(LicenceEvent, "document")),
        possible=gone,
        proposed=lambda case: {"day": case.day},
        foretold=one(lambda case, said: _ended_told(kind, case, said)),
        do=one(do),
    )


def _acts(ledger: type[Ledger]) -> tuple[LedgerAct, ...]:
    """Of the registry, and of an event for the kindergarten that it is about."""
    ends = [_ending(ledger, kind, title) for kind, title in (("cancelled", "许可证注销"), ("revoked", "许可证吊销"))]
    return (_renewing(ledger), _changing(ledger), *ends)


LICENCES, OF_GARDENS = _acts(LicenceEvent), _acts(Kindergarten)
