"""The pages of the window, in the order of the navigation. A page's module is loaded when the page is first opened."""

from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, cast

from ui.office import Office
from ui.shell.contracts import Command, Desk, Page, PageSpec, Services
from ycpe_desktop.ledgers import GROUPS, LEDGERS, Kindergarten, Ledger, YearReport
from ycpe_desktop.store import Store

if TYPE_CHECKING:
    from ui.ledger.page import LedgerPage

AS_TABLE = {"four_independents": "四个独立（表格）", "supervisor": "责任督学（名册）"}
"""Ledgers that have a page laid out by hand beside their table."""
LEDGER_INITIALS = {
    "kindergarten": "ysmc",
    "year_report": "ndsj",
    "class_room": "bj",
    "area_year": "xxndqk",
    "public_build": "gbyjsxm",
    "build_milestone": "gbyjsjd",
    "inclusive_recognition": "phxmbyrd",
    "compound_site": "xqpty",
    "compound_step": "xqptywtb",
    "four_independents": "sgdl",
    "rural_upgrade": "ncygzts",
    "annual_inspection": "nj",
    "category_evaluation": "lbpg",
    "policy_document": "zcwj",
    "policy_clause": "zctk",
    "fund_payment": "jfbf",
    "teacher": "jsmc",
    "training": "jspx",
    "training_people": "cxry",
    "licence_event": "zryxk",
    "audit_report": "mbycwsj",
    "fee_filing": "sf",
    "unlicensed_site": "wzy",
    "unlicensed_placing": "wzyyefl",
    "unlicensed_check": "wzyfc",
    "supervisor": "zrdx",
    "recusal": "dxhb",
    "assignment": "dxzr",
    "visit": "ddjl",
    "rectification": "xqzg",
    "visit_finding": "ddfxwt",
    "conduct_evaluation": "byxwddpg",
    "evaluator": "pgzj",
    "evaluator_duty": "pgzjgz",
    "school_link": "yxxj",
    "school_link_member": "xjyey",
    "school_link_activity": "xjhd",
    "research_area": "jypq",
    "research_member": "pqcy",
    "research_activity": "pqjyhd",
    "showcase": "dxyxch",
    "curriculum": "kcgg",
    "alliance": "bygtt",
    "alliance_member": "gttcy",
    "safety_check": "aqjc",
    "incident": "aqsg",
    "task": "zrfg",
    "self_evaluation": "pjphzp",
    "publicity": "xc",
}
LEDGERS_GROUP = "台账"
MODULES = (
    "ui.pages.checklist",
    "ui.pages.first_start",
    "ui.pages.forms",
    "ui.pages.help",
    "ui.pages.history",
    "ui.pages.importing",
    "ui.pages.indicators",
    "ui.pages.checks",
    "ui.pages.reporting",
    "ui.pages.settings",
    "ui.pages.supervision",
    "ui.pages.today",
)
"""What is loaded by name; a frozen program must take them in."""


def services(office: Office, data_folder: Path, first: str = "") -> Services:
    """What the window shows of an office, beginning with the page ``first``, else with the registry; without a county
    only the page that chooses one."""
    if office.core is None:
        start = PageSpec("first_start", "第一次使用", "flag-outline", _first_start(data_folder))
        return Services(office, data_folder, (start,))
    pages, registry = page_specs(), Kindergarten.__tablename__
    opened = first if any(spec.key == first for spec in pages) else registry
    return Services(
        office, data_folder, pages, commands(), office.search, office.core, opened, office.core.current_year
    )


def page_specs() -> Sequence[PageSpec]:
    others = [ledger for ledger in LEDGERS if ledger not in (Kindergarten, YearReport)]
    others.sort(key=lambda ledger: GROUPS.index(ledger.GROUP) if ledger.GROUP else len(GROUPS))
    return (
        _page(
            "today",
            "今日待办",
            "calendar-alert-outline",
            "jrdb",
            "TodayPage",
            "已逾期和本周到期的事项数",
            badge_last=True,
        ),
        _ledger(Kindergarten, "home-city-outline", None, badge=_count(Kindergarten), badge_tip="名册里的园所数"),
        _ledger(YearReport, "table-edit", None),
        _page("checklist", "四个独立", "checkbox-marked-circle-outline", "sgdl", "ChecklistPage", "四个独立达标率"),
        _page("supervision", "责任督学", "account-tie-outline", "zrdx", "SupervisionPage", "还没有责任督学的园所数"),
        *(_ledger(ledger, "table", _group(ledger)) for ledger in others),
        _page("indicators", "指标与图表", "chart-bar", "zbytb", "IndicatorsPage"),
        _page("checks", "校验", "clipboard-check-outline", "jy", "ChecksPage", "必须改的 / 全部问题"),
        _page("importing", "导入", "database-import-outline", "dr", "ImportPage"),
        _page("forms", "园所填报表", "school-outline", "ystbb", "FormsPage")._replace(in_navigation=False),
        _page("reporting", "上报", "send-outline", "sb", "ReportingPage"),
        _page("history", "操作记录", "history", "czjl", "HistoryPage"),
        _page("settings", "备份与设置", "cog-outline", "bfysz", "SettingsPage"),
        _page("help", "帮助", "help-circle-outline", "bz", "HelpPage"),
    )


def commands() -> Sequence[Command]:
    """What is not a page; in the ▣ menu and the palette."""
    return (
        Command("backup", "立即备份", "content-save-outline", partial(_settings, ask="backup"), "ljbf"),
        Command("restore", "从备份恢复…", "backup-restore", partial(_settings, ask="restore"), "cbfhf"),
        Command("complete", "完整备份…", "download-outline", partial(_settings, ask="complete"), "wzbf"),
        Command("doctor", "体检", "clipboard-check-outline", partial(_settings, part="doctor"), "tj"),
        Command("targets", "指标目标", "flag-outline", partial(_settings, part="targets"), "zbmb"),
        Command("month", "本月督导", "calendar-month-outline", partial(_supervision, tab="month"), "bydd"),
        Command("report", "生成上报文件…", "file-excel-outline", _report, "scsbwj"),
        Command("picture", "两页概况…", "file-pdf-box", _picture, "lygk"),
    )


def _settings(desk: Desk, **what: str) -> None:
    desk.open_page("settings", **what)


def _supervision(desk: Desk, **what: str) -> None:
    desk.open_page("supervision", **what)


def _report(desk: Desk) -> None:
    desk.open_page("reporting", ask="make")


def _picture(desk: Desk) -> None:
    desk.open_page("indicators", ask="picture")


def _page(
    key: str, title: str, icon: str, initials: str, name: str, badge_tip: str = "", *, badge_last: bool = False
) -> PageSpec:
    """With a badge where there is something to say about it."""

    def make(desk: Desk) -> Page:
        return cast(Page, getattr(import_module(f"ui.pages.{key}"), name)(desk))

    def told(desk: Desk) -> str:
        return str(import_module(f"ui.pages.{key}").badge(desk))

    badge = told if badge_tip else None
    return PageSpec(key, title, icon, make, None, badge, initials, badge_tip=badge_tip, badge_last=badge_last)


def _print_list(page: "LedgerPage") -> None:
    from ui.ledger.printing import print_list  # and with it what the start can do without

    print_list(page)


def _ledger(
    ledger: type[Ledger],
    icon: str,
    group: str | None,
    *,
    badge: Callable[[Desk], str] | None = None,
    badge_tip: str = "",
) -> PageSpec:
    def make(desk: Desk) -> Page:
        from ui.ledger.page import LedgerPage

        return LedgerPage(desk, ledger, _print_list, title)

    key = ledger.__tablename__
    title, initials = AS_TABLE.get(key, ledger.TITLE), LEDGER_INITIALS[key]
    shown = group != LEDGERS_GROUP  # a ledger of rows is seen in the form of the record that has them
    return PageSpec(key, title, icon, make, group, badge, initials, shown, badge_tip=badge_tip)


def _group(ledger: type[Ledger]) -> str:
    return f"{LEDGERS_GROUP}/{ledger.GROUP}" if ledger.GROUP else LEDGERS_GROUP


def _count(ledger: type[Ledger]) -> Callable[[Desk], str]:
    def told(desk: Desk) -> str:
        store: Store = desk.store
        return str(store.count(ledger))

    return told


def _first_start(data_folder: Path) -> Callable[[Desk], Page]:
    def make(desk: Desk) -> Page:
        from ui.beginning import beginning_page

        return beginning_page(desk, data_folder)

    return make
