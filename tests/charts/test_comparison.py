"""Two rates in two states: the numbers, what is to be reached, and which state is which."""

from fractions import Fraction

from tests.charts.samples import CAPTION
from tests.charts.test_figures import said
from ycpe_desktop.charts.comparison import two_states
from ycpe_desktop.charts.series import Pair, TwoStates

PAIRS = [
    Pair("公办园在园幼儿占比", Fraction(5351, 100), Fraction(55), Fraction(55)),
    Pair("普惠性幼儿园覆盖率", Fraction(9265, 100), Fraction(9349, 100), Fraction(93)),
]


def test_both_states_stand_with_their_numbers_and_targets() -> None:
    figure = two_states(TwoStates("达标测算", PAIRS, ("2026—2027 学年", "测算"), CAPTION))
    told = said(figure)
    for wanted in (
        "芮城县达标测算",
        "53.51%",
        "55.00%",
        "92.65%",
        "93.49%",
        "目标 93%",
        "2026—2027 学年",
        "测算",
        "芮城县",
    ):
        assert wanted in told
    assert [hint.text.splitlines()[1] for hint in figure.hints] == [
        "目标 55%：未达到",
        "目标 55%：达到",
        "目标 93%：未达到",
        "目标 93%：达到",
    ]


def test_the_size_that_is_asked_for_is_that_of_the_figure() -> None:
    figure = two_states(TwoStates("达标测算", PAIRS, ("今天", "测算"), CAPTION), size=(6.5, 3))
    assert tuple(figure.get_size_inches()) == (6.5, 3)
