"""审核通过: the workbook and the indicators as they are now become the truth of the year."""

from datetime import datetime

from ycpe_desktop.exchange.cover import Signers
from ycpe_desktop.exchange.standard import Progress, build
from ycpe_desktop.exchange.standing import newest_action
from ycpe_desktop.faults import Refusal
from ycpe_desktop.policy.figures import as_json
from ycpe_desktop.policy.indicators import indicators
from ycpe_desktop.policy.reporting import standing
from ycpe_desktop.schoolyear import label
from ycpe_desktop.store import Store
from ycpe_desktop.store.tables import year_state


def approve(
    store: Store,
    year: int,
    filled_by: str,
    checked_by: str,
    answered_by: str,
    progress: Progress = lambda *_: None,
) -> None:
    """Freeze the year with its snapshot, as one action.

    Raises Refusal while 必须改 findings exist, a ledger is neither filled nor confirmed as empty, a name is missing, or
    something was edited while the snapshot was being made; other threads cannot write meanwhile.
    """
    signers = Signers(filled_by.strip(), checked_by.strip(), answered_by.strip())
    for role, name in (("填表人", signers.filled_by), ("审核人", signers.checked_by), ("负责人", signers.answered_by)):
        if not name:
            raise Refusal(f"没有填写{role}", "审核通过", "请填写填表人、审核人和负责人的姓名")
    with store.turns.taken(f"正在审核 {label(year)}"):
        _approve(store, year, signers, progress)


def _approve(store: Store, year: int, signers: Signers, progress: Progress) -> None:
    with store.reading() as connection:
        stamp = newest_action(connection)
    now = standing(store, year)
    if now.approved:
        raise Refusal(f"{label(year)}已经审核通过", "", "要修改请先取消审核")
    if now.obstacles:
        raise Refusal("；".join(now.obstacles), "还不能审核通过", "请先在“校验”页改正")
    found = [as_json(one) for one in indicators(store, year)]
    content, _ = build(store, year, draft=False, signers=signers, progress=progress)
    with store.writing(f"审核通过：{label(year)}") as writer:
        if newest_action(writer.connection, before=writer.action_id) != stamp:
            raise Refusal("审核期间数据又有改动", "审核通过", "请再点一次审核通过")
        writer.put(
            year_state,
            {
                "uuid": str(year),
                "approved": datetime.now().isoformat(timespec="seconds"),
                **vars(signers),
                "snapshot": content,
                "indicators": found,
            },
        )
