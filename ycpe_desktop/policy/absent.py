"""Indicators of the plan whose ledgers are not there yet: listed, and never taken for a pass."""

from datetime import date

from ycpe_desktop.policy.figures import Indicator

PLAN = "运政办发〔2021〕44号"
NOT_YET = "台账尚未启用"

# id, title, group, clause, the ledger that it needs
_ABSENT = (
    ("compound_transfer", "小区配套园移交率", "办园条件", f"{PLAN} 三（一）1", "小区配套园"),
    ("inspection_done", "年检完成率", "监管", f"{PLAN} 三（一）3", "年检"),
    ("inspection_passed", "年检合格率", "监管", f"{PLAN} 三（一）3", "年检"),
    ("category_evaluated", "类别评估两年内覆盖率", "监管", f"{PLAN} 三（一）3、三（三）2", "类别评估"),
    ("audits_submitted", "民办园审计报告提交率", "监管", f"{PLAN} 三（三）1；学前教育法 70", "民办园财务审计"),
    ("public_fund", "生均公用经费 600 元达标率", "经费与教研", f"{PLAN} 三（二）2", "经费拨付"),
    ("inclusive_fund", "普惠性民办园补助 600 元达标率", "经费与教研", f"{PLAN} 三（二）2", "经费拨付"),
    ("unlicensed_sites", "无证园存量", "监管", f"{PLAN} 三（三）1", "无证园"),
)


def absent(year: int, day: date) -> list[Indicator]:
    return [
        Indicator(
            id=key,
            title=title,
            group=group,
            year=year,
            as_of=day,
            parts=f"以“{ledger}”台账计算",
            clause=clause,
            unit="",
            reason=NOT_YET,
        )
        for key, title, group, clause, ledger in _ABSENT
    ]
