"""Which columns a ledger shows, how wide and in which order: kept for the next time, beside the data."""

import json
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QSettings

from ui.ledger.columns import Column
from ycpe_desktop.store import Store

FILE = "window.ini"


@dataclass
class Layout:
    """``columns``: names in order; ``widths`` only of those that were changed."""

    columns: list[str]
    widths: dict[str, int] = field(default_factory=dict)
    show_earlier: bool = True


def settings_of(store: Store) -> QSettings:
    """The window's own settings file."""
    return QSettings(str(store.folder / FILE), QSettings.Format.IniFormat)


def usual_layout(columns: tuple[Column, ...]) -> Layout:
    return Layout([column.name for column in columns if column.field.listed])


def load_layout(settings: QSettings, ledger: str, columns: tuple[Column, ...]) -> Layout:
    """As it was left; columns that no longer exist are forgotten."""
    usual = usual_layout(columns)
    try:
        kept: dict[str, Any] = json.loads(str(settings.value(f"ledger/{ledger}") or "{}"))
    except json.JSONDecodeError:  # the file was edited by hand
        return usual
    known = {column.name for column in columns}
    shown = [name for name in kept.get("columns", []) if name in known]
    if not shown:
        return usual
    widths = {name: int(wide) for name, wide in kept.get("widths", {}).items() if name in known}
    return Layout(shown, widths, bool(kept.get("show_earlier", True)))


def save_layout(settings: QSettings, ledger: str, layout: Layout) -> None:
    settings.setValue(f"ledger/{ledger}", json.dumps(vars(layout), ensure_ascii=False))
