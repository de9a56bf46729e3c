"""Colours and the font of every chart. Importing this loads no matplotlib; calling what needs it does."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import MappingProxyType

from ycpe_desktop.paths import resources

TEXT = "#1F2329"
SECOND_TEXT = "#5B6470"
LINE = "#DDE1E6"
PAPER = "#FFFFFF"
PRIMARY = "#1F5FA8"
GOOD = "#2E7D4F"
ATTENTION = "#8F5500"
BAD = "#B3261E"
NEUTRAL = "#C3C9D1"
PENDING = "#E0A84A"

NATURE_UNKNOWN = "性质未填"
NATURE_COLOURS: Mapping[str, str] = MappingProxyType({
    "公办": "#2F6DB5",
    "普惠性民办": "#3C9A8F",
    "非营利性民办": "#C08A2D",
    "营利性民办": "#9A5B9F",
    NATURE_UNKNOWN: NEUTRAL,
})
STATE_COLOURS: Mapping[str, str] = MappingProxyType({
    "已达到": GOOD,
    "办理中": PENDING,
    "未达到": BAD,
    "不适用": NEUTRAL,
    "未填": PAPER,
})
STEPS = ("#1F4F8A", "#4F86C2", "#8FB3DC", "#C9D9EC", "#D6B26A", "#C3C9D1", "#E9D8A6")
"""Parts without a judgement, dark to light, so that they are told apart in grey too."""
LOAD_COLOURS: Mapping[str, str] = MappingProxyType({"偏少": "#D6B26A", "正常": GOOD, "偏多": ATTENTION})

TITLE_SIZE = 13.0
HEADING_SIZE = 10.0
LABEL_SIZE = 9.0
NUMBER_SIZE = 8.5
NOTE_SIZE = 8.0

FONT_NAME = "ycpe-chart"
"""Our own name for the bundled file, so that another version of it on the computer is never taken instead."""

FALLBACK_FONTS = ("DejaVu Sans", "SimSun-ExtB")
"""TrueType only: matplotlib cannot embed the outlines of an .otf in a PDF. The first comes with matplotlib,
the second with Windows and has the rare characters of names."""


def font_file() -> Path:
    return resources("fonts", "wqy-microhei.ttc")


def _rare_file() -> Path:
    """Where Windows keeps SimSun-ExtB: the one font of the computer that is used, so that no other need be read."""
    return Path(os.environ.get("WINDIR", "")) / "Fonts" / "simsunb.ttf"


@cache
def font_chain() -> tuple[str, ...]:
    """Names of the fonts that matplotlib tries for each character, the bundled one first."""
    from matplotlib.font_manager import FontEntry, fontManager

    file = str(font_file())
    fontManager.ttflist.insert(0, FontEntry(fname=file, name=FONT_NAME))
    if _rare_file().exists():
        fontManager.addfont(_rare_file())
    there = set(fontManager.get_font_names())
    return (FONT_NAME, *(name for name in FALLBACK_FONTS if name in there))


@cache
def _characters_of(family: str) -> frozenset[int]:
    from matplotlib.font_manager import FontProperties, findfont, get_font

    return frozenset(get_font(findfont(FontProperties(family=[family]))).get_charmap())


def missing_characters(text: str) -> str:
    """The characters of ``text`` that the bundled font lacks, each once, in order; white space never counts."""
    font_chain()
    have = _characters_of(FONT_NAME)
    return "".join(dict.fromkeys(c for c in text if not c.isspace() and ord(c) not in have))


def safe(text: str) -> str:
    """``text`` with each character that no font of the chain has written as its code point, 〔U+20BB7〕."""
    lost = [c for c in missing_characters(text) if not any(ord(c) in _characters_of(name) for name in font_chain())]
    for character in lost:
        text = text.replace(character, f"〔U+{ord(character):04X}〕")
    return text


@contextmanager
def chart_style() -> Iterator[None]:
    """matplotlib's settings while a chart is built; the former ones are back afterwards."""
    from matplotlib import rc_context

    with rc_context({
        "font.family": list(font_chain()),
        "font.size": LABEL_SIZE,
        "font.weight": "normal",
        "axes.unicode_minus": False,
        "axes.titlesize": HEADING_SIZE,
        "axes.titleweight": "normal",
        "axes.edgecolor": LINE,
        "axes.labelcolor": SECOND_TEXT,
        "text.color": TEXT,
        "xtick.color": TEXT,
        "ytick.color": TEXT,
        "legend.frameon": False,
        "hatch.linewidth": 0.6,
    }):
        yield


def text_on(fill: str) -> str:
    """The text colour that reads best on ``fill`` ("#RRGGBB"): contrast as WCAG counts it."""
    on_white = 1.05 / (luminance(fill) + 0.05)
    on_dark = (luminance(fill) + 0.05) / (luminance(TEXT) + 0.05)
    return PAPER if on_white >= on_dark else TEXT


def luminance(colour: str) -> float:
    """0 black … 1 white, as WCAG 2 weighs the parts of "#RRGGBB"."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
