"""The office's own lists of words, over those that the ledgers offer."""

from collections.abc import Sequence

from ycpe_desktop.faults import Refusal
from ycpe_desktop.fields import Offered
from ycpe_desktop.store.store import Store

SETTING = "words"
"""Setting: list → its words."""
MOST = 30


def offered(store: Store, kind: Offered) -> tuple[str, ...]:
    """What is offered: the office's own list, else the declared one."""
    kept: dict[str, list[str]] = store.setting(SETTING, {})
    return tuple(kept.get(kind.name, kind.options))


def set_offered(store: Store, kind: Offered, label: str, words: Sequence[str]) -> None:
    """Keep the office's own list as one action; an empty one brings the declared list back."""
    told = list(dict.fromkeys(word for each in words if (word := each.strip())))
    long = next((word for word in told if len(word) > kind.limit), "")
    if long or len(told) > MOST:
        why = f"“{long}”超过 {kind.limit} 个字" if long else f"最多 {MOST} 项，现有 {len(told)} 项"
        raise Refusal(why, label, "请改短，或减少几项")
    kept: dict[str, list[str]] = dict(store.setting(SETTING, {}))
    kept.pop(kind.name, None)
    if told and tuple(told) != kind.options:
        kept[kind.name] = told
    store.set_setting(SETTING, kept, f"修改可选项：{label}")
