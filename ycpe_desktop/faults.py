"""The two kinds of failure that a user can mend; anything else is our mistake."""

from typing import NamedTuple


class Refusal(Exception):
    """Something was asked that cannot be done: what happened, where, and what to do next, in Chinese.

    Nothing has been changed when it is raised.
    """

    def __init__(self, what: str, where: str = "", remedy: str = "") -> None:
        super().__init__(what, where, remedy)
        self.what, self.where, self.remedy = what, where, remedy

    def __str__(self) -> str:
        """One sentence to show: 位置：原因。办法。"""
        told = f"{self.where}：{self.what}" if self.where else self.what
        return f"{told.rstrip('。')}。{self.remedy}" if self.remedy else told


class Problem(NamedTuple):
    """One fault found in a user's file or data; collected, never raised.

    ``sheet`` and ``cell`` ("D7") are empty where the fault is in the database.
    """

    message: str
    remedy: str = ""
    sheet: str = ""
    cell: str = ""
    field: str = ""
    value: str = ""
    must_fix: bool = True
