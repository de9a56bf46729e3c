"""Telephone cells: what real lists hold, and two numbers that a blank alone kept apart."""

import pytest

from ycpe_desktop.fields import Unreadable
from ycpe_desktop.fields.phone import PHONE


@pytest.mark.parametrize(
    "typed", ["0359-3022222", "13800000001", "82000726/13800000033", "13800000019、82038286", "0359 3022222"]
)
def test_one_or_several_numbers(typed: str) -> None:
    assert PHONE.parse(typed) == typed.replace(" ", "")


@pytest.mark.parametrize("typed", ["62084606 62755377", "62084606\u300062755377"])
def test_two_numbers_are_not_made_one(typed: str) -> None:
    with pytest.raises(Unreadable, match="顿号"):
        PHONE.parse(typed)
