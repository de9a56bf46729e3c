"""Step 3: which column of the file goes into which field."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QAbstractTableModel, QEvent, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QBrush, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTabBar,
    QWidget,
)

from ui.icons import icon
from ui.ledger.suggestions import Suggestion, narrowed
from ui.ledger.type_ahead import TypeAhead
from ui.pages.importing.fields_offered import KEPT, Sureness, key_meant, key_shown, labels, offered, sureness
from ui.pages.importing.plain_table import ROOT, Index, PlainTable
from ui.pages.importing.preview import cell_text
from ui.pages.rows_table import PlainDelegate
from ui.shell.parts import column, label
from ui.theme import colour
from ycpe_desktop.exchange.mapping import must_have
from ycpe_desktop.exchange.proposal import Proposal, SheetChoice
from ycpe_desktop.exchange.proposing import choose_columns
from ycpe_desktop.exchange.sheets import column_letters
from ycpe_desktop.exchange.tables import Column

LETTER, HEADING, SAMPLES, FIELD, SURE = range(5)
TITLES = ("列", "文件里的列名", "内容举例", "导入到", "情况")
WIDTHS = (44, 220, 0, 260, 150)
NARROW = (32, 150, 0, 200, 130)
SAMPLE_ROWS = 4
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
OWN = "这是本程序导出的工作簿，每一列都认得，不用再选。"


class ColumnModel(QAbstractTableModel):
    chosen = Signal(int, object)  # the sheet's column, its key

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.choice: SheetChoice | None = None
        self.by_hand: set[int] = set()
        self.offered: list[Suggestion] = []
        self.labels: Mapping[str, str] = {}
        self._samples: list[str] = []

    def show_sheet(self, choice: SheetChoice, by_hand: set[int]) -> None:
        self.beginResetModel()
        self.choice, self.by_hand = choice, by_hand
        self.offered, self.labels = offered(choice.family), labels(choice.family)
        self._samples = [_samples(choice, each.index) for each in self.columns]
        self.endResetModel()

    def tell_changed(self) -> None:
        """The same columns mean other things; no reset, for an editor is just being closed."""
        self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, SURE))

    @property
    def columns(self) -> list[Column]:
        return self.choice.table.columns if self.choice and self.choice.table else []

    def key(self, row: int) -> str | None:
        assert self.choice is not None
        return self.choice.columns.get(self.columns[row].index)

    def label(self, row: int) -> str:
        shown = key_shown(self.key(row))
        return self.labels.get(shown, shown)

    def sure(self, row: int) -> Sureness:
        assert self.choice is not None
        index = self.columns[row].index
        return sureness(self.choice, index, index in self.by_hand)

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(TITLES)

    def flags(self, index: Index) -> Qt.ItemFlag:
        plain = super().flags(index)
        return plain | Qt.ItemFlag.ItemIsEditable if index.column() == FIELD else plain

    def text(self, row: int, place: int) -> str:
        told = self.columns[row]
        match place:
            case 0:
                return column_letters(told.index)
            case 1:
                return " ".join(told.title.split())
            case 2:
                return self._samples[row]
            case 3:
                return self.label(row)
        return self.sure(row).word

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, place = index.row(), index.column()
        unused = self.label(row) == KEPT.label or not self.key(row)
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return self.text(row, place)
            case Qt.ItemDataRole.DecorationRole if place == SURE:
                return icon(self.sure(row).icon, self.sure(row).token)
            case Qt.ItemDataRole.DecorationRole if place == FIELD:
                return icon("drop-down")
            case Qt.ItemDataRole.ForegroundRole if place == SURE:
                return QBrush(colour(self.sure(row).token))
            case Qt.ItemDataRole.ForegroundRole if unused or place in (LETTER, SAMPLES):
                return QBrush(colour("second"))
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """``value`` is the key of an offered field, or its label; anything else is not taken."""
        known = next((each.key for each in self.offered if value in (each.key, each.label)), None)
        if known is None or known == key_shown(self.key(index.row())):
            return False
        self.chosen.emit(self.columns[index.row()].index, key_meant(known))
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return TITLES[section]
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None


class FieldDelegate(PlainDelegate):
    """Types ahead over the labels of the fields, pinyin initials too."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        model = index.model()
        assert isinstance(model, ColumnModel)
        editor = TypeAhead(lambda typed: narrowed(model.offered, typed), parent)
        editor.setAccessibleName("导入到")
        editor.chosen.connect(lambda: self._take(editor))
        return editor

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        view: Any = option  # PySide6 declares its fields without a setter
        view.decorationPosition = QStyleOptionViewItem.Position.Right

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        place: Any = option
        editor.setGeometry(place.rect)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        model = index.model()
        if isinstance(editor, TypeAhead) and isinstance(model, ColumnModel):
            editor.begin(model.label(index.row()), key_shown(model.key(index.row())))
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, TypeAhead):
            model.setData(index, editor.typed())

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and isinstance(editor, TypeAhead) and event.type() == QEvent.Type.KeyPress:
            if editor.takes(event):
                return False
            if event.key() in ENTER:
                self._take(editor)
                return True
        return super().eventFilter(editor, event)

    def _take(self, editor: TypeAhead) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)


class ColumnTable(PlainTable):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(WIDTHS, NARROW, parent)
        self.fields = ColumnModel(self)
        self.setModel(self.fields)
        self.setAccessibleName("列对应")
        self.setItemDelegateForColumn(FIELD, FieldDelegate(self))
        edit = QAbstractItemView.EditTrigger
        self.setEditTriggers(edit.AnyKeyPressed | edit.EditKeyPressed | edit.DoubleClicked)
        self.setShowGrid(False)
        self.verticalHeader().hide()
        self.spread()
        self.clicked.connect(self._clicked)

    def go_to(self, row: int) -> None:
        self.setCurrentIndex(self.fields.index(row, FIELD))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the list of fields wherever in the line one stands."""
        if event.key() in ENTER and not event.modifiers():
            self._open(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def _clicked(self, index: Index) -> None:
        if index.column() == FIELD:
            self._open(index.row())

    def _open(self, row: int) -> None:
        place = self.fields.index(row, FIELD)
        self.setCurrentIndex(place)
        if self.state() != QAbstractItemView.State.EditingState:
            self.edit(place)
        editor = self.indexWidget(place)
        if isinstance(editor, TypeAhead):
            editor.show_list(every=True)


class ColumnStep(QWidget):
    changed = Signal()  # a column was given another meaning

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.proposal: Proposal | None = None
        self.by_hand: dict[str, set[int]] = {}
        self.tabs = QTabBar(drawBase=False, expanding=False, usesScrollButtons=True)
        self.table = ColumnTable()
        self.told = label("", "second", wrap=True)
        column(self.tabs, self.table, self.told, parent=self).setStretch(1, 1)
        self.tabs.currentChanged.connect(self._show_sheet)
        self.table.fields.chosen.connect(self.choose)

    def show_proposal(self, proposal: Proposal) -> None:
        if proposal is not self.proposal:
            self.by_hand = {}
        self.proposal = proposal
        with QSignalBlocker(self.tabs):
            while self.tabs.count():
                self.tabs.removeTab(0)
            for each in proposal.used:
                self.tabs.addTab(each.sheet.name)
        self.tabs.setVisible(len(proposal.used) > 1)
        self._show_sheet()

    @property
    def choice(self) -> SheetChoice | None:
        place = self.tabs.currentIndex()
        return self.proposal.used[place] if self.proposal and 0 <= place < len(self.proposal.used) else None

    def choose(self, index: int, key: str | None) -> None:
        """The sheet's column means that field; the column that meant it before is kept as 导入原值."""
        choice = self.choice
        if self.proposal is None or choice is None:
            return
        lost = next((each for each, its in choice.columns.items() if key and its == key and each != index), None)
        choose_columns(self.proposal, choice.sheet.name, {index: key})
        self.by_hand[choice.sheet.name].add(index)
        self.table.fields.tell_changed()
        self.told.setText(_told(choice))
        if lost is not None and choice.table:
            title = next((each.title for each in choice.table.columns if each.index == lost), "")
            self.told.setText(f"{column_letters(lost)} 列“{title}”不再对应这一项，改为留作导入原值。")
        self.changed.emit()

    def _show_sheet(self) -> None:
        choice = self.choice
        if choice is None:
            return
        mine = choice.part == "list"
        self.table.setEnabled(mine)
        self.table.fields.show_sheet(choice, self.by_hand.setdefault(choice.sheet.name, set()))
        self.table.go_to(0)
        self.told.setText(_told(choice) if mine else OWN)


def lacking(proposal: Proposal) -> str:
    """What stands against going on: no column names the records; "" for nothing."""
    for each in proposal.used:
        lacks = must_have(each.family, asked=True) - set(each.columns.values())
        if each.part == "list" and lacks:
            known = labels(each.family)
            told = "”“".join(known[key] for key in sorted(lacks))
            return f"“{each.sheet.name}”还没有一列对应“{told}”，不知道每一行是哪一条。"
    return ""


def _told(choice: SheetChoice) -> str:
    kept = sum(key is None for key in choice.columns.values())
    told = ["已记住上次的对应，这次照用。"] if choice.remembered else []
    told.append(f"{sum(bool(key) for key in choice.columns.values())} 列有对应的项目。")
    if kept:
        told.append(f"{kept} 列没有对应的项目：原文留作“导入原值”，能看、能查，不会丢。")
    told.append("要改，在“导入到”里直接打字，或按 Enter 选。")
    return "".join(told)


def _samples(choice: SheetChoice, index: int) -> str:
    """A few different values of a column."""
    assert choice.table is not None
    found: dict[str, None] = {}
    for each in choice.table.body:
        text = cell_text(each.values[index])
        if text:
            found[text] = None
        if len(found) == SAMPLE_ROWS:
            break
    return "　·　".join(found)
