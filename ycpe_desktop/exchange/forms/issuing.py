"""发放: a folder with one workbook a kindergarten, named so that it sorts by township."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from ycpe_desktop import __version__
from ycpe_desktop.exchange.forms.asked import Known, known
from ycpe_desktop.exchange.forms.identity import SCHEMA, SHEET, Identity, rows_of
from ycpe_desktop.exchange.safely import put, replacing
from ycpe_desktop.exchange.standard_layout import OPTIONS_TITLE
from ycpe_desktop.faults import Refusal
from ycpe_desktop.schoolyear import label
from ycpe_desktop.store import Store

Progress = Callable[[str, int, int], object]
TITLE = "填报表"
_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f\s]+')
LONGEST = 80
"""Signs of a name: WeChat and old systems cut longer ones."""


@dataclass(frozen=True)
class Issued:
    folder: Path
    files: tuple[Path, ...]


def folder_name(store: Store, year: int) -> str:
    """芮城县_2026学年_园所填报表."""
    return f"{store.county.name}_{year}学年_园所填报表"


def issue(store: Store, year: int, folder: Path, progress: Progress = lambda *_: None) -> Issued:
    """Write the forms of all kindergartens in operation; those of an earlier time are replaced.

    Raises Refusal where there is none to ask, or the folder cannot be written.
    """
    every = known(store, year)
    if not every:
        raise Refusal(f"{label(year)}没有在办的园", store.county.name, "请先在园所名册里录入或导入园所。")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refusal("建不了文件夹", str(folder), "请换一个文件夹。") from error
    when = datetime.now().isoformat(timespec="seconds")
    files: list[Path] = []
    for done, one in enumerate(every):
        progress(f"正在写 {one.garden['name']}", done, len(every))
        out = folder / file_name(store, one, {path.name for path in files})
        write_form(store, year, one, out, when)
        files.append(out)
    return Issued(folder, tuple(files))


def file_name(store: Store, one: Known, taken: set[str]) -> str:
    """乡镇_名称_标识码.xlsx; two of one name are told apart by a number."""
    town = one.garden["township"]
    parts = (store.names.name("township", town) if town else "乡镇未填", one.garden["name"], one.garden["code"] or "")
    stem = "_".join(_FORBIDDEN.sub("", str(part)) for part in parts if part)[:LONGEST]
    names = (f"{stem}{f'_{number}' if number > 1 else ''}.xlsx" for number in range(1, len(taken) + 2))
    return next(name for name in names if name not in taken)


def write_form(store: Store, year: int, one: Known, out: Path, when: str) -> None:
    from openpyxl import Workbook  # heavy: only when something is exported
    from openpyxl.workbook.protection import WorkbookProtection

    from ycpe_desktop.exchange.forms.sheet import lay_out
    from ycpe_desktop.exchange.standard_options import Options

    book = Workbook()
    sheet: Any = book.active
    sheet.title = TITLE
    options = Options(store)
    paper = lay_out(store, year, one, sheet, options)
    options.write(book.create_sheet(OPTIONS_TITLE))
    county = store.county
    identity = Identity(
        SCHEMA, county.code, county.name, year, one.uuid, str(one.garden["name"]), __version__, when, paper.printed
    )
    hidden: Any = book.create_sheet(SHEET)
    hidden.sheet_state = "veryHidden"
    for number, pair in enumerate(rows_of(identity), 1):
        for column, text in enumerate(pair, 1):
            cell = hidden.cell(number, column)
            put(cell, text)
            cell.number_format = "@"
    book.security = WorkbookProtection(lockStructure=True)
    with replacing(out) as file:
        book.save(file)
