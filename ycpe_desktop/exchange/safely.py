"""The one way to write a file that a user keeps, whole or not at all, and a cell that stays what it is."""

import errno
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from ycpe_desktop.exchange.sheets import Cell
from ycpe_desktop.faults import Refusal

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell as ExcelCell

_LOCKED = {errno.EACCES, errno.EPERM, errno.EBUSY, errno.ETXTBSY, errno.EISDIR}
_FULL = {errno.ENOSPC, errno.EDQUOT}
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")  # characters that XML cannot hold
_UNNAMEABLE = re.compile(r'[\\/:*?"<>|\x00-\x1f]')  # characters that Windows refuses in a file's name
_LONGEST = 32_767  # characters of an Excel cell
_SHARING_VIOLATIONS = {32, 33}  # Windows: ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION


def _refusal(error: OSError, target: Path) -> Refusal | None:
    """The sentence for a failure that the user can mend; None for any other."""
    if error.errno in _LOCKED or getattr(error, "winerror", None) in _SHARING_VIOLATIONS:
        return Refusal(
            "写不进去：文件正被 Excel/WPS 打开，或没有写入权限，原有文件未改动",
            str(target),
            "请关闭该文件后重试，或换一个文件名、文件夹。",
        )
    if error.errno in _FULL:
        return Refusal("磁盘空间不够，没有写完，原有文件未改动", str(target), "请清理磁盘，或换一个磁盘保存。")
    if error.errno == errno.EROFS:
        return Refusal("这个位置是只读的，写不进去", str(target), "请换一个文件夹保存。")
    if error.errno in {errno.ENOENT, errno.ENOTDIR}:
        return Refusal("文件夹不存在，写不进去", str(target.parent), "请换一个文件夹保存。")
    if error.errno in {errno.ENAMETOOLONG, errno.EINVAL}:
        return Refusal("文件名太长或含有不能用的字符", target.name, "请换一个较短的文件名。")
    return None


def _flush(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """Write the yielded file, which has the target's suffix; it takes the target's place when the block ends well.

    Whatever fails, the old file stays as it was and nothing is left behind. Raises Refusal where the target is open
    in another program, the disk full, the folder missing or read-only.
    """
    temporary = target.with_name(f".{uuid4().hex[:12]}{target.suffix}")
    try:
        yield temporary
        _flush(temporary)
        temporary.replace(target)
    except OSError as error:
        refusal = _refusal(error, target)
        if refusal is None:
            raise
        raise refusal from error
    finally:
        temporary.unlink(missing_ok=True)


def nameable(text: str) -> str:
    """The name of a kindergarten or of a 方案 as part of a file's name, which every system takes."""
    return _UNNAMEABLE.sub("_", text)


def clean(text: str) -> str:
    """Text as a workbook can hold it."""
    return _FORBIDDEN.sub("", text)[:_LONGEST]


def put(cell: "ExcelCell", value: Cell) -> None:
    """Set an openpyxl cell. Text stays text: "=1+1" becomes no formula, "0112" no number, "@x" no function."""
    if not isinstance(value, str):
        cell.value = value
        return
    cell.value = clean(value)
    cell.data_type = "s"
    if value.startswith(("=", "+", "-", "@")):
        cell.quotePrefix = True
