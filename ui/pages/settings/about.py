"""关于: what this is, which version, and under which licences it and its parts come."""

from PySide6.QtWidgets import QComboBox, QTextBrowser, QWidget

from ui.shell.parts import column, label, row
from ui.theme import SPACE
from ycpe_desktop import __version__
from ycpe_desktop.paths import program_folder, resources
from ycpe_desktop.store import Store

TEXTS = {
    "第三方组件": ("THIRD_PARTY_NOTICES.md",),
    "本程序的许可（Apache-2.0）": ("LICENSE",),
    "Qt 的许可（LGPL-3.0）": ("resources", "licences", "LGPL-3.0.txt"),
    "LGPL 所依据的许可（GPL-3.0）": ("resources", "licences", "GPL-3.0.txt"),
}


class AboutPart(QWidget):
    def __init__(self, store: Store) -> None:
        super().__init__()
        self.told = label(
            f"运城学前教育台账 {__version__}　·　{store.county.name}\n"
            "县（市、区）教育局学前教育台账，按运政办发〔2021〕44号设置。不联网，数据只在这台电脑上。",
            wrap=True,
        )
        self.choice = QComboBox()
        self.choice.addItems(list(TEXTS))
        self.note = label("", "second")
        self.text = QTextBrowser()
        head = QWidget()
        row(label("许可", "second"), self.choice, self.note, None, parent=head)
        column(self.told, head, self.text, parent=self).setContentsMargins(0, SPACE[3], 0, 0)
        self.choice.currentTextChanged.connect(self._read)

    def refresh(self) -> None:
        if not self.text.toPlainText():
            self._read(self.choice.currentText())

    def _read(self, title: str) -> None:
        file = resources(*TEXTS[title][1:]) if TEXTS[title][0] == "resources" else program_folder() / TEXTS[title][0]
        content = file.read_text(encoding="utf-8")
        listed = file.suffix == ".md"
        self.note.setText("带有哪些组件、各按什么许可" if listed else "许可原文为英文，以原文为准")
        if listed:
            self.text.setMarkdown(content)
        else:
            self.text.setPlainText(content)
