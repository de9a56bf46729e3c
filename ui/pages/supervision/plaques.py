"""The tab 公示牌: whose plaque hangs where and what is wrong with it; printing many, and marking them, at once."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QDate, QItemSelection, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QDateEdit,
    QFrame,
    QGridLayout,
    QHeaderView,
    QLineEdit,
    QMenu,
    QPushButton,
    QTableView,
    QToolButton,
    QWidget,
)

from ui.icons import icon
from ui.pages.rows_table import PlainDelegate
from ui.pages.supervision.plaque_model import FILTERS, HEADINGS, STATES, PlaqueModel
from ui.shell.parts import button, column, label, row
from ui.theme import ROW_HEIGHT, SPACE
from ycpe_desktop.policy.plaques import Gate

WIDTHS = (96, 0, 80, 100, 100, 100, 170, 110)
NARROW = (96, 0, 80, 100, 92, 92, 132, 92)
"""Where the page is narrow: the name of the kindergarten needs the room."""
SPARED = (HEADINGS.index("乡镇"), HEADINGS.index("负责起"))
"""Columns that give way where the page is narrow."""
WIDE_ENOUGH = 820
ONE_LINE = 1080
"""From this width on filters, search and button stand in one line, and so do what is chosen and its buttons."""
SEARCH = 200
ALWAYS = ("", "wrong", "posted")
"""What is offered even where there is none."""


class PlaqueView(QWidget):
    """``marked``: assignments, printed or posted, and the day; None takes the mark away."""

    marked = Signal(list, str, object)
    narrowed = Signal()  # what is looked for is another
    print_asked = Signal(list, str)  # kindergartens, and the size of the paper
    office_asked = Signal()  # who stands at the foot of a plaque
    supervisor_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._gates: Sequence[Gate] = ()
        self._found: set[str] | None = None
        self.model, self.table = PlaqueModel(self), QTableView()
        self.group = QButtonGroup(self)
        self.filters = {key: self._filter() for key in FILTERS}
        self.filters[""].setChecked(True)
        self.search = QLineEdit()
        self.print_button = button("打印公示牌 ▼", self.show_print_menu, "printer-outline", "primary")
        self.menu: QMenu | None = None
        self.chosen_note = label("", "second")
        self.day = QDateEdit()
        self.buttons = self._marks()
        self._set_up()
        self._lay_out()

    def _marks(self) -> list[QPushButton]:
        return [
            button("标记已印制", lambda: self._mark("printed", self.chosen_day())),
            button("标记已挂出", lambda: self._mark("posted", self.chosen_day())),
            button("清除挂出", lambda: self._mark("posted", None)),
            button("清除印制", lambda: self._mark("printed", None)),
        ]

    def _lay_out(self) -> None:
        choices, self._tools, strip, frame = QWidget(), QWidget(), QFrame(), QFrame()
        row(*self.filters.values(), None, space=SPACE[1], parent=choices)
        row(None, self.search, self.print_button, parent=self._tools)
        self._top = QGridLayout()
        self._top.setContentsMargins(0, 0, 0, 0)
        self._top.setSpacing(SPACE[1])
        self._top.addWidget(choices, 0, 0)
        self._top.addWidget(self._tools, 0, 1)
        strip.setProperty("role", "strip")
        frame.setProperty("role", "card")
        self._marking = QWidget()
        row(None, label("日期", "second"), self.day, *self.buttons, parent=self._marking)
        self._strip = QGridLayout(strip)
        self._strip.setContentsMargins(SPACE[2], SPACE[1], SPACE[2], SPACE[1])
        self._strip.setVerticalSpacing(0)
        self._strip.addWidget(self.chosen_note, 0, 0)
        self._strip.addWidget(self._marking, 0, 1)
        column(self.table, strip, space=0, margin=1, parent=frame).setStretch(0, 1)
        whole = column(parent=self)
        whole.addLayout(self._top)
        whole.addWidget(frame, 1)
        whole.setContentsMargins(0, SPACE[2], 0, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < WIDE_ENOUGH
        for at, width in enumerate(NARROW if narrow else WIDTHS):
            if width:
                self.table.setColumnWidth(at, width)
        for at in SPARED:
            self.table.setColumnHidden(at, narrow)
        below = self.width() < ONE_LINE
        self._top.addWidget(self._tools, int(below), int(not below))
        self._strip.addWidget(self._marking, int(below), int(not below))

    def show_gates(self, gates: Sequence[Gate], found: set[str] | None, today: date) -> None:
        """``found`` are the kindergartens of a search, None without one."""
        self._gates, self._found = gates, found
        if not self.day.property("chosen"):
            self.day.setDate(QDate(today.year, today.month, today.day))
            self.day.setProperty("chosen", True)
        for key, choice in self.filters.items():
            word, holds = FILTERS[key]
            count = sum(map(holds, gates))
            choice.setText(f"{word} {count}")
            choice.setVisible(bool(count) or key in ALWAYS or choice.isChecked())
        self._show()

    def chosen_day(self) -> date:
        chosen = self.day.date()
        return date(chosen.year(), chosen.month(), chosen.day())

    def chosen(self) -> list[Gate]:
        return [self.model.gates[index.row()] for index in self.table.selectionModel().selectedRows()]

    def choose(self, kindergartens: Sequence[str]) -> None:
        """Select their gates, with as few others beside them as a filter leaves: to be printed or marked at once."""
        wanted = [gate for gate in self._gates if gate.plaque.garden.uuid in kindergartens]
        if not wanted:
            return
        self.search.clear()
        common = [key for key, (_, holds) in FILTERS.items() if all(map(holds, wanted))]
        fewest = min(common, key=lambda key: (sum(map(FILTERS[key][1], self._gates)), key not in STATES))
        self.filters[fewest].setChecked(True)
        self._show()
        rows = QItemSelection()
        for gate in wanted:
            at = self.model.gates.index(gate)
            rows.select(self.model.index(at, 0), self.model.index(at, 0))
        chosen = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.table.selectionModel().select(rows, chosen)
        self.table.scrollTo(rows.indexes()[0])

    def show_print_menu(self) -> None:
        """Which plaques, on what paper; what would be none cannot be chosen."""
        self.menu = menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for word, gates in (
            ("选中的", self.chosen()),
            ("需要印制的", [gate for gate in self._gates if gate.to_print]),
            ("列出的", self.model.gates),
        ):
            kindergartens = [gate.plaque.garden.uuid for gate in gates if gate.person is not None]
            for size in ("A4", "A3"):
                menu.addAction(
                    f"{word} {len(kindergartens)} 块，{size}",
                    lambda chosen=kindergartens, size=size: self.print_asked.emit(chosen, size),
                ).setEnabled(bool(kindergartens))
            menu.addSeparator()
        menu.addAction("牌上的单位和监督电话…", self.office_asked.emit)
        menu.popup(self.print_button.mapToGlobal(self.print_button.rect().bottomLeft()))

    def _show(self) -> None:
        key = next(key for key, choice in self.filters.items() if choice.isChecked())
        holds = FILTERS[key][1]
        self.model.show_gates([
            gate
            for gate in self._gates
            if holds(gate) and (self._found is None or gate.plaque.garden.uuid in self._found)
        ])
        self._tell()

    def _tell(self) -> None:
        count = len(self.table.selectionModel().selectedRows())
        self.chosen_note.setText(f"选中 {count} 块" if count else "选中几行（Ctrl、Shift、Ctrl+A），一次打印或标记")
        for each in self.buttons:
            each.setEnabled(bool(count))

    def _mark(self, what: str, day: date | None) -> None:
        duties = [gate.plaque.duty.uuid for gate in self.chosen() if gate.plaque.duty is not None]
        self.marked.emit(duties, what, day)

    def _open(self, index: QModelIndex) -> None:
        person = self.model.gates[index.row()].person
        if person is not None:
            self.supervisor_asked.emit(person.uuid)

    def _filter(self) -> QToolButton:
        made = QToolButton()
        made.setCheckable(True)
        self.group.addButton(made)
        made.clicked.connect(self._show)
        return made

    def _set_up(self) -> None:
        self.day.setDisplayFormat("yyyy-MM-dd")
        self.day.setCalendarPopup(True)
        self.day.setAccessibleName("标记的日期")
        self.search.setPlaceholderText("园所、督学、乡镇")
        self.search.setAccessibleName("查找公示牌")
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(SEARCH)
        self.search.addAction(icon("magnify"), QLineEdit.ActionPosition.LeadingPosition)
        self.search.textChanged.connect(self.narrowed)
        table = self.table
        table.setModel(self.model)
        table.setItemDelegate(PlainDelegate(table))
        table.setAccessibleName("公示牌")
        table.setToolTip("回车或双击打开督学")
        table.setFrameShape(QFrame.Shape.NoFrame)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        head = table.horizontalHeader()
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for at, wide in enumerate(WIDTHS):
            if wide:
                table.setColumnWidth(at, wide)
            else:
                head.setSectionResizeMode(at, QHeaderView.ResizeMode.Stretch)
        table.activated.connect(self._open)
        table.selectionModel().selectionChanged.connect(self._tell)
        self.model.modelReset.connect(self._tell)
