"""The order in which people look for names: by pinyin with its tone, sign by sign as WPS and Excel sort, and numbers by
what they count, so that 第2 and 第二 stand before 第10 and 第十.

``data/pinyin/order.txt`` has every character under its most usual reading. It is made of pypinyin's by
``python -m ycpe_desktop.name_order``, so that sorting need not load that (50 MiB). The keys that records keep hold
places in it: a release that ships another order writes the search rows of old offices anew.
"""

import re
import unicodedata
from functools import cache
from pathlib import Path

from ycpe_desktop.paths import shipped_data

ONES = "一二三四五六七八九"
# A numeral that counts: 第十一, （二）, 一幼, 大三班; not the name of a place or of a day: 三官, 十里铺, 五一, 六一.
COUNTED = f"[{ONES}]?十[{ONES}]?|[{ONES}]"
NUMBERS = re.compile(
    rf"0*(?P<digits>[0-9]+)|(?<=第)(?:{COUNTED})|(?<=\()(?:{COUNTED})(?=\))"
    rf"|(?<![{ONES}十百千零〇两])(?:{COUNTED})(?=[班组片区园幼小中校号期村])"
)
FIRST = 0x4E00
"""The first character has this as its sign in a key, the next the next: after all Latin letters."""
LAST = 0xFFFF
"""Beyond are only signs that no font here has: they stand behind all others."""


def order_key(name: str) -> str:
    """Sorts as the name should, signs by their code points; about as long as the name itself."""
    plain = unicodedata.normalize("NFKC", name).lower()
    return NUMBERS.sub(_counted, plain).translate(_places())


def _counted(found: re.Match[str]) -> str:
    """A number behind a sign for its length: the longer is the greater."""
    digits = found["digits"] or str(_value(found[0]))
    return f"{chr(ord('0') + len(digits))}{digits}"


def _value(numeral: str) -> int:
    """Of 一 to 九十九."""
    tens, ten, ones = numeral.rpartition("十")
    return (10 * (ONES.index(tens) + 1 if tens else 1) if ten else 0) + (ONES.index(ones) + 1 if ones else 0)


@cache
def _places() -> dict[int, int]:
    """Character → its sign in a key."""
    lines = _file().read_text(encoding="utf-8").splitlines()
    signs = "".join(line.partition(" ")[2] for line in lines)
    return {ord(sign): place for place, sign in enumerate(signs, FIRST)}


def _file() -> Path:
    return shipped_data("pinyin", "order.txt")


# -- a developer's tool --


def made() -> str:
    """What the file should hold: a reading a line, with its characters as Unicode has them."""
    from pypinyin.pinyin_dict import pinyin_dict

    from ycpe_desktop.pinyin import usual_reading

    signs: dict[str, str] = {}
    for sign in map(chr, sorted(each for each in pinyin_dict if each <= LAST)):
        reading = usual_reading(sign)
        signs[reading] = signs.get(reading, "") + sign
    return "".join(f"{reading} {signs[reading]}\n" for reading in sorted(signs, key=_turn))


def _turn(reading: str) -> tuple[str, bool, str]:
    """lu, lü, luan; the tones 1 to 4 and then none."""
    letters = reading.rstrip("1234")
    return letters.replace("v", "u"), "v" in letters, reading[len(letters) :] or "5"


if __name__ == "__main__":
    _file().parent.mkdir(exist_ok=True)
    _file().write_text(made(), encoding="utf-8", newline="\n")
