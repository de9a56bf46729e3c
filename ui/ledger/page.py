"""The page of a ledger: head, table, details at the side; generated from the declarations."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QPushButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from ui.icons import icon
from ui.ledger.acting import ACT_ICON, PageActs, add_menu, has_acts
from ui.ledger.columns import new_word
from ui.ledger.desk_store import store_of
from ui.ledger.table_part import TablePart
from ui.shell.contracts import Desk, Page, Tone
from ui.shell.parts import EmptyState, PageHead, set_primary
from ui.theme import SPACE
from ycpe_desktop.faults import Refusal
from ycpe_desktop.ledgers import Ledger
from ycpe_desktop.schoolyear import label
from ycpe_desktop.store import Filter
from ycpe_desktop.store.beside import has_row_for_each, without_row
from ycpe_desktop.store.entering import rows_for

if TYPE_CHECKING:
    from ui.ledger.act_pane import ActPane
    from ui.ledger.form import RecordForm

FORM_WIDTH = 420
PrintList = Callable[["LedgerPage"], object]


class LedgerPage(Page):
    """``print_list`` prints the list officially; without it Ctrl+P says that there is nothing to print."""

    def __init__(self, desk: Desk, ledger: type[Ledger], print_list: PrintList | None = None, title: str = "") -> None:
        super().__init__(desk)
        self.title, self.help_topic, self.ledger = title or ledger.TITLE, ledger.__tablename__, ledger
        self._store, self._print_list = store_of(desk), print_list
        self.head = PageHead(self.title)
        self.table = TablePart(desk, self._store, ledger)
        self._form: RecordForm | None = None
        self._form_stood = False
        self.acts = PageActs(desk, self._store, ledger, self)
        self._build_head()
        self._build()
        self._wire()

    @property
    def form(self) -> "RecordForm":
        """Made when it is first wanted: it has many fields, and the table stands there long before."""
        if self._form is None:
            self._form = self._make_form()
        return self._form

    # -- what the window calls --

    def refresh(self) -> None:
        self.table.reload()
        if self._form:
            self._form.refresh()
        self.acts.refresh()

    def year_changed(self, year: int) -> None:
        self.acts.close()
        if self._form:
            self._form.show_record(None)
        self.table.choose(year=year, only=())  # what was chosen is chosen of its year

    def may_leave(self) -> bool:
        return self.acts.may_leave() and (self._form is None or self._form.may_leave())

    def find_text(self, text: str) -> bool:
        self.table.choose(search=text.strip())
        if self.table.model.ids:
            self.table.grid.go_to(0, 0)
        return True

    def show_what(
        self, uuid: str = "", field: str = "", search: str = "", filters: tuple[Filter, ...] = (), raw: bool = False,
        details: bool = False, new: Mapping[str, Any] | None = None, only: tuple[str, ...] = (), act: str = "",
        together: bool = False, known: Mapping[str, Any] | None = None, acts: bool = False, rows: str = "", **what: Any,
    ) -> None:  # fmt: skip
        """Go to a record (and its cell), or list ``only`` some; or list what is searched, filtered, or has 导入原值; or
        begin a ``new`` one of which these fields are known. There open the pane of an act, of which this is ``known``,
        for the record or for all that are listed ``together``; or the menu of all ``acts``; or the details at the child
        ``rows`` of a ledger."""
        if search or filters or raw or only:
            self.table.choose(search=search, filters=filters, with_raw_values=raw, only=only)
        if uuid and not self.table.go_to(uuid, field):
            self.table.clear_filters()
            if not self.table.go_to(uuid, field):
                self.desk.notices.tell(Tone.INFO, f"这条记录不在{label(self.desk.year)}的{self.ledger.TITLE}里。")
                return
        if uuid:
            self._show_table()
            self.table.grid.setFocus()
        if details or rows:
            self.open_form()
            self.form.show_rows(rows)
        if new is not None:
            self.new_record()
            self.form.fill(new)
        if act:
            self.open_act(act, only if together and only else (uuid,), known or {})
        if acts:
            self.act_button.click()

    def print_page(self) -> None:
        if self._print_list:
            self._print_list(self)
        else:
            super().print_page()

    def export(self) -> None:
        from ui.ledger.exporting import ask_export  # wanted now and then, and never at the start

        ask_export(self)

    def new_record(self) -> None:
        if self.may_leave():
            self.acts.close()
            self._show_table()
            self.form.begin_new()
            self._show_form(True)

    # -- details --

    def open_form(self) -> None:
        if not self.acts.may_leave():
            return
        self.acts.close()
        self._show_form(True)
        self._follow()
        self.form.setFocus()

    def toggle_form(self) -> None:
        if not self._form or not self._form.isVisible():
            self.open_form()
        elif self._form.may_leave():
            self._show_form(False)
            self.table.grid.setFocus()

    def make_rows(self) -> None:
        """An empty row for every kindergarten that has none this school year, as one action."""
        with self._store.reading() as connection:
            missing = without_row(connection, self.ledger, self.desk.year)
        if not missing:
            self.desk.notices.tell(Tone.INFO, "在办的园本学年都已有一行。")
            return
        try:
            made = rows_for(self._store, self.ledger, self.desk.year, missing)
        except Refusal as refusal:
            self.desk.notices.tell(Tone.BAD, str(refusal))
            return
        self.desk.notices.tell(Tone.GOOD, f"已为 {made} 所园各建立一行。")
        self.table.reload()
        self._saved()

    # -- acts --

    def open_act(self, key: str, records: Sequence[str], known: Mapping[str, Any]) -> None:
        """The pane of an act for these records."""
        if self.may_leave():
            self.acts.open(key, records, known)

    def show_pane(self, pane: "ActPane | None") -> None:
        set_primary(self.new_button, pane is None and self.stack.currentWidget() is self.table, "plus")
        if pane is None:
            self._show_form(self._form_stood)
            self.table.grid.setFocus()
            return
        self._form_stood = self._form is not None and self._form.isVisible()
        if self._form_stood:
            self._show_form(False)
        self._put_beside(pane)

    def acted(self) -> None:
        self.table.reload()
        if self._form:
            self._form.refresh()
        self._saved()

    # -- inside --

    def _build_head(self) -> None:
        self.filter_button = self._menu_button("筛选", "filter-outline", self._filter_menu)
        if has_acts(self.ledger):
            self.act_button = self._menu_button("办理", ACT_ICON, self._fill_acts)
            self.act_button.setToolTip("选中的记录下一步可以办什么；不能办的写着为什么")
        self.column_button = self.head.add("列 ▼", self._choose_columns, "view-column-outline")
        self.import_button = self.head.add("粘贴导入", self._paste, "content-paste")
        self.import_button.setToolTip("在 Excel 里复制整张名单（带表头），再点这里")
        self.export_button = self._menu_button("导出", "file-excel-outline", self._export_menu)
        self.form_button = self.head.add("详情", self.toggle_form, "eye-outline")
        self.form_button.setCheckable(True)
        self.form_button.setToolTip("显示或收起选中一条的详情（空格键）")
        self.new_button = self.head.add_primary(new_word(self.ledger), self.new_record, "plus")
        self.new_button.setToolTip("Ctrl+N；也可以直接在表格最后一行填写")

    def _menu_button(self, text: str, icon_name: str, fill: Callable[[QMenu], object]) -> QPushButton:
        made = self.head.add(f"{text} ▼", lambda: menu.popup(_below(made)), icon_name)
        menu = QMenu(made)
        menu.aboutToShow.connect(lambda: fill(menu))
        return made

    def _build(self) -> None:
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setChildrenCollapsible(False)
        self.split.setHandleWidth(SPACE[2])
        self.split.addWidget(self.stack)
        self.split.setStretchFactor(0, 1)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(SPACE[2])
        lines.addWidget(self.head)
        lines.addWidget(self.split, 1)

    def _make_form(self) -> "RecordForm":
        from ui.ledger.form import RecordForm

        form = RecordForm(self.desk, self._store, self.ledger)
        form.hide()
        self.split.addWidget(form)
        form.act_button.clicked.connect(lambda: self._show_form_acts(form))
        form.saved.connect(self._form_saved)
        form.closed.connect(lambda: self._show_form(False))
        form.place_asked.connect(lambda field: self.table.go_to(form.uuid or "", field))
        return form

    @cached_property
    def empty(self) -> EmptyState:
        """What stands in the place of the table where there is nothing yet."""
        empty = EmptyState("table", f"{self.ledger.TITLE}还没有数据", self.ledger.HELP)
        if has_row_for_each(self.ledger):
            self.rows_button = empty.add("建立本学年各园空行", self.make_rows, "plus-circle-outline")
        empty.add("从 Excel 导入…", self._import, "tray-arrow-down", "" if has_row_for_each(self.ledger) else "primary")
        if self.acts.begin_the_ledger():
            empty.add("办理 ▼", self.act_button.click, ACT_ICON, "")
        empty.add("直接在表格里填写", self._begin_in_grid, "table-edit", "link")
        self.stack.addWidget(empty)
        return empty

    def _wire(self) -> None:
        grid = self.table.grid
        self.table.written.connect(self._wrote)
        self.table.listed.connect(self._listed)
        self.table.make_rows_asked.connect(self.make_rows)
        grid.details_asked.connect(self.open_form)
        grid.selectionModel().currentRowChanged.connect(lambda *_: self._follow())
        grid.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        grid.customContextMenuRequested.connect(self._cell_menu)

    def _listed(self) -> None:
        model = self.table.model
        self.head.tell(model.told_count())
        listing = model.listing
        plain = listing.is_whole
        begun = any(kept.text for kept in model.refused.values())
        empty = plain and not model.ids and not begun and self.stack.currentWidget() is not None
        if not (empty and self.table.property("begun")):
            self._show_table(not empty)
        self._tell_missing()

    def _show_table(self, shown: bool = True) -> None:
        """Or what stands in its place, which then has the primary button of the page."""
        self.stack.setCurrentWidget(self.table if shown else self.empty)
        set_primary(self.new_button, shown, "plus")

    def _tell_missing(self) -> None:
        if not has_row_for_each(self.ledger):
            return
        with self._store.reading() as connection:
            missing = len(without_row(connection, self.ledger, self.desk.year))
        self.table.status.show_missing(missing if self.table.model.ids else 0)
        if self.stack.currentWidget() is not self.table:
            self.rows_button.setEnabled(missing > 0)
            self.rows_button.setText(f"建立本学年各园空行（{missing} 所）" if missing else "建立本学年各园空行")

    def _begin_in_grid(self) -> None:
        self.table.setProperty("begun", True)
        self._show_table()
        self.table.grid.go_to(0, 0)
        self.table.grid.setFocus()

    def _show_form(self, shown: bool) -> None:
        if shown:
            self._put_beside(self.form)
        elif self._form:
            self._form.hide()
        self.form_button.setChecked(shown)

    def _put_beside(self, side: QWidget) -> None:
        """Details or pane, at the right of the table."""
        new = self.split.indexOf(side) < 0
        if new:
            self.split.addWidget(side)
        side.show()
        place, sizes = self.split.indexOf(side), self.split.sizes()
        if new or sizes[place] < FORM_WIDTH // 2:
            wide = {0: max(1, self.split.width() - FORM_WIDTH), place: FORM_WIDTH}
            self.split.setSizes([wide.get(each, 0) for each in range(len(sizes))])

    def _follow(self) -> None:
        """The form shows the current record, unless a draft in it is not finished."""
        if not self._form or not self._form.isVisible():
            return
        row = self.table.grid.currentIndex().row()
        key = self.table.model.key(row) if row >= 0 and self.table.model.is_record(row) else None
        if key != self._form.uuid and self._form.may_leave():
            self._form.show_record(key)

    def _wrote(self) -> None:
        if self._form:
            self._form.refresh()
        self._saved()

    def _form_saved(self) -> None:
        uuid = self.form.uuid
        self.table.reload()
        if uuid is not None:
            self.table.go_to(uuid)
        self._saved()

    def _saved(self) -> None:
        self.desk.saved(self)

    def _filter_menu(self, menu: QMenu) -> None:
        self.table.fill_filter_menu(menu, lambda: _below(self.filter_button))

    def _export_menu(self, menu: QMenu) -> None:
        from ui.ledger.exporting import fill_menu  # wanted now and then, and never at the start

        fill_menu(self, menu)

    def _choose_columns(self) -> None:
        self.table.show_chooser(_below(self.column_button))

    def _import(self) -> None:
        self.desk.open_page("importing", ledger=self.ledger.__tablename__)

    def _paste(self) -> None:
        self.desk.open_page("importing", ledger=self.ledger.__tablename__, paste=True)

    def _cell_menu(self, place: QPoint) -> None:
        grid, model = self.table.grid, self.table.model
        index = grid.indexAt(place)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(icon("content-copy"), "复制\tCtrl+C", grid.copy)
        menu.addAction(icon("content-paste"), "粘贴\tCtrl+V", grid.paste)
        menu.addAction(icon("chevron-down"), "向下填充\tCtrl+D", grid.fill_down)
        menu.addAction(icon("close"), "清空\tDelete", grid.clear_cells)
        menu.addSeparator()
        if index.isValid() and model.is_record(index.row()):
            field = model.columns[index.column()]
            if has_acts(self.ledger):
                add_menu(menu, self._fill_acts)
            menu.addAction(icon("eye-outline"), "详情\t空格", self.open_form)
            if not field.derived:
                menu.addAction(icon("history"), "这一格的历史", lambda: self.show_history(field.name))
            menu.addSeparator()
            menu.addAction(icon("delete-outline"), "删除…", self.table.doing.delete_rows)
        menu.popup(grid.viewport().mapToGlobal(place))

    def _fill_acts(self, menu: QMenu) -> None:
        grid, model = self.table.grid, self.table.model
        rows = grid.chosen_rows() or [grid.currentIndex().row()]
        self.acts.fill(menu, [model.key(row) for row in rows if row >= 0 and model.is_record(row)], self.may_leave)

    def _show_form_acts(self, form: "RecordForm") -> None:
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        self.acts.fill(menu, [form.uuid] if form.uuid else [], self.may_leave)
        menu.popup(_below(form.act_button))

    def show_history(self, field: str = "") -> None:
        """The history of the current record, or of one of its fields."""
        self.open_form()
        self.form.show_history(field)


def _below(widget: QWidget) -> QPoint:
    return widget.mapToGlobal(QPoint(0, widget.height()))
