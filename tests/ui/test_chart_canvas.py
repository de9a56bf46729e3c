"""A chart in the window: shown, told under the pointer, copied, saved."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from tests.charts.samples import CHARTS, load_board
from ui.chart_canvas import ChartCanvas
from ui.speaking import Speaker
from ui.theme import NATURE
from ycpe_desktop.charts.figures import supervisor_load
from ycpe_desktop.charts.style import NATURE_COLOURS
from ycpe_desktop.faults import Refusal


class Clerk(Speaker):
    """Answers as told, and remembers what was said."""

    def __init__(self, path: Path | None = None, answer: str = "") -> None:
        super().__init__()
        self.path, self.answer, self.heard = path, answer, [""]

    def choose_save_file(self, title: str, proposal: Path, filters: str = "") -> Path | None:
        self.heard += [title, str(proposal), filters]
        return self.path

    def ask(self, question: str, choices: object, explain: str = "") -> str | None:
        self.heard.append(question)
        return self.answer

    def tell(self, refusal: Refusal) -> None:
        self.heard.append(str(refusal))


@pytest.fixture
def clerk() -> Clerk:
    return Clerk()


@pytest.fixture
def canvas(qtbot: QtBot, clerk: Clerk) -> ChartCanvas:
    made = ChartCanvas(clerk)
    qtbot.addWidget(made)
    made.resize(760, 480)
    with qtbot.waitExposed(made):
        made.show()
    return made


def drawing(canvas: ChartCanvas) -> QWidget:
    scroll = canvas.findChild(QScrollArea)
    assert scroll is not None
    return scroll.widget()


def test_nothing_to_save_before_there_is_a_chart(canvas: ChartCanvas) -> None:
    assert not canvas.save_button.isEnabled()
    assert not canvas.copy_button.isEnabled()


def test_chart_fills_the_page_and_follows_its_size(canvas: ChartCanvas, qtbot: QtBot) -> None:
    figure = CHARTS["rate"]()
    canvas.show_figure(figure)
    qtbot.waitUntil(lambda: abs(figure.get_size_inches()[0] - 7.6) < 0.2)
    canvas.resize(1100, 700)
    qtbot.waitUntil(lambda: abs(figure.get_size_inches()[0] - 11.0) < 0.2)


def test_tall_chart_scrolls_instead_of_being_crowded(canvas: ChartCanvas, qtbot: QtBot) -> None:
    figure = supervisor_load(load_board(40))
    canvas.show_figure(figure)
    qtbot.waitUntil(lambda: drawing(canvas).height() >= figure.smallest[1] * 100 - 1)
    assert drawing(canvas).height() > canvas.height()


def test_resting_pointer_is_told_the_number(canvas: ChartCanvas, qtbot: QtBot) -> None:
    figure = CHARTS["years"]()
    canvas.show_figure(figure)
    shown = drawing(canvas)
    shown.grab()
    bar = figure.hints[0].artist.get_window_extent()
    scale = shown.devicePixelRatioF()
    middle = QPoint(round((bar.x0 + bar.x1) / 2 / scale), shown.height() - round((bar.y0 + bar.y1) / 2 / scale))
    assert shown.hint_at(middle) == "2025—2026　公办\n5,801 人，占 57.4%"  # type: ignore[attr-defined]  # our drawing
    assert shown.hint_at(QPoint(2, 2)) == ""  # type: ignore[attr-defined]  # the same


def test_copy_puts_a_picture_on_the_clipboard(canvas: ChartCanvas, qtbot: QtBot) -> None:
    canvas.show_figure(CHARTS["map"]())
    with qtbot.waitSignal(canvas.told) as told:
        canvas.copy_button.click()
    assert "已复制" in told.args[0]
    assert QGuiApplication.clipboard().image().width() > 1000


@pytest.mark.parametrize("number", [0, 1, 2])
def test_saves_in_the_chosen_format(
    canvas: ChartCanvas, clerk: Clerk, qtbot: QtBot, tmp_path: Path, number: int
) -> None:
    clerk.path = tmp_path / "公办占比"
    canvas.show_figure(CHARTS["rate"](), "芮城县公办占比")
    with qtbot.waitSignal(canvas.told) as told:
        canvas.save_button.menu().actions()[number].trigger()
    suffix = (".png", ".svg", ".pdf")[number]
    assert f"芮城县公办占比{suffix}" in clerk.heard
    assert (tmp_path / f"公办占比{suffix}").stat().st_size > 1000
    assert "已保存" in told.args[0]


def test_asks_before_replacing_a_file_that_the_dialog_did_not_see(
    canvas: ChartCanvas, clerk: Clerk, tmp_path: Path
) -> None:
    old = tmp_path / "图.png"
    old.write_bytes(b"old")
    clerk.path, clerk.answer = tmp_path / "图", "不保存"
    canvas.show_figure(CHARTS["rate"]())
    canvas.save_as(".png")
    assert old.read_bytes() == b"old"
    assert "替换" in clerk.heard[-1]


def test_unwritable_place_is_told(canvas: ChartCanvas, clerk: Clerk, tmp_path: Path) -> None:
    clerk.path = tmp_path / "没有" / "图.png"
    canvas.show_figure(CHARTS["rate"]())
    canvas.save_as(".png")
    assert "文件夹不存在" in clerk.heard[-1]


def test_natures_have_one_colour_everywhere() -> None:
    assert {nature: NATURE_COLOURS[nature] for nature in NATURE} == dict(NATURE)
