"""For every line of 今日待办 an office in which it stands, where a click leads, and how the matter is ended there."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QPlainTextEdit, QPushButton, QWidget

from tests.policy.small_county import SmallCounty
from tests.ui.filled_pages import Desked
from tests.ui.ledger_hands import CONTROL
from ui.ledger.form_fields import FormFields
from ui.ledger.page import LedgerPage
from ui.pages.supervision.page import SupervisionPage
from ycpe_desktop.ledgers import (
    AnnualInspection,
    BuildMilestone,
    CategoryEvaluation,
    CompoundSite,
    FeeFiling,
    FundPayment,
    Incident,
    InclusiveRecognition,
    Kindergarten,
    Ledger,
    PublicBuild,
    ResearchActivity,
    ResearchArea,
    RuralUpgrade,
    SafetyCheck,
    Task,
    Teacher,
    Training,
    UnlicensedCheck,
    UnlicensedSite,
)

D, KEY, LEFT = date, Qt.Key, Qt.MouseButton.LeftButton
DAY = "2026-11-23"

Make = Callable[[SmallCounty], object]
Finish = Callable[[Desked], object]


@dataclass(frozen=True)
class Scene:
    """``make``: what has to be there; ``lands``: the page that a click on ``part`` of the line shows; ``finish``: what
    is done there, after which the line is gone; None where another page's tests do it."""

    make: Make
    lands: str
    finish: Finish | None
    part: str = "act"


# -- hands --


def put(county: SmallCounty, ledger: type[Ledger], **values: Any) -> str:
    with county.store.writing("登记") as writer:
        return writer.insert(ledger, values)


def ledger_of(desk: Desked) -> LedgerPage:
    assert isinstance(desk.page, LedgerPage)
    return desk.page


def keys(text: str) -> None:
    """Letter by letter, each where the focus is then, and Enter."""
    for letter in text:
        QTest.keyClicks(focus(), letter)
    QTest.keyClick(focus(), KEY.Key_Return)


def focus() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def fill(fields: FormFields, **typed: str) -> None:
    for name, text in typed.items():
        editor = fields.boxes[name].editor
        assert isinstance(editor, QLineEdit | QPlainTextEdit)
        QTest.mouseClick(editor, LEFT)
        editor.selectAll()
        QGuiApplication.clipboard().setText(text)  # keys of a test are Latin letters
        QTest.keyClick(editor, KEY.Key_V, CONTROL)
        QTest.keyClick(editor, KEY.Key_Tab)


def pane(**typed: str) -> Finish:
    """办理 stands open; so much is missing in it."""

    def finish(desk: Desked) -> None:
        opened = ledger_of(desk).acts.pane
        assert opened is not None, desk.told()
        fill(opened.fields, **typed)
        QTest.mouseClick(opened.do_button, LEFT)
        assert ledger_of(desk).acts.pane is None, opened.problem.text()

    return finish


def menu(title: str, **typed: str) -> Finish:
    """The menu 办理 stands open."""

    def finish(desk: Desked) -> None:
        opened = QApplication.activePopupWidget()
        assert isinstance(opened, QMenu)
        entry = next(each for each in opened.actions() if each.text().split("…")[0] == title)
        QTest.mouseClick(opened, LEFT, pos=opened.actionGeometry(entry).center())
        pane(**typed)(desk)

    return finish


def draft(**typed: str) -> Finish:
    """A new record has been begun."""

    def finish(desk: Desked) -> None:
        form = ledger_of(desk).form
        assert form.new
        fill(form.fields, **typed)
        QTest.mouseClick(form.save_button, LEFT)
        assert not form.new

    return finish


def cell(text: str) -> Finish:
    """It is typed into the current cell."""

    def finish(desk: Desked) -> None:
        grid = ledger_of(desk).table.grid
        assert QApplication.focusWidget() is grid
        keys(text)

    return finish


def child_row(desk: Desked) -> None:
    """The details stand open at the child rows, with one empty line."""
    rows = next(each for each in ledger_of(desk).form.rows if each.rows.child == "training_people")
    assert rows.isVisible()
    for name, text in (("kindergarten", "xmy"), ("people", "3")):
        rows.grid.go_to(0, rows.model.place_of[name])
        keys(text)


def choose_supervisor(desk: Desked) -> None:
    """The kindergarten is the only one among the uncovered."""
    chips = supervision(desk).view.uncovered.chips
    chip = next(item for at in range(chips.count()) if (item := chips.item(at)).text() == "小明园")
    QTest.mouseClick(chips.viewport(), LEFT, pos=chips.visualItemRect(chip).center())
    QTest.keyClick(chips, KEY.Key_Return)
    keys("w")


def mark_printed_and_posted(desk: Desked) -> None:
    """The gate is chosen already."""
    plaques = supervision(desk).plaques
    assert [gate.plaque.garden.name for gate in plaques.chosen()] == ["小明园"]
    QTest.mouseClick(next(each for each in plaques.buttons if each.text() == "标记已印制"), LEFT)
    QTest.mouseClick(plaques.filters[""], LEFT)
    plaques.table.selectAll()
    QTest.mouseClick(next(each for each in plaques.buttons if each.text() == "标记已挂出"), LEFT)


def supervision(desk: Desked) -> SupervisionPage:
    assert isinstance(desk.page, SupervisionPage)
    return desk.page


def back_up(desk: Desked) -> None:
    buttons: Iterable[QPushButton] = desk.page.findChildren(QPushButton)
    QTest.mouseClick(next(each for each in buttons if each.text() == "立即备份"), LEFT)


# -- offices --


def garden(county: SmallCounty, **values: Any) -> str:
    return county.garden("小明园", **values)


def milestone(county: SmallCounty) -> None:
    build = put(county, PublicBuild, name="城北园")
    put(county, BuildMilestone, build=build, step="approved", planned=D(2027, 1, 1))
    put(county, BuildMilestone, build=build, step="begun", planned=D(2026, 11, 13))


def recognition(county: SmallCounty) -> None:
    key = garden(county, nature="inclusive")
    put(county, InclusiveRecognition, kindergarten=key, since=D(2023, 12, 1), valid_until=D(2026, 11, 30))


def unlicensed(county: SmallCounty, **values: Any) -> str:
    return put(county, UnlicensedSite, name="黑园", found=D(2026, 10, 1), children=9, **values)


def back_again(county: SmallCounty) -> None:
    key = unlicensed(county, disposal="ban", disposed=D(2026, 10, 5))
    put(county, UnlicensedCheck, site=key, checked=D(2026, 11, 20), finding="back")


def term(county: SmallCounty) -> None:
    county.duty(county.supervisor("李督学", kind="part", term_to=D(2026, 11, 30)), garden(county))


def with_supervisor(county: SmallCounty, **values: Any) -> None:
    county.duty(county.supervisor("王督学"), garden(county), **values)


def area(county: SmallCounty, month: int = 11) -> str:
    return put(county, ResearchArea, name="东片区", since=D(2026, month, 1))


def missed(county: SmallCounty) -> None:
    key = area(county, 9)
    for month in (10, 11):
        put(county, ResearchActivity, area=key, year=2026, held=D(2026, month, 5), theme="区域活动")


def hazard(county: SmallCounty) -> None:
    put(county, SafetyCheck, kindergarten=garden(county), year=2026, checked=D(2026, 11, 2), subject="fire", found=True,
        hazard="灭火器过期", deadline=D(2026, 11, 20))  # fmt: skip


SCENES: dict[str, Scene] = {
    "milestone": Scene(milestone, "public_build", pane()),
    "compound_mending": Scene(
        lambda it: put(it, CompoundSite, name="阳光小区", remedy_by=D(2026, 11, 25)),
        "compound_site",
        cell(DAY),
        part="what",
    ),
    "compound_transfer": Scene(
        lambda it: put(it, CompoundSite, name="阳光小区", completed=D(2026, 5, 1)), "compound_site", pane()
    ),
    "recognition": Scene(recognition, "inclusive_recognition", pane(document="芮教〔2026〕3号")),
    "upgrade": Scene(
        lambda it: put(it, RuralUpgrade, kindergarten=garden(it), way="improve", planned=D(2026, 11, 1)),
        "rural_upgrade",
        pane(),
    ),
    "inspection": Scene(garden, "kindergarten", pane()),
    "inspection_mending": Scene(
        lambda it: put(
            it,
            AnnualInspection,
            kindergarten=garden(it),
            calendar_year=2025,
            conclusion="不合格",
            mended_by=D(2026, 11, 24),
        ),
        "annual_inspection",
        cell(DAY),
        part="what",
    ),
    "evaluation": Scene(
        lambda it: put(it, CategoryEvaluation, kindergarten=garden(it), evaluated=D(2024, 11, 1), category="二类"),
        "category_evaluation",
        pane(category="一类"),
    ),
    "unevaluated": Scene(garden, "kindergarten", pane(category="一类")),
    "payment": Scene(
        lambda it: put(
            it,
            FundPayment,
            kindergarten=garden(it),
            calendar_year=2026,
            kind="aid",
            children=10,
            per_child=500,
            due_by=D(2026, 11, 20),
        ),
        "fund_payment",
        pane(),
    ),
    "licence": Scene(
        lambda it: garden(it, licence_until=D(2026, 11, 1), licence="教民1号"),
        "kindergarten",
        pane(valid_until="2029-11-01"),
    ),
    "audit": Scene(lambda it: garden(it, nature="nonprofit"), "audit_report", draft(submitted=DAY)),
    "fee": Scene(
        lambda it: put(
            it, FeeFiling, kindergarten=garden(it), item="service", violation="extra_course", found=D(2026, 11, 2)
        ),
        "fee_filing",
        cell(DAY),
        part="what",
    ),
    "unlicensed": Scene(unlicensed, "unlicensed_site", menu("处置：取缔")),
    "unlicensed_back": Scene(back_again, "unlicensed_site", menu("处置：取缔")),
    "unlicensed_mending": Scene(
        lambda it: unlicensed(it, disposal="mend", disposed=D(2026, 10, 5), mended_by=D(2026, 11, 10)),
        "unlicensed_site",
        pane(),
    ),
    "unlicensed_recheck": Scene(
        lambda it: unlicensed(it, disposal="ban", disposed=D(2026, 10, 5)), "unlicensed_site", pane()
    ),
    "uncovered": Scene(lambda it: (it.supervisor("w督学"), garden(it)), "supervision", choose_supervisor),
    "term": Scene(term, "supervisor", cell("2029-11-30"), part="what"),
    "plaque": Scene(with_supervisor, "supervision", mark_printed_and_posted),
    "visit": Scene(garden, "supervision", None),
    "visit_draft": Scene(
        lambda it: it.visit(garden(it), D(2026, 11, 20), state="draft"), "supervision", None, part="what"
    ),
    "rectification": Scene(
        lambda it: it.mend(garden(it), D(2026, 11, 2), D(2026, 11, 17)), "supervision", None, part="what"
    ),
    "conduct": Scene(garden, "conduct_evaluation", draft(evaluated=DAY, conclusion="合格")),
    "health": Scene(
        lambda it: put(it, Teacher, name="王芳", kindergarten=garden(it), record_checked=D(2026, 9, 1)),
        "teacher",
        cell(DAY),
        part="what",
    ),
    "record": Scene(
        lambda it: put(it, Teacher, name="王芳", kindergarten=garden(it), health_checked=D(2026, 9, 1)),
        "teacher",
        cell(DAY),
        part="what",
    ),
    "training": Scene(
        lambda it: put(it, Training, name="骨干教师培训", kind="county", begins=D(2026, 11, 27)),
        "training",
        None,
        part="what",
    ),
    "training_people": Scene(
        lambda it: (
            garden(it),
            put(it, Training, name="骨干教师培训", kind="county", begins=D(2026, 11, 2), ends=D(2026, 11, 3)),
        ),
        "training",
        child_row,
    ),
    "hazard": Scene(hazard, "safety_check", pane()),
    "incident": Scene(
        lambda it: put(
            it, Incident, kindergarten=garden(it), year=2026, happened=D(2026, 11, 21), kind="traffic", grade="minor"
        ),
        "incident",
        cell(DAY),
        part="what",
    ),
    "research": Scene(area, "research_activity", draft(held=DAY, theme="户外活动")),
    "research_missed": Scene(missed, "research_activity", draft(held="2026-09-15", theme="户外活动")),
    "task": Scene(
        lambda it: put(it, Task, name="制定实施办法", due=D(2026, 11, 25), state="running"),
        "task",
        pane(state="已完成", progress="已经印发"),
    ),
    "fault": Scene(lambda it: put(it, Kindergarten, name="只有名称的园"), "checks", None),
    "report": Scene(garden, "reporting", None),
    "backup": Scene(garden, "settings", back_up),
}  # fmt: skip - a scene reads best in few lines
"""By the source of the line."""
