"""Telephone numbers: one or several in a cell."""

import re

from ycpe_desktop.fields.kinds import Code

LONGEST = 12
"""Digits of one number: 0359 and eight, or eleven of a mobile."""


def _problem(typed: str) -> str | None:
    """Two numbers with only a blank between them have become one by now."""
    longest = max((len(run) for run in re.findall(r"\d+", typed.replace("-", ""))), default=0)
    return "像是两个号码连在了一起，请用顿号隔开" if longest > LONGEST else None


PHONE = Code(r"[0-9\-+()/、;,转]{5,40}", "电话只能是数字、- 和 /，多个号码用顿号隔开", check=_problem)
