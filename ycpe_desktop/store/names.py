"""Names of records and places, and the records that a written name may mean."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Engine, Table, or_, select

from ycpe_desktop.ledgers import dated_of
from ycpe_desktop.store.tables import LEDGER_TABLES, OWNER_LEDGER, place

LEVELS = {"township": ("township",), "village": ("village",), "area": ("county", "township")}
_TAILS = (
    "村民委员会",
    "社区居委会",
    "居民委员会",
    "村委会",
    "居委会",
    "社区",
    "街道",
    "镇",
    "乡",
    "村",
    "县",
    "市",
    "区",
)


def called(table: Table, row: Mapping[str, Any], names: "StoreNames") -> str:
    """What a person calls the record of a row: 甲幼儿园, 甲幼儿园的办园性质, 甲幼儿园 2026的年度数据."""
    ledger = LEDGER_TABLES.get(OWNER_LEDGER.get(table.name, ""))
    if ledger is None:
        return str(row.get("name") or row.get("title") or "设置")
    if table.name != ledger.__tablename__:
        title = next(fact.field.label for fact in dated_of(ledger) if fact.table.name == table.name)
        return f"{names.name(ledger.__tablename__, row['owner'])}的{title}"
    told = (table.c[each].info["field"].kind.show(row[each], names) for each in ledger.NAMED_BY if row.get(each))
    return f"{' '.join(told)}{'' if ledger.NAMED_BY == ('name',) else f'的{ledger.TITLE}'}"


def bare(name: str) -> str:
    """A place's name without what only says its kind: 古魏镇 → 古魏, 东关村委会 → 东关; never less than two signs."""
    for tail in _TAILS:
        if name.endswith(tail) and len(name) - len(tail) >= 2:
            return bare(name[: -len(tail)]) if tail in ("村委会", "居委会", "社区") else name[: -len(tail)]
    return name


class StoreNames:
    """The real ``Names``: keeps what it has looked up until ``forget``. ``township`` narrows villages to that one."""

    def __init__(self, engine: Engine, township: str = "") -> None:
        self._engine, self._township = engine, township
        self._known: dict[str, dict[str, str]] = {}
        self._places: dict[str, tuple[str, str, str]] = {}  # code → name, level, parent

    def forget(self) -> None:
        """What records are called may have changed; the places never do."""
        self._known.clear()

    def within(self, township: str) -> "StoreNames":
        """The same, but a village is looked for in that township only."""
        other = StoreNames(self._engine, township)
        other._known, other._places = self._known, self._places
        return other

    def load(self, target: str, keys: Collection[str | None]) -> None:
        """Look up many names at once, before a page is shown."""
        if target in LEVELS:
            self._load_places()
        else:
            self._load(target, keys)

    def _load(self, target: str, keys: Collection[str | None]) -> dict[str, str]:
        """What is known of that ledger; it stays what it is while another thread forgets."""
        known = self._known.setdefault(target, {})
        missing = [key for key in set(keys) if key and key not in known]
        if not missing:
            return known
        table = LEDGER_TABLES[target].__table__
        with self._engine.connect() as connection:
            for start in range(0, len(missing), 500):
                part = missing[start : start + 500]
                known.update(connection.execute(select(table.c.uuid, table.c.name).where(table.c.uuid.in_(part))).all())  # type: ignore[arg-type]  # rows are pairs
        return known

    def name(self, target: str, key: str) -> str:
        if target not in LEVELS:
            return self._load(target, (key,)).get(key, key)
        self._load_places()
        return self._places[key][0] if key in self._places else key

    def keys(self, target: str, text: str) -> Sequence[str]:
        if target in LEVELS:
            return self._place_keys(target, text)
        table = LEDGER_TABLES[target].__table__
        same = [table.c.uuid == text, table.c.name == text]
        if "code" in table.c:
            same.append(table.c.code == text)
        with self._engine.connect() as connection:
            return list(connection.scalars(select(table.c.uuid).where(or_(*same)).limit(20)))

    def places(self, target: str, within: str = "") -> list[tuple[str, str]]:
        """(code, name) of all places of that target that may be chosen, in the order of their codes."""
        self._load_places()
        return [
            (code, name)
            for code, (name, level, parent) in sorted(self._places.items())
            if level in LEVELS[target] and (not within or parent == within)
        ]

    def _place_keys(self, target: str, text: str) -> list[str]:
        chosen = self.places(target, self._township if target == "village" else "")
        exact = [code for code, name in chosen if text in (code, name)]
        return exact or [code for code, name in chosen if bare(text) == bare(name)]

    def _load_places(self) -> None:
        if self._places:
            return
        wanted = select(place.c.code, place.c.name, place.c.level, place.c.parent).where(place.c.selectable)
        with self._engine.connect() as connection:
            rows: Iterable[tuple[str, str, str, str]] = connection.execute(wanted).tuples().all()
        self._places.update({code: (name, level, parent or "") for code, name, level, parent in rows})
