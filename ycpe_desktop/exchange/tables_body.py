"""The rows under a header: which of them are records, and why the others are not."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ycpe_desktop.exchange.sheets import Cell, Sheet, is_blank
from ycpe_desktop.exchange.tables_header import Column
from ycpe_desktop.exchange.tables_words import bare, text_of

_TOTAL = re.compile(r"(?:.{0,15}(?:合计|小计|总计|共计|累计)|全[县市区省]|合计数|总数)(?:共?\d+[所个园人]*)?:?")
_NOTE = re.compile(r"(?:填表|填报|填写)?(?:注|备注|说明|附注|注意|注意事项|数据来源|资料来源)\d{0,2}[:.、]")
_SIGNED = re.compile(
    r"(?:填表人|填报人|制表人?|审核人?|复核人?|经办人|负责人|单位负责人|分管领导|主要领导|联系人|填报单位|填表单位"
    r"|填报日期|填报时间|填表日期|制表日期|统计负责人|\(?(?:单位)?(?:公章|盖章)\)?|签字|签章)(?:\([^)]*\))?(?::|$)"
)
_SAMPLE = {"例", "示例", "样例", "填写示例", "填报示例", "举例", "例如"}
_SERIAL_TITLES = {"序号", "编号", "序列", "序列号", "行号", "no", "号", "序"}
_ITEM = re.compile(r"\(?\d{1,2}[.、)]")
_STEMS = re.compile("[甲乙丙丁戊己庚辛壬癸]|栏次|\\(?\\d{1,3}\\)?")


@dataclass(frozen=True, slots=True)
class BodyRow:
    """``index`` is the sheet's row; ``values[column.index]`` is the cell, filled down where a merge covers it."""

    index: int
    values: list[Cell]


class Body:
    """Sorts the rows under a header into records and others, by a row's own cells and not by those a merge fills in."""

    def __init__(self, sheet: Sheet, header_rows: tuple[int, int], columns: Sequence[Column]) -> None:
        self.sheet, self.columns, self.last = sheet, columns, header_rows[1]
        self.rows: list[BodyRow] = []
        self.ignored: list[tuple[int, str]] = []
        self._indexes = [column.index for column in columns]
        self._keyed = {column.index for column in columns if column.key is not None}
        self._serial = {column.index for column in columns if bare(column.title) in _SERIAL_TITLES} - self._keyed
        self._naming = {min(self._keyed)} if self._keyed else set()
        self._naming |= {column.index for column in columns if column.key == "name"}
        self._titles = _titles_by_column(sheet, header_rows)
        self._wide = _widest_merges(sheet)
        self._notes = False

    def read(self) -> None:
        filled = _filled_down(self.sheet, self.last)
        for number in range(self.last + 1, len(self.sheet.rows)):
            row = self.sheet.rows[number]
            own = {index: row[index] for index in self._indexes if not is_blank(row[index])}
            why = self._why_not(number, own)
            if why:
                self.ignored.append((number, why))
            else:
                self.rows.append(BodyRow(number, _with(row, filled.get(number))))

    def _why_not(self, number: int, own: dict[int, Cell]) -> str:
        """The reason to leave a row out; "" for a record."""
        if not own:
            return "空行"
        first = text_of(next(iter(own.values())))
        if first.replace(" ", "") in _SAMPLE:
            return "填写示例"
        if self._is_total(own, first):
            return "合计行"
        if self._is_header_again(own):
            return "重复的表头"
        if number == self.last + 1 and _is_numbering(own):
            return "栏号行"
        if self._is_note(number, own, first):
            return "表下的说明"
        if own.keys() <= self._serial:
            return "只有序号" if first.isdigit() else "分节标题"
        if self._wide.get(number, 1) > 2 and len(own) == 1:
            return "分节标题"
        return ""

    def _is_total(self, own: dict[int, Cell], first: str) -> bool:
        texts = [first, *(text_of(own[index]) for index in self._naming if index in own)]
        return any(_TOTAL.fullmatch(text.replace(" ", "")) for text in texts)

    def _is_header_again(self, own: dict[int, Cell]) -> bool:
        texts = ((index, text_of(cell)) for index, cell in own.items() if isinstance(cell, str))
        same = sum(text in self._titles.get(index, ()) for index, text in texts)
        return same >= 2 and 2 * same > len(own)

    def _is_note(self, number: int, own: dict[int, Cell], first: str) -> bool:
        """A note goes on in the rows below it, as long as each of them is one text."""
        first = first.replace(" ", "")
        alone = len(own) == 1
        is_record = len(own) > 2 and any(index in own for index in self._naming)
        noted = not is_record and (first == "注" or _NOTE.match(first) is not None)
        signed = (alone or ":" in first) and _SIGNED.match(first) is not None
        wide = self._wide.get(number, 1) > 1
        goes_on = self._notes and alone and (wide or len(first) > 20 or _ITEM.match(first) is not None)
        self._notes = noted or signed or goes_on
        return self._notes


def _widest_merges(sheet: Sheet) -> dict[int, int]:
    """Columns of the widest merge that lies within one row."""
    wide: dict[int, int] = {}
    for top, left, bottom, right in sheet.merges:
        if top == bottom:
            wide[top] = max(wide.get(top, 1), right - left + 1)
    return wide


def _titles_by_column(sheet: Sheet, header_rows: tuple[int, int]) -> dict[int, set[str]]:
    titles: dict[int, set[str]] = {}
    for row in sheet.rows[header_rows[0] : header_rows[1] + 1]:
        for index, cell in enumerate(row):
            if not is_blank(cell):
                titles.setdefault(index, set()).add(text_of(cell))
    return titles


def _is_numbering(own: dict[int, Cell]) -> bool:
    """The row 甲 乙 1 2 3 that statistical forms have under the header."""
    texts = [text_of(cell).replace(" ", "") for cell in own.values()]
    numbers = [int(text.strip("()")) for text in texts if text.strip("()").isdigit()]
    rising = all(later - earlier == 1 for earlier, later in pairwise(numbers))
    return len(texts) >= 3 and all(_STEMS.fullmatch(text) for text in texts) and rising


def _filled_down(sheet: Sheet, last: int) -> dict[int, dict[int, Cell]]:
    """What vertical merges under the header put into the rows below their first."""
    filled: dict[int, dict[int, Cell]] = {}
    for top, left, bottom, _right in sheet.merges:
        if top > last and bottom > top and left < sheet.width and top < len(sheet.rows):
            for row in range(top + 1, min(bottom, len(sheet.rows) - 1) + 1):
                filled.setdefault(row, {})[left] = sheet.rows[top][left]
    return filled


def _with(row: list[Cell], filled: dict[int, Cell] | None) -> list[Cell]:
    if not filled:
        return row
    values = list(row)
    for index, cell in filled.items():
        if is_blank(values[index]):
            values[index] = cell
    return values
