"""The store behind a desk: the frame sees only a narrow part of it."""

from ui.shell.contracts import Desk
from ycpe_desktop.store import Store


def store_of(desk: Desk) -> Store:
    """The whole store, whether the desk holds it itself or the frame's narrow view of it (its ``core``)."""
    found = getattr(desk.store, "core", desk.store)
    assert isinstance(found, Store)
    return found


def left_told(store: Store) -> str:
    """What the edit that was just made left as it was in other ledgers, and why; "" where nothing."""
    more = f"（另有 {len(store.left) - 3} 处）" if len(store.left) > 3 else ""
    return f"{'；'.join(store.left[:3])}{more}。" if store.left else ""
