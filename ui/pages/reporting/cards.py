"""The cards at the right of 上报: who signs, the approval, the file."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QFormLayout, QFrame, QLineEdit, QPlainTextEdit, QWidget

from ui.shell.parts import button, column, label, mark, row, set_primary
from ui.theme import SPACE
from ycpe_desktop.policy.reporting import YearStanding

ROLES = {"filled_by": "填表人", "checked_by": "审核人", "answered_by": "负责人"}
MESSAGE_HEIGHT = 136


class SignersCard(QFrame):
    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        form = QFormLayout(self)
        form.setContentsMargins(SPACE[3], SPACE[3], SPACE[3], SPACE[3])
        form.setVerticalSpacing(SPACE[2])
        self.edits: dict[str, QLineEdit] = {}
        for key, role in ROLES.items():
            self.edits[key] = QLineEdit(maxLength=40)
            self.edits[key].setPlaceholderText("姓名，印在封面上")
            self.edits[key].editingFinished.connect(self.changed)
            form.addRow(role, self.edits[key])

    def names(self) -> dict[str, str]:
        return {key: edit.text().strip() for key, edit in self.edits.items()}

    def show_names(self, names: Mapping[str, str], *, fixed: bool) -> None:
        for key, edit in self.edits.items():
            edit.setReadOnly(fixed)
            if not edit.hasFocus() or fixed:
                edit.setText(names.get(key, ""))


class ApprovalCard(QFrame):
    approve_asked, withdraw_asked, checks_asked = Signal(), Signal(), Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.marks = {
            "done": mark("check-circle", "good"),
            "open": mark("alert-circle-outline", "bad"),
            "ready": mark("information-outline", "primary"),
        }
        self.title, self.text = label("", wrap=True), label("", "second", wrap=True)
        self.before = label("", "attention", wrap=True)
        self.approve = button("审核通过…", self.approve_asked.emit, "seal")
        self.withdraw = button("取消审核…", self.withdraw_asked.emit, "lock-open-variant-outline")
        self.checks = button("逐条查看", self.checks_asked.emit, "clipboard-check-outline")
        head, acts = QWidget(), QWidget()
        row(*self.marks.values(), self.title, parent=head).setStretch(len(self.marks), 1)
        row(self.checks, None, self.withdraw, self.approve, parent=acts)
        column(head, self.text, self.before, acts, margin=SPACE[3], parent=self)

    def show_standing(self, year: YearStanding) -> None:
        state = "done" if year.approved else "open" if year.obstacles else "ready"
        for key, widget in self.marks.items():
            widget.setVisible(key == state)
        if year.approved:
            self.title.setText(f"已审核通过（{year.approved.replace('T', ' ')[:16]}）")
            self.text.setText("本学年的数据已经定下来。要再改，先取消审核。")
        elif year.obstacles:
            self.title.setText("还不能审核通过")
            self.text.setText("\n".join(f"· {each}" for each in year.obstacles))
        else:
            self.title.setText("可以审核通过")
            self.text.setText(
                "审核通过后，本学年的数据就定下来，上报文件不再写“草稿”。各台账后面的“审核”是核对时做的记号，不点也可以。"
            )
        self.before.setVisible(year.outdated is not None)
        if year.outdated:
            since = "那次审核已经取消" if not year.approved else "那是取消审核以前的，这次审核后要重新生成"
            self.before.setText(f"{year.outdated.when} 上报过 {year.outdated.file}；{since}。")
        self.checks.setVisible(state == "open" and any(each.must for each in year.ledgers))
        self.approve.setVisible(not year.approved)
        set_primary(self.approve, state == "ready", "seal")
        self.withdraw.setVisible(bool(year.approved))


class FileCard(QFrame):
    """What will be written, and once it is: where it lies and what to say with it."""

    folder_asked, file_asked = Signal(), Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.name = label("", wrap=True)
        self.state = label("", "second", wrap=True)
        self.without_phones = QCheckBox("不含电话")
        self.without_phones.setToolTip("园长、督学等的电话都不写进文件")
        self.done = QWidget()
        self.message = QPlainTextEdit(readOnly=True)
        self.message.setFixedHeight(MESSAGE_HEIGHT)
        self.message.setAccessibleName("可以复制到微信或邮件里的话")
        self.copy = button("复制", self._copy, "content-copy")
        self.folder = button("打开文件夹", self.folder_asked.emit, "folder-open-outline")
        self.file = button("打开文件", self.file_asked.emit, "file-excel-outline")
        told, acts = QWidget(), QWidget()
        row(label("发给市里时可以这样写：", "second"), None, self.copy, parent=told)
        row(self.folder, self.file, None, parent=acts)
        column(acts, told, self.message, parent=self.done)
        column(self.name, self.state, self.without_phones, self.done, margin=SPACE[3], parent=self)
        self.done.hide()

    def show_plan(self, name: str, year: YearStanding) -> None:
        """What was reported, or what the file will be."""
        told = year.reported
        if told:
            self.name.setText(f"已上报：{told.file}")
            phones = "" if told.phones else "，不含电话"
            self.state.setText(f"{told.when} 生成{phones}，编号 {told.file_id}")
        else:
            self.name.setText(f"文件名：{name}")
            draft = "还没有审核通过，封面和页脚会写“草稿”。"
            self.state.setText("已审核通过，按审核时的数据生成。" if year.approved else draft)
        self.done.hide()

    def show_done(self, path: Path, message: str) -> None:
        self.name.setText(f"已生成：{path.name}")
        self.state.setText(f"在 {path.parent}")
        self.message.setPlainText(message)
        self.done.show()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.message.toPlainText())
        self.copy.setText("已复制")
