"""编制与配备 in 年度数据: what is wanting, from the figures themselves."""

from typing import Any

import pytest

from tests.policy.conftest import Enter, empty_office, enter, store
from ycpe_desktop.ledgers import YearReport
from ycpe_desktop.store import Listing, Store, fetch, ids

__all__ = ["empty_office", "enter", "store"]


def figures(store: Store) -> dict[str, Any]:
    with store.reading() as connection:
        (found,) = fetch(connection, YearReport, ids(connection, Listing(YearReport, 2026)), 2026)
    return found


NAMES = ("classes_reported", "teachers", "teachers_certified", "carers", "teachers_posted", "health_staff")
GAPS = ("teacher_gap", "carer_gap", "uncertified", "open_posts", "health_gap")


@pytest.mark.parametrize(
    ("report", "told"),
    [
        ((4, 7, 6, 3, 2, 0), (1, 1, 1, 3, 1)),
        ((3, 7, 7, 4, 6, 1), (0, 0, 0, 0, 0)),
        ((None,) * 6, (None,) * 5),
    ],
)
def test_what_is_wanting(
    store: Store, enter: Enter, report: tuple[int | None, ...], told: tuple[int | None, ...]
) -> None:
    enter("甲园", "public", 100, garden={"staffing_posts": 5}, **dict(zip(NAMES, report, strict=True)))
    found = figures(store)
    assert tuple(found[name] for name in GAPS) == told


def test_children_to_one_of_the_staff(store: Store, enter: Enter) -> None:
    enter("甲园", "public", 100, teachers=10, carers=5, principals=1)
    assert str(figures(store)["children_a_worker"]) == "6.3"
