"""One file that came back: whose it is, and what was answered in it. It is read whole or refused with a sentence."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ycpe_desktop.exchange.cells import is_blank, words
from ycpe_desktop.exchange.forms.asked import ASKED
from ycpe_desktop.exchange.forms.identity import FORMULA, MARK, SCHEMA, SHEET, Identity, parse
from ycpe_desktop.exchange.mapping import key_of
from ycpe_desktop.exchange.sheets import Book, Cell, Sheet, address
from ycpe_desktop.faults import Refusal
from ycpe_desktop.ledgers import ClassRoom, Kindergarten, Ledger
from ycpe_desktop.store.tables import LEDGER_TABLES

CLASS = ClassRoom.__tablename__
Key = tuple[str, str]
"""(ledger's table, record or ""): a form has several classes. "+12" is a class in a line that somebody put in."""
ISSUE_ANEW = "请让园所用本县发放的表重新填报，或在这里重新发放一份。"


@dataclass(frozen=True)
class Answer:
    """``column`` is its key in the import ("kindergarten.phone"); ``cell`` its address on the form."""

    column: str
    value: Cell
    cell: str


@dataclass
class Returned:
    """``lines``: what was answered of each record."""

    path: Path
    identity: Identity
    lines: dict[Key, list[Answer]] = field(default_factory=dict)

    @property
    def content(self) -> object:
        """Equal for two files that say the same."""
        return {key: [(each.column, words(each.value)) for each in line] for key, line in self.lines.items()}

    @property
    def is_filled(self) -> bool:
        """Something of the year is answered."""
        return any(table != Kindergarten.__tablename__ for table, _ in self.lines)

    @property
    def classes(self) -> list[dict[str, str]]:
        """The classes that are listed: field → what stands there."""
        found = [{each.column.split(".")[1]: words(each.value) for each in self.lines[key]} for key in self.lines
                 if key[0] == CLASS]  # fmt: skip
        return [each for each in found if each.get("name")]

    def answer(self, ledger: type[Ledger], name: str) -> Answer | None:
        """Of a record that the form has only once."""
        line = self.lines.get((ledger.__tablename__, ""), [])
        return next((each for each in line if each.column == key_of(ledger, name)), None)


def is_form(book: Book) -> bool:
    return any(sheet.name == SHEET for sheet in book.sheets) or _form_sheet(book) is not None


def read_returned(book: Book, path: Path) -> Returned:
    """Raises Refusal, with the file's name, where it cannot be told whose it is or what it says."""
    hidden = next((sheet for sheet in book.sheets if sheet.name == SHEET), None)
    if hidden is None and _form_sheet(book) is None:
        raise Refusal("不是园所填报表", path.name, "请换成园所发回的填报表；别的名单请在“导入”页导入。")
    identity = parse(hidden.rows) if hidden else None
    if identity is None:
        raise Refusal("认不出是哪所园的表：随表带的标识不见了或被改动过", path.name, ISSUE_ANEW)
    if identity.schema > SCHEMA:
        raise Refusal("这份表是更新版本的程序发放的，本程序读不全", path.name, "请先升级本程序。")
    sheet = _form_sheet(book)
    if sheet is None or not any("@" in str(cell) for row in sheet.rows for cell in row):
        raise Refusal("表的格式被改乱了，找不到填写的格", path.name, ISSUE_ANEW)
    found = Returned(path, identity)
    for key, answer in _lines(sheet):
        if book.kind == "xls" and _is_empty_formula(key, answer, identity):
            continue
        line = found.lines.setdefault(key, [])
        twin = next((each for each in line if each.column == answer.column), None)
        if twin is None:
            line.append(answer)
        elif words(twin.value) != words(answer.value):
            told = f"{twin.cell} 和 {answer.cell} 是同一项，填的不一样"
            raise Refusal(told, path.name, "请问清以哪一处为准，删去另一处再收。")
    return found


def _form_sheet(book: Book) -> Sheet | None:
    """Known by its marks, whatever it is called now and wherever they have moved."""
    return next((sheet for sheet in book.sheets if _corner(sheet) is not None), None)


def _corner(sheet: Sheet) -> tuple[int, int] | None:
    for row, cells in enumerate(sheet.rows[:20]):
        for column, cell in enumerate(cells[:20]):
            if cell == MARK and any(each == "B" for each in cells[column + 1 :]):
                return row, column
    return None


def _lines(sheet: Sheet) -> Iterator[tuple[Key, Answer]]:
    """Every answer; none for a blank, which never overwrites."""
    corner = _corner(sheet)
    assert corner is not None
    top, left = corner
    columns = {str(cell): place for place, cell in enumerate(sheet.rows[top]) if place > left and not is_blank(cell)}
    marks = {row: str(cells[left]) for row, cells in enumerate(sheet.rows) if row > top and not is_blank(cells[left])}
    for row, mark in _with_added_classes(marks, len(sheet.rows)).items():
        cells = sheet.rows[row]
        for (table, record), column, letter in _parts(mark):
            place = columns.get(letter)
            if place is not None and not is_blank(cells[place]):
                line = record or (f"+{row + 1}" if table == CLASS else "")
                yield (table, line), Answer(column, cells[place], address(row, place))


def _with_added_classes(marks: dict[int, str], height: int) -> dict[int, str]:
    """The marks, and those of the lines that somebody has put in among the classes, or copied with their marks."""
    rooms = [row for row, mark in marks.items() if mark.startswith(f"{CLASS}:")]
    if not rooms:
        return marks
    end = min((row for row in marks if row > rooms[-1]), default=height)
    seen: set[str] = set()
    found = {}
    for row in range(min(marks), max(max(marks) + 1, end)):
        mark = marks.get(row, _bare(marks[rooms[0]]) if rooms[0] < row < end else "")
        found[row] = _bare(mark) if mark in seen and mark.startswith(f"{CLASS}:") else mark
        seen.add(mark)
    return found


def _bare(mark: str) -> str:
    """The mark of a class without the record that it names."""
    return ";".join(f"{CLASS}:.{part.partition('.')[2]}" for part in mark.split(";"))


def _parts(mark: str) -> Iterator[tuple[Key, str, str]]:
    """(line, column of the import, letter of the form) of each cell of a row."""
    for part in filter(None, mark.split(";")):
        key, _, letter = part.rpartition("@")
        owner, _, name = key.partition(".")
        table, _, record = owner.partition(":")
        if name in ASKED.get(table, ()):
            yield (table, record), key_of(LEDGER_TABLES[table], name), letter


def _is_empty_formula(key: Key, answer: Answer, identity: Identity) -> bool:
    """In the old format a formula that gives nothing is read as 0."""
    return answer.value == 0 and _printed(key, answer, identity) == FORMULA


def untouched(answer: Answer, key: Key, identity: Identity) -> bool:
    """Still what was printed there when the form was sent out: it says nothing new."""
    return _printed(key, answer, identity) == words(answer.value)


def _printed(key: Key, answer: Answer, identity: Identity) -> str | None:
    table, record = key
    name = answer.column.split(".", 1)[1]
    return identity.printed.get(f"{table}:{record}.{name}" if record else f"{table}.{name}")


def answers_of(returned: Returned, key: Key, always: Sequence[str] = ()) -> list[Answer]:
    """What a line says that was not printed in it; with columns of ``always`` where it says anything else at all."""
    line = returned.lines[key]
    new = [each for each in line if not untouched(each, key, returned.identity)]
    return [each for each in line if each in new or (new and each.column in always)]
