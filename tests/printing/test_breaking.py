"""Lines of Chinese print: what may stand at their beginning and end."""

from pathlib import Path

import pytest
from reportlab.pdfbase import pdfmetrics

from tests.printing.pdf_text import Pdf
from ycpe_desktop.printing.breaking import broken
from ycpe_desktop.printing.page import BODY, FONT, Text, characters, usable_width, write_pdf
from ycpe_desktop.printing.tables import PrintedColumn, table

SIZE = 10.0


@pytest.fixture(autouse=True)
def font() -> None:
    characters()


def lines(text: str, signs: float) -> list[str]:
    """In a room of so many Chinese signs."""
    return broken(text, [signs * SIZE], FONT, SIZE)


@pytest.mark.parametrize(
    ("text", "signs", "told"),
    [
        ("你园存在以下问题：", 8, ["你园存在以下问", "题："]),
        ("督导责任（四（四））", 9, ["督导责任（四", "（四））"]),
        ("毛入园率（占比）", 5, ["毛入园率", "（占比）"]),
        ("留样不足125克", 5, ["留样不足", "125克"]),
        ("一二三四五六", 3, ["一二三", "四五六"]),
        ("2026-09-01", 3, ["2026-", "09-01"]),
        ("", 3, []),
    ],
)
def test_closing_signs_do_not_begin_a_line_nor_opening_ones_end_it(text: str, signs: float, told: list[str]) -> None:
    assert lines(text, signs) == told


@pytest.mark.parametrize("signs", [3, 4, 5, 6.5, 8, 11])
def test_nothing_is_lost_and_nothing_is_wider_than_its_room(signs: float) -> None:
    text = "依据：运政办发〔2021〕44号 四（二）：筑牢安全底线，落实“三防”建设（人防、物防、技防）。"
    found = lines(text, signs)
    assert "".join(found).replace(" ", "") == text.replace(" ", "")
    assert all(pdfmetrics.stringWidth(line, FONT, SIZE) <= signs * SIZE + 0.01 for line in found)


def test_a_cell_that_wraps_keeps_its_line_ends_and_its_signs(tmp_path: Path) -> None:
    text, out = Text(), tmp_path / "表.pdf"
    told = "第一行到这里：\n运政办发〔2021〕44号四（二）：筑牢安全底线"
    made = table(text, [PrintedColumn("依据", 1), PrintedColumn("其余", 8)], [[told, ""]], usable_width(across=True))
    write_pdf(out, "表", "表", [text.paragraph("截至 2026-09-01\n共 1 条"), made], across=True)
    (page,) = Pdf(out).texts()
    assert told.replace("\n", "") in page
    assert "截至 2026-09-01共 1 条" in page.replace("\u00a0", " ")
    assert made.wrap(usable_width(across=True), 500)[1] > 4 * BODY.leading


def test_a_paragraph_goes_on_over_the_page(tmp_path: Path) -> None:
    text, out = Text(), tmp_path / "长.pdf"
    told = "运政办发〔2021〕44号四（二）：筑牢安全底线。" * 300
    write_pdf(out, "长", "长", [text.paragraph(f"{told}\n完。")], across=True)
    pages = Pdf(out).texts()
    assert len(pages) > 1
    assert "".join(pages).count("牢") == 300  # the foot of the page may stand between two signs
