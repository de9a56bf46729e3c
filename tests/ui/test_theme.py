"""The tokens: readable, complete, and the icons that are named."""

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui import theme
from ui.icons import app_icon, icon, pixmap
from ui.shell.parts import button
from ycpe_desktop.paths import program_folder, resources

TEXT_ON_GROUND = [
    (text, ground)
    for text in ("text", "second", "primary", "good", "attention", "bad")
    for ground in ("surface", "card", *(f"{text}_pale" for _ in [0] if f"{text}_pale" in theme.COLOURS))
] + [("text", "primary_pale"), ("second", "primary_pale"), ("on_primary", "primary")]


def luminance(colour: QColor) -> float:
    """WCAG's relative luminance, 0 to 1."""
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (colour.redF(), colour.greenF(), colour.blueF())
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


@pytest.mark.parametrize(("text", "ground"), TEXT_ON_GROUND)
def test_text_can_be_read(text: str, ground: str) -> None:
    dark, light = sorted(luminance(theme.colour(token)) for token in (text, ground))
    assert (light + 0.05) / (dark + 0.05) >= 4.5


@pytest.mark.parametrize("size", list(theme.POINTS))
def test_style_sheet_has_all_its_tokens(size: theme.TextSize) -> None:
    sheet = theme.style_sheet(size)
    assert "@" not in sheet
    for named in re.findall(r"url\((.+?)\)", sheet):
        assert Path(named).exists()


def test_the_font_is_the_bundled_one(qapp: QApplication) -> None:
    assert theme.text_font().family() == "WenQuanYi Micro Hei"


def test_every_icon_of_the_program_exists() -> None:
    named: set[str] = set()
    for source in program_folder().joinpath("ui").rglob("*.py"):
        named.update(re.findall(r'\b(?:icon|pixmap|mark)\("([a-z-]+)"', source.read_text(encoding="utf-8")))
    missing = [name for name in named if not resources("icons", f"{name}.svg").exists()]
    assert not missing


def test_icons_take_the_colour_of_their_token(qapp: QApplication) -> None:
    drawn = pixmap("check-circle", "good", 16).toImage()
    assert drawn.pixelColor(4, 4).name().upper() == theme.COLOURS["good"]
    assert not icon("magnify").isNull()
    assert not app_icon().isNull()


@pytest.mark.parametrize("role", ["", "primary", "link"])
def test_a_button_with_the_focus_is_seen_and_keeps_its_size(qtbot: QtBot, role: str) -> None:
    made = button("导入", lambda: None, "plus", role)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.clearFocus()
    size, image = made.sizeHint(), made.grab().toImage()
    made.setFocus()
    assert made.sizeHint() == size
    assert made.grab().toImage() != image
