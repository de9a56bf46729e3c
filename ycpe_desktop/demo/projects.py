"""Demo rows of 三大工程: projects, recognitions, compounds, rural upgrades, 年检 and 类别评估, with some gone wrong."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from ycpe_desktop.demo.grown import Grown, Making, own
from ycpe_desktop.ledgers import (
    AnnualInspection,
    BuildMilestone,
    CategoryEvaluation,
    CompoundSite,
    CompoundStep,
    InclusiveRecognition,
    PublicBuild,
    RuralUpgrade,
)
from ycpe_desktop.ledgers.annual_inspection import FAILED, PARTLY, PASSED
from ycpe_desktop.ledgers.category_evaluation import SCORES
from ycpe_desktop.ledgers.compound_site import STEPS as COMPOUND_STEPS

COMPOUNDS = ("阳光花园", "锦绣城", "古魏新苑", "东关嘉园", "凤凰城", "御景湾", "幸福里", "永乐家园", "学府苑")
DEVELOPERS = ("恒泰房地产开发公司", "宏远置业公司", "金桥房地产开发公司")
BUILDS = (
    ("城北幼儿园新建项目", "new", 360, 6),
    ("第七幼儿园回收项目", "recovered", 270, 9),
    ("实验幼儿园分园项目", "branch", 180, 3),
)
"""(name, way, places, how many of its milestones are done)."""
CATEGORIES = ("市级示范", "一类", "一类", "二类", "二类", "三类")
ALLOWED = {"市级示范": 420, "一类": 390, "二类": 370, "三类": 340}


def projects(making: Making, gardens: Sequence[Grown]) -> None:
    _builds(making, gardens)
    _recognitions(making, gardens)
    _compounds(making, gardens)
    _upgrades(making, gardens)
    _inspections(making, gardens)
    _evaluations(making, gardens)


def _builds(making: Making, gardens: Sequence[Grown]) -> None:
    year, seat = making.year, next((each.row["township"] for each in gardens), None)
    steps = ("approved", "begun", "completed", "accepted", "institution", "legal", "set_up", "posts", "opened")
    for name, way, places, done in BUILDS:
        invested = Decimal(places * 21_000)
        build = making.put(
            PublicBuild, name=name, township=seat, way=way, responsible="县教育局", size_classes=places // 30,
            places=places, building_area=places * 12, invested_planned=invested,
            invested=invested * done / 9, funds_from="省、县财政",
        )  # fmt: skip
        for place, step in enumerate(steps):
            months = (year - done // 3) * 12 + place * 3
            planned = date(months // 12, months % 12 + 1, 20)
            late = place == 1  # work began later than it was to
            real = date(planned.year, planned.month, 28) if late else planned
            finished = place < done and not (done == 9 and step == "posts")
            making.put(
                BuildMilestone, build=build, step=step, planned=planned, done=real if finished else None,
                basis=f"发改审批〔{planned.year}〕{place + 11}号" if step == "approved" else None,
            )  # fmt: skip


def _recognitions(making: Making, gardens: Sequence[Grown]) -> None:
    year = making.year
    for each in gardens:
        if each.nature != "inclusive" or not each.own or each.every(17, 3):
            continue  # some were never recognised
        since, until = date(year - 2, 9, 1), date(year + 1, 8, 31)
        if each.every(5, 0):
            since, until = date(year - 1, 9, 1), date(year + 2, 8, 31)
        elif each.every(9, 2):
            since, until = date(year - 4, 3, 1), date(year - 1, 2, 28)  # has run out
        elif each.every(7, 1):
            since, until = date(year - 3, 12, 1), date(year, 11, 30)  # runs out soon
        fee = each.figure(year, "fee_care") or Decimal(330)
        cap = fee - 20 if each.every(13, 5) else (each.most("fee_care") or fee) + 30
        making.put(
            InclusiveRecognition, kindergarten=each.key, document=f"县教字〔{since.year}〕{each.number % 40 + 1}号",
            since=since, valid_until=until, price_cap=cap, posted=since,
            support_award=True, support_pairing=each.every(2, 0), support_research=each.every(3, 0),
        )  # fmt: skip


def _compounds(making: Making, gardens: Sequence[Grown]) -> None:
    year, marked = making.year, [each for each in gardens if each.row["compound"]]
    marked.sort(key=lambda each: each.nature != "forprofit")  # what may not be comes first
    seat = next((each.row["township"] for each in gardens), None)
    for each, name in zip(marked, COMPOUNDS[:-3], strict=False):
        done = date(year - 6, 5, 10)
        site = _site(making, name, each.row["township"], len(name) + each.number)
        making.rows[CompoundSite][-1] |= {
            "first_phase": done, "completed": done, "handed_over": date(year - 6, 8, 1), "receiver": "县教育局",
            "outcome": each.nature, "opened": date(year - 6, 9, 1), "kindergarten": each.key,
        }  # fmt: skip
        if each.nature == "forprofit":
            making.rows[CompoundSite][-1] |= {
                "problem": "using", "problem_told": "办成营利性幼儿园", "remedy": "convert",
                "remedy_by": date(year, 6, 30),
            }  # fmt: skip
        _steps(making, site, year - 7, 5)
    for name, extra, taken in zip(COMPOUNDS[-3:], _waiting(year), (5, 2, 3), strict=True):
        site = _site(making, name, seat, len(name))
        making.rows[CompoundSite][-1] |= extra
        _steps(making, site, year - 3, taken, broken=taken == 3)


def _waiting(year: int) -> tuple[dict[str, Any], ...]:
    """Compounds without a kindergarten: built and not handed over, still building, put off."""
    return (
        {"first_phase": date(year - 1, 6, 1), "completed": date(year - 1, 9, 10), "problem": "handing",
         "problem_told": "建而不交", "remedy": "hand_over", "remedy_by": date(year, 10, 31)},
        {"first_phase": date(year + 1, 6, 1)},
        {"first_phase": date(year, 3, 1), "problem": "building", "problem_told": "缓建", "remedy": "build",
         "remedy_by": date(year + 1, 6, 30)},
    )  # fmt: skip


def _site(making: Making, name: str, township: str | None, number: int) -> str:
    return making.put(
        CompoundSite, name=name, township=township, developer=DEVELOPERS[number % 3], households=600 + number * 40,
        size_classes=6 + number % 4, places=180 + number % 4 * 30, building_area=Decimal(2_100 + number * 10),
    )  # fmt: skip


def _steps(making: Making, site: str, first: int, taken: int, *, broken: bool = False) -> None:
    for place, (step, _) in enumerate(COMPOUND_STEPS[:taken]):
        out = broken and place == taken - 1
        making.put(
            CompoundStep, site=site, step=step, finding="out_of_step" if out else "in_step",
            done=None if out else date(first + place // 3, place % 3 * 4 + 2, 18),
        )  # fmt: skip


def _upgrades(making: Making, gardens: Sequence[Grown]) -> None:
    year = making.year
    centres = {each.row["township"]: each for each in gardens if each.row["township_centre"] and each.own}
    weak = [each for each in gardens if each.row["rural"] and not each.row["township_centre"]]
    for each in [one for one in weak if one.status != "open"][:3]:
        if centre := centres.get(each.row["township"]):
            children = each.children(year - 1)
            making.put(
                RuralUpgrade, kindergarten=each.key, way="close", target=centre.key, started=date(year, 6, 1),
                planned=date(year, 7, 15), finished=date(year, 7, 15), children=children,
                children_placed=children - (2 if each.every(2, 0) else 0), placing=f"{centre.row['name']}",
            )  # fmt: skip
    for place, each in enumerate([one for one in weak if one.own and one.nature == "public"][:6]):
        begun = date(year - 1, 4 + place, 1)
        making.put(
            RuralUpgrade, kindergarten=each.key, way="improve" if place % 3 else "move", started=begun,
            planned=date(year, 3 + place, 28), finished=date(year, 3 + place, 20) if place < 4 else None,
            invested=Decimal(180_000 + 60_000 * place), funds_from="县财政", content="园舍维修、户外场地和玩教具",
        )  # fmt: skip


def _inspections(making: Making, gardens: Sequence[Grown]) -> None:
    for back in (2, 1):
        year = making.year - back
        for each in own(gardens):
            if each.every(23, 7) and back == 1:
                continue
            score = Decimal(making.random.randint(760, 985)) / 10
            conclusion = FAILED if each.every(43, 12) else PARTLY if score < 80 else PASSED
            wanting = conclusion != PASSED
            making.put(
                AnnualInspection, kindergarten=each.key, calendar_year=year,
                inspected=date(year, 12, 5 + each.number % 20), inspector="县教育局、中心校",
                self_score=min(score + 3, Decimal(100)), score=score, conclusion=conclusion,
                problems="消防通道堆放杂物；班额偏大" if wanting else None,
                mended_by=date(year + 1, 3, 31) if wanting else None,
                mended=date(year + 1, 3, 20) if wanting and not each.every(3, 0) else None,
                announced=date(year, 12, 28),
            )  # fmt: skip


def _evaluations(making: Making, gardens: Sequence[Grown]) -> None:
    for each in own(gardens):
        if each.every(29, 4):
            continue
        back = 3 if each.every(19, 8) else 2 - each.number % 2
        day = date(making.year - back, 10 if back > 1 else 4, 10 + each.number % 15)
        category = making.random.choice(CATEGORIES)
        scores = {name: Decimal(making.random.randint(140, 195)) / 10 for name in SCORES}
        wrong = Decimal(1) if each.every(61, 15) else Decimal(0)
        making.put(
            CategoryEvaluation, kindergarten=each.key, evaluated=day, category=category, team="县类别评估组", **scores,
            score=sum(scores.values(), wrong), published=None if each.every(31, 9) else date(day.year, day.month, 28),
            next_due=day.replace(year=day.year + 2),
            fee_allowed=Decimal(ALLOWED[category]) if each.nature in ("public", "inclusive") else None,
        )  # fmt: skip
