"""Any file that a clerk may have, read by what it holds and not by what it is called."""

import re
import zipfile
from io import BytesIO
from pathlib import Path
from struct import unpack_from

from ycpe_desktop.exchange.reading_text import decoded, sheet_of_text
from ycpe_desktop.exchange.sheets import Book, Kind, Sheet
from ycpe_desktop.faults import Refusal

MOST_BYTES = 200 * 1024 * 1024
MOST_UNPACKED = 2 * 1024 * 1024 * 1024
_SAVE_AS = "请在 WPS/Excel 中另存为 .xlsx 后再导入。"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BEGIN_OF_WORKBOOK = b"\x09\x08\x10\x00\x00\x06\x05\x00"
_FILE_PASS = 0x2F
_OTHERS = (
    (b"%PDF", "PDF 文件"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"GIF8", "图片"),
    (b"BM", "图片"),
    (b"II*\0", "图片"),
    (b"MM\0*", "图片"),
    (b"Rar!", "压缩包"),
    (b"7z\xbc\xaf", "压缩包"),
    (b"\x1f\x8b", "压缩包"),
    (b"{\\rtf", "RTF 文档"),
    (b"SQLite format 3", "数据库文件"),
    (b"MIME-Version", "网页存档"),
    (b"MZ", "程序文件"),
)


def read_book(path: Path) -> Book:
    """All sheets of the file. Raises Refusal where it is missing, empty, locked, damaged, too large, or no table."""
    data = _bytes_of(path)
    if data.startswith(b"PK"):
        return _read_zip(path, data)
    if data.startswith(_OLE):
        return _read_ole(path, data)
    text = None
    for magic, called in _OTHERS:
        if data.startswith(magic):
            text = decoded(data) if magic in {b"BM", b"MZ"} else None
            if text is None:
                raise _not_a_table(path, called)
    text = decoded(data) if text is None else text
    if text is None:
        raise Refusal("不认识这种文件，读不出表格", path.name, _SAVE_AS)
    return _read_text(path, text)


def read_clipboard(text: str) -> Book:
    """One sheet 粘贴的内容 from text as Excel and WPS copy it; all cells are text. Raises Refusal where it is empty."""
    sheet = sheet_of_text("粘贴的内容", text, "\t")
    if not sheet.rows:
        raise Refusal("剪贴板里没有表格", "", "请先在 WPS/Excel 中选中要导入的单元格并复制。")
    return Book(sheet.name, "clipboard", (sheet,))


def _bytes_of(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise Refusal("这是一个文件夹，不是文件", str(path), "请选择其中的表格文件。")
        if path.stat().st_size > MOST_BYTES:
            raise Refusal("文件超过 200 MB，太大了", path.name, "请删去图片和多余的工作表，或分成几个文件后再导入。")
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise Refusal("找不到文件", str(path), "请检查文件名和位置。") from error
    except PermissionError as error:
        raise Refusal("没有读取权限，或文件正被别的程序占用", str(path), "请关闭该文件后重试。") from error
    except OSError as error:
        raise Refusal("读不出文件", str(path), "请把文件复制到本机硬盘后再导入。") from error
    if not data.strip(b"\0 \t\r\n"):
        raise Refusal("文件是空的", path.name, "请检查是否选错了文件，或重新保存后再导入。")
    return data


def _read_zip(path: Path, data: bytes) -> Book:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            kind = _kind_of_zip(path, archive)
    except (zipfile.BadZipFile, OSError, KeyError, ValueError) as error:
        raise Refusal("文件已损坏，可能没有下载或复制完整", path.name, "请重新取得这个文件后再导入。") from error
    return _read_workbook(path, kind, data)


def _kind_of_zip(path: Path, archive: zipfile.ZipFile) -> Kind:
    names = {name.lstrip("/").lower() for name in archive.namelist()}
    if sum(part.file_size for part in archive.infolist()) > MOST_UNPACKED:
        raise Refusal("文件展开后太大，读不了", path.name, "请分成几个文件后再导入。")
    if "xl/workbook.bin" in names:
        return "xlsb"
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "content.xml" in names and b"opendocument.spreadsheet" in archive.read("mimetype"):
        if b"encryption-data" in archive.read("META-INF/manifest.xml"):
            raise _has_password(path)
        return "ods"
    for folder, called in (("word/", "Word 文档"), ("ppt/", "演示文稿"), ("content.xml", "文档")):
        if any(name.startswith(folder) for name in names):
            raise _not_a_table(path, called)
    raise Refusal("这是压缩包，不是表格", path.name, "请先解压，再导入其中的表格文件。")


def _read_ole(path: Path, data: bytes) -> Book:
    """The old container: its directory names the streams in UTF-16."""

    def holds(stream: str) -> bool:
        return f"{stream}\0".encode("utf-16-le") in data

    if holds("EncryptedPackage") or _has_file_pass(data):
        raise _has_password(path)
    if holds("WordDocument"):
        raise _not_a_table(path, "Word 文档")
    if holds("PowerPoint Document"):
        raise _not_a_table(path, "演示文稿")
    return _read_workbook(path, "xls", data)


def _has_file_pass(data: bytes) -> bool:
    """Whether one of the first records of an .xls is FilePass, after which all is encrypted."""
    place = data.find(_BEGIN_OF_WORKBOOK)
    for _record in range(8 if place >= 0 else 0):
        kind, length = unpack_from("<HH", data, place) if place + 4 <= len(data) else (0, 0)
        if kind == _FILE_PASS:
            return True
        place += 4 + length
    return False


def _read_workbook(path: Path, kind: Kind, data: bytes) -> Book:
    from ycpe_desktop.exchange.reading_workbook import read_workbook  # calamine and lxml, wanted only here

    return _filled(path, read_workbook(path, kind, data))


def _read_text(path: Path, text: str) -> Book:
    head = text[:4096].lstrip("\ufeff \t\r\n").lower()
    if head.startswith("<?xml") and "urn:schemas-microsoft-com:office:spreadsheet" in head:
        return _filled(path, Book(path.name, "xml", _sheets_of_markup(path, text, "xml"), path))
    if re.match(r"<(!doctype|html|head|meta|style|table|div|body|\?xml|!--)", head) and "<table" in text.lower():
        return _filled(path, Book(path.name, "html", _sheets_of_markup(path, text, "html"), path))
    if head.startswith(("<?xml", "<!doctype", "<html")):
        raise _not_a_table(path, "网页或 XML 文件")
    return _filled(path, Book(path.name, "csv", (sheet_of_text(path.stem, text),), path))


def _sheets_of_markup(path: Path, text: str, kind: Kind) -> tuple[Sheet, ...]:
    from lxml import etree

    from ycpe_desktop.exchange.reading_markup import sheets_of_html, sheets_of_xml  # lxml, wanted only here

    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text.lstrip("\ufeff"))  # its encoding was that of the file
    try:
        return tuple(sheets_of_xml(text) if kind == "xml" else sheets_of_html(text))
    except (etree.LxmlError, ValueError) as error:
        raise Refusal("文件已损坏，读不出表格", path.name, _SAVE_AS) from error


def _filled(path: Path, book: Book) -> Book:
    if not any(sheet.rows for sheet in book.sheets):
        raise Refusal("文件里没有任何内容", path.name, "请检查是否选错了文件。")
    return book


def _has_password(path: Path) -> Refusal:
    return Refusal("这个文件有密码，打不开", path.name, "请在 WPS/Excel 中取消密码后另存，再导入。")


def _not_a_table(path: Path, called: str) -> Refusal:
    return Refusal(f"这是{called}，不是能导入的表格", path.name, _SAVE_AS)
