"""Icons of one family (Material Design Icons), drawn in a token's colour and sharp at every scaling."""

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from ui.theme import colour
from ycpe_desktop.paths import resources

SIZES = (16, 20, 24, 32)


def app_icon() -> QIcon:
    return QIcon(str(resources("icons", "ycpe.svg")))


def icon(name: str, token: str = "second") -> QIcon:
    """An icon by its file name in ``resources/icons``; FileNotFoundError where there is none."""
    return _icon(name, token, _scaling())


def pixmap(name: str, token: str = "second", size: int = 16) -> QPixmap:
    """The same for a label or a delegate; ``size`` in logical pixels."""
    return _pixmap(name, token, size, _scaling())


def _scaling() -> float:
    return max((screen.devicePixelRatio() for screen in QGuiApplication.screens()), default=1.0)


@cache
def _icon(name: str, token: str, scaling: float) -> QIcon:
    made = QIcon()
    for size in SIZES:
        made.addPixmap(_pixmap(name, token, size, scaling))
        made.addPixmap(_pixmap(name, "faint", size, scaling), QIcon.Mode.Disabled)
    return made


@cache
def _pixmap(name: str, token: str, size: int, scaling: float) -> QPixmap:
    drawing = resources("icons", f"{name}.svg").read_text(encoding="utf-8")
    coloured = drawing.replace("<path ", f'<path fill="{colour(token).name()}" ')
    canvas = QPixmap(QSize(size, size) * scaling)
    canvas.fill(Qt.GlobalColor.transparent)
    painter = QPainter(canvas)
    QSvgRenderer(QByteArray(coloured.encode())).render(painter, QRectF(canvas.rect()))
    painter.end()
    canvas.setDevicePixelRatio(scaling)
    return canvas
