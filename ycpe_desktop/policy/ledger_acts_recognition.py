"""The acts of 普惠性民办园认定."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from ycpe_desktop.ledgers import InclusiveRecognition, Kindergarten
from ycpe_desktop.policy import recognition
from ycpe_desktop.policy.acting import held, note
from ycpe_desktop.policy.days import years_later
from ycpe_desktop.policy.ledger_act_kind import (
    Answers,
    Because,
    Case,
    LedgerAct,
    asked,
    blank,
    filled,
    first_of,
    given,
    one,
    uuids,
)
from ycpe_desktop.policy.ledger_act_words import foretell_fact, not_open, shown, whom

ONE_DAY = timedelta(days=1)


def _term(case: Case, since: Any) -> Because:
    """The last day of a recognition that begins on ``since``."""
    years, clause = case.standard("recognition_years")
    return Because(years_later(since, years) - ONE_DAY, f"按 {years} 年提出，本县另有规定的照改（{clause}）")


def _recognisable(case: Case) -> str:
    if case.nature == "inclusive":
        return "已是普惠性民办园"
    return not_open(case) or ("" if case.nature == "nonprofit" else "只认定非营利性民办园")


def _recognise(case: Case, said: Answers) -> str:
    more = {"price_cap": said["price_cap"]} if said["price_cap"] is not None else {}
    return recognition.recognise(case.store, case.garden, said["since"], said["valid_until"], said["document"], **more)


def _recognised_told(case: Case, said: Answers) -> str:
    return foretell_fact(case, case.garden, "nature", "inclusive", said["since"]) + "，并在普惠性民办园认定登记一行。"


RECOGNISE = LedgerAct(
    key="recognise",
    title="认定普惠性民办园",
    ledger=Kindergarten,
    fields=(
        asked(InclusiveRecognition, "since", needed=True, help=""),
        asked(InclusiveRecognition, "valid_until", needed=True),
        asked(InclusiveRecognition, "document", needed=True),
        asked(InclusiveRecognition, "price_cap"),
    ),
    possible=_recognisable,
    proposed=lambda case: {"since": case.day, "valid_until": _term(case, case.day)},
    foretold=one(_recognised_told),
    do=one(_recognise),
)


def _chosen(case: Case, said: Answers) -> Case:
    """The kindergarten that an act of the whole ledger is about."""
    return Case(case.store, {"uuid": said["kindergarten"]}, case.day)


RECOGNISE_ANY = replace(
    RECOGNISE,
    title="新认定一所园",
    ledger=InclusiveRecognition,
    whom="ledger",
    possible=lambda case: "",
    fields=(asked(InclusiveRecognition, "kindergarten", needed=True), *RECOGNISE.fields),
    foretold=one(lambda case, said: _recognised_told(_chosen(case, said), said)),
    do=one(lambda case, said: _recognise(_chosen(case, said), said)),
)


def _followed(case: Case) -> str:
    """The kindergarten has been recognised anew."""
    until = case.row["valid_until"]
    with case.store.reading() as connection:
        after = None if until is None else recognition.in_force(connection, case.garden, until + ONE_DAY)
    return f"{after['since']} 起已续认" if after and after["uuid"] != case.uuid else ""


def _renew_proposed(case: Case) -> Answers:
    return {"valid_until": _term(case, case.row["valid_until"] + ONE_DAY)}


def _renewed_told(case: Case, said: Answers) -> str:
    since = case.row["valid_until"] + ONE_DAY
    return (
        f"将另起一行认定：{since} 至 {said['valid_until']}，限价和扶持方式照旧；"
        f"{foretell_fact(case, case.garden, 'nature', 'inclusive', since)}。"
    )


def _back_told(case: Case, day: Any) -> str:
    now = held(case.store, Kindergarten.nature, case.garden, day)
    if now != "inclusive":
        return f"{case.called} {day} 的办园性质是“{shown(Kindergarten, 'nature', now)}”，不变。"
    with case.store.reading() as connection:
        before = recognition.nature_before(connection, case.garden, case.row["since"])
    return foretell_fact(case, case.garden, "nature", before, day) + "，普惠性指标随之改变。"


def _expired(case: Case) -> str:
    until = case.row["valid_until"]
    if until is None or until >= case.day:
        return f"{until} 才期满" if until else "没有填写认定有效期"
    return "" if case.nature == "inclusive" else "办园性质已不是普惠性民办"


def _over(case: Case) -> str:
    until = case.row["valid_until"]
    return f"{until} 已期满" if until is not None and until < case.day else ""


LIVING = first_of(filled("ended", "已终止"), _followed)
RECOGNITIONS = (
    LedgerAct(
        key="renew",
        title="续认",
        ledger=InclusiveRecognition,
        fields=(
            asked(InclusiveRecognition, "valid_until", needed=True),
            asked(InclusiveRecognition, "document", needed=True),
        ),
        possible=first_of(LIVING, blank("valid_until", "没有填写认定有效期")),
        proposed=_renew_proposed,
        foretold=one(_renewed_told),
        do=one(lambda case, said: recognition.renew(case.store, case.uuid, said["valid_until"], said["document"])),
    ),
    LedgerAct(
        key="end",
        title="撤销或退出",
        ledger=InclusiveRecognition,
        fields=(
            asked(InclusiveRecognition, "ended", needed=True),
            asked(InclusiveRecognition, "ended_why", needed=True),
        ),
        possible=first_of(LIVING, _over),
        proposed=lambda case: {"ended": case.day},
        foretold=one(lambda case, said: _back_told(case, said["ended"])),
        do=one(lambda case, said: recognition.end(case.store, case.uuid, said["ended"], said["ended_why"])),
    ),
    LedgerAct(
        key="expire",
        title="期满不再续认",
        ledger=InclusiveRecognition,
        possible=first_of(LIVING, _expired),
        foretold=one(lambda case, said: _back_told(case, case.row["valid_until"] + ONE_DAY)),
        do=one(lambda case, said: recognition.end(case.store, case.uuid)),
    ),
    LedgerAct(
        key="post",
        title="登记公示",
        ledger=InclusiveRecognition,
        whom="many",
        fields=(asked(InclusiveRecognition, "posted", needed=True), asked(InclusiveRecognition, "posted_url")),
        possible=filled("posted", "已公示"),
        proposed=lambda case: {"posted": case.day},
        foretold=lambda cases, said: f"{whom(cases, '所')}的认定记为 {said['posted']} 公示。",
        do=lambda cases, said: note(
            cases[0].store,
            InclusiveRecognition,
            uuids(cases),
            given(said),
            f"登记普惠认定公示：{whom(cases, '所')}（{said['posted']}）",
        ),
    ),
    RECOGNISE_ANY,
)
