"""Works out the formulas of a form as a spreadsheet does: an independent reading of the functions that it uses."""

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import cached_property
from typing import Any

TODAY = date(2026, 11, 23)
_TOKEN = re.compile(
    r'(?P<text>"[^"]*")|(?P<range>\$?[A-Z]\$?\d+:\$?[A-Z]\$?\d+)|(?P<cell>\$?[A-Z]\$?\d+)|(?P<name>[A-Z]+)\('
    r"|(?P<sign><>|<=|>=|=|&)|(?P<rest>.)"
)
_SIGNS = {"<>": "!=", "=": "==", "&": "@"}


class Value:
    """A cell or a result: blank is 0 in sums and "" in comparisons with text."""

    def __init__(self, raw: Any) -> None:
        self.raw: Any = raw.raw if isinstance(raw, Value) else raw

    @property
    def text(self) -> str:
        return "" if self.raw is None else str(self.raw)

    @property
    def number(self) -> float:
        return float(self.raw or 0)

    def __matmul__(self, other: Any) -> "Value":
        return Value(self.text + Value(other).text)

    def __rmatmul__(self, other: Any) -> "Value":
        return Value(Value(other).text + self.text)

    def _pair(self, other: Any) -> tuple[Any, Any]:
        mine, its = self.raw, Value(other).raw
        if isinstance(mine, str) or isinstance(its, str):
            return self.text, Value(other).text
        return self.number, Value(other).number

    def __eq__(self, other: object) -> bool:
        mine, its = self._pair(other)
        return bool(mine == its)

    __hash__ = object.__hash__

    def __lt__(self, other: Any) -> bool:
        mine, its = self._pair(other)
        return bool(mine < its)

    def __gt__(self, other: Any) -> bool:
        mine, its = self._pair(other)
        return bool(mine > its)

    def __add__(self, other: Any) -> "Value":
        return Value(self.number + Value(other).number)

    __radd__ = __add__

    def __sub__(self, other: Any) -> "Value":
        return Value(self.number - Value(other).number)

    def __mul__(self, other: Any) -> "Value":
        return Value(self.number * Value(other).number)

    def __truediv__(self, other: Any) -> "Value":
        return Value(self.number / Value(other).number)

    def __neg__(self) -> "Value":
        return Value(-self.number)

    def __bool__(self) -> bool:
        return bool(self.raw)


class Many(list[int]):
    """A column worked out cell by cell, with the little that a form asks of one."""

    def __gt__(self, other: Any) -> "Many":  # type: ignore[override]  # as a sheet compares: cell by cell
        return Many(int(each > Value(other).number) for each in self)

    def __neg__(self) -> "Many":
        return Many(-each for each in self)


def _flat(told: tuple[Any, ...]) -> Iterator[Value]:
    for each in told:
        yield from map(Value, each) if isinstance(each, list) else [Value(each)]


def _is_number(value: Value) -> bool:
    return isinstance(value.raw, int | float) and not isinstance(value.raw, bool)


class Calculator:
    """The cells of a sheet with their formulas worked out."""

    def __init__(self, sheet: Any) -> None:
        self._sheet = sheet

    def __getitem__(self, place: str) -> Any:
        raw = self._sheet[place].value
        if isinstance(raw, str) and raw.startswith("="):
            return self.work_out(raw[1:])
        if isinstance(raw, datetime | date):
            return (raw.date() if isinstance(raw, datetime) else raw).toordinal()
        return raw

    def work_out(self, formula: str) -> Any:
        """Eagerly: the functions of a form give a result for any cells."""
        written = "".join(map(_as_python, _TOKEN.finditer(formula)))
        return Value(eval(written, {"__builtins__": {}}, self._functions)).raw

    @cached_property
    def _functions(self) -> dict[str, Callable[..., Any]]:
        def counted(cells: list[Value], wanted: Any) -> list[int]:
            return [place for place, cell in enumerate(cells) if cell.text == Value(wanted).text]

        return {
            "cell": lambda place: Value(self[place]),
            "range_": lambda first, last: [Value(self[place]) for place in _between(first, last)],
            "T_": Value,
            "IF_": lambda wanted, one, other: Value(one if wanted else other),
            "AND_": lambda *told: all(map(bool, told)),
            "OR_": lambda *told: any(map(bool, told)),
            "ABS_": lambda one: Value(abs(Value(one).number)),
            "N_": lambda one: Value(one if _is_number(Value(one)) else 0),
            "SUM_": lambda *told: Value(sum(each.raw for each in _flat(told) if _is_number(each))),
            "COUNT_": lambda *told: Value(sum(map(_is_number, _flat(told)))),
            "COUNTA_": lambda *told: Value(sum(each.raw is not None for each in _flat(told))),
            "COUNTIF_": lambda cells, wanted: Value(len(counted(cells, wanted))),
            "SUMIF_": lambda cells, wanted, of: Value(sum(of[place].number for place in counted(cells, wanted))),
            "LEN_": lambda cells: Many(len(each.text) for each in cells),
            "SUMPRODUCT_": lambda many: Value(sum(many)),
            "TODAY_": lambda: Value(TODAY.toordinal()),
        }


def _between(first: str, last: str) -> list[str]:
    return [f"{first[0]}{row}" for row in range(int(first[1:]), int(last[1:]) + 1)]


def _as_python(found: re.Match[str]) -> str:
    told = found[0].replace("$", "")
    if found["text"]:
        return f"T_({found['text']})"
    if found["range"]:
        first, last = told.split(":")
        return f'range_("{first}","{last}")'
    if found["cell"]:
        return f'cell("{told}")'
    return f"{found['name']}_(" if found["name"] else _SIGNS.get(told, told)
