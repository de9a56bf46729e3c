"""The clerk's own file handed back, with every fault of the plan marked where it stands."""

from pathlib import Path

from ycpe_desktop.exchange.marking import Mark, write_marked
from ycpe_desktop.exchange.plan import Plan


def write_refused(plan: Plan, out: Path) -> int:
    """Write the whole file with the faulty cells coloured, commented and told in 问题说明; gives the number of marks.

    Mended and dropped back in, its good rows are the same as those that came in. Raises Refusal where ``out`` cannot
    be written.
    """
    marks = [
        Mark(
            row.sheet,
            row.index,
            fault.column,
            " ".join(part for part in (fault.problem.message, fault.problem.remedy) if part),
        )
        for row in plan.rows
        for fault in row.faults
    ]
    tables = [each.table for each in plan.proposal.used if each.table is not None]
    write_marked(plan.proposal.book, marks, out, tables)
    return len(marks)
