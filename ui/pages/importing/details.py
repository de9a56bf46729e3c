"""One row of the review in words: what is wrong and how it is mended, what changes, whom it may be."""

from collections.abc import Sequence
from html import escape

from ui.pages.importing.preview import cell_text
from ui.pages.importing.review_rows import LOOKS
from ui.theme import colour
from ycpe_desktop.exchange.plan import Plan, PlannedRow
from ycpe_desktop.ledgers import Kindergarten, field_of
from ycpe_desktop.store import Store, fetch

COMPARED = ("name", "code", "township", "village", "address", "nature", "principal", "phone", "licence")
NONE = "—"

Compared = list[tuple[str, Sequence[str]]]
"""(label, what the file says and what each candidate has)."""


def as_html(row: PlannedRow, plan: Plan, store: Store) -> str:
    look = LOOKS[row.state]
    head = f"<p>{coloured(look.token, look.word)}　{escape(row.name or '（没有名称）')}<br>"
    parts = [head + coloured("second", f"{row.sheet} 第 {row.number} 行 · {row.ledger.TITLE}") + "</p>"]
    for problem in row.problems:
        where = f"{problem.cell} {problem.field}".strip()
        value = f"<br>{coloured('second', '原文')} {escape(problem.value)}" if problem.value else ""
        remedy = f"<br>{coloured('second', problem.remedy)}" if problem.remedy else ""
        tone = "bad" if row.state == "refused" else "attention"
        parts.append(f"<p>{coloured(tone, where)}　{escape(problem.message)}{value}{remedy}</p>")
    if row.similar:
        parts.append(_comparison(row, compared(row, plan, store)))
    if row.changes:
        parts.append(changes_as_html(row))
    return "".join(parts)


def compared(row: PlannedRow, plan: Plan, store: Store) -> Compared:
    """What the file says beside what each candidate has; only what one of them has."""
    keys = [each.uuid for each in row.similar]
    with store.reading() as connection:
        known = {each["uuid"]: each for each in fetch(connection, Kindergarten, keys, plan.proposal.year, store.names)}
    cells = _cells(row, plan)
    found: Compared = []
    for name in COMPARED:
        told = field_of(Kindergarten, name)
        values = [known[key][name] for key in keys]
        shown = ["" if value is None else told.kind.show(value, store.names) for value in values]
        line = [cells.get(f"kindergarten.{name}", ""), *shown]
        if any(line):
            found.append((told.label, line))
    return found


def _cells(row: PlannedRow, plan: Plan) -> dict[str, str]:
    """Key of a column → what stands in the row."""
    choice = plan.proposal.sheet(row.sheet)
    assert choice.table is not None
    body = next(each for each in choice.table.body if each.index == row.index)
    return {key: cell_text(body.values[index]) for index, key in choice.columns.items() if key}


def _comparison(row: PlannedRow, lines: Compared) -> str:
    heads = ["", "文件里", *(f"{each.name}（{each.score:.0f} 分）" for each in row.similar)]
    told = ["<tr>" + "".join(f"<td>{coloured('second', each)}</td>" for each in heads) + "</tr>"]
    for label, (mine, *theirs) in lines:
        cells = [coloured("second", label), escape(mine or NONE)]
        cells += [coloured("attention" if mine and its and mine != its else "text", its or NONE) for its in theirs]
        told.append("<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>")
    style = f"border-collapse:collapse; border-color:{colour('line').name()}"
    return f'<table cellpadding="3" border="1" style="{style}">{"".join(told)}</table>'


def changes_as_html(row: PlannedRow) -> str:
    told = []
    for change in row.changes:
        old = f"<s>{coloured('second', change.old)}</s> → " if change.old else ""
        by = coloured("second", "（程序推出）") if change.proposed else ""
        told.append(
            f"<tr><td>{coloured('second', change.label)}</td><td>{old}{coloured('good', change.new)}{by}</td></tr>"
        )
    return f'<table cellpadding="2">{"".join(told)}</table>'


def coloured(token: str, text: str) -> str:
    return f'<span style="color:{colour(token).name()}">{escape(text)}</span>'
