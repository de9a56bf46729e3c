"""Undo and redo: any sequence taken back gives the state before, word for word, and survives a restart."""

from contextlib import suppress
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import event, select

from tests.store.clerk import act, history_says, keys, step_named
from tests.store.conftest import today
from tests.store.office import LONG_AGO, add_kindergarten, everything, listed, office, record, report
from ycpe_desktop.faults import Refusal
from ycpe_desktop.ledgers import (
    AreaYear,
    Assignment,
    FourIndependents,
    Kindergarten,
    Supervisor,
    YearReport,
)
from ycpe_desktop.store import Store, history, open_store
from ycpe_desktop.store.tables import raw_value


@settings(max_examples=15)
@given(data=st.data(), actions=st.integers(1, 9))
def test_all_taken_back_is_the_empty_store_and_all_brought_back_is_the_last(
    new_office: Path, data: st.DataObject, actions: int
) -> None:
    with office(new_office) as store:
        states = [everything(store)]
        for _ in range(actions):
            act(store, data.draw)
            if everything(store) != states[-1]:
                states.append(everything(store))
        for earlier in reversed(states[:-1]):
            assert store.undo().stayed == []
            assert everything(store) == earlier
        with pytest.raises(Refusal, match="没有可以撤销"):
            store.undo()
        for later in states[1:]:
            assert store.redo().stayed == []
            assert everything(store) == later
        with pytest.raises(Refusal, match="没有可以重做"):
            store.redo()


@settings(max_examples=12)
@given(data=st.data(), actions=st.integers(3, 8), picks=st.lists(st.integers(0, 20), min_size=1, max_size=5))
def test_undoing_any_old_action_leaves_everything_in_agreement(
    new_office: Path, data: st.DataObject, actions: int, picks: list[int]
) -> None:
    from ycpe_desktop.store.doctor import examine

    with office(new_office) as store:
        for _ in range(actions):
            act(store, data.draw)
        for pick in picks:
            with store.reading() as connection:
                steps = history.steps(connection)
            with suppress(Refusal):
                store.undo(steps[pick % len(steps)].id)
        assert [each for each in examine(store.folder).findings if not each.good] == []


def test_undo_and_redo_survive_a_restart(folder: Path) -> None:
    for act_once, left in ((add_kindergarten, 1), (Store.undo, 0), (Store.redo, 1), (Store.undo, 0)):
        store = open_store(folder, today=today)
        act_once(store)
        store.close()
        store = open_store(folder, writable=False, today=today)
        assert store.count(Kindergarten) == left
        store.close()


def test_redo_ends_with_the_next_action(store: Store) -> None:
    add_kindergarten(store, "甲")
    store.undo()
    add_kindergarten(store, "乙")
    with pytest.raises(Refusal, match="没有可以重做"):
        store.redo()


def test_labels_do_not_pile_up(store: Store) -> None:
    add_kindergarten(store)
    for _ in range(3):
        assert store.undo().label == "新增园所"
        assert store.redo().label == "新增园所"
    with store.reading() as connection:
        steps = history.steps(connection)
    assert {step.label for step in steps} == {"新增园所", "撤销：新增园所", "重做：新增园所"}
    assert (steps[-1].undone, history_says(store)) == (False, "重做：新增园所")


def test_an_action_that_was_brought_back_can_be_undone_by_its_own_number(store: Store) -> None:
    add_kindergarten(store)
    with store.reading() as connection:
        number = history.steps(connection)[0].id
    store.undo(number)
    with pytest.raises(Refusal, match="已经撤销过了"):
        store.undo(number)
    store.redo()
    store.undo(number)
    assert store.count(Kindergarten) == 0
    with pytest.raises(Refusal, match="没有第 999 号操作"):
        store.undo(999)


def three_imported(store: Store) -> dict[str, str]:
    with store.writing("导入", "import") as writer:
        made = {name: writer.insert(Kindergarten, {"name": name}) for name in ("甲", "乙", "丙")}
        for key in made.values():
            writer.state(Kindergarten.nature, key, "public", LONG_AGO)
    return made


def test_an_import_undone_days_later_leaves_what_changed_since_and_says_so(store: Store) -> None:
    made = three_imported(store)
    with store.writing("电话") as writer:
        writer.update(Kindergarten, made["甲"], {"phone": "0359-3021234"})
    report(store, made["乙"])
    undone = store.undo(step_named(store, "导入"))
    assert sorted(undone.stayed) == ["“乙”已被 1 条其他记录用到", "“甲”后来又改过"]
    assert sorted(listed(store)) == ["乙", "甲"]
    assert record(store, made["甲"])["nature"] == "public"


def test_what_would_lose_its_parent_stays_with_it(store: Store) -> None:
    """The report of 甲 was changed since, so the kindergarten made in the same action must stay too."""
    with store.writing("导入", "import") as writer:
        first, second = (writer.insert(Kindergarten, {"name": name}) for name in ("甲", "乙"))
        key = writer.insert(YearReport, {"kindergarten": first, "year": 2026})
        writer.insert(YearReport, {"kindergarten": second, "year": 2026})
    with store.writing("教师") as writer:
        writer.update(YearReport, key, {"teachers": 7})
    undone = store.undo(step_named(store, "导入"))
    assert sorted(undone.stayed) == ["“甲 2026的年度数据”后来又改过", "“甲”已被 1 条其他记录用到"]
    assert listed(store) == ["甲"]
    assert store.count(YearReport) == 1


def statements_of_an_undo_that_names(store: Store, count: int) -> int:
    """How many the undo of an import sends when so many of its reports, of two kindergartens more, changed since."""
    with store.writing(f"导入{count}", "import") as writer:
        gardens = [writer.insert(Kindergarten, {"name": f"{count}之{each}"}) for each in range(count + 2)]
        reports = [writer.insert(YearReport, {"kindergarten": each, "year": 2026, "teachers": 7}) for each in gardens]
    with store.writing("教师") as writer:
        for key in reports[:count]:
            writer.update(YearReport, key, {"teachers": 8})
    sent: list[str] = []
    event.listen(store.engine, "before_cursor_execute", lambda *told: sent.append(told[2]))
    assert len(store.undo(step_named(store, f"导入{count}")).stayed) == 2 * count
    return len(sent)


def test_many_records_that_stay_are_named_with_few_questions_to_the_database(store: Store) -> None:
    assert statements_of_an_undo_that_names(store, 40) < statements_of_an_undo_that_names(store, 4) + 4


def test_an_undo_tells_its_progress_and_is_cancelled_without_a_trace(store: Store) -> None:
    three_imported(store)
    before = everything(store)
    told: list[tuple[int, int]] = []

    def stop_at_the_last(text: str, done: int, total: int) -> None:
        told.append((done, total))
        if total and done == total:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        store.undo(progress=stop_at_the_last)
    assert told[-1] == (6, 6)
    assert everything(store) == before
    assert history_says(store) == "导入"


def test_nothing_to_take_back_is_refused_and_changes_nothing(store: Store) -> None:
    made = three_imported(store)
    for key in made.values():
        with store.writing("电话") as writer:
            writer.update(Kindergarten, key, {"phone": "0359-3021234"})
    before = everything(store)
    with pytest.raises(Refusal, match="后来又改过"):
        store.undo(step_named(store, "导入"))
    assert everything(store) == before


def test_a_deleted_record_comes_back_with_all_that_hung_on_it(store: Store) -> None:
    key = three_imported(store)["甲"]
    before = everything(store)
    with store.writing("删除") as writer:
        writer.delete(Kindergarten, key)
    assert sorted(listed(store)) == ["丙", "乙"]
    store.undo()
    assert everything(store) == before


def test_a_row_whose_place_was_taken_stays_away(store: Store) -> None:
    key = add_kindergarten(store)
    row = report(store, key)
    with store.writing("删除年报") as writer:
        writer.delete(YearReport, row)
    report(store, key)
    with pytest.raises(Refusal, match="已有另一条同样的记录"):
        store.undo(step_named(store, "删除年报"))


def test_a_row_whose_kindergarten_is_gone_stays_away(store: Store) -> None:
    key = add_kindergarten(store)
    row = report(store, key)
    for ledger, uuid in ((YearReport, row), (Kindergarten, key)):
        with store.writing(f"删除{ledger.TITLE}") as writer:
            writer.delete(ledger, uuid)
    with pytest.raises(Refusal, match="用到的记录已被删除"):
        store.undo(step_named(store, "删除年度数据"))


def test_a_period_whose_time_was_filled_stays_away(store: Store) -> None:
    key = add_kindergarten(store)
    with store.writing("删除那一段") as writer:
        period = writer.connection.scalar(select(Kindergarten.nature.table.c.uuid))
        writer.remove(Kindergarten.nature.table, str(period))
    with store.writing("重填") as writer:
        writer.state(Kindergarten.nature, key, "inclusive", date(2019, 9, 1))
    with pytest.raises(Refusal, match="时段"):
        store.undo(step_named(store, "删除那一段"))


def test_values_of_every_ledger_come_back_exactly(store: Store) -> None:
    town = store.names.keys("township", "古魏镇")[0]
    key = add_kindergarten(
        store, township=town, longitude=Decimal("110.694"), licence_until=date(2027, 1, 1), rural=True
    )
    with store.writing("各表") as writer:
        writer.insert(AreaYear, {"area": town, "year": 2026, "population": 900, "satisfaction": Decimal("92.5")})
        writer.insert(FourIndependents, {"kindergarten": key, "year": 2026, "premises_state": "met"})
        supervisor = writer.insert(Supervisor, {"name": "解小红", "term_from": date(2026, 1, 1)})
        writer.insert(Assignment, {"supervisor": supervisor, "kindergarten": key, "since": date(2026, 1, 1)})
    before = everything(store)
    for _ in range(2):
        store.undo()
    for _ in range(2):
        store.redo()
    assert everything(store) == before


def test_what_an_import_left_over_comes_back_with_the_old_value(store: Store) -> None:
    """The field had a value that the import could not replace; a new value settles the rest, undo brings both back."""
    key = add_kindergarten(store, principal="张三")
    left = {"ledger": "kindergarten", "owner": key, "field": "principal", "title": "园长", "value": "李四（代）"}
    with store.writing("导入") as writer:
        writer.put(raw_value, {"uuid": "1" * 32, **left})
    with store.writing("园长") as writer:
        writer.update(Kindergarten, key, {"principal": "李四"})
    assert keys(store, "raw_value") == []
    store.undo()
    assert keys(store, "raw_value") == ["1" * 32]
    assert record(store, key)["principal"] == "张三"


def test_the_history_of_a_record_and_of_a_cell(store: Store) -> None:
    key = add_kindergarten(store)
    with store.writing("园长变动") as writer:
        writer.change(Kindergarten, key, {"principal": "张三", "nature": "inclusive"}, date(2026, 9, 1))
    with store.reading() as connection:
        every = history.traces(connection, key)
        cell = history.traces(connection, key, "principal")
        dated = history.traces(connection, key, "nature")
    assert [trace.label for trace in cell] == ["园长变动"]
    assert cell[0].fields["principal"] == (None, "张三")
    assert {trace.label for trace in dated} == {"新增园所", "园长变动"}
    assert len(every) == 6


def test_a_failed_action_leaves_nothing(store: Store) -> None:
    before = everything(store)
    with pytest.raises(Refusal, match="由程序算出"), store.writing("半途") as writer:
        writer.change(Kindergarten, writer.insert(Kindergarten, {"name": "半途"}), {"children": 1}, LONG_AGO)
    assert everything(store) == before
    assert history_says(store) == ""


def test_a_refused_part_of_an_action_leaves_the_rest(store: Store) -> None:
    with store.writing("导入") as writer:
        good = writer.insert(Kindergarten, {"name": "好"})
        with pytest.raises(Refusal, match="不能直接填写"), writer.part():
            writer.change(Kindergarten, writer.insert(Kindergarten, {"name": "坏"}), {"children": 1}, LONG_AGO)
        writer.state(Kindergarten.nature, good, "public", LONG_AGO)
    assert listed(store) == ["好"]
    with store.reading() as connection:
        (step,) = history.steps(connection)
        assert step.changes == len(history.traces(connection, good)) == 2
    store.undo()
    assert listed(store) == []


def test_the_same_row_twice_is_refused_in_chinese(store: Store) -> None:
    key = add_kindergarten(store)
    report(store, key)
    with pytest.raises(Refusal, match="已经有一条"):
        report(store, key)


def test_a_saved_action_is_told_once_and_a_failed_one_never(store: Store) -> None:
    told: list[str] = []
    store.on_saved.append(lambda: told.append(store.last_saved))
    add_kindergarten(store)
    with pytest.raises(ZeroDivisionError), store.writing("半途"):
        raise ZeroDivisionError
    assert len(told) == 1
