"""The parts of the Windows build that can be judged without building: what goes in, what is refused, what is seen."""

import re
import struct
import sys
import sysconfig
import zlib
from pathlib import Path

import build
import cpython
import executables
import notices
import pc
import pytest
import trials
from desk import Desk, png
from freezing import source_tree
from wine import Failed, Prefix

ROOT = Path(__file__).resolve().parents[2]


def test_the_lock_for_windows_has_every_package_once_and_no_marker(tmp_path: Path) -> None:
    lock = cpython.lock_for_windows(tmp_path / "lock.txt").read_text(encoding="utf-8")
    names = re.findall(r"^([\w.-]+)==", lock, re.MULTILINE)
    assert len(names) == len(set(names))
    shipped = re.findall(r"^([\w.-]+)==", (ROOT / "requirements.txt").read_text(encoding="utf-8"), re.MULTILINE)
    assert set(names) == {*shipped, *cpython.TOOLS}
    assert " ; " not in lock
    assert lock.count("--hash=sha256:") >= len(names)


def test_another_python_is_refused_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 11, 2))
    assert build.main([]) == 2
    assert re.fullmatch(r"CPython 3\.11\.7 is needed .+\.\n", capsys.readouterr().err)


def test_every_shipped_package_brings_its_licence(tmp_path: Path) -> None:
    own = tmp_path / "python.txt"
    own.write_text("PSF", encoding="utf-8")
    notices.write(tmp_path / "licences", Path(sysconfig.get_path("purelib")), own)
    written = {path.relative_to(tmp_path / "licences").as_posix() for path in (tmp_path / "licences").rglob("*")}
    assert {"LGPL-3.0.txt", "GPL-3.0.txt", "LICENSE", "THIRD_PARTY_NOTICES.md", "Python-3.11-LICENSE.txt"} <= written
    assert [name for name in written if name.startswith("numpy-") and name.endswith("LICENSE.txt")]


def test_a_program_without_executables_is_not_good(tmp_path: Path) -> None:
    assert executables.judge(tmp_path) == [f"no executables in {tmp_path}"]


def test_what_windows_brings_is_known_and_what_it_does_not_is_not() -> None:
    known = ("kernel32", "winspool.drv", "api-ms-win-crt-heap-l1-1-0", "ucrtbase")
    assert all(executables.SYSTEM.fullmatch(name) for name in known)
    assert not [name for name in ("msvcp140", "python311", "icuuc") if executables.SYSTEM.fullmatch(name)]


def test_the_newer_version_of_the_check_has_one_migration_more(tmp_path: Path) -> None:
    migrations = source_tree(tmp_path / "source") / "ycpe_desktop" / "store" / "migrations"
    before = (migrations / "__init__.py").read_text(encoding="utf-8")
    newer = trials._add_migration(migrations)
    after = (migrations / "__init__.py").read_text(encoding="utf-8")
    assert f'"{newer}"' not in before
    assert f'"{newer}", )' in after
    assert (migrations / "versions" / f"{newer}.py").exists()
    with pytest.raises(Failed):
        trials._replace(migrations / "__init__.py", "not there", "")


@pytest.mark.parametrize(
    ("title", "page"),
    [
        ("校验 · 芮城县 · 学前教育台账", "校验"),
        ("四个独立（表格） · 芮城县（演示数据） · 学前教育台账", "四个独立（表格）"),
        ("第一次使用 · 学前教育台账", ""),
        ("学前教育台账", ""),
        ("", ""),
    ],
)
def test_the_title_names_the_page(title: str, page: str) -> None:
    assert pc.page_of(title) == page


class Titled(Desk):
    """A screen on which a window with this title stands whatever is typed."""

    def __init__(self, title: str) -> None:
        self._title = title

    def open(self, initials: str) -> None: ...

    def title(self, name: str) -> str:
        return self._title

    def shot(self, name: str) -> Path:
        return Path(f"{name}.png")


def test_another_page_than_the_one_asked_for_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pc, "OPENS", 0.0)
    machine = pc.Pc(Prefix(tmp_path, "county"), Titled("教研片区 · 芮城县 · 学前教育台账"))
    told = "'jy' in the palette: the page 教研片区 stands there, not 校验 .+; see wrong-page-jy.png"
    with pytest.raises(Failed, match=told):
        machine.open_page("jy")


def test_the_page_asked_for_is_let_pass(tmp_path: Path) -> None:
    pc.Pc(Prefix(tmp_path, "county"), Titled("校验 · 芮城县 · 学前教育台账")).open_page("jy")


def test_a_screenshot_is_a_png_of_its_colours() -> None:
    made = png(2, 1, [bytes([1, 2, 3, 0, 4, 5, 6, 0])])
    assert made.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">II", made[16:24]) == (2, 1)
    start = made.index(b"IDAT") + 4
    assert zlib.decompress(made[start:]) == b"\0" + bytes([3, 2, 1, 6, 5, 4])
