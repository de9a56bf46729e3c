"""Two threads that want to write: short work is waited for, long work is not."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest

from tests.store.office import add_kindergarten, listed
from ycpe_desktop.faults import Refusal
from ycpe_desktop.ledgers import Kindergarten
from ycpe_desktop.store import Store, add_years


@contextmanager
def at_work(store: Store, what: str) -> Iterator[None]:
    """Another thread has the turn meanwhile."""
    begun, end = threading.Event(), threading.Event()

    def work() -> None:
        with store.turns.taken(what):
            begun.set()
            end.wait()

    thread = threading.Thread(target=work)
    thread.start()
    begun.wait()
    try:
        yield
    finally:
        end.set()
        thread.join()


def test_an_edit_during_long_work_is_refused_in_one_sentence(store: Store) -> None:
    with at_work(store, "正在导入 名册.xlsx"):
        with pytest.raises(Refusal) as refused:
            add_kindergarten(store)
        with pytest.raises(Refusal, match="请稍候再改"):
            add_years(store, [2019])
        with pytest.raises(Refusal, match="请稍候再改"):
            store.set_setting("look", 1, "设置")
    assert str(refused.value) == "正在导入 名册.xlsx，请稍候再改"
    assert listed(store) == []
    add_kindergarten(store, "甲")
    assert listed(store) == ["甲"]


def test_reading_goes_on_during_long_work(store: Store) -> None:
    add_kindergarten(store, "甲")
    begun, end = threading.Event(), threading.Event()

    def work() -> None:
        with store.turns.taken("正在导入 名册.xlsx"), store.writing("导入") as writer:
            writer.insert(Kindergarten, {"name": "乙"})
            begun.set()
            end.wait()

    thread = threading.Thread(target=work)
    thread.start()
    begun.wait()
    assert listed(store) == ["甲"]
    end.set()
    thread.join()
    assert sorted(listed(store)) == ["乙", "甲"]


def test_short_work_of_another_thread_is_waited_for(store: Store) -> None:
    begun = threading.Event()

    def short() -> None:
        begun.set()
        add_kindergarten(store, "甲")

    with store.turns.taken():
        thread = threading.Thread(target=short)
        thread.start()
        begun.wait()
        add_kindergarten(store, "乙")
    thread.join()
    assert sorted(listed(store)) == ["乙", "甲"]


def test_long_work_writes_inside_its_own_turn_and_frees_it_when_it_fails(store: Store) -> None:
    with suppress(ZeroDivisionError), store.turns.taken("正在导入 名册.xlsx"):
        add_kindergarten(store, "甲")
        raise ZeroDivisionError
    with at_work(store, ""):
        pass
    add_kindergarten(store, "乙")
    assert sorted(listed(store)) == ["乙", "甲"]
