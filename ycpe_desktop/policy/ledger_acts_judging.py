"""The acts of 年检 and 类别评估."""

from dataclasses import replace

from ycpe_desktop.ledgers import AnnualInspection, CategoryEvaluation, Kindergarten
from ycpe_desktop.ledgers.annual_inspection import CLAUSE as INSPECTION_CLAUSE
from ycpe_desktop.ledgers.annual_inspection import PASSED, PASSING
from ycpe_desktop.policy import inspections
from ycpe_desktop.policy.acting import note
from ycpe_desktop.policy.days import years_later
from ycpe_desktop.policy.ledger_act_kind import (
    Answers,
    Case,
    Cases,
    LedgerAct,
    asked,
    blank,
    filled,
    first_of,
    given,
    one,
    uuids,
)
from ycpe_desktop.policy.ledger_act_words import not_open, whom

CONCLUDED = (asked(AnnualInspection, "inspected", needed=True), asked(AnnualInspection, "conclusion", needed=True))


def _failed(case: Case) -> str:
    conclusion = case.row["conclusion"]
    if conclusion is None:
        return "还没有结论"
    return f"结论是{conclusion}" if conclusion in PASSING else ""


def _concluded_told(cases: Cases, said: Answers) -> str:
    mend = "" if said["conclusion"] in PASSING else "；不是合格的，整改期限到了列入今日待办"
    return f"{whom(cases, '所')}的年检结论记为“{said['conclusion']}”，计入年检完成率和合格率{mend}。"


def _again_told(case: Case, said: Answers) -> str:
    return f"结论由“{case.row['conclusion']}”改为“{said['conclusion']}”，原结论记在备注里，年检合格率随之改变。"


def _missing(case: Case, said: Answers) -> list[str]:
    return inspections.uninspected(case.store, said["calendar_year"], case.day)


def _unfinished_year(case: Case) -> int | None:
    """This year, or the last one where that alone is not done."""
    years = (case.day.year, case.day.year - 1)
    return next((year for year in years if inspections.uninspected(case.store, year, case.day)), None)


INSPECTIONS = (
    LedgerAct(
        key="conclude",
        title="登记结论",
        ledger=AnnualInspection,
        whom="many",
        fields=(
            *CONCLUDED,
            asked(AnnualInspection, "inspector"),
            asked(AnnualInspection, "problems"),
            asked(AnnualInspection, "mended_by", conditions=True),
        ),
        possible=lambda case: f"已有结论：{case.row['conclusion']}" if case.row["conclusion"] else "",
        proposed=lambda case: {"inspected": case.row["inspected"] or case.day, "conclusion": PASSED},
        foretold=_concluded_told,
        do=lambda cases, said: inspections.conclude(cases[0].store, uuids(cases), given(said)),
    ),
    LedgerAct(
        key="again",
        title="补检",
        ledger=AnnualInspection,
        fields=(CONCLUDED[0]._replace(label="补检日期", help=""), CONCLUDED[1]),
        possible=_failed,
        proposed=lambda case: {"inspected": case.day, "conclusion": PASSED},
        foretold=one(_again_told),
        do=one(lambda case, said: inspections.again(case.store, case.uuid, said["inspected"], said["conclusion"])),
    ),
    LedgerAct(
        key="announce",
        title="登记公告",
        ledger=AnnualInspection,
        whom="many",
        fields=(asked(AnnualInspection, "announced", needed=True), asked(AnnualInspection, "announced_url")),
        possible=first_of(blank("conclusion", "还没有结论"), filled("announced", "已公告")),
        proposed=lambda case: {"announced": case.day},
        foretold=lambda cases, said: (
            f"{whom(cases, '所')}的年检结果记为 {said['announced']} 公告（{INSPECTION_CLAUSE}）。"
        ),
        do=lambda cases, said: note(
            cases[0].store,
            AnnualInspection,
            uuids(cases),
            given(said),
            f"登记年检公告：{whom(cases, '所')}（{said['announced']}）",
        ),
    ),
    LedgerAct(
        key="rest",
        title="批量登记未年检的园",
        ledger=AnnualInspection,
        whom="ledger",
        fields=(asked(AnnualInspection, "calendar_year", needed=True), *CONCLUDED),
        possible=lambda case: "" if _unfinished_year(case) else "在办的园都有了",
        proposed=lambda case: {"calendar_year": _unfinished_year(case), "inspected": case.day, "conclusion": PASSED},
        foretold=one(
            lambda case, said: (
                f"{said['calendar_year']} 年度还没有年检的 {len(_missing(case, said))} 所在办园，"
                f"各登记一行，结论都是“{said['conclusion']}”；个别不同的随后再改。"
            )
        ),
        do=one(
            lambda case, said: inspections.inspect(
                case.store, _missing(case, said), said["calendar_year"], said["inspected"], said["conclusion"]
            )
        ),
    ),
)
INSPECT = LedgerAct(
    key="inspect",
    title="年检登记",
    ledger=Kindergarten,
    whom="many",
    fields=(asked(AnnualInspection, "calendar_year", needed=True), *CONCLUDED),
    possible=not_open,
    proposed=lambda case: {"calendar_year": case.day.year, "inspected": case.day, "conclusion": PASSED},
    foretold=lambda cases, said: (
        f"{whom(cases, '所')}在年检里登记 {said['calendar_year']} 年度“{said['conclusion']}”，已有一行的改成这个结论。"
    ),
    do=lambda cases, said: inspections.inspect(
        cases[0].store, uuids(cases), said["calendar_year"], said["inspected"], said["conclusion"]
    ),
)


RESULT = (
    asked(CategoryEvaluation, "evaluated", needed=True),
    asked(CategoryEvaluation, "category", needed=True, help=""),
    asked(CategoryEvaluation, "score"),
    asked(CategoryEvaluation, "team"),
    asked(CategoryEvaluation, "fee_allowed"),
)


def _result_told(case: Case, said: Answers) -> str:
    years, clause = case.standard("category_cycle")
    told = f"{case.called}评为“{said['category']}”，下次评估期限 {years_later(said['evaluated'], years)}"
    return f"{told}（每 {years} 年一次，{clause}），到期列入今日待办。"


def _evaluate(case: Case, said: Answers) -> str:
    more = {name: value for name, value in given(said).items() if name not in ("evaluated", "category")}
    begun = case.uuid if _is_begun(case) else ""
    return inspections.evaluate(case.store, case.garden, said["evaluated"], said["category"], begun=begun, **more)


def _is_begun(case: Case) -> bool:
    """A record without its category gets it; one that has it is followed by another."""
    return "category" in case.row and case.row["category"] is None


def _result_proposed(case: Case) -> Answers:
    return {"evaluated": case.row["evaluated"] if _is_begun(case) else case.day}


EVALUATE = LedgerAct(
    key="evaluate",
    title="类别评估登记结果",
    ledger=Kindergarten,
    fields=RESULT,
    possible=not_open,
    proposed=_result_proposed,
    foretold=one(_result_told),
    do=one(_evaluate),
)
EVALUATIONS = (
    replace(EVALUATE, key="result", title="登记结果", ledger=CategoryEvaluation),
    LedgerAct(
        key="publish",
        title="登记公布",
        ledger=CategoryEvaluation,
        whom="many",
        fields=(asked(CategoryEvaluation, "published", needed=True), asked(CategoryEvaluation, "published_url")),
        possible=first_of(blank("category", "还没有结果"), filled("published", "已公布")),
        proposed=lambda case: {"published": case.day},
        foretold=lambda cases, said: f"{whom(cases, '所')}的评估结果记为 {said['published']} 公布（学前教育法 74）。",
        do=lambda cases, said: note(
            cases[0].store,
            CategoryEvaluation,
            uuids(cases),
            given(said),
            f"登记类别评估公布：{whom(cases, '所')}（{said['published']}）",
        ),
    ),
)
