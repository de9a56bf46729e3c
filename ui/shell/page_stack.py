"""The page area: pages are made when first opened and refreshed when something changed behind them."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.shell.contracts import Desk, Page, PageSpec


class PageStack(QStackedWidget):
    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk: Desk | None = None
        self._specs: dict[str, PageSpec] = {}
        self._pages: dict[str, Page] = {}
        self._changed: set[str] = set()
        self._year_changed: set[str] = set()
        self.key = ""

    def serve(self, desk: Desk, specs: Sequence[PageSpec]) -> None:
        """Take another desk: all pages of the old one go."""
        self.clear()
        self._desk = desk
        self._specs = {spec.key: spec for spec in specs}
        desk.changed.connect(self._something_changed)
        desk.year_changed.connect(self._another_year)

    def clear(self) -> None:
        """All pages go, and with them whatever stood in their place."""
        while self.count():
            widget = self.widget(0)
            self.removeWidget(widget)
            widget.deleteLater()
        for known in (self._pages, self._specs, self._changed, self._year_changed):
            known.clear()
        self._desk, self.key = None, ""

    @property
    def page(self) -> Page | None:
        return self._pages.get(self.key)

    def open(self, key: str, what: dict[str, Any]) -> bool:
        """Show a page and what it should show; False where the open one is not to be left. KeyError: no such page."""
        spec = self._specs[key]
        if key != self.key:
            if self.page and not self.page.may_leave():
                return False
            self._show(key, self._page_of(spec))
        if what and self.page:
            self.page.show_what(**what)
        return True

    def _page_of(self, spec: PageSpec) -> Page:
        if spec.key not in self._pages:
            assert self._desk  # there are no specs before there is a desk
            made = spec.make(self._desk)
            self._pages[spec.key] = made
            self.addWidget(made)
            self._changed.add(spec.key)
        return self._pages[spec.key]

    def _show(self, key: str, page: Page) -> None:
        self.setCurrentWidget(page)
        self.key = key
        self._bring_up_to_date()
        page.activated()
        self.opened.emit(key)

    def _bring_up_to_date(self) -> None:
        page, key = self.page, self.key
        if not page or not self._desk:
            return
        if key in self._year_changed:
            page.year_changed(self._desk.year)
        elif key in self._changed:
            page.refresh()
        self._year_changed.discard(key)
        self._changed.discard(key)

    def _something_changed(self, by: Page | None) -> None:
        self._changed.update(key for key, page in self._pages.items() if page is not by)
        self._bring_up_to_date()

    def _another_year(self) -> None:
        self._year_changed.update(self._pages)
        self._bring_up_to_date()
