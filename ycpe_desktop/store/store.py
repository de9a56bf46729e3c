"""The open store of one office: reading, writing as actions, undo, settings. See ``opening`` for how it is opened."""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import Connection, Engine, delete, func, insert, select, update

from ycpe_desktop.divisions import County, county
from ycpe_desktop.faults import Refusal
from ycpe_desktop.schoolyear import year_of
from ycpe_desktop.store import history, in_year, searching
from ycpe_desktop.store.names import StoreNames
from ycpe_desktop.store.remembered import Remembered
from ycpe_desktop.store.tables import LEDGER_TABLES, action, setting, year_state
from ycpe_desktop.store.totals import carry_totals
from ycpe_desktop.store.turns import Turns
from ycpe_desktop.store.writer import Progress, Writer


class Undone(NamedTuple):
    """An undo or redo that was done: what it took back, and why some records stayed as they are."""

    label: str
    stayed: Sequence[str]


class Store:
    """Everything of one data folder. Any thread may read; one at a time writes, see ``turns``."""

    def __init__(self, folder: Path, engine: Engine, *, writable: bool, today: Callable[[], date] = date.today) -> None:
        self.folder, self.engine, self.writable, self._today = folder, engine, writable, today
        self.names = StoreNames(engine)
        engine.update_execution_options(remembered=Remembered())
        self.turns = Turns()
        self.on_saved: list[Callable[[], None]] = []
        """Called after every committed action."""
        self.noticed: list[str] = []
        """What the clerk should be told of this opening."""
        self.last_saved: str = ""
        """HH:MM of the last committed action of this run."""
        self.left: Sequence[str] = ()
        """What the last edit of this run left as it was elsewhere, and why; a sentence each."""
        self._closing: list[Callable[[], None]] = []

    @property
    def today(self) -> date:
        return self._today()

    @property
    def county(self) -> County:
        return county(str(self.setting("county")))

    @property
    def years(self) -> list[int]:
        """The school years kept here, newest first."""
        return sorted((int(year) for year in self.setting("years", [])), reverse=True)

    @property
    def current_year(self) -> int:
        return year_of(self.today)

    def setting(self, key: str, otherwise: Any = None) -> Any:
        with self.reading() as connection:
            kept = connection.scalar(select(setting.c.value).where(setting.c.uuid == key))
        return otherwise if kept is None else kept

    def frozen_years(self) -> list[int]:
        """The years that are 审核通过."""
        with self.reading() as connection:
            return [int(year) for year in connection.scalars(select(year_state.c.uuid))]

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        with self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(
        self, label: str, kind: str = "edit", source: str = "", inverse_of: int | None = None, *, whole: bool = False
    ) -> Iterator[Writer]:
        """One action. Nothing is kept when it fails; an action that changed nothing leaves no step.

        ``whole``: an edit is refused where what follows from it elsewhere is; else that is told (``left``).
        """
        if not self.writable:
            raise Refusal("本台账正在窗口中打开，这里只能查看", "", "请先关闭窗口，再执行会改动数据的命令")
        with self.turns.taken(), self._transaction() as connection:
            frozen = [int(year) for year in connection.scalars(select(year_state.c.uuid))]
            at = datetime.now().isoformat(timespec="seconds")
            key = connection.execute(
                insert(action).values(
                    at=at, label=label[:200], kind=kind, source=source[:200] or None, inverse_of=inverse_of, changes=0
                )
            ).inserted_primary_key[0]  # type: ignore[index]  # an insert into a table with a key has one
            writer = Writer(connection, key, frozen)
            yield writer
            if kind == "edit" and writer.changes:
                from ycpe_desktop.policy.consequences import follow  # wanted with the first edit, not at the start

                follow(writer, whole=whole)
            self._finish(writer)
        self.names.forget()
        self.last_saved = at[11:16]
        if kind == "edit":
            self.left = tuple(writer.told)
        for told in self.on_saved:
            told()

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        with self.engine.connect().execution_options(writing=True) as connection, connection.begin():
            yield connection

    def _finish(self, writer: Writer) -> None:
        carry_totals(writer)
        writer.flush()
        if not writer.changes:
            writer.connection.execute(delete(action).where(action.c.id == writer.action_id))
            return
        counted = update(action).where(action.c.id == writer.action_id).values(changes=writer.changes)
        writer.connection.execute(counted)
        for name, owners in writer.touched.items():
            ledger = LEDGER_TABLES.get(name)
            if ledger is None:
                continue
            searching.rewrite(writer.connection, ledger, owners, self.names)  # of them only places
            restated = writer.restated.get(name)
            if ledger.year_table is not None and restated:
                in_year.relist(writer.connection, ledger, self._kept_years(writer.connection), self.today, restated)

    def _kept_years(self, connection: Connection) -> list[int]:
        return list(connection.scalar(select(setting.c.value).where(setting.c.uuid == "years")) or [])

    def set_setting(self, key: str, value: Any, label: str) -> None:
        """Change one setting, as an action that can be undone."""
        with self.writing(label, "setting") as writer:
            before = writer.row(setting, key)
            if before is None:
                writer.put(setting, {"uuid": key, "value": value})
            else:
                writer.alter(setting, key, before, {"value": value})

    def undo(self, step: int | None = None, progress: Progress = lambda *_: None) -> Undone:
        """Take back the newest action, or that one. Raises Refusal when there is nothing or nothing can be."""
        with self.reading() as connection:
            chosen = history.next_undo(connection) if step is None else history.step(connection, step)
        if chosen is None:
            raise Refusal("没有可以撤销的操作" if step is None else f"没有第 {step} 号操作")
        if chosen.undone or chosen.kind == "demo":
            raise Refusal(f"“{chosen.label}”{'已经撤销过了' if chosen.undone else '不能撤销'}")
        return self._invert(chosen, "redo" if chosen.kind == "undo" else "undo", progress)

    def redo(self, progress: Progress = lambda *_: None) -> Undone:
        """Bring back what the newest undo took away. Raises Refusal when another action has followed."""
        with self.reading() as connection:
            chosen = history.next_redo(connection)
        if chosen is None:
            raise Refusal("没有可以重做的操作")
        return self._invert(chosen, "redo", progress)

    def _invert(self, chosen: history.Step, kind: str, progress: Progress) -> Undone:
        from ycpe_desktop.store import inverting  # wanted now and then, and never at the start

        plain = re.sub("^((撤销|重做)：)+", "", chosen.label)
        word = "重做" if kind == "redo" else "撤销"
        with (
            self.turns.taken(f"正在{word}“{plain}”"),
            self.writing(f"{word}：{plain}", kind, inverse_of=chosen.last) as writer,
        ):
            stayed = inverting.invert(writer, chosen.last, progress)
        return Undone(plain, stayed)

    def join(self, beginning: str) -> None:
        """Make one step of the edits whose labels begin so and that followed one another, see ``history.join``."""
        with self.turns.taken(), self._transaction() as connection:
            history.join(connection, beginning)

    def count(self, ledger: Any) -> int:
        """Records of a ledger, all years together."""
        with self.reading() as connection:
            return int(connection.scalar(select(func.count()).select_from(ledger.__table__)) or 0)

    def when_closing(self, told: Callable[[], None]) -> None:
        self._closing.append(told)

    def close(self) -> None:
        self.engine.dispose()
        for told in reversed(self._closing):
            told()
        self._closing.clear()
