"""The font of the charts: every place name has its letters, and what it lacks is named, never a box."""

import subprocess
import sys

import matplotlib
import pytest

from tests.charts.samples import RARE_NAMES
from ycpe_desktop import divisions
from ycpe_desktop.charts import style


def test_every_place_of_the_county_can_be_written() -> None:
    townships = [place for county in divisions.counties() for place in divisions.townships(county.code)]
    villages = [village.name for place in townships for village in divisions.villages(place.code)]
    assert style.missing_characters("".join([*RARE_NAMES, *(place.name for place in townships), *villages])) == ""


def test_missing_characters_are_told_once_and_in_order() -> None:
    assert style.missing_characters("✗ 徐𠮷 ⚠ 𠮷✗\n") == "✗𠮷⚠"


def test_safe_keeps_what_a_fallback_has_and_names_the_rest() -> None:
    assert style.safe("南磑镇 ✗") == "南磑镇 ✗"
    assert style.safe("\U000323af") == "〔U+323AF〕"


@pytest.mark.parametrize("fill", [*style.NATURE_COLOURS.values(), *style.STATE_COLOURS.values()])
def test_numbers_can_be_read_on_every_fill(fill: str) -> None:
    lighter, darker = sorted((style.luminance(fill), style.luminance(style.text_on(fill))), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= 4.5


def test_settings_do_not_leak() -> None:
    before = dict(matplotlib.rcParams)
    with style.chart_style():
        assert matplotlib.rcParams["font.family"][0] == style.FONT_NAME
    assert dict(matplotlib.rcParams) == before


def test_colours_come_without_matplotlib() -> None:
    command = "import sys, ycpe_desktop.charts.style, ycpe_desktop.charts.series; print('matplotlib' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", command], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
