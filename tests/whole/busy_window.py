"""A clerk who never stops, in the real window: types, pastes, imports, undoes, until the process is killed.

``python -m tests.whole.busy_window FOLDER SEED``. Says ``ready`` when the window shows its first page, then one line of
JSON for every time that the window shows ✓ 已保存: number, label and count of changes of the newest action.
"""

import json
import os
import random
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

from tests.whole.hands import CONTROL, KEY, Hands, main_window
from ui.application import run_window
from ui.beginning import open_office
from ui.mistakes import log_file
from ui.office import Office
from ui.pages.importing import ImportPage
from ui.pages.importing.steps import FILE, RESULT
from ycpe_desktop.store.history import steps

PAUSE = 2  # milliseconds between two acts, in which the window does what it has put off
ROWS = 25  # of one paste
LISTED = 120  # rows of one import
NATURES = ("公办", "普惠性民办", "非营利性民办")
SYLLABLES = "安宝晨春德东福光国红华嘉建金景康乐丽明宁平秋仁瑞山胜泰文贤小新兴秀阳永玉育远云志中"


class Clerk(QObject):
    def __init__(self, hands: Hands, seed: int) -> None:
        super().__init__()
        self._hands, self._luck = hands, random.Random(seed)
        self._acts: list[tuple[Callable[[], Iterator[None]], int]] = [
            (self.type_cell, 8), (self.paste, 2), (self.import_list, 2), (self.undo, 2), (self.redo, 1),
        ]  # fmt: skip
        self._doing: Iterator[None] = iter(())
        self._next = QTimer(self, interval=PAUSE)
        self._next.timeout.connect(self._go_on)
        self._answers = QTimer(self, interval=PAUSE)
        self._answers.timeout.connect(answer)

    def begin(self) -> None:
        """In an empty register the first block comes before ``ready``, so that every run has something to tell."""
        for _ in self._to_rows():
            pass
        say("ready")
        self._tell()
        self._hands.desk.changed.connect(self._shown_as_saved)
        self._next.start()
        self._answers.start()

    # -- what it does: each yields where the window is to go on by itself --

    def type_cell(self) -> Iterator[None]:
        yield from self._to_rows()
        field, text = self._luck.choice([
            ("phone", f"0359-{self._luck.randrange(10**7):07d}"),
            ("principal", "".join(self._luck.choices("张王李赵刘", k=2))),
            ("nature", self._luck.choice(NATURES)),  # asks since when
            ("name", self._name()),
        ])  # fmt: skip
        rows = self._hands.ledger.table.model.rowCount()
        row = rows - 1 if field == "name" else self._luck.randrange(rows)
        self._hands.go_to_cell(row, field)
        self._hands.keys(text)
        yield
        self._hands.keys(KEY.Key_Return)

    def paste(self) -> Iterator[None]:
        yield from self._to_rows()
        self._paste_block()

    def import_list(self) -> Iterator[None]:
        """A list from the clipboard through the steps of the import."""
        self._hands.open("importing")
        yield
        page = cast(ImportPage, self._hands.page)
        if page.step != FILE:
            self._hands.click(page.result.again if page.step == RESULT else page.bar.buttons[FILE])
            yield
        lines = [[self._name(), self._luck.choice(NATURES), "在办", "李四"] for _ in range(LISTED)]
        self._hands.paste([("幼儿园名称", "办园性质", "状态", "园长"), *lines])
        yield
        while FILE < page.step < RESULT and page.next.isEnabled():
            self._hands.click(page.next)
            yield

    def undo(self) -> Iterator[None]:
        self._hands.keys(KEY.Key_Z, modifier=CONTROL)
        yield

    def redo(self) -> Iterator[None]:
        self._hands.keys(KEY.Key_Y, modifier=CONTROL)
        yield

    # -- inside --

    def _go_on(self) -> None:
        if QApplication.activeModalWidget() or self._hands.shell.background.jobs:
            return
        if next(self._doing, self) is self:
            acts, weights = zip(*self._acts, strict=True)
            self._doing = self._luck.choices(acts, weights)[0]()

    def _shown_as_saved(self) -> None:
        """The window's own listener has run before: what is told here stands on the screen."""
        if not self._hands.shell.top_bar.saved_text().startswith("已保存 "):
            raise AssertionError("saved, and the window does not show it")
        self._tell()

    def _tell(self) -> None:
        with self._hands.desk.store.reading() as connection:
            newest = steps(connection, 1)[0]
        say(json.dumps({"id": newest.id, "label": newest.label, "changes": newest.changes}))

    def _to_rows(self) -> Iterator[None]:
        """The register, with something in it."""
        if self._hands.shell.stack.key != "kindergarten":
            self._hands.open("kindergarten")
            yield
        page = self._hands.ledger
        if page.stack.currentWidget() is page.empty:
            self._hands.press("直接在表格里填写")
            self._paste_block()
            yield

    def _paste_block(self) -> None:
        table = self._hands.ledger.table
        columns = ("name", "nature", "status", "principal")
        if table.shown_names() != list(columns):
            table.show_columns(list(columns))
        self._hands.go_to_cell(table.model.rowCount() - 1, "name")
        self._hands.paste([self._name(), self._luck.choice(NATURES), "在办", "张三"] for _ in range(ROWS))

    def _name(self) -> str:
        return "".join(self._luck.sample(SYLLABLES, 6)) + "幼儿园"


def answer() -> None:
    """Enter at whatever is asked; a mistake that the window confesses ends it all."""
    box = QApplication.activeModalWidget()
    if isinstance(box, QMessageBox):
        if "程序出了错" in box.text():
            sys.stderr.write(log_file(main_window().data_folder).read_text("utf-8"))
            os._exit(1)
        box.defaultButton().click()


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def opened(folder: Path, seed: int) -> Office:
    """Called by the program after its first paint; the clerk sits down when the window has its pages."""

    def sit_down() -> None:
        clerk = Clerk(Hands(main_window()), seed)
        clerk.setParent(main_window())
        clerk.begin()

    QTimer.singleShot(0, sit_down)
    return open_office(folder, demo_if_new=False)


if __name__ == "__main__":
    sys.exit(run_window(Path(sys.argv[1]), lambda folder: opened(folder, int(sys.argv[2]))))
