"""The form itself: what a head of 50 reads, fills in, prints and signs. A4 upright, one column of red sentences."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ycpe_desktop.exchange.forms import asked, checks
from ycpe_desktop.exchange.forms import looks as look
from ycpe_desktop.exchange.forms.asked import Known, cell_key
from ycpe_desktop.exchange.forms.paper import LINE, TWO_LINES, Paper
from ycpe_desktop.fields import Field
from ycpe_desktop.ledgers import ClassRoom, FourIndependents, Kindergarten, YearReport, field_of
from ycpe_desktop.ledgers.year_report import BANDS
from ycpe_desktop.policy.thresholds import own_targets
from ycpe_desktop.schoolyear import first_day, label
from ycpe_desktop.store import Store
from ycpe_desktop.store.writer import new_uuid

if TYPE_CHECKING:
    from ycpe_desktop.exchange.standard_options import Options

TITLE = "填报表"
NOTE = (
    "浅黄色的格由园所填写，其他的格不能改；已经印好的请核对，不对的直接改。灰色小字是上学年的数，供参考。"
    "没有的填 0，不知道的空着。右边出现红字的，请核对。填好后打印一份签字盖章，再把本文件发回县教育局。"
)
NEEDED = ("principal", "principal_phone", "address", "children", "classes", "principals", "teachers", "carers")
"""What a form must not leave blank; counted at its top."""
PAIR = (("B", "C", "D"), ("E", "F", "G"))
"""Label, answer, and last year's figure (or the end of the answer): left and right."""
SIGNING = 40.0
FOUR_HEADINGS = (
    ("B", "B", "项目"),
    ("C", "C", "结论"),
    ("D", "D", "日期"),
    ("E", "F", "依据"),
    ("G", "G", "不适用原因"),
)


def lay_out(store: Store, year: int, known: Known, sheet: Any, options: "Options") -> Paper:
    """Write the form of one kindergarten; what was printed in its cells is in the paper's ``printed``."""
    form = _Form(store, year, known, Paper(sheet, options, store.names))
    form.make()
    _set_up(sheet, f"{known.garden['name']}　{label(year)}", form.paper.row)
    return form.paper


class _Form:
    def __init__(self, store: Store, year: int, known: Known, paper: Paper) -> None:
        self.store, self.year, self.known, self.paper = store, year, known, paper
        self.own = own_targets(store)
        self.of = checks.limits(year, self.own)

    def make(self) -> None:
        state = self._head()
        self._registry()
        classes = self._classes()
        self._children(classes)
        self._staff()
        if self.known.is_asked_four:
            self._four()
        self._checks()
        last = self.paper.row
        self._sign()
        needed = [self.paper.cells[name] for name in NEEDED]
        self.paper.sheet[state].value = checks.summary(needed, f"$H$6:$H${last}")
        self.paper.say_good(state, checks.ALL_WELL)
        self.paper.finish()

    # -- parts, from the top --

    def _head(self) -> str:
        """The address of the line that says what is still to be done."""
        paper, county = self.paper, self.store.county.name
        paper.next(32)
        paper.write("B", f"{county}幼儿园{TITLE}", look.TITLE, "H")
        paper.next()
        paper.write("B", f"{label(self.year)}　统计时点 {first_day(self.year).isoformat()}", look.CENTRED, "H")
        paper.next(40)
        paper.write("B", NOTE, look.NOTE, "H")
        paper.next(24)
        return paper.write("B", None, look.STATE, "H")

    def _section(self, text: str) -> None:
        self.paper.next(26)
        self.paper.write("B", text, look.SECTION, "H")
        self.paper.no_answers()

    def _registry(self) -> None:
        self._section("一、园所信息")
        for left, right in zip(asked.SHOWN[::2], asked.SHOWN[1::2], strict=True):
            self.paper.next(TWO_LINES if left == "name" else LINE)
            for name, (at, first, last) in zip((left, right), PAIR, strict=True):
                told = field_of(Kindergarten, name)
                value = self.known.garden[name]
                self.paper.write(at, told.label, look.LABEL)
                self.paper.write(
                    first, "" if value is None else told.kind.show(value, self.paper.names), look.SHOWN, last
                )
        for names in asked.REGISTRY:
            self.paper.next()
            whole = not names[1]
            for name, (at, first, last) in zip(names, PAIR, strict=True):
                if name:
                    told = field_of(Kindergarten, name)
                    self.paper.write(at, _labelled(told), look.LABEL)
                    end = "G" if whole else last
                    self.paper.ask(cell_key(Kindergarten, name), told, self.known.garden[name], first, end)

    def _classes(self) -> tuple[str, str]:
        """Where the bands and the children of the classes stand."""
        self._section("二、班级（一班一行；填了这里，下面的班数和幼儿数自动算出）")
        self._headings(("班级名称", "班型", "幼儿数", "专任教师", "保育员", "班额上限"))
        first, last = self.paper.row + 1, self.paper.row + self.known.class_lines
        for place in range(self.known.class_lines):
            room = self.known.rooms[place] if place < len(self.known.rooms) else {}
            self._class_line(str(room.get("uuid") or new_uuid()), room, f"$B${first}:$B${last}")
        return f"$C${first}:$C${last}", f"$D${first}:$D${last}"

    def _class_line(self, uuid: str, room: asked.Record, names: str) -> None:
        row = self.paper.next()
        for name, letter in zip(asked.CLASS_COLUMNS, "BCDEF", strict=True):
            self.paper.ask(cell_key(ClassRoom, name, uuid), field_of(ClassRoom, name), room.get(name), letter)
        at = [f"{letter}{row}" for letter in "BCDEF"]
        self.paper.reckon("G", f"={checks.cap_of(at[1], self.of)}", look.LAST)
        self.paper.told[row] = [checks.of_class(at, names, self.of)]

    def _children(self, classes: tuple[str, str]) -> None:
        self._section("三、班数和在园幼儿")
        self._headings(("项目", "本学年", "上学年", "项目", "本学年", "上学年"))
        bands, figures = classes
        first = self.paper.row + 1
        for (_, word), names in zip(BANDS, asked.BAND_LINES, strict=True):
            count = f'COUNTIF({bands},"{word}")'
            formulas = [f'=IF({count}=0,"",{count})', f'=IF({count}=0,"",SUMIF({bands},"{word}",{figures}))']
            at = self._figures(names, formulas)
            self.paper.told[self.paper.row] = [checks.of_list(bands, figures, word, *at)]
        self._total(first)
        for pair in asked.CHILDREN_LINES:
            self._figures(pair)

    def _total(self, first: int) -> None:
        """合计: worked out, with last year's beside it."""
        paper, last, row = self.paper, self.paper.row, self.paper.next()
        for name, (at, value, before) in zip(("classes", "children"), PAIR, strict=True):
            told = field_of(YearReport, name)
            paper.write(at, told.label, look.LABEL)
            summed = f"{value}{first}:{value}{last}"
            paper.cells[name] = paper.reckon(value, f'=IF(COUNT({summed})=0,"",SUM({summed}))', look.computed("#,##0"))
            paper.cells[f"{name}_before"] = paper.write(before, self.known.before.get(name), look.LAST)
        paper.told.setdefault(row, [])

    def _staff(self) -> None:
        self.paper.new_page()
        self._section("四、教职工和收费")
        self._headings(("项目", "本学年", "上学年", "项目", "本学年", "上学年"))
        for pair in asked.STAFF_LINES:
            self._figures(pair)

    def _figures(self, names: Sequence[str], formulas: Sequence[str] = ("", "")) -> list[str]:
        """A line of figures of this year beside last year's; the addresses of those to be filled in."""
        self.paper.next()
        found = []
        for name, formula, (at, value, before) in zip(names, formulas, PAIR, strict=True):
            if not name:
                continue
            told = field_of(YearReport, name)
            self.paper.write(at, _labelled(told), look.LABEL)
            wide = "G" if name == "remark" else ""
            known = self.known.report.get(name)
            found.append(self.paper.ask(cell_key(YearReport, name), told, known, value, wide, formula=formula))
            if not wide:
                last = self.known.before.get(name)
                self.paper.write(before, None if last is None else told.kind.cell(last), look.LAST)
        return found

    def _four(self) -> None:
        self._section("五、四个独立（农村公办园填写）")
        self.paper.next()
        for first, last, text in FOUR_HEADINGS:
            self.paper.write(first, text, look.HEADING, last)
        for word, names in asked.four_fields():
            self.paper.next(TWO_LINES)
            self.paper.write("B", word, look.LABEL)
            for name, (first, last, _) in zip(names, FOUR_HEADINGS[1:], strict=True):
                told = field_of(FourIndependents, name)
                self.paper.ask(cell_key(FourIndependents, name), told, self.known.four.get(name), first, last)
        self.paper.next()
        for name, (at, first, last) in zip(asked.INSTITUTION, PAIR, strict=True):
            told = field_of(FourIndependents, name)
            self.paper.write(at, told.label.removeprefix("事业单位"), look.LABEL)
            self.paper.ask(cell_key(FourIndependents, name), told, self.known.four.get(name), first, last)

    def _checks(self) -> None:
        for check in checks.checks(self.of):
            if made := checks.formula(check, self.paper.cells):
                row = int(self.paper.cells[check.at].lstrip("ABCDEFGH"))
                self.paper.told.setdefault(row, []).append(made)
        self.paper.told = {row: parts for row, parts in self.paper.told.items() if parts}

    def _sign(self) -> None:
        paper = self.paper
        paper.next(10)
        for left, right in (("填表人：", "园长（签字）："), ("填表日期：", "单位（盖章）：")):
            paper.next(SIGNING)
            for text, (first, _, last) in zip((left, right), PAIR, strict=True):
                paper.write(first, text, look.SIGNED, last)
        paper.next(52)
        told = "；".join(checks.clauses(self.year, self.own))
        paper.write("B", f"红字依据：{told}。以县教育局程序的校验为准。", look.NOTE, "H")

    def _headings(self, texts: Sequence[str]) -> None:
        self.paper.next()
        for letter, text in zip("BCDEFG", texts, strict=True):
            self.paper.write(letter, text, look.HEADING)


def _labelled(told: Field) -> str:
    unit = getattr(told.kind, "unit", "")
    return f"{told.label}（{unit}）" if unit in ("m²",) else told.label


def _set_up(sheet: Any, about: str, last: int) -> None:
    """A4 upright, as wide as the page; what is not asked is locked, without a password."""
    from ycpe_desktop.exchange.standard_styles import A4, FACE

    sheet.sheet_view.showGridLines = False
    sheet.freeze_panes = "A6"
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = False
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "portrait", A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_area = f"B2:H{last}"
    sheet.print_options.horizontalCentered = True
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top, sheet.page_margins.bottom, sheet.page_margins.footer = 0.5, 0.6, 0.25
    sheet.oddFooter.left.text, sheet.oddFooter.right.text = about, "第 &P 页，共 &N 页"
    for part in (sheet.oddFooter.left, sheet.oddFooter.right):
        part.font, part.size = FACE, 9
