"""The table of a ledger with all that belongs to it: chips, grid, filter and column boxes, layout, status line."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from ui.icons import icon
from ui.ledger.chips import Chips
from ui.ledger.column_chooser import ColumnChooser
from ui.ledger.doing import GridDoing
from ui.ledger.filters import FilterBox, told_filter
from ui.ledger.grid import LedgerGrid
from ui.ledger.layouts import Layout, load_layout, save_layout, settings_of, usual_layout
from ui.ledger.status_line import StatusLine
from ui.ledger.table_model import LedgerModel
from ui.shell.contracts import Desk
from ui.theme import POINTS, SPACE
from ycpe_desktop.ledgers import Ledger
from ycpe_desktop.store import Filter, Store, distinct

SETTLE = 60  # milliseconds without a move before the selection is added up


class TablePart(QWidget):
    written = Signal()  # an action was committed here
    listed = Signal()  # other rows are shown
    make_rows_asked = Signal()

    def __init__(self, desk: Desk, store: Store, ledger: type[Ledger], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store, self._ledger = store, ledger
        self.model = LedgerModel(store, ledger, desk.year, self)
        self.grid = LedgerGrid(self.model, self)
        self.chips = Chips(self)
        self.status = StatusLine(desk, store, self.model, self.grid, self.make_rows_asked.emit)
        self.doing = GridDoing(desk, store, self.model, self.grid, self._wrote)
        self._settings = settings_of(store)
        self._settling = QTimer(self, singleShot=True, interval=SETTLE)
        self._shown_at_all = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[1])
        column.addWidget(self.chips)
        column.addWidget(self.grid, 1)
        column.addWidget(self.status)
        self._wire()
        self.apply_layout(load_layout(self._settings, ledger.__tablename__, self.model.columns))

    def _wire(self) -> None:
        head = self.grid.head
        head.sort_asked.connect(self.sort_by)
        head.filter_asked.connect(self.show_filter)
        head.menu_asked.connect(self._head_menu)
        head.sectionResized.connect(lambda *_: self._remember())
        head.sectionMoved.connect(lambda *_: self._remember())
        self.grid.selectionModel().selectionChanged.connect(lambda *_: self._settling.start())
        self._settling.timeout.connect(self.status.show_chosen)
        self.model.modelReset.connect(self._settling.start)
        self.model.dataChanged.connect(lambda *_: self.status.show_refused())  # also where nothing was written

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._shown_at_all:
            self._shown_at_all = True
            self.grid.setFocus()

    def changeEvent(self, event: QEvent) -> None:
        """Another size of text: the columns keep their room for it."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self._shown_at_all:
            self.apply_layout(load_layout(self._settings, self._ledger.__tablename__, self.model.columns))

    # -- what is listed --

    def choose(self, **what: Any) -> None:
        """Change the listing and keep the record that is current."""
        self._keeping_place(partial(self.model.choose, **what))
        self._listed()

    def reload(self) -> None:
        self._keeping_place(self.model.reload)
        self._listed()

    def go_to(self, uuid: str, field: str = "") -> bool:
        """Select a record (and one of its cells); False where the list does not have it."""
        row = self.model.row(uuid)
        if row is None:
            return False
        column = self.model.place_of.get(field, self.grid.currentIndex().column())
        column = column if column >= 0 else 0
        if self.grid.isColumnHidden(column):
            self.show_columns([*self.shown_names(), field])
        self.grid.go_to(row, column)
        return True

    def sort_by(self, column: int, further: bool) -> None:
        """Up, then down, then not at all; ``further`` (Shift) keeps what it was sorted by before."""
        name = self.model.columns[column].name
        before = dict(self.model.listing.sort)
        following = {None: [(name, False)], False: [(name, True)], True: []}[before.get(name)]
        if further:
            kept = [(each, down) for each, down in self.model.listing.sort if each != name or following]
            order = [following[0] if each == name else (each, down) for each, down in kept]
            order += following if name not in before else []
            self.choose(sort=tuple(order))
        else:
            self.choose(sort=tuple(following))

    def set_filter(self, name: str, chosen: Filter | None) -> None:
        others = tuple(each for each in self.model.listing.filters if each.field != name)
        self.choose(filters=(*others, chosen) if chosen is not None else others)

    def clear_filters(self) -> None:
        self.choose(filters=(), search="", with_raw_values=False, only=())

    def show_filter(self, column: int, place: QPoint) -> FilterBox:
        told = self.model.columns[column]
        now = next((each for each in self.model.listing.filters if each.field == told.name), None)
        others = tuple(each for each in self.model.listing.filters if each.field != told.name)
        with self._store.reading() as connection:
            values = distinct(connection, self.model.listing._replace(filters=others), told.name)
        box = FilterBox(told, values, now, self._store.names, self)
        box.chosen.connect(partial(self.set_filter, told.name))
        box.sort_asked.connect(lambda down: self.choose(sort=((told.name, down),)))
        _hang(box, place, self)
        return box

    # -- columns --

    def shown_names(self) -> list[str]:
        return [self.model.columns[column].name for column in self.grid.shown_columns()]

    def show_columns(self, names: list[str]) -> None:
        """Shown ones keep their places; new ones stand where the declarations have them."""
        kept = [name for name in self.shown_names() if name in names]
        order = [column.name for column in self.model.columns]
        for name in (name for name in order if name in names and name not in kept):
            before = [place for place, other in enumerate(kept) if order.index(other) < order.index(name)]
            kept.insert(before[-1] + 1 if before else 0, name)
        self.apply_layout(Layout(kept, self._layout().widths, self.model.show_earlier))
        self.status.show_earlier()
        self._remember()

    def show_chooser(self, place: QPoint) -> ColumnChooser:
        first = self.model.columns[0].name
        box = ColumnChooser(self.model.columns, self.shown_names(), first, self.model.show_earlier, self)
        box.chosen.connect(self.show_columns)
        box.reset_asked.connect(self._reset_columns)
        box.earlier_asked.connect(self._show_earlier)
        _hang(box, place, self)
        return box

    def apply_layout(self, layout: Layout) -> None:
        head = self.grid.head
        head.blockSignals(True)
        self.model.show_earlier = layout.show_earlier
        names = [self.model.columns[0].name, *(name for name in layout.columns if name != self.model.columns[0].name)]
        for place, column in enumerate(self.model.columns):
            self.grid.setColumnHidden(place, column.name not in names)
            head.resizeSection(place, round(layout.widths.get(column.name, column.width) * self._scale()))
        for place, name in enumerate(names):
            head.moveSection(head.visualIndex(self.model.place_of[name]), place)
        head.blockSignals(False)
        self.grid.updateGeometries()
        self.grid.viewport().update()
        head.viewport().update()

    def fill_filter_menu(self, menu: QMenu, show_at: Callable[[], QPoint]) -> None:
        menu.clear()
        raw = menu.addAction(icon("alert-outline"), "只看有“导入原值”待处理的")
        raw.setCheckable(True)
        raw.setChecked(self.model.listing.with_raw_values)
        raw.triggered.connect(lambda on: self.choose(with_raw_values=on))
        if self.chips.texts():
            menu.addAction(icon("close"), "清除全部条件", self.clear_filters)
        menu.addSeparator()
        for column in self.grid.shown_columns():
            told = self.model.columns[column]
            menu.addAction(f"按“{told.title}”…", lambda column=column: self.show_filter(column, show_at()))

    def _layout(self) -> Layout:
        head = self.grid.head
        sizes = {
            column.name: round(head.sectionSize(place) / self._scale())
            for place, column in enumerate(self.model.columns)
            if not head.isSectionHidden(place)
        }
        widths = {
            column.name: sizes[column.name]
            for column in self.model.columns
            if abs(sizes.get(column.name, column.width) - column.width) > 1
        }
        return Layout(self.shown_names(), widths, self.model.show_earlier)

    def _scale(self) -> float:
        """Declared widths are those of the middle size of text."""
        return max(self.font().pointSizeF() / POINTS["中"], 0.5)

    def _remember(self) -> None:
        save_layout(self._settings, self._ledger.__tablename__, self._layout())

    def _reset_columns(self) -> None:
        self.apply_layout(usual_layout(self.model.columns))
        self.status.show_earlier()
        self._remember()

    def _show_earlier(self, shown: bool) -> None:
        self.model.show_earlier = shown
        self.reload()
        self._remember()

    def _head_menu(self, column: int, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        title = self.model.columns[column].title
        menu.addAction(icon("filter-outline"), f"筛选“{title}”…", lambda: self.show_filter(column, place))
        if column != 0:
            others = [name for name in self.shown_names() if name != self.model.columns[column].name]
            menu.addAction(icon("eye-off-outline"), f"隐藏“{title}”", lambda: self.show_columns(others))
        menu.addAction(icon("view-column-outline"), "选择列…", lambda: self.show_chooser(place))
        menu.popup(place)

    # -- inside --

    def _wrote(self) -> None:
        self._listed()
        self.written.emit()

    def _listed(self) -> None:
        listing = self.model.listing
        reasons: list[tuple[str, Callable[[], object]]] = []
        if listing.search:
            reasons.append((f"查找“{listing.search}”", lambda: self.choose(search="")))
        if listing.with_raw_values:
            reasons.append(("有“导入原值”待处理", lambda: self.choose(with_raw_values=False)))
        if listing.only:
            reasons.append((f"选出的 {len(listing.only):,} 条", lambda: self.choose(only=())))
        for one in listing.filters:
            told = self.model.columns[self.model.place_of[one.field]]
            drop = partial(self.set_filter, one.field, None)
            reasons.append((told_filter(told, one, self._store.names), drop))
        self.chips.show_reasons(reasons, self.clear_filters)
        self.status.show_whole()
        self.status.show_refused()
        self.status.show_chosen()
        self.status.show_earlier()
        self.listed.emit()

    def _keeping_place(self, act: Callable[[], object]) -> None:
        """The same record stays current, and the same one at the top, when rows come and go around them."""
        here, model, bar = self.grid.currentIndex(), self.model, self.grid.verticalScrollBar()
        key = model.key(here.row()) if here.isValid() else ""
        top = self.grid.rowAt(0)
        top_key = model.key(top) if top >= 0 else ""
        before, sideways = self.model.ids, self.grid.horizontalScrollBar().value()
        act()
        if model.ids is before:
            return
        if not before and key not in {new for new, _ in model.refused}:
            key = top_key = model.key(0)  # the empty row was current only for want of any other
        row, top_row = model.row(key) if key else None, model.row(top_key) if top_key else None
        if row is not None:
            self.grid.setCurrentIndex(model.index(row, here.column()))
        if top_row is not None:
            bar.setValue(top_row)
        if row is not None:
            self.grid.scrollTo(model.index(row, here.column()))
        self.grid.horizontalScrollBar().setValue(sideways)


def _hang(box: QWidget, place: QPoint, over: QWidget) -> None:
    """Show a box at a place, but not beyond the edge of the screen."""
    screen = over.screen().availableGeometry()
    left = min(place.x(), screen.right() - box.width())
    top = min(place.y(), screen.bottom() - box.height())
    box.move(max(screen.left(), left), max(screen.top(), top))
    box.show()
