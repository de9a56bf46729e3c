"""Rules of 普惠性民办园认定 and 小区配套园."""

from sqlalchemy import and_, false, func, or_
from sqlalchemy.sql.selectable import NamedFromClause

from ycpe_desktop.ledgers import CompoundSite, CompoundStep, InclusiveRecognition, Kindergarten
from ycpe_desktop.policy.ledger_rules import It, recorded
from ycpe_desktop.policy.rule import Sql

PLAN = "运政办发〔2021〕44号"
PUBLIC_CLAUSE = f"{PLAN} 三（一）1"
INCLUSIVE_CLAUSE = f"{PLAN} 三（一）1；学前教育法 24"
COMPOUND_CLAUSE = f"{PLAN} 三（一）1；学前教育法 26"


def recognised(it: It, row: NamedFromClause) -> Sql:
    """The recognition is in force on the day."""
    ended = or_(row.c.ended.is_(None), row.c.ended > it.day)
    return and_(row.c.since <= it.day, row.c.valid_until >= it.day, ended)


def _is_recognised(it: It) -> Sql:
    return it.of_garden(InclusiveRecognition, lambda row: recognised(it, row))


def _newest_recognition(it: It) -> Sql:
    """No later recognition of the same kindergarten had begun by the day."""
    return ~it.of_garden(
        InclusiveRecognition, lambda other: other.c.since > it.row.c.since, lambda other: other.c.since <= it.day
    )


def _lapsed(it: It) -> Sql:
    row = it.row.c
    over = or_(row.valid_until < it.day, row.ended <= it.day)
    return and_(it.nature == "inclusive", it.status == "open", row.since <= it.day, over, _newest_recognition(it))


def _unrecognised(it: It) -> Sql:
    kept = it.other(InclusiveRecognition, lambda row: row.c.since <= it.day)
    none = ~it.of_garden(InclusiveRecognition, lambda row: row.c.since <= it.day)
    return and_(it.nature == "inclusive", it.status == "open", kept, none)


RECOGNITION = (
    recorded(
        id="recognition_lapsed", title="认定期满仍按普惠性民办园", clause=INCLUSIVE_CLAUSE, ledger=InclusiveRecognition,
        field="valid_until", when=_lapsed, sentence="认定有效期至 {valid_until}，已经期满，办园性质仍是普惠性民办",
        numbers=lambda it: {"valid_until": it.row.c.valid_until},
    ),
    recorded(
        id="inclusive_unrecognised", title="普惠性民办园没有认定记录", clause=INCLUSIVE_CLAUSE, ledger=Kindergarten,
        field="nature", when=_unrecognised, sentence="办园性质是普惠性民办，普惠性民办园认定台账里没有它的认定",
    ),
    recorded(
        id="recognised_for_profit", title="营利性民办园被认定为普惠性", clause=INCLUSIVE_CLAUSE, tier="must",
        ledger=InclusiveRecognition, field="kindergarten",
        when=lambda it: and_(recognised(it, it.row), it.nature == "forprofit"),
        sentence="普惠性民办园须是非营利性的，这所园登记为营利性民办",
    ),
    recorded(
        id="recognised_not_inclusive", title="认定有效而办园性质不是普惠性民办", clause=INCLUSIVE_CLAUSE,
        ledger=InclusiveRecognition, field="kindergarten",
        when=lambda it: and_(recognised(it, it.row), it.nature.in_(("public", "nonprofit"))),
        sentence="{since} 认定为普惠性民办园，园所名册里的办园性质却不是普惠性民办",
        numbers=lambda it: {"since": it.row.c.since},
    ),
    recorded(
        id="fee_above_cap", title="普惠性民办园收费高于限价", clause=INCLUSIVE_CLAUSE, ledger=InclusiveRecognition,
        field="price_cap", when=lambda it: and_(recognised(it, it.row), it.report.c.fee_care > it.row.c.price_cap),
        sentence="保教费 {fee} 元/月，收费限价 {price_cap} 元/月",
        numbers=lambda it: {"fee": it.report.c.fee_care, "price_cap": it.row.c.price_cap},
    ),
    recorded(
        id="recognition_unsupported", title="普惠性民办园没有任何扶持", clause=PUBLIC_CLAUSE,
        ledger=InclusiveRecognition, field="support_award",
        when=lambda it: and_(recognised(it, it.row), *(
            func.coalesce(it.row.c[f"support_{name}"], false()) == false()
            for name in ("service", "award", "rent", "teachers", "pairing", "research")
        )),
        sentence="认定有效，购买服务、综合奖补等六种扶持方式一种也没有",
    ),
)  # fmt: skip


def _untransferred(it: It) -> Sql:
    row = it.row.c
    return and_(row.completed <= it.day, or_(row.handed_over.is_(None), row.handed_over > it.day))


def _out_of_step(it: It) -> Sql:
    return it.other(
        CompoundStep, lambda step: step.c.site == it.row.c.uuid, lambda step: step.c.finding == "out_of_step"
    )


def _differs_from_outcome(it: It) -> Sql:
    mine = it.row.c.outcome
    return and_(mine.in_(("public", "inclusive", "nonprofit", "forprofit")), it.nature != mine)


COMPOUND = (
    recorded(
        id="compound_site_for_profit", title="小区配套园办成营利性（台账）", clause=COMPOUND_CLAUSE, tier="must",
        ledger=CompoundSite, field="outcome", when=lambda it: it.row.c.outcome == "forprofit",
        sentence="小区配套园按规定办成公办园或委托办成普惠性民办园，不得办成营利性幼儿园",
    ),
    recorded(
        id="compound_misused", title="小区配套园没有办成普惠性幼儿园", clause=COMPOUND_CLAUSE, ledger=CompoundSite,
        field="outcome", when=lambda it: it.row.c.outcome.in_(("nonprofit", "misused")),
        sentence="小区配套园现为“{outcome}”，应办成公办园或委托办成普惠性民办园",
        numbers=lambda it: {"outcome": it.row.c.outcome},
    ),
    recorded(
        id="compound_not_transferred", title="小区配套园建成未移交", clause=COMPOUND_CLAUSE, ledger=CompoundSite,
        field="handed_over", when=_untransferred, sentence="{completed} 竣工，还没有移交",
        numbers=lambda it: {"completed": it.row.c.completed},
    ),
    recorded(
        id="compound_out_of_step", title="小区配套园未同步而没有问题类别", clause=COMPOUND_CLAUSE, ledger=CompoundSite,
        field="problem", when=lambda it: and_(_out_of_step(it), it.row.c.problem.is_(None)),
        sentence="五同步中有“未同步”的，没有填写问题类别和整改措施",
    ),
    recorded(
        id="compound_delivered_late", title="小区配套园没有随首期住宅交付", clause=COMPOUND_CLAUSE, ledger=CompoundSite,
        field="first_phase",
        when=lambda it: and_(it.row.c.first_phase <= it.day,
                             or_(it.row.c.completed.is_(None), it.row.c.completed > it.row.c.first_phase)),
        sentence="首期住宅 {first_phase} 交付，幼儿园竣工日期为 {completed}",
        numbers=lambda it: {"first_phase": it.row.c.first_phase, "completed": it.row.c.completed},
    ),
    recorded(
        id="compound_closed_early", title="小区配套园未移交就销号", clause="国办发〔2019〕3号", ledger=CompoundSite,
        field="closed", when=lambda it: and_(it.row.c.closed.is_not(None), it.row.c.handed_over.is_(None)),
        sentence="{closed} 已销号，但没有移交日期", numbers=lambda it: {"closed": it.row.c.closed},
    ),
    recorded(
        id="compound_overdue", title="小区配套园整改逾期未销号", clause="国办发〔2019〕3号", ledger=CompoundSite,
        field="closed", when=lambda it: and_(it.row.c.remedy_by < it.now, it.row.c.closed.is_(None)),
        sentence="整改期限 {remedy_by} 已过，还没有销号", numbers=lambda it: {"remedy_by": it.row.c.remedy_by},
    ),
    recorded(
        id="compound_nature", title="小区配套园办成与办园性质不一致", clause=COMPOUND_CLAUSE, ledger=CompoundSite,
        field="outcome", when=_differs_from_outcome, sentence="台账记为“{outcome}”，园所名册里的办园性质与它不同",
        numbers=lambda it: {"outcome": it.row.c.outcome},
    ),
    recorded(
        id="compound_unmarked", title="小区配套园在名册里没有标明", clause=COMPOUND_CLAUSE, ledger=CompoundSite,
        field="kindergarten",
        when=lambda it: and_(it.garden.c.uuid.is_not(None), func.coalesce(it.garden.c.compound, false()) == false()),
        sentence="开办的是“{garden}”，园所名册里没有标为小区配套园", numbers=lambda it: {"garden": it.garden.c.name},
    ),
)  # fmt: skip
