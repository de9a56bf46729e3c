"""年检 and 类别评估 as they fall due: many kindergartens judged at once, and the next evaluation set by its cycle."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from ycpe_desktop.faults import Refusal
from ycpe_desktop.ledgers import AnnualInspection, CategoryEvaluation
from ycpe_desktop.policy.acting import garden_name, put_child
from ycpe_desktop.policy.days import years_later
from ycpe_desktop.policy.thresholds import number, own_targets
from ycpe_desktop.schoolyear import year_of
from ycpe_desktop.store import Store


def inspect(store: Store, gardens: Sequence[str], calendar_year: int, day: date, conclusion: str) -> str:
    """年检 of these kindergartens with one conclusion, as one action; gives its label."""
    if day.year < calendar_year:
        raise Refusal(f"{day} 还不到 {calendar_year} 年度", "年检", "请改正检查日期或年度")
    whom = garden_name(store, gardens[0]) if len(gardens) == 1 else f"{len(gardens)} 所"
    label = f"{calendar_year} 年度年检：{whom} {conclusion}"
    with store.writing(label) as writer:
        for garden in gardens:
            key = {"kindergarten": garden, "calendar_year": calendar_year}
            put_child(writer, AnnualInspection, key, {"inspected": day, "conclusion": conclusion})
    return label


def evaluate(store: Store, garden: str, day: date, category: str, **more: Any) -> str:
    """类别评估 of one kindergarten; the next one is due after the cycle in force. Gives the action's label."""
    years = int(number("category_cycle", year_of(day), own_targets(store)))
    label = f"类别评估：{garden_name(store, garden)} {category}（{day}）"
    with store.writing(label) as writer:
        values = {"category": category, "next_due": years_later(day, years), **more}
        put_child(writer, CategoryEvaluation, {"kindergarten": garden, "evaluated": day}, values)
    return label
