"""The many words for 办园性质 and 举办者 in real lists, read as our codes.

A reading never guesses: where the words leave several natures open it names none, says which, and the clerk decides.
"""

import re
import unicodedata
from typing import NamedTuple

from ycpe_desktop import codes

_NATURES = dict(codes.NATURES)
_NATURE_BY_LABEL = {label: code for code, label in codes.NATURES}
_SPONSOR_BY_LABEL = {label: code for code, label in codes.SPONSORS}

_PRIVATE = re.compile(r"民办|私立|私人|个人|民营|社会力量")
_PUBLIC = re.compile(r"公办|公立|公建|公助|公有|国有|政府办|乡镇?办|镇办")
# (words, 举办者码). A code of one digit lacks its level: 81x 省级, 82x 地级, 83x 县级 (domain list JY/T 1001).
_PUBLIC_SPONSORS = (
    (re.compile(r"教育(部门|局|系统|行政)|教办"), "1"),
    (re.compile(r"其[他它]部门|机关"), "2"),
    (re.compile(r"(?<!企)事业单位"), "892"),
    (re.compile(r"部队|军队|驻军"), "893"),
    (re.compile(r"国有企业|国企|国资"), "891"),
    (re.compile(r"集体|村(委会|委)?办|居委会?办|街道办|办事处办"), "894"),
)
# 市教育局 may be that of a county-level city, so 市 alone tells no level.
_LEVELS = (
    (re.compile(r"省"), "81"),
    (re.compile(r"地级|市级|设区"), "82"),
    (re.compile(r"县|(?<![小社校园])区"), "83"),
)
_YES = frozenset(("是", "有", "√", "1", "y", "yes", "true", "普惠", "普惠性"))
_NO = frozenset(("否", "不是", "无", "×", "0", "n", "no", "false", "非普惠", "非普惠性"))

_WHICH_PRIVATE = "只知是民办：是普惠性、非营利性还是营利性，请核定"
_NOT_INCLUSIVE = "是非普惠的民办：非营利性还是营利性，请核定"


class NatureReading(NamedTuple):
    """``nature`` and ``sponsor``: stored codes of codes.NATURES and codes.SPONSORS, None where the words do not tell.

    ``sure``: nothing is left to decide about the nature; otherwise ``note`` says what, in Chinese.
    """

    nature: str | None
    sponsor: str | None
    sure: bool
    note: str = ""


def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).lower()


def _yes_or_no(text: str) -> bool | None:
    folded = _folded(text)
    return True if folded in _YES else False if folded in _NO else None


def _inclusive_by_words(text: str) -> bool | None:
    if re.search(r"(非|不是?|未认定为?|未)普惠", text):
        return False
    return True if "普惠" in text else None


def _profit_by_words(text: str) -> bool | None:
    if re.search(r"(非|不以)[营盈]利", text):
        return False
    return True if re.search(r"[营盈]利", text) else None


def _public_sponsors(text: str) -> list[str | None]:
    """The codes of all public sponsors that the words name; None in it where the level is missing."""
    level = next((code for words, code in _LEVELS if words.search(text)), None)
    return [
        code if len(code) == 3 else level and level + code for words, code in _PUBLIC_SPONSORS if words.search(text)
    ]


def read_sponsor(text: str) -> str | None:
    """举办者码 for a sponsor in words (区级教育局, 村集体, 民办); None where the words do not tell it alone."""
    folded = _folded(text)
    if folded in _SPONSOR_BY_LABEL.values():
        return folded
    if known := _SPONSOR_BY_LABEL.get(folded):
        return known
    found = _public_sponsors(folded)
    if _PRIVATE.search(folded):
        return None if found or _PUBLIC.search(folded) else "999"
    return found[0] if len(found) == 1 else None


def read_nature(text: str, inclusive: str = "", profit: str = "") -> NatureReading:
    """办园性质 in anyone's words.

    ``inclusive`` and ``profit`` are the cells of 是否普惠 and 是否营利 where a list has such columns.
    """
    folded = _folded(text)
    if folded in _NATURES:
        folded = _NATURES[folded]
    by_column, by_words = _yes_or_no(inclusive), _inclusive_by_words(folded)
    if None not in (by_column, by_words) and by_column != by_words:
        return _undecided(text, f"与是否普惠“{inclusive.strip()}”不一致，请核定", read_sponsor(folded))
    is_inclusive = by_words if by_column is None else by_column
    private = bool(_PRIVATE.search(folded))
    public = bool(_PUBLIC.search(folded) or _public_sponsors(folded))
    if private and public:
        return _undecided(text, "既有公办又有民办的字样，请核定")
    if public:
        return _public(text, folded, is_inclusive)
    words = _profit_by_words(folded)
    is_profit = words if words is not None else _profit_by_words(profit) if "利" in profit else _yes_or_no(profit)
    if private or words is not None:
        return _private(text, is_inclusive, is_profit)
    return _neither(text, folded, is_inclusive)


def _undecided(text: str, what: str, sponsor: str | None = None) -> NatureReading:
    return NatureReading(None, sponsor, False, f"“{text.strip()}”{what}")


def _public(text: str, folded: str, is_inclusive: bool | None) -> NatureReading:
    nature, sponsor = _NATURE_BY_LABEL["公办"], read_sponsor(folded)
    if is_inclusive is False:
        return NatureReading(
            nature, sponsor, False, f"“{text.strip()}”是公办园，公办园都是普惠性幼儿园，请核对是否普惠"
        )
    return NatureReading(nature, sponsor, True)


def _private(text: str, is_inclusive: bool | None, is_profit: bool | None) -> NatureReading:
    """普惠性民办园 are non-profit by definition (学前教育法 24)."""
    if is_inclusive and is_profit:
        return _undecided(text, "既营利又普惠：普惠性民办园须是非营利性的，请核定", "999")
    if is_inclusive:
        return NatureReading(_NATURE_BY_LABEL["普惠性民办"], "999", True)
    if is_profit is None:
        return _undecided(text, _WHICH_PRIVATE if is_inclusive is None else _NOT_INCLUSIVE, "999")
    return NatureReading(_NATURE_BY_LABEL["营利性民办" if is_profit else "非营利性民办"], "999", True)


def _neither(text: str, folded: str, is_inclusive: bool | None) -> NatureReading:
    if not folded:
        return NatureReading(None, None, False)
    if "企业" in folded:
        return _undecided(
            text, "：国有企业举办的是公办，其他企业举办的是民办，请核定", "891" if "事业" not in folded else None
        )
    if is_inclusive:
        return _undecided(text, "：公办园和普惠性民办园都是普惠性幼儿园，请核定")
    if is_inclusive is False:
        return _undecided(text, _NOT_INCLUSIVE, "999")
    return _undecided(text, "看不出是公办还是民办，请核定")


def approvers(county_name: str) -> tuple[str, ...]:
    """Suggestions for 审批机关: since 2021 private ones by 行政审批部门 (the plan), by law the education office."""
    return (f"{county_name}教育局", f"{county_name}行政审批服务管理局")
