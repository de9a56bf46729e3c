"""Charts as files: whole, the same each time, with letters that a PDF reader can show anywhere."""

from pathlib import Path

import pytest

from tests.charts.samples import CHARTS
from ycpe_desktop.charts.saving import png_bytes, save_figure
from ycpe_desktop.faults import Refusal

STARTS = {".png": b"\x89PNG", ".svg": b"<?xml", ".pdf": b"%PDF"}


@pytest.mark.parametrize("suffix", STARTS)
def test_same_chart_is_the_same_file(suffix: str, tmp_path: Path) -> None:
    one, other = tmp_path / f"一{suffix}", tmp_path / f"二{suffix}"
    save_figure(CHARTS["years"](), one)
    save_figure(CHARTS["years"](), other)
    assert one.read_bytes().startswith(STARTS[suffix])
    assert one.read_bytes() == other.read_bytes()
    assert {one, other} == set(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["rate", "four", "map"])
def test_pdf_embeds_its_letters_as_truetype(name: str, tmp_path: Path) -> None:
    path = tmp_path / "图.pdf"
    save_figure(CHARTS[name](), path)
    content = path.read_bytes()
    assert b"/FontFile2" in content
    assert b"/Type3" not in content


def test_picture_has_the_asked_resolution() -> None:
    figure = CHARTS["rate"]()
    wide = [int.from_bytes(png_bytes(figure, dpi)[16:20], "big") for dpi in (100, 200)]
    assert wide == [1000, 2000]


def test_other_formats_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="PNG、SVG 或 PDF"):
        save_figure(CHARTS["rate"](), tmp_path / "图.bmp")


def test_missing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="文件夹不存在"):
        save_figure(CHARTS["rate"](), tmp_path / "没有" / "图.png")


def test_failed_save_leaves_the_old_file_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "图.png"
    path.write_bytes(b"old")

    def locked(*_: object) -> None:
        raise PermissionError(13, "in use")

    monkeypatch.setattr(Path, "replace", locked)
    with pytest.raises(Refusal, match="正被别的程序打开"):
        save_figure(CHARTS["rate"](), path)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]
