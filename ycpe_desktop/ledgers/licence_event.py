"""D1 准入与许可: approvals, changes, renewals and ends of licences; each changes the registry."""

from datetime import date

from ycpe_desktop.fields import Choice, Day, Plain, Text, When, field, reference
from ycpe_desktop.ledgers.base import Ledger

CLAUSE = "运政办发〔2021〕44号 三（三）1；学前教育法 30、31"
KINDS = (
    ("approved", "审批设立"),
    ("changed", "变更"),
    ("renewed", "换证"),
    ("cancelled", "注销"),
    ("revoked", "吊销"),
)
GRANTING = When("kind", ("approved", "changed", "renewed"))
ENDING = ("cancelled", "revoked")
CHANGES = (
    ("name", "园所名称"),
    ("sponsor_name", "举办者"),
    ("address", "地址"),
    ("principal", "园长"),
    ("other", "其他"),
)
"""变更事项: the field of the registry that it changes."""
CHANGED = When("kind", ("changed",))


class LicenceEvent(Ledger):
    """准入与许可"""

    __tablename__ = "licence_event"
    TITLE = "准入与许可"
    PLAN = "D1"
    GROUP = "三项机制"
    HELP = "许可证的审批、变更、换证、注销、吊销，一次一行；园所名册里的许可证号和有效期随之改变。"
    NAMED_BY = ("kindergarten", "day")
    MATCHED_BY = ("kindergarten", "day", "kind")

    kindergarten: Plain[str] = reference(
        "kindergarten", "园所名称", needed=True, width=266, listed=True, synonyms=("幼儿园名称", "幼儿园")
    )
    kind: Plain[str] = field(
        Choice(KINDS, synonyms=(("设立", "approved"), ("审批", "approved"), ("延续", "renewed"))),
        "事项", needed=True, listed=True, width=80, clause=CLAUSE, synonyms=("办理事项", "事项类型"),
    )  # fmt: skip
    day: Plain[date] = field(
        Day(), "办理日期", needed=True, listed=True, clause=CLAUSE, synonyms=("批准日期", "审批日期", "颁证日期")
    )
    document: Plain[str | None] = field(
        Text(60), "批准文号", listed=True, width=150, clause=CLAUSE, synonyms=("文号", "审批文号")
    )
    authority: Plain[str | None] = field(
        Text(60), "审批机关", listed=True, width=156, clause=CLAUSE, synonyms=("发证机关",),
        help="县教育局或县审批服务管理局。",
    )  # fmt: skip
    licence: Plain[str | None] = field(
        Text(60), "许可证号", listed=True, width=168, clause=CLAUSE, shown_when=GRANTING,
        synonyms=("办学许可证号", "办园许可证号"),
    )  # fmt: skip
    valid_until: Plain[date | None] = field(
        Day(), "有效期至", listed=True, clause=CLAUSE, shown_when=GRANTING, synonyms=("许可证有效期至",)
    )
    item: Plain[str | None] = field(
        Choice(CHANGES), "变更事项", group="变更", shown_when=CHANGED, required_when=CHANGED, clause=CLAUSE
    )
    before: Plain[str | None] = field(Text(120), "变更前", group="变更", shown_when=CHANGED, width=150)
    after: Plain[str | None] = field(Text(120), "变更后", group="变更", shown_when=CHANGED, width=150)
    reason: Plain[str | None] = field(Text(200), "原因", group="变更", width=160)
