"""Icons of one family (Material Design Icons), drawn in a token's colour and sharp at every scaling."""

from functools import cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from ui.theme import colour
from ycpe_desktop.paths import resources


def app_icon() -> QIcon:
    return QIcon(str(resources("icons", "ycpe.svg")))


_CLONES: list["Drawn"] = []


class Drawn(QIconEngine):
    """Drawn in the size that is wanted, when it is wanted: a page has more icons than are ever seen."""

    def __init__(self, name: str, token: str) -> None:
        super().__init__()
        self._name, self._token = name, token
        _drawing(name)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return _drawn(self._name, "faint" if mode == QIcon.Mode.Disabled else self._token, size.width(), size.height())

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        scaling = painter.device().devicePixelRatio()
        painter.drawPixmap(rect, self.pixmap(rect.size() * scaling, mode, state))

    def clone(self) -> "Drawn":
        """Qt takes what is returned and deletes it; Python, which does not know that, must not do so before."""
        made = Drawn(self._name, self._token)
        _CLONES.append(made)
        return made


@cache
def icon(name: str, token: str = "second") -> QIcon:
    """An icon by its file name in ``resources/icons``; FileNotFoundError where there is none."""
    return QIcon(Drawn(name, token))


def pixmap(name: str, token: str = "second", size: int = 16) -> QPixmap:
    """The same for a label or a delegate; ``size`` in logical pixels."""
    scaling = max((screen.devicePixelRatio() for screen in QGuiApplication.screens()), default=1.0)
    made = QPixmap(_drawn(name, token, round(size * scaling), round(size * scaling)))
    made.setDevicePixelRatio(scaling)
    return made


@cache
def _drawing(name: str) -> str:
    return resources("icons", f"{name}.svg").read_text(encoding="utf-8")


@cache
def _drawn(name: str, token: str, width: int, height: int) -> QPixmap:
    """``width`` and ``height`` in device pixels."""
    coloured = _drawing(name).replace("<path ", f'<path fill="{colour(token).name()}" ')
    canvas = QPixmap(width, height)
    canvas.fill(Qt.GlobalColor.transparent)
    painter = QPainter(canvas)
    QSvgRenderer(QByteArray(coloured.encode())).render(painter, QRectF(canvas.rect()))
    painter.end()
    return canvas
