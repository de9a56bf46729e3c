"""Whose database a file is, found out by plain reading: nothing is changed, nothing is put beside it."""

from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from ycpe_desktop.faults import Refusal
from ycpe_desktop.store import migrations
from ycpe_desktop.store.engine import Broken, connect_still, in_sentences, log_of
from ycpe_desktop.store.folder import mendable

APPLICATION_ID = 0x59435045  # "YCPE"
_MAGIC = b"SQLite format 3\x00"
_BROKEN = "请从备份恢复；原文件没有改动"


class Identity(NamedTuple):
    """``version`` of the schema; ``county`` code; ``demo``: its kindergartens are made up."""

    version: str
    county: str
    demo: bool

    @property
    def is_older(self) -> bool:
        return self.version != migrations.REVISIONS[-1]


def identify(file: Path) -> Identity:
    """What the database says of itself. Raises Broken where it is damaged, Refusal where newer or none of ours."""
    require_ours(file)
    with in_sentences(file), closing(connect_still(file)) as connection:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type='table'")}
        if not {"alembic_version", "setting"} <= tables:
            raise Broken("台账数据不完整", str(file), _BROKEN)
        version = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        county = connection.execute("SELECT value FROM setting WHERE uuid='county'").fetchone()
        demo = connection.execute("SELECT value FROM setting WHERE uuid='demo'").fetchone()
    if version is None or county is None:
        raise Broken("台账数据不完整", str(file), _BROKEN)
    if version[0] not in migrations.REVISIONS:
        raise Refusal(
            f"这份台账是更新版本的程序建立的（数据版本 {version[0]}，本程序到 {migrations.REVISIONS[-1]}）",
            str(file),
            "请安装新版程序后再打开；文件没有改动",
        )
    return Identity(str(version[0]), str(county[0]).strip('"'), demo == ("true",))


def require_ours(file: Path) -> None:
    """Judge by the first 100 bytes alone, so that a foreign file is not even opened as a database."""
    with mendable(file), file.open("rb") as opened:
        header = opened.read(100)
        size = opened.seek(0, 2)
    if not header.startswith(_MAGIC) or len(header) < 100:
        raise Broken("这不是台账数据文件，或文件已损坏", str(file), _BROKEN)
    if int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise Refusal("这是别的程序的数据文件，不是学前教育台账", str(file), "请另选文件；原文件没有改动")
    page = int.from_bytes(header[16:18], "big")
    pages = int.from_bytes(header[28:32], "big")
    # A program that was killed while it carried pages over from the log leaves the first page ahead of the file.
    if size < pages * (65_536 if page == 1 else page) and not log_of(file).exists():
        raise Broken("台账数据文件不完整（被截断）", str(file), _BROKEN)


def unsound(file: Path) -> str:
    """What SQLite finds wrong in the file, in its own words; empty when all is in order. Reads every page."""
    with closing(connect_still(file)) as connection:
        found = [str(said) for (said,) in connection.execute("PRAGMA integrity_check(3)")]
    return "" if found == ["ok"] else "；".join(found)
