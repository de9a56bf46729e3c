"""Every act of every ledger, with a record that it is done for and one for which it cannot be."""

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal

from tests.policy.ledger_act_scene import (
    D,
    Scene,
    alliance,
    build,
    event,
    gone,
    gone_event,
    hazard,
    inspection,
    payment,
    problem,
    recognised,
    site,
    unlicensed,
)
from ycpe_desktop.ledgers import (
    Alliance,
    AnnualInspection,
    AuditReport,
    CategoryEvaluation,
    CompoundSite,
    FundPayment,
    Incident,
    InclusiveRecognition,
    Kindergarten,
    Ledger,
    LicenceEvent,
    PublicBuild,
    Rectification,
    RuralUpgrade,
    SafetyCheck,
    Task,
    UnlicensedSite,
)


@dataclass(frozen=True)
class Trial:
    """One act: the records it is done for, what is typed beside the proposals, and a record for which it cannot be."""

    ledger: type[Ledger]
    act: str
    makes: Callable[[Scene], list[str]]
    typed: dict[str, str] = field(default_factory=dict)
    cannot: Callable[[Scene], str] | None = None
    why: str = ""


LICENCE = {"licence": "教民2号", "valid_until": "2031-11-22"}
CHANGE = {"item": "园所名称", "after": "乙二园"}
TRIALS = [
    Trial(
        Kindergarten,
        "recognise",
        lambda s: [s.gardens["乙园"]],
        {"document": "9号"},
        lambda s: s.gardens["丙园"],
        "已是普惠",
    ),
    Trial(Kindergarten, "inspect", lambda s: [s.gardens["甲园"], s.gardens["乙园"]], {}, gone, "状态是撤销"),
    Trial(Kindergarten, "evaluate", lambda s: [s.gardens["甲园"]], {"category": "一类"}, gone, "状态是撤销"),
    Trial(Kindergarten, "licence_renew", lambda s: [s.gardens["乙园"]], LICENCE, gone, "已撤销"),
    Trial(Kindergarten, "licence_change", lambda s: [s.gardens["乙园"]], CHANGE, gone, "已撤销"),
    Trial(Kindergarten, "licence_cancelled", lambda s: [s.gardens["乙园"]], {"reason": "自行终止"}, gone, "已撤销"),
    Trial(Kindergarten, "licence_revoked", lambda s: [s.gardens["乙园"]], {"reason": "情节严重"}, gone, "已撤销"),
    Trial(PublicBuild, "reach", lambda s: [build(s)], {}, lambda s: build(s, stopped=D(2026, 1, 1)), "已终止"),
    Trial(
        PublicBuild,
        "put_off",
        lambda s: [build(s)],
        {"planned": "2027-03-01"},
        lambda s: build(s, "begun"),
        "没有未完成",
    ),
    Trial(PublicBuild, "open", lambda s: [build(s)], {}, lambda s: build(s, "opened"), "已开园"),
    Trial(PublicBuild, "stop", lambda s: [build(s)], {}, lambda s: build(s, "opened"), "已开园"),
    Trial(
        InclusiveRecognition,
        "renew",
        lambda s: [recognised(s)],
        {"document": "9号"},
        lambda s: recognised(s, ended=D(2026, 9, 1)),
        "已终止",
    ),
    Trial(
        InclusiveRecognition,
        "end",
        lambda s: [recognised(s)],
        {"ended_why": "自愿退出"},
        lambda s: recognised(s, valid_until=D(2026, 8, 31)),
        "已期满",
    ),
    Trial(
        InclusiveRecognition, "expire", lambda s: [recognised(s, valid_until=D(2026, 8, 31))], {}, recognised, "才期满"
    ),
    Trial(
        InclusiveRecognition,
        "post",
        lambda s: [recognised(s)],
        {},
        lambda s: recognised(s, posted=D(2026, 9, 1)),
        "已公示",
    ),
    Trial(InclusiveRecognition, "recognise", lambda s: [], {"kindergarten": "乙园", "document": "9号"}),
    Trial(
        CompoundSite,
        "step",
        lambda s: [site(s, "planned")],
        {},
        lambda s: site(s, "planned", "designed", "built", "accepted", "delivered"),
        "都已登记",
    ),
    Trial(CompoundSite, "complete", lambda s: [site(s)], {}, lambda s: site(s, completed=D(2024, 1, 1)), "已竣工"),
    Trial(CompoundSite, "hand_over", lambda s: [site(s, completed=D(2024, 1, 1))], {}, site, "没有竣工日期"),
    Trial(CompoundSite, "open_public", lambda s: [site(s, handed_over=D(2025, 1, 1))], {}, site, "还没有移交"),
    Trial(
        CompoundSite,
        "open_inclusive",
        lambda s: [site(s, handed_over=D(2025, 1, 1))],
        {"kindergarten": "乙园"},
        site,
        "还没有移交",
    ),
    Trial(
        CompoundSite, "close", lambda s: [site(s, problem="handing", handed_over=D(2025, 1, 1))], {}, site, "不需要销号"
    ),
    Trial(
        RuralUpgrade,
        "finish",
        lambda s: [s.put(RuralUpgrade, kindergarten="丁园", way="merge", target="甲园")],
        {"finished": "2026-07-01"},
        lambda s: s.put(RuralUpgrade, kindergarten="丁园", way="merge"),
        "接收幼儿的园",
    ),
    Trial(
        AnnualInspection,
        "conclude",
        lambda s: [inspection(s), inspection(s, "乙园")],
        {"conclusion": "基本合格", "problems": "缺保健员"},
        lambda s: inspection(s, conclusion="合格"),
        "已有结论",
    ),
    Trial(
        AnnualInspection,
        "again",
        lambda s: [inspection(s, conclusion="不合格")],
        {},
        lambda s: inspection(s, conclusion="合格"),
        "结论是合格",
    ),
    Trial(AnnualInspection, "announce", lambda s: [inspection(s, conclusion="合格")], {}, inspection, "还没有结论"),
    Trial(AnnualInspection, "rest", lambda s: []),
    Trial(
        CategoryEvaluation,
        "result",
        lambda s: [s.put(CategoryEvaluation, kindergarten="甲园", evaluated=D(2026, 5, 1))],
        {"category": "二类"},
    ),
    Trial(
        CategoryEvaluation,
        "publish",
        lambda s: [s.put(CategoryEvaluation, kindergarten="甲园", evaluated=D(2026, 5, 1), category="二类")],
        {},
        lambda s: s.put(CategoryEvaluation, kindergarten="甲园", evaluated=D(2026, 5, 1)),
        "还没有结果",
    ),
    Trial(
        FundPayment,
        "pay",
        lambda s: [payment(s), payment(s, kindergarten="丁园")],
        {},
        lambda s: payment(s, per_child=None),
        "每生标准",
    ),
    Trial(
        FundPayment,
        "pay_part",
        lambda s: [payment(s)],
        {"paid": "5000"},
        lambda s: payment(s, paid=Decimal(12000)),
        "已足额",
    ),
    Trial(FundPayment, "draw_up", lambda s: [], {"calendar_year": "2027"}),
    Trial(LicenceEvent, "licence_renew", lambda s: [event(s)], LICENCE, gone_event, "已撤销"),
    Trial(LicenceEvent, "licence_change", lambda s: [event(s)], CHANGE, gone_event, "已撤销"),
    Trial(LicenceEvent, "licence_cancelled", lambda s: [event(s)], {"reason": "自行终止"}, gone_event, "已撤销"),
    Trial(LicenceEvent, "licence_revoked", lambda s: [event(s)], {"reason": "情节严重"}, gone_event, "已撤销"),
    Trial(
        AuditReport,
        "submit",
        lambda s: [s.put(AuditReport, kindergarten="乙园", calendar_year=2025)],
        {},
        lambda s: s.put(AuditReport, kindergarten="乙园", calendar_year=2025, submitted=D(2026, 5, 1)),
        "已提交",
    ),
    Trial(
        UnlicensedSite,
        "admit",
        lambda s: [unlicensed(s)],
        {"licence": "教民9号", "licence_until": "2031-11-22"},
        lambda s: unlicensed(s, disposal="admit", disposed=D(2026, 4, 1)),
        "已准入",
    ),
    Trial(
        UnlicensedSite,
        "mend",
        lambda s: [unlicensed(s)],
        {},
        lambda s: unlicensed(s, disposal="mend", disposed=D(2026, 4, 1)),
        "已在整改",
    ),
    Trial(
        UnlicensedSite,
        "ban",
        lambda s: [unlicensed(s)],
        {},
        lambda s: unlicensed(s, disposal="ban", disposed=D(2026, 4, 1)),
        "已取缔",
    ),
    Trial(
        UnlicensedSite,
        "place",
        lambda s: [unlicensed(s)],
        {"kindergarten": "甲园"},
        lambda s: unlicensed(s, children=0),
        "都已分流",
    ),
    Trial(
        UnlicensedSite,
        "recheck",
        lambda s: [unlicensed(s, disposal="ban", disposed=D(2026, 4, 1))],
        {"finding": "死灰复燃"},
        unlicensed,
        "还没有处置",
    ),
    Trial(
        Rectification,
        "issue",
        lambda s: [problem(s), problem(s, item="fire")],
        {},
        lambda s: problem(s, number="1号"),
        "已有通知书",
    ),
    Trial(
        Rectification,
        "reply",
        lambda s: [problem(s)],
        {"reply": "已更换"},
        lambda s: problem(s, outcome="closed"),
        "已销号",
    ),
    Trial(Rectification, "close", lambda s: [problem(s)], {}, lambda s: problem(s, outcome="banned"), "已取缔"),
    Trial(
        Rectification,
        "send_back",
        lambda s: [problem(s, replied=D(2026, 11, 1), reply="好了")],
        {"check_note": "没有换"},
        problem,
        "还没有回复",
    ),
    Trial(
        Rectification,
        "ban",
        lambda s: [problem(s)],
        {"children_placed": "20"},
        lambda s: problem(s, outcome="closed"),
        "已销号",
    ),
    Trial(
        Alliance,
        "join",
        lambda s: [alliance(s)],
        {"kindergarten": "丁园"},
        lambda s: alliance(s, until=D(2026, 1, 1)),
        "已结束",
    ),
    Trial(Alliance, "leave", lambda s: [alliance(s, "丁园")], {}, alliance, "没有成员园"),
    Trial(
        Alliance,
        "dissolve",
        lambda s: [alliance(s, "丁园", "乙园")],
        {},
        lambda s: alliance(s, until=D(2026, 1, 1)),
        "已结束",
    ),
    Trial(
        SafetyCheck,
        "close",
        lambda s: [hazard(s), hazard(s, kindergarten="乙园")],
        {},
        lambda s: hazard(s, found=False),
        "没有发现隐患",
    ),
    Trial(
        Incident,
        "end",
        lambda s: [s.put(Incident, kindergarten="甲园", year=2026, happened=D(2026, 10, 1))],
        {"handled": "已赔付"},
        lambda s: s.put(Incident, kindergarten="甲园", year=2026, happened=D(2026, 10, 1), ended=D(2026, 11, 1)),
        "已结案",
    ),
    Trial(Task, "progress", lambda s: [s.put(Task, name="新建公办园", state="open")], {"progress": "开工两所"}),
]


def named(trial: Trial) -> str:
    return f"{trial.ledger.__tablename__}.{trial.act}"
