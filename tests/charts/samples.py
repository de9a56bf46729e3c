"""Small values for every chart, with the rare place names and people of the county."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction

from matplotlib.text import Text

from ycpe_desktop.charts import figures, style
from ycpe_desktop.charts.duty_places import Dot, DutyPlaces, look
from ycpe_desktop.charts.figures import ChartFigure
from ycpe_desktop.charts.series import (
    Caption,
    Columns,
    CountyMap,
    FourProgress,
    LoadBoard,
    NatureChildren,
    Progress,
    RateRow,
    RateRows,
    RateSeries,
    Stack,
    StateRow,
    StateRows,
    SupervisorLoad,
    Target,
    TownshipPoint,
    YearRate,
)
from ycpe_desktop.policy.supervision import Garden
from ycpe_desktop.policy.town_points import Town

CAPTION = Caption("芮城县", date(2026, 9, 1), "园所名册、年度数据", demo=True)
PLAN = "运政办发〔2021〕44号 二"
RARE_NAMES = ("南磑镇", "畖底镇", "斡珥垛")
SQUARE = (((110.2, 34.6), (110.9, 34.6), (110.9, 34.9), (110.2, 34.9), (110.2, 34.6)),)


def public_share(*years: YearRate) -> RateSeries:
    given = years or (
        YearRate(2024, 10301, 25113),
        YearRate(2025, None, None, "年度数据未填"),
        YearRate(2026, 35410, 50467),
    )
    return RateSeries(
        "公办园在园幼儿占比", given, (Target(Fraction(55), PLAN),), CAPTION, "公办园在园幼儿 ÷ 全部在园幼儿"
    )


def enrolment() -> RateSeries:
    target = Target(Fraction("99.8"), PLAN, "参照")
    return RateSeries("学前三年毛入园率", (YearRate(2025, 1138, 1000), YearRate(2026, 990, 1000)), (target,), CAPTION)


def nature_children(*labels: str) -> NatureChildren:
    counts = {"公办": 5801, "普惠性民办": 3625, "非营利性民办": 518, "营利性民办": 155}
    return NatureChildren(
        [Stack(label, {n: c * (i + 1) for n, c in counts.items()}) for i, label in enumerate(labels)], CAPTION
    )


def four(*labels: str) -> FourProgress:
    return FourProgress("农村公办园“四个独立”进展", [Progress(label, 25, 4, 29, 2, 58) for label in labels], CAPTION)


def load_board(people: int = 4) -> LoadBoard:
    return LoadBoard(
        [SupervisorLoad(f"督学{n}", (7, 5, 3, 0)[n % 4]) for n in range(people)], CAPTION, 5, 4, 6, uncovered=6
    )


def county() -> CountyMap:
    points = (
        TownshipPoint(RARE_NAMES[0], 110.4, 34.7, 340, "王建国"),
        TownshipPoint(RARE_NAMES[1], 110.41, 34.7, None, "李秀英"),
    )
    return CountyMap("责任督学分布", SQUARE, (*points, TownshipPoint(RARE_NAMES[2], children=77)), CAPTION, "责任督学")


def visited(*labels: str) -> RateRows:
    rows = [RateRow(label, 7 * n % 10, 9) for n, label in enumerate(labels)]
    target = Target(Fraction(100), "教督〔2019〕3号", "国家标准")
    return RateRows("月度督导完成率（按乡镇）", [*rows, RateRow("没有园的镇", 0, 0)], CAPTION, "园次", target)


STATES = {"合格": style.GOOD, "不合格": style.BAD}


def states(*labels: str) -> StateRows:
    rows = [
        StateRow(label, {"合格": 7 * n, "不合格": 2}, f"合格 {7 * n}/{7 * n + 2}") for n, label in enumerate(labels)
    ]
    return StateRows("进展", rows, STATES, "所", CAPTION)


def duties(people: int = 20) -> DutyPlaces:
    """Five kindergartens a supervisor, in two townships that lie close together and one without a place."""
    names = {f"p{n}": f"{'王李张刘'[n % 4]}督学{n}" for n in range(people)}
    towns = [
        Town("a", RARE_NAMES[0], (110.4, 34.7), "shipped"),
        Town("b", RARE_NAMES[1], (110.43, 34.7), "shipped"),
        Town("c", RARE_NAMES[2], None, ""),
    ]
    dots = []
    for number in range(5 * people + 3):
        town = towns[number % 3]
        point = (town.point[0] + number % 7 / 500, town.point[1] + number / 3000) if town.point else None
        garden = Garden(f"g{number}", f"{town.name}第{number}幼儿园", town.code, town.name)
        dots.append(Dot(garden, f"p{number // 5}" if number < 5 * people else "", point))
    return DutyPlaces(SQUARE, towns, dots, {uuid: look(n) for n, uuid in enumerate(names)}, names)


CHARTS: dict[str, Callable[[], ChartFigure]] = {
    "rate": lambda: figures.rate_by_year(public_share()),
    "above_100": lambda: figures.rate_by_year(enrolment()),
    "rates": lambda: figures.rates_together([public_share(), enrolment()], "芮城县指标", CAPTION),
    "years": lambda: figures.children_by_year(nature_children("2025—2026", "2026—2027")),
    "townships": lambda: figures.children_by_township(nature_children(*RARE_NAMES)),
    "four": lambda: figures.four_progress(four("独立园舍", "独立法人", "独立账户", "独立管理", "达标")),
    "four_townships": lambda: figures.four_progress(four(*RARE_NAMES, *"一二三四五六七")),
    "load": lambda: figures.supervisor_load(load_board()),
    "rows": lambda: figures.rate_rows(visited(*RARE_NAMES, *"一二三四五六七八")),
    "two_rows": lambda: figures.rate_rows(visited(*RARE_NAMES[:2])),
    "states": lambda: figures.state_rows(states("一个名字很长的建设节点或者其他事项", *RARE_NAMES)),
    "columns": lambda: figures.columns(
        Columns("年检结论", [Stack("2025 年度", {"合格": 120, "不合格": 3})], STATES, "所", CAPTION, (1, "目标 1"))
    ),
    "map": lambda: figures.county_map(county()),
    "duties": lambda: figures.duty_map(duties(), CAPTION),
    "many_duties": lambda: figures.duty_map(duties(48), CAPTION),
}


def drawn(figure: ChartFigure) -> str:
    """Every word of a chart; what was broken into lines is whole again."""
    return "\n".join(text.get_text().replace("\n", "") for text in figure.findobj(Text) if text.get_visible())
