"""The line under the table: how many, the key sums, and what is selected, added up as Excel does."""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.ledger.columns import summed_fields
from ui.ledger.grid import LedgerGrid
from ui.ledger.table_model import LedgerModel
from ui.shell.contracts import Desk
from ui.shell.parts import button, label
from ui.theme import CONTROL_HEIGHT, SPACE
from ycpe_desktop.schoolyear import label as year_label
from ycpe_desktop.store import Listing, Store, summed

MOST_AT_ONCE = 20_000  # rows whose sums are ready before one notices
MOST_CELLS = 50_000  # above that only the rows are counted: adding would hold up the arrow keys


def told_sum(values: Iterable[Any]) -> str:
    """计数 3 · 求和 912 · 平均 304.00; empty without numbers."""
    numbers = [Decimal(value) for value in values if value is not None]
    if not numbers:
        return ""
    total = sum(numbers, Decimal(0))
    return f"计数 {len(numbers):,} · 求和 {_shown(total)} · 平均 {total / len(numbers):,.2f}"


def _shown(number: Decimal) -> str:
    return f"{number:,.0f}" if number == number.to_integral_value() else f"{number:,.2f}"


class StatusLine(QWidget):
    def __init__(
        self, desk: Desk, store: Store, model: LedgerModel, grid: LedgerGrid, make_rows: Callable[[], object]
    ) -> None:
        super().__init__()
        self._background, self._store, self._model, self._grid = desk.background, store, model, grid
        self._wanted, self._adding, self._painted = model.listing, False, False
        self.setMinimumHeight(CONTROL_HEIGHT)
        self.whole, self.chosen = label("", "second"), label("", "second")
        self.refused = button("", self.go_to_refused, "alert-circle-outline", "link")
        self.drop = button("放弃这些", self._drop, role="link")
        self.missing = button("", make_rows, "plus-circle-outline", "link")
        self.earlier = label("", "small")
        self.earlier.hide()
        for told in (self.whole, self.chosen):
            told.setMinimumWidth(1)  # gives way when the details stand beside the table
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(SPACE[4])
        for widget in (self.whole, self.refused, self.drop, self.missing):
            line.addWidget(widget)
        line.addStretch(1)
        line.addWidget(self.earlier)
        line.addWidget(self.chosen)
        for each in (self.refused, self.drop, self.missing):
            each.hide()

    def show_whole(self) -> None:
        """Count and sums of all the rows of the list; the sums follow when the rows stand, of a long one when ready."""
        self.whole.setText(self._model.told_count())
        self._wanted = self._model.listing
        if not self._painted:
            return
        if len(self._model.ids) <= MOST_AT_ONCE:
            self._show_sums(self._wanted, self._sums(self._wanted))
        elif not self._adding:
            self._add_behind()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self, self.show_whole)

    def _add_behind(self) -> None:
        listing, self._adding = self._wanted, True

        def done(sums: Mapping[str, Any]) -> None:
            self._adding = False
            if listing is self._wanted:
                self._show_sums(listing, sums)
            else:
                self._add_behind()

        self._background.run("正在合计", lambda _: self._sums(listing), done)

    def _sums(self, listing: Listing) -> Mapping[str, Any]:
        with self._store.reading() as connection:
            return summed(connection, listing, [each.name for each in summed_fields(listing.ledger)])

    def _show_sums(self, listing: Listing, sums: Mapping[str, Any]) -> None:
        told = [self._model.told_count()]
        told += [
            f"{each.label} {each.kind.show(sums[each.name])}"
            for each in summed_fields(listing.ledger)
            if sums[each.name] is not None
        ]
        self.whole.setText(" · ".join(told))
        self._fit()

    def show_earlier(self) -> None:
        """What the small figures in grey are, where there are any and room to say it."""
        year = self._model.earlier_year(self._grid.shown_columns())
        self.earlier.setText(f"灰色小字：{year_label(year)}" if year is not None else "")
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        beside = (self.whole, self.refused, self.drop, self.missing, self.chosen)
        taken = sum(each.sizeHint().width() + SPACE[4] for each in beside if not each.isHidden())
        room = self.width() - taken - self.earlier.sizeHint().width()
        self.earlier.setVisible(bool(self.earlier.text()) and room >= 0)

    def show_chosen(self) -> None:
        rows, columns = self._grid.chosen_rows(), self._columns()
        many = len(rows) * len(columns) > MOST_CELLS
        told = "" if many else told_sum(self._values())
        about = f"选中 {len(rows):,} 行" if len(rows) > 1 else ""
        several = len(rows) > 1 or self._several()
        self.chosen.setText(" · ".join(part for part in (about, told) if part) if several else "")
        self.chosen.setVisible(bool(self.chosen.text()))
        self._fit()

    def show_refused(self) -> None:
        count = sum(bool(kept.reason) for kept in self._model.refused.values())
        self.refused.setText(f"{count} 格没有写入")
        self.refused.setVisible(count > 0)
        self.drop.setVisible(count > 0)
        self._fit()

    def show_missing(self, count: int) -> None:
        self.missing.setText(f"还有 {count:,} 所园本学年没有数据，建立空行")
        self.missing.setVisible(count > 0)
        self._fit()

    def go_to_refused(self) -> None:
        """The next marked cell after the current one."""
        places = [
            (row, self._model.place_of[name])
            for (key, name), kept in self._model.refused.items()
            if kept.reason and (row := self._model.row(key)) is not None
        ]
        if not places:
            return
        here = self._grid.currentIndex()
        later = [place for place in sorted(places) if place > (here.row(), here.column())]
        row, column = later[0] if later else min(places)
        self._grid.setColumnHidden(column, False)
        self._grid.go_to(row, column)
        self._grid.setFocus()

    def _drop(self) -> None:
        self._model.forget_refused([place for place, kept in self._model.refused.items() if kept.reason])
        self.show_refused()

    def _columns(self) -> list[int]:
        columns = self._model.columns
        return [column for column in self._grid.shown_columns() if columns[column].numeric]

    def _several(self) -> bool:
        parts = self._grid.parts()
        return len(parts) > 1 or any(part.width() * part.height() > 1 for part in parts)

    def _values(self) -> list[Any]:
        numeric = set(self._columns())
        return [
            self._model.value(row, column)
            for part in self._grid.parts()
            for column in range(part.left(), part.right() + 1)
            if column in numeric
            for row in range(part.top(), part.bottom() + 1)
        ]
