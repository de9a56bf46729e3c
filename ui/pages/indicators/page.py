"""The page 指标与图表: all indicators at the left, the chosen one drawn and explained at the right."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QTabWidget

from ui.ledger.desk_store import store_of
from ui.pages.grouped_list import GroupedList
from ui.pages.indicators import lists
from ui.pages.indicators.chart_part import ChartPart
from ui.pages.indicators.evaluation_tab import EvaluationTab
from ui.pages.indicators.explanation import Explanation
from ui.pages.indicators.picture_file import print_picture
from ui.pages.indicators.tab import Tab
from ui.pages.indicators.what_if_tab import WhatIfTab
from ui.pages.jumping import go_to_lack
from ui.pages.latest import Latest
from ui.pages.written_files import print_pdf
from ui.shell.contracts import Desk, Page, Tone
from ui.shell.parts import SEARCH_WIDTH, EmptyState, PageHead, column, search_line
from ui.theme import SPACE
from ycpe_desktop.ledgers import Kindergarten
from ycpe_desktop.policy.figures import Indicator, Lack, Part
from ycpe_desktop.policy.indicators import behind, by_township, indicators
from ycpe_desktop.policy.self_evaluation import ITEM
from ycpe_desktop.schoolyear import first_day

WIDTHS = (92, 0, 78, 62)
SIZES = (470, 680)
LEAST_LIST, LEAST_RIGHT = 345, 340
TABS = {"what_if": 1, "evaluation": 2}
SEARCHES = ("查找指标", "查找园所、乡镇", "查找自评项目")
HELPS = ("indicators", "what_if", "evaluation")
PRINTS = ("各项指标印在 A4 纸上", "测算结果印成一张 A4", "自评表印在 A4 横页上")
LOW = 500
"""Pixels: below that the chart gets the whole page when it is asked for, and else no room."""


class IndicatorsPage(Page):
    title = "指标与图表"
    icon = "chart-bar"
    help_topic = "indicators"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.store = store_of(desk)
        self.found: dict[str, Indicator] = {}
        self._wanted = ""  # to be shown when it has been counted
        self.head = PageHead(self.title)
        self.search = search_line("查找指标", SEARCH_WIDTH)
        self.list = GroupedList(WIDTHS, numbers=(2, 3), spare=(3,), fitted=(0,))
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)  # what is lacking stands at the end
        self.explanation = Explanation()
        self.chart = ChartPart(desk, self.store)
        self.what_if, self.evaluation = WhatIfTab(desk, self.store), EvaluationTab(desk, self.store)
        self._old: set[Tab] = set()  # further tabs that are to be read when they are seen
        self.counting = Latest(desk, "计算指标", self._counted)
        self.reading = Latest(desk, "读取园所", self._read_parts)
        self._lay_out()
        self._wire()
        self._tab_changed()

    def _lay_out(self) -> None:
        self.head.add_widget(self.search)
        self.print_button = self.head.add("打印", self.print_page, "printer-outline")
        self.picture_button = self.head.add("两页概况…", self.print_picture, "file-pdf-box")
        self.picture_button.setToolTip("全县一学年的概况，两页 A4（PDF）：主要指标、五个三、没有达到的和到期的")
        right = QSplitter(Qt.Orientation.Vertical)
        right.addWidget(self.chart)
        right.addWidget(self.explanation)
        right.setSizes([450, 210])
        right.setChildrenCollapsible(False)
        right.setMinimumWidth(LEAST_RIGHT)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setChildrenCollapsible(False)
        self.list.setMinimumWidth(LEAST_LIST)
        for side in (self.list, right):
            self.split.addWidget(side)
        self.split.setSizes(SIZES)
        self.split.setStretchFactor(1, 1)
        for split in (self.split, right):
            split.setHandleWidth(SPACE[2])
        self.stack = QStackedWidget()
        self.waiting = EmptyState("chart-bar", "正在计算指标…")
        self.empty = EmptyState(
            "chart-bar", "还没有可以计算的园所", "先导入园所名单，填上年度数据，指标和图表就会算出来。"
        )
        self.empty.add("导入名单…", lambda: self.desk.open_page("importing"), "tray-arrow-down")
        for widget in (self.waiting, self.split, self.empty):
            self.stack.addWidget(widget)
        self.tabs = QTabWidget()
        self.tabs.addTab(self.stack, "指标")
        self.tabs.addTab(self.what_if, "达标测算")
        self.tabs.addTab(self.evaluation, "普及普惠自评")
        column(self.head, self.tabs, parent=self).setStretch(1, 1)

    def _wire(self) -> None:
        self.list.chosen.connect(self._show)
        self.search.textChanged.connect(self._list)
        self.chart.enlarge.toggled.connect(self._enlarge)
        self.chart.told.connect(lambda told: self.desk.notices.tell(Tone.GOOD, told))
        self.explanation.record_asked.connect(self.open_part)
        self.what_if.lacks_asked.connect(lambda: self.show_what(indicator="public_share"))
        self.evaluation.indicator_asked.connect(lambda key: self.show_what(indicator=key))
        self.tabs.currentChanged.connect(lambda _: self._tab_changed())
        self.explanation.lack_asked.connect(lambda lack: go_to_lack(self.desk, self.store, self.desk.year, lack))

    @property
    def busy(self) -> bool:
        """Something is still being counted or drawn."""
        further = self.what_if.busy or self.evaluation.busy
        return self.counting.busy or self.reading.busy or self.chart.busy or further

    @property
    def tab(self) -> Tab | None:
        """The further tab that is seen; None for that of the indicators."""
        current = self.tabs.currentWidget()
        return current if isinstance(current, Tab) else None

    @property
    def chosen(self) -> Indicator | None:
        return self.found.get(self.list.key)

    def refresh(self) -> None:
        store, year = self.store, self.desk.year
        self._old = {self.what_if, self.evaluation}
        self._read_tab()
        self.head.note.setText(f"截至 {first_day(year).isoformat()}")
        if store.count(Kindergarten):
            self.counting.ask(lambda: indicators(store, year))
        else:
            self.counting.forget()
            self.stack.setCurrentWidget(self.empty)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for part in (self.chart, self.what_if):
            part.fold(self.height() < LOW)

    def may_leave(self) -> bool:
        return self.evaluation.may_leave()

    def show_what(self, *, indicator: str = "", tab: str = "", ask: str = "", **what: Any) -> None:
        """Go to one indicator, to a tab (what_if, evaluation), or ask where 两页概况 shall be written ("picture")."""
        if ask == "picture":
            self.print_picture()
            return
        self.tabs.setCurrentIndex(TABS.get(tab, 0))
        self.chart.enlarge.setChecked(False)
        self.search.clear()
        self._wanted = "" if self.list.choose(indicator) else indicator

    def activated(self) -> None:
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def print_page(self) -> None:
        """The official A4 sheet of all indicators, or of the tab that is seen, as a PDF that is then shown."""
        if self.tab is not None:
            self.tab.print_page()
            return
        store, year = self.store, self.desk.year

        def write(out: Path) -> object:
            from ycpe_desktop.printing.indicator_sheet import print_indicators

            return print_indicators(store, year, out)

        print_pdf(self.desk, "打印指标", f"{store.county.name}_{year}学年_指标.pdf", write)

    def print_picture(self) -> None:
        print_picture(self.desk, self.store, self.desk.year)

    def open_part(self, part: Part) -> None:
        """The record behind the number; of a place its row of the year."""
        if part.ledger == "area_year":
            lack = Lack(part.uuid, part.name, part.ledger, part.field, part.told)
            go_to_lack(self.desk, self.store, self.desk.year, lack)
        elif part.ledger == ITEM:
            self.tabs.setCurrentWidget(self.evaluation)
            self.evaluation.choose(part.uuid)
        else:
            self.desk.open_page(part.ledger, uuid=part.uuid)

    def find_text(self, text: str) -> bool:
        self.search.setText(text)
        return True

    def _tab_changed(self) -> None:
        place = self.tabs.currentIndex()
        self.search.setPlaceholderText(SEARCHES[place])
        self.help_topic = HELPS[place]
        self.print_button.setToolTip(f"{PRINTS[place]}（PDF），Ctrl+P")
        self._list()
        self._read_tab()

    def _read_tab(self) -> None:
        if self.tab in self._old:
            self._old.discard(self.tab)
            self.tab.refresh()

    def _enlarge(self, large: bool) -> None:
        """The chart alone, or beside the list again."""
        for beside in (self.list, self.explanation, self.tabs.tabBar()):
            beside.setHidden(large)
        if not large:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _counted(self, found: Sequence[Indicator]) -> None:
        self.found = {one.id: one for one in found}
        self.stack.setCurrentWidget(self.split)
        before = self.list.key
        self._list()
        if self._wanted:
            self.list.choose(self._wanted)
            self._wanted = ""
        if self.list.key == before:
            self._show(before)

    def _list(self) -> None:
        if self.tab is not None:
            self.tab.find_text(self.search.text())
            return
        wanted = self.search.text().strip()
        shown = [one for one in self.found.values() if wanted in one.title or wanted in one.group]
        self.list.show_groups(lists.groups(shown))

    def _show(self, key: str) -> None:
        one = self.found.get(key)
        if one is None:
            return
        store, year = self.store, self.desk.year
        self.explanation.show_indicator(one)
        self.reading.ask(lambda: (key, behind(store, key, year), by_township(store, key, year)))
        self.chart.follow(one)

    def _read_parts(self, answer: tuple[str, Sequence[Part], Sequence[Part]]) -> None:
        key, parts, towns = answer
        if self.explanation.indicator is not None and self.explanation.indicator.id == key:
            self.explanation.show_parts(parts, towns)
