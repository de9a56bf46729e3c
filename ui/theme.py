"""Colours, spacing and type: the tokens of the look, and nothing else knows a colour or a size."""

import re
import sys
from collections.abc import Mapping
from typing import Final, Literal

from PySide6.QtCore import QLibraryInfo, QLocale, QSettings, QTranslator
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from ycpe_desktop.paths import resources

TextSize = Literal["小", "中", "大"]

# Text on surface, card or a pale ground keeps a contrast of at least 4.5:1.
COLOURS: Final[Mapping[str, str]] = {
    "surface": "#F5F6F8",
    "card": "#FFFFFF",
    "line": "#DDE1E6",
    "text": "#1F2329",
    "second": "#5B6470",
    "faint": "#9AA2AD",  # what is switched off
    "hover": "#EBEEF2",
    "primary": "#1F5FA8",
    "primary_dark": "#184C87",
    "primary_pale": "#E1EBF6",
    "good": "#2E7D4F",
    "good_pale": "#EDF6F0",
    "attention": "#8F5500",
    "attention_pale": "#FBF1DF",
    "bad": "#B3261E",
    "bad_pale": "#FBE9E7",
    "on_primary": "#FFFFFF",
}

# Fills of charts, chips and markers, everywhere the same; never the colour of text.
NATURE: Final[Mapping[str, str]] = {
    "公办": "#2F6DB5",
    "普惠性民办": "#3C9A8F",
    "非营利性民办": "#C08A2D",
    "营利性民办": "#9A5B9F",
}

SPACE: Final = (0, 4, 8, 12, 16, 24)
ROW_HEIGHT: Final = 28
CONTROL_HEIGHT: Final = 28
TOP_BAR_HEIGHT: Final = 44
NAVIGATION_WIDTH: Final = 184
POINTS: Final[Mapping[TextSize, float]] = {"小": 9.5, "中": 10.5, "大": 12.0}
TITLE_SCALE: Final = 1.3
FIGURE_SCALE: Final = 2.0
SIZE_SETTING: Final = "look/size"
BUNDLED_FONT: Final = "wqy-microhei.ttc"


def colour(token: str) -> QColor:
    """The colour of a token or of a 办园性质; KeyError for any other word."""
    return QColor(COLOURS.get(token) or NATURE[token])


def prepare(application: QApplication, size: TextSize = "中") -> None:
    """What the first paint needs: style, palette, font."""
    application.setStyle("Fusion")
    application.setPalette(palette())
    application.setFont(text_font(size))


def apply(application: QApplication, size: TextSize = "中") -> None:
    """Dress the application wholly; may be called again with another size."""
    prepare(application, size)
    application.setStyleSheet(style_sheet(size))
    application.setFont(text_font(size))  # a style sheet brings Windows' own smaller fonts of tables and menus back


def translate(application: QApplication) -> None:
    """Qt's own words (OK, Cancel, file dialogs) in Simplified Chinese, whatever the system speaks."""
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    translator = QTranslator(application)
    if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(translator)


def text_size(settings: QSettings) -> TextSize:
    """The size that the user chose, 中 until then."""
    kept = settings.value(SIZE_SETTING)
    return next((size for size in POINTS if size == kept), "中")


def text_font(size: TextSize = "中") -> QFont:
    font = QFont(family())
    font.setPointSizeF(POINTS[size])
    return font


def scaled(font: QFont, factor: float) -> QFont:
    """A larger or smaller cut of a font; the bundled one has no bold, so importance is told by size and colour."""
    larger = QFont(font)
    larger.setPointSizeF(font.pointSizeF() * factor)
    return larger


def code_font(size: TextSize = "中") -> QFont:
    """Digits of one width, for codes: 1114082301."""
    font = text_font(size)
    font.setFamilies(["Consolas", family()] if sys.platform == "win32" else [f"{family()} Mono", family()])
    return font


def family() -> str:
    """微软雅黑 where Windows has it, else the bundled font, else what the system takes for Chinese."""
    if sys.platform == "win32" and "Microsoft YaHei" in QFontDatabase.families():
        return "Microsoft YaHei"
    bundled = resources("fonts", BUNDLED_FONT)
    known = QApplication.instance()
    loaded = known.property("bundled_font") if known else None
    if loaded is None:
        number = QFontDatabase.addApplicationFont(str(bundled)) if bundled.exists() else -1
        found = QFontDatabase.applicationFontFamilies(number)
        loaded = found[0] if found else "WenQuanYi Micro Hei"
        if known:
            known.setProperty("bundled_font", loaded)
    return str(loaded)


def palette() -> QPalette:
    """Fusion draws from the palette: what it says here needs no style sheet."""
    made = QPalette(colour("surface"), colour("surface"))  # one colour alone makes Qt load all names of its namespace
    role = QPalette.ColorRole
    for part, token in {
        role.Window: "surface",
        role.Base: "card",
        role.AlternateBase: "surface",
        role.Button: "card",
        role.Midlight: "line",
        role.WindowText: "text",
        role.Text: "text",
        role.ButtonText: "text",
        role.ToolTipBase: "card",
        role.ToolTipText: "text",
        role.PlaceholderText: "second",
        role.Highlight: "primary",
        role.HighlightedText: "on_primary",
        role.Link: "primary",
        role.LinkVisited: "primary",
        role.Accent: "primary",
    }.items():
        made.setColor(part, colour(token))
    for part in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        made.setColor(QPalette.ColorGroup.Disabled, part, colour("faint"))
    made.setColor(QPalette.ColorGroup.Disabled, role.Highlight, colour("line"))
    return made


def style_sheet(size: TextSize = "中") -> str:
    """``resources/style.qss`` with its ``@tokens`` filled; an unknown token is a KeyError."""
    points = POINTS[size]
    words = {
        **COLOURS,
        **{f"space{step}": f"{pixels}px" for step, pixels in enumerate(SPACE)},
        "row": f"{ROW_HEIGHT}px",
        "control": f"{CONTROL_HEIGHT - 2}px",  # its border is added
        "within": f"{CONTROL_HEIGHT - 4}px",  # the same with a border of two pixels
        "title": f"{points * TITLE_SCALE:g}pt",
        "figure": f"{points * FIGURE_SCALE:g}pt",
        "small": f"{points - 1:g}pt",
        "icons": resources("icons").as_posix(),
    }
    sheet = resources("style.qss").read_text(encoding="utf-8")
    return re.sub(r"@([a-z_]+\d?)", lambda found: words[found[1]], sheet)
