"""The words of a 整改通知书 that its PDF and its Word file share."""

from ycpe_desktop.policy.notices import Notice, Point, written

HEADINGS = ("序号", "事项", "存在的问题", "依据", "整改期限")
SHARES = (15, 30, 70, 38, 33)
REPLY = ("序号", "整改情况", "完成日期", "复查结果")
REPLY_SHARES = (15, 101, 34, 36)
SLIP = "整改回复（{}，由幼儿园填写，随整改报告报责任督学）"
SLIP_SIGNED = "园长（签名）：　　　　　单位盖章：　　　　　回复日期：　　年　　月　　日"


def cells(point: Point) -> tuple[str, ...]:
    """A line of the table of problems."""
    due = point.due.isoformat() if point.due else ""
    return (str(point.number), point.item, point.told, point.clause, due)


def signed(told: Notice) -> tuple[tuple[str, str], ...]:
    """(left, right) lines at the end: who signs, and the office with its seal."""
    return (
        ("责任督学（签名）：", told.office),
        ("园长（签收）：", "（盖章）"),
        ("签收日期：　　年　　月　　日", written(told.issued)),
    )
