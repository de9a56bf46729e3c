"""责任分工 comes filled from the plan, once; what the office does with it stays."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import delete, select

from ycpe_desktop.ledgers import Task
from ycpe_desktop.policy.clauses import PLAN, clauses
from ycpe_desktop.policy.tasks import measures, planned_tasks
from ycpe_desktop.store import Store, create_store, open_store
from ycpe_desktop.store.opening import TASKS
from ycpe_desktop.store.tables import setting

TODAY = date(2026, 11, 23)


def tasks(store: Store) -> dict[str, dict[str, object]]:
    with store.reading() as connection:
        return {row["name"]: dict(row) for row in connection.execute(select(Task.__table__)).mappings()}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "台账"
    create_store(made, "芮城县", today=lambda: TODAY).close()
    return made


def test_a_new_office_has_every_measure_with_who_leads_and_who_cooperates(folder: Path) -> None:
    store = open_store(folder, today=lambda: TODAY)
    found = tasks(store)
    store.close()
    assert len(found) == len(measures())
    paid = found["足额及时拨付生均公用经费和普惠补助"]
    assert (paid["article"], paid["lead"], paid["county_lead"]) == ("三（二）2", "市财政局", "县财政局")
    assert paid["helpers"] == "市教育局、各县（市、区）人民政府"
    assert paid["due"] == date(2026, 12, 31)
    assert "不低于每年600元" in str(paid["demand"])
    fire = found["应急管理部门：消防监督抽查"]
    assert (fire["lead"], fire["helpers"], fire["county_lead"]) == ("应急管理部门", None, "县应急管理局")


def test_every_sentence_that_a_unit_answers_for_is_a_task(folder: Path) -> None:
    told = {key for each in measures() for key in each["clauses"].split("、")}
    assert told <= clauses().keys()
    sentences = {
        key for key, one in clauses().items() if one.document == PLAN and "-" in key[3:] and "责任单位" not in key
    }
    assert sentences - told == {"44-二-1"}  # it only announces the five threes


def test_names_are_unique_and_a_county_level_city_has_its_own_word() -> None:
    rows = planned_tasks("永济市", TODAY)
    assert len({row["name"] for row in rows}) == len({row["uuid"] for row in rows}) == len(rows)
    assert {str(row["county_lead"])[0] for row in rows} == {"市"}
    assert planned_tasks("芮城县", TODAY)[0]["uuid"] == rows[0]["uuid"]


def test_an_older_office_gets_them_on_opening_as_one_step_and_once(folder: Path) -> None:
    store = open_store(folder, today=lambda: TODAY)
    with store.engine.connect().execution_options(writing=True) as connection, connection.begin():
        connection.execute(delete(Task.__table__))
        connection.execute(delete(setting).where(setting.c.uuid == TASKS))
    store.close()
    store = open_store(folder, today=lambda: TODAY)
    assert len(tasks(store)) == len(measures())
    assert store.undo().label == "按计划填入责任分工"
    assert tasks(store) == {}
    store.close()
    store = open_store(folder, today=lambda: TODAY)
    assert tasks(store) == {}
    store.close()


def test_the_clerk_writes_progress_and_takes_it_back_in_one_step(folder: Path) -> None:
    store = open_store(folder, today=lambda: TODAY)
    before = tasks(store)["制定本县具体实施办法"]
    with store.writing("进展") as writer:
        writer.update(Task, str(before["uuid"]), {"state": "done", "progress": "芮政办发〔2021〕60号印发"})
    assert tasks(store)["制定本县具体实施办法"]["state"] == "done"
    store.undo()
    assert tasks(store)["制定本县具体实施办法"] == before
    store.close()
