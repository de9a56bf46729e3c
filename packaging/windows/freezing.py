"""PyInstaller on Windows: on the real one, or on Debian under Wine with a Python put together for it."""

import hashlib
import shutil
import subprocess
import sys
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import cpython
from wine import Failed, Prefix, debian13, x_server

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ("main.py", "build.spec", "LICENSE", "THIRD_PARTY_NOTICES.md")
SOURCE_FOLDERS = ("ycpe_desktop", "ui", "data", "resources", "packaging")
PATIENCE = 1800  # seconds
FREEZE = """
import os
import PyInstaller.__main__

os.chdir({source!r})
PyInstaller.__main__.run(["--noconfirm", "--clean", "--distpath", {dist!r}, "--workpath", {scratch!r}, {spec!r}])
"""


class Freezer(Protocol):
    """``packages`` and ``licence``: of the Python that goes into the program."""

    packages: Path
    licence: Path

    def freeze(self, source: Path, spec: str) -> Path:
        """The folder that the spec makes of a source tree; the spec lies in it."""


def say(text: str) -> None:
    print(text, flush=True)


@contextmanager
def freezer(work: Path) -> Iterator[Freezer]:
    if sys.platform == "win32":
        yield OnWindows(work)
    else:
        with x_server() as display, debian13(work / "debian13", say) as root:
            yield UnderWine(work, Prefix(root, "build", display=display))


class UnderWine:
    def __init__(self, work: Path, prefix: Prefix) -> None:
        self._prefix, self._python = prefix, prefix.drive / "python"
        self.packages, self.licence = self._python / "Lib" / "site-packages", self._python / "LICENSE.txt"
        lock = cpython.lock_for_windows(work / "requirements-windows.txt")
        parts = [lock, cpython.HERE / "sources.txt", cpython.HERE / "cpython.py"]
        wanted = hashlib.sha256(b"".join(part.read_bytes() for part in parts)).hexdigest()
        stamp = prefix.drive / "assembled.txt"
        if not stamp.exists() or stamp.read_text(encoding="ascii") != wanted:
            self._assemble(work, lock)
            stamp.write_text(wanted, encoding="ascii")

    def _assemble(self, work: Path, lock: Path) -> None:
        say("Windows CPython and the locked wheels")
        wheels, sources = work / "wheels", work / "sources"
        for folder in (wheels, sources):
            shutil.rmtree(folder, ignore_errors=True)
        cpython.download(lock, wheels)
        cpython.download(cpython.HERE / "sources.txt", sources)
        self._prefix.begin(cpython.ucrt(sources, work / "ucrtbase.dll"))
        cpython.assemble(sources, wheels, lock, self._python)

    def freeze(self, source: Path, spec: str) -> Path:
        say(f"PyInstaller: {spec} of {source.name}")
        copy = self._prefix.drive / "source"
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(source, copy, ignore=shutil.ignore_patterns("__pycache__"))
        made = self._prefix.drive / "dist"
        shutil.rmtree(made, ignore_errors=True)
        script = self._prefix.drive / "freeze.py"
        told = FREEZE.format(source="C:/source", dist="C:/dist", scratch="C:/scratch", spec=spec)
        script.write_text(told, encoding="utf-8")
        self._prefix.run([r"C:\python\python.exe", r"C:\freeze.py"], PATIENCE, {"PYTHONUTF8": "1"})
        return the_folder_in(made)


class OnWindows:
    """With a .venv of its own from the lock files; CPython's own installer brought the rest."""

    def __init__(self, work: Path) -> None:
        self._work = work
        own = work / "venv"
        python = own / "Scripts" / "python.exe"
        if not python.exists():
            venv.create(own, with_pip=True)
            lock = cpython.lock_for_windows(work / "requirements-windows.txt")
            install = [str(python), "-m", "pip", "install", "--quiet", "--no-input", "--no-deps", "--require-hashes"]
            subprocess.run([*install, "--only-binary=:all:", "-r", str(lock)], check=True)
        self._python = python
        self.packages, self.licence = own / "Lib" / "site-packages", Path(sys.base_prefix) / "LICENSE.txt"

    def freeze(self, source: Path, spec: str) -> Path:
        made = self._work / "dist"
        shutil.rmtree(made, ignore_errors=True)
        where = {"source": str(source), "dist": str(made), "scratch": str(self._work / "scratch"), "spec": spec}
        script = self._work / "freeze.py"
        script.write_text(FREEZE.format(**where), encoding="utf-8")
        subprocess.run([str(self._python), "-X", "utf8", str(script)], check=True, timeout=PATIENCE)
        return the_folder_in(made)


def the_folder_in(made: Path) -> Path:
    folders = [each for each in made.iterdir() if each.is_dir()] if made.is_dir() else []
    if len(folders) != 1:
        raise Failed(f"PyInstaller made {len(folders)} folders in {made}")
    return folders[0]


def source_tree(target: Path) -> Path:
    """What the spec reads, copied out of the checkout."""
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    for name in SOURCES:
        shutil.copy(ROOT / name, target / name)
    for name in SOURCE_FOLDERS:
        shutil.copytree(ROOT / name, target / name, ignore=shutil.ignore_patterns("__pycache__"))
    return target
