"""Kindergartens of their own: a 附设幼儿班 has its school's code and licence, and is 年检 and audited with it."""

from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_


def is_own(garden: Any) -> ColumnElement[bool]:
    """``garden``: a table or query with the columns of 园所名册."""
    return func.coalesce(garden.c.kind, "111") != "119"


def was_there(garden: Any, calendar_year: int) -> ColumnElement[bool]:
    """One of its own that had opened before the calendar year was over: 年检 and audit of that year are asked of it."""
    opened = garden.c.opened
    return and_(is_own(garden), or_(opened.is_(None), opened <= f"{calendar_year}-12"))
