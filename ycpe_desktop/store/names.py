"""Names of records and places, and the records that a written name may mean."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Engine, Table, and_, or_, select

from ycpe_desktop.fields import Names
from ycpe_desktop.ledgers import Ledger, dated_of, field_of, links_of
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
        title = next(fact.field.label for fact in dated_of(ledger) if fact.table_name == table.name)
        return f"{names.name(ledger.__tablename__, row['owner'])}的{title}"
    return f"{composed(ledger, row, names)}{'' if ledger.NAMED_BY == ('name',) else f'的{ledger.TITLE}'}"


def composed(ledger: type[Ledger], row: Mapping[str, Any], names: Names) -> str:
    """The shown values of what names a record, one after another: 甲幼儿园 2026-11-05."""
    told = [(field_of(ledger, each).kind, row.get(each)) for each in ledger.NAMED_BY]
    return " ".join(kind.show(value, names) for kind, value in told if value)


def bare(name: str) -> str:
    """A place's name without what only says its kind: 古魏镇 → 古魏, 东关村委会 → 东关; never less than two signs."""
    for tail in _TAILS:
        if name.endswith(tail) and len(name) - len(tail) >= 2:
            return bare(name[: -len(tail)]) if tail in ("村委会", "居委会", "社区") else name[: -len(tail)]
    return name


def naming_rows(
    connection: Connection, ledger: type[Ledger], keys: Sequence[str] | None = None
) -> Sequence[Mapping[str, Any]]:
    """uuid, what names them and what codes they have, of those records or of all."""
    table = ledger.__table__
    code = [table.c.code] if "code" in table.c else []
    wanted = select(table.c.uuid, *(table.c[name] for name in ledger.NAMED_BY), *code)
    found = connection.execute(wanted if keys is None else wanted.where(table.c.uuid.in_(keys)))
    return [dict(row) for row in found.mappings()]


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
        ledger = LEDGER_TABLES[target]
        for start in range(0, len(missing), 500):
            with self._engine.connect() as connection:
                rows = naming_rows(connection, ledger, missing[start : start + 500])
            for name, link in links_of(ledger).items():
                if name in ledger.NAMED_BY:  # the names that these names are made of
                    self.load(link.target, {row[name] for row in rows})
            known.update({row["uuid"]: composed(ledger, row, self) for row in rows})
        return known

    def name(self, target: str, key: str) -> str:
        if target not in LEVELS:
            return self._load(target, (key,)).get(key, key)
        self._load_places()
        return self._places[key][0] if key in self._places else key

    def keys(self, target: str, text: str) -> Sequence[str]:
        if target in LEVELS:
            return self._place_keys(target, text)
        ledger = LEDGER_TABLES[target]
        table = ledger.__table__
        same = [table.c.uuid == text]
        if "code" in table.c:
            same.append(table.c.code == text)
        if meant := self._parts(ledger, text):
            same.append(and_(*(table.c[name] == value for name, value in meant.items())))
        with self._engine.connect() as connection:
            return list(connection.scalars(select(table.c.uuid).where(or_(*same)).limit(20)))

    def _parts(self, ledger: type[Ledger], text: str) -> dict[str, Any]:
        """What names a record, read from its name; empty where it cannot be one. All but the first have no blanks."""
        words = text.rsplit(" ", len(ledger.NAMED_BY) - 1)
        try:
            pairs = zip(ledger.NAMED_BY, words, strict=True)
            return {name: field_of(ledger, name).kind.parse(word, self) for name, word in pairs}
        except ValueError:  # one part too few, or one that its kind cannot read
            return {}

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
