"""The form's own checks, as live formulas: a red sentence beside the line as long as something is to be looked at.

They are the program's checks said early; what the county's window says of the same figures counts.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ycpe_desktop.ledgers.year_report import BANDS
from ycpe_desktop.policy.figures import plain
from ycpe_desktop.policy.situation import CAPPED
from ycpe_desktop.policy.thresholds import Own, number, target

ALL_WELL = "核对无误，可以打印签字。"
CAPS = {band: f"cap_{band}" for band in CAPPED}
USED = (*CAPS.values(), "teacher_ratio", "teachers_a_class", "carers_a_class", "teachers_alone", "size_most",
        "outdoor_area", "activity_area", "building_area", "jump_share")  # fmt: skip

AREAS = (("outdoor_area", "户外场地"), ("activity_area", "活动用房"), ("building_area", "建筑面积"))


@dataclass(frozen=True)
class Check:
    """``at``: the cell beside which it speaks. ``wrong``: a formula with cells in braces; all must hold numbers."""

    at: str
    wrong: str
    sentence: str
    cells: tuple[str, ...]


def _check(at: str, wrong: str, sentence: str, *more: str) -> Check:
    return Check(at, wrong, sentence, tuple(dict.fromkeys((at, *more))))


def limits(year: int, own: Own) -> dict[str, str]:
    """The policy numbers of the school year, as formulas take them."""
    return {key: plain(number(key, year, own)) for key in USED}


def clauses(year: int, own: Own) -> list[str]:
    """Where the numbers come from."""
    found = (target(key, year, own) for key in USED)
    return list(dict.fromkeys(each.clause for each in found if each is not None and each.clause))


def checks(of: Mapping[str, str]) -> list[Check]:
    """``of``: the policy numbers."""
    degrees = ("teachers_postgraduate", "teachers_bachelor", "teachers_college", "teachers_below")
    jump = of["jump_share"]
    found = [
        _check("principals_certified", "{principals_certified}>{principals}", "持证园长多于园长数。", "principals"),
        _check("teachers", f"{{teachers}}*{of['teacher_ratio']}<{{children}}",
               f"专任教师×{of['teacher_ratio']} 少于在园幼儿。", "children"),
        _check("teachers", f"{{teachers}}<{{classes}}*{of['teachers_a_class']}", "每班不足两名教师。", "classes"),
        _check("carers", f"AND({{carers}}<{{classes}}*{of['carers_a_class']},"
               f"{{teachers}}<{{classes}}*{of['teachers_alone']})", "每班不足一名保育员。", "classes", "teachers"),
        _check("teachers_posted", "{teachers_posted}>{teachers}", "在编教师多于专任教师。", "teachers"),
        _check("teachers_certified", "{teachers_certified}>{teachers}", "持证教师多于专任教师。", "teachers"),
        _check("teachers_below", f"{'+'.join(f'{{{each}}}' for each in degrees)}<>{{teachers}}",
               "四种学历合计不等于专任教师。", *degrees, "teachers"),
        _check("health_staff", "AND({health_staff}=0,{children}>0)", "没有保健人员。", "children"),
        *(_check(each, f"{{{each}}}>{{children}}", f"{word}多于在园幼儿合计。", "children")
          for each, word in (("children_rural", "农村户籍幼儿"), ("children_left_behind", "留守儿童"),
                             ("children_aided", "资助幼儿"))),
        _check("children", f"{{children}}>{of['size_most']}", f"超过 {of['size_most']} 人，请在备注里说明。"),
        _check("children", f"ABS({{children}}-{{children_before}})>{{children_before}}*{jump}/100",
               f"比上学年变动超过 {jump}%，请核对。", "children_before"),
        *(_check(each, f"{{{each}}}<{{children}}*{of[each]}", f"{word}生均不足 {of[each]} m²。", "children")
          for each, word in AREAS),
        _check("building_area", "{building_area}<{activity_area}", "建筑面积小于活动用房面积。", "activity_area"),
        _check("licence_until", "{licence_until}<TODAY()", "许可证已过有效期。"),
    ]  # fmt: skip
    return [*found, *_of_bands(of)]


def _of_bands(of: Mapping[str, str]) -> list[Check]:
    found = []
    for band, label in BANDS:
        classes, children = f"classes_{band}", f"children_{band}"
        if band in CAPS:
            cap = of[CAPS[band]]
            wrong = f"AND({{{classes}}}>0,{{{children}}}>{{{classes}}}*{cap})"
            found.append(_check(children, wrong, f"{label}平均每班超过 {cap} 人。", classes))
        found.append(
            _check(children, f"({{{classes}}}=0)<>({{{children}}}=0)", f"{label}班数和幼儿数对不上。", classes)
        )
    return found


def formula(check: Check, cells: Mapping[str, str]) -> str:
    """ "" where one of its cells is not on this form."""
    if not all(each in cells for each in check.cells):
        return ""
    there = ",".join(cells[each] for each in check.cells)
    wrong = check.wrong.format_map(cells)
    return f'IF(COUNT({there})={len(check.cells)},IF({wrong},"{check.sentence}",""),"")'


def of_class(cells: Sequence[str], names: str, of: Mapping[str, str]) -> str:
    """Beside a line of 班级 (name, band, children, teachers, carers): its cap, its staff, whether it can be read.

    ``names``: where the names of all classes stand.
    """
    name, band, children, teachers, carers = cells
    alone, two, one = (of[each] for each in ("teachers_alone", "teachers_a_class", "carers_a_class"))
    cap = cap_of(band, of)
    short = f"AND({teachers}<{alone},OR({teachers}<{two},{carers}<{one}))"
    parts = [
        f'IF(AND({name}="",COUNT({children},{teachers},{carers})>0),"没有填班级名称。","")',
        f'IF(AND({name}<>"",{band}=""),"没有选班型。","")',
        f'IF({name}<>"",IF(COUNTIF({names},{name})>1,"班级名称重复。",""),"")',
        f'IF(AND({children}<>"",{cap}<>""),IF({children}>{cap},"超过班额。",""),"")',
        f'IF(COUNT({teachers},{carers})=2,IF({short},"不足两教一保。",""),"")',
    ]
    return "&".join(parts)


def cap_of(band: str, of: Mapping[str, str]) -> str:
    """The cap of the band that stands in a cell; "" for 托班, which has none."""
    made = '""'
    for each, label in BANDS:
        if each in CAPS:
            made = f'IF({band}="{label}",{of[CAPS[each]]},{made})'
    return made


def of_list(bands: str, figures: str, label: str, classes: str, children: str) -> str:
    """Whether the totals of a band are those of the list of classes above."""
    counted = f'COUNTIF({bands},"{label}")'
    differs = f'OR(N({classes})<>{counted},N({children})<>SUMIF({bands},"{label}",{figures}))'
    return f'IF(AND(COUNTA({bands})>0,{differs}),"与上面的班级合计不一致。","")'


def summary(needed: Sequence[str], column: str) -> str:
    """What is still to be done, at the top of the form."""
    blank = "+".join(f'({cell}="")' for cell in needed)
    red = f"SUMPRODUCT(--(LEN({column})>0))"
    return (
        f'=IF({blank}>0,"还有 "&({blank})&" 项必填没有填。","")&IF({red}>0,"有 "&{red}&" 处红字，请核对。","")'
        f'&IF(({blank})+{red}=0,"{ALL_WELL}","")'
    )
