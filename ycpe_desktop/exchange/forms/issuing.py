"""发放: a folder with one workbook a kindergarten, named so that it sorts by township."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from shutil import rmtree
from typing import Any
from uuid import uuid4

from ycpe_desktop import __version__
from ycpe_desktop.exchange.forms.asked import Known, known
from ycpe_desktop.exchange.forms.identity import SCHEMA, SHEET, Identity, rows_of
from ycpe_desktop.exchange.safely import nameable, put, replacing
from ycpe_desktop.exchange.standard_layout import OPTIONS_TITLE
from ycpe_desktop.faults import Refusal
from ycpe_desktop.schoolyear import label
from ycpe_desktop.store import Store

Progress = Callable[[str, int, int], object]
TITLE = "填报表"
LONGEST = 80
"""Signs of a name: WeChat and old systems cut longer ones."""


@dataclass(frozen=True)
class Issued:
    folder: Path
    files: tuple[Path, ...]


def folder_name(store: Store, year: int) -> str:
    """芮城县_2026学年_园所填报表."""
    return f"{store.county.name}_{year}学年_园所填报表"


def fresh_folder(store: Store, year: int, parent: Path) -> Path:
    """A folder of that name in which there is nothing yet."""
    name = folder_name(store, year)
    tried = (parent / f"{name}{f'（{number}）' if number > 1 else ''}" for number in range(1, 1000))
    return next(folder for folder in tried if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())))


def issue(store: Store, year: int, folder: Path, progress: Progress = lambda *_: None) -> Issued:
    """Write the forms of all kindergartens in operation, all of them or none.

    Raises Refusal where there is none to ask, the folder cannot be written, or holds workbooks already: they may be
    answers.
    """
    every = known(store, year)
    if not every:
        raise Refusal(f"{label(year)}没有在办的园", store.county.name, "请先在园所名册里录入或导入园所。")
    if folder.is_dir() and any(folder.glob("*.xlsx")):
        raise Refusal("文件夹里已经有表了，可能是园所填好发回的", str(folder), "请换一个空文件夹。")
    beside = folder.with_name(f".{uuid4().hex[:12]}")
    try:
        beside.mkdir(parents=True)
        names = _write_all(store, year, every, beside, progress)
        folder.mkdir(exist_ok=True)
        for name in names:
            (beside / name).replace(folder / name)
    except OSError as error:
        raise Refusal("写不进这个文件夹", str(folder), "请换一个文件夹。") from error
    finally:
        rmtree(beside, ignore_errors=True)
    return Issued(folder, tuple(folder / name for name in names))


def _write_all(store: Store, year: int, every: list[Known], folder: Path, progress: Progress) -> list[str]:
    when = datetime.now().isoformat(timespec="seconds")
    names: list[str] = []
    for done, one in enumerate(every):
        progress(f"正在写 {one.garden['name']}", done, len(every))
        names.append(file_name(store, one, {name.casefold() for name in names}))
        write_form(store, year, one, folder / names[-1], when)
    return names


def file_name(store: Store, one: Known, taken: set[str]) -> str:
    """乡镇_名称_标识码.xlsx; two of one name are told apart by a number, as Windows does not by capital letters.

    ``taken``: in small letters.
    """
    town = one.garden["township"]
    parts = (store.names.name("township", town) if town else "乡镇未填", one.garden["name"], one.garden["code"] or "")
    stem = "_".join("".join(nameable(part).split()) for part in parts if part)[:LONGEST]
    names = (f"{stem}{f'_{number}' if number > 1 else ''}.xlsx" for number in range(1, len(taken) + 2))
    return next(name for name in names if name.casefold() not in taken)


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
