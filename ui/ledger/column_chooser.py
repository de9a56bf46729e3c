"""The box under 列 ▼: which columns are shown, group by group."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from ui.ledger.columns import Column
from ui.ledger.suggestions import initials_of
from ui.shell.parts import button, row, search_line
from ui.theme import CHOICE_HEIGHT, SPACE

NAME = Qt.ItemDataRole.UserRole


class ColumnChooser(QFrame):
    chosen = Signal(list)  # names, in the order of the declarations
    reset_asked = Signal()
    earlier_asked = Signal(bool)

    def __init__(
        self, columns: Sequence[Column], shown: Sequence[str], first: str, show_earlier: bool, parent: QWidget
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("role", "card")
        self.search = search_line("查找列：名称或拼音首字母")
        self.tree = QTreeWidget()
        self.tree.setHeaderHidden(True)
        self.tree.setRootIsDecorated(False)
        self._fill(columns, set(shown), first)
        self.earlier = QCheckBox("数字左边用灰色小字显示上一学年的数")
        self.earlier.setChecked(show_earlier)
        box = QVBoxLayout(self)
        box.setContentsMargins(*[SPACE[2]] * 4)
        box.setSpacing(SPACE[2])
        box.addWidget(self.search)
        box.addWidget(self.tree)
        box.addWidget(self.earlier)
        box.addLayout(row(button("全选", lambda: self._all(True)), button("恢复默认", self._reset), None))
        self.resize(300, min(460, parent.screen().availableGeometry().height()))
        self.tree.itemChanged.connect(self._changed)
        self.search.textChanged.connect(self._narrow)
        self.earlier.toggled.connect(self.earlier_asked)
        self.search.setFocus()

    def names(self) -> list[str]:
        return [str(item.data(0, NAME)) for item in self._items() if item.checkState(0) == Qt.CheckState.Checked]

    def _fill(self, columns: Sequence[Column], shown: set[str], first: str) -> None:
        groups: dict[str, QTreeWidgetItem] = {}
        for column in columns:
            group = groups.get(column.field.group)
            if group is None:
                group = groups[column.field.group] = QTreeWidgetItem(self.tree, [column.field.group])
                group.setFlags(Qt.ItemFlag.ItemIsEnabled)
            item = QTreeWidgetItem(group, [column.title])
            item.setData(0, NAME, column.name)
            item.setToolTip(0, column.field.help)
            item.setSizeHint(0, QSize(0, CHOICE_HEIGHT))
            usual = Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
            item.setFlags(Qt.ItemFlag.ItemIsUserCheckable if column.name == first else usual)
            item.setCheckState(0, Qt.CheckState.Checked if column.name in shown else Qt.CheckState.Unchecked)
        self.tree.expandAll()

    def _items(self) -> list[QTreeWidgetItem]:
        groups = (self.tree.topLevelItem(place) for place in range(self.tree.topLevelItemCount()))
        return [group.child(place) for group in groups if group is not None for place in range(group.childCount())]

    def _changed(self) -> None:
        self.chosen.emit(self.names())

    def _all(self, shown: bool) -> None:
        self.tree.blockSignals(True)
        for item in self._items():
            item.setCheckState(0, Qt.CheckState.Checked if shown else Qt.CheckState.Unchecked)
        self.tree.blockSignals(False)
        self._changed()

    def _reset(self) -> None:
        self.reset_asked.emit()
        self.close()

    def _narrow(self, text: str) -> None:
        wanted = text.strip().lower()
        for item in self._items():
            words = [item.text(0).lower(), *(initials_of(item.text(0)) if wanted.isascii() and wanted else ())]
            item.setHidden(bool(wanted) and not any(wanted in word for word in words))
