"""Steps made one: undo takes them back together, word for word, and what lay between stays apart."""

from contextlib import suppress
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.store.clerk import act, history_says, step_named
from tests.store.office import add_kindergarten, everything, office, record
from ycpe_desktop.faults import Refusal
from ycpe_desktop.ledgers import Kindergarten
from ycpe_desktop.store import Store, history


@settings(max_examples=15)
@given(data=st.data(), actions=st.integers(2, 9))
def test_actions_made_one_are_taken_back_and_brought_back_together(
    new_office: Path, data: st.DataObject, actions: int
) -> None:
    with office(new_office) as store:
        before = everything(store)
        for _ in range(actions):
            act(store, data.draw)
        after = everything(store)
        store.join("")
        assert everything(store) == after
        while history_says(store):
            assert store.undo().stayed == []
        assert everything(store) == before
        with suppress(Refusal):
            while True:
                store.redo()
        assert everything(store) == after


def test_edits_that_follow_one_another_become_one_step(store: Store) -> None:
    key = add_kindergarten(store)

    def call(number: str, label: str = "电话") -> None:
        with store.writing(label) as writer:
            writer.update(Kindergarten, key, {"phone": number})

    for number in ("1", "2", "3"):
        call(number)
    call("4", "改正")
    call("5")
    call("6")
    store.undo()
    newest = step_named(store, "改正")
    store.join("电")
    with store.reading() as connection:
        told = [(step.label, step.changes, step.undone) for step in history.steps(connection)]
    apart = [("撤销：电话", 1, False), ("电话", 1, True), ("电话", 1, False), ("改正", 1, False)]
    assert told == [*apart, ("电话", 3, False), ("新增园所", 3, False)]
    assert step_named(store, "改正") == newest
    for left in ("4", "3", None):
        store.undo()
        assert record(store, key)["phone"] == left
    for left in ("3", "4", "5", "6"):
        store.redo()
        assert record(store, key)["phone"] == left
