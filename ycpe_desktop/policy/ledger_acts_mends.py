"""The acts of 限期整改."""

from ycpe_desktop.ledgers import Rectification
from ycpe_desktop.ledgers.rectification import ENDED
from ycpe_desktop.policy import mend_acts
from ycpe_desktop.policy.ledger_act_kind import Because, Case, LedgerAct, asked, first_of, one, uuids
from ycpe_desktop.policy.ledger_act_words import shown
from ycpe_desktop.policy.visit_acts import usual_due


def _ended(case: Case) -> str:
    outcome = case.row["outcome"]
    return f"已{shown(Rectification, 'outcome', outcome)}" if outcome in ENDED else ""


def _returned_due(case: Case) -> Because:
    days, clause = case.standard("reply_days")
    return Because(usual_due(case.store, case.day), f"按 {days} 天提出，可以改（{clause}）")


NOTE = asked(Rectification, "check_note")
MENDS = (
    LedgerAct(
        key="issue",
        title="下发整改通知",
        ledger=Rectification,
        whom="many",
        fields=(asked(Rectification, "issued", needed=True),),
        possible=first_of(_ended, lambda case: f"已有通知书 {case.row['number']}" if case.row["number"] else ""),
        proposed=lambda case: {"issued": case.day},
        foretold=lambda cases, said: (
            f"{len(cases)} 个问题编入一张通知书，编号接着上一张；没有期限的，"
            f"整改期限记为 {usual_due(cases[0].store, said['issued'])}。"
        ),
        do=lambda cases, said: f"下发整改通知：{mend_acts.issue(cases[0].store, uuids(cases), said['issued'])}",
    ),
    LedgerAct(
        key="reply",
        title="登记回复",
        ledger=Rectification,
        whom="many",
        fields=(asked(Rectification, "replied", needed=True), asked(Rectification, "reply", needed=True)),
        possible=_ended,
        proposed=lambda case: {"replied": case.day},
        foretold=lambda cases, said: f"{len(cases)} 个问题记为 {said['replied']} 回复，等待复查。",
        do=lambda cases, said: mend_acts.reply(cases[0].store, uuids(cases), said["replied"], said["reply"]),
    ),
    LedgerAct(
        key="close",
        title="复查销号",
        ledger=Rectification,
        whom="many",
        fields=(asked(Rectification, "checked", needed=True), NOTE),
        possible=_ended,
        proposed=lambda case: {"checked": case.day},
        foretold=lambda cases, said: f"{len(cases)} 个问题记为整改到位、{said['checked']} 销号，计入按期销号率。",
        do=lambda cases, said: mend_acts.close(cases[0].store, uuids(cases), said["checked"], said["check_note"] or ""),
    ),
    LedgerAct(
        key="send_back",
        title="退回重改",
        ledger=Rectification,
        whom="many",
        fields=(
            asked(Rectification, "checked", needed=True),
            asked(Rectification, "due", needed=True, label="新的期限"),
            NOTE._replace(needed=True),
        ),
        possible=first_of(_ended, lambda case: "" if case.row["replied"] else "还没有回复"),
        proposed=lambda case: {"checked": case.day, "due": _returned_due(case)},
        foretold=lambda cases, said: f"{len(cases)} 个问题退回，期限改为 {said['due']}；原来的回复移到办理经过。",
        do=lambda cases, said: mend_acts.send_back(
            cases[0].store, uuids(cases), said["checked"], said["due"], said["check_note"]
        ),
    ),
    LedgerAct(
        key="ban",
        title="取缔",
        ledger=Rectification,
        fields=(asked(Rectification, "closed", needed=True), asked(Rectification, "children_placed", needed=True)),
        possible=_ended,
        proposed=lambda case: {"closed": case.day},
        foretold=one(
            lambda case, said: (
                f"这个问题以取缔结案，安置幼儿 {said['children_placed']} 人；{case.called}的"
                "状态不变，吊销许可请在准入与许可里办理。"
            )
        ),
        do=one(lambda case, said: mend_acts.ban(case.store, [case.uuid], said["closed"], said["children_placed"])),
    ),
)
