"""indicators, evaluation, check, due, chart."""

from argparse import Namespace
from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from ycpe_desktop.command.told import Told, opened, progress, year_meant
from ycpe_desktop.faults import Refusal
from ycpe_desktop.schoolyear import first_day

if TYPE_CHECKING:
    from ycpe_desktop.policy.self_evaluation import Item


def indicators(given: Namespace) -> Told:
    """Every indicator; one that cannot be judged says how many lack what, and is no problem of the command's."""
    from ycpe_desktop.policy.figures import as_json
    from ycpe_desktop.policy.indicators import indicators as every

    with opened(given) as store:
        told = [as_json(one) for one in every(store, year_meant(given, store))]
    lines = [
        "\t".join((one["id"], one["title"], one["shown"], one["target"] or "—", one["verdict_shown"], one["reason"]))
        for one in told
    ]
    return Told(told, lines)


def evaluation(given: Namespace) -> Told:
    """普及普惠自评 item by item; one that cannot be judged says why, and is no problem of the command's."""
    from ycpe_desktop.policy.figures import VERDICTS
    from ycpe_desktop.policy.indicators import self_evaluation
    from ycpe_desktop.policy.self_evaluation import NOT_THE_TEXT, totals_told

    if given.out is not None and given.out.suffix.lower() != ".pdf":
        raise Refusal("普及普惠自评表只能存为 PDF", given.out.name, "请把文件名的结尾改成 .pdf")
    with opened(given) as store:
        year = year_meant(given, store)
        every = self_evaluation(store, year)
        if given.out is not None:
            from ycpe_desktop.printing.self_evaluation_sheet import print_self_evaluation

            print_self_evaluation(store, year, given.out)
    counted = Counter(one.verdict for one in every)
    told = {
        "year": year,
        "as_of": first_day(year).isoformat(),
        "totals": {verdict: counted[verdict] for verdict in VERDICTS},
        "note": NOT_THE_TEXT,
        "items": [_item(one) for one in every],
    }
    lines = ["\t".join((one.aspect, one.title, one.verdict_shown, one.told)).rstrip() for one in every]
    return Told(told, [totals_told(every), *lines])


def _item(one: "Item") -> dict[str, Any]:
    """``record`` and ``own``: the office's own row, "" and nothing where there is none."""
    from ycpe_desktop.policy.figures import VERDICTS, as_json

    own = {name: one.own.get(name) for name in ("verdict", "shortfall", "measure", "judged")} if one.own else {}
    figures = [
        {
            **as_json(each.indicator),
            "required": each.required,
            "verdict": each.verdict,
            "verdict_shown": VERDICTS[each.verdict],
            "told": each.told,
        }
        for each in one.measured
    ]
    told = {name: getattr(one, name) for name in ("id", "aspect", "title", "verdict", "verdict_shown", "told")}
    return {
        **told,
        "required": one.required,
        "clause": one.clause,
        "evidence": one.evidence,
        "files": one.files,
        "record": one.record,
        "own": own,
        "figures": figures,
    }


def check(given: Namespace) -> Told:
    """Every finding; 必须改 ones make the exit code 1."""
    from ycpe_desktop.policy.checks import check as judge
    from ycpe_desktop.policy.checks import groups
    from ycpe_desktop.policy.findings import TIERS

    with opened(given) as store:
        found = judge(store, year_meant(given, store))
    told = [{**asdict(one), "tier_shown": one.tier_shown} for one in found]
    lines = [f"{one.tier_shown}\t{one.name}\t{one.sentence}\t{one.clause}" for one in found]
    lines += [f"{TIERS[group.tier]}\t{group.title}\t{group.cut}" for group in groups(found) if group.cut]
    return Told(told, lines, problems=any(one.tier == "must" for one in found))


def due(given: Namespace) -> Told:
    """What is overdue and what is due until the end of the month, the longest overdue first."""
    from ycpe_desktop.policy.due import due as every
    from ycpe_desktop.policy.due_kind import WHEN_WORDS

    with opened(given) as store:
        day = given.day or store.today
        found = [(each, WHEN_WORDS[each.when(day)]) for each in every(store, day)]
    told = [{**asdict(one), "when": one.when(day), "when_shown": word} for one, word in found]
    lines = [f"{word}\t{one.by}\t{one.what}\t{one.whom}\t{one.why}\t{one.clause}" for one, word in found]
    return Told(told, lines or ["没有到期要办的事"])


def chart(given: Namespace) -> Told:
    """One chart as .png, .svg or .pdf; without a name the list of all."""
    from ycpe_desktop.charts.loading import load_matplotlib

    progress("正在准备图表……")
    load_matplotlib(given.data_dir)
    from ycpe_desktop.charts.catalogue import CHARTS
    from ycpe_desktop.charts.saving import save_figure

    if not given.name:
        return Told(list(CHARTS), [f"{name}\t{each.description}" for name, each in CHARTS.items()])
    if given.name not in CHARTS:
        raise Refusal(f"没有“{given.name}”这张图", "", f"可用的有：{'、'.join(CHARTS)}")
    if given.out is None:
        raise Refusal("没有说存到哪里", "", "请加上 --out 文件.png")
    with opened(given) as store:
        save_figure(CHARTS[given.name].build(store, year_meant(given, store)), given.out)
    return Told({"file": str(given.out)}, [str(given.out)])
