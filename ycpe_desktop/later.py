"""Modules that SQLAlchemy names when it is loaded and that nothing here needs; they come when they are asked.

asyncio alone brings sockets, TLS and threads: some eighty modules and two large libraries that every start would read.
"""

import importlib
import sys
from types import ModuleType
from typing import Any

NAMED = (
    "asyncio",
    "importlib.metadata",
    "sqlalchemy.dialects.sqlite.aiosqlite",
    "sqlalchemy.dialects.sqlite.pysqlcipher",
)


class Later(ModuleType):
    """Stands in ``sys.modules`` for a module that has not been loaded."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name != "__path__":
            raise AttributeError(name)
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return getattr(importlib.import_module(self.__name__), name)


def put_off() -> None:
    """To be called before SQLAlchemy is loaded; what is loaded already stays."""
    for name in NAMED:
        if name not in sys.modules:
            sys.modules[name] = Later(name)
    if not hasattr(importlib, "metadata"):
        importlib.metadata = sys.modules["importlib.metadata"]
    # SQLAlchemy needs greenlet only for asyncio, and loads that with it; None says that it is not there.
    sys.modules.setdefault("greenlet", None)  # type: ignore[arg-type]  # how a module is kept out
