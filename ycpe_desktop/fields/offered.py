"""Words that are offered and not prescribed: conclusions and categories for which no official list was found."""

from dataclasses import dataclass

from ycpe_desktop.fields.kinds import Text


@dataclass(frozen=True)
class Offered(Text):
    """One of some words, or any other. ``options`` are 可修改的默认值: the office may keep a list of its own, under
    the key ``name`` (see ``store.words``)."""

    limit: int = 20
    name: str = ""
    options: tuple[str, ...] = ()
