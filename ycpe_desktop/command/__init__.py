"""The headless commands: the same core without a window."""

import json
import sys
from argparse import Namespace
from collections.abc import Callable
from typing import Any

from ycpe_desktop.command import (
    acting,
    assigning,
    care,
    exchange,
    publishing,
    reckoning,
    records,
    reports,
    supervision,
    templates,
)
from ycpe_desktop.command.told import Told
from ycpe_desktop.faults import Refusal

HANDLERS: dict[str, Callable[[Namespace], Told]] = {
    "init": care.init,
    "import": exchange.import_file,
    "template": templates.template,
    "forms": templates.forms,
    "list": records.list_records,
    "add": records.add_record,
    "set": records.set_record,
    "act": acting.act,
    "indicators": reports.indicators,
    "evaluation": reports.evaluation,
    "check": reports.check,
    "due": reports.due,
    "export": exchange.export,
    "chart": reports.chart,
    "picture": publishing.picture,
    "what-if": reckoning.what_if,
    "plaques": publishing.plaques,
    "roster": publishing.roster,
    "plan": supervision.plan,
    "notice": supervision.notice,
    "supervision": supervision.figures,
    "assign": assigning.assign,
    "history": care.history,
    "undo": care.undo,
    "backup": care.back_up,
    "restore": care.restore,
    "doctor": care.doctor,
}


def run(given: Namespace) -> int:
    """0 done, 1 done with problems, 2 refused with one sentence on stderr."""
    in_utf8()
    try:
        told = HANDLERS[given.command](given)
    except Refusal as refusal:
        sys.stderr.write(f"{refusal}\n")
        return 2
    if given.json:
        sys.stdout.write(json.dumps(told.data, ensure_ascii=False, indent=1, default=_plain) + "\n")
    else:
        sys.stdout.write("".join(f"{line}\n" for line in told.lines))
    return 1 if told.problems else 0


def in_utf8() -> None:
    """Whoever reads what is piped on finds UTF-8, whatever Windows' code page is."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")


def _plain(value: Any) -> str:
    return str(value)
