"""Several of a fixed list at once: 随机听课、查阅资料."""

import re
from dataclasses import dataclass
from typing import Any

from sqlalchemy import String
from sqlalchemy.types import TypeEngine

from ycpe_desktop.fields.kinds import NO_NAMES, Choice, Names, Unreadable, folded

SEPARATORS = re.compile(r"[、，,；;/\s]+")


@dataclass(frozen=True)
class Several:
    """Any of a list of (code, label), in the order of the list; the codes are stored with a comma between them."""

    options: tuple[tuple[str, str], ...]
    synonyms: tuple[tuple[str, str], ...] = ()
    """(other spelling, code)."""
    numeric = False

    def column_type(self) -> TypeEngine[Any]:
        return String(200)

    def parse(self, typed: object, names: Names = NO_NAMES) -> str:
        one = Choice(self.options, self.synonyms)
        chosen = {one.parse(word) for word in SEPARATORS.split(folded(typed)) if word}
        if not chosen:
            raise Unreadable(f"“{typed}”里没有可选项")
        return self.store(chosen)

    def store(self, codes: set[str]) -> str:
        """As these codes are kept."""
        return ",".join(code for code, _ in self.options if code in codes)

    def show(self, value: Any, names: Names = NO_NAMES) -> str:
        labels = dict(self.options)
        return "、".join(labels.get(code, code) for code in str(value).split(","))

    def cell(self, value: Any, names: Names = NO_NAMES) -> str:
        return self.show(value)
