"""Rules of 公办园建设项目 and 农村园改造提升."""

from itertools import pairwise

from sqlalchemy import and_, func, or_, select, true

from ycpe_desktop.ledgers import BuildMilestone, Kindergarten, PublicBuild, RuralUpgrade
from ycpe_desktop.ledgers.public_build import FORMALITIES, STEPS, done
from ycpe_desktop.ledgers.rural_upgrade import CLOSING
from ycpe_desktop.policy.ledger_rules import It, recorded, table
from ycpe_desktop.policy.rule import Sql

PUBLIC_CLAUSE = "运政办发〔2021〕44号 三（一）1"
RURAL_CLAUSE = "运政办发〔2021〕44号 三（一）2"


def _milestone(it: It, step: str, column: str = "done") -> Sql:
    """The day of a milestone of the project."""
    other = table(BuildMilestone)
    found = select(func.max(other.c[column])).where(other.c.build == it.row.c.uuid, other.c.step == step)
    return found.scalar_subquery()


def _delayed(it: It) -> Sql:
    return and_(it.row.c.stopped.is_(None), it.other(
        BuildMilestone, lambda step: step.c.build == it.row.c.uuid, lambda step: step.c.done.is_(None),
        lambda step: step.c.planned < it.now,
    ))  # fmt: skip


def _late_steps(it: It) -> Sql:
    step = table(BuildMilestone)
    late = and_(step.c.build == it.row.c.uuid, step.c.done.is_(None), step.c.planned < it.now)
    return select(func.count()).where(late).scalar_subquery()


def _disordered(it: It) -> Sql:
    works = [step for step, _ in STEPS[:4]]
    return or_(*(_milestone(it, late) < _milestone(it, early) for early, late in pairwise(works)))


BUILD = (
    recorded(
        id="build_delayed", title="公办园建设节点逾期", clause=PUBLIC_CLAUSE, ledger=PublicBuild, field="name",
        when=_delayed, sentence="有 {late} 个建设节点过了计划日期还没有完成",
        numbers=lambda it: {"late": _late_steps(it)},
    ),
    recorded(
        id="build_disordered", title="公办园建设节点先后颠倒", clause=PUBLIC_CLAUSE, ledger=PublicBuild, field="name",
        when=_disordered, sentence="立项、开工、竣工、验收的实际日期先后颠倒",
    ),
    recorded(
        id="build_unregistered", title="新增公办园没有办齐机构编制和法人登记", clause=PUBLIC_CLAUSE,
        ledger=PublicBuild, field="name",
        when=lambda it: and_(done(it.row, "opened"), or_(*(~done(it.row, step) for step in FORMALITIES)),
                             it.row.c.way.not_in(("rebuilt", "extended"))),
        sentence="已经开园，机构编制审批、法人登记、设置机构、核定编制没有办齐",
    ),
    recorded(
        id="build_not_public", title="公办园建设项目对应的园不是公办", clause=PUBLIC_CLAUSE, ledger=PublicBuild,
        field="kindergarten", when=lambda it: it.nature.in_(("inclusive", "nonprofit", "forprofit")),
        sentence="对应的“{garden}”不是公办园", numbers=lambda it: {"garden": it.garden.c.name},
    ),
    recorded(
        id="build_over_budget", title="公办园建设完成投资超过计划", clause=PUBLIC_CLAUSE, ledger=PublicBuild,
        field="invested", when=lambda it: it.row.c.invested > it.row.c.invested_planned,
        sentence="完成投资 {invested} 元，计划投资 {planned} 元",
        numbers=lambda it: {"invested": it.row.c.invested, "planned": it.row.c.invested_planned},
    ),
)  # fmt: skip


def _target_not_open(it: It) -> Sql:
    there = table(Kindergarten)
    own = it.row.c.target == it.row.c.kindergarten
    return or_(own, it.row.c.target.in_(select(there.c.uuid).where(there.c.uuid.not_in(it.open_now))))


def _still_open(it: It) -> Sql:
    """Open on the day of looking, though the upgrade that ended it is finished."""
    return and_(it.row.c.way.in_(tuple(CLOSING)), it.row.c.finished <= it.now, it.row.c.kindergarten.in_(it.open_now))


UPGRADE = (
    recorded(
        id="upgrade_unplaced", title="停办、并入的园幼儿没有安置完", clause=RURAL_CLAUSE, ledger=RuralUpgrade,
        field="children_placed",
        when=lambda it: and_(it.row.c.way.in_(tuple(CLOSING)), it.row.c.finished <= it.now,
                             func.coalesce(it.row.c.children_placed, 0) < it.row.c.children),
        sentence="原有幼儿 {children} 人，已安置 {children_placed} 人",
        numbers=lambda it: {"children": it.row.c.children, "children_placed": it.row.c.children_placed},
    ),
    recorded(
        id="upgrade_still_open", title="已停办、并入的园仍是在办", clause=RURAL_CLAUSE, ledger=RuralUpgrade,
        field="finished", when=_still_open, sentence="{finished} 已{way}，园所名册里仍是在办",
        numbers=lambda it: {"finished": it.row.c.finished, "way": it.row.c.way},
    ),
    recorded(
        id="upgrade_target", title="接收园不在办或就是本园", clause=RURAL_CLAUSE, ledger=RuralUpgrade, field="target",
        when=_target_not_open, sentence="接收或联合的园应是另一所在办的幼儿园",
    ),
    recorded(
        id="upgrade_not_rural", title="改造提升的不是农村园", clause=RURAL_CLAUSE, ledger=RuralUpgrade,
        field="kindergarten", when=lambda it: it.garden.c.rural.is_not(None) & ~(it.garden.c.rural == true()),
        sentence="园所名册里没有标为农村园",
    ),
    recorded(
        id="upgrade_overdue", title="农村园改造提升逾期", clause=RURAL_CLAUSE, ledger=RuralUpgrade, field="finished",
        when=lambda it: and_(it.row.c.planned < it.now, it.row.c.finished.is_(None)),
        sentence="计划 {planned} 完成，还没有完成", numbers=lambda it: {"planned": it.row.c.planned},
    ),
)  # fmt: skip
