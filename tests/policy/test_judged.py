"""Only what changed is judged again, and what is told is what judging everything would tell."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import Connection, event, select

from ycpe_desktop.demo import make_demo
from ycpe_desktop.faults import Refusal
from ycpe_desktop.ledgers import LEDGERS, Kindergarten, Ledger, Publicity, dated_of, plain_fields_of
from ycpe_desktop.policy.checks import check
from ycpe_desktop.policy.judged import Judged
from ycpe_desktop.policy.thresholds import set_target
from ycpe_desktop.store import Store, create_store
from ycpe_desktop.store.listing import table_of

TODAY, YEAR = date(2026, 11, 23), 2026


@pytest.fixture
def store(data_folder: Path) -> Iterator[Store]:
    made = create_store(data_folder, "芮城县", today=lambda: TODAY)
    make_demo(made, seed=5, size=40)
    yield made
    made.close()


def keys(store: Store, ledger: type[Ledger]) -> list[str]:
    with store.reading() as connection:
        return list(connection.scalars(select(table_of(ledger).c.uuid).order_by("uuid")))


def blank(store: Store, ledger: type[Ledger], random: Random) -> None:
    """Empty a few cells of a few records, as one action."""
    names = [each.name for each in plain_fields_of(ledger) if not each.needed and each.name != "remark"]
    with store.writing("清空") as writer:
        for uuid in random.sample(found := keys(store, ledger), min(3, len(found))):
            writer.update(ledger, uuid, dict.fromkeys(random.sample(names, min(4, len(names)))))


def close(store: Store, random: Random) -> None:
    with store.writing("停办") as writer:
        for uuid in random.sample(keys(store, Kindergarten), 2):
            (status,) = (fact for fact in dated_of(Kindergarten) if fact.field.name == "status")
            writer.state(status, uuid, "closed", date(2026, 9, 1))


def test_after_any_edit_it_is_as_if_all_had_been_judged(store: Store) -> None:
    random, judged = Random(1), Judged()
    check(store, YEAR, judged=judged)
    for ledger in random.sample(LEDGERS, len(LEDGERS) // 2):
        if ledger.__tablename__ != "class_room" and keys(store, ledger):
            try:
                blank(store, ledger, random)
            except Refusal:  # 年度数据 with classes is added up from them
                continue
            assert check(store, YEAR, judged=judged) == check(store, YEAR), ledger.TITLE
    for act in (
        lambda: close(store, random),
        lambda: store.undo(),
        lambda: store.undo(),
        lambda: set_target(store, "cap_junior", YEAR, "20"),
    ):
        act()
        assert check(store, YEAR, judged=judged) == check(store, YEAR)
    assert check(store, YEAR - 1, judged=judged) == check(store, YEAR - 1)


def statements(store: Store, act: Callable[[], object]) -> int:
    count = 0

    def note(connection: Connection, *more: object) -> None:
        nonlocal count
        count += 1

    event.listen(store.engine, "before_execute", note)
    act()
    event.remove(store.engine, "before_execute", note)
    return count


def test_what_is_as_it_was_is_not_asked_again(store: Store) -> None:
    judged = Judged()
    every = statements(store, lambda: check(store, YEAR, judged=judged))
    nothing = statements(store, lambda: check(store, YEAR, judged=judged))
    blank(store, Publicity, Random(1))
    little = statements(store, lambda: check(store, YEAR, judged=judged))
    assert nothing < little < nothing + 15 < every // 5
