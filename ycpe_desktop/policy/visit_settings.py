"""The office's own choices for supervision visits: holiday months, the number of a notice, where the cycles begin."""

import re
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, select

from ycpe_desktop.faults import Refusal
from ycpe_desktop.ledgers import Rectification
from ycpe_desktop.policy.thresholds import Own, number
from ycpe_desktop.store import Store
from ycpe_desktop.store.listing import table_of

HOLIDAYS, NOTICE, OFFICE, CYCLES = "holiday_months", "notice_pattern", "notice_office", "evaluation_cycles_from"
"""The settings' keys."""
USUAL_HOLIDAYS = (2, 7, 8)
"""Our own: 教督〔2019〕3号 asks for a visit every month and does not speak of holidays."""
CYCLES_BEGIN = 2017
"""教督〔2017〕7号 names cycles of three to five years and no first one: counted from the year of its issue."""
YEAR, NUMBER = "{年}", "{号}"


def holiday_months(store: Store) -> tuple[int, ...]:
    """The months in which no visit is due, as numbers of the calendar."""
    return tuple(store.setting(HOLIDAYS, USUAL_HOLIDAYS))


def visits_a_month(year: int, own: Own) -> int:
    """How many visits a kindergarten is owed in each month of that school year."""
    return max(1, int(number("visits_a_month", year, own)))


def set_holiday_months(store: Store, months: Iterable[int]) -> None:
    chosen = sorted(set(months))
    if not all(1 <= month <= 12 for month in chosen):
        raise Refusal("月份是 1 至 12 的数字", "假期月份", "例如 2、7、8")
    if len(chosen) == 12:
        raise Refusal("不能每个月都是假期", "假期月份", "请至少留一个月督导")
    store.set_setting(HOLIDAYS, chosen, f"修改假期月份：{'、'.join(map(str, chosen)) or '没有'}")


def notice_pattern(store: Store) -> str:
    """芮教督改〔{年}〕{号}号 until the office sets its own."""
    return str(store.setting(NOTICE, f"{store.county.name[0]}教督改〔{YEAR}〕{NUMBER}号"))


def set_notice_pattern(store: Store, pattern: str) -> None:
    """Raises Refusal where year or number have no place in it."""
    told = " ".join(pattern.split())
    if told.count(YEAR) != 1 or told.count(NUMBER) != 1:
        raise Refusal(
            f"编号样式里应各有一个 {YEAR} 和 {NUMBER}", "整改通知书编号", f"例如 芮教督改〔{YEAR}〕{NUMBER}号"
        )
    if len(told) > 30:
        raise Refusal("编号样式最多 30 个字", "整改通知书编号", "请写得短一些")
    store.set_setting(NOTICE, told, f"修改整改通知书编号样式：{told}")


def notice_office(store: Store) -> str:
    """Whose seal a notice bears: 芮城县教育局督导室 until the office sets its own name."""
    return str(store.setting(OFFICE, f"{store.county.name}教育局督导室"))


def set_notice_office(store: Store, name: str) -> None:
    told = " ".join(name.split())
    if not 2 <= len(told) <= 40:
        raise Refusal("单位名称应是 2 至 40 个字", "整改通知书落款", "例如 芮城县人民政府教育督导室")
    store.set_setting(OFFICE, told, f"修改整改通知书落款：{told}")


def next_number(connection: Connection, pattern: str, year: int) -> str:
    """The number after the highest of that calendar year."""
    return following_numbers(connection, pattern, year, 1)[0]


def following_numbers(connection: Connection, pattern: str, year: int, count: int) -> list[str]:
    """So many numbers after the highest of that calendar year."""
    before, after = pattern.replace(YEAR, str(year)).split(NUMBER)
    number = table_of(Rectification).c.number
    used = connection.scalars(select(number).where(number.startswith(before, autoescape=True)).distinct())
    found = (re.fullmatch(rf"{re.escape(before)}(\d+){re.escape(after)}", text) for text in used)
    highest = max((int(each[1]) for each in found if each), default=0)
    return [f"{before}{highest + more}{after}" for more in range(1, count + 1)]


def cycles_from(store: Store) -> int:
    """The calendar year in which a cycle of 办园行为督导评估 begins."""
    return int(store.setting(CYCLES, CYCLES_BEGIN))


def set_cycles_from(store: Store, year: int) -> None:
    if not 2000 <= year <= 2100:
        raise Refusal("起始年份应在 2000 至 2100 之间", "评估周期")
    store.set_setting(CYCLES, year, f"修改办园行为督导评估周期的起始年份：{year}")


def shown_months(months: Sequence[int]) -> str:
    """2 月、7 月、8 月."""
    return "、".join(f"{month} 月" for month in months)
