"""Where things lie: the only module that knows about a frozen program and about the user's folders."""

import os
import sys
from functools import cache
from pathlib import Path


@cache
def program_folder() -> Path:
    """The folder that holds ``resources/`` and ``data/``: the checkout, or the unpacked frozen program."""
    frozen = getattr(sys, "_MEIPASS", None)
    return Path(frozen) if frozen else Path(__file__).resolve().parent.parent


def resources(*parts: str) -> Path:
    return program_folder().joinpath("resources", *parts)


def shipped_data(*parts: str) -> Path:
    """Read-only data that comes with the program (divisions, clauses, thresholds); never the live database."""
    return program_folder().joinpath("data", *parts)


def default_data_folder() -> Path:
    """The user's own folder; beside the program when a ``portable.txt`` lies there."""
    beside = Path(sys.executable).resolve().parent if getattr(sys, "frozen", False) else program_folder()
    if (beside / "portable.txt").exists():
        return beside / "台账数据"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", str(Path.home()))) / "YCPE"
    return Path.home() / ".local" / "share" / "ycpe"
