"""The import page in the real window over a small county, and hands that drop, click and type in it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QModelIndex, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.policy.small_county import SmallCounty
from tests.ui.filled_pages import Clerk, Desked, click, desked
from ui.ledger.type_ahead import TypeAhead
from ui.pages.importing import ImportPage
from ui.pages.importing.columns import FIELD
from ycpe_desktop.ledgers import Kindergarten

CONTROL = Qt.KeyboardModifier.ControlModifier
PLAIN = Qt.KeyboardModifier.NoModifier
MESSY = """芮城县幼儿园花名册,,,,
制表：学前股,,,,
序,单位,镇名,类别,娃娃
1,古魏镇中心园,古魏镇,公办,320
2,阳光幼儿园,陌南镇,普惠性民办,60
合计,,,,380
"""


class FilingClerk(Clerk):
    """Chooses these files, to open and to save."""

    opened: Path | None = None
    saved: Path | None = None

    def choose_open_file(self, title: str, filters: str = "", folder: Path | None = None) -> Path | None:
        self.asked.append(title)
        return self.opened

    def choose_save_file(self, title: str, proposal: Path, filters: str = "") -> Path | None:
        self.asked.append(f"{title} {proposal.name}")
        return self.saved


class ImportHands:
    def __init__(self, qtbot: QtBot, desk: Desked) -> None:
        self.qtbot, self.desk = qtbot, desk
        self.store = desk.county.store
        self.clerk = FilingClerk()
        assert desk.shell.desk
        desk.shell.desk.speaker = self.clerk

    @property
    def page(self) -> ImportPage:
        assert isinstance(self.desk.page, ImportPage)
        return self.desk.page

    def ready(self) -> None:
        """The work in the background has come to its end."""
        self.qtbot.waitUntil(lambda: not self.page.busy, timeout=20_000)

    def drop(self, *files: Path) -> None:
        """Drag files over the page and let go."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
        copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
        middle = self.page.rect().center()
        enter = QDragEnterEvent(middle, copy, data, left, PLAIN)
        QApplication.sendEvent(self.page, enter)
        assert enter.isAccepted()
        QApplication.sendEvent(self.page, QDropEvent(QPointF(middle), copy, data, left, PLAIN, QEvent.Type.Drop))
        self.ready()

    def next(self) -> None:
        """Press the primary button."""
        assert self.page.next.isEnabled(), self.page.blocked.text()
        QTest.mouseClick(self.page.next, Qt.MouseButton.LeftButton)
        self.ready()

    def go(self, step: int) -> None:
        """On to that step by the primary button."""
        while self.page.step < step:
            self.next()

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = PLAIN) -> None:
        """Press a key where the focus is."""
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, key, modifier)
        self.ready()

    def type(self, text: str) -> None:
        focus = QApplication.focusWidget()
        assert focus is not None
        write(focus, text)

    def click(self, view: QAbstractItemView, index: QModelIndex) -> None:
        click(view, index)
        self.ready()

    def map_column(self, heading: str, typed: str, label: str) -> None:
        """Click into 导入到 of that column, type, take the first offered with Enter."""
        table = self.page.columns.table
        row = next(row for row in range(table.fields.rowCount()) if table.fields.text(row, 1) == heading)
        click(table, table.fields.index(row, FIELD))
        editor = table.indexWidget(table.fields.index(row, FIELD))
        assert isinstance(editor, TypeAhead)
        editor.selectAll()
        write(editor, typed)
        QTest.keyClick(editor, Qt.Key.Key_Return)
        assert table.fields.label(row) == label

    def lines(self) -> list[tuple[str, ...]]:
        """The review as it is listed: (state, name, what)."""
        model = self.page.review.table.lines
        return [tuple(model.text(row, place) for place in (1, 2, 3)) for row in range(model.rowCount())]

    def said(self) -> list[str]:
        """What stands there as notices."""
        return self.desk.told()

    def count(self) -> int:
        return self.store.count(Kindergarten)


@contextmanager
def import_hands(qtbot: QtBot, folder: Path, county: SmallCounty) -> Iterator[ImportHands]:
    with desked(qtbot, folder, "importing", county) as desk:
        hands = ImportHands(qtbot, desk)
        yield hands


def write(widget: QWidget, text: str) -> None:
    """Letter by letter; Chinese as an input method brings it."""
    if text.isascii():
        QTest.keyClicks(widget, text)
        return
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def csv(path: Path, rows: Sequence[str] | str, encoding: str = "gb18030") -> Path:
    path.write_text(rows if isinstance(rows, str) else "\n".join(rows) + "\n", encoding=encoding)
    return path
