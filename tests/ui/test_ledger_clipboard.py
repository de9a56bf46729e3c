"""Blocks of cells as Excel writes and reads them."""

from hypothesis import given
from hypothesis import strategies as st

from ui.ledger.clipboard import from_text, to_text

CELLS = st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from("\t\n"), max_size=12)


def test_excels_own_clipboard_is_read() -> None:
    assert from_text('a\t"一行\n二行"\t"他说""好"""\r\n\t5"\tb\r\n') == [
        ["a", "一行\n二行", '他说"好"'],
        ["", '5"', "b"],
    ]


def test_rows_of_unequal_width_are_filled_up() -> None:
    assert from_text("a\tb\r\nc") == [["a", "b"], ["c", ""]]
    assert from_text("") == []


@given(st.lists(st.lists(CELLS.map(str.strip), min_size=2, max_size=2), min_size=1, max_size=5))
def test_what_is_copied_can_be_pasted(rows: list[list[str]]) -> None:
    assert from_text(to_text(rows)) == rows
