"""A county's PC: a fresh Chinese Windows without Python, whose user has a Chinese name, and what can be done at it."""

import hashlib
import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desk import Desk
from wine import Failed, Prefix

USER = "张会计"
KEY = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall"
TITLE = "运城学前教育台账"
PRODUCT = "学前教育台账"
"""Last in the title of its window."""
PATIENCE = 300  # seconds for an installer or a command
OPENS = 30  # seconds for a page of the window
PAGES = {
    "jrdb": "今日待办",
    "ysmc": "园所名册",
    "ndsj": "年度数据",
    "sgdl": "四个独立",
    "zrdx": "责任督学",
    "zbytb": "指标与图表",
    "jy": "校验",
    "dr": "导入",
    "sb": "上报",
    "czjl": "操作记录",
    "bfysz": "备份与设置",
    "bz": "帮助",
}
"""Initials in the palette → the page that they open, as the window's title tells it."""


class Pc:
    def __init__(self, prefix: Prefix, desk: Desk) -> None:
        self.prefix, self.desk = prefix, desk
        self.data = prefix.home / "AppData" / "Local" / "YCPE"

    def begin(self, ucrt: Path) -> None:
        self.prefix.begin(ucrt)
        found = [path.name for path in self.prefix.drive.rglob("python*") if path.suffix in (".exe", ".dll")]
        require(not found, f"a PC without Python has {found}")
        require(self.prefix.home.is_dir(), f"the user {USER} has no folder")

    def folder(self, key: str = "YCPE") -> Path:
        """Where the program is installed by itself."""
        return self.prefix.home / "AppData" / "Local" / "Programs" / key

    def windows_path(self, path: Path) -> str:
        return "C:\\" + str(path.relative_to(self.prefix.drive)).replace("/", "\\")

    # -- installing --

    def install(self, installer: Path, *more: str) -> int:
        """Its exit code; without a word."""
        return self.prefix.result([self.windows_path(self.brought(installer)), "/S", *more], PATIENCE)[0]

    def brought(self, file: Path, name: str = "") -> Path:
        """The file on this PC's drive."""
        target = self.prefix.drive / (name or file.name)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(file, target)
        return target

    def uninstall(self) -> int:
        """Its exit code; without a word."""
        return self.prefix.result(self.uninstaller("/S"), PATIENCE)[0]

    def uninstaller(self, *more: str) -> list[str]:
        """With ``_?=`` the uninstaller does not go on in a copy of itself, and so leaves itself where it is."""
        program = self.windows_path(self.folder() / "uninstall.exe")
        return [program, *more, f"_?={self.windows_path(self.folder())}"]

    def registered(self, key: str = "YCPE") -> str:
        """The version that Windows knows to be installed; empty for none."""
        code, said = self.prefix.result(["reg", "query", rf"{KEY}\{key}", "/v", "DisplayVersion"])
        return said.split()[-1] if not code else ""

    def shortcuts(self) -> list[str]:
        found = [path for path in self.prefix.home.rglob("*.lnk") if TITLE in path.name]
        return sorted(path.parent.name + "/" + path.name for path in found)

    # -- using --

    def cli(self, *words: str, code: int = 0, folder: Path | None = None) -> str:
        """What the console's executable says; Failed when it ends with another code."""
        program = self.windows_path((folder or self.folder()) / "ycpe-cli.exe")
        got, said = self.prefix.result([program, *words], PATIENCE)
        require(got == code, f"ycpe-cli {' '.join(words)} ended with {got}:\n{said[-3000:]}")
        return said

    def told(self, *words: str) -> Any:
        """The answer of a command as JSON."""
        said = self.cli("--json", *words)
        return json.loads(said[min(place for place in (said.find("["), said.find("{")) if place >= 0) :])

    def newest_step(self) -> dict[str, Any]:
        """The newest action of the office; empty where there is none."""
        steps = self.told("history", "--limit", "1")
        return dict(steps[0]) if steps else {}

    @contextmanager
    def window(self, *words: str, key: str = "YCPE") -> Iterator[None]:
        """The program's window, until the block ends; then it is closed as a user closes it."""
        with self.prefix.start([self.windows_path(self.folder(key) / "YCPE.exe"), *words]) as program:
            try:
                yield
                self.desk.close_window()
                program.wait(60)
            except subprocess.TimeoutExpired:
                raise Failed(f"the window did not close; see {self.desk.shot('not-closed')}") from None
            finally:
                if program.poll() is None:
                    self.prefix.stop()
                    program.kill()

    def opened(self) -> None:
        """Until the office's name stands in the title, which it does with the first page, and all is at rest."""
        self.desk.comes(f"· {PRODUCT}")
        self.desk.rests()

    def open_page(self, initials: str) -> None:
        """By the palette; Failed where another page stands there than the one asked for."""
        self.desk.open(initials)
        wanted = PAGES[initials]
        try:
            self.desk.until(lambda: page_of(self.title()) == wanted, wanted, OPENS)
        except Failed:
            wrong, shot = another_page(self.title(), wanted), self.desk.shot(f"wrong-page-{initials}")
            raise Failed(f"{initials!r} in the palette: {wrong}; see {shot}") from None

    def title(self) -> str:
        """Of the program's window; empty where it is not there."""
        return self.desk.title(f"· {PRODUCT}")


@dataclass(frozen=True)
class Trial:
    """What the steps of the check work with; the paths are this machine's."""

    pc: Pc
    desk: Desk
    setup: Path
    version: str
    portable: Path
    newer: Path
    newer_schema: str
    empty: Path

    @property
    def demo(self) -> Path:
        """A second office's data: a blank and Chinese letters in its name."""
        return self.pc.prefix.drive / "演示 数据"


def page_of(title: str) -> str:
    """The page that the window's title names, before county and program; empty where it names none."""
    page, *office = title.split(" · ")
    return page if len(office) == 2 else ""


def another_page(title: str, wanted: str) -> str:
    """The sentence for a window with this title that does not show the wanted page."""
    return f"the page {page_of(title) or '(none)'} stands there, not {wanted} (title {title!r})"


def require(good: object, otherwise: str) -> None:
    if not good:
        raise Failed(otherwise)


def digest(folder: Path) -> str:
    """Of every file in the folder: its name and its bytes."""
    told = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        told.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return told.hexdigest()
