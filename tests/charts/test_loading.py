"""The first chart on a new computer: no font is read but those that are used, and every chart looks as it did."""

import json
import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from tests.charts.samples import CHARTS
from ycpe_desktop.charts.saving import png_bytes

PROGRAM = """
import json, os, sys
from hashlib import sha256
from pathlib import Path

from ycpe_desktop.charts.loading import load_matplotlib

load_matplotlib(Path(sys.argv[1]))
import matplotlib
from matplotlib.font_manager import fontManager

own = Path(matplotlib.get_data_path())
others = [font.fname for font in fontManager.ttflist if own not in Path(font.fname).parents]
still = "MPL_IGNORE_SYSTEM_FONTS" in os.environ

from tests.charts.samples import CHARTS
from ycpe_desktop.charts.saving import png_bytes

charts = {name: sha256(png_bytes(make(), 60)).hexdigest() for name, make in CHARTS.items()}
print(json.dumps([matplotlib.get_cachedir(), others, still, charts]))
"""


@pytest.fixture(scope="module")
def first_charts(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str], bool, dict[str, str]]:
    """(folder of the list, fonts of the computer in it, the switch still set, digest by chart) of a first start."""
    folder = tmp_path_factory.mktemp("台账数据")
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(folder)], capture_output=True, text=True, encoding="utf-8", check=True
    )
    cache, others, still, charts = json.loads(done.stdout)
    assert done.stderr == ""
    return Path(cache).relative_to(folder), others, still, charts


def test_no_font_of_the_computer_is_read(first_charts: tuple[Path, list[str], bool, dict[str, str]]) -> None:
    cache, others, still_set, _ = first_charts
    assert (cache, others, still_set) == (Path("matplotlib"), [], False)


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_looks_the_same_with_and_without_them(
    name: str, first_charts: tuple[Path, list[str], bool, dict[str, str]]
) -> None:
    assert sha256(png_bytes(CHARTS[name](), 60)).hexdigest() == first_charts[-1][name]


def test_a_folder_that_cannot_be_written_is_no_reason_for_english_words(tmp_path: Path) -> None:
    command = (
        "import sys; from pathlib import Path; from ycpe_desktop.charts.loading import load_matplotlib;"
        " load_matplotlib(Path(sys.argv[1]))"
    )
    missing = tmp_path / "没有"
    done = subprocess.run(
        [sys.executable, "-c", command, str(missing)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
        env={**os.environ, "TMPDIR": str(tmp_path)},
    )
    assert (done.stdout, done.stderr, missing.exists()) == ("", "", False)
