"""Forms that somebody has tampered with, and names that are no names: nothing but what is asked ever comes in."""

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from tests.exchange.form_hands import Form, sent_out
from tests.exchange.importing import by_name, standing
from tests.policy.small_county import SmallCounty, small_county
from ycpe_desktop.exchange.forms.collecting import collect, take_in
from ycpe_desktop.exchange.forms.issuing import fresh_folder, issue
from ycpe_desktop.exchange.forms.lines import Line, lines
from ycpe_desktop.exchange.template import write_template
from ycpe_desktop.ledgers import ClassRoom, Supervisor

FIGURES = {"teachers": 5, "carers": 2, "principals": 1}


@pytest.fixture
def county(data_folder: Path) -> Iterator[SmallCounty]:
    with small_county(data_folder) as made:
        made.garden("南村幼儿园", code="1114000001")
        made.garden("北村幼儿园", "古魏镇", code="1114000002", nature="inclusive")
        yield made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "发回的"


def collected(county: SmallCounty, folder: Path) -> dict[str, Line]:
    found = collect(county.store, [folder], 2026)
    take_in(county.store, found)
    return {line.name: line for line in lines(county.store, found)}


def mark(form: Form, place: str, key: str) -> None:
    """Let the cell mean something else."""
    form.sheet[f"A{place[1:]}"].value = f"{key}@{place[0]}"


def test_a_name_is_never_a_formula(county: SmallCounty, folder: Path, tmp_path: Path) -> None:
    name = '=HYPERLINK("http://x","点我")幼儿园'
    garden = county.garden(name, code="1114000003")
    form = next(each for each in sent_out(county, folder).values() if "HYPERLINK" in each.path.name)
    written = [cell for row in form.sheet.iter_rows() for cell in row if cell.value == name]
    assert [cell.data_type for cell in written] == ["s"]
    write_template(county.store, ClassRoom, 2026, tmp_path / "模板.xlsx")
    offered = [cell for row in openpyxl.load_workbook(tmp_path / "模板.xlsx")["选项"].iter_rows() for cell in row]
    assert [cell.data_type for cell in offered if cell.value == name] == ["s"]
    assert garden


def test_what_is_not_asked_cannot_be_answered(county: SmallCounty, folder: Path) -> None:
    """Whatever the hidden marks say: what the county decides, and other ledgers, are not the kindergarten's."""
    person = county.supervisor("张督学")
    form = sent_out(county, folder)["南村幼儿园"].fill(FIGURES)
    for row, key, value in ((90, "kindergarten.nature", "营利性民办"), (91, f"supervisor:{person}.name", "李四")):
        mark(form, f"C{row}", key)
        form.sheet[f"C{row}"].value = value
    form.save()
    assert collected(county, folder)["南村幼儿园"].state == "returned"
    assert by_name(county.store)["南村幼儿园"]["nature"] == "public"
    assert [each["name"] for each in standing(county.store, Supervisor)] == ["张督学"]


def test_the_classes_of_another_kindergarten_stay_where_they_are(county: SmallCounty, folder: Path) -> None:
    """The lines of a form, copied with their marks into that of a neighbour."""
    other = by_name(county.store)["北村幼儿园"]["uuid"]
    with county.store.writing("班级") as writer:
        room = writer.insert(ClassRoom, {"kindergarten": other, "year": 2026, "name": "大一班", "children": 20})
    form = sent_out(county, folder)["南村幼儿园"].fill(FIGURES)
    form.fill_class(0, "小一班", "小班", 24, 2, 1)
    marks = form.sheet[f"A{form.places[f'{form.rooms[0]}.name'][1:]}"]
    marks.value = str(marks.value).replace(form.rooms[0], f"class_room:{room}")
    form.save()
    assert collected(county, folder)["南村幼儿园"].state == "returned"
    mine = by_name(county.store)["南村幼儿园"]["uuid"]
    rooms = {each["name"]: (each["kindergarten"], each["children"]) for each in standing(county.store, ClassRoom)}
    assert rooms == {"大一班": (other, 20), "小一班": (mine, 24)}


def test_damaged_marks_and_strange_digits_are_no_mistake_of_the_program(county: SmallCounty, folder: Path) -> None:
    forms = sent_out(county, folder)
    form = forms["南村幼儿园"].fill(FIGURES).fill_class(0, "小一班", "小班", "2²", 2, 1)
    form.save()
    broken = forms["北村幼儿园"].fill(FIGURES)
    row = broken.places[f"{broken.rooms[0]}.name"][1:]
    broken.sheet[f"A{row}"].value = "class_room:坏了"
    broken.save()
    assert {name: line.state for name, line in collected(county, folder).items()} == {
        "南村幼儿园": "returned", "北村幼儿园": "returned",
    }  # fmt: skip


def test_files_of_names_that_differ_by_small_letters_alone_are_two(county: SmallCounty, folder: Path) -> None:
    """On Windows they are one name."""
    for name in ("ABC幼儿园", "abc幼儿园"):
        county.garden(name)
    files = [file.name.casefold() for file in issue(county.store, 2026, folder).files]
    assert len(set(files)) == 4


def test_a_file_in_the_place_of_the_folder_is_passed(county: SmallCounty, tmp_path: Path) -> None:
    (tmp_path / "芮城县_2026学年_园所填报表").write_text("不是文件夹", encoding="utf-8")
    assert fresh_folder(county.store, 2026, tmp_path).name == "芮城县_2026学年_园所填报表（2）"
