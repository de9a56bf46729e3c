"""Opening the data folder of an office, or making it."""

import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from datetime import date
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy import Connection, insert, select, text, update

from ycpe_desktop import divisions
from ycpe_desktop.faults import Refusal
from ycpe_desktop.schoolyear import year_of
from ycpe_desktop.store import in_year
from ycpe_desktop.store.engine import make_engine
from ycpe_desktop.store.store import Store
from ycpe_desktop.store.tables import METADATA, place, setting

FILE = "ycpe.db"
LOCK = "ycpe.lock"
APPLICATION_ID = 0x59435045  # "YCPE"
REVISIONS = ("0001",)
"""All schema versions, oldest first; each has its migration."""
Today = Callable[[], date]


def database_in(folder: Path) -> Path:
    return folder / FILE


def exists(folder: Path) -> bool:
    return database_in(folder).exists()


def create_store(folder: Path, county_code: str, *, today: Today = date.today) -> Store:
    """A new, empty office of that county: its townships and villages are there at once."""
    if exists(folder):
        raise Refusal(f"{folder} 里已经有台账", "", "请换一个文件夹，或直接打开它")
    chosen = divisions.county(county_code)
    folder.mkdir(parents=True, exist_ok=True)
    lock = take_lock(folder)
    engine = make_engine(database_in(folder))
    with engine.begin() as connection:
        connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
        METADATA.create_all(connection)
        connection.exec_driver_sql("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
        connection.execute(text("INSERT INTO alembic_version VALUES (:number)"), {"number": REVISIONS[-1]})
        connection.execute(insert(place), places_of(chosen.code))
        for key, value in (("county", chosen.code), ("years", [year_of(today())]), ("listed_on", today().isoformat())):
            connection.execute(insert(setting).values(uuid=key, value=value))
    store = Store(folder, engine, writable=True, today=today)
    store.when_closing(lock.release)
    return store


def open_store(folder: Path, *, writable: bool = True, today: Today = date.today) -> Store:
    """The office kept in ``folder``. Raises Refusal where it cannot be opened; the files are then left untouched."""
    if not exists(folder):
        raise Refusal(f"{folder} 里还没有台账", "", "请先新建（选择县），或指定另一个文件夹")
    lock = take_lock(folder) if writable else None
    store = Store(folder, make_engine(database_in(folder)), writable=writable, today=today)
    if lock is not None:
        store.when_closing(lock.release)
        bring_up_to_today(store)
    return store


def take_lock(folder: Path) -> FileLock:
    """An operating-system lock on the folder: a stale file never blocks."""
    lock = FileLock(folder / LOCK, timeout=0)
    try:
        lock.acquire()
    except Timeout:
        raise Refusal("这个台账已经在另一个窗口中打开", str(folder), "请使用已打开的窗口，或先关闭它") from None
    return lock


def places_of(county_code: str) -> list[dict[str, object]]:
    """Rows of ``place``: the county, its townships and their villages."""
    county = divisions.county(county_code)
    rows: list[dict[str, object]] = [_place(county.code, county.name, "county", None, "县", county.lon, county.lat)]
    for township in divisions.townships(county_code):
        row = _place(township.code, township.name, "township", county.code, township.kind, township.lon, township.lat)
        rows.append({**row, "real": township.real, "selectable": township.selectable})
        rows += [
            _place(village.code, village.name, "village", township.code, village.kind, None, None)
            for village in divisions.villages(township.code)
        ]
    return rows


def _place(
    code: str, name: str, level: str, parent: str | None, kind: str, lon: float | None, lat: float | None
) -> dict[str, object]:
    return {
        "code": code,
        "name": name,
        "level": level,
        "parent": parent,
        "kind": kind,
        "longitude": lon,
        "latitude": lat,
        "real": True,
        "selectable": True,
    }


def bring_up_to_today(store: Store) -> None:
    """Housekeeping of a new day: the new school year is there, and the yearly lists show what began or ended since."""
    today = store.today
    listed_on = date.fromisoformat(str(store.setting("listed_on", today.isoformat())))
    years = store.years
    if listed_on == today and year_of(today) in years:
        return
    with store.engine.connect().execution_options(writing=True) as connection, connection.begin():
        in_year.relist_since(connection, min(listed_on, today), years, today)
        keep_setting(connection, "listed_on", today.isoformat())
    add_years(store, [year_of(today)])


def add_years(store: Store, wanted: Iterable[int]) -> None:
    """Have these school years kept too: choosable at the top of the window, with their yearly lists."""
    missing = [year for year in wanted if year not in store.years]
    if not missing:
        return
    with store.engine.connect().execution_options(writing=True) as connection, connection.begin():
        for ledger in in_year.dated_ledgers():
            in_year.relist(connection, ledger, missing, store.today)
        keep_setting(connection, "years", sorted({*store.years, *missing}))


def keep_setting(connection: Connection, key: str, value: object) -> None:
    """Housekeeping that is no user's action: written without history."""
    if connection.scalar(select(setting.c.uuid).where(setting.c.uuid == key)) is None:
        connection.execute(insert(setting).values(uuid=key, value=value))
    else:
        connection.execute(update(setting).where(setting.c.uuid == key).values(value=value))


def schema_version(file: Path) -> str:
    """The schema version of a database, read without SQLAlchemy. Raises Refusal when the file is none of ours."""
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
        return str(connection.execute("SELECT version_num FROM alembic_version").fetchone()[0])
