"""责任分工 as the plan hands it out: ``data/policy/tasks.csv`` cuts it into measures, the clauses say the rest."""

import csv
from datetime import date
from functools import cache
from uuid import NAMESPACE_URL, uuid5

from ycpe_desktop.paths import shipped_data
from ycpe_desktop.policy.clauses import PLAN, clauses, units_of

Row = dict[str, str]


@cache
def measures() -> tuple[Row, ...]:
    """id, article, clauses (ids), title, deliverable, due (ISO day, "yearly" or ""), state, county_lead."""
    with shipped_data("policy", "tasks.csv").open(encoding="utf-8-sig", newline="") as file:
        return tuple(csv.DictReader(file))


def planned_tasks(county: str, today: date) -> list[dict[str, object]]:
    """Rows of the ledger for that county. A measure has the same key everywhere, so that workbooks find it again."""
    return [{"number": number, **_task(each, county, today)} for number, each in enumerate(measures(), start=1)]


def _task(measure: Row, county: str, today: date) -> dict[str, object]:
    asked = [clauses()[key] for key in measure["clauses"].split("、")]
    lead, *helpers = units_of(asked[-1]) or ("",)
    due = f"{today.year}-12-31" if measure["due"] == "yearly" else measure["due"]
    return {
        "uuid": uuid5(NAMESPACE_URL, f"{PLAN}/{measure['id']}").hex,
        "article": measure["article"],
        "name": measure["title"],
        "demand": "".join(each.wording for each in asked),
        "lead": lead or None,
        "helpers": "、".join(helpers) or None,
        "county_lead": measure["county_lead"].replace("{县}", county[-1]),
        "deliverable": measure["deliverable"],
        "due": date.fromisoformat(due) if due else None,
        "state": measure["state"],
    }
