"""The acts of 无证园."""

from datetime import timedelta

from ycpe_desktop.ledgers import Kindergarten, UnlicensedCheck, UnlicensedPlacing, UnlicensedSite
from ycpe_desktop.policy import unlicensed
from ycpe_desktop.policy.acting import garden_name
from ycpe_desktop.policy.days import years_later
from ycpe_desktop.policy.ledger_act_kind import Answers, Because, Case, LedgerAct, asked, blank, first_of, one
from ycpe_desktop.policy.ledger_act_words import foretell_new

DISPOSED = (asked(UnlicensedSite, "disposed", needed=True), asked(UnlicensedSite, "document"))


def _settled(case: Case) -> str:
    """Nothing is to be done about it, unless it has come back."""
    if case.row["state"] == "back":
        return ""
    told = {"admit": "已准入", "ban": "已取缔"}.get(case.row["disposal"] or "", "")
    return told or ("已整改到位" if case.row["state"] == "settled" else "")


def _mending(case: Case) -> str:
    return "已在整改" if case.row["state"] == "mending" else ""


def _left(case: Case) -> int | None:
    """Children that no kindergarten has taken in yet; None where it is not known how many there were."""
    children = case.row["children"]
    return None if children is None else int(max(0, children - (case.row["children_placed"] or 0)))


def _mend_proposed(case: Case) -> Answers:
    days, clause = case.standard("recheck_days")
    by = case.day + timedelta(days=days)
    return {"disposed": case.day, "mended_by": Because(by, f"按 {days} 天提出，可以改（{clause}）")}


def _ban_told(case: Case, said: Answers) -> str:
    least, clause = case.standard("ban_least")
    days, _ = case.standard("recheck_days")
    barred = years_later(said["disposed"], least)
    placing = f"；还有 {left} 名幼儿要分流" if (left := _left(case)) else ""
    return (
        f"举办者禁止期记到 {barred}（{least} 年，{clause}），"
        f"{said['disposed'] + timedelta(days=days)} 前复查{placing}。"
    )


def _admitted_told(case: Case, said: Answers) -> str:
    told = foretell_new(case.row["name"], said["nature"], said["disposed"])
    return f"{told}，并在准入与许可登记“审批设立”；本行销号。"


def _placed_told(case: Case, said: Answers) -> str:
    left = _left(case)
    rest = "" if left is None else f"，还有 {max(0, left - said['children'])} 人没有去处"
    return (
        f"{garden_name(case.store, said['kindergarten'])}接收 {said['children']} 人{rest}；接收园的年度数据不会自动改。"
    )


def _rechecked_told(case: Case, said: Answers) -> str:
    finding = said["finding"]
    after = {"back": "状态变为“死灰复燃”，须重新处置，列入今日待办", "mending": "继续整改"}
    return (
        f"复查记为“{unlicensed.CHECK_WORDS[finding]}”：{after.get(finding, '状态变为“已销号”，不再计入无证园存量')}。"
    )


UNLICENSED = (
    LedgerAct(
        key="admit",
        title="处置：准入",
        ledger=UnlicensedSite,
        fields=(
            DISPOSED[0]._replace(label="准入日期"),
            asked(Kindergarten, "nature", needed=True),
            asked(Kindergarten, "licence", needed=True),
            asked(Kindergarten, "licence_until", needed=True),
            asked(Kindergarten, "licence_authority"),
        ),
        possible=_settled,
        proposed=lambda case: {"disposed": case.day, "nature": "nonprofit"},
        foretold=one(_admitted_told),
        do=one(
            lambda case, said: unlicensed.admit(
                case.store,
                case.uuid,
                said["disposed"],
                said["nature"],
                said["licence"],
                said["licence_until"],
                said["licence_authority"],
            )
        ),
    ),
    LedgerAct(
        key="mend",
        title="处置：整改",
        ledger=UnlicensedSite,
        fields=(DISPOSED[0], asked(UnlicensedSite, "mended_by", needed=True), DISPOSED[1]),
        possible=first_of(_settled, _mending),
        proposed=_mend_proposed,
        foretold=one(lambda case, said: f"状态变为“整改中”，{said['mended_by']} 到期列入今日待办。"),
        do=one(
            lambda case, said: unlicensed.mend(
                case.store, case.uuid, said["disposed"], said["mended_by"], said["document"]
            )
        ),
    ),
    LedgerAct(
        key="ban",
        title="处置：取缔",
        ledger=UnlicensedSite,
        fields=DISPOSED,
        possible=_settled,
        proposed=lambda case: {"disposed": case.day},
        foretold=one(_ban_told),
        do=one(lambda case, said: unlicensed.ban(case.store, case.uuid, said["disposed"], said["document"])),
    ),
    LedgerAct(
        key="place",
        title="分流幼儿",
        ledger=UnlicensedSite,
        fields=(
            asked(UnlicensedPlacing, "kindergarten", needed=True),
            asked(UnlicensedPlacing, "children", needed=True),
            asked(UnlicensedPlacing, "placed", needed=True),
        ),
        possible=first_of(
            lambda case: "已准入，幼儿留在园里" if case.row["disposal"] == "admit" else "",
            lambda case: "幼儿都已分流" if _left(case) == 0 else "",
        ),
        proposed=lambda case: {"children": _left(case), "placed": case.day},
        foretold=one(_placed_told),
        do=one(
            lambda case, said: unlicensed.place(
                case.store, case.uuid, said["kindergarten"], said["children"], said["placed"]
            )
        ),
    ),
    LedgerAct(
        key="recheck",
        title="复查",
        ledger=UnlicensedSite,
        fields=(
            asked(UnlicensedCheck, "checked", needed=True),
            asked(UnlicensedCheck, "finding", needed=True),
            asked(UnlicensedCheck, "inspector"),
        ),
        possible=blank("disposal", "还没有处置"),
        proposed=lambda case: {
            "checked": case.day,
            "finding": "mended" if case.row["disposal"] == "mend" else "closed",
        },
        foretold=one(_rechecked_told),
        do=one(
            lambda case, said: unlicensed.recheck(
                case.store, case.uuid, said["checked"], said["finding"], said["inspector"]
            )
        ),
    ),
)
