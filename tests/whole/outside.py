"""What the whole way must have left, looked at from outside: the store opened anew, the workbook by openpyxl."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from ycpe_desktop.ledgers import Assignment, FourIndependents, Kindergarten, Ledger, Supervisor
from ycpe_desktop.store import Listing, Store, fetch, ids, open_store
from ycpe_desktop.store.doctor import examine

FILES = Path(__file__).resolve().parents[1] / "exchange" / "files"
WORKBOOK = FILES / "huangpu_在册幼儿园名单一览表_20241231.xlsx"
ANSWERS = json.loads((FILES / "huangpu_answers.json").read_text(encoding="utf-8"))

COUNTY = "芮城县"
GARDEN = "广州市黄埔区育蕾幼儿园"
PHONE = "0359-3022001"
PERSON = "wang"
"""A supervisor's name in letters, as keys without an input method give it."""


def records(store: Store, ledger: type[Ledger]) -> list[dict[str, Any]]:
    year = store.current_year
    with store.reading() as connection:
        return fetch(connection, ledger, ids(connection, Listing(ledger, year)), year)


def assert_all_is_there(folder: Path, workbook: Path) -> None:
    """The list came in, one kindergarten was completed by hand, judged, given a supervisor, and all was reported."""
    store = open_store(folder, writable=False)
    try:
        assert store.county.name == COUNTY
        gardens = {each["name"]: each for each in records(store, Kindergarten)}
        assert len(gardens) == ANSWERS["rows"]
        garden = gardens[GARDEN]
        assert (garden["phone"], garden["nature"], garden["status"], garden["rural"]) == (PHONE, "public", "open", True)
        (judged,) = records(store, FourIndependents)
        assert (judged["kindergarten"], judged["premises_state"]) == (garden["uuid"], "met")
        (supervisor,) = records(store, Supervisor)
        (duty,) = records(store, Assignment)
        assert (supervisor["name"], duty["supervisor"], duty["kindergarten"]) == (
            PERSON, supervisor["uuid"], garden["uuid"],
        )  # fmt: skip
        assert f"_{store.current_year}学年_" in workbook.name
    finally:
        store.close()
    assert [each.told for each in examine(folder).findings if not each.good] == []
    assert_is_reported(workbook)


def assert_is_reported(workbook: Path) -> None:
    book = load_workbook(workbook)
    try:
        told = [dict(row) for row in _rows(book["园所名册"])]
        assert len(told) == ANSWERS["rows"]
        (garden,) = (row for row in told if row["园所名称"] == GARDEN)
        assert (garden["园所电话"], garden["办园性质"], garden["农村园"]) == (PHONE, "公办", "是")
        (judged,) = _rows(book["四个独立"])
        assert judged["独立园舍"] == "已达到"
        assert [row["姓名"] for row in _rows(book["责任督学"])] == [PERSON]
    finally:
        book.close()


def _rows(sheet: Any) -> list[Mapping[str, Any]]:
    """The records of a data sheet by the labels of their columns."""
    lines = [list(line) for line in sheet.iter_rows(values_only=True)]
    head = next(place for place, line in enumerate(lines) if "UUID" in line or "园所名称" in line or "姓名" in line)
    return [dict(zip(lines[head], line, strict=True)) for line in lines[head + 1 :] if any(line)]
