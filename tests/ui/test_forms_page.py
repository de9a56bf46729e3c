"""园所填报表 by clicks and drops: sent out, taken back, imported, undone, and who is still missing."""

import shutil
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from tests.exchange.form_hands import Form, reported, sent_out
from tests.exchange.importing import by_name, standing
from tests.policy.small_county import small_county
from tests.ui.filled_pages import Desked, click, desked
from ui.background import Progress
from ui.pages.forms import FormsPage
from ui.pages.forms import page as forms_page
from ui.pages.importing import ImportPage
from ycpe_desktop.exchange.forms.collecting import Collected, collect
from ycpe_desktop.exchange.forms.issuing import folder_name
from ycpe_desktop.ledgers import YearReport
from ycpe_desktop.store import Store

PLAIN = Qt.KeyboardModifier.NoModifier
NAMES = ("东村幼儿园", "南村幼儿园", "西村幼儿园")


class Hands:
    def __init__(self, qtbot: QtBot, desk: Desked) -> None:
        self.qtbot, self.desk, self.store = qtbot, desk, desk.county.store

    @property
    def page(self) -> FormsPage:
        assert isinstance(self.desk.page, FormsPage)
        return self.desk.page

    def ready(self) -> None:
        self.qtbot.waitUntil(lambda: isinstance(self.desk.page, FormsPage) and not self.page.busy, timeout=30_000)

    def press(self, made: QAbstractButton) -> None:
        assert made.isVisible()
        assert made.isEnabled()
        QTest.mouseClick(made, Qt.MouseButton.LeftButton)
        self.ready()

    def drop(self, *files: Path) -> None:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
        copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
        target, middle = self.desk.page, self.desk.page.rect().center()
        enter = QDragEnterEvent(middle, copy, data, left, PLAIN)
        QApplication.sendEvent(target, enter)
        assert enter.isAccepted()
        QApplication.sendEvent(target, QDropEvent(QPointF(middle), copy, data, left, PLAIN, QEvent.Type.Drop))
        self.ready()

    def listed(self) -> list[tuple[str, str]]:
        """(kindergarten or file, state) of every line."""
        model = self.page.table.rows
        return [
            (str(model.data(model.index(row, 0))), str(model.data(model.index(row, 2))))
            for row in range(model.rowCount())
        ]

    def choose(self, name: str) -> str:
        """Click its line; what then stands beside it."""
        place = [told for told, _ in self.listed()].index(name)
        click(self.page.table, self.page.table.rows.index(place, 0))
        return self.page.details.toPlainText()

    def offered(self, word: str) -> QAbstractButton:
        """The button of a notice."""
        every: Iterable[QAbstractButton] = self.desk.shell.notices.findChildren(QAbstractButton)
        return next(made for made in every if made.text() == word)

    def said(self) -> list[str]:
        return self.desk.told()


@pytest.fixture
def hands(qtbot: QtBot, data_folder: Path) -> Iterator[Hands]:
    with small_county(data_folder) as county:
        for place, name in enumerate(NAMES):
            reported(county, county.garden(name, code=f"111400000{place}", principal="张三"))
        with desked(qtbot, data_folder, "importing", county, "forms") as desk:
            made = Hands(qtbot, desk)
            assert isinstance(desk.page, ImportPage)
            QTest.mouseClick(desk.page.files.forms, Qt.MouseButton.LeftButton)
            made.ready()
            yield made


def issued(hands: Hands, tmp_path: Path) -> Path:
    """发放 by the button; the folder."""
    hands.desk.clerk.files = [tmp_path]
    hands.press(hands.page.issue)
    return tmp_path / folder_name(hands.store, 2026)


def test_forms_are_sent_out_into_a_folder_of_their_own(hands: Hands, tmp_path: Path) -> None:
    folder = issued(hands, tmp_path)
    assert folder.name == "芮城县_2026学年_园所填报表"
    assert len(list(folder.glob("陌南镇_*_111400000*.xlsx"))) == 3
    assert hands.said() == [f"已生成 3 份，在“{folder}”。一园一份，文件名是 乡镇_园名_标识码。"]
    assert hands.listed() == [(name, "未收回") for name in NAMES]


def test_names_have_the_room_where_the_page_is_narrow(hands: Hands) -> None:
    hands.desk.shell.window().resize(911, 480)
    QApplication.processEvents()  # all is laid out
    table = hands.page.table
    assert table.columnWidth(0) > table.fontMetrics().horizontalAdvance("芮城县古魏镇幼儿园")


def test_a_folder_is_taken_back_reviewed_imported_and_undone(hands: Hands, tmp_path: Path) -> None:
    folder = issued(hands, tmp_path)
    east, south, west = (Form(file) for file in sorted(folder.iterdir()))
    names = {form.path.name.split("_")[1]: form for form in (east, south, west)}
    names["东村幼儿园"].fill({"teachers": 6}).fill({"principal": "李四"}, "kindergarten").save()
    names["南村幼儿园"].fill({"teachers": "七八个"}).save()
    hands.desk.clerk.files = [folder]
    hands.press(hands.page.take_folder)
    assert hands.listed() == [("南村幼儿园", "有问题"), ("东村幼儿园", "待导入"), ("西村幼儿园", "未收回")]
    assert "“七八个”不是数字" in hands.choose("南村幼儿园")
    told = hands.choose("东村幼儿园")
    assert "张三 → 李四" in told.replace("\n", " ")
    assert standing(hands.store, YearReport) == []
    assert hands.page.take_in.text() == "导入 1 份"
    hands.press(hands.page.take_in)
    assert dict(hands.listed()) == {"南村幼儿园": "有问题", "西村幼儿园": "未收回", "东村幼儿园": "已收回"}
    assert by_name(hands.store)["东村幼儿园"]["principal"] == "李四"
    assert hands.desk.done() == "导入 园所填报表（1 份）"
    assert not hands.page.take_in.isVisible()
    hands.press(hands.offered("撤销本次导入"))
    assert by_name(hands.store)["东村幼儿园"]["principal"] == "张三"
    assert {state for _, state in hands.listed()} == {"未收回"}


def test_what_is_dropped_is_taken_back_and_chips_narrow_the_list(hands: Hands, tmp_path: Path) -> None:
    folder = issued(hands, tmp_path)
    first = Form(sorted(folder.iterdir())[0])
    first.fill({"teachers": 6}).save(tmp_path / "发回.xlsx")
    wrong = tmp_path / "花名册.xlsx"
    shutil.copy(first.path, wrong)
    wrong.write_bytes(b"PK\x03\x04")
    hands.drop(first.path, wrong)
    assert [state for _, state in hands.listed()] == ["有问题", "待导入", "未收回", "未收回"]
    hands.press(hands.page.chips.states["missing"])
    assert [state for _, state in hands.listed()] == ["未收回", "未收回"]
    missing = [name for name, _ in hands.listed()]
    hands.press(hands.page.copy)
    assert QGuiApplication.clipboard().text().split("\n") == missing


def test_forms_that_are_dropped_on_the_import_page_are_taken_there(hands: Hands, qtbot: QtBot, tmp_path: Path) -> None:
    files = [form.fill({"teachers": 6}).save() for form in sent_out(hands.desk.county, tmp_path / "表").values()]
    hands.desk.shell.open_page("importing")
    qtbot.waitUntil(lambda: isinstance(hands.desk.page, ImportPage))
    hands.drop(*files)
    assert {state for _, state in hands.listed()} == {"待导入"}
    hands.desk.shell.open_page("importing")
    qtbot.waitUntil(lambda: isinstance(hands.desk.page, ImportPage))
    hands.drop(tmp_path / "表")
    assert {state for _, state in hands.listed()} == {"待导入"}


def test_an_edit_meanwhile_makes_the_plan_anew(hands: Hands, tmp_path: Path) -> None:
    form = next(iter(sent_out(hands.desk.county, tmp_path / "表").values()))
    form.fill({"teachers": 6}).save()
    hands.drop(form.path)
    hands.desk.county.garden("新来的幼儿园")
    hands.press(hands.page.take_in)
    assert hands.said()[0].startswith("核对之后台账又有改动，没有导入")
    assert standing(hands.store, YearReport) == []
    hands.press(hands.offered("重新核对"))
    hands.press(hands.page.take_in)
    assert len(standing(hands.store, YearReport)) == 1


def test_a_folder_with_nothing_in_it_is_refused_in_one_sentence(hands: Hands, tmp_path: Path) -> None:
    (tmp_path / "空").mkdir()
    hands.drop(tmp_path / "空")
    assert hands.said() == ["空：没有找到园所填报表。请选择放着园所发回的表的文件夹。"]


def test_forms_that_were_being_read_when_the_year_was_changed_are_let_go(
    hands: Hands, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What can be imported is always of the year that the window shows."""
    form = next(iter(sent_out(hands.desk.county, tmp_path / "表").values()))
    form.fill({"teachers": 6}).save()
    read = Event()

    def slowly(store: Store, paths: Sequence[Path], year: int, tell: Progress) -> Collected:
        assert read.wait(30)
        return collect(store, paths, year, tell)

    monkeypatch.setattr(forms_page, "collect", slowly)
    hands.page.collect([form.path])
    assert hands.desk.shell.desk
    hands.desk.shell.desk.choose_year(2025)
    read.set()
    hands.ready()
    assert (hands.page.found.year, hands.page.take_in.isVisible()) == (2025, False)
    assert hands.said() == ["学年换了，刚才读的 2026—2027 学年的表没有列出。"]
