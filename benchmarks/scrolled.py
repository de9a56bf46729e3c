"""The page of 园所名册 under the stop watch: ``python -m benchmarks.scrolled DATA_FOLDER``; prints JSON.

A frame is the drawing of all rows after the bar has moved by a screen, from row to row or by leaps to rows that have
not been seen. The floor is a ``QTableView`` with as many rows and columns over a model that always says the same.
"""

import json
import sys
from pathlib import Path
from statistics import median
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSettings, Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QTableView

from benchmarks.measuring import timed
from ui import pages, theme
from ui.application import make_application
from ui.office import Office
from ui.shell.window import MainWindow
from ui.speaking import Speaker
from ycpe_desktop.store import open_store

FRAMES = 120
FRAME = 1 / 60
OPENS = 1.0
Index = QModelIndex | QPersistentModelIndex
NONE = QModelIndex()


class Plain(QAbstractTableModel):
    """Rows and columns of one text."""

    def __init__(self, rows: int, columns: int) -> None:
        super().__init__()
        self._rows, self._columns = rows, columns

    def rowCount(self, parent: Index = NONE) -> int:  # noqa: N802 - Qt calls it so
        return self._rows

    def columnCount(self, parent: Index = NONE) -> int:  # noqa: N802 - Qt calls it so
        return self._columns

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        return "芮城县古魏镇" if role == Qt.ItemDataRole.DisplayRole else None


def frames(view: QAbstractItemView, step: int) -> float:
    """Median seconds of a frame; ``step`` in rows, from the middle of the list."""
    bar = view.verticalScrollBar()
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
    start = bar.maximum() // 3
    bar.setValue(start)
    view.viewport().repaint()

    def draw(number: int) -> None:
        bar.setValue(start + number * step)
        view.viewport().repaint()

    return median(timed(lambda number=number: draw(number)) for number in range(1, FRAMES))  # type: ignore[misc]  # number is bound


def plain_table(window: MainWindow, rows: int, columns: int) -> QTableView:
    view = QTableView()
    view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    view.setModel(Plain(rows, columns))
    view.resize(window.size())
    view.show()
    return view


def measured(title: str, ours: float, floor: float, **wanted: float) -> dict[str, Any]:
    return {"title": title, "ours": ours, "floor": floor, "against": "a QTableView of one text", **wanted}


def main(folder: Path) -> None:
    settings = QSettings(str(folder / "benchmark.ini"), QSettings.Format.IniFormat)
    application = make_application(settings)
    theme.apply(application)
    store = open_store(folder)
    window = MainWindow(folder, settings)
    shell = window.furnish(Speaker())
    window.resize(1366, 768)
    window.show()
    QApplication.processEvents()

    def opened() -> None:
        shell.fill(pages.services(Office(store), folder))
        QApplication.processEvents()

    opening = timed(opened)
    page: Any = shell.stack.page
    grid = page.table.grid
    rows, columns = grid.model().rowCount(), len(grid.shown_columns())
    made: list[QTableView] = []

    def floor_opened() -> None:
        made.append(plain_table(window, rows, columns))
        QApplication.processEvents()

    floor_opening = timed(floor_opened)
    told = [measured(f"the page opens with {rows - 1:,} rows", opening, floor_opening, most=OPENS)]
    for title, step in (("row by row", 1), ("screen by screen", 20), ("by leaps of 700 rows", 700)):
        told.append(measured(f"a frame, {title}", frames(grid, step), frames(made[0], step), most=FRAME))
    print(json.dumps(told))
    shell.background.shut_down()
    store.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
