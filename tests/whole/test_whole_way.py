"""The whole way of a first day on a real screen: the program of its own, real keys, real clicks, real dialogs."""

import shutil
from pathlib import Path

from tests.whole.clerk import PATIENCE, Clerk, clerk_at
from tests.whole.outside import ANSWERS, GARDEN, PERSON, PHONE, WORKBOOK, assert_all_is_there

LIST = "huangpu_20241231.xlsx"
"""Letters only: xdotool has no input method."""


def begin(clerk: Clerk) -> None:
    clerk.sees("page", "first_start")
    clerk.sees("focus", "查找县（市、区）")
    clerk.types("rc")
    clerk.keys("Return", "Return")
    clerk.sees("page", "kindergarten")


def bring_in(clerk: Clerk, file: Path) -> None:
    clerk.press("从 Excel 导入…")
    clerk.press("选择文件…")
    clerk.sees("dialog", "选择要导入的表格")
    clerk.types(str(file))
    clerk.keys("Return")
    clerk.press("下一步")
    clerk.press("下一步：核对")
    clerk.press(f"导入 {ANSWERS['rows']} 条")
    clerk.sees("text", f"新增 {ANSWERS['rows']}")
    clerk.sees("done", "导入")


def complete_one(clerk: Clerk) -> None:
    """What the list does not say of a kindergarten is typed into its row."""
    clerk.open("kindergarten")
    for field, typed in (("phone", PHONE), ("township", "gw"), ("rural", "s")):
        clerk.click("cell", f"{GARDEN} {field}")
        clerk.sees("focus", "园所名册")
        clerk.types(typed)
        clerk.keys("Return")
        clerk.sees("done", f"修改“{GARDEN}”")


def judge(clerk: Clerk) -> None:
    clerk.open("checklist")
    clerk.click("judging", GARDEN)
    clerk.sees("done", f"判定：{GARDEN} 独立园舍 已达到")


def assign(clerk: Clerk) -> None:
    clerk.open("supervision")
    clerk.press("登记督学")
    clerk.click("cell", "0 name")
    clerk.types(PERSON)
    clerk.keys("Return")
    clerk.sees("done", "新增责任督学")
    clerk.click("tab", "分配")
    clerk.click("named", "查找园所或督学")
    clerk.types("ylyey")
    clerk.click("chip", GARDEN)
    clerk.keys("Return")
    clerk.sees("focus", "选择督学")
    clerk.types(PERSON)
    clerk.keys("Return")
    clerk.sees("done", f"由 {PERSON} 负责")


def look_at_indicators(clerk: Clerk) -> None:
    clerk.open("indicators")
    assert clerk.sees("chart")


def report(clerk: Clerk, folder: Path) -> Path:
    clerk.open("reporting")
    clerk.press("生成上报文件")
    clerk.sees("dialog", "上报文件存到哪个文件夹")
    clerk.types(str(folder))
    clerk.keys("Return")
    told = str(clerk.sees("text", "上报文件已生成："))
    return folder / told.partition("：")[2]


def test_a_first_day(screen: dict[str, str], data_folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "reported"
    out.mkdir()
    file = Path(shutil.copy(WORKBOOK, tmp_path / LIST))
    with clerk_at(screen, data_folder) as clerk:
        begin(clerk)
        bring_in(clerk, file)
        complete_one(clerk)
        judge(clerk)
        assign(clerk)
        look_at_indicators(clerk)
        workbook = report(clerk, out)
        clerk.keys("alt+F4")
        assert clerk.program.wait(PATIENCE) == 0
    assert_all_is_there(data_folder, workbook)
