"""The details at the side: a draft that only 保存 writes, with problems beside the fields."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.ledger_hands import Hands, ledger_page
from ui.ledger.form import DROP, SAVE, STAY, RecordForm
from ui.ledger.form_fields import FieldBox
from ycpe_desktop.ledgers import Kindergarten, Recusal, RuralUpgrade, Supervisor
from ycpe_desktop.store.attachments import attachments_of
from ycpe_desktop.store.tables import raw_value

KEY = Qt.Key
CHANGE = "变更（自 2026-09-01 起）"


@pytest.fixture
def hands(qtbot: QtBot, data_folder: Path) -> Iterator[Hands]:
    with ledger_page(qtbot, data_folder) as made:
        yield made


def opened(hands: Hands, name: str = "南村幼儿园") -> RecordForm:
    hands.cell(name, "name")
    hands.keys(KEY.Key_Space)
    assert hands.page.form.isVisible()
    return hands.page.form


def box(form: RecordForm, field: str) -> FieldBox:
    return form.fields.boxes[field]


def keep_raw(hands: Hands, name: str, field: str | None, title: str, value: str) -> None:
    key = hands.model.key(hands.row(name))
    row = {
        "uuid": f"raw{title}",
        "ledger": "kindergarten",
        "owner": key,
        "field": field,
        "title": title,
        "value": value,
    }
    with hands.store.writing("导入") as writer:
        writer.put(raw_value, {**row, "reason": "本县没有这个乡镇", "source": "名册.xlsx"})
    hands.page.refresh()


def test_every_field_stands_in_the_form(hands: Hands) -> None:
    assert list(hands.page.form.fields.boxes) == [column.name for column in hands.model.columns]


def test_a_long_name_is_cut_in_its_middle(hands: Hands) -> None:
    form = opened(hands)
    form.name.setText("芮城县古魏镇城南金色摇篮民办双语艺术幼儿园 · 2026-10-12")
    form.name.resize(200, 30)
    assert form.name.shown().startswith("芮城县")
    assert form.name.shown().endswith("10-12")
    assert "…" in form.name.shown()


def test_saving_the_draft_is_one_action(hands: Hands) -> None:
    form = opened(hands)
    box(form, "principal").type("李四")
    box(form, "opened").type("2015.9")
    assert hands.stored("principal", "南村幼儿园") == "张三"
    assert form.told.text() == "2 项改动未保存"
    form.save_button.click()
    assert (hands.stored("principal", "南村幼儿园"), hands.stored("opened", "南村幼儿园")) == ("李四", "2015-09")
    assert hands.desk.done() == "修改“南村幼儿园”的园长、建园年月"
    assert hands.shown("南村幼儿园", "principal") == "李四"
    hands.grid.setFocus()
    hands.undo()
    assert box(form, "opened").typed() == ""


def test_a_problem_stands_beside_its_field_and_nothing_is_written(hands: Hands) -> None:
    form = opened(hands)
    box(form, "principal").type("李四")
    box(form, "code").type("123")
    assert not form.save()
    assert "标识码是 10 位数字" in box(form, "code").note.text()
    assert hands.stored("principal", "南村幼儿园") == "张三"
    box(form, "code").type("1114000077")
    assert form.save()
    assert hands.stored("code", "南村幼儿园") == "1114000077"


def test_a_new_record_is_made_by_its_form(hands: Hands) -> None:
    hands.keys(KEY.Key_N, modifier=Qt.KeyboardModifier.ControlModifier)
    form = hands.page.form
    assert not form.save()
    assert box(form, "name").note.text() == "必须填写"
    box(form, "name").type("西街幼儿园")
    box(form, "nature").type("公办")
    form.save_button.click()
    assert hands.stored("nature", "西街幼儿园") == "public"
    assert hands.grid.currentIndex().row() == hands.row("西街幼儿园")


def test_leaving_an_unsaved_draft_asks(hands: Hands) -> None:
    form = opened(hands)
    box(form, "principal").type("李四")
    hands.clerk.answers = [STAY]
    assert not hands.page.may_leave()
    hands.clerk.answers = [DROP]
    assert hands.page.may_leave()
    assert box(form, "principal").typed() == "张三"
    box(form, "principal").type("李四")
    hands.clerk.answers = [SAVE]
    hands.cell("北村幼儿园", "name")
    assert hands.stored("principal", "南村幼儿园") == "李四"
    assert form.name.text() == "北村幼儿园"


def test_a_dated_field_asks_when_the_form_is_saved(hands: Hands) -> None:
    form = opened(hands)
    box(form, "nature").type("营利性民办")
    hands.clerk.answers = [CHANGE]
    assert form.save()
    assert box(form, "nature").note.text() == "自 2026-09-01 起"


def test_the_village_is_offered_within_its_township(hands: Hands) -> None:
    form = opened(hands)
    before = box(form, "village").editor._suggest("")  # type: ignore[attr-defined]  # what the type-ahead offers
    box(form, "township").type("古魏镇")
    after = box(form, "village").editor._suggest("")  # type: ignore[attr-defined]  # the same
    assert before
    assert after
    assert before != after


def test_fields_that_do_not_apply_are_hidden(hands: Hands) -> None:
    form = opened(hands)
    assert box(form, "host_school").isHidden()
    box(form, "kind").type("附设幼儿班")
    assert not box(form, "host_school").isHidden()
    assert "待填" in box(form, "host_school").note.text()


def test_a_raw_value_is_shown_adopted_mended_and_settled(hands: Hands) -> None:
    key = hands.model.key(hands.row("南村幼儿园"))
    with hands.store.writing("清空") as writer:
        writer.update(Kindergarten, key, {"township": None})
    keep_raw(hands, "南村幼儿园", "township", "乡镇", "古卫镇")
    assert (hands.shown("南村幼儿园", "township"), hands.tone("南村幼儿园", "township")) == ("古卫镇", "raw")
    form = opened(hands)
    assert form.raw.isVisible()
    form.raw.adopt_asked.emit(form_raw(hands))
    assert box(form, "township").typed() == "古卫镇"
    assert not form.save()
    assert "没有找到" in box(form, "township").note.text()
    box(form, "township").type("古魏镇")
    assert form.save()
    assert hands.shown("南村幼儿园", "township") == "古魏镇"
    assert not form.raw.isVisible()


def form_raw(hands: Hands) -> object:
    from ycpe_desktop.store.beside import raw_values

    with hands.store.reading() as connection:
        return raw_values(connection, [hands.model.key(hands.row("南村幼儿园"))])[0]


def test_a_column_without_a_field_goes_to_the_remark_or_is_ignored(hands: Hands) -> None:
    keep_raw(hands, "南村幼儿园", None, "联系人微信", "wx123")
    form = opened(hands)
    form.raw.adopt_asked.emit(form_raw(hands))
    assert form.save()
    assert hands.stored("remark", "南村幼儿园") == "联系人微信：wx123"
    assert not form.raw.isVisible()
    keep_raw(hands, "南村幼儿园", None, "序号", "7")
    form.raw.ignore_asked.emit([form_raw(hands)])
    assert not form.raw.isVisible()
    hands.grid.setFocus()
    hands.undo()
    assert form.raw.isVisible()


def test_periods_are_added_mended_and_deleted(hands: Hands) -> None:
    form = opened(hands)
    part = form.periods.parts[0]
    part.begin_edit(-1)
    part.since.setText("2024-09-01")
    part.value.setText("普惠性民办")  # type: ignore[attr-defined]  # a type-ahead line
    part.basis.setText("芮教〔2024〕3号")
    part.save()
    texts = [[part.tree.topLevelItem(row).text(column) for column in range(4)] for row in range(2)]
    assert texts == [
        ["2020-09-01", "2024-09-01", "公办", ""],
        ["2024-09-01", "至今", "普惠性民办", "芮教〔2024〕3号"],
    ]
    assert hands.shown("南村幼儿园", "nature") == "普惠性民办"
    part.begin_edit(1)
    part.since.setText("2019-01-01")
    part.save()
    assert "起日应在上一段的起日 2020-09-01 之后" in part.problem.text()
    part.since.setText("2025-09-01")
    part.save()
    assert part.tree.topLevelItem(0).text(1) == "2025-09-01"
    part.tree.setCurrentItem(part.tree.topLevelItem(1))
    hands.clerk.answers = ["删除"]
    part.delete_button.click()
    assert part.tree.topLevelItemCount() == 1
    assert part.tree.topLevelItem(0).text(1) == "至今"


def test_a_file_is_dropped_opened_and_removed(hands: Hands, tmp_path: Path) -> None:
    scan = tmp_path / "许可证.pdf"
    scan.write_bytes(b"%PDF-1.4")
    form = opened(hands)
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(scan))])
    action, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    event = QDropEvent(QPointF(5, 5), action, dropped, button, Qt.KeyboardModifier.NoModifier)
    form.attachments.dropEvent(event)
    assert form.uuid
    assert [each.name for each in attachments_of(hands.store, form.uuid)] == ["许可证.pdf"]
    assert "附件 1" in [form.tabs.tabText(place) for place in range(form.tabs.count())]
    hands.clerk.answers = ["移除"]
    form.attachments.remove_chosen()
    assert not attachments_of(hands.store, form.uuid)


def test_the_history_of_a_cell_says_from_what_to_what(hands: Hands) -> None:
    form = opened(hands)
    box(form, "principal").type("李四")
    form.save()
    box(form, "address").type("东大街")
    form.save()
    hands.page.show_history("principal")
    lines = [form.history.tree.topLevelItem(row).child(0).text(0) for row in range(2)]
    assert lines == ["园长：张三 → 李四", "园长：张三"]
    form.history.whole.click()
    assert form.history.tree.topLevelItemCount() == 3


def test_child_rows_are_written_in_the_parents_form(qtbot: QtBot, data_folder: Path) -> None:
    with ledger_page(qtbot, data_folder, Supervisor) as hands:
        hands.desk.county.supervisor("王五")
        hands.page.refresh()
        form = opened(hands, "王五")
        child = form.rows[0]
        form.tabs.setCurrentWidget(child)
        child.grid.go_to(0, child.model.place_of["kindergarten"])
        child.grid.setFocus()
        hands.paste("南村幼儿园\t近亲属")
        assert hands.store.count(Recusal) == 1
        assert child.model.look(0, child.model.place_of["reason"]).text == "近亲属"
        assert child.model.look(0, child.model.place_of["supervisor"]).text == "王五"


def test_a_frozen_year_refuses_in_one_sentence(hands: Hands) -> None:
    from sqlalchemy import insert

    from ycpe_desktop.store.tables import year_state

    with hands.store.engine.connect().execution_options(writing=True) as connection, connection.begin():
        connection.execute(insert(year_state).values(uuid="2026", approved="2026-11-01T08:00:00"))
    hands.clerk.answers = [CHANGE]
    hands.cell("南村幼儿园", "nature")
    hands.keys("ph", KEY.Key_Return)
    assert any("已审核通过，数据不能再改" in told for told in hands.desk.told())
    assert hands.tone("南村幼儿园", "nature") == "bad"
    assert date(2026, 9, 1)


def labels(widget: QWidget) -> Iterable[QLabel]:
    found: Iterable[QLabel] = widget.findChildren(QLabel)
    return found


def test_an_empty_day_does_not_look_like_one_and_a_number_has_its_unit(hands: Hands) -> None:
    form = opened(hands)
    assert box(form, "list_date").editor.property("placeholderText") == "年-月-日"
    assert [each.text() for each in labels(box(form, "site_area").editor)] == ["m²"]
    assert not list(labels(box(form, "size_classes").editor))  # 规模（班） says it


def test_a_heading_stands_over_fields_only(qtbot: QtBot, data_folder: Path) -> None:
    with ledger_page(qtbot, data_folder, RuralUpgrade) as hands:
        hands.page.new_record()
        form = hands.page.form
        placing = next(each for each in labels(form.fields) if each.text() == "幼儿安置")
        assert not placing.isVisible()
        box(form, "way").type("停办")
        assert placing.isVisible()
