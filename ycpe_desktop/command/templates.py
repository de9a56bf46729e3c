"""template."""

from argparse import Namespace
from pathlib import Path

from ycpe_desktop.command.told import Told, ledger_meant, opened, year_meant


def template(given: Namespace) -> Told:
    """A ledger's blank template; --out may be a folder."""
    from ycpe_desktop.exchange.template import template_name, write_template

    ledger = ledger_meant(given.ledger)
    with opened(given) as store:
        year = year_meant(given, store)
        out: Path = given.out or Path()
        if out.is_dir():
            out = out / template_name(store, ledger, year)
        write_template(store, ledger, year, out)
    return Told({"file": str(out), "ledger": ledger.TITLE, "year": year}, [str(out)])
