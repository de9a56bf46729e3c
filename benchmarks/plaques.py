"""200 公示牌 in one PDF, each supervisor with a photo.

The floor is reportlab drawing as many pages with as much plain text in the same font, without photos and frames.
"""

import random
import tempfile
from functools import partial
from pathlib import Path

from PIL import Image
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from benchmarks.measuring import Measured, against, demo_store
from ycpe_desktop.ledgers import Supervisor
from ycpe_desktop.policy.plaques import DUTIES, Gate, gates, office
from ycpe_desktop.policy.supervision import board
from ycpe_desktop.printing.page import FONT, characters
from ycpe_desktop.printing.plaque import OVER_TITLE, TITLE, print_plaques
from ycpe_desktop.store import Store
from ycpe_desktop.store.photos import HIGH, WIDE, set_photo

PLAQUES = 200
KINDERGARTENS = 240
"""Of these a few have no supervisor."""
MOST = 5.0
"""Seconds, as the clerk was promised."""
LINE = 20


def measure(kept: Path | None = None, rounds: int = 5) -> list[Measured]:
    """The county is made anew: it gets photos."""
    with tempfile.TemporaryDirectory() as scratch, demo_store(KINDERGARTENS) as store:
        give_photos(store, Path(scratch))
        day, out, plain = store.today, Path(scratch) / "公示牌.pdf", Path(scratch) / "floor.pdf"
        chosen = [gate for gate in gates(store, board(store, day)) if gate.person is not None][:PLAQUES]
        assert len(chosen) == PLAQUES
        kindergartens = {gate.plaque.garden.uuid for gate in chosen}
        words = [words_on(gate, office(store)) for gate in chosen]
        return [
            against(
                f"{PLAQUES} plaques with photos, {size}",
                partial(print_plaques, store, day, out, size=size, kindergartens=kindergartens),
                lambda: draw_plain(words, plain),
                "reportlab draws the words",
                rounds=rounds,
                most=MOST,
            )
            for size in ("A4", "A3")
        ]


def give_photos(store: Store, scratch: Path) -> None:
    """Pictures as large and as hard to pack as those of a camera."""
    grain = random.Random(1)
    with store.reading() as connection:
        people = list(connection.scalars(Supervisor.__table__.select().with_only_columns(Supervisor.__table__.c.uuid)))
    for number, person in enumerate(people):
        small = Image.frombytes("RGB", (WIDE // 8, HIGH // 8), grain.randbytes(WIDE // 8 * (HIGH // 8) * 3))
        file = scratch / f"{number}.png"
        small.resize((WIDE, HIGH)).save(file)
        set_photo(store, Supervisor, person, file)


def words_on(gate: Gate, who: tuple[str, str]) -> list[str]:
    person = gate.person
    assert person is not None
    told = [person.name, person.phone, person.employer, person.certificate, "责任督学联系电话工作单位督学证号职责照片"]
    return [OVER_TITLE, TITLE, gate.plaque.garden.name, *told, *DUTIES, *who, "2026年11月23日"]


def draw_plain(pages: list[list[str]], out: Path) -> None:
    characters()
    canvas = Canvas(str(out), pagesize=landscape(A4), pageCompression=1)
    for words in pages:
        canvas.setFont(FONT, LINE)
        for place, told in enumerate(words, 1):
            canvas.drawString(LINE, landscape(A4)[1] - LINE * 1.5 * place, told)
        canvas.showPage()
    canvas.save()


if __name__ == "__main__":
    for each in measure():
        print(each.line())
