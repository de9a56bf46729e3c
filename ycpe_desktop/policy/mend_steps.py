"""限期整改 as a clerk works on them: the list of a school year, the course of one, and what can be done next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from sqlalchemy import select

from ycpe_desktop.ledgers import Rectification, Visit, VisitFinding, field_of
from ycpe_desktop.ledgers.rectification import ENDED
from ycpe_desktop.policy.flows import whole_year, year_so_far
from ycpe_desktop.policy.mends import Closed, Mend, closures, mends
from ycpe_desktop.policy.visit_settings import holiday_months
from ycpe_desktop.schoolyear import first_day, last_day, year_of
from ycpe_desktop.store import Store
from ycpe_desktop.store.listing import table_of

Act = Literal["issue", "reply", "recheck", "close", "send_back", "ban", "reopen"]
ACTS: Mapping[Act, str] = {
    "issue": "下发通知书",
    "reply": "登记回复",
    "recheck": "复查到位",
    "close": "销号",
    "send_back": "退回重改",
    "ban": "取缔",
    "reopen": "取消销号",
}


def of_year(store: Store, day: date) -> list[Mend]:
    """Those that were open at some time of the day's school year until the day, the most urgent first; those settled
    before it whose day came in it stand there too, as they are counted in it."""
    since = first_day(year_of(day))
    return [one for one in mends(store, day, ended=True) if one.state not in ENDED or _newest(one) >= since]


def closed_on_time(store: Store, day: date) -> Closed:
    """The problems of the day's school year whose day came before it."""
    year, holidays = year_of(day), holiday_months(store)
    period = whole_year(year, holidays) if store.today > last_day(year) else year_so_far(year, holidays, day)
    found = [closed for _, _, closed in closures(store, period)]
    return Closed(sum(each.due for each in found), sum(each.on_time for each in found))


def days_left(one: Mend, day: date) -> int | None:
    """Until its day, negative after it; None where it is settled or has none."""
    due: date | None = one.values["due"]
    return None if one.state in ENDED or due is None else (due - day).days


def possible(one: Mend) -> tuple[Act, ...]:
    """What can be done next, what usually comes next first."""
    if one.state in ENDED:
        return ("reopen",)
    if not one.values["number"]:
        return ("issue", "close", "ban")
    if one.state == "passed":
        return ("close", "send_back", "ban")
    if one.state == "unchecked":
        return ("close", "recheck", "send_back", "reply", "ban")
    return ("reply", "close", "send_back", "ban")


def possible_for_all(found: Sequence[Mend]) -> tuple[Act, ...]:
    """What can be done with all of these at once."""
    first = possible(found[0]) if found else ()
    return tuple(act for act in first if all(act in possible(one) for one in found))


@dataclass(frozen=True)
class Step:
    """One station of the course; ``reached`` and without a day: the day is not recorded."""

    word: str
    reached: bool
    day: date | None = None
    told: str = ""


def course(store: Store, one: Mend) -> tuple[Step, ...]:
    """From 发现 to 销号; stations that are still to come stand there too."""
    told = one.values
    until = told["first_due"] or told["due"]
    due = f"要求 {until} 前改正" if until else "没有定期限"
    steps = [
        Step("发现", True, *_found(store, one)),
        Step("通知", bool(told["number"]), told["issued"], f"{told['number']}，{due}" if told["number"] else ""),
    ]
    if told["course"]:
        steps.append(Step("退回", True, None, told["course"]))
    steps.append(Step("回复", told["replied"] is not None, told["replied"], told["reply"] or ""))
    steps.append(Step("复查", told["checked"] is not None, told["checked"], _checked(one)))
    return (*steps, _end(one))


def _newest(one: Mend) -> date:
    """The day on which it came to its end or was to be mended, whichever is later; else that of the notice."""
    told = one.values
    days: list[date | None] = [told["closed"], told["first_due"] or told["due"]]
    return max(filter(None, days), default=told["issued"] or date.min)


def _found(store: Store, one: Mend) -> tuple[date | None, str]:
    """The day of the visit that found it, and in what it was found."""
    visit, finding = table_of(Visit), table_of(VisitFinding)
    wanted = select(visit.c.visited, visit.c.kind).join(finding, finding.c.visit == visit.c.uuid)
    with store.reading() as connection:
        row = connection.execute(wanted.where(finding.c.rectification == one.uuid)).first()
    if row is not None:
        return row.visited, str(field_of(Visit, "kind").kind.show(row.kind or "regular"))
    source = one.values["source"]
    return None, str(field_of(Rectification, "source").kind.show(source)) if source else ""


def _checked(one: Mend) -> str:
    result = one.values["check_result"]
    shown = str(field_of(Rectification, "check_result").kind.show(result)) if result else ""
    return "，".join(filter(None, [shown, one.values["check_note"]]))


def _end(one: Mend) -> Step:
    told = one.values
    if one.state == "banned":
        return Step("取缔", True, told["closed"], f"安置幼儿 {told['children_placed'] or 0} 人")
    late = told["closed"] and told["due"] and told["closed"] > (told["first_due"] or told["due"])
    return Step("销号", one.state == "closed", told["closed"], "超过期限" if late and one.state == "closed" else "")
