"""Files that pages write: their names are proposed so that Windows takes them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.policy.small_county import small_county
from tests.ui.filled_pages import Desked, desked
from ui.pages.written_files import PDF, print_pdf


@pytest.fixture
def desk(qtbot: QtBot, data_folder: Path) -> Iterator[Desked]:
    with small_county(data_folder) as county, desked(qtbot, data_folder, "kindergarten", county) as made:
        yield made


def test_a_name_has_nothing_that_windows_refuses(desk: Desked, tmp_path: Path) -> None:
    assert desk.shell.desk
    print_pdf(desk.shell.desk, "打印", 'A/B“城东”: 第1?园"_督导表_202611.pdf', lambda out: None)
    assert desk.clerk.asked == [f"打印：存为 {PDF.split(' ')[0]}：A_B“城东”_ 第1_园__督导表_202611.pdf"]
