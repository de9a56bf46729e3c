"""Mistakes in 责任督学, 督导记录, 限期整改 and 办园行为评估."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from ycpe_desktop.demo.mistakes import County, Mistake, Row
from ycpe_desktop.ledgers import (
    Assignment,
    ConductEvaluation,
    Rectification,
    Recusal,
    Supervisor,
    Visit,
    VisitFinding,
)

DAY = timedelta(days=1)


def _part_time(it: County, row: Row) -> bool:
    return row["kind"] == "part" and bool(row["term_to"])


def _has_duty(it: County, row: Row) -> bool:
    return _part_time(it, row) and bool(it.row(Assignment, supervisor=row["uuid"]))


def _own_ward(it: County, row: Row) -> Row:
    """One of a supervisor's own kindergartens is where kin of his work."""
    duty = it.row(Assignment)
    return {"supervisor": duty.get("supervisor", ""), "kindergarten": duty.get("kindergarten", "")}


PEOPLE = (
    Mistake("term_too_long", Supervisor, _part_time,
            lambda it, row: {"term_to": row["term_to"].replace(year=row["term_from"].year + 5)}),
    Mistake("little_experience", Supervisor, lambda it, row: True, lambda it, row: {"experience": 8}),
    Mistake("term_over", Supervisor, _has_duty,
            lambda it, row: {"term_from": date(it.year - 4, 9, 1), "term_to": date(it.year - 1, 8, 31),
                             "term_number": 4}),  # and so one of too_many_terms, with nobody else lost
    Mistake("recusal_ignored", Recusal, lambda it, row: row["reason"] == "kin", _own_ward, added=True),
    Mistake("overlap", Assignment, lambda it, row: True,
            lambda it, row: {"since": date(it.year - 2, 9, 1), "until": date(it.year - 2, 3, 1),
                             "plaque_printed": None, "plaque_posted": None}, added=True),
)  # fmt: skip


def _kept(it: County, row: Row) -> bool:
    """Made last spring, and nothing was found."""
    sound = all(row[f"{aspect}_state"] == "sound" for aspect in ("safety", "conduct", "ethics"))
    return bool(sound and row["state"] == "done" and date(it.year, 3, 1) <= row["visited"] < date(it.year, 7, 1))


def _faulty(it: County, row: Row) -> bool:
    return bool(
        row["safety_state"] == "faulty" and row["state"] == "done" and row["visited"] >= date(it.year - 1, 9, 1)
    )


def _answered(it: County, row: Row) -> bool:
    """Closed after a 复查, in the last school year."""
    whole = row["issued"] and row["replied"] and row["checked"] and row["outcome"] == "closed"
    return bool(whole) and date(it.year - 1, 9, 1) <= row["issued"] < date(it.year, 7, 1)


def _of_another(it: County, row: Row, name: str, garden: str) -> Any:
    return it.row(Rectification, lambda other: other["kindergarten"] != garden and other[name]).get(name, "")


def _elsewhere(it: County, row: Row) -> Row:
    visited = it.record(Visit, row["visit"]).get("kindergarten", "")
    return {"rectification": _of_another(it, row, "uuid", visited)}


def _mend(rule: str, values: Callable[[County, Row], Row]) -> Mistake:
    return Mistake(rule, Rectification, _answered, values)


VISITS = (
    Mistake("visit_to_come", Visit, _kept, lambda it, row: {"visited": it.today + 20 * DAY}),
    Mistake("visit_in_holiday", Visit, _kept, lambda it, row: {"visited": date(it.year, 7, 10)}),
    Mistake("visit_when_closed", Visit, _kept,
            lambda it, row: {"kindergarten": it.closed, "visited": min(it.today, date(it.year, 9, 10))}, added=True),
    Mistake("faulty_without_finding", Visit, _kept, lambda it, row: {"safety_state": "faulty"}),
    Mistake("finding_judged_sound", Visit, _faulty, lambda it, row: {"safety_state": "sound"}),
    Mistake("visit_twice", Visit, _kept, lambda it, row: {"advice": row["advice"]}, added=True),
    Mistake("finding_elsewhere", VisitFinding, lambda it, row: row["rectification"], _elsewhere),
    _mend("reply_before_issued", lambda it, row: {"replied": row["issued"] - 2 * DAY}),
    _mend("check_before_reply", lambda it, row: {"checked": row["replied"] - DAY}),
    _mend("closed_before_check", lambda it, row: {"closed": row["checked"] - DAY}),
    _mend("number_elsewhere", lambda it, row: {"number": _of_another(it, row, "number", row["kindergarten"])}),
    _mend("banned_but_open", lambda it, row: {"outcome": "banned", "check_result": "failed",
                                              "check_note": "整改不到位，予以取缔", "children_placed": 12}),
    Mistake("passed_with_a_bad_one", ConductEvaluation, lambda it, row: row["conclusion"] == "good",
            lambda it, row: {"evaluated": date(it.year, 5, 20), "published": date(it.year, 7, 1),
                             "staff_state": "bad"}),
    Mistake("failed_without_mends", ConductEvaluation, lambda it, row: row["conclusion"] == "good",
            lambda it, row: {"evaluated": date(it.year, 4, 20), "published": None, "safety_state": "bad",
                             "conclusion": "bad", "problem": "安全卫生管理有漏洞"}),
)  # fmt: skip
