"""园所填报表: sent out, filled in, read back; a form comes in whole or is refused by name."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.exchange.form_hands import Form, reported, sent_out
from tests.exchange.importing import by_name, standing
from tests.policy.small_county import SmallCounty, small_county
from ycpe_desktop.demo import make_demo
from ycpe_desktop.exchange.forms import issuing
from ycpe_desktop.exchange.forms.collecting import Collected, collect, take_in
from ycpe_desktop.exchange.forms.identity import SHEET
from ycpe_desktop.exchange.forms.issuing import fresh_folder, issue
from ycpe_desktop.exchange.forms.lines import Line, lines
from ycpe_desktop.exchange.forms.register import receipts
from ycpe_desktop.exchange.forms.returned import read_returned
from ycpe_desktop.exchange.reading import read_book
from ycpe_desktop.faults import Refusal
from ycpe_desktop.ledgers import ClassRoom, FourIndependents, Kindergarten, YearReport
from ycpe_desktop.store import create_store, history
from ycpe_desktop.store.backup import list_backups

FIGURES = {"classes_junior": 2, "children_junior": 41, "teachers": 5, "carers": 2, "principals": 1}


@pytest.fixture
def county(data_folder: Path) -> Iterator[SmallCounty]:
    with small_county(data_folder) as made:
        first = made.garden("南村幼儿园", code="1114000001", phone="0359-3022018", principal="张三")
        made.garden("北村幼儿园", "古魏镇", code="1114000002", nature="inclusive")
        made.garden("关掉的幼儿园", status="closed")
        reported(made, first)
        yield made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "发回的"


def collected(county: SmallCounty, folder: Path, year: int | None = 2026) -> dict[str, Line]:
    """Read the folder and take in what can come in; the lines by kindergarten (or file)."""
    found = collect(county.store, [folder], year)
    take_in(county.store, found)
    return {line.name: line for line in lines(county.store, found)}


def looked_at(county: SmallCounty, folder: Path) -> tuple[Collected, dict[str, Line]]:
    found = collect(county.store, [folder], 2026)
    return found, {line.name: line for line in lines(county.store, found)}


def report(county: SmallCounty, name: str, year: int = 2026) -> dict[str, Any] | None:
    garden = by_name(county.store)[name]["uuid"]
    return next((row for row in standing(county.store, YearReport, year) if row["kindergarten"] == garden), None)


def test_two_hundred_forms_come_back_as_they_were_filled_in(tmp_path: Path) -> None:
    """The coming year of the demo county: last year's figures beside blank ones."""
    store = create_store(tmp_path / "台账", "芮城县", today=lambda: date(2026, 11, 23))
    make_demo(store, seed=7, size=212)
    made = issue(store, 2027, tmp_path / "表")
    assert len(made.files) >= 200
    assert len({file.name for file in made.files}) == len(made.files)
    expected = {}
    for number, file in enumerate(made.files):
        form = Form(file)
        assert form.read("year_report.teachers") is None
        figures = {"teachers": number, "carers": number + 1, "fee_care": 100.5 + number, "classes_junior": 1}
        form.fill(figures).fill({"principal": f"园长{number}"}, "kindergarten").save()
        hidden = {row[0].value: row[1].value for row in form.book[SHEET].iter_rows(max_row=12)}
        expected[hidden["园所编号"]] = (f"园长{number}", number, number + 1, 100.5 + number, 1)
    before = len(list_backups(store.folder))
    found = collect(store, [tmp_path / "表"])
    assert (found.year, found.problems, len(found.able)) == (2027, [], len(made.files))
    take_in(store, found)
    principals = {row["uuid"]: row["principal"] for row in standing(store, year=2027)}
    names = ("teachers", "carers", "fee_care", "classes_junior")
    came = {
        row["kindergarten"]: (principals[row["kindergarten"]], *(row[name] for name in names))
        for row in standing(store, YearReport, 2027)
    }
    assert came == expected
    assert len(list_backups(store.folder)) == before + 1
    assert {line.state for line in lines(store, found)} == {"returned"}
    again = collect(store, [tmp_path / "表"])
    assert again.plan is not None
    assert not again.plan.changes_anything
    assert again.waiting == set()
    assert {line.state for line in lines(store, again)} == {"returned"}
    store.undo()
    assert standing(store, YearReport, 2027) == []
    assert receipts(store, 2027) == {}
    store.close()


def test_the_form_shows_what_is_known_and_locks_what_is_not_asked(county: SmallCounty, folder: Path) -> None:
    forms = sent_out(county, folder)
    assert sorted(file.name for file in folder.iterdir()) == [
        "古魏镇_北村幼儿园_1114000002.xlsx", "陌南镇_南村幼儿园_1114000001.xlsx",
    ]  # fmt: skip
    form = forms["南村幼儿园"]
    teachers = form.places["year_report.teachers"]
    row = int(teachers[1:])
    assert (form.read("year_report.teachers"), form.sheet[f"D{row}"].value) == (None, 4)
    assert form.read("kindergarten.phone") == "0359-3022018"
    assert form.sheet.protection.sheet
    assert not form.sheet.protection.password
    assert not form.sheet[teachers].protection.locked
    assert form.sheet[f"B{row}"].protection.locked
    assert form.book[SHEET].sheet_state == "veryHidden"
    assert (form.sheet.page_setup.orientation, form.sheet.page_setup.paperSize) == ("portrait", 9)
    assert "four_independents.legal_state" in form.places
    assert "four_independents.legal_state" not in forms["北村幼儿园"].places


def test_the_form_of_a_year_that_nobody_has_worked_in_yet(county: SmallCounty, folder: Path) -> None:
    form = sent_out(county, folder, 2027)["南村幼儿园"]
    assert "公办" in [cell.value for cell in form.sheet["C"]]
    assert "four_independents.legal_state" in form.places
    form.fill(FIGURES).save()
    assert collected(county, folder, 2027)["南村幼儿园"].state == "returned"
    assert report(county, "南村幼儿园", 2027) is not None
    assert 2027 in county.store.years


def test_who_has_not_returned_is_named(county: SmallCounty, folder: Path) -> None:
    forms = sent_out(county, folder)
    forms["南村幼儿园"].fill(FIGURES).save()
    forms["北村幼儿园"].path.unlink()
    told = collected(county, folder)
    assert {name: line.state for name, line in told.items()} == {"南村幼儿园": "returned", "北村幼儿园": "missing"}
    found = report(county, "南村幼儿园")
    assert found is not None
    assert {name: found[name] for name in FIGURES} == FIGURES
    with county.store.reading() as connection:
        step = history.next_undo(connection)
    assert step is not None
    assert step.label == "导入 园所填报表（1 份）"


def test_a_blank_never_overwrites_and_what_was_printed_says_nothing(county: SmallCounty, folder: Path) -> None:
    """The telephone was corrected in the office while the form was out: the old one on the form is no answer."""
    form = sent_out(county, folder)["南村幼儿园"].fill(FIGURES)
    form.put("kindergarten.principal", None)
    form.save()
    uuid = by_name(county.store)["南村幼儿园"]["uuid"]
    with county.store.writing("改电话") as writer:
        writer.update(Kindergarten, uuid, {"phone": "0359-9999999"})
    collected(county, folder)
    garden = by_name(county.store)["南村幼儿园"]
    assert (garden["principal"], garden["phone"]) == ("张三", "0359-9999999")


def test_classes_come_in_and_their_totals_count(county: SmallCounty, folder: Path) -> None:
    form = sent_out(county, folder)["南村幼儿园"]
    form.fill_class(0, "小一班", "小班", 24, 2, 1).fill_class(1, "大一班", "大班", 30, 2, 1)
    form.fill({"children_senior": 31, "teachers": 4}).save()
    told = collected(county, folder)["南村幼儿园"]
    assert told.state == "returned"
    assert "大班幼儿填了 31，班级合计是 30" in told.told
    found = report(county, "南村幼儿园")
    assert found is not None
    assert (found["children_junior"], found["children_senior"], found["children"], found["teachers"]) == (24, 30, 54, 4)
    form.put(f"{form.rooms[1]}.name", "大班（1）")
    form.save()
    collected(county, folder)
    assert sorted(row["name"] for row in standing(county.store, ClassRoom)) == ["大班（1）", "小一班"]


def test_the_four_independents_come_in(county: SmallCounty, folder: Path) -> None:
    form = sent_out(county, folder)["南村幼儿园"]
    states = {"legal_state": "已达到", "legal_date": datetime(2026, 5, 1), "account_state": "办理中"}
    form.fill(states, "four_independents").save()
    collected(county, folder)
    (row,) = standing(county.store, FourIndependents)
    assert (row["legal_state"], row["legal_date"], row["account_state"]) == ("met", date(2026, 5, 1), "pending")


def test_in_the_old_format_a_formula_that_gives_nothing_is_no_zero(county: SmallCounty, folder: Path) -> None:
    """An .xls holds 0 where the form's own formula has nothing to count."""
    form = sent_out(county, folder)["南村幼儿园"].fill({"teachers": 5, "classes_mixed": 0, "guards": 0})
    form.save()
    book = replace(read_book(form.path), kind="xls")
    answers = {each.column: each.value for line in read_returned(book, form.path).lines.values() for each in line}
    assert "year_report.classes_mixed" not in answers
    assert answers["year_report.guards"] == 0


def test_mangled_forms_are_read_all_the_same(county: SmallCounty, folder: Path) -> None:
    """Rows and columns put in, the sheets renamed, numbers as text, a class in a row of its own."""
    form = sent_out(county, folder)["南村幼儿园"]
    form.sheet.protection.sheet = False
    form.fill({"teachers": "５", "carers": "2人", "principals": " 1 "})
    form.fill_class(0, "小一班", "小班", "24", "2", "1").fill_class(1, "大一班", "大班", 30, 2, 1)
    row = int(form.places[f"{form.rooms[1]}.name"][1:])
    for joined in list(form.sheet.merged_cells.ranges):
        form.sheet.unmerge_cells(str(joined))
    form.sheet.insert_rows(row)
    for letter, value in zip("BCDEF", ("中一班", "中班", 28, 2, 1), strict=True):
        form.sheet[f"{letter}{row}"].value = value
    form.sheet.insert_rows(3, 2)
    form.sheet.insert_cols(4)
    form.sheet.title = "我园"
    form.save(folder / "改了名字.xlsx")
    (folder / "陌南镇_南村幼儿园_1114000001.xlsx").unlink()
    assert collected(county, folder)["南村幼儿园"].state == "returned"
    found = report(county, "南村幼儿园")
    assert found is not None
    assert (found["teachers"], found["carers"], found["principals"], found["children"]) == (5, 2, 1, 82)
    assert sorted(row["name"] for row in standing(county.store, ClassRoom)) == ["中一班", "大一班", "小一班"]


def test_a_class_that_is_listed_twice_keeps_its_form_outside(county: SmallCounty, folder: Path) -> None:
    """The second one stands in a row that somebody has put in."""
    form = sent_out(county, folder)["南村幼儿园"].fill(FIGURES)
    form.fill_class(0, "小一班", "小班", 24, 2, 1).fill_class(1, "大一班", "大班", 30, 2, 1)
    row = int(form.places[f"{form.rooms[1]}.name"][1:])
    form.sheet[f"A{row}"].value = None
    form.sheet[f"B{row}"].value = "小一班"
    form.save()
    told = collected(county, folder)["南村幼儿园"]
    assert told.state == "faulty"
    assert f"与第 {row - 1} 行是同一条，重复了" in told.told
    assert standing(county.store, ClassRoom) == []


def test_a_form_with_one_unreadable_cell_stays_outside_whole(county: SmallCounty, folder: Path) -> None:
    forms = sent_out(county, folder)
    forms["南村幼儿园"].fill({**FIGURES, "teachers": "七八个"}).fill({"principal": "李四"}, "kindergarten").save()
    forms["北村幼儿园"].fill(FIGURES).save()
    cell = forms["南村幼儿园"].places["year_report.teachers"]
    told = collected(county, folder)
    assert told["南村幼儿园"].state == "faulty"
    assert told["南村幼儿园"].told == f"{cell} 专任教师：“七八个”不是数字。请在表里改正这一格，再收一次。"
    assert told["北村幼儿园"].state == "returned"
    assert report(county, "南村幼儿园") is None
    assert by_name(county.store)["南村幼儿园"]["principal"] == "张三"
    assert report(county, "北村幼儿园") is not None


def alter(form: Form, label: str, value: str) -> None:
    for row in form.book[SHEET].iter_rows():
        if row[0].value == label:
            row[1].value = value


def test_files_that_are_none_of_these_forms_are_named(county: SmallCounty, folder: Path) -> None:
    forms = sent_out(county, folder)
    alter(forms["南村幼儿园"], "学年", "2025")
    forms["南村幼儿园"].save()
    del forms["北村幼儿园"].book[SHEET]
    forms["北村幼儿园"].save()
    (folder / "破的.xlsx").write_bytes(b"PK\x03\x04 no workbook")
    other = openpyxl.Workbook()
    other.worksheets[0].append(["园所名称", "乡镇"])
    other.save(folder / "花名册.xlsx")
    (folder / "~$南村.xlsx").write_bytes(b"left by a program")
    told = collected(county, folder)
    assert "标识不见了或被改动过" in told["陌南镇_南村幼儿园_1114000001"].told
    assert "标识不见了或被改动过" in told["古魏镇_北村幼儿园_1114000002"].told
    assert "文件已损坏" in told["破的"].told
    assert "不是园所填报表" in told["花名册"].told
    assert [line.state for line in told.values()].count("missing") == 2


def test_another_county_and_another_year_are_told_in_one_sentence(
    county: SmallCounty, folder: Path, tmp_path: Path
) -> None:
    sent_out(county, folder, 2025)
    other = create_store(tmp_path / "别县", "万荣县", today=lambda: date(2026, 11, 23))
    there = SmallCounty(other)
    there.garden("西村幼儿园", "")
    sent_out(there, folder / "别县")
    other.close()
    told = collected(county, folder)
    assert told["南村幼儿园"].told == (
        "这是 2025—2026 学年的填报表，现在收的是 2026—2027 学年。"
        "请让园所填 2026—2027 学年的表；要收它，请先换到 2025—2026 学年。"
    )
    assert "这是万荣县的填报表，不是本县的" in told["乡镇未填_西村幼儿园"].told
    assert collect(county.store, [folder]).year == 2026


def test_two_files_of_one_kindergarten(county: SmallCounty, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same twice is read once; two answers are both refused; the newer of two issues is read."""
    form = sent_out(county, folder)["南村幼儿园"].fill(FIGURES)
    form.save()
    shutil.copy(form.path, folder / "副本.xlsx")
    _, told = looked_at(county, folder)
    assert told["南村幼儿园"].state == "ready"
    assert "内容相同，只读一份" in told["南村幼儿园"].told
    form.fill({"teachers": 9}).save(folder / "副本.xlsx")
    _, told = looked_at(county, folder)
    assert told["南村幼儿园"].state == "faulty"
    assert "是同一所园的两份，内容不同" in told["南村幼儿园"].told
    (folder / "副本.xlsx").unlink()

    class Later(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> "Later":
            return cls(2030, 1, 1)

    monkeypatch.setattr(issuing, "datetime", Later)
    newer = sent_out(county, folder / "再发")["南村幼儿园"].fill({"teachers": 7})
    newer.save()
    found, told = looked_at(county, folder)
    assert told["南村幼儿园"].state == "ready"
    assert "这是较早发放的旧表" in told["南村幼儿园"].told
    take_in(county.store, found)
    shutil.rmtree(folder / "再发")
    told = collected(county, folder)
    assert "已经收过 2030-01-01 发放的新表" in told["南村幼儿园"].told
    row = report(county, "南村幼儿园")
    assert row is not None
    assert row["teachers"] == 7


def test_an_approved_year_takes_no_form(county: SmallCounty, folder: Path) -> None:
    from ycpe_desktop.store.tables import year_state

    sent_out(county, folder)["南村幼儿园"].fill(FIGURES).save()
    with county.store.writing("审核") as writer:
        writer.put(year_state, {"uuid": "2026", "approved": "2026-11-23T09:00:00"})
    told = collected(county, folder)
    assert told["南村幼儿园"].state == "faulty"
    assert "2026—2027 学年已审核通过" in told["南村幼儿园"].told


def test_a_form_that_nobody_has_filled_in_is_still_missing(county: SmallCounty, folder: Path) -> None:
    """The clerk puts the answers into the folder from which the forms were sent out."""
    sent_out(county, folder)["南村幼儿园"].fill(FIGURES).save()
    found, told = looked_at(county, folder)
    assert len(found.forms) == 1
    assert (told["北村幼儿园"].state, told["北村幼儿园"].told) == (
        "missing", "“古魏镇_北村幼儿园_1114000002.xlsx”还没有填",
    )  # fmt: skip


def test_a_folder_without_workbooks_is_refused(county: SmallCounty, folder: Path) -> None:
    folder.mkdir()
    with pytest.raises(Refusal, match="没有找到园所填报表"):
        collect(county.store, [folder])


def test_forms_are_never_written_over_what_came_back(county: SmallCounty, folder: Path) -> None:
    sent_out(county, folder)["南村幼儿园"].fill(FIGURES).save()
    with pytest.raises(Refusal, match="可能是园所填好发回的"):
        issue(county.store, 2026, folder)
    fresh = fresh_folder(county.store, 2026, folder.parent)
    assert fresh.name == "芮城县_2026学年_园所填报表"
    issue(county.store, 2026, fresh)
    assert fresh_folder(county.store, 2026, folder.parent).name == "芮城县_2026学年_园所填报表（2）"


def test_forms_that_are_cancelled_leave_nothing_behind(county: SmallCounty, folder: Path) -> None:
    class Cancelled(Exception):
        pass

    def progress(text: str, done: int, total: int) -> None:
        if done:
            raise Cancelled

    with pytest.raises(Cancelled):
        issue(county.store, 2026, folder, progress)
    assert not folder.exists()
    assert not [each for each in folder.parent.iterdir() if each.name.startswith(".")]


def test_a_year_in_which_nobody_is_open_has_no_forms(county: SmallCounty, folder: Path) -> None:
    with pytest.raises(Refusal, match="没有在办的园"):
        issue(county.store, 2010, folder)
    assert not folder.exists()
