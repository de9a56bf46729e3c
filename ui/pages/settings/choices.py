"""设置: how the text looks, what counts, which words are offered, which school years are kept."""

from PySide6.QtCore import QSettings, QSignalBlocker
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QFormLayout,
    QFrame,
    QLineEdit,
    QRadioButton,
    QScrollArea,
    QWidget,
)

from ui import theme
from ui.pages.settings.demonstration import choose_county_anew, end_demonstration
from ui.pages.settings.visits import VisitChoices
from ui.pages.settings.words import WordLists
from ui.shell.contracts import Desk, Tone
from ui.shell.parts import button, column, label, row
from ui.theme import SPACE
from ycpe_desktop.faults import Refusal
from ycpe_desktop.ledgers import Kindergarten
from ycpe_desktop.policy.indicators import NURSERY
from ycpe_desktop.policy.plaques import OFFICE, OFFICE_FIELDS, set_office
from ycpe_desktop.schoolyear import label as year_label
from ycpe_desktop.store import Store, add_years
from ycpe_desktop.store.demonstration import DEMO

OFFICE_WIDTH = 360
FIRST_YEAR = 2016
"""No older figures are asked for: the first ten years before the plan's last."""


class ChoicesPart(QScrollArea):
    """``saved`` is called after a choice that is kept in the store."""

    def __init__(self, desk: Desk, store: Store) -> None:
        super().__init__()
        self._desk, self._store = desk, store
        self.sizes: dict[theme.TextSize, QRadioButton] = {size: QRadioButton(size) for size in theme.POINTS}
        self.size_group = QButtonGroup(self)
        self.nursery = QCheckBox("托班幼儿计入在园幼儿")
        self.year = QComboBox()
        self.year.setAccessibleName("要增加的学年")
        self.add_year = button("增加这个学年", self.keep_year, "plus")
        self.words, self.visits = WordLists(desk, store), VisitChoices(desk, store)
        self.years = label("", "second", wrap=True)
        self.county = label("")
        self.end_demo = button("结束演示，换成本县的数据…", lambda: end_demonstration(desk, store), role="link")
        self.anew = button("选错了县？重新选择…", lambda: choose_county_anew(desk, store), role="link")
        self.office = {key: self._office_edit(key) for key in OFFICE_FIELDS}
        self._lay_out()
        self.size_group.buttonClicked.connect(self._choose_size)
        self.nursery.clicked.connect(self.count_nursery)

    def _lay_out(self) -> None:
        for choice in self.sizes.values():
            self.size_group.addButton(choice)
        inside, county, sizes, years = QWidget(), QWidget(), QWidget(), QWidget()
        row(self.county, self.end_demo, self.anew, None, parent=county)
        row(*self.sizes.values(), None, parent=sizes, space=SPACE[4])
        row(self.year, self.add_year, None, parent=years)
        told = "影响在园幼儿总数和按幼儿计算的各项指标；毛入园率、普惠率、公办占比都按同一口径。"
        free = "用顿号分开；没有查到统一规定，这些是可修改的默认值。清空即恢复默认。"
        self.visits_card = _card("督导与整改", self.visits.lines())
        cards = (
            _card("本县", (("县（市、区）", county),)),
            _card("显示", (("字号", sizes),)),
            _card("统计口径", (("在园幼儿", self.nursery), ("", label(told, "second", wrap=True)))),
            _card("督学公示牌", self._office_lines()),
            self.visits_card,
            _card("可选项", (("", self.words), ("", label(free, "second", wrap=True)))),
            _card(
                "学年",
                (
                    ("已有", self.years),
                    ("增加", years),
                    (
                        "",
                        label(
                            "增加过去的学年后，可以在窗口顶部选它，补录旧数据；指标会画出各年变化。",
                            "second",
                            wrap=True,
                        ),
                    ),
                ),
            ),
        )
        column(*cards, None, space=SPACE[3], parent=inside, margin=0).setContentsMargins(0, SPACE[3], 0, 0)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setWidget(inside)

    def _office_edit(self, key: str) -> QLineEdit:
        made = QLineEdit()
        made.setMaximumWidth(OFFICE_WIDTH)
        made.setAccessibleName(f"公示牌{OFFICE_FIELDS[key][0]}")
        made.editingFinished.connect(lambda: self.keep_office(key))
        return made

    def _office_lines(self) -> tuple[tuple[str, QWidget], ...]:
        told = "印在每块公示牌的下边；监督电话可以不填。"
        self.office[OFFICE].setPlaceholderText(f"{self._store.county.name}教育局")
        fields = ((word, self.office[key]) for key, (word, _) in OFFICE_FIELDS.items())
        return (*fields, ("", label(told, "second", wrap=True)))

    def refresh(self) -> None:
        demo = bool(self._store.setting(DEMO, False))
        self.county.setText(self._store.county.name + ("（演示数据）" if demo else ""))
        self.end_demo.setVisible(demo)
        self.anew.setVisible(not demo and not self._store.count(Kindergarten))
        self.sizes[theme.text_size(self._settings())].setChecked(True)
        with QSignalBlocker(self.nursery):
            self.nursery.setChecked(bool(self._store.setting(NURSERY, True)))
        for key, edit in self.office.items():
            edit.setText(str(self._store.setting(key) or ""))
        self.words.refresh()
        self.visits.refresh()
        kept = self._store.years
        self.years.setText("、".join(year_label(year) for year in kept))
        self.year.clear()
        for year in range(self._store.current_year + 1, FIRST_YEAR - 1, -1):
            if year not in kept:
                self.year.addItem(year_label(year), year)
        older = self.year.findData(min(kept, default=self._store.current_year) - 1)
        self.year.setCurrentIndex(max(0, older))

    def count_nursery(self, on: bool) -> None:
        words = "托班计入在园幼儿" if on else "托班不计入在园幼儿"
        try:
            self._store.set_setting(NURSERY, on, words)
        except Refusal as refusal:
            self._desk.notices.tell(Tone.BAD, str(refusal))
            self.refresh()
            return
        self._desk.notices.tell(Tone.GOOD, f"{words}，各项指标已按此计算。")
        self._desk.saved()

    def keep_office(self, key: str) -> None:
        try:
            done = set_office(self._store, key, self.office[key].text())
        except Refusal as refusal:
            self._desk.notices.tell(Tone.BAD, str(refusal))
            return
        if done:
            self._desk.notices.tell(Tone.GOOD, f"已{done}")
            self._desk.saved()

    def keep_year(self) -> None:
        """Have the chosen school year too; the window then opens anew, for its year is chosen at the top."""
        year = self.year.currentData()
        try:
            add_years(self._store, [year])
        except Refusal as refusal:
            self._desk.notices.tell(Tone.BAD, str(refusal))
            return
        self._desk.notices.tell(Tone.GOOD, f"已增加{year_label(year)}，可以在窗口顶部选它。")
        self._desk.reopen()

    def _choose_size(self) -> None:
        size = next(size for size, choice in self.sizes.items() if choice.isChecked())
        application = QApplication.instance()
        if isinstance(application, QApplication):
            theme.apply(application, size)
            self._settings().setValue(theme.SIZE_SETTING, size)

    def _settings(self) -> QSettings:
        found = getattr(self.window(), "settings", None)
        return found if isinstance(found, QSettings) else QSettings()


def _card(title: str, lines: tuple[tuple[str, QWidget], ...]) -> QFrame:
    made = QFrame()
    made.setProperty("role", "card")
    form = QFormLayout()
    form.setHorizontalSpacing(SPACE[4])
    form.setVerticalSpacing(SPACE[2])
    for name, widget in lines:
        form.addRow(name, widget)
    column(label(title, "second"), margin=SPACE[3], space=SPACE[2], parent=made).addLayout(form)
    return made
