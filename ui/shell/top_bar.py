"""The line at the top: ▣ menu, county, school year, search, undo and redo, when it was last saved."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QSize, Qt, QTime, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QFrame, QMenu, QToolButton, QWidget

from ui.icons import app_icon, icon
from ui.shell.parts import label, mark, row
from ui.shell.search import SearchBox
from ui.shell.window import PRODUCT
from ui.theme import SPACE, TOP_BAR_HEIGHT

WIDE_ENOUGH = 1000
"""Pixels: below that the county stands there without the product."""


def school_year(year: int) -> str:
    """2026 → 2026—2027 学年."""
    return f"{year}—{year + 1} 学年"


class TopBar(QFrame):
    year_chosen = Signal(int)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("topbar")
        self.setFixedHeight(TOP_BAR_HEIGHT)
        self.menu = QMenu(self)
        self.file = self._tool("文件", 24)
        self.file.setIcon(app_icon())
        self.file.setMenu(self.menu)
        self.file.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._county = ""
        self.county = label(PRODUCT)
        self.year = QComboBox()
        self.year.setAccessibleName("学年")
        self.year.setToolTip("所有页面都按这里的学年显示")
        self.year.activated.connect(self._year_activated)
        self.year.hide()
        self.search = SearchBox(window)
        self.back = self._tool("返回")
        self.back.setIcon(icon("chevron-left", "primary"))
        self.back.setProperty("role", "link")
        self.back.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.back.hide()
        self.undo = self._tool("撤销")
        self.undo.setIcon(icon("undo-variant"))
        self.redo = self._tool("重做")
        self.redo.setIcon(icon("redo-variant"))
        self._tick = mark("check-circle", "good")
        self._saved = label("", "good")
        line = row(
            self.file,
            self.county,
            self.year,
            self.search,
            self.back,
            None,
            self.undo,
            self.redo,
            self._tick,
            self._saved,
            parent=self,
        )
        line.setContentsMargins(SPACE[2], SPACE[1], SPACE[3], SPACE[1])
        line.setStretchFactor(self.search, 10)
        for before, after in pairwise((self.file, self.year, self.search, self.back, self.undo, self.redo)):
            QWidget.setTabOrder(before, after)
        self.show_undo("", "")
        self.show_office(False)

    def show_county(self, county: str) -> None:
        self._county = county
        self._show_name()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_name()

    def show_years(self, years: Sequence[int], chosen: int) -> None:
        self.year.clear()
        for year in years:
            self.year.addItem(school_year(year), year)
        self.show_year(chosen)
        self.year.setVisible(bool(years))

    def years(self) -> list[int]:
        """Those that can be chosen."""
        return [self.year.itemData(place) for place in range(self.year.count())]

    def show_year(self, chosen: int) -> None:
        self.year.setCurrentIndex(self.year.findData(chosen))

    def show_office(self, there: bool) -> None:
        """Where there is none yet, nothing can be looked for, and nothing is saved."""
        for each in (self.search, self._tick, self._saved):
            each.setVisible(there)
        self.search.setEnabled(there)

    def show_saved(self, when: QTime | None) -> None:
        self._saved.setText(f"已保存 {when.toString('HH:mm')}" if when else "已保存")

    def show_back(self, title: str) -> None:
        """The page that sent the clerk to this one; "" for none."""
        self.back.setText(f"回到{title}")
        self.back.setToolTip(f"回到刚才的“{title}”")
        self.back.setVisible(bool(title))

    def show_undo(self, undo: str, redo: str) -> None:
        """The labels of what Ctrl+Z and Ctrl+Y would do; "" for nothing."""
        self.undo.setEnabled(bool(undo))
        self.undo.setToolTip(f"撤销：{undo}（Ctrl+Z）" if undo else "没有可撤销的操作（Ctrl+Z）")
        self.redo.setEnabled(bool(redo))
        self.redo.setToolTip(f"重做：{redo}（Ctrl+Y）" if redo else "没有可重做的操作（Ctrl+Y）")
        told = f"每一步都自动保存。Ctrl+Z 将撤销：{undo}" if undo else "每一步都自动保存，不用另外保存。"
        self._saved.setToolTip(told)
        self._tick.setToolTip(told)

    def saved_text(self) -> str:
        return self._saved.text()

    def _show_name(self) -> None:
        """The title of the window has the name of the product too: in a narrow one the search gets its room."""
        short = self._county and self.width() < WIDE_ENOUGH
        self.county.setText(self._county if short else " · ".join(filter(None, [self._county, PRODUCT])))

    def _year_activated(self, place: int) -> None:
        self.year_chosen.emit(self.year.itemData(place))

    def _tool(self, name: str, size: int = 20) -> QToolButton:
        made = QToolButton(self)
        made.setAccessibleName(name)
        made.setToolTip(name)
        made.setIconSize(QSize(size, size))
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return made
