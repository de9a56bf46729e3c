"""收回: a folder of forms as one plan. A form comes in whole or not at all, and every file that does not is named."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from sqlalchemy import select

from ycpe_desktop.exchange.applying import apply
from ycpe_desktop.exchange.cells import words
from ycpe_desktop.exchange.forms.asked import asked_of
from ycpe_desktop.exchange.forms.proposing import Proposed, proposed
from ycpe_desktop.exchange.forms.register import Receipt, receipts, setting_of
from ycpe_desktop.exchange.forms.returned import Returned, read_returned
from ycpe_desktop.exchange.plan import Fault, Plan, PlannedRow
from ycpe_desktop.exchange.planning import Progress, make_plan
from ycpe_desktop.exchange.reading import read_book
from ycpe_desktop.faults import Problem, Refusal
from ycpe_desktop.ledgers import Kindergarten, YearReport, field_of
from ycpe_desktop.ledgers.year_report import BANDS
from ycpe_desktop.schoolyear import label
from ycpe_desktop.store import Store

OTHER_ROW = re.compile(r"“([^”]*)”第 \d+ 行")
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
KEPT = "；原文已留在"
MEND = "请在表里改正这一格，再收一次。"
SUFFIXES = (".xlsx", ".xls", ".xlsm", ".xlsb", ".et", ".ods")


@dataclass(frozen=True)
class FileProblem:
    """Why a file is not read. ``uuid``: of the kindergarten, where the file says it. ``minor``: nothing is lost by it:
    it is not filled in yet, or another file of the same kindergarten is read."""

    file: Path
    message: str
    remedy: str = ""
    uuid: str = ""
    minor: bool = False


@dataclass
class Collected:
    """``plan`` is None where no file could be read."""

    year: int
    forms: list[Returned] = field(default_factory=list)
    problems: list[FileProblem] = field(default_factory=list)
    plan: Plan | None = None
    rows: dict[str, list[PlannedRow]] = field(default_factory=dict)
    """Kindergarten → what its form does."""
    waiting: set[str] = field(default_factory=set)
    """Kindergartens whose form brings something, if only that it is back."""
    taken_in: bool = False

    @property
    def faulty(self) -> list[Returned]:
        """Forms that were read and are refused for what stands in them."""
        return [form for form in self.forms if any(row.state == "refused" for row in self.rows[form.identity.uuid])]

    @property
    def able(self) -> list[Returned]:
        faulty = {id(form) for form in self.faulty}
        return [form for form in self.forms if id(form) not in faulty]


def files_in(paths: Iterable[Path]) -> list[Path]:
    """The workbooks among files and folders, in folders below too; what programs leave beside open files is passed."""
    found: list[Path] = []
    for path in paths:
        inside = sorted(path.rglob("*")) if path.is_dir() else [path]
        found += [each for each in inside if each.suffix.lower() in SUFFIXES and not each.name.startswith(("~$", "."))]
    return list(dict.fromkeys(found))


def collect(
    store: Store, paths: Sequence[Path], year: int | None = None, progress: Progress = lambda *_: None
) -> Collected:
    """Read the files and plan their import. ``year``: None takes that of the newest form.

    Raises Refusal where there is no workbook at all.
    """
    files = files_in(paths)
    if not files:
        raise Refusal(
            "没有找到园所填报表", "、".join(path.name for path in paths[:3]), "请选择放着园所发回的表的文件夹。"
        )
    problems: list[FileProblem] = []
    read = list(_read(files, problems, progress))
    chosen = year if year is not None else max((form.identity.year for form in read), default=store.current_year)
    found = Collected(chosen, _of_this_year(store, read, chosen, problems), problems)
    if found.forms:
        _plan(store, found, progress)
    return found


def take_in(store: Store, found: Collected, progress: Progress = lambda *_: None) -> int | None:
    """Write what can come in: one backup, one action. Its number; None where nothing is to be written."""
    number = apply(store, found.plan, progress=progress) if found.plan is not None else None
    found.taken_in = True
    return number


def _read(files: Sequence[Path], problems: list[FileProblem], progress: Progress) -> Iterator[Returned]:
    for done, file in enumerate(files):
        progress(f"正在读取 {file.name}", done, len(files))
        try:
            yield read_returned(read_book(file), file)
        except Refusal as refusal:
            problems.append(FileProblem(file, refusal.what, refusal.remedy))


def _of_this_year(store: Store, read: Sequence[Returned], year: int, problems: list[FileProblem]) -> list[Returned]:
    """One form a kindergarten: this county's, this year's, the newest."""
    table = Kindergarten.__table__
    with store.reading() as connection:
        there = set(connection.scalars(select(table.c.uuid)))
        asked = set(asked_of(store, connection, year))
    known = receipts(store, year)
    by_garden: dict[str, list[Returned]] = defaultdict(list)
    for form in read:
        why = _foreign(store, form, year, there, asked, known)
        if why is None:
            by_garden[form.identity.uuid].append(form)
        else:
            problems.append(why)
    chosen = (_newest(forms, problems) for forms in by_garden.values())
    return [form for form in chosen if form is not None]


def _foreign(
    store: Store, form: Returned, year: int, there: set[str], asked: set[str], known: dict[str, Receipt]
) -> FileProblem | None:
    who = form.identity
    if who.county_code != store.county.code:
        return FileProblem(form.path, f"这是{who.county}的填报表，不是本县的", "请退给对方，并要来本县的表。")
    if who.uuid not in there:
        return FileProblem(form.path, f"台账里没有“{who.name}”了", "请先在园所名册里恢复它。")
    if who.year != year:
        return FileProblem(
            form.path,
            f"这是 {label(who.year)}的填报表，现在收的是 {label(year)}",
            f"请让园所填 {label(year)}的表；要收它，请先换到 {label(who.year)}。",
            who.uuid,
        )
    if who.uuid not in asked:
        return FileProblem(form.path, f"“{who.name}”在 {label(year)}不是在办", "请先核对它的状态。", who.uuid)
    receipt = known.get(who.uuid)
    if receipt is not None and who.issued < receipt.issued:
        day = receipt.issued[:10]
        return FileProblem(
            form.path, f"这是较早发放的旧表，没有读：已经收过 {day} 发放的新表", "", who.uuid, minor=True
        )
    if not form.is_filled:
        return FileProblem(form.path, "还没有填", "", who.uuid, minor=True)
    return None


def _newest(forms: Sequence[Returned], problems: list[FileProblem]) -> Returned | None:
    """Of several files of one kindergarten: the one that was sent out last. Two answers on the same form are both
    refused, for nobody but the kindergarten knows which is meant."""
    latest = max(form.identity.issued for form in forms)
    newest = [form for form in forms if form.identity.issued == latest]
    first = newest[0]
    uuid = first.identity.uuid
    for form in forms:
        if form.identity.issued != latest:
            told = f"这是较早发放的旧表，读的是“{first.path.name}”"
            problems.append(FileProblem(form.path, told, "", uuid, minor=True))
    if all(form.content == first.content for form in newest):
        problems += [
            FileProblem(form.path, f"与“{first.path.name}”内容相同，只读一份", "", uuid, minor=True)
            for form in newest[1:]
        ]
        return first
    for form in newest:
        other = next(each for each in newest if each is not form)
        told = f"与“{other.path.name}”是同一所园的两份，内容不同"
        problems.append(FileProblem(form.path, told, "请问清园所以哪一份为准，删去另一份。", uuid))
    return None


def _plan(store: Store, found: Collected, progress: Progress) -> None:
    made = proposed(store, found.forms, found.year)
    plan = make_plan(store, made.proposal, progress)
    found.rows = defaultdict(list)
    for row in plan.rows:
        found.rows[made.gardens[row.sheet]].append(row)
        row.faults = [_placed(row, fault, made) for fault in row.faults]
    for form in found.forms:
        _tell_sums(form, found.rows[form.identity.uuid])
        _whole_or_nothing(found.rows[form.identity.uuid])
    found.plan = plan
    known, at = receipts(store, found.year), store.today.isoformat()
    for form in found.able:
        who, receipt = form.identity, known.get(form.identity.uuid)
        same = all(row.state == "same" for row in found.rows[who.uuid])
        if receipt is None or receipt.issued != who.issued or not same:
            found.waiting.add(who.uuid)
            plan.settings[setting_of(found.year, who.uuid)] = Receipt(form.path.name, at, who.issued).stored()
    plan.proposal.book = replace(plan.proposal.book, name=f"园所填报表（{len(found.waiting)} 份）")


def _placed(row: PlannedRow, fault: Fault, made: Proposed) -> Fault:
    """The fault with the file's own name and the form's own cell; nothing of a form is kept as 导入原值."""
    file, cells = made.places[row.sheet]
    cell = cells.get(fault.column, "") if fault.column is not None else ""
    message = OTHER_ROW.sub(lambda found: _other_row(found, made), fault.problem.message.partition(KEPT)[0])
    told = fault.problem._replace(sheet=file, cell=cell, message=message)
    return replace(fault, problem=told._replace(remedy=MEND) if KEPT in fault.problem.message else told)


def _other_row(found: re.Match[str], made: Proposed) -> str:
    """A row that the planning names by the sheet it was given, by its place on the form."""
    cells = made.places[found[1]][1] if found[1] in made.places else {}
    return f"第 {next(iter(cells.values())).lstrip(LETTERS)} 行" if cells else found[0]


def _tell_sums(form: Returned, rows: Sequence[PlannedRow]) -> None:
    """Figures that were typed although the classes say otherwise: the classes count."""
    for band, word in BANDS if form.classes else ():
        mine = [each for each in form.classes if each.get("band") == word]
        children = sum(int(each["children"]) for each in mine if each.get("children", "").isdecimal())
        for name, count in ((f"classes_{band}", len(mine)), (f"children_{band}", children)):
            answer = form.answer(YearReport, name)
            if answer is not None and words(answer.value) != str(count):
                told = field_of(YearReport, name).label
                message = f"{told}填了 {words(answer.value)}，班级合计是 {count}"
                problem = Problem(message, "以班级为准，请核对。", form.path.name, answer.cell, told, must_fix=False)
                rows[0].faults.append(Fault(None, problem))


def _whole_or_nothing(rows: Sequence[PlannedRow]) -> None:
    """A form with a cell that cannot be read stays outside whole."""
    if not any(row.state == "refused" or any(each.must_fix for each in row.problems) for row in rows):
        return
    for row in rows:
        row.state = "refused"
        row.parts, row.periods, row.changes, row.left_over = [], [], [], []
