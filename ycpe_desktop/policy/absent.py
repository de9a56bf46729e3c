"""Indicators of the plan whose ledgers are not there yet: listed, and never taken for a pass."""

from datetime import date

from ycpe_desktop.policy.figures import Indicator

NOT_YET = "台账尚未启用"

# id, title, group, clause, the ledger that it needs
_ABSENT: tuple[tuple[str, str, str, str, str], ...] = ()


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
