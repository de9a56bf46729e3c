"""Indicators of the plan whose ledgers are not there yet: listed, and never taken for a pass."""

from datetime import date

from ycpe_desktop.policy.figures import Indicator

PLAN = "运政办发〔2021〕44号"
NOT_YET = "台账尚未启用"

# id, title, group, clause, the ledger that it needs
_ABSENT = (
    ("monthly_visits", "月度督导完成率", "监管", "教督〔2019〕3号", "督导记录"),
    ("rectified_on_time", "整改按期销号率", "监管", f"{PLAN} 三（三）1", "限期整改"),
    ("incidents", "安全事故", "监管", f"{PLAN} 四（二）", "安全"),
    ("research_area", "教研片区覆盖率", "经费与教研", f"{PLAN} 三（四）1", "教研片区"),
    ("research_monthly", "片区月度教研率", "经费与教研", f"{PLAN} 三（四）1", "教研活动"),
    ("alliance", "集团化、一体化办园覆盖率", "经费与教研", f"{PLAN} 三（五）", "办园共同体"),
    ("universal_self_evaluation", "县域普及普惠 17 条自评", "普及普惠", "教督〔2020〕1号", "普及普惠自评"),
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
