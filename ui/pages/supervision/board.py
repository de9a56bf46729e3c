"""The tab 分配: uncovered kindergartens, the supervisors' cards, and coverage by township or the map."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLineEdit, QScrollArea, QWidget

from ui.icons import icon
from ui.ledger.layouts import settings_of
from ui.pages.checklist.bars import Bar, BarList, short_name
from ui.pages.supervision.cards import Card
from ui.pages.supervision.chips import Chip, ChipList, DropFrame
from ui.pages.supervision.map_view import MapPanel
from ui.shell.parts import button, card, column, label, row
from ui.theme import SPACE
from ycpe_desktop.charts.duty_places import duty_places
from ycpe_desktop.policy.supervision import Board, Garden, Load
from ycpe_desktop.store import Store

SIDE, SLIM_SIDE, BARS = 230, 200, 168
CARD, EDGE = 230, 32
WIDE_ENOUGH = 900
"""Below this width the list of townships gives way, and the map takes the place of the cards."""
MAP, MAP_SHARE, BOTH = 340, 0.3, 1500
"""The least width of the map, its part of the page, and from what width on it stands beside the list of townships."""
MAP_SETTING = "supervision/map"


class Uncovered(DropFrame):
    """Kindergartens without a supervisor; what is dropped here ends."""

    def __init__(self) -> None:
        super().__init__()
        self.title = label("")
        self.note = label("拖到督学卡片上，或选中后按回车", "small", wrap=True)
        self.chips = ChipList("未分配的园所")
        column(self.title, self.note, self.chips, margin=SPACE[2], space=SPACE[1], parent=self).setStretch(2, 1)

    def own(self) -> set[str]:
        return {chip.kindergarten for chip in self.chips.chips()}

    def show_gardens(self, gardens: Sequence[Garden], total: int) -> None:
        shown = f"{len(gardens)}/{total}" if len(gardens) < total else str(total)
        self.title.setText(f"未分配 {shown} 所" if total else "全部园所都有责任督学")
        self.note.setVisible(bool(total))
        lines: list[Chip | str] = []
        for garden in gardens:
            heading = garden.township_name
            if heading not in lines:
                lines.append(heading)
            name = short_name(garden.name, garden.township_name)
            lines.append(Chip(garden.uuid, name, f"{garden.name}\n{garden.township_name}，还没有责任督学"))
        self.chips.show_chips(lines)


class BoardView(QWidget):
    """Shows a ``Board``; says who is to have what."""

    assign_asked = Signal(list, str)  # kindergartens, supervisor
    end_asked = Signal(list)
    lock_asked = Signal(list, bool)
    choose_asked = Signal(list)
    garden_asked = Signal(str)
    supervisor_asked = Signal(str)
    narrowed = Signal()  # the search or the township is another

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store = store
        self.panel = MapPanel(settable=True)
        self.map_button = button("地图", self.toggle_map, "map-outline")
        self.map_button.setCheckable(True)
        self.map_button.setChecked(settings_of(store).value(MAP_SETTING) == "open")
        self.map_button.setToolTip("各园按督学着色画在县图上")
        self.uncovered, self.bars = Uncovered(), BarList("按乡镇覆盖")
        self.cards: dict[str, Card] = {}
        self.shown: list[str] = []
        self._board: Board | None = None
        self._on_map: Board | None = None
        self._columns = 0
        self.search = QLineEdit()
        self.search.setPlaceholderText("园名或督学")
        self.search.setToolTip("也可以打拼音首字母")
        self.search.setAccessibleName("查找园所或督学")
        self.search.setClearButtonEnabled(True)
        self.search.addAction(icon("magnify"), QLineEdit.ActionPosition.LeadingPosition)
        self.search.textChanged.connect(lambda: self.narrowed.emit())
        self.bars.chosen.connect(lambda key: self.narrowed.emit())
        self._ground = QWidget()
        self._grid = QGridLayout(self._ground)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(SPACE[2])
        self.area = QScrollArea()
        self.nobody = label("没有符合的督学", "second")
        self._lay_out()
        self._wire(self.uncovered.chips)
        self.panel.close_asked.connect(self.toggle_map)
        self.panel.map.picked.connect(self.go_to)
        self.uncovered.dropped.connect(self.end_asked)

    def _lay_out(self) -> None:
        self.area.setWidget(self._ground)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.bars.setFrameShape(QFrame.Shape.NoFrame)
        heading = label("乡镇覆盖", "small")
        heading.setToolTip("已分配的园所 / 应覆盖的园所")
        self.side = card(heading, self.bars, space=SPACE[1])
        self.side.setFixedWidth(BARS)
        self.left = QWidget()
        column(self.search, self.uncovered, parent=self.left).setStretch(1, 1)
        self.middle = QWidget()
        column(self.nobody, self.area, parent=self.middle).setStretch(1, 1)
        whole = row(self.left, self.middle, self.side, self.panel, parent=self)
        whole.setStretch(1, 1)
        whole.setContentsMargins(0, SPACE[2], 0, 0)
        self.nobody.hide()

    def show_board(self, board: Board, gardens: Collection[str] | None, people: Collection[str] | None) -> None:
        """``gardens`` and ``people`` are what the search found, None without a search."""
        self._board = board
        whole = board.coverage
        self.bars.show_bars([
            Bar(None, "全县", whole.assigned, whole.total),
            *(Bar(code, name, part.assigned, part.total) for code, name, part in board.townships),
        ])
        key = self.bars.key
        waiting = [
            garden
            for garden in board.uncovered
            if key in (None, garden.township) and (gardens is None or garden.uuid in gardens)
        ]
        self.uncovered.show_gardens(waiting, len(board.uncovered))
        for load in board.loads:
            if load.uuid not in self.cards:
                self.cards[load.uuid] = self._new_card(load)
            self.cards[load.uuid].show_load(load, board.day, board.recusals)
        shown = [load.uuid for load in board.loads if _is_wanted(load, key, gardens, people)]
        self.nobody.setVisible(not shown)
        self._place(shown, self._fitting())
        self._show_map()

    def toggle_map(self) -> None:
        """Show it or put it away, and remember that; the township that narrowed the board no longer does."""
        open_ = self.panel.isHidden()
        self.map_button.setChecked(open_)
        settings_of(self._store).setValue(MAP_SETTING, "open" if open_ else "closed")
        if open_ and self.bars.key is not None and self.width() < BOTH:
            self.bars.choose(None)
        self._share_room()
        self._show_map()

    def go_to(self, kindergarten: str) -> None:
        """Select it where it stands, and show its supervisor's card; "" selects nothing."""
        if not kindergarten:
            self._choose_only_in(None)
            self.panel.choose("", ())
            return
        if not any(chips.has(kindergarten) for chips in self._lists()):
            self.bars.choose(None)
            self.search.clear()
        for chips in self._lists():
            if chips.choose(kindergarten):
                self._choose_only_in(chips)
        held = next((uuid for uuid in self.shown if self.cards[uuid].chips.has(kindergarten)), "")
        self.reveal(held)
        self.panel.choose(held, {kindergarten})

    def chosen(self) -> list[str]:
        """The kindergartens selected in whichever list."""
        return [uuid for each in self._lists() for uuid in each.kindergartens()]

    def _lists(self) -> list[ChipList]:
        return [self.uncovered.chips, *(self.cards[uuid].chips for uuid in self.shown)]

    def reveal(self, supervisor: str) -> None:
        if supervisor in self.shown:
            self.area.ensureWidgetVisible(self.cards[supervisor])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()

    def _share_room(self) -> None:
        wide, with_map = self.width() >= WIDE_ENOUGH, self.map_button.isChecked()
        self.side.setVisible(wide and (not with_map or self.width() >= BOTH))
        self.middle.setVisible(wide or not with_map)
        self.panel.setVisible(with_map)
        self.panel.setFixedWidth(self._map_width())
        self.left.setFixedWidth(self._left_width())
        self._place(self.shown, self._fitting())

    def _map_width(self) -> int:
        if self.width() < WIDE_ENOUGH:
            return max(MAP, self.width() - self._left_width() - SPACE[2])
        return max(MAP, round(self.width() * MAP_SHARE))

    def _show_map(self) -> None:
        """Read for it only while it is seen; the cards bear the marks then."""
        seen = self.map_button.isChecked()
        if seen and self._board is not None and self._board is not self._on_map:
            self.panel.show_places(duty_places(self._store, self._board))
            self._on_map = self._board
        places = self.panel.map.places
        for uuid, each in self.cards.items():
            each.show_look(places.looks.get(uuid) if seen and places is not None else None)

    def _left_width(self) -> int:
        return SIDE if self.width() >= WIDE_ENOUGH else SLIM_SIDE

    def _fitting(self) -> int:
        taken = self._left_width() + SPACE[2] + SPACE[4]
        if self.width() >= WIDE_ENOUGH:
            with_map = self.map_button.isChecked()
            taken += self._map_width() + SPACE[2] if with_map else 0
            taken += BARS + SPACE[2] if not with_map or self.width() >= BOTH else 0
        return max(1, (self.width() - taken) // (CARD + SPACE[2]))

    def _place(self, shown: list[str], columns: int) -> None:
        """Cards keep their places as long as the same ones are shown."""
        if shown == self.shown and columns == self._columns:
            return
        for uuid in self.shown:
            self._grid.removeWidget(self.cards[uuid])
            self.cards[uuid].setVisible(uuid in shown)
        for at in range(self._columns):
            self._grid.setColumnStretch(at, 0)
        self._grid.setRowStretch(self._grid.rowCount(), 0)
        self.shown, self._columns = shown, columns
        for at, uuid in enumerate(shown):
            self._grid.addWidget(self.cards[uuid], at // columns, at % columns)
            self.cards[uuid].show()
        for at in range(columns):
            self._grid.setColumnStretch(at, 1)
        last = len(shown) // columns + 1
        for at in range(self._grid.rowCount()):
            self._grid.setRowStretch(at, 0)
        self._grid.setRowStretch(last, 1)

    def _new_card(self, load: Load) -> Card:
        made = Card(load)
        made.setMinimumWidth(CARD)
        made.hide()
        made.dropped.connect(lambda kindergartens: self.assign_asked.emit(kindergartens, made.uuid))
        made.hovered.connect(lambda place: self._scroll_near(made.mapTo(self.area.viewport(), place).y()))
        made.record_asked.connect(self.supervisor_asked)
        self._wire(made.chips)
        return made

    def _scroll_near(self, y: int) -> None:
        """What is dragged near the upper or lower edge brings the next cards in."""
        bar, room = self.area.verticalScrollBar(), self.area.viewport().height()
        if y < EDGE:
            bar.setValue(bar.value() - EDGE)
        elif y > room - EDGE:
            bar.setValue(bar.value() + EDGE)

    def _wire(self, chips: ChipList) -> None:
        chips.choose_asked.connect(self.choose_asked)
        chips.end_asked.connect(self.end_asked)
        chips.lock_asked.connect(self.lock_asked)
        chips.open_asked.connect(self.garden_asked)
        chips.began_choosing.connect(lambda: self._began_choosing(chips))

    def _began_choosing(self, chips: ChipList) -> None:
        self._choose_only_in(chips)
        held = next((uuid for uuid, each in self.cards.items() if each.chips is chips), "")
        self.panel.choose(held, set(chips.kindergartens()))

    def _choose_only_in(self, chips: ChipList | None) -> None:
        for other in (self.uncovered.chips, *(each.chips for each in self.cards.values())):
            if other is not chips:
                other.forget_choice()


def _is_wanted(
    load: Load, township: str | None, gardens: Collection[str] | None, people: Collection[str] | None
) -> bool:
    held = [duty.garden for duty in load.duties]
    near = township in (None, load.township) or any(garden.township == township for garden in held)
    if gardens is None or people is None:
        return near
    return near and (load.uuid in people or any(garden.uuid in gardens for garden in held))
