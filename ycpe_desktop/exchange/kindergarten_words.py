"""What several cells of a list of kindergartens say together: place, 办园性质 and 举办者."""

import re
from collections.abc import Callable

from ycpe_desktop.exchange.mapping import INCLUSIVE, PROFIT
from ycpe_desktop.exchange.place_words import read_places
from ycpe_desktop.exchange.plan_names import PlanNames
from ycpe_desktop.exchange.row_reading import RowRead
from ycpe_desktop.vocabulary import read_nature

NATURE, SPONSOR = "kindergarten.nature", "kindergarten.sponsor"
TOWNSHIP, VILLAGE, ADDRESS = "kindergarten.township", "kindergarten.village", "kindergarten.address"
HANDLED = frozenset((NATURE, INCLUSIVE, PROFIT, TOWNSHIP, VILLAGE))

_SAYS_NOTHING_MORE = re.compile(r"(公办|公立|公建|公有)(性质?)?(幼儿)?园?|public")
"""Words that mean 公办 and leave the sponsor open; others name one, and are kept where its level is missing."""
_HOSTED = re.compile(r"附设|幼儿班|学前班")


def reader(names: PlanNames, *, infer: bool) -> Callable[[RowRead], None]:
    """``infer``: fill township and village from the address, the sponsor from the nature, where they are blank."""

    def read(row: RowRead) -> None:
        _nature(row, infer)
        read_places(row, names, (TOWNSHIP, VILLAGE), infer=infer)
        if infer:
            _address(row, names)

    return read


def kind_by_name(name: str) -> str:
    """办学类型 of a new kindergarten that says nothing of it."""
    return "119" if _HOSTED.search(name) else "111"


def _nature(row: RowRead, infer: bool) -> None:
    text, inclusive, profit = row.text(NATURE), row.text(INCLUSIVE), row.text(PROFIT)
    if not text:
        _keep_helpers(row)
        return
    reading = read_nature(text, inclusive, profit)
    if reading.sure and reading.nature:
        row.values[NATURE] = reading.nature
    else:
        row.cannot_read(NATURE, reading.note or "看不出是哪种办园性质，请核定")
        _keep_helpers(row)
    if not infer or row.text(SPONSOR):
        return
    if reading.sponsor:
        row.proposed[SPONSOR] = reading.sponsor
    elif reading.nature == "public" and not _SAYS_NOTHING_MORE.fullmatch(text):
        row.cannot_read(SPONSOR, "看不出是哪一级、哪一类举办者，请核定", source=NATURE)


def _keep_helpers(row: RowRead) -> None:
    """是否普惠 and 是否营利 have not served to decide the nature: they stay as they stood."""
    for key, title in ((INCLUSIVE, "是否普惠"), (PROFIT, "是否营利")):
        if row.text(key):
            row.spare.append((row.columns[key], title, row.text(key)))


def _address(row: RowRead, names: PlanNames) -> None:
    """An address that begins with a place of the county tells township and village, where no cell names them."""
    text = row.text(ADDRESS)
    named = row.values.get(TOWNSHIP) or row.proposed.get(TOWNSHIP)
    if not text or (row.text(TOWNSHIP) and not named) or (named and row.text(VILLAGE)):
        return
    found = names.find(text, row.text(TOWNSHIP))
    if len(found) != 1 or (named and found[0].township_code != named):
        return
    if not named:
        row.proposed[TOWNSHIP] = found[0].township_code
    if found[0].village_code and not row.text(VILLAGE):
        row.proposed[VILLAGE] = found[0].village_code
