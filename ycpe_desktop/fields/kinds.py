"""Kinds of value. Each knows three forms: stored, shown and typed in.

``parse`` gives a value or raises ``Unreadable`` with a reason in Chinese; it never guesses, and never turns something
into nothing. Blank input is nobody's business here: callers ask ``is_blank`` first and store ``None``.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Protocol, TypeVar

from sqlalchemy import Boolean, Date, Integer, String
from sqlalchemy.types import TypeDecorator, TypeEngine

Value = str | int | bool | Decimal | date
V = TypeVar("V", bound=Value)
V_co = TypeVar("V_co", bound=Value, covariant=True)


class Unreadable(ValueError):
    """The typed thing is not of this kind; the message says why, in Chinese."""


class Names(Protocol):
    """Turns references into names and back; the store has the real one."""

    def name(self, target: str, key: str) -> str:
        """What the record ``key`` of ``target`` is called; the key itself when nothing is known of it."""

    def keys(self, target: str, text: str) -> Sequence[str]:
        """Keys of all the records of ``target`` that ``text`` may mean (a key, a code or a name)."""


class _NoNames:
    def name(self, target: str, key: str) -> str:
        return key

    def keys(self, target: str, text: str) -> Sequence[str]:
        return (text,)


NO_NAMES: Names = _NoNames()


def is_blank(typed: object) -> bool:
    """Nothing was typed: None or white space. 0 and 否 are not blank."""
    return typed is None or (isinstance(typed, str) and not typed.strip())


def folded(typed: object) -> str:
    """Text with full-width letters, digits and signs made plain, outer white space gone."""
    return unicodedata.normalize("NFKC", str(typed)).strip()


class Kind(Protocol[V_co]):
    """``numeric`` kinds are right-aligned and added up in the status line."""

    @property
    def numeric(self) -> bool: ...
    def column_type(self) -> TypeEngine[Any]: ...
    def parse(self, typed: object, names: Names = NO_NAMES) -> V_co: ...
    def show(self, value: Any, names: Names = NO_NAMES) -> str: ...
    def cell(self, value: Any, names: Names = NO_NAMES) -> str | int | float | date:
        """The value as it stands in an Excel cell."""


@dataclass(frozen=True)
class Text:
    """Free text of at most ``limit`` characters; ``lines`` > 1 keeps line breaks."""

    limit: int
    lines: int = 1
    numeric = False

    def column_type(self) -> TypeEngine[Any]:
        return String(self.limit)

    def parse(self, typed: object, names: Names = NO_NAMES) -> str:
        if isinstance(typed, float) and typed.is_integer():
            typed = int(typed)
        if isinstance(typed, datetime):
            typed = typed.date()
        if isinstance(typed, float):
            typed = format(typed, ".15g")  # as Excel shows it
        text = str(typed).strip().replace("\r\n", "\n")
        if self.lines == 1:
            text = re.sub(r"\s*[\n\t]\s*", " ", text)
        if len(text) > self.limit:
            raise Unreadable(f"最多 {self.limit} 个字，现有 {len(text)} 个")
        if any(unicodedata.category(sign) in ("Cc", "Cs") and sign not in "\n\t" for sign in text):
            raise Unreadable("含有不可见的控制字符")
        return text

    def show(self, value: Any, names: Names = NO_NAMES) -> str:
        return str(value)

    def cell(self, value: Any, names: Names = NO_NAMES) -> str:
        return str(value)


@dataclass(frozen=True)
class Code:
    """A code is text: leading zeros count, and one that Excel has already turned into a long number is refused."""

    pattern: str = r"[0-9A-Za-z\-]+"
    hint: str = "只能是数字和字母"
    limit: int = 40
    check: Callable[[str], str | None] | None = None
    """Gives the reason in Chinese why a code of the right shape is wrong, or None."""
    numeric = False

    def column_type(self) -> TypeEngine[Any]:
        return String(self.limit)

    def parse(self, typed: object, names: Names = NO_NAMES) -> str:
        if isinstance(typed, float):
            if not typed.is_integer() or typed >= 1e15:
                raise Unreadable("编码被 Excel 当成了数字，末尾几位已经丢失，请把单元格设为文本后重新填写")
            typed = int(typed)
        if isinstance(typed, int) and not isinstance(typed, bool) and typed >= 10**15:
            raise Unreadable("编码被 Excel 当成了数字，末尾几位已经丢失，请把单元格设为文本后重新填写")
        text = folded(typed).removeprefix("'").replace(" ", "")
        if re.fullmatch(r"\d+(\.\d+)?E\+?\d+", text, re.IGNORECASE):
            raise Unreadable("编码被 Excel 写成了科学计数法，请把单元格设为文本后重新填写")
        if len(text) > self.limit or not re.fullmatch(self.pattern, text):
            raise Unreadable(self.hint)
        wrong = self.check(text) if self.check else None
        if wrong:
            raise Unreadable(wrong)
        return text

    def show(self, value: Any, names: Names = NO_NAMES) -> str:
        return str(value)

    def cell(self, value: Any, names: Names = NO_NAMES) -> str:
        return str(value)


def _decimal(typed: object, unit: str) -> Decimal:
    if isinstance(typed, bool):
        raise Unreadable("应是数字")
    text = folded(typed).replace(",", "").replace(" ", "")
    if unit and text.endswith(folded(unit)):
        text = text[: -len(folded(unit))]
    if not re.fullmatch(r"[+-]?(\d+(\.\d*)?|\.\d+)(E[+-]?\d+)?", text, re.IGNORECASE):
        raise Unreadable(f"“{typed}”不是数字")
    try:
        return Decimal(text)
    except InvalidOperation:
        raise Unreadable(f"“{typed}”不是数字") from None


def _within(number: Decimal, least: int | None, most: int | None) -> None:
    if least is not None and number < least:
        raise Unreadable(f"不能小于 {least}")
    if most is not None and number > most:
        raise Unreadable(f"不能大于 {most}")


@dataclass(frozen=True)
class Whole:
    """A whole number in ``unit``."""

    unit: str = ""
    least: int | None = 0
    most: int | None = 10_000_000
    grouped: bool = True
    numeric = True

    def column_type(self) -> TypeEngine[Any]:
        return Integer()

    def parse(self, typed: object, names: Names = NO_NAMES) -> int:
        number = _decimal(typed, self.unit)
        if number != number.to_integral_value():
            raise Unreadable(f"“{typed}”不是整数")
        _within(number, self.least, self.most)
        return int(number)

    def show(self, value: Any, names: Names = NO_NAMES) -> str:
        return f"{value:,}" if self.grouped else str(value)

    def cell(self, value: Any, names: Names = NO_NAMES) -> int:
        return int(value)


class Scaled(TypeDecorator[Decimal]):
    """A decimal kept as an integer count of its last place, so that sums are exact."""

    impl = Integer
    cache_ok = True

    def __init__(self, places: int) -> None:
        super().__init__()
        self.places = places

    def process_bind_param(self, value: Decimal | None, dialect: Any) -> int | None:
        return None if value is None else int(Decimal(value).scaleb(self.places))

    def process_result_value(self, value: int | None, dialect: Any) -> Decimal | None:
        return None if value is None else Decimal(value).scaleb(-self.places)


@dataclass(frozen=True)
class Measure:
    """A decimal number with at most ``places`` places in ``unit``; exact."""

    unit: str = ""
    places: int = 2
    least: int | None = 0
    most: int | None = 10_000_000_000
    numeric = True

    def column_type(self) -> TypeEngine[Any]:
        return Scaled(self.places)

    def parse(self, typed: object, names: Names = NO_NAMES) -> Decimal:
        if isinstance(typed, float):
            typed = round(typed, 10)  # 0.1 + 0.2 in the clerk's sheet stands there as 0.3
        number = _decimal(typed, self.unit)
        _within(number, self.least, self.most)
        if number != round(number, self.places):
            raise Unreadable(f"最多 {self.places} 位小数")
        return round(number, self.places)

    def show(self, value: Any, names: Names = NO_NAMES) -> str:
        return f"{Decimal(value):,.{self.places}f}"

    def cell(self, value: Any, names: Names = NO_NAMES) -> float:
        return float(value)


def money() -> Measure:
    """元 with two decimals; integer 分 in the database."""
    return Measure(unit="元", places=2)


_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?( 0?0:00(:00)?)?|(\d{4})(\d\d)(\d\d)")


@dataclass(frozen=True)
class Day:
    """A calendar day."""

    numeric = False

    def column_type(self) -> TypeEngine[Any]:
        return Date()

    def parse(self, typed: object, names: Names = NO_NAMES) -> date:
        found = self._read(typed)
        if not 1900 <= found.year <= 2100:
            raise Unreadable(f"年份 {found.year} 不在 1900 至 2100 之间")
        return found

    def _read(self, typed: object) -> date:
        if isinstance(typed, datetime):
            return typed.date()
        if isinstance(typed, date):
            return typed
        if isinstance(typed, float) and typed.is_integer():
            typed = int(typed)
        match = _DAY.fullmatch(folded(typed))
        if not match:
            raise Unreadable(f"“{typed}”不是日期，请写成 2026-09-01")
        year, month, day = (int(part) for part in (match.group(1, 2, 3) if match[1] else match.group(6, 7, 8)))
        try:
            return date(year, month, day)
        except ValueError:
            raise Unreadable(f"没有“{typed}”这一天") from None

    def show(self, value: Any, names: Names = NO_NAMES) -> str:
        return str(value.isoformat())

    def cell(self, value: Any, names: Names = NO_NAMES) -> date:
        return value  # type: ignore[no-any-return]  # a date: the column's own type


@dataclass(frozen=True)
class Month:
    """A month, stored and shown as ``2015-09``."""

    numeric = False

    def column_type(self) -> TypeEngine[Any]:
        return String(7)

    def parse(self, typed: object, names: Names = NO_NAMES) -> str:
        if isinstance(typed, date):
            typed = f"{typed.year}-{typed.month:02d}"
        if isinstance(typed, float):
            if f"{typed:g}".endswith(".1"):
                raise Unreadable(f"“{typed:g}”可能是 1 月，也可能是 10 月，请写成 2015-01 或 2015-10")
            typed = f"{typed:g}"
        text = folded(typed)
        match = re.fullmatch(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*月?(?:[-/.]?\s*\d{1,2}\s*日?)?|(\d{4})(\d\d)", text)
        if not match:
            raise Unreadable(f"“{typed}”不是年月，请写成 2015-09")
        year, month = int(match[1] or match[3]), int(match[2] or match[4])
        if not (1900 <= year <= 2100 and 1 <= month <= 12):
            raise Unreadable(f"没有“{typed}”这个年月")
        return f"{year}-{month:02d}"

    def show(self, value: Any, names: Names = NO_NAMES) -> str:
        return str(value)

    def cell(self, value: Any, names: Names = NO_NAMES) -> str:
        return str(value)


_YES = {"是", "有", "对", "√", "✓", "✔", "y", "yes", "true", "1"}
_NO = {"否", "无", "不是", "没有", "×", "x", "✗", "n", "no", "false", "0"}


@dataclass(frozen=True)
class YesNo:
    """是 or 否."""

    numeric = False

    def column_type(self) -> TypeEngine[Any]:
        return Boolean()

    def parse(self, typed: object, names: Names = NO_NAMES) -> bool:
        text = folded(int(typed) if isinstance(typed, bool | float) and float(typed).is_integer() else typed).lower()
        if text in _YES:
            return True
        if text in _NO:
            return False
        raise Unreadable(f"“{typed}”应是“是”或“否”")

    def show(self, value: Any, names: Names = NO_NAMES) -> str:
        return "是" if value else "否"

    def cell(self, value: Any, names: Names = NO_NAMES) -> str:
        return self.show(value)


@dataclass(frozen=True)
class Choice:
    """One of a fixed list of (code, label); the code is stored, the label shown."""

    options: tuple[tuple[str, str], ...]
    synonyms: tuple[tuple[str, str], ...] = ()
    """(other spelling, code)."""
    numeric = False

    def column_type(self) -> TypeEngine[Any]:
        return String(40)

    def parse(self, typed: object, names: Names = NO_NAMES) -> str:
        text = folded(int(typed) if isinstance(typed, float) and typed.is_integer() else typed)
        for code, label in self.options:
            if text in (code, folded(label), f"{code}{folded(label)}", f"{code} {folded(label)}"):
                return code
        for other, code in self.synonyms:
            if text == folded(other):
                return code
        raise Unreadable(f"“{typed}”不在可选项（{'、'.join(label for _, label in self.options)}）之中")

    def show(self, value: Any, names: Names = NO_NAMES) -> str:
        return next((label for code, label in self.options if code == value), str(value))

    def cell(self, value: Any, names: Names = NO_NAMES) -> str:
        return self.show(value)


@dataclass(frozen=True)
class Link:
    """A reference to another record: its key is stored, its name shown.

    ``within`` names the field of the same record whose value narrows the choice (a village lies in its township).
    """

    target: str
    within: str = ""
    numeric = False

    def column_type(self) -> TypeEngine[Any]:
        return String(32)

    def parse(self, typed: object, names: Names = NO_NAMES) -> str:
        text = str(typed).strip()
        found = names.keys(self.target, text)
        if len(found) == 1:
            return found[0]
        if not found:
            raise Unreadable(f"没有找到“{text}”")
        told = "、".join(names.name(self.target, key) for key in found[:3])
        raise Unreadable(f"“{text}”可能指 {len(found)} 个：{told}，请选定一个")

    def show(self, value: Any, names: Names = NO_NAMES) -> str:
        return names.name(self.target, value)

    def cell(self, value: Any, names: Names = NO_NAMES) -> str:
        return self.show(value, names)
