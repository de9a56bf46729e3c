"""What an action changed, in the words of the ledgers: record, field, before, after."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from ycpe_desktop.ledgers import fact_of, field_of, ledger_named
from ycpe_desktop.policy.plaques import OFFICE_FIELDS
from ycpe_desktop.policy.reported import SETTING as REPORTED
from ycpe_desktop.policy.visit_acts import ASIDE
from ycpe_desktop.policy.visit_settings import CYCLES, HOLIDAYS, NOTICE, OFFICE
from ycpe_desktop.store import Store
from ycpe_desktop.store.recorded import load
from ycpe_desktop.store.tables import METADATA, OWNER_LEDGER, change

CHANGES_SHOWN = 500
OPERATIONS = {"insert": "新增", "update": "修改", "delete": "删除"}
PERIOD_FIELDS = {"since": "自", "until": "至", "basis": "依据"}
BESIDE = {
    "setting": "设置",
    "attachment": "附件",
    "raw_value": "导入原值",
    "explanation": "校验说明",
    "year_state": "审核",
    "ledger_state": "台账状态",
    "place": "乡镇",
    "import_layout": "记住的列对应",
    "import_decision": "记住的判断",
}
"""Tables beside the ledgers, and in which words their changes are told."""
TELLING = {"attachment": "name", "raw_value": "value", "explanation": "text"}
"""Of these tables the column that says most."""
SETTINGS = {
    "nursery_counts": "托班计入在园幼儿",
    "targets": "本县目标",
    "years": "学年",
    "county": "县",
    HOLIDAYS: "假期月份",
    NOTICE: "整改通知书编号样式",
    OFFICE: "整改通知书落款",
    CYCLES: "办园行为督导评估周期起始年份",
    **{key: f"公示牌{word}" for key, (word, _) in OFFICE_FIELDS.items()},
}
INSIDE = ("uuid", "owner")


@dataclass(frozen=True)
class Line:
    """``ledger`` and ``uuid``: the record to open, "" where there is none."""

    record: str
    field: str
    before: str
    after: str
    ledger: str = ""
    uuid: str = ""
    name: str = ""

    @property
    def texts(self) -> tuple[str, str, str, str]:
        return self.record, self.field, self.before, self.after


def lines(store: Store, step: int) -> Sequence[Line]:
    """Of the first ``CHANGES_SHOWN`` changes of an action."""
    wanted = select(change).where(change.c.action == step).order_by(change.c.id).limit(CHANGES_SHOWN)
    with store.reading() as connection:
        rows = [dict(found) for found in connection.execute(wanted).mappings()]
    return [line for found in rows for line in _of_change(store, found)]


def _of_change(store: Store, found: Mapping[str, Any]) -> Iterator[Line]:
    table, operation = found["ledger"], OPERATIONS[found["operation"]]
    ledger = OWNER_LEDGER.get(table)
    if table == "setting":
        yield _of_setting(found["uuid"], *found["fields"].get("value", (None, None)))
        return
    if ledger is None:
        before, after = found["fields"].get(TELLING.get(table, ""), (None, None))
        yield Line(BESIDE.get(table, "其他"), operation, _plain(before), _plain(after))
        return
    record = _named(store, ledger, found["owner"])
    shown = [name for name in found["fields"] if name not in INSIDE]
    for name in shown:
        told, before, after = _shown(store, table, ledger, name, *found["fields"][name])
        yield Line(record, told, before, after, ledger, found["owner"], name)
    if not shown:
        yield Line(record, operation, "", "", ledger, found["owner"])


def _named(store: Store, ledger: str, owner: str) -> str:
    of = ledger_named(ledger)
    assert of is not None
    name = store.names.name(ledger, owner) if "name" in of.__table__.c else of.TITLE
    return f"（已删除的{of.TITLE}）" if name == owner else name


def _shown(store: Store, table: str, ledger: str, name: str, before: Any, after: Any) -> tuple[str, str, str]:
    of = ledger_named(ledger)
    assert of is not None
    if table == ledger:
        field = field_of(of, name)
    else:  # a period of a dated fact
        fact = fact_of(of, table.removeprefix(f"{ledger}_"))
        assert fact is not None
        if name != "value":
            return f"{fact.field.label}{PERIOD_FIELDS.get(name, '')}", _plain(before), _plain(after)
        field = fact.field
    values = [load(METADATA.tables[table], name, kept) for kept in (before, after)]
    first, second = ("" if value is None else field.kind.show(value, store.names) for value in values)
    return field.label, first, second


def _of_setting(key: str, before: Any, after: Any) -> Line:
    if key.startswith(REPORTED):
        last = (each[-1]["file"] if each else "" for each in (before, after))
        return Line("上报", f"{key.removeprefix(REPORTED)} 学年", *last)
    if key.startswith(ASIDE):
        return Line("督导草稿", "整改通知的日期", *("、".join(_days(each)) for each in (before, after)))
    return Line(BESIDE["setting"], SETTINGS.get(key, key), _told(before), _told(after))


def _days(aside: Any) -> list[str]:
    """The days that a draft gives its notice and the problems in it."""
    told = [aside["issued"], *(each["due"] for each in aside["problems"].values())] if aside else []
    return [day for day in told if day]


def _told(value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else _plain(value)


def _plain(value: Any) -> str:
    return "" if value is None else str(value)
