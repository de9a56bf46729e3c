"""Today against what is reckoned: a small table and its chart, one of them at a time where the page is low."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from ui.icons import icon
from ui.pages.indicators.chart_part import NO_LIMIT
from ui.pages.latest import Latest
from ui.pages.rows_table import RowsTable
from ui.shell.contracts import Desk
from ui.shell.parts import button, column, label, row
from ycpe_desktop.charts.loading import load_matplotlib
from ycpe_desktop.policy.what_if import Garden
from ycpe_desktop.policy.what_if_plans import Plan, compared
from ycpe_desktop.store import Store

if TYPE_CHECKING:
    from ui.chart_canvas import ChartCanvas

HEADINGS = ("", "今天", "测算", "增减", "目标")
WIDTHS = (0, 74, 74, 70, 60)
SPARE = (4, 3)
LINES = 8
"""Lines that are shown: rates, children, what is wanting; print and workbook also count kindergartens."""
MARKS = {"达到": ("check-circle", "good"), "未达到": ("alert-circle-outline", "bad")}


class OutcomePart(QWidget):
    told = Signal(str)

    def __init__(self, desk: Desk, store: Store) -> None:
        super().__init__()
        self._desk, self._store = desk, store
        self.canvas: ChartCanvas | None = None
        self._low = self._chart_wanted = False
        self.table = RowsTable(HEADINGS, WIDTHS, numbers=(1, 2, 3, 4), spare=SPARE)
        self.table.setAccessibleName("与今天比较")
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.switch = button("", self._switch, "chart-bar")
        self._head, self.place = QWidget(), QWidget()
        self._line = row(label("与今天比较", "second"), None, self.switch, parent=self._head)
        column(parent=self.place)
        self.drawing = Latest(desk, "绘制图表", self._drawn)
        column(self._head, self.table, self.place, parent=self).setStretch(2, 1)
        self._arrange()

    @property
    def busy(self) -> bool:
        return self.drawing.busy

    def show_plan(self, every: Sequence[Garden], plan: Plan) -> None:
        """Raises Refusal where the plan cannot be reckoned."""
        lines = compared(every, plan)[:LINES]
        self.table.show_rows(
            [(each.label, *each.shown) for each in lines],
            [MARKS[each.verdicts.rpartition(" ")[2]] if each.verdicts else None for each in lines],
        )
        self.table.clearSelection()  # there is nothing to choose
        store = self._store
        self.drawing.ask(lambda: _figure(store, every, plan))

    def fold(self, low: bool) -> None:
        self._low = low
        self._arrange()

    def _switch(self) -> None:
        self._chart_wanted = not self._chart_wanted
        self._arrange()

    def _arrange(self) -> None:
        chart = self._chart_wanted
        self.table.setVisible(not self._low or not chart)
        self.place.setVisible(not self._low or chart)
        self.switch.setVisible(self._low)
        self.switch.setText("看数字" if chart else "看图表")
        self.switch.setIcon(icon("table" if chart else "chart-bar"))
        rows, head = self.table.verticalHeader().defaultSectionSize(), self.table.horizontalHeader().sizeHint().height()
        high = LINES * rows + head + 4
        self.table.setMinimumHeight(0 if self._low else high)
        self.table.setMaximumHeight(NO_LIMIT if self._low else high)
        for made in self._tools():
            made.setVisible(not self._low or chart)

    def _tools(self) -> list[QPushButton]:
        return [self.canvas.copy_button, self.canvas.save_button] if self.canvas is not None else []

    def _drawn(self, drawn: tuple[Any, str]) -> None:
        figure, name = drawn
        if self.canvas is None:
            from ui.chart_canvas import ChartCanvas  # loads matplotlib, which the background has just done

            self.canvas = ChartCanvas(self._desk.speaker)
            self.canvas.told.connect(self.told)
            place = self.place.layout()
            assert place
            place.addWidget(self.canvas)
            for made in self._tools():
                self._line.addWidget(made)  # in the line above the table, which has room
            self._arrange()
        self.canvas.show_figure(figure, name)


def _figure(store: Store, every: Sequence[Garden], plan: Plan) -> tuple[Any, str]:
    load_matplotlib(store.folder)
    from ycpe_desktop.charts.comparison import two_states
    from ycpe_desktop.charts.reckoned import reckoned_states

    return two_states(reckoned_states(store, every, plan)), f"{store.county.name}_{plan.year}学年_达标测算"
