"""Looks of a form's cells, each made once and copied from then on."""

from copy import copy
from typing import TYPE_CHECKING, Any, NamedTuple

from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

from ycpe_desktop.exchange.standard_styles import FACE, FAINT, GREY, HEAD

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell

YELLOW, RED, GREEN, LINE = "FFFFFBE6", "FFB3261E", "FF2E7D4F", "FF9AA3AF"


class Look(NamedTuple):
    """``open``: to be filled in; everything else is locked."""

    size: float = 10
    bold: bool = False
    color: str | None = None
    fill: str = ""
    framed: bool = True
    across: str = "left"
    form: str = "General"
    open: bool = False


TITLE = Look(18, bold=True, framed=False, across="center")
CENTRED = Look(11, framed=False, across="center")
NOTE = Look(9, color=GREY, framed=False)
STATE = Look(11, bold=True, color=RED, framed=False, across="center")
SECTION = Look(11, bold=True, framed=False)
HEADING = Look(9, bold=True, fill=HEAD, across="center")
LABEL = Look(10, fill=FAINT)
SHOWN = Look(10)
LAST = Look(9, color=GREY, across="right")
CHECK = Look(9, color=RED, framed=False)
SIGNED = Look(11, framed=True)


def answer(form: str, across: str = "left") -> Look:
    """A cell to be filled in."""
    return Look(10, fill=YELLOW, across=across, form=form, open=True)


def computed(form: str) -> Look:
    return Look(10, bold=True, fill=FAINT, across="right", form=form)


class Looks:
    """Of one workbook."""

    def __init__(self, sheet: Any) -> None:
        self._sheet, self._made = sheet, dict[Look, Any]()

    def dress(self, cell: Any, look: Look) -> None:
        if look not in self._made:
            self._made[look] = self._make(look)
        cell._style = copy(self._made[look])

    def _make(self, look: Look) -> Any:
        cell: Cell = WriteOnlyCell(self._sheet, None)
        thin = Side("thin", LINE)
        cell.font = Font(name=FACE, size=look.size, bold=look.bold, color=look.color)
        inset = 1 if look.framed and look.across != "center" else 0
        cell.alignment = Alignment(horizontal=look.across, vertical="center", wrap_text=True, indent=inset)
        cell.number_format = look.form
        if look.fill:
            cell.fill = PatternFill("solid", fgColor=look.fill)
        if look.framed:
            cell.border = Border(left=thin, right=thin, top=thin, bottom=thin)
        cell.protection = Protection(locked=not look.open)
        return cell._style  # type: ignore[attr-defined]  # the stubs lack it
