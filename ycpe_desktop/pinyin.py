"""Pinyin initials for the search rows: 解州 is found by jz, xz and hz.

Written when a name is saved; a search only looks for a substring, so it never loads pypinyin (50 MiB).
"""

import unicodedata
from collections.abc import Iterable
from functools import cache

VARIANTS = 8

# Readings met in names hereabouts, most usual first: they come before the dictionary's rare ones. 解州 is Hàizhōu or
# Xièzhōu to its people, Jiězhōu to others.
_LOCAL_READINGS = (
    "解:jxh 硙:wa 磑:wa 洩:xy 泄:xy 长:cz 重:zc 朝:cz 乐:ly 行:xh 车:cj 会:hk 单:ds 盛:sc 翟:zd 曾:zc 贾:jg 校:xj "
    "堡:bp 尉:wy 郇:xh 宿:sx 仇:qc 召:zs 谷:gy 陂:bp 泊:bp 调:dt 参:cs 藏:cz 传:cz"
)
_LOCAL = dict(it.split(":") for it in _LOCAL_READINGS.split())
# Everyday words of kindergarten names, whose rare readings (园 wán, 儿 rén, 家 gū) nobody types; they would only use up
# the limit.
_ONE_READING = dict(
    zip(
        "园儿市区庄家广王部大古宁团杜才方红心社南西中姚吴石夏万冯都柏平猗氏",
        "yesqzjgwbdgntdcfhxsnxzywsxwfdbpys",
        strict=True,
    )
)


@cache
def _letters(sign: str) -> tuple[tuple[int, str], ...]:
    """(cost, initial) of one character, most usual first; empty for a sign without any."""
    if sign.isascii():
        return ((0, sign),) if sign.isalnum() else ()
    if known := _ONE_READING.get(sign) or _LOCAL.get(sign):
        return tuple(enumerate(known))
    from pypinyin import Style, pinyin  # 236 ms and 53 MiB: only when a name is saved

    readings = pinyin(sign, style=Style.NORMAL, heteronym=True, errors="ignore")
    letters = dict.fromkeys(reading[0] for reading in readings[0]) if readings else ()
    return tuple((rank and rank + len(_LOCAL["解"]), letter) for rank, letter in enumerate(letters))


@cache
def _plain(sign: str) -> str | None:
    """The only initial of a character, None where it has several."""
    letters = _letters(sign)
    return None if len(letters) > 1 else "".join(letter for _, letter in letters)


def initials(text: str) -> tuple[str, ...]:
    """Initials over the readings of all polyphones, lower case, most usual first, at most VARIANTS.

    Digits and Latin letters are kept, other signs are dropped. A variant costs the rank of each reading that it takes;
    the cheapest stay, so that one unusual reading is found even in a long name.
    """
    found = [(0, "")]
    run = ""
    for sign in unicodedata.normalize("NFKC", text).lower():
        if (plain := _plain(sign)) is not None:
            run += plain
            continue
        longer = [(cost + more, spelled + run + it) for more, it in _letters(sign) for cost, spelled in found]
        found, run = sorted(longer, key=lambda it: it[0])[:VARIANTS], ""
    return tuple(spelled + run for _, spelled in found if spelled or run)


def initials_key(texts: Iterable[str]) -> str:
    """All variants of all texts, each once, set apart by blanks: what a search row keeps."""
    return " ".join(dict.fromkeys(variant for text in texts for variant in initials(text)))


def usual_reading(sign: str) -> str:
    """The reading of a character by which names are sorted, with its tone: "yuan2"; "" where it has none."""
    from pypinyin import Style, pinyin

    readings = [*pinyin(sign, style=Style.TONE3, heteronym=True, errors="ignore"), []][0]
    letter = (_ONE_READING.get(sign) or _LOCAL.get(sign) or "")[:1]
    return next((reading for reading in readings if reading.startswith(letter)), "")
