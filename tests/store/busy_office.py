"""A clerk who never stops: edits and imports through the store, telling each saved action on stdout, until killed.

``python -m tests.store.busy_office FOLDER SEED``. One line of JSON an action: its number, label and count of changes.
"""

import json
import random
import sys
from datetime import date
from pathlib import Path

from sqlalchemy import func, select

from ycpe_desktop.faults import Refusal
from ycpe_desktop.ledgers import Kindergarten, YearReport
from ycpe_desktop.store import Store, open_store
from ycpe_desktop.store.history import steps
from ycpe_desktop.store.tables import METADATA

GARDENS = METADATA.tables["kindergarten"]


def some(store: Store, chance: random.Random) -> str:
    """A kindergarten, or "" where there is none yet."""
    with store.reading() as connection:
        count = connection.scalar(select(func.count()).select_from(GARDENS)) or 0
        wanted = select(GARDENS.c.uuid).offset(chance.randrange(count or 1)).limit(1)
        return connection.scalar(wanted) or ""


def import_many(store: Store, chance: random.Random) -> None:
    """A bulk write of up to 150 kindergartens with their facts and figures, as an import does it."""
    with store.writing("导入名册", "import", "名册.xlsx") as writer:
        for number in range(chance.randrange(10, 150)):
            key = writer.insert(Kindergarten, {"name": f"第{chance.randrange(10**9)}幼儿园"})
            writer.state(Kindergarten.nature, key, chance.choice(["public", "inclusive"]), date(2024, 9, 1))
            writer.state(Kindergarten.status, key, "open", date(2024, 9, 1))
            writer.insert(YearReport, {"kindergarten": key, "year": 2026, "children_reported": number})


def edit(store: Store, chance: random.Random) -> None:
    with store.writing("修改园所") as writer:
        key = some(store, chance)
        values = {"phone": f"0359-{chance.randrange(10**7):07d}", "nature": chance.choice(["public", "nonprofit"])}
        writer.change(Kindergarten, key, values, date(chance.randrange(2022, 2027), 9, 1))


def work(store: Store, chance: random.Random) -> None:
    while True:
        what = chance.choices(["import", "edit", "undo", "redo"], [2, 8, 2, 1])[0]
        try:
            if what == "undo":
                store.undo()
            elif what == "redo":
                store.redo()
            elif what == "import" or not some(store, chance):
                import_many(store, chance)
            else:
                edit(store, chance)
        except Refusal:
            continue
        tell(store)


def tell(store: Store) -> None:
    with store.reading() as connection:
        newest = steps(connection, 1)
    if newest:
        told = {"id": newest[0].id, "label": newest[0].label, "changes": newest[0].changes}
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    opened, luck = open_store(Path(sys.argv[1])), random.Random(int(sys.argv[2]))
    import_many(opened, luck)  # the first save loads pypinyin; the moment of the kill counts from here
    sys.stdout.write("ready\n")
    tell(opened)
    work(opened, luck)
