"""What can be done from anywhere: the frame's own commands with their keys, the ▣ menu, the palette's list."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from ui import theme
from ui.icons import icon
from ui.shell.contracts import PageSpec
from ui.shell.palette import Entry
from ycpe_desktop import __version__

if TYPE_CHECKING:
    from ui.shell.shell import Shell

SIZES: Mapping[theme.TextSize, str] = {"小": "x", "中": "z", "大": "d"}  # with the initials

# The ▣ menu from top to bottom: keys of pages or commands, "" a line; what does not exist is left out.
FILE_MENU = (
    "open_folder", "", "importing", "reporting", "", "backup", "restore", "",
    "settings", "help", "about", "", "quit",
)  # fmt: skip
MENU_TITLES = {"importing": "导入…", "reporting": "生成上报文件…"}


class Act(NamedTuple):
    """One command, bound to its shell."""

    key: str
    title: str
    initials: str
    icon: str
    run: Callable[[], object]
    keys: str = ""  # "Ctrl+Z"; the first of several separated by blanks is shown

    @property
    def hint(self) -> str:
        return self.keys.split()[0] if self.keys else "命令"


def own_acts(shell: "Shell") -> list[Act]:
    """What the shell can do whatever the pages are."""
    return [
        Act("search", "查找", "cz", "magnify", shell.top_bar.search.begin, "Ctrl+F"),
        Act("palette", "页面与命令", "ymyml", "keyboard-outline", shell.show_palette, "Ctrl+K"),
        Act("new", "新增记录", "xzjl", "plus", shell.new_record, "Ctrl+N"),
        Act("undo", "撤销", "cx", "undo-variant", shell.undo, "Ctrl+Z"),
        Act("redo", "重做", "cz", "redo-variant", shell.redo, "Ctrl+Y Ctrl+Shift+Z"),
        Act("print", "打印本页", "dyby", "printer-outline", shell.print_page, "Ctrl+P"),
        Act("page_help", "本页帮助", "bybz", "help-circle-outline", shell.show_help, "F1"),
        Act("next_page", "下一页面", "xyym", "chevron-down", lambda: shell.step_page(1), "Ctrl+PgDown"),
        Act("previous_page", "上一页面", "syym", "chevron-right", lambda: shell.step_page(-1), "Ctrl+PgUp"),
        Act("back", "回到刚才的页面", "hdgcdym", "chevron-left", shell.go_back),
        Act("fold", "收起或展开导航", "sqhzkdh", "chevron-left", shell.fold_navigation, "Ctrl+B"),
        *[_size_act(shell, size, initials) for size, initials in SIZES.items()],
        Act("open_folder", "打开数据所在文件夹", "dksjszwjj", "folder-open-outline", shell.open_folder),
        Act("about", "关于", "gy", "information-outline", lambda: _about(shell)),
        Act("quit", "退出", "tc", "exit-to-app", lambda: shell.window().close()),
    ]


def bind_keys(window: QWidget, acts: Sequence[Act]) -> None:
    for act in acts:
        for keys in act.keys.split():
            QShortcut(QKeySequence(keys), window).activated.connect(act.run)


def fill_menu(menu: QMenu, acts: Sequence[Act], pages: Sequence[PageSpec], open_page: Callable[[str], object]) -> None:
    """Put ``FILE_MENU`` into the menu: commands win over pages of the same key."""
    menu.clear()
    known_acts = {act.key: act for act in acts}
    known_pages = {page.key: page for page in pages}
    for key in FILE_MENU:
        if not key:
            menu.addSeparator()
        elif key in known_acts:
            act = known_acts[key]
            menu.addAction(icon(act.icon), act.title, act.run)
        elif key in known_pages:
            page = known_pages[key]
            menu.addAction(icon(page.icon), MENU_TITLES.get(key, page.title), partial(open_page, key))


def entries(acts: Sequence[Act], pages: Sequence[PageSpec], open_page: Callable[[str], object]) -> list[Entry]:
    """What the palette offers: pages in the order of the navigation, then commands."""
    found = [Entry(page.title, page.initials, "页面", page.icon, partial(open_page, page.key)) for page in pages]
    return found + [Entry(act.title, act.initials, act.hint, act.icon, act.run) for act in acts]


def _size_act(shell: "Shell", size: theme.TextSize, initials: str) -> Act:
    def choose() -> None:
        application = QApplication.instance()
        if isinstance(application, QApplication):
            theme.apply(application, size)
            shell.settings.setValue(theme.SIZE_SETTING, size)

    return Act(f"size_{initials}", f"字号：{size}", f"zh{initials}", "tune-variant", choose)


def _about(shell: "Shell") -> None:
    shell.speaker.inform(
        f"学前教育台账 {__version__}",
        "县（市、区）教育局学前教育台账，按运政办发〔2021〕44 号的要求设置，不联网。\n"
        f"数据只存在这台电脑上：{shell.data_folder}",
    )
