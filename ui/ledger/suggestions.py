"""What may be meant by the letters typed so far: for choices, yes and no, places and records."""

from collections.abc import Callable, Sequence
from functools import cache, singledispatch
from typing import Any, NamedTuple

from ycpe_desktop.fields import Choice, Kind, Link, Offered, YesNo
from ycpe_desktop.store import Store
from ycpe_desktop.store.beside import candidates
from ycpe_desktop.store.names import LEVELS
from ycpe_desktop.store.words import offered as words_offered

LINES = 40


class Suggestion(NamedTuple):
    """``key`` is what the kind reads without doubt; ``sure``: what was typed is its beginning."""

    key: str
    label: str
    more: str = ""
    sure: bool = False


Suggest = Callable[[str], Sequence[Suggestion]]


@cache
def initials_of(label: str) -> tuple[str, ...]:
    from ycpe_desktop.pinyin import initials  # loads pypinyin: only once letters are typed

    return initials(label)


def narrowed(offered: Sequence[Suggestion], typed: str) -> list[Suggestion]:
    """Those whose label, code or pinyin initials hold what was typed; those that begin with it first."""
    text = typed.strip().lower()
    if not text:
        return list(offered)
    begin, hold = [], []
    for each in offered:
        words = [each.label.lower(), each.key.lower(), each.more.lower()]
        words += initials_of(each.label) if text.isascii() and text.isalpha() else ()
        if any(word.startswith(text) for word in words):
            begin.append(each._replace(sure=True))
        elif any(text in word for word in words):
            hold.append(each)
    return begin + hold


@singledispatch
def suggest_for(kind: Kind[Any], store: Store, outer: str) -> Suggest | None:
    """How to suggest values of this kind; None where anything may be typed. ``outer``: the place it must lie in."""
    return None


@suggest_for.register
def _(kind: Choice, store: Store, outer: str) -> Suggest | None:
    offered = [Suggestion(code, label, code if code.isdigit() else "") for code, label in kind.options]
    return lambda typed: narrowed(offered, typed)


@suggest_for.register
def _(kind: Offered, store: Store, outer: str) -> Suggest | None:
    offered = [Suggestion(word, word) for word in words_offered(store, kind)]
    # Any other word may be meant: none of them is taken by itself.
    return lambda typed: [each._replace(sure=False) for each in narrowed(offered, typed)]


@suggest_for.register
def _(kind: YesNo, store: Store, outer: str) -> Suggest | None:
    offered = [Suggestion("是", "是", "y"), Suggestion("否", "否", "n")]
    return lambda typed: narrowed(offered, typed)


@suggest_for.register
def _(kind: Link, store: Store, outer: str) -> Suggest | None:
    if kind.target in LEVELS:
        offered = [Suggestion(code, name) for code, name in store.names.places(kind.target, outer)]
        return lambda typed: narrowed(offered, typed)

    def search(typed: str) -> list[Suggestion]:
        with store.reading() as connection:
            found = candidates(connection, kind.target, typed, LINES)
        text = typed.strip()
        return [
            Suggestion(key, name, more, bool(text) and (name == text or len(found) == 1)) for key, name, more in found
        ]

    return search
