"""No line of what is printed begins with a comma, a colon or a closing bracket."""

from typing import Any

import pytest
from reportlab.platypus import Paragraph

from ycpe_desktop.printing import page


@pytest.mark.parametrize("mark", list(page.NEVER_FIRST))
def test_a_mark_stays_with_its_word(mark: str) -> None:
    page.characters()  # the font
    told = f"你园存在以下问题{mark}请认真整改"
    made: Any = Paragraph(told, page.BODY)
    made.wrap(8 * page.BODY.fontSize + 1, 100)  # room for eight characters, and not for the mark
    first, second = (line[1] for line in made.blPara.lines[:2])
    assert ("".join(first), "".join(second)) == (f"你园存在以下问题{mark}", "请认真整改")
