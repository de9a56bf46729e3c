"""The strip at the foot of the window that says what is being done and lets it be cancelled."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QProgressBar, QWidget

from ui.background import Background, Job
from ui.shell.parts import button, label, row
from ui.theme import SPACE

APPEARS_AFTER = 300  # milliseconds: short work does not make the window blink


class ProgressStrip(QFrame):
    """Shows the oldest running job, and how many wait beside it."""

    def __init__(self, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "strip")
        self._background = background
        self.text = label("")
        self.bar = QProgressBar(textVisible=False)
        self.bar.setFixedWidth(220)
        self.cancel = button("取消", self._cancel)
        row(self.text, None, self.bar, self.cancel, parent=self).setContentsMargins(
            SPACE[3], SPACE[1], SPACE[3], SPACE[1]
        )
        self.timer = QTimer(self, singleShot=True, interval=APPEARS_AFTER)
        self.timer.timeout.connect(self.show)
        background.started.connect(self._started)
        background.progressed.connect(self._show_job)
        background.ended.connect(self._ended)
        self.hide()

    def _started(self, job: Job) -> None:
        if not self.timer.isActive() and self.isHidden():
            self.timer.start()
        self._show_job(job)

    def _ended(self, job: Job) -> None:
        if self._background.jobs:
            self._show_job(self._background.jobs[0])
        else:
            self.timer.stop()
            self.hide()

    def _show_job(self, job: Job) -> None:
        first, *others = self._background.jobs
        if job is not first:
            job = first
        parts = [job.title, job.text, f"{job.done:,} / {job.total:,}" if job.total else ""]
        told = "　".join(part for part in parts if part)
        self.text.setText(f"{told}　（另有 {len(others)} 项）" if others else told)
        self.bar.setRange(0, job.total)
        self.bar.setValue(job.done)
        asked = job.isInterruptionRequested()
        self.cancel.setEnabled(not asked)
        self.cancel.setText("正在取消…" if asked else "取消")

    def _cancel(self) -> None:
        job = self._background.jobs[0]
        job.cancel()
        self._show_job(job)
