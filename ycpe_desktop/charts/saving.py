"""A chart as a file or as bytes: PNG, SVG (letters as shapes), PDF (TrueType embedded)."""

import os
from errno import EDQUOT, ENOSPC
from io import BytesIO
from pathlib import Path

from matplotlib import rc_context
from matplotlib.backends import (  # noqa: F401  # savefig finds them by name only; so the frozen build has them
    backend_agg,
    backend_pdf,
    backend_svg,
)
from matplotlib.figure import Figure

from ycpe_desktop.faults import Refusal

FILE_DPI = 200
SUFFIXES = (".png", ".svg", ".pdf")
_METADATA: dict[str, dict[str, None]] = {"png": {}, "svg": {"Date": None}, "pdf": {"CreationDate": None}}
"""No date of drawing, so that the same chart is the same file."""


def save_figure(figure: Figure, path: Path) -> None:
    """Write ``path`` whole or not at all; its suffix says the format. Refusal where it cannot be written."""
    form = path.suffix.lower()
    if form not in SUFFIXES:
        raise Refusal("图表只能存为 PNG、SVG 或 PDF", path.name, "请把文件名的结尾改成 .png、.svg 或 .pdf。")
    content = _bytes(figure, form[1:], FILE_DPI)
    beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        beside.write_bytes(content)
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise _refusal(error, path) from error


def png_bytes(figure: Figure, dpi: int = FILE_DPI) -> bytes:
    """The chart as a PNG picture, for the clipboard and for workbooks."""
    return _bytes(figure, "png", dpi)


def _bytes(figure: Figure, form: str, dpi: int) -> bytes:
    buffer = BytesIO()
    with rc_context({"pdf.fonttype": 42, "svg.fonttype": "path", "svg.hashsalt": "ycpe"}):
        figure.savefig(buffer, format=form, dpi=dpi, metadata=_METADATA[form])
    return buffer.getvalue()


def _refusal(error: OSError, path: Path) -> Refusal:
    if isinstance(error, FileNotFoundError):
        return Refusal("文件夹不存在，图表没有保存", str(path.parent), "请另选一个文件夹。")
    if error.errno in (ENOSPC, EDQUOT):
        return Refusal("磁盘空间不足，图表没有保存", str(path), "请清理磁盘或另选位置；原来的文件没有动。")
    return Refusal(
        "文件写不进去，可能正被别的程序打开", str(path), "请关闭那个程序，或换一个文件名；原来的文件没有动。"
    )
