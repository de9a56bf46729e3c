"""The command line's words. Standard library only: this is read before the window, too."""

import argparse
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from ycpe_desktop import __version__
from ycpe_desktop.paths import default_data_folder

OWN_LIST = Path()
"""What ``--self-test`` without a file gives."""

COMMANDS = {
    "init": "新建一个县的台账",
    "import": "导入名单、上报表或收回的填报表",
    "template": "空白模板",
    "forms": "发放园所填报表",
    "list": "列出一本台账",
    "add": "新增一条记录",
    "set": "修改一条记录",
    "act": "办理：记录的下一步（移交、续认、销号……）",
    "indicators": "指标与目标",
    "evaluation": "普及普惠自评",
    "check": "校验",
    "due": "今日待办",
    "export": "生成上报表",
    "chart": "把图表存成图片",
    "picture": "打印两页概况",
    "what-if": "达标测算",
    "plaques": "打印督学公示牌",
    "roster": "导出督学名册",
    "plan": "月度督导计划和督导记录表",
    "notice": "整改通知书",
    "supervision": "责任督学统计：覆盖、负荷、督导完成、按期销号",
    "assign": "自动分配责任督学",
    "history": "操作记录",
    "undo": "撤销操作",
    "backup": "备份",
    "restore": "从备份恢复",
    "doctor": "体检",
}


def read_arguments(arguments: Sequence[str]) -> argparse.Namespace:
    """``command`` is empty where the window is meant; ``data_dir`` and ``json`` may stand before or after it."""
    window = _window_parser()
    given, more = window.parse_known_args(arguments, _otherwise())
    return _parser(window).parse_args(arguments, _otherwise()) if more else given


def _otherwise() -> argparse.Namespace:
    return argparse.Namespace(data_dir=default_data_folder(), json=False, command="")


def _window_parser() -> argparse.ArgumentParser:
    """Without the commands: making theirs would be a twentieth of the window's start."""
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False, parents=[_everywhere()])
    parser.add_argument("--demo-if-new", action="store_true", help="第一次启动时放入演示县")
    parser.add_argument(
        "--self-test", type=Path, nargs="?", const=OWN_LIST, metavar="FILE", help="自检：把主要工作做一遍，可以指定名单"
    )
    return parser


def _everywhere() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--data-dir", type=Path, default=argparse.SUPPRESS, metavar="DIR", help="数据文件夹")
    parser.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="输出 JSON")
    return parser


def _parser(window: argparse.ArgumentParser) -> argparse.ArgumentParser:
    everywhere = _everywhere()
    parser = argparse.ArgumentParser(prog="python main.py", description="运城学前教育台账", parents=[window])
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    made = {name: commands.add_parser(name, help=told, parents=[everywhere]) for name, told in COMMANDS.items()}
    for add in (
        _of_office, _of_import, _of_templates, _of_records, _of_reports, _of_reckoning, _of_publishing, _of_supervision,
        _of_assignment, _of_history,
    ):  # fmt: skip
        add(made)
    return parser


def _of_office(made: dict[str, Any]) -> None:
    made["init"].add_argument("--county", required=True, help="县（市、区）的名称或代码，如 芮城县")
    made["init"].add_argument("--demo", action="store_true", help="放入演示数据")
    made["init"].add_argument("--seed", type=int, default=1, help="演示数据的种子")
    made["init"].add_argument("--size", type=int, default=180, help="演示数据的园所数")


def _of_import(made: dict[str, Any]) -> None:
    command = made["import"]
    command.add_argument("file", type=Path, help="文件；或放着园所填报表的文件夹")
    command.add_argument("--ledger", help="台账名称，如 园所名册")
    command.add_argument("--year", type=int, help="学年起始年，如 2026")
    command.add_argument("--dry-run", action="store_true", help="只核对，不写入")
    command.add_argument("--accept", type=float, metavar="SCORE", help="名称相似度（0–100）达到它就认作同一所")
    command.add_argument("--correct", action="store_true", help="性质、状态不同的按更正处理（一直如此）")
    command.add_argument("--from", dest="since", type=date.fromisoformat, metavar="DATE", help="变更从哪一天起")
    command.add_argument("--refused", type=Path, metavar="FILE", help="把没有进来的行连同原表另存到这里")


def _of_templates(made: dict[str, Any]) -> None:
    command = made["template"]
    command.add_argument("ledger", help="台账名称，如 园所名册")
    command.add_argument("--year", type=int, help="学年起始年，如 2026")
    command.add_argument("--out", type=Path, help="文件；不写则按规定的名称存到当前文件夹")
    made["forms"].add_argument("--year", type=int, help="学年起始年，如 2026")
    made["forms"].add_argument("--out", type=Path, required=True, metavar="DIR", help="文件夹")


def _of_records(made: dict[str, Any]) -> None:
    for name in ("list", "add", "set"):
        made[name].add_argument("ledger")
        made[name].add_argument("--year", type=int)
    made["list"].add_argument("--search", default="", help="名称、编码、村、人或拼音首字母")
    made["set"].add_argument("key", help="UUID、标识码或唯一的名称")
    for name in ("add", "set"):
        made[name].add_argument("values", nargs="+", metavar="FIELD=VALUE")
        made[name].add_argument("--from", dest="since", type=date.fromisoformat, metavar="DATE")
    made["set"].add_argument("--correct", action="store_true", help="更正：一直如此")
    _of_acts(made["act"])


def _of_acts(command: Any) -> None:
    command.add_argument("ledger")
    command.add_argument("key", nargs="?", default="", help="UUID、标识码或唯一的名称；几条用逗号隔开，整本台账写 -")
    command.add_argument("act", nargs="?", default="", help="办什么；不写则列出这条记录能办的和不能办的原因")
    command.add_argument("values", nargs="*", metavar="FIELD=VALUE", help="不写的用程序提出的值")
    command.add_argument("--dry-run", action="store_true", help="只说明会改动什么，不写入")


def _of_reports(made: dict[str, Any]) -> None:
    for name in ("indicators", "evaluation", "check", "export", "chart", "picture"):
        made[name].add_argument("--year", type=int)
    made["evaluation"].add_argument("--out", type=Path, metavar="FILE.pdf", help="把自评表存成 .pdf")
    made["due"].add_argument("--day", type=date.fromisoformat, metavar="DATE", help="哪一天的；不写则为今天")
    made["export"].add_argument("--out", type=Path, help="文件；不写则按规定的名称存到当前文件夹")
    made["export"].add_argument("--no-phones", action="store_true", help="不含电话")
    made["chart"].add_argument("name", nargs="?", default="", help="图表名称；不写则列出全部")
    made["chart"].add_argument("--out", type=Path, help=".png、.svg 或 .pdf")
    made["picture"].add_argument("--out", type=Path, required=True, metavar="FILE.pdf", help="文件")


def _percent(text: str) -> Decimal:
    with suppress(InvalidOperation):
        if (number := Decimal(text)).is_finite():
            return number
    raise argparse.ArgumentTypeError(f"“{text}”不是数字，请写成 -5 或 93.5 的样子")


def _of_reckoning(made: dict[str, Any]) -> None:
    command = made["what-if"]
    command.add_argument("--year", type=int, help="学年起始年，如 2026")
    command.add_argument(
        "--births",
        type=_percent,
        nargs="+",
        default=[],
        metavar="PERCENT",
        help="在园幼儿今后各年比上年的变化，如 -5 -4",
    )
    command.add_argument("--public", type=_percent, metavar="PERCENT", help="公办占比目标；不写则用该学年的目标")
    command.add_argument("--inclusive", type=_percent, metavar="PERCENT", help="普惠覆盖率目标")
    command.add_argument("--seats", type=int, default=0, metavar="N", help="新增公办学位至多几个；不写则不新增")
    command.add_argument("--out", type=Path, metavar="FILE", help=".pdf 或 .xlsx；只要图：.png 或 .svg")


def _of_publishing(made: dict[str, Any]) -> None:
    for name, told in (("plaques", "FILE.pdf"), ("roster", "FILE.xlsx 或 FILE.pdf")):
        made[name].add_argument("--out", type=Path, required=True, metavar="FILE", help=told)
        made[name].add_argument("--year", type=int)
        made[name].add_argument("--day", type=date.fromisoformat, metavar="DATE", help="哪一天的情况")
    made["plaques"].add_argument("--size", choices=("A4", "A3"), default="A4", help="纸张")
    made["plaques"].add_argument("--all", action="store_true", help="全部打印；不写则只打印还没有印制的")
    made["roster"].add_argument("--no-phones", action="store_true", help="不含电话")


def _of_supervision(made: dict[str, Any]) -> None:
    made["plan"].add_argument("--month", required=True, help="年月，如 2026-11")
    made["plan"].add_argument("--supervisor", default="", help="只要这位督学的：姓名或 UUID")
    made["plan"].add_argument("--out", type=Path, help="连同每所园的督导记录表存成 .pdf")
    made["notice"].add_argument("key", help="限期整改的 UUID、通知书编号，或只有一张未办结通知书的园名")
    made["notice"].add_argument("--out", type=Path, required=True, help=".pdf 或 .docx")
    figures = made["supervision"]
    figures.add_argument("--year", type=int, help="学年起始年，如 2026")
    figures.add_argument("--by", choices=("supervisor", "township", "month"), help="按督学、乡镇或月份；不写则三样都给")
    figures.add_argument("--out", type=Path, metavar="FILE", help=".pdf 或 .xlsx")


def _of_assignment(made: dict[str, Any]) -> None:
    command = made["assign"]
    command.add_argument("--year", type=int, help="学年起始年，如 2026")
    command.add_argument("--day", type=date.fromisoformat, metavar="DATE", help="从哪一天起；不写则为今天")
    command.add_argument("--dry-run", action="store_true", help="只计算，不写入")
    command.add_argument("--maximum", type=int, metavar="N", help="每人最多负责几所；不写则不设硬上限")
    command.add_argument("--rotation", type=int, metavar="YEARS", help="在同一所园满几年就要轮岗；不写则不轮岗")
    command.add_argument("--explain", action="store_true", help="JSON 里写明每一所园的理由")


def _of_history(made: dict[str, Any]) -> None:
    made["history"].add_argument("key", nargs="?", default="", help="只看这一条记录")
    made["history"].add_argument("--ledger", default="园所名册")
    made["history"].add_argument("--limit", type=int, default=100)
    made["undo"].add_argument("id", nargs="?", type=int, help="只撤销这一步")
    made["undo"].add_argument("--to", type=int, metavar="ID", help="一直撤销到这一步之后的都撤销为止")
    made["backup"].add_argument("--complete", type=Path, metavar="FILE.zip", help="完整备份（含附件）")
    made["restore"].add_argument("file", type=Path)
