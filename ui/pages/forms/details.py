"""One form in words: what is wrong and how it is mended, or what it changes."""

from collections.abc import Sequence
from html import escape

from ui.pages.forms.states import LOOKS
from ui.pages.importing.details import changes_as_html, coloured
from ycpe_desktop.exchange.forms.lines import Line
from ycpe_desktop.exchange.plan import PlannedRow


def as_html(line: Line, rows: Sequence[PlannedRow]) -> str:
    look = LOOKS[line.state]
    parts = [f"<p>{coloured(look.token, look.word)}　{escape(line.name)}<br>{coloured('second', line.file)}</p>"]
    problems = [each for row in rows for each in row.problems]
    for problem in problems:
        where = f"{problem.cell} {problem.field}".strip()
        told = f"{escape(problem.message)}<br>{coloured('second', problem.remedy)}"
        parts.append(f"<p>{coloured('bad' if problem.must_fix else 'attention', where)}　{told}</p>")
    if line.told and not problems:
        parts.append(f"<p>{escape(line.told)}</p>")
    for row in rows:
        if row.changes:
            parts.append(f"<p>{coloured('second', row.ledger.TITLE)}</p>{changes_as_html(row)}")
    return "".join(parts)
