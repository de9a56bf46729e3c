"""The doctor finds what is wrong, says it in Chinese, and changes nothing."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.store.office import add_kindergarten, report
from ycpe_desktop.store import Store
from ycpe_desktop.store.doctor import examine
from ycpe_desktop.store.folder import database_in


def test_a_sound_store_while_it_is_open(store: Store) -> None:
    uuid = add_kindergarten(store)
    report(store, uuid)
    told = examine(store.folder)
    assert told.good
    assert told.counts["园所名册"] == told.counts["年度数据"] == 1
    assert told.versions["schema"] == "0001"
    assert set(told.versions) == {"program", "schema", "sqlite", "python"}
    assert json.loads(json.dumps(told.as_json()))["good"] is True


HARM = {
    "引用": "UPDATE kindergarten_nature SET owner='nobody'",
    "各学年列表": "UPDATE kindergarten_in_year SET nature='forprofit' WHERE year=2025",
    "搜索": "DELETE FROM search_row",
    "沿革": "INSERT INTO kindergarten_status"
    " SELECT 'x', owner, '2021-01-01', NULL, 'paused', '' FROM kindergarten_status",
}


@pytest.mark.parametrize(("title", "statement"), HARM.items())
def test_what_does_not_agree_is_found(store: Store, title: str, statement: str) -> None:
    add_kindergarten(store)
    store.close()
    with closing(sqlite3.connect(database_in(store.folder))) as connection:
        connection.execute(statement)
        connection.commit()
    told = examine(store.folder)
    assert title in [each.title for each in told.findings if not each.good]
    assert not told.good


@pytest.mark.parametrize("harm", ["none", "junk", "damaged"])
def test_what_cannot_be_read_is_a_finding(folder: Path, harm: str) -> None:
    file = database_in(folder)
    if harm == "none":
        file.unlink()
    else:
        spoiled = bytearray(file.read_bytes())
        spoiled[8192 if harm == "damaged" else 0 : 65536] = b"\xff" * 65536
        file.write_bytes(spoiled)
    told = examine(folder)
    assert not told.good
    assert all(each.told for each in told.findings)
