"""Step 1: a file is dropped, chosen or pasted; earlier imports can be taken back."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QFrame, QWidget

from ui.pages.rows_table import RowsTable
from ui.shell.contracts import Desk
from ui.shell.parts import button, card, column, label, mark, row
from ui.theme import ROW_HEIGHT, SPACE
from ycpe_desktop.ledgers import LEDGERS, Ledger
from ycpe_desktop.store import Store, history

FORMATS = "*.xlsx *.xls *.xlsm *.xlsb *.ods *.csv *.txt *.htm *.html *.xml"
FILTERS = f"表格 ({FORMATS});;所有文件 (*)"
ACCEPTED = "可以是 .xlsx、.xls、.xlsb、.ods、.csv，或从其他系统导出的网页格式 .xls"
BY_ITSELF = "自动判断"
LEAST_RECENT = 6 * ROW_HEIGHT
SEARCHED = 500
"""Of so many newest actions the imports are shown."""
UNDONE, STANDS = ("undo-variant", "second"), ("check", "text")


class FileStep(QWidget):
    file_chosen = Signal(Path)
    pasted = Signal(str)
    forms_asked = Signal()
    undo_asked = Signal(int)  # the number of an import

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.store: Store = desk.store
        self.imports: list[history.Step] = []
        self.choose = button("选择文件…", self.ask_file, "folder-open-outline", "primary")
        self.paste = button("从剪贴板粘贴", self.take_clipboard, "content-paste")
        self.paste.setToolTip("在 WPS/Excel 里选中连同列名的一块，复制后点这里（Ctrl+V）")
        self.forms = button("园所填报表…", self.forms_asked.emit, "school-outline")
        self.forms.setToolTip("发给各园填的表：发放、收回一个文件夹、看谁还没有交")
        self.ledger = QComboBox()
        self.ledger.setAccessibleName("导入到")
        self.ledger.addItem(BY_ITSELF)
        for ledger in LEDGERS:
            self.ledger.addItem(ledger.TITLE, ledger)
        self.recent = RowsTable(("时间", "文件", "改动", "情况"), (160, 0, 80, 90), numbers=(2,))
        self.undo = button("撤销本次导入", self._undo, "undo-variant")
        self._build()
        self.recent.selectionModel().selectionChanged.connect(self._show_chosen)

    def _build(self) -> None:
        acts, into, foot = QWidget(), QWidget(), QWidget()
        row(None, self.choose, self.paste, self.forms, None, parent=acts)
        row(None, label("导入到", "second"), self.ledger, None, parent=into)
        told = label("把文件拖到这里", "title")
        what = label(ACCEPTED, "second", wrap=True)
        picture = mark("tray-arrow-down", "primary", 48)
        for each in (told, what, picture):
            each.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.zone = card(picture, told, what, acts, into, space=SPACE[4])
        self.zone.setFrameShape(QFrame.Shape.NoFrame)
        self.safe = label("点“导入”以前什么也不会写入；导入以前自动备份；空白不会覆盖已有的数据。", "second", wrap=True)
        self.safe.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.past = QWidget()
        row(label("最近的导入"), None, self.undo, parent=foot)
        self.recent.setMinimumHeight(LEAST_RECENT)
        column(foot, self.recent, parent=self.past).setStretch(1, 1)
        column(self.zone, self.safe, self.past, None, parent=self, space=SPACE[3]).setStretch(2, 100)

    @property
    def said_ledger(self) -> type[Ledger] | None:
        """What the clerk says that it is; None leaves it to the program."""
        found: type[Ledger] | None = self.ledger.currentData()
        return found

    def say_ledger(self, ledger: type[Ledger] | None) -> None:
        self.ledger.setCurrentIndex(LEDGERS.index(ledger) + 1 if ledger else 0)

    def refresh(self) -> None:
        """The newest imports, those taken back too."""
        with self.store.reading() as connection:
            every = history.steps(connection, SEARCHED)
        self.imports = [one for one in every if one.kind == "import"]
        self.recent.show_rows(
            [
                (one.at.replace("T", " ")[:16], one.source or one.label, f"{one.changes:,}", _state(one))
                for one in self.imports
            ],
            [UNDONE if one.undone else STANDS for one in self.imports],
        )
        self.past.setVisible(bool(self.imports))
        self._show_chosen()

    def ask_file(self) -> None:
        chosen = self.desk.speaker.choose_open_file("选择要导入的表格", FILTERS)
        if chosen:
            self.file_chosen.emit(chosen)

    def take_clipboard(self) -> None:
        """The file that was copied, or the cells."""
        data = QGuiApplication.clipboard().mimeData()
        files = local_files([url.toLocalFile() for url in data.urls()])
        if files:
            self.file_chosen.emit(files[0])
        else:
            self.pasted.emit(data.text())

    def _show_chosen(self) -> None:
        self.undo.setEnabled(any(not self.imports[place].undone for place in self._chosen()))

    def _undo(self) -> None:
        for place in self._chosen()[:1]:
            self.undo_asked.emit(self.imports[place].id)

    def _chosen(self) -> list[int]:
        return [place for place in self.recent.chosen() if place < len(self.imports)]


def local_files(names: Sequence[str]) -> list[Path]:
    return [Path(name) for name in names if name]


def _state(one: history.Step) -> str:
    return "已撤销" if one.undone else "已导入"
