"""统一社会信用代码, GB 32100—2015: 18 characters.

One for the registering body, one for the kind of body, six for the region, nine for the body itself, one check.
"""

import unicodedata

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""Without I, O, S, V and Z, which are taken for 1, 0, 5, U and 2."""

_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_MEANT = {"I": "1", "O": "0", "S": "5", "V": "U", "Z": "2"}

PREFIXES = (
    ("12", "机构编制部门登记的事业单位"),
    ("51", "民政部门登记的社会团体"),
    ("52", "民政部门登记的民办非企业单位"),
    ("91", "市场监管部门登记的企业"),
    ("93", "市场监管部门登记的农民专业合作社"),
    ("N1", "组级集体经济组织"),
    ("N2", "村级集体经济组织"),
    ("N3", "乡镇级集体经济组织"),
)
PUBLIC_INSTITUTION = "12"
"""The prefix of 独立法人 for a public kindergarten (四个独立)."""


def tidy(code: str) -> str:
    """Half-width capitals without blanks: what people type, as the code is kept."""
    return "".join(unicodedata.normalize("NFKC", code).split()).upper()


def meaning(code: str) -> str | None:
    """What kind of body a code's first two characters name; None for one that kindergartens do not have."""
    return dict(PREFIXES).get(code[:2])


def check_character(first17: str) -> str:
    """The eighteenth character; raises ValueError for fewer, more or other characters than the standard knows."""
    weighted = (weight * ALPHABET.index(sign) for weight, sign in zip(_WEIGHTS, first17, strict=True))
    return ALPHABET[-sum(weighted) % 31]


def problem(code: str) -> str | None:
    """What is wrong with a code, as one Chinese sentence for its clerk; None for a sound one."""
    if len(code) != 18:
        return f"统一社会信用代码应为 18 位，现为 {len(code)} 位"
    for place, sign in enumerate(code, start=1):
        if sign not in ALPHABET:
            return _wrong_sign(place, sign)
    if not code[2:8].isdigit():
        return f"统一社会信用代码第 3—8 位是行政区划码，应为数字，现为“{code[2:8]}”"
    if (right := check_character(code[:17])) != code[17]:
        return f"统一社会信用代码校验不符：按前 17 位，末位应为“{right}”，现为“{code[17]}”，请对照证书逐位核对"
    return None


def _wrong_sign(place: int, sign: str) -> str:
    told = f"统一社会信用代码第 {place} 位“{sign}”不是代码用字"
    if sign.upper() in ALPHABET:
        return f"{told}：字母应为半角大写"
    if meant := _MEANT.get(sign.upper()):
        return f"{told}：代码不用字母 I、O、S、V、Z，可能是“{meant}”"
    return f"{told}：只用数字和 I、O、S、V、Z 以外的大写字母"
