"""The chart at the right. Matplotlib is loaded beside the window when the page is first seen."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QStackedWidget, QWidget

from ui.pages.latest import Latest
from ui.shell.contracts import Desk
from ui.shell.parts import EmptyState, column
from ui.theme import SPACE
from ycpe_desktop.charts.loading import load_matplotlib
from ycpe_desktop.policy.figures import Indicator
from ycpe_desktop.store import Store

if TYPE_CHECKING:
    from ui.chart_canvas import ChartCanvas

OWN = "所选指标各学年与目标线"
FOLLOWS = {"supervisor_load": "督学负荷", "four_independents": "四个独立进展", "four_independents_all": "四个独立进展"}
"""Indicators that another chart of the catalogue shows better than their years do."""
FIRST = "三率"
CHOICE_WIDTH = 240


class ChartPart(QWidget):
    """``told`` carries what was saved or copied."""

    told = Signal(str)

    def __init__(self, desk: Desk, store: Store) -> None:
        super().__init__()
        self._desk, self._store = desk, store
        self._indicator: Indicator | None = None
        self.canvas: ChartCanvas | None = None
        self.choice = QComboBox()
        self.choice.setAccessibleName("图表")
        self.choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.choice.setMinimumContentsLength(6)
        self.choice.setMaximumWidth(CHOICE_WIDTH)
        self.waiting = EmptyState("chart-bar", "正在准备图表…")
        self.stack = QStackedWidget()
        self.stack.addWidget(self.waiting)
        self._head = QHBoxLayout()
        self._head.setSpacing(SPACE[2])
        self._head.addWidget(self.choice, 2)
        self._head.addStretch(1)
        self.drawing = Latest(desk, "绘制图表", self._drawn)
        lines = column(parent=self)
        lines.addLayout(self._head)
        lines.addWidget(self.stack, 1)
        self._fill(())
        self.choice.activated.connect(self.draw)

    @property
    def busy(self) -> bool:
        return self.drawing.busy

    def follow(self, indicator: Indicator) -> None:
        """Draw the chart that belongs to the chosen indicator; others of the catalogue stay as they were chosen."""
        self._indicator = indicator
        wanted = FOLLOWS.get(indicator.id, "")
        if wanted:
            self._choose(wanted)
        elif _has_years(indicator):
            self._choose(OWN)
        elif self.choice.currentData() == OWN:
            self._choose(FIRST)
        self.draw()

    def draw(self) -> None:
        """Anew, from the store."""
        store, year, wanted = self._store, self._desk.year, str(self.choice.currentData())
        key = self._indicator.id if self._indicator is not None else ""
        self._enable(False)
        self.drawing.ask(lambda: _figure(store, year, wanted, key))

    def copy(self) -> None:
        if self.canvas is not None and not self.busy:
            self.canvas.copy()

    def _drawn(self, drawn: tuple[Any, str, dict[str, str]]) -> None:
        figure, name, titles = drawn
        if self.canvas is None:
            self._make_canvas(titles)
        assert self.canvas is not None
        self.canvas.show_figure(figure, f"{self._store.county.name}_{self._desk.year}学年_{name}")
        self.stack.setCurrentWidget(self.canvas)
        self._enable(True)

    def _make_canvas(self, titles: dict[str, str]) -> None:
        from ui.chart_canvas import ChartCanvas  # loads matplotlib, which the background has just done

        self.canvas = ChartCanvas(self._desk.speaker)
        self.canvas.told.connect(self.told)
        self.stack.addWidget(self.canvas)
        self._head.addWidget(self.canvas.copy_button)  # in one line with the choice
        self._head.addWidget(self.canvas.save_button)
        self._fill(tuple(titles.items()))

    def _fill(self, charts: tuple[tuple[str, str], ...]) -> None:
        chosen = self.choice.currentData() or FIRST
        with QSignalBlocker(self.choice):
            self.choice.clear()
            self.choice.addItem(OWN, OWN)
            for name, title in charts or ((FIRST, "三项主要指标"), *((name, name) for name in FOLLOWS.values())):
                if self.choice.findData(name) < 0:
                    self.choice.addItem(title, name)
        self._choose(chosen)

    def _choose(self, name: str) -> None:
        with QSignalBlocker(self.choice):
            self.choice.setCurrentIndex(max(0, self.choice.findData(name)))

    def _enable(self, on: bool) -> None:
        if self.canvas is not None:
            self.canvas.copy_button.setEnabled(on)
            self.canvas.save_button.setEnabled(on)


def _has_years(indicator: Indicator) -> bool:
    return indicator.form == "percent" and indicator.value is not None


def _figure(store: Store, year: int, wanted: str, key: str) -> tuple[Any, str, dict[str, str]]:
    """On a thread of its own: the figure, its name for a file, and all charts that there are."""
    load_matplotlib(store.folder)
    from ycpe_desktop.charts import figures
    from ycpe_desktop.charts.catalogue import CHARTS, rate_series

    titles = {name: chart.title for name, chart in CHARTS.items()}
    if wanted == OWN and key:
        series = rate_series(store, key, year)
        return figures.rate_by_year(series), series.name, titles
    name = wanted if wanted in CHARTS else FIRST
    return CHARTS[name].build(store, year), name, titles
