#!/usr/bin/env python3
"""Start the program or run its tests on a machine that has only Python 3.11; installs what is missing into .venv.

python3 dev.py start [arguments of main.py]      python3 dev.py test [arguments of pytest]
"""

import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
WINDOWS = sys.platform == "win32"
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
STAMP = VENV / "installed-locks.txt"
RUNTIME_LOCK = ROOT / "requirements.txt"
DEVELOPMENT_LOCK = ROOT / "requirements-dev.txt"

# What the Qt wheels load from the system: shared library -> Debian package.
QT_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}
# What PyInstaller puts into a frozen program; Debian's own Python does without it.
PYTHON_LIBRARY = {"libpython3.11.so.1.0": "libpython3.11"}
# A screen, windows and hands for the tests that use real keys and clicks; what PyInstaller looks into libraries with.
TEST_PROGRAMS = {"Xvfb": "xvfb", "openbox": "openbox", "xdotool": "xdotool", "objdump": "binutils"}


def main(arguments: list[str]) -> int:
    if sys.version_info[:2] != (3, 11):
        sys.exit(f"Python 3.11 is needed; this is {sys.version.split()[0]}.")
    match arguments:
        case ["start", *rest]:
            return start(rest)
        case ["test", *rest]:
            return test(rest)
    sys.exit(__doc__)


def start(arguments: list[str]) -> int:
    prepare([RUNTIME_LOCK], QT_LIBRARIES, programs={})
    command = [str(VENV_PYTHON), str(ROOT / "main.py"), "--demo-if-new", *arguments]
    if WINDOWS:  # exec there returns to the prompt while the program still runs
        return subprocess.call(command)
    os.execv(VENV_PYTHON, command)


def test(arguments: list[str]) -> int:
    """Every check is run; the exit code is that of the first that failed."""
    prepare([RUNTIME_LOCK, DEVELOPMENT_LOCK], QT_LIBRARIES | PYTHON_LIBRARY, TEST_PROGRAMS)
    checks = [
        ["ruff", "check"],
        ["ruff", "format", "--check"],
        ["mypy"],
        ["pytest", *in_parallel(arguments), *arguments],
    ]
    codes = [run_tool(*check) for check in checks]
    return next((code for code in codes if code), 0)


def in_parallel(arguments: list[str]) -> list[str]:
    """One worker a core, unless the caller decides or debugs."""
    decided = any(argument.startswith(("-n", "--numprocesses", "--pdb", "--collect-only")) for argument in arguments)
    return [] if decided else ["-n", "auto", "--dist", "worksteal"]


def run_tool(*words: str) -> int:
    print(f"\n$ {' '.join(words)}", flush=True)
    code = subprocess.call([str(VENV_PYTHON), "-m", *words], cwd=ROOT)
    if code and words[0] != "pytest":  # pytest's own closing line stays the last one
        print(f"{words[0]} failed ({code})", flush=True)
    return code


def prepare(locks: list[Path], libraries: dict[str, str], programs: dict[str, str]) -> None:
    if sys.platform == "linux":
        install_system_packages(missing_packages(libraries, programs))
    install_locked(locks)


def missing_packages(libraries: dict[str, str], programs: dict[str, str]) -> list[str]:
    """Debian packages whose library, program or module is not on this machine."""
    missing = [package for library, package in libraries.items() if not loads(library)]
    missing += [package for program, package in programs.items() if not shutil.which(program)]
    if not VENV_PYTHON.exists() and not importlib.util.find_spec("ensurepip"):
        missing.append("python3-venv")
    return missing


def loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def install_system_packages(packages: list[str]) -> None:
    if not packages:
        return
    install = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        sys.exit(f"Some system packages are missing; as root, run: {' '.join(install)}")
    print(f"Installing system packages: {' '.join(packages)}", flush=True)
    quietly = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "-qq", "update"], [*install, "-qq", "-o", "Dpkg::Use-Pty=0"]):
        if subprocess.call(command, env=quietly, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL):
            sys.exit(f"This command failed: {' '.join(command)}")


def install_locked(locks: list[Path]) -> None:
    """Brings .venv to the lock files; returns at once where the stamp says that it is there."""
    wanted = [f"{lock.name} {hashlib.sha256(lock.read_bytes()).hexdigest()}" for lock in locks]
    installed = STAMP.read_text(encoding="ascii").splitlines() if STAMP.exists() else []
    if VENV_PYTHON.exists() and set(wanted) <= set(installed):
        return
    if not VENV_PYTHON.exists():
        print("Making .venv", flush=True)
        subprocess.check_call([sys.executable, "-m", "venv", str(VENV)])
    print(f"Installing the packages of {', '.join(lock.name for lock in locks)}", flush=True)
    pip = [str(VENV_PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
    chosen = [word for lock in locks for word in ("-r", str(lock))]
    if code := subprocess.call([*pip, "--require-hashes", "--only-binary=:all:", *chosen], stdin=subprocess.DEVNULL):
        sys.exit(f"pip could not install the packages ({code}); nothing was started.")
    STAMP.write_text("\n".join(wanted) + "\n", encoding="ascii")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
