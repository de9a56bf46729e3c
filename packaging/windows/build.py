#!/usr/bin/env python3
"""From a checkout to YCPE-Setup-x.y.z.exe and the portable zip, both judged: ``python3 packaging/windows/build.py``.

On Debian 12 as root with CPython 3.11.7 as ``python3``: a real Windows build under Wine. On Windows with Python 3.11
from python.org and NSIS: the build that is released. Everything it makes lies in the folder given by --work.
"""

import argparse
import hashlib
import os
import re
import shutil
import sys
import time
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import executables
import notices
from freezing import Freezer, freezer, say, source_tree
from wine import Failed, run

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]

WINDOWS = sys.platform == "win32"
PYTHON = (3, 11, 7)
WORK = Path(os.environ.get("TEMP", "C:/Temp") if WINDOWS else "/var/tmp") / "ycpe-windows"
DEBIAN = {
    "debootstrap": "debootstrap",
    "makensis": "nsis",
    "x86_64-w64-mingw32-gcc": "gcc-mingw-w64-x86-64",
    "Xvfb": "xvfb",
}
LARGEST_SETUP, LARGEST_PROGRAM = 60_000_000, 190_000_000  # bytes
ICON = ROOT / "resources" / "icons" / "ycpe.ico"
TITLE = "运城学前教育台账"
PORTABLE = "portable.txt"


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=WORK, help="where everything is made")
    work = parser.parse_args(arguments).work.resolve()
    why_not = unable()
    if why_not:
        sys.stderr.write(f"{why_not}\n")
        return 2
    begun = time.monotonic()
    try:
        made = build(work)
    except Failed as reason:
        sys.stderr.write(f"{reason}\n")
        return 1
    for file in made:
        print(f"{file}  {file.stat().st_size:,} bytes")
    print(f"built and judged in {time.monotonic() - begun:.0f} s")
    return 0


def unable() -> str:
    """One sentence where this machine cannot build; empty where it can."""
    if WINDOWS:
        return "" if sys.version_info[:2] == PYTHON[:2] else "Python 3.11 from python.org is needed."
    if sys.version_info[:3] != PYTHON or sys.implementation.name != "cpython":
        this = f"{sys.implementation.name} {sys.version.split()[0]}"
        return f"CPython 3.11.7 is needed as python3, since its library goes into the build; this is {this}."
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return "The build needs root on Debian 12: it makes a chroot for Wine and mounts /proc and /dev in it."
    return ""


def build(work: Path) -> list[Path]:
    """The files to hand out; Failed at the first thing that is wrong."""
    version, out = version_of(ROOT), work / "out"
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    if not WINDOWS:
        install_debian_packages()
    with freezer(work) as made_by:
        program = made_by.freeze(source_tree(work / "source"), "build.spec")
        staged = stage(program, work / "stage" / "YCPE", made_by)
    judge(staged, work)
    made = [setup(staged, out / f"YCPE-Setup-{version}.exe", version), portable(staged, out, version)]
    judge_sizes(staged, made[0])
    sums = out / "SHA256SUMS.txt"
    lines = [f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n" for file in made]
    sums.write_text("".join(lines), encoding="utf-8", newline="\n")
    return [*made, sums]


def version_of(source: Path) -> str:
    text = (source / "ycpe_desktop" / "__init__.py").read_text(encoding="utf-8")
    found = re.search(r'__version__ = "(\d+\.\d+\.\d+)"', text)
    if not found:
        raise Failed("ycpe_desktop/__init__.py has no version of three numbers")
    return found[1]


def install_debian_packages(wanted: Mapping[str, str] = DEBIAN) -> None:
    missing = [package for program, package in wanted.items() if not shutil.which(program)]
    if missing:
        say(f"Debian packages: {', '.join(missing)}")
        run(["apt-get", "-qq", "update"])
        run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing])


def stage(program: Path, target: Path, made_by: Freezer) -> Path:
    """The folder as it will be installed: the program with all licences."""
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(program, target)
    notices.write(target / "licences", made_by.packages, made_by.licence)
    return target


def judge(program: Path, work: Path) -> None:
    say("the executables")
    wheels = (work / "venv" / "Lib" / "site-packages") if WINDOWS else next((work / "wheels").glob("pefile-*.whl"))
    sys.path.append(str(wheels))  # pefile comes with the development lock
    found = executables.judge(program)
    if found:
        raise Failed("\n".join(found))


def setup(program: Path, target: Path, version: str, more: Sequence[str] = ()) -> Path:
    say(f"NSIS: {target.name}")
    told = {"VERSION": version, "SOURCE": program, "OUT": target, "ICON": ICON, "SIDE": HERE / "side.bmp"}
    defined = [f"-D{name}={value}" for name, value in told.items()]
    nsis = [makensis(), "-V2", "-INPUTCHARSET", "UTF8", *([] if WINDOWS else ["-DX64"])]
    run([*nsis, *defined, *more, str(HERE / "setup.nsi")])
    return target


def makensis() -> str:
    usual = Path(os.environ.get("PROGRAMFILES(X86)", "C:/Program Files (x86)")) / "NSIS" / "makensis.exe"
    found = shutil.which("makensis") or (str(usual) if usual.exists() else "")
    if not found:
        raise Failed("NSIS is missing: makensis is not on the path")
    return found


def portable(program: Path, out: Path, version: str) -> Path:
    """A zip to unpack on a USB stick; its data lie beside the program."""
    target, top = out / f"YCPE-{version}-portable.zip", TITLE
    say(f"zip: {target.name}")
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for file in sorted(path for path in program.rglob("*") if path.is_file()):
            packed.write(file, f"{top}/{file.relative_to(program).as_posix()}")
        packed.writestr(f"{top}/{PORTABLE}", "有这个文件，数据就存在本文件夹里。\r\n".encode("utf-8-sig"))
        told = (HERE / "使用说明.txt").read_text(encoding="utf-8").replace("\n", "\r\n")
        packed.writestr(f"{top}/使用说明.txt", told.encode("utf-8-sig"))
    return target


def judge_sizes(program: Path, installer: Path) -> None:
    installed = sum(path.stat().st_size for path in program.rglob("*") if path.is_file())
    say(f"setup {installer.stat().st_size / 1e6:.1f} MB, installed {installed / 1e6:.1f} MB")
    if installer.stat().st_size > LARGEST_SETUP or installed > LARGEST_PROGRAM:
        raise Failed(f"too large: at most {LARGEST_SETUP / 1e6:.0f} and {LARGEST_PROGRAM / 1e6:.0f} MB")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
