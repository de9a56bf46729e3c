"""The frozen program, built once for the whole run however many workers it has."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from filelock import FileLock

ROOT = Path(__file__).resolve().parents[2]
OF_PYTHON = ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "PYTHONPYCACHEPREFIX")


@pytest.fixture(scope="session")
def frozen(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that ``build.spec`` makes; what is run from it is to find everything in it."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    made = shared / "frozen" / "dist" / "YCPE"
    with FileLock(shared / "frozen.lock"):
        if not made.exists():
            _build(shared / "frozen")
    return made


def _build(folder: Path) -> None:
    where = ["--distpath", str(folder / "dist"), "--workpath", str(folder / "work")]
    done = subprocess.run(
        [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", *where, str(ROOT / "build.spec")],
        env={**os.environ, "PYINSTALLER_CONFIG_DIR": str(folder / "cache")},
        stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-4000:]
    for rest in ("work", "cache"):
        shutil.rmtree(folder / rest, ignore_errors=True)


def without_python(environment: Mapping[str, str]) -> dict[str, str]:
    """The environment of a PC that has no Python and no checkout."""
    return {name: value for name, value in environment.items() if name not in OF_PYTHON}
