"""The tab 整改: the 限期整改 of the school year, each from the notice to 销号. Every act is saved at once."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QSettings
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QMenu, QStackedWidget, QWidget

from ui.ledger.layouts import settings_of
from ui.pages.checklist.bars import share_text
from ui.pages.supervision.mend_detail import MendDetail
from ui.pages.supervision.mend_files import notices_of, write_notices
from ui.pages.supervision.mend_form import Given
from ui.pages.supervision.mend_list import MendList
from ui.shell.contracts import Desk, Tone
from ui.shell.parts import EmptyState, button, column, row
from ui.theme import SPACE
from ycpe_desktop.faults import Refusal
from ycpe_desktop.policy import mend_acts
from ycpe_desktop.policy.mend_steps import Act, closed_on_time, course, of_year
from ycpe_desktop.policy.mends import Mend
from ycpe_desktop.policy.visit_acts import usual_due
from ycpe_desktop.store import Store

DETAIL_SETTING = "supervision/mend_detail"
Search = Callable[[str], tuple[set[str], set[str]]]


class MendTab(QWidget):
    """``search`` gives the kindergartens and the supervisors that a text finds; ``saved`` is called after an act."""

    def __init__(self, desk: Desk, store: Store, search: Search, saved: Callable[[], object]) -> None:
        super().__init__()
        self._desk, self._store, self._search, self._saved = desk, store, search, saved
        self._day: date | None = None
        self._stale = False
        self._mends: list[Mend] = []
        self._told = ("", "")
        self.list, self.detail = MendList(), MendDetail(self._proposed)
        self.figure = button("", self._show_chart, "chart-bar", "link")
        self.files = button("通知书 ▼", self.show_files, "printer-outline")
        self.unfold = button("详情", self.toggle_detail, "tune-variant")
        self.unfold.setCheckable(True)
        self.menu: QMenu | None = None
        self._lay_out()
        self._fold(self._settings().value(DETAIL_SETTING) == "closed")
        self._wire()

    def _lay_out(self) -> None:
        body, work, self._buttons = QWidget(), QWidget(), QWidget()
        row(None, self.figure, self.files, self.unfold, parent=self._buttons)
        row(self.list, self.detail, parent=body).setStretch(0, 1)
        self._tools = QGridLayout()
        self._tools.setSpacing(SPACE[1])
        self._tools.addWidget(self.list.narrowing, 0, 0)
        self._tools.addWidget(self._buttons, 0, 1)
        whole = column(self.list.chips, parent=work, space=SPACE[1])
        whole.addLayout(self._tools)
        whole.addWidget(body, 1)
        empty = EmptyState(
            "clipboard-check-outline",
            "本学年没有限期整改",
            "督导、年检、投诉中发现的问题，登记进台账“限期整改”以后，在这里下发通知、登记回复、复查销号。",
        )
        empty.add("登记限期整改", lambda: self._desk.open_page("rectification"), "plus", "")
        self._stack = QStackedWidget()
        self._stack.addWidget(work)
        self._stack.addWidget(empty)
        column(self._stack, parent=self).setContentsMargins(0, SPACE[2], 0, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where there is not room for all, the figure is shorter, and then the buttons stand below."""
        for told in self._told:
            self.figure.setText(told)
            wanted = self.list.narrowing.sizeHint().width() + self._buttons.sizeHint().width() + SPACE[1]
            below = int(wanted > self.width())
            if not below:
                break
        self._tools.addWidget(self._buttons, below, 1 - below)

    def _wire(self) -> None:
        self.list.chosen_changed.connect(self._show_chosen)
        self.list.narrowed.connect(self._show)
        self.list.table.opened.connect(self._unfold)
        self.list.table.doubleClicked.connect(lambda _: self._unfold())
        self.detail.close_asked.connect(self.toggle_detail)
        self.detail.act_asked.connect(self.do)
        self.detail.form.left.connect(self.list.table.setFocus)
        self.detail.record_asked.connect(lambda uuid: self._desk.open_page("rectification", uuid=uuid, details=True))
        self.detail.garden_asked.connect(lambda uuid: self._desk.open_page("kindergarten", uuid=uuid))

    def show_day(self, day: date) -> None:
        """The state of that day; read when it is seen."""
        self._day, self._stale = day, True
        if self.isVisible():
            self._read()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._read()

    def go_to(self, uuid: str) -> None:
        """Show that one with its course."""
        if self._stale:
            self._read()
        if self.list.go_to(uuid):
            self._unfold()
        else:
            self._desk.notices.tell(Tone.INFO, "这条限期整改不在这个学年里，请到台账“限期整改”查看。")

    def show_only(self, told: str, mends: Collection[str]) -> None:
        """Those alone, whatever the list was narrowed to."""
        if self._stale:
            self._read()
        self.list.show_only(told, mends)
        self.list.table.setFocus()

    def do(self, act: Act, given: Given) -> None:
        """One act with all that are chosen, as one action; where it is refused, what was filled in stays."""
        keys = [one.uuid for one in self.detail.mends]
        try:
            told = _DOING[act](self._store, keys, given)
        except Refusal as refusal:
            self.detail.form.refuse(str(refusal))
            return
        self.detail.done()
        self._saved()
        self.list.table.setFocus()
        if act == "issue":
            self._desk.notices.tell(Tone.GOOD, told, "生成通知书", partial(self._files_of, keys))
        else:
            self._desk.notices.tell(Tone.GOOD, told)

    def show_files(self) -> None:
        """Notices of what is selected, as PDF or for Word."""
        self.menu = menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for word, found in (("选中的", self.list.chosen()), ("列出的", self.list.shown)):
            count = len(notices_of(found))
            for kind, suffix in (("PDF", ".pdf"), ("Word", ".docx")):
                act = partial(write_notices, self._desk, self._store, list(found), suffix)
                menu.addAction(f"{word} {count} 张，{kind}", act).setEnabled(bool(count))
            menu.addSeparator()
        menu.popup(self.files.mapToGlobal(self.files.rect().bottomLeft()))

    def toggle_detail(self) -> None:
        self._fold(not self.detail.isHidden())
        self._settings().setValue(DETAIL_SETTING, "closed" if self.detail.isHidden() else "open")
        if self.detail.isHidden():
            self.list.table.setFocus()

    def _unfold(self) -> None:
        if self.detail.isHidden():
            self.toggle_detail()

    def _fold(self, folded: bool) -> None:
        self.detail.setHidden(folded)
        self.unfold.setChecked(not folded)

    def _read(self) -> None:
        if self._day is None:
            return
        self._stale = False
        self._mends = of_year(self._store, self._day)
        told = closed_on_time(self._store, self._day)
        share = share_text(told.on_time, told.due)
        self._told = (f"按期销号 {told.on_time}/{told.due}（{share}）", f"按期销号 {share}")
        self.figure.setToolTip(
            f"本学年以来到期的 {told.due} 个问题里，按期销号 {told.on_time} 个；点一下看各督学的图表"
        )
        self._fit()
        self._stack.setCurrentIndex(0 if self._mends else 1)
        self._show()

    def _show(self) -> None:
        text = self.list.search.text().strip()
        if self._day is not None:
            self.list.show_mends(self._mends, self._day, self._search(text) if text else None)

    def _show_chosen(self) -> None:
        chosen = self.list.chosen()
        steps = course(self._store, chosen[0]) if len(chosen) == 1 else ()
        if self._day is not None:
            self.detail.show_mends(chosen, steps, self._day)

    def _proposed(self, act: Act) -> tuple[date, date]:
        day = self._day or self._store.today
        return day, usual_due(self._store, day)

    def _files_of(self, keys: Sequence[str]) -> None:
        write_notices(self._desk, self._store, [one for one in self._mends if one.uuid in keys], ".pdf")

    def _show_chart(self) -> None:
        self._desk.open_page("indicators", indicator="rectified_on_time")

    def _settings(self) -> QSettings:
        return settings_of(self._store)


def _issue(store: Store, keys: Sequence[str], given: Given) -> str:
    numbers = mend_acts.issue_each(store, keys, given.day)
    several = f"{len(numbers)} 张整改通知书：{numbers[0]} 至 {numbers[-1]}"
    return f"已下发整改通知书 {numbers[0]}。" if len(numbers) == 1 else f"已下发 {several}。"


_DOING: Mapping[Act, Callable[[Store, Sequence[str], Given], str]] = {
    "issue": _issue,
    "reply": lambda store, keys, given: mend_acts.reply(store, keys, given.day, given.text),
    "recheck": lambda store, keys, given: mend_acts.recheck(store, keys, given.day, given.text),
    "close": lambda store, keys, given: mend_acts.close(store, keys, given.day, given.text),
    "send_back": lambda store, keys, given: mend_acts.send_back(store, keys, given.day, given.due, given.text),
    "ban": lambda store, keys, given: mend_acts.ban(store, keys, given.day, given.children),
    "reopen": lambda store, keys, given: mend_acts.reopen(store, keys),
}
