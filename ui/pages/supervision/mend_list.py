"""The list of 限期整改 with what narrows it: how they stand, township, supervisor, search."""

from collections.abc import Callable, Collection, Sequence
from datetime import date

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QComboBox, QFrame, QToolButton, QWidget

from ui.pages.rows_table import RowsTable
from ui.pages.supervision.mend_rows import ALWAYS, FILTERS, HEADINGS, SPARED, WIDTHS, line, mark_of
from ui.shell.parts import column, label, row, search_line
from ui.theme import SPACE
from ycpe_desktop.name_order import order_key
from ycpe_desktop.policy.mends import NOBODY, Mend

SEARCH = 150
COMBO_LETTERS = 6
HOW = QItemSelectionModel.SelectionFlag


class MendTable(RowsTable):
    opened = Signal()  # Enter on the chosen line

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A notice above takes room, and what was just done stays in sight."""
        super().resizeEvent(event)
        self.scrollTo(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.opened.emit()
        else:
            super().keyPressEvent(event)


class MendList(QWidget):
    """``chips`` and ``narrowing`` stand above it over the whole width of the tab, which lays them out."""

    chosen_changed = Signal()
    narrowed = Signal()  # the search is another

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[Mend] = []
        self._every: Sequence[Mend] = ()
        self._found: tuple[Collection[str], Collection[str]] | None = None
        self._day = date.min
        self.group = QButtonGroup(self)
        self.filters = {key: self._filter(word) for key, (word, _) in FILTERS.items()}
        self.filters["open"].setChecked(True)
        self.only = self._filter("")
        self.only.hide()
        self._only: tuple[str, Collection[str]] = ("", ())
        self.township, self.supervisor = _combo("乡镇"), _combo("督学")
        self.search = search_line("园所、督学", SEARCH)
        self.search.setToolTip("园所、督学、问题、通知书编号；园所和督学也可以打拼音首字母")
        self.table = MendTable(HEADINGS, WIDTHS, spare=SPARED)
        self.table.setAccessibleName("限期整改")
        self.count = label("", "second")
        self._lay_out()
        for each in (self.township, self.supervisor):
            each.activated.connect(lambda _: self._show())
        self.search.textChanged.connect(lambda _: self.narrowed.emit())
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._chosen())

    def _lay_out(self) -> None:
        self.chips, self.narrowing, strip, frame = QWidget(), QWidget(), QFrame(), QFrame()
        row(*self.filters.values(), self.only, None, space=0, parent=self.chips)
        row(self.township, self.supervisor, self.search, None, parent=self.narrowing)
        strip.setProperty("role", "strip")
        frame.setProperty("role", "card")
        row(self.count, None, parent=strip).setContentsMargins(SPACE[2], SPACE[1], SPACE[2], SPACE[1])
        column(self.table, strip, space=0, margin=1, parent=frame).setStretch(0, 1)
        column(frame, parent=self)

    def show_mends(
        self, every: Sequence[Mend], day: date, found: tuple[Collection[str], Collection[str]] | None
    ) -> None:
        """``found``: kindergartens and supervisors of a search, None without one."""
        self._every, self._day, self._found = every, day, found
        for key, choice in self.filters.items():
            word, holds = FILTERS[key]
            count = sum(map(holds, every))
            choice.setText(f"{word} {count}")
            choice.setVisible(bool(count) or key in ALWAYS or choice.isChecked())
        places = {one.garden.township: one.garden.township_name for one in every}
        _fill(self.township, "全部乡镇", sorted(places.items()))
        people = {one.supervisor: one.supervisor_called or NOBODY for one in every}
        _fill(self.supervisor, "全部督学", sorted(people.items(), key=lambda each: (not each[0], order_key(each[1]))))
        self._show()

    def chosen(self) -> list[Mend]:
        return [self.shown[place] for place in self.table.chosen() if place < len(self.shown)]

    def go_to(self, uuid: str) -> bool:
        """Make that one the chosen one, whatever the list is narrowed to; False where it is not of this year."""
        if all(one.uuid != uuid for one in self._every):
            return False
        if all(one.uuid != uuid for one in self.shown):
            self._widen()
            self.filters[""].setChecked(True)
            self._show()
        self._select([uuid])
        return True

    def show_only(self, told: str, mends: Collection[str]) -> None:
        """Those alone, as what ``told`` says of them; any other button takes it back."""
        self._widen()
        self._only = told, mends
        self.only.setChecked(True)
        self._show()

    def _widen(self) -> None:
        for each in (self.township, self.supervisor):
            each.setCurrentIndex(0)
        self.search.clear()
        self._found = None

    def _holds(self) -> Callable[[Mend], bool]:
        told, only = self._only
        self.only.setVisible(self.only.isChecked())
        if self.only.isChecked():
            self.only.setText(f"{told} {sum(one.uuid in only for one in self._every)}")
            return lambda one: one.uuid in only
        return FILTERS[next(key for key, choice in self.filters.items() if choice.isChecked())][1]

    def _show(self) -> None:
        before, holds = [one.uuid for one in self.chosen()], self._holds()
        self.shown = [one for one in self._every if holds(one) and self._is_wanted(one)]
        with QSignalBlocker(self.table.selectionModel()):
            self.table.show_rows([line(one, self._day) for one in self.shown], [mark_of(one) for one in self.shown])
            self._select(before)
        self.table.viewport().update()
        self._chosen()

    def _is_wanted(self, one: Mend) -> bool:
        place, who, text = self.township.currentData(), self.supervisor.currentData(), self.search.text().strip()
        if place not in (None, one.garden.township) or who not in (None, one.supervisor):
            return False
        if self._found is None or not text:
            return True
        gardens, people = self._found
        told = (one.values["problem"], one.values["number"] or "", one.clause_shown)
        return one.garden.uuid in gardens or one.supervisor in people or any(text in each for each in told)

    def _select(self, wanted: Sequence[str]) -> None:
        """Those again, wherever they stand now; where none is left, the line that stands at their place."""
        places = [place for place, one in enumerate(self.shown) if one.uuid in wanted]
        if not places:
            if self.shown:
                self.table.selectRow(min(max(self.table.currentIndex().row(), 0), len(self.shown) - 1))
            return
        chosen, model = QItemSelection(), self.table.rows
        for place in places:
            chosen.select(model.index(place, 0), model.index(place, len(HEADINGS) - 1))
        choosing = self.table.selectionModel()
        choosing.setCurrentIndex(model.index(places[0], 0), HOW.NoUpdate)
        choosing.select(chosen, HOW.ClearAndSelect)
        self.table.scrollTo(model.index(places[0], 0))

    def _chosen(self) -> None:
        count = len(self.chosen())
        more = f" · 选中 {count} 个" if count > 1 else "；按住 Ctrl 或 Shift 选几个，一起办理"
        self.count.setText(f"列出 {len(self.shown)} 个" + (more if self.shown else ""))
        self.chosen_changed.emit()

    def _filter(self, word: str) -> QToolButton:
        made = QToolButton()
        made.setText(word)
        made.setCheckable(True)
        self.group.addButton(made)
        made.clicked.connect(self._show)
        return made


def _combo(name: str) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(name)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(COMBO_LETTERS)
    return made


def _fill(combo: QComboBox, whole: str, choices: Sequence[tuple[str, str]]) -> None:
    """What is chosen stays so where it is still there."""
    chosen = combo.currentData()
    with QSignalBlocker(combo):
        combo.clear()
        combo.addItem(whole, None)
        for key, name in choices:
            combo.addItem(name, key)
        combo.setCurrentIndex(max(0, combo.findData(chosen)))
