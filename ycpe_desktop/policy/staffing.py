"""两教一保: how many teachers and 保育员 a class must have, the policy numbers of the year (教师〔2013〕1号)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, or_

KEYS = ("teachers_a_class", "carers_a_class", "teachers_alone")


@dataclass(frozen=True)
class Staffing:
    """So many teachers and 保育员 to a class; with ``alone`` teachers it needs no 保育员."""

    teachers: int
    carers: int
    alone: int

    def met(self, teachers: Any, carers: Any, classes: Any = 1) -> ColumnElement[bool]:
        pairs = and_(teachers >= self.teachers * classes, carers >= self.carers * classes)
        return or_(pairs, teachers >= self.alone * classes)


def staffing(number: Callable[[str], Any]) -> Staffing:
    """``number``: what a policy number is by its key."""
    return Staffing(*(int(number(key)) for key in KEYS))
