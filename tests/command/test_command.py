"""The headless commands as a user calls them: real arguments, a real folder, JSON read back."""

from pathlib import Path

import pytest

import ycpe_desktop.policy.rule
from main import main
from tests.command.conftest import Run
from ycpe_desktop import divisions


def test_a_new_office_knows_its_county_and_school_year(run: Run) -> None:
    told = run("init", "--county", "芮城")
    assert told["county"] == "芮城县"
    assert len(told["years"]) == 1


def test_a_second_init_is_refused_in_one_sentence(office: Run) -> None:
    assert "已经有台账" in office("init", "--county", "芮城县", code=2)


def test_an_unknown_county_is_refused(run: Run) -> None:
    told = run("init", "--county", "洛阳县", code=2)
    assert "洛阳县" in told
    assert "\n" not in told


def test_what_is_added_is_listed_with_every_field(office: Run) -> None:
    office("add", "园所名册", "name=古魏镇中心幼儿园", "township=古魏", "nature=公办", "状态=在办", "code=1114000001")
    (record,) = office("list", "园所名册")
    assert record["name"] == "古魏镇中心幼儿园"
    assert record["township"] == "古魏镇"
    assert record["nature"] == "公办"
    assert record["status"] == "在办"
    assert record["kind"] == "幼儿园"
    assert record["credit_code"] is None


def test_set_by_code_name_and_uuid(office: Run) -> None:
    added = office("add", "园所名册", "name=东关幼儿园", "code=1114000002")
    assert office("set", "园所名册", "1114000002", "principal=张三")["principal"] == "张三"
    assert office("set", "园所名册", "东关幼儿园", "building_area=1234.50")["building_area"] == "1234.50"
    assert office("set", "园所名册", added["uuid"], "principal=")["principal"] is None


def test_a_village_is_looked_for_in_the_township_of_the_record(office: Run) -> None:
    own, other = (divisions.villages(town)[0].name for town in ("140830100", "140830101"))
    told = office("add", "责任督学", f"常驻村（社区）={own}", "name=李督学", "township=古魏镇")
    assert told["village"] == own
    assert other in office("set", "责任督学", "李督学", f"village={other}", code=2)
    moved = office("set", "责任督学", "李督学", f"village={other}", "township=140830101")
    assert moved["village"] == other


def test_a_name_that_is_not_unique_is_refused_with_the_candidates(office: Run) -> None:
    first = office("add", "园所名册", "name=小太阳幼儿园", "township=古魏镇")
    second = office("add", "园所名册", "name=小太阳幼儿园", "township=阳城镇")
    told = office("set", "园所名册", "小太阳幼儿园", "principal=李四", code=2)
    assert first["uuid"] in told
    assert second["uuid"] in told


def test_a_value_of_the_wrong_kind_is_refused_with_its_field(office: Run) -> None:
    office("add", "园所名册", "name=东关幼儿园")
    told = office("set", "园所名册", "东关幼儿园", "licence_until=去年", code=2)
    assert "许可证有效期至" in told
    assert "去年" in told


def test_a_yearly_row_is_made_when_it_is_first_set(office: Run) -> None:
    office("add", "园所名册", "name=东关幼儿园")
    office("set", "年度数据", "东关幼儿园", "children_junior=20", "children_middle=0", "--year", "2025")
    (row,) = office("list", "年度数据", "--year", "2025")
    assert (row["children_junior"], row["children_middle"], row["children_senior"]) == (20, 0, None)
    assert row["children"] == 20
    assert office("list", "年度数据", "--year", "2024") == []


def test_a_change_of_nature_counts_from_its_day_and_a_correction_always(office: Run) -> None:
    office("add", "园所名册", "name=东关幼儿园", "nature=非营利性民办", "--year", "2024")
    office("set", "园所名册", "东关幼儿园", "nature=普惠性民办", "--from", "2025-09-01")
    assert [office("list", "园所名册", "--year", year)[0]["nature"] for year in ("2024", "2025")] == [
        "非营利性民办",
        "普惠性民办",
    ]
    office("set", "园所名册", "东关幼儿园", "nature=营利性民办", "--from", "2024-09-01", "--correct")
    assert office("list", "园所名册", "--year", "2024")[0]["nature"] == "营利性民办"


def test_history_and_undo(office: Run) -> None:
    office("add", "园所名册", "name=东关幼儿园")
    office("set", "园所名册", "东关幼儿园", "principal=张三")
    office("set", "园所名册", "东关幼儿园", "principal=李四")
    newest, *_, oldest = office("history")
    assert office("undo")[0]["label"] == newest["label"]
    assert office("list", "园所名册")[0]["principal"] == "张三"
    office("undo", "--to", str(oldest["id"]))
    assert office("list", "园所名册")[0]["principal"] is None
    assert "没有第 999 号操作" in office("undo", "999", code=2)


def test_one_step_may_be_undone_alone_unless_its_cell_changed_since(office: Run) -> None:
    office("add", "园所名册", "name=东关幼儿园")
    office("set", "园所名册", "东关幼儿园", "principal=张三")
    office("set", "园所名册", "东关幼儿园", "address=东关1号")
    step = next(one["id"] for one in office("history") if one["changes"] == 1 and one["kind"] == "edit")
    office("undo", str(step - 1))
    (record,) = office("list", "园所名册")
    assert (record["principal"], record["address"]) == (None, "东关1号")


def test_backup_and_restore_bring_a_state_back(office: Run) -> None:
    office("add", "园所名册", "name=东关幼儿园")
    kept = office("backup")["file"]
    office("set", "园所名册", "东关幼儿园", "principal=张三")
    office("restore", kept)
    assert office("list", "园所名册")[0]["principal"] is None


def test_doctor_finds_a_new_office_sound(office: Run) -> None:
    assert office("doctor")["good"] is True


def test_every_indicator_of_an_empty_office_cannot_be_judged_and_that_is_no_problem(office: Run) -> None:
    told = office("indicators")
    assert {one["id"] for one in told} >= {"gross_enrolment", "inclusive_coverage", "public_share"}
    assert {one["verdict"] for one in told} <= {"cannot_be_judged", "met", "missed"}
    assert next(one for one in told if one["id"] == "public_share")["verdict"] == "cannot_be_judged"
    assert next(one for one in told if one["id"] == "researchers")["reason"] == "缺县一行的 1 项：专职教研员"


def test_of_very_many_faults_the_command_says_how_many_it_lists(
    office: Run, data_folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ycpe_desktop.policy.rule, "MOST_TOLD", 2)
    for name in ("甲园", "乙园", "丙园"):
        office("add", "园所名册", f"name={name}", "status=在办", "--year", "2026")
        figures = ("classes_reported=3", "teachers=3", "carers=0")
        office("add", "年度数据", f"kindergarten={name}", *figures, "--year", "2026")
    told = [one for one in office("check", "--year", "2026", code=1) if one["rule"] == "staff_gap"]
    assert [one["more"] for one in told] == [0, 1]
    assert main(["check", "--year", "2026", "--data-dir", str(data_folder)]) == 1
    assert "可说明\t没有配齐两教一保\t只列前 2 条，共 3 条\n" in capsys.readouterr().out


def test_what_is_due_on_a_day(office: Run) -> None:
    office("add", "园所名册", "name=东关幼儿园", "township=古魏镇", "status=在办", "licence_until=2026-11-29")
    found = {one["source"]: one for one in office("due", "--day", "2026-11-23")}
    assert (found["licence"]["whom"], found["licence"]["when_shown"]) == ("东关幼儿园", "今天与本周")
    assert found["uncovered"]["members"][0][1] == "东关幼儿园"


def test_reading_works_while_another_holds_the_store_and_writing_is_refused(office: Run, data_folder: Path) -> None:
    from ycpe_desktop.store import open_store

    office("add", "园所名册", "name=东关幼儿园")
    held = open_store(data_folder)
    try:
        assert len(office("list", "园所名册")) == 1
        assert "打开" in office("set", "园所名册", "东关幼儿园", "principal=张三", code=2)
    finally:
        held.close()


def test_the_file_of_an_approved_year_is_remembered_where_nobody_else_writes(
    office: Run, data_folder: Path, tmp_path: Path
) -> None:
    from ycpe_desktop.exchange.approval import approve
    from ycpe_desktop.policy.reporting import confirm_empty
    from ycpe_desktop.store import open_store

    out = str(tmp_path / "上报.xlsx")
    told = office("export", "--out", out)
    assert (told["draft"], told["reported"]) == (True, "")
    window = open_store(data_folder)
    confirm_empty(window, window.current_year)
    approve(window, window.current_year, "张三", "李四", "王五")
    told = office("export", "--out", out)
    assert (told["draft"], told["reported"]) == (False, "")
    window.close()
    assert office("export", "--out", out)["reported"]
    assert office("history")[0]["label"] == "生成上报文件：上报.xlsx"


def test_without_an_office_the_command_says_how_to_make_one(run: Run) -> None:
    assert "还没有台账" in run("list", "园所名册", code=2)


def test_without_a_display_the_commands_are_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], data_folder: Path
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    assert main(["--data-dir", str(data_folder)]) == 2
    told = capsys.readouterr().err
    assert "没有可用的显示器" in told
    assert "indicators" in told
