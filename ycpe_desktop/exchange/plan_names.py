"""Names and keys of records while an import is planned: those of the store and those that the file is to bring."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection

from ycpe_desktop.divisions import Place, find_place
from ycpe_desktop.exchange.matching import folded
from ycpe_desktop.ledgers import LEDGERS, links_of
from ycpe_desktop.store.names import LEVELS, StoreNames, composed, naming_rows
from ycpe_desktop.store.tables import LEDGER_TABLES

_REFERRED_TO = {link.target for ledger in LEDGERS for link in links_of(ledger).values()}


class PlanNames:
    """A ``Names`` that reads each table once."""

    def __init__(self, connection: Connection, store_names: StoreNames, county: str) -> None:
        self._connection, self._places, self.county = connection, store_names, county
        self._names: dict[str, dict[str, str]] = {}
        self._by_text: dict[str, dict[str, list[str]]] = {}
        self._alias: dict[str, str] = {}
        self._found_names: dict[tuple[str, str], dict[str, list[str]]] = {}
        self._found: dict[tuple[str, str], list[Place]] = {}

    def add(self, target: str, uuid: str, name: str, codes: Iterable[str | None] = ()) -> None:
        """A record that the import brings."""
        self._load(target)
        self._names[target][uuid] = name
        for text in (folded(name), *codes):
            if text and uuid not in self._by_text[target][text]:
                self._by_text[target][text].append(uuid)

    def drop(self, target: str, uuid: str) -> None:
        """The import does not bring it after all: nothing may refer to it."""
        self._names.get(target, {}).pop(uuid, None)
        for keys in self._by_text.get(target, {}).values():
            if uuid in keys:
                keys.remove(uuid)

    def rename(self, given: str, uuid: str) -> None:
        """The file knows the record ``uuid`` by another UUID."""
        self._alias[given] = uuid

    def known(self, target: str, key: str) -> str | None:
        """The key of the record of that very UUID or place code; None where there is none."""
        if target in LEVELS:
            return key if self._places.name(target, key) != key else None
        self._load(target)
        key = self._alias.get(key, key)
        return key if key in self._names[target] else None

    def name(self, target: str, key: str) -> str:
        if target in LEVELS:
            return self._places.name(target, key)
        self._load(target)
        return self._names[target].get(key, key)

    def keys(self, target: str, text: str) -> Sequence[str]:
        if target in LEVELS:
            return self._place_keys(target, text)
        found = self.known(target, text)
        return [found] if found else self._by_text[target].get(folded(text), [])

    def find(self, text: str, township_text: str = "") -> list[Place]:
        """The places of the county that an address, a village or a township cell may mean."""
        if (text, township_text) not in self._found:
            self._found[text, township_text] = find_place(self.county, text, township_text)
        return self._found[text, township_text]

    def villages_named(self, text: str, township: str) -> list[str]:
        """Villages of exactly that name; of any township where none is given."""
        return self._of_name("village", text, township)

    def _place_keys(self, target: str, text: str) -> Sequence[str]:
        exact = self._of_name(target, text, "")
        if exact or target != "township":
            return exact or self._places.keys(target, text)
        return list(dict.fromkeys(place.township_code for place in self.find("", text)))

    def _of_name(self, target: str, text: str, within: str) -> list[str]:
        if (target, within) not in self._found_names:
            index: dict[str, list[str]] = defaultdict(list)
            for code, name in self._places.places(target, within):
                index[name].append(code)
            self._found_names[target, within] = index
        return self._found_names[target, within].get(text, [])

    def _load(self, target: str) -> None:
        if target in self._names:
            return
        ledger = LEDGER_TABLES[target]
        self._names[target], self._by_text[target] = {}, defaultdict(list)
        for row in naming_rows(self._connection, ledger):
            name = composed(ledger, row, self) if target in _REFERRED_TO else row["uuid"]
            self.add(target, row["uuid"], name, (row.get("code"),))
