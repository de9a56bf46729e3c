"""What a search on the page 责任督学 finds."""

from collections.abc import Sequence

from ycpe_desktop.ledgers import Kindergarten, Supervisor
from ycpe_desktop.policy.plaques import Gate
from ycpe_desktop.store import Listing, Store, ids


def find(store: Store, ledger: type[Kindergarten | Supervisor], year: int, text: str) -> set[str]:
    with store.reading() as connection:
        return set(ids(connection, Listing(ledger, year, search=text)))


def find_gates(store: Store, gates: Sequence[Gate], year: int, text: str) -> set[str] | None:
    """Kindergartens that are found by themselves, their supervisor or their township; None without a search."""
    if not text:
        return None
    gardens, people = find(store, Kindergarten, year, text), find(store, Supervisor, year, text)
    return {
        gate.plaque.garden.uuid
        for gate in gates
        if gate.plaque.garden.uuid in gardens
        or (gate.person is not None and gate.person.uuid in people)
        or text in gate.plaque.garden.township_name
    }
