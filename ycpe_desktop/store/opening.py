"""Opening the data folder of an office, or making it."""

from collections.abc import Callable, Iterable
from contextlib import ExitStack
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, insert, select, text, update

from ycpe_desktop import divisions
from ycpe_desktop.faults import Refusal
from ycpe_desktop.ledgers import Task
from ycpe_desktop.schoolyear import year_of
from ycpe_desktop.store import in_year, migrations, searching
from ycpe_desktop.store.backup import back_up
from ycpe_desktop.store.engine import Broken, in_sentences, log_of, make_engine, make_reading_engine
from ycpe_desktop.store.folder import (
    Lock,
    database_in,
    exists,
    mark_running,
    mendable,
    move_aside,
    put_database_in_place,
    require_local,
    sweep,
    take_lock,
    unmark_running,
    was_running,
)
from ycpe_desktop.store.identity import APPLICATION_ID, identify, unsound
from ycpe_desktop.store.names import StoreNames
from ycpe_desktop.store.store import Store
from ycpe_desktop.store.tables import place, setting, whole_schema

Today = Callable[[], date]
TORN = "如果这个文件夹是从别处复制来的，请关闭那边的程序再复制一次；否则请从备份恢复"
LOG_LACKING = (
    "上次没有正常退出，而且记着最近改动的文件（ycpe.db-wal）不在了：这个文件夹可能是在程序开着的时候复制的，最近的改动"
    "可能不全。请关闭原来那边的程序，把整个文件夹再复制一次；搬到别的电脑，用“完整备份”最稳妥。"
)
TASKS = "tasks_filled"
"""Setting: 责任分工 has been filled from the plan once; what the office takes out of it stays out."""


def create_store(folder: Path, county_code: str, *, today: Today = date.today) -> Store:
    """A new office of that county, empty but for its townships and villages and what the plan hands out."""
    chosen = divisions.county(county_code)
    require_local(folder)
    _require_none(folder)
    with ExitStack() as undone:
        with mendable(folder):
            folder.mkdir(parents=True, exist_ok=True)
        lock = take_lock(folder)
        undone.callback(lock.release)
        _require_none(folder)  # another program may have made one before it let go of the lock
        file = database_in(folder)
        unfinished = file.with_name(f"{file.name}.new")  # killed half way, it must not look like a database of ours
        for rest in folder.glob(f"{unfinished.name}*"):
            rest.unlink()
        engine = make_engine(unfinished)
        undone.callback(engine.dispose)
        _fill(engine, chosen.code, today())
        engine.dispose()  # the last connection carries SQLite's log over into the file
        move_aside(file, datetime.now())
        with mendable(folder):
            put_database_in_place(unfinished, file)
        store = Store(folder, make_engine(file), writable=True, today=today)
        _hold(store, lock)
        undone.pop_all()
    return store


def _require_none(folder: Path) -> None:
    if exists(folder):
        raise Refusal(f"{folder} 里已经有台账", "", "请换一个文件夹，或直接打开它")


def _planned_tasks(county: str, today: date) -> list[dict[str, Any]]:
    from ycpe_desktop.policy.tasks import planned_tasks  # only a new office reads the plan

    return planned_tasks(county, today)


def _fill(engine: Engine, county_code: str, today: date) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
        whole_schema().create_all(connection)
        connection.exec_driver_sql(
            "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL,"
            " CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
        )
        connection.execute(text("INSERT INTO alembic_version VALUES (:number)"), {"number": migrations.REVISIONS[-1]})
        connection.execute(insert(place), places_of(county_code))
        for key, value in (("county", county_code), ("years", [year_of(today)]), ("listed_on", today.isoformat())):
            connection.execute(insert(setting).values(uuid=key, value=value))
        tasks = _planned_tasks(divisions.county(county_code).name, today)
        connection.execute(insert(Task.__table__), tasks)
        searching.rewrite(connection, Task, [str(row["uuid"]) for row in tasks], StoreNames(engine))
        keep_setting(connection, TASKS, True)


def open_store(folder: Path, *, writable: bool = True, today: Today = date.today) -> Store:
    """The office kept in ``folder``. Raises Refusal where it cannot be opened; the files are then left untouched.

    An older database is backed up and brought up to today's schema first. To look only (``writable=False``) works
    while another process writes, and never writes.
    """
    require_local(folder)
    if not exists(folder):
        raise Refusal(f"{folder} 里还没有台账", "", "请先新建（选择县），或指定另一个文件夹")
    file = database_in(folder)
    older = identify(file).is_older
    if not writable and not older:
        return Store(folder, make_reading_engine(file), writable=False, today=today)
    with ExitStack() as undone:
        lock = take_lock(folder)
        undone.callback(lock.release)
        noticed = _after_no_end(folder)
        if older:
            back_up(folder, "升级前")
            migrations.upgrade(file)
        if not writable:
            return Store(folder, make_reading_engine(file), writable=False, today=today)
        store = Store(folder, make_engine(file), writable=True, today=today)
        undone.callback(store.engine.dispose)
        sweep(folder, datetime.now())
        bring_up_to_today(store)
        fill_tasks(store)
        _hold(store, lock)
        undone.pop_all()
    store.noticed += noticed
    return store


def _hold(store: Store, lock: Lock) -> None:
    """From now on it may write; closing it says that it has come to a good end."""
    mark_running(store.folder)
    store.when_closing(lock.release)
    store.when_closing(partial(unmark_running, store.folder))


def _after_no_end(folder: Path) -> list[str]:
    """Look at the whole database once where the last program did not close it: killed, or the folder copied meanwhile.

    Raises Broken where it is damaged; gives what is to be told otherwise.
    """
    file = database_in(folder)
    if not was_running(folder):
        return []
    with in_sentences(file):
        wrong = unsound(file)
    if wrong:
        raise Broken(f"数据文件已损坏（{wrong}）", str(file), TORN)
    return [] if log_of(file).exists() else [LOG_LACKING]


def fill_tasks(store: Store) -> None:
    """责任分工 of an office that was begun without it, as one action."""
    if store.setting(TASKS):
        return
    with store.writing("按计划填入责任分工") as writer:
        writer.put_all(Task.__table__, _planned_tasks(store.county.name, store.today))
        keep_setting(writer.connection, TASKS, True)


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
        in_year.relist_between(connection, listed_on, today, years)
        keep_setting(connection, "listed_on", today.isoformat())
    add_years(store, [year_of(today)])


def add_years(store: Store, wanted: Iterable[int]) -> None:
    """Have these school years kept too: choosable at the top of the window, with their yearly lists."""
    missing = [year for year in wanted if year not in store.years]
    if not missing:
        return
    writing = store.engine.connect().execution_options(writing=True)
    with store.turns.taken(), writing as connection, connection.begin():
        for ledger in in_year.dated_ledgers():
            in_year.relist(connection, ledger, missing, store.today)
        keep_setting(connection, "years", sorted({*store.years, *missing}))


def keep_setting(connection: Connection, key: str, value: object) -> None:
    """Housekeeping that is no user's action: written without history."""
    if connection.scalar(select(setting.c.uuid).where(setting.c.uuid == key)) is None:
        connection.execute(insert(setting).values(uuid=key, value=value))
    else:
        connection.execute(update(setting).where(setting.c.uuid == key).values(value=value))
