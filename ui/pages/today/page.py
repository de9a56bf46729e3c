"""The page 今日待办: five figures, three columns of what is due, and what was done since the last time."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.ledger.desk_store import store_of
from ui.ledger.layouts import settings_of
from ui.pages.latest import Latest
from ui.pages.today.cards import HeadlineCard
from ui.pages.today.column import DueColumn
from ui.pages.today.going import go_to_act, go_to_line
from ui.pages.today.known import known_of
from ui.pages.today.lines import WEEKDAYS, Line, holds
from ui.pages.today.since import SincePart, done_since, told
from ui.shell.contracts import Desk, Page
from ui.shell.last_time import opened_before
from ui.shell.parts import SEARCH_WIDTH, EmptyState, PageHead, column, label, row, search_line
from ycpe_desktop.ledgers import Kindergarten
from ycpe_desktop.policy.due import matters
from ycpe_desktop.policy.headlines import HEADLINES, Headline, headlines, shown_years
from ycpe_desktop.schoolyear import label as year_label

LOW, NARROW = 560, 920
"""Pixels: below that the cards are folded and the ground goes into the tooltip; what was done goes behind a button."""
SINCE_WIDTH = 250
GROUND_SHOWN = 110
"""Characters: with what comes before them they fill two lines."""
HINT = "点一行去办理；选中一行，这里写着缘由和依据。"


class TodayPage(Page):
    title = "今日待办"
    icon = "calendar-alert-outline"
    help_topic = "today"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.store = store_of(desk)
        self.known = known_of(desk)
        self.counting = Latest(desk, "计算指标", self._show_now)
        self.tracing = Latest(desk, "计算历年指标", self._show_years)
        self.head = PageHead(self.title)
        self.search = search_line("查找园所或事项", SEARCH_WIDTH)
        self.cards = {key: HeadlineCard() for key in HEADLINES}
        self.overdue = DueColumn("overdue", "已逾期", "没有逾期的事，很好。")
        self.week = DueColumn("week", "今天与本周", "本周没有到期的事。")
        self.month = DueColumn("month", "本月", "本月没有别的到期的事。")
        self.columns = (self.overdue, self.week, self.month)
        self.since = SincePart()
        self.ground = label(HINT, "second", wrap=True)
        self._lay_out()
        self._wire()

    def _lay_out(self) -> None:
        self.recent = self.head.add("", lambda: self._open_history(0), "history")
        self.head.add_widget(self.search)
        self.since.setFixedWidth(SINCE_WIDTH)
        self.ground.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        cards, columns, body = QWidget(), QWidget(), QWidget()
        row(*self.cards.values(), parent=cards)
        for each in self.columns:
            each.setMinimumWidth(0)
        lines = row(*self.columns, self.since, parent=columns)
        for place in range(len(self.columns)):
            lines.setStretch(place, 1)
        column(cards, columns, self.ground, parent=body).setStretch(1, 1)
        self.waiting = EmptyState(self.icon, "正在查看到期的事…")
        self.empty = EmptyState(self.icon, "还没有要办的事", "先导入园所名单，到期和逾期的事就会列在这里。")
        self.empty.add("导入名单…", lambda: self.desk.open_page("importing"), "tray-arrow-down")
        self.stack = QStackedWidget()
        for widget in (self.waiting, body, self.empty):
            self.stack.addWidget(widget)
        self.body = body
        column(self.head, self.stack, parent=self).setStretch(1, 1)

    def _wire(self) -> None:
        self.known.ready.connect(self._show)
        self.search.textChanged.connect(self._show)
        self.desk.day_changed.connect(self.refresh)
        self.since.step_asked.connect(self._open_history)
        for key, card in self.cards.items():
            card.clicked.connect(partial(self._open_indicator, key))
        for each in self.columns:
            each.list.asked.connect(lambda line: go_to_line(self.desk, self.store, line))
            each.list.act_asked.connect(lambda line: go_to_act(self.desk, self.store, line))
            each.list.chosen.connect(self._tell_ground)

    # -- what the window asks --

    @property
    def busy(self) -> bool:
        """Something is still being read or counted."""
        return self.known.busy or self.counting.busy or self.tracing.busy

    def refresh(self) -> None:
        store, year = self.store, self.desk.year
        self.counting.ask(lambda: headlines(store, [year]))
        self._show_since()
        if self.known.want():
            self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for card in self.cards.values():
            card.fold(self.height() < LOW)
        self.ground.setFixedHeight(2 * self.ground.fontMetrics().lineSpacing())
        self.ground.setHidden(self.height() < LOW)
        self.since.setHidden(self.width() < NARROW)
        self.recent.setVisible(self.width() < NARROW)

    def activated(self) -> None:
        first = next((each.list for each in self.columns if each.list.rows.lines), self.overdue.list)
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        first.begin()

    def find_text(self, text: str) -> bool:
        self.search.setText(text)
        return True

    # -- showing --

    def _show(self) -> None:
        day, wanted = self.known.day, self.search.text().strip()
        note = f"{day.month} 月 {day.day} 日 星期{WEEKDAYS[day.weekday()]}"
        if self.desk.year != self.store.current_year:
            note += f" · 待办总是今天的，指标是{year_label(self.desk.year)}的"
        self.head.note.setText(note)
        found = {when: [each for each in these if holds(each, wanted)]
                 for when, these in matters(self.known.found, day).items()}  # fmt: skip
        county = self.store.county.name
        self.month.title.setText("本月和以后" if found["later"] else "本月")
        self.overdue.show_matters(found["overdue"], day, county)
        self.week.show_matters(found["week"], day, county)
        self.month.show_matters([*found["month"], *found["later"]], day, county)
        something = bool(self.known.found) or bool(self.store.count(Kindergarten))
        first = self.stack.currentWidget() is self.waiting
        self.stack.setCurrentWidget(self.body if something else self.empty)
        if first and self.isVisible() and not self.search.hasFocus():
            self.activated()

    def _show_since(self) -> None:
        at = opened_before(settings_of(self.store))
        steps = done_since(self.store, at)
        self.since.show_steps(steps, at, datetime.now())
        self.recent.setText(f"最近操作 {len(steps)}")
        self.recent.setToolTip(f"自上次打开以来：{told(steps, at)}")

    def _show_now(self, found: Mapping[str, Headline]) -> None:
        """The chosen year first; the years before it take longer."""
        self._show_cards(found)
        store, year = self.store, self.desk.year
        self.tracing.ask(lambda: headlines(store, shown_years(store, year)))

    def _show_years(self, found: Mapping[str, Headline]) -> None:
        if all(one.now.year == self.desk.year for one in found.values()):
            self._show_cards(found)

    def _show_cards(self, found: Mapping[str, Headline]) -> None:
        for key, card in self.cards.items():
            card.show_headline(found.get(key))

    def _tell_ground(self, line: Line | None) -> None:
        told = (line.told, line.ground(GROUND_SHOWN)) if line else (HINT,)
        self.ground.setText("　".join(filter(None, told)).replace("\n", "　"))
        self.ground.setToolTip(line.tip if line else "")

    # -- going --

    def _open_indicator(self, key: str, *_: Any) -> None:
        self.desk.open_page("indicators", indicator=key)

    def _open_history(self, step: int) -> None:
        self.desk.open_page("history", **({"step": step} if step else {}))
