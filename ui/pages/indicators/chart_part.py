"""The chart at the right. Matplotlib is loaded beside the window when the page is first seen."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QWidget

from ui.icons import icon
from ui.pages.indicators.chart_choice import OWN, ChartChoice
from ui.pages.latest import Latest
from ui.shell.contracts import Desk
from ui.shell.parts import EmptyState, button, column
from ui.theme import SPACE
from ycpe_desktop.charts.catalogue import CHARTS
from ycpe_desktop.charts.from_store import rate_series
from ycpe_desktop.charts.loading import load_matplotlib
from ycpe_desktop.policy.figures import Indicator
from ycpe_desktop.store import Store

if TYPE_CHECKING:
    from ui.chart_canvas import ChartCanvas

FOLLOWS = {
    "supervisor_load": "督学负荷",
    "four_independents": "四个独立进展",
    "four_independents_all": "四个独立进展",
    "public_fund": "生均经费达标",
    "inclusive_fund": "生均经费达标",
    "unlicensed_sites": "无证园处置",
    "research_monthly": "片区教研按月",
    "showcase": "典型与现场会",
    "incidents": "安全事故",
}
"""Indicators that another chart of the catalogue shows better than their years do."""
FIRST = "三率"
NO_LIMIT = 16_777_215  # Qt's QWIDGETSIZE_MAX, which PySide6 does not have


class ChartPart(QWidget):
    """``told`` carries what was saved or copied; ``enlarge`` is pressed while the chart has the whole page."""

    told = Signal(str)

    def __init__(self, desk: Desk, store: Store) -> None:
        super().__init__()
        self._desk, self._store = desk, store
        self._indicator: Indicator | None = None
        self.canvas: ChartCanvas | None = None
        self.choice = ChartChoice()
        self.enlarge = button("", self._show_head, "fullscreen")
        self.enlarge.setCheckable(True)
        self._folded = False
        self.waiting = EmptyState("chart-bar", "正在准备图表…")
        self.stack = QStackedWidget()
        self.stack.addWidget(self.waiting)
        self._head = QHBoxLayout()
        self._head.setSpacing(SPACE[2])
        self._head.addWidget(self.choice, 100)
        self._head.addStretch(1)
        self._head.addWidget(self.enlarge)
        self.drawing = Latest(desk, "绘制图表", self._drawn)
        lines = column(parent=self)
        lines.addLayout(self._head)
        lines.addWidget(self.stack, 1)
        self.choice.choose(FIRST)
        self._show_head()
        self.choice.chosen.connect(self._chosen)

    @property
    def busy(self) -> bool:
        return self.drawing.busy

    def follow(self, indicator: Indicator) -> None:
        """Draw the chart that belongs to the chosen indicator; others of the catalogue stay as they were chosen."""
        self._indicator = indicator
        wanted = FOLLOWS.get(indicator.id, "")
        if wanted:
            self.choice.choose(wanted)
        elif _has_years(indicator):
            self.choice.choose(OWN)
        elif self.choice.name == OWN:
            self.choice.choose(FIRST)
        self.draw()

    def draw(self) -> None:
        """Anew, from the store."""
        store, year, wanted = self._store, self._desk.year, self.choice.name
        key = self._indicator.id if self._indicator is not None else ""
        self._enable(False)
        self.drawing.ask(lambda: _figure(store, year, wanted, key))

    def fold(self, folded: bool) -> None:
        """Where the page is low only the line above the chart stands there, and the way to the chart."""
        self._folded = folded
        self._show_head()

    def copy(self) -> None:
        if self.canvas is not None and not self.busy:
            self.canvas.copy()

    def _chosen(self, _: str) -> None:
        if self._folded:
            self.enlarge.setChecked(True)
            self._show_head()
        self.draw()

    def _show_head(self) -> None:
        """What belongs to a chart that is seen."""
        large = self.enlarge.isChecked()
        seen = large or not self._folded
        self.stack.setVisible(seen)
        self.setMaximumHeight(NO_LIMIT if seen else self._head.sizeHint().height())
        for made in self._tools():
            made.setVisible(seen)
        self.enlarge.setText("还原" if large else "放大" if seen else "看图表")
        self.enlarge.setIcon(icon("fullscreen-exit" if large else "fullscreen" if seen else "chart-bar"))
        self.enlarge.setToolTip("回到指标" if large else "图表占满整页")

    def _tools(self) -> list[QPushButton]:
        return [self.canvas.copy_button, self.canvas.save_button] if self.canvas is not None else []

    def _drawn(self, drawn: tuple[Any, str]) -> None:
        figure, name = drawn
        if self.canvas is None:
            self._make_canvas()
        assert self.canvas is not None
        self.canvas.show_figure(figure, f"{self._store.county.name}_{self._desk.year}学年_{name}")
        self.stack.setCurrentWidget(self.canvas)
        self._enable(True)

    def _make_canvas(self) -> None:
        from ui.chart_canvas import ChartCanvas  # loads matplotlib, which the background has just done

        self.canvas = ChartCanvas(self._desk.speaker)
        self.canvas.told.connect(self.told)
        self.stack.addWidget(self.canvas)
        for made in self._tools():
            self._head.insertWidget(self._head.count() - 1, made)  # in one line with the choice
        self._show_head()

    def _enable(self, on: bool) -> None:
        for made in self._tools():
            made.setEnabled(on)


def _has_years(indicator: Indicator) -> bool:
    return indicator.form == "percent" and indicator.value is not None


def _figure(store: Store, year: int, wanted: str, key: str) -> tuple[Any, str]:
    """On a thread of its own: the figure, and its name for a file."""
    load_matplotlib(store.folder)
    from ycpe_desktop.charts.figures import draw

    if wanted == OWN and key:
        series = rate_series(store, key, year)
        return draw(series), series.name
    name = wanted if wanted in CHARTS else FIRST
    return CHARTS[name].build(store, year), name
