"""Hands that fill in a form as its head does: by what the cells mean, whatever their places are."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl

from tests.policy.small_county import SmallCounty
from ycpe_desktop.exchange.forms.issuing import issue
from ycpe_desktop.ledgers import YearReport

LAST = {
    "classes_junior": 1, "children_junior": 20, "classes_senior": 1, "children_senior": 22, "principals": 1,
    "teachers": 4, "carers": 2,
}  # fmt: skip


class Form:
    """A form in Excel; ``save`` puts it back."""

    def __init__(self, path: Path) -> None:
        self.path, self.book = path, openpyxl.load_workbook(path)
        self.sheet: Any = self.book.worksheets[0]

    @property
    def places(self) -> dict[str, str]:
        """Key of a cell → its address, as the marks stand now."""
        found = {}
        for row in range(2, self.sheet.max_row + 1):
            for part in str(self.sheet.cell(row, 1).value or "").split(";"):
                key, _, letter = part.rpartition("@")
                if key:
                    found[key] = f"{letter}{row}"
        return found

    @property
    def rooms(self) -> list[str]:
        """The lines of 班级."""
        every = [key.rpartition(".")[0] for key in self.places if key.startswith("class_room:")]
        return list(dict.fromkeys(every))

    def put(self, key: str, value: Any) -> None:
        self.sheet[self.places[key]].value = value

    def read(self, key: str) -> Any:
        return self.sheet[self.places[key]].value

    def fill(self, values: Mapping[str, Any], ledger: str = "year_report") -> "Form":
        places = self.places
        for name, value in values.items():
            self.sheet[places[f"{ledger}.{name}"]].value = value
        return self

    def fill_class(self, place: int, *cells: Any) -> "Form":
        """Name, band, children, teachers, carers of a line."""
        for name, value in zip(("name", "band", "children", "teachers", "carers"), cells, strict=True):
            self.put(f"{self.rooms[place]}.{name}", value)
        return self

    def save(self, path: Path | None = None) -> Path:
        self.path = path or self.path
        self.book.save(self.path)
        return self.path


def sent_out(county: SmallCounty, folder: Path, year: int = 2026) -> dict[str, Form]:
    """Kindergarten's name → its form."""
    made = issue(county.store, year, folder)
    return {file.stem.split("_")[1]: Form(file) for file in made.files}


def reported(county: SmallCounty, garden: str, year: int = 2025, **values: Any) -> None:
    with county.store.writing("年度数据") as writer:
        writer.insert(YearReport, {"kindergarten": garden, "year": year, **{**LAST, **values}})
