"""The end of a program outside its window: a line in the log and one sentence. Standard library only.

Whatever is wrong, Qt may be the very thing that cannot be loaded, and the window's executable has no console.
"""

import sys
import traceback
from datetime import datetime
from pathlib import Path
from types import TracebackType

from ycpe_desktop import __version__

TITLE = "学前教育台账"
TOLD = "程序出了错，停了下来；已保存的数据没有丢。\n请把日志发给维护人员：{}"
UNWRITTEN = "程序出了错，停了下来；已保存的数据没有丢。\n日志写不进 {}，请检查这个文件夹能不能写入，再试一次。"
ERROR, INFORMATION = 0x10, 0x40  # MB_ICONERROR, MB_ICONINFORMATION


def confess(error: BaseException, data_folder: Path) -> None:
    """Log what happened and tell the user where."""
    place = log_file(data_folder)
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with place.open("a", encoding="utf-8") as log:
            log.write(f"{datetime.now():%Y-%m-%d %H:%M:%S} ERROR start {details(type(error), error.__traceback__)}\n")
    except OSError:
        tell(UNWRITTEN.format(place.parent))
    else:
        tell(TOLD.format(place))


def log_file(data_folder: Path) -> Path:
    return data_folder / "logs" / "ycpe.log"


def details(kind: type[BaseException], trace: TracebackType | None) -> str:
    """The version and the places in the code. Not the message: it may hold a name or a telephone number."""
    where = "".join(traceback.format_tb(trace))
    versions = f"YCPE {__version__}, {sys.platform}, Python {sys.version.split()[0]}"
    return f"{versions}\n{where}{kind.__module__}.{kind.__qualname__}"


def tell(text: str, icon: int = ERROR) -> None:
    """On the console where there is one, else in a box of Windows' own."""
    if sys.stderr is not None:
        sys.stderr.write(f"{text}\n")
    elif sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.MessageBoxW(None, text, TITLE, icon)
