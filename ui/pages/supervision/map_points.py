"""Below the map: where a township lies, by a click on the map or by its coordinates."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from ui.shell.parts import button, column, label, row
from ui.theme import SPACE
from ycpe_desktop.policy.town_points import SOURCES, Point, Town, shown


class PointBar(QWidget):
    """Says where the chosen township is to lie; shows what is known of it."""

    asked = Signal(str, object)  # township; a point, what was typed, or None for no word of the office's own
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._towns: Sequence[Town] = ()
        self._onward = False
        self.town, self.typed = QComboBox(), QLineEdit()
        self.town.setAccessibleName("哪个乡镇的点位")
        self.typed.setAccessibleName("经度和纬度")
        self.typed.setPlaceholderText("经度, 纬度")
        self.keep = button("设定", lambda: self._ask(self.typed.text()))
        self.clear = button("清除", lambda: self._ask(None))
        self.clear.setToolTip("去掉本县设定的点位，恢复随程序的或按园所经纬度的")
        self.leave = button("完成", self.left.emit)
        first, second = QWidget(), QWidget()
        row(self.town, self.leave, space=SPACE[1], parent=first).setStretch(0, 1)
        row(self.typed, self.keep, self.clear, space=SPACE[1], parent=second).setStretch(0, 1)
        told = label("在图上点一下它大致的位置，或填经度、纬度", "small", wrap=True)
        column(told, first, second, space=SPACE[1], parent=self)
        self.town.currentIndexChanged.connect(lambda _: self._show_town())
        self.typed.returnPressed.connect(lambda: self._ask(self.typed.text()))

    def show_towns(self, towns: Sequence[Town]) -> None:
        """The one that was chosen stays so, unless it has just been told: then comes the next without a point."""
        before, self._towns = self.town.currentData(), towns
        pointless = next((town.code for town in towns if town.point is None), None)
        wanted = pointless if before is None or self._onward else before
        self._onward = False
        with QSignalBlocker(self.town):
            self.town.clear()
            for town in towns:
                self.town.addItem(f"{town.name}（{SOURCES[town.source]}）", town.code)
            self.town.setCurrentIndex(max(0, self.town.findData(wanted or before)))
        self._show_town()

    def place(self, point: Point) -> None:
        """The map was clicked there."""
        self._ask(point)

    def _ask(self, what: Point | str | None) -> None:
        if self.town.currentData():
            self._onward = what is not None
            self.asked.emit(self.town.currentData(), what)
            self._onward = False

    def _show_town(self) -> None:
        town = next((each for each in self._towns if each.code == self.town.currentData()), None)
        self.typed.setText(shown(town.point) if town is not None and town.point is not None else "")
        self.clear.setEnabled(town is not None and town.source == "office")
