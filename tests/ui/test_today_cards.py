"""The small chart of the years on a card."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from ui.pages.today.cards import paint_years, target_told, told_whole
from ui.theme import colour
from ycpe_desktop.policy.figures import Indicator, judged
from ycpe_desktop.policy.headlines import Headline

WIDE, HIGH = 90, 34


def of_year(year: int, part: int | None, target: Fraction | None = Fraction(55), word: str = "目标") -> Indicator:
    figure = Indicator(
        id="public_share", title="公办园在园幼儿占比", group="普及普惠", year=year, as_of=date(year, 9, 1),
        parts="", clause="", unit="名幼儿", numerator=part, denominator=None if part is None else 100,
    )  # fmt: skip
    return judged(figure, target, word)


def painted(years: Sequence[Indicator]) -> QImage:
    image = QImage(WIDE, HIGH, QImage.Format.Format_RGB32)
    image.fill(colour("card"))
    painter = QPainter(image)
    paint_years(painter, QRectF(0, 0, WIDE, HIGH), years)
    painter.end()
    return image


def columns_of(image: QImage, token: str) -> set[int]:
    """Where from left to right there is that colour."""
    wanted = colour(token).rgb()
    return {x for x in range(WIDE) for y in range(HIGH) if image.pixel(x, y) == wanted}


def test_the_line_runs_over_all_years_and_the_target_is_dashed(qapp: QApplication) -> None:
    image = painted([of_year(2024, 40), of_year(2025, 50), of_year(2026, 60)])
    line = columns_of(image, "primary")
    assert (min(line) < WIDE * 0.1, max(line) > WIDE * 0.9) == (True, True)
    assert 20 < len(columns_of(image, "faint")) < WIDE - 10


def test_a_year_that_cannot_be_judged_is_a_gap(qapp: QApplication) -> None:
    image = painted([of_year(2023, 40), of_year(2024, 45), of_year(2025, None), of_year(2026, 60)])
    assert not columns_of(image, "primary") & set(range(WIDE // 2 + 2, WIDE * 3 // 4))


@pytest.mark.parametrize("years", [[], [2026]])
def test_one_year_alone_is_no_line(qapp: QApplication, years: list[int]) -> None:
    assert not columns_of(painted([of_year(year, 50) for year in years]), "primary")


def test_the_target_says_its_figure_first() -> None:
    assert target_told(of_year(2026, 50)) == "目标 55%"
    assert target_told(of_year(2026, 50, word="沿用2025年目标")) == "目标 55%，沿用2025年目标"
    assert target_told(of_year(2026, 50, target=None)) == "没有规定的目标值"


def test_the_tooltip_tells_all_years() -> None:
    years = (of_year(2025, 60), of_year(2026, 50))
    told = told_whole(Headline(years[-1], years)).split("\n")
    assert told[0] == "公办园在园幼儿占比 50.00%（未达到）"
    assert "还差 5 名幼儿" in told
    assert "2025—2026 学年：60.00%" in told
