"""Indicators as lines of the list at the left, and the kindergartens behind one as rows of the table below."""

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction

from ui.pages.grouped_list import Line, Lines
from ycpe_desktop.policy.figures import VERDICTS, Indicator, Lack, Part, Verdict, reaches, show, worth
from ycpe_desktop.policy.figures import counted as counted_of
from ycpe_desktop.policy.self_evaluation import ITEM

MARKS: dict[Verdict, tuple[str, str]] = {
    "met": ("check-circle", "good"),
    "missed": ("alert-circle-outline", "bad"),
    "cannot_be_judged": ("help-circle-outline", "attention"),
}
"""Icon and colour of a verdict; its word stands beside them."""
KINDS = {
    "kindergarten": "所园",
    "area_year": "条县乡年度情况",
    "supervisor": "位责任督学",
    "place": "个没有中心园的乡镇",
    "compound_site": "个小区",
    "unlicensed_site": "处无证园",
    "incident": "起事故",
    "research_area": "个片区",
    "showcase": "个典型",
    ITEM: "个自评项目",
    "": "条上年的记录",
}
"""What stands behind a number, by the ledger of its parts."""
INFORMS = ("information-outline", "second")
"""A figure without a target."""
LACKS = ("alert-outline", "attention")


def groups(found: Sequence[Indicator]) -> list[Lines]:
    """In the order of the core."""
    by_group: dict[str, list[Line]] = {}
    for one in found:
        by_group.setdefault(one.group, []).append(_line(one))
    return [Lines(title, lines) for title, lines in by_group.items()]


def mark_of(one: Indicator) -> tuple[str, str]:
    return INFORMS if one.informs else MARKS[one.verdict]


def _line(one: Indicator) -> Line:
    tip = "\n".join(filter(None, [one.title, one.parts_shown, one.reason]))
    return Line(one.id, (one.verdict_shown, _title(one), one.shown or "—", one.target_shown), mark_of(one), tip)


def _title(one: Indicator) -> str:
    """With it how many lack data, where that is why it cannot be judged."""
    why = one.verdict == "cannot_be_judged" and not one.informs
    return f"{one.title}　{one.reason_shown.removesuffix('数据')}" if why else one.title


def sentences(one: Indicator) -> list[str]:
    """What stands below the chart: the division, the target, what is wanting, what is beside it."""
    told = []
    if one.numerator is not None and one.denominator is not None:
        first, second = (counted_of(one.unit, count) for count in (one.numerator, one.denominator))
        told.append(f"{one.parts_shown} = {first} {_sign(one)} {second}")
    else:
        told.append(one.parts_shown)
    if one.target is not None:
        told.append("，".join(filter(None, [f"{one.target_word} {one.target_shown}", one.gap_told])))
    told += [one.reason, one.note]
    told += [f"{each.label}：{each.shown}，{VERDICTS[each.verdict]}" for each in one.beside]
    return [sentence for sentence in told if sentence]


def _sign(one: Indicator) -> str:
    return ":" if one.form == "ratio" else "÷"


def rows(one: Indicator, parts: Sequence[Part]) -> list[Part]:
    """What stands behind the number, before it what else is missing."""
    known = {part.uuid for part in parts}
    elsewhere = [lack for lack in one.missing if lack.uuid not in known]
    return [*(_part(lack) for lack in elsewhere), *parts]


def _part(lack: Lack) -> Part:
    ledger = lack.ledger if lack.ledger == "area_year" else "kindergarten"  # whose record it is, or whose place
    return Part(lack.uuid, lack.name, "", None, None, lack.told, ledger, lack.field)


def lack_of(one: Indicator, uuid: str) -> Lack | None:
    return next((lack for lack in one.missing if lack.uuid == uuid), None)


def counted(parts: Sequence[Part]) -> str:
    """涉及 182 所园、2 条县乡年度情况."""
    counts = Counter(part.ledger for part in parts)
    told = "、".join(f"{counts[kind]:,} {word}" for kind, word in KINDS.items() if counts[kind])
    return f"涉及 {told}" if told else ""


def by_town(one: Indicator, towns: Sequence[Part]) -> list[tuple[str, ...]]:
    """乡镇, 数值, 分子, 分母, 缺什么."""
    return [
        (town.name, show(one.form, _worth(one, town)), *texts(town)[2:4], town.told) for town in towns
    ]  # fmt: skip - short


def town_marks(one: Indicator, towns: Sequence[Part]) -> list[tuple[str, str] | None]:
    """Those that fall short of the indicator's target, and those that lack data."""
    return [LACKS if town.told else MARKS["missed"] if _short(one, town) else None for town in towns]


def _worth(one: Indicator, town: Part) -> Fraction | None:
    return worth(one.form, town.numerator, town.denominator)


def _short(one: Indicator, town: Part) -> bool:
    if one.target is None or one.form in ("count", "most") or town.numerator is None or not town.denominator:
        return False
    return not reaches(one.form, town.numerator, town.denominator, one.target)


def texts(part: Part) -> tuple[str, ...]:
    counts = ["" if count is None else f"{count:,}" for count in (part.numerator, part.denominator)]
    return (part.name, part.township, *counts, part.told)
