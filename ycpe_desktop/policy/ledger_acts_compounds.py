"""The acts of 小区配套园."""

from ycpe_desktop.ledgers import CompoundSite, CompoundStep
from ycpe_desktop.ledgers.compound_site import LAW_CLAUSE, MENDING_CLAUSE
from ycpe_desktop.policy import compounds
from ycpe_desktop.policy.ledger_act_kind import Answers, Case, LedgerAct, asked, blank, filled, first_of, one, steps_of
from ycpe_desktop.policy.ledger_act_words import NEW_NAME, foretell_opening, shown


def _step_proposed(case: Case) -> Answers:
    there = steps_of(case, CompoundStep, "site")
    left = [step for step in compounds.STEP_WORDS if there.get(step, {}).get("finding") != "in_step"]
    return {"step": left[0], "finding": "in_step", "done": case.day}


def _all_in_step(case: Case) -> str:
    there = steps_of(case, CompoundStep, "site")
    done = all(there.get(step, {}).get("finding") == "in_step" for step in compounds.STEP_WORDS)
    return "五个同步都已登记" if done else ""


def _step_told(case: Case, said: Answers) -> str:
    before = steps_of(case, CompoundStep, "site").get(said["step"])
    day = f"，日期 {said['done']}" if said["finding"] == "in_step" else ""
    finding = shown(CompoundStep, "finding", said["finding"])
    was = f"（原来是“{shown(CompoundStep, 'finding', before['finding'])}”）" if before and before["finding"] else ""
    return f"“五同步”里的“{compounds.STEP_WORDS[said['step']]}”记为“{finding}”{was}{day}，“进展”由程序重新算出。"


def _take_step(case: Case, said: Answers) -> str:
    day = said["done"] or case.day
    return compounds.take_step(case.store, case.uuid, said["step"], day, said["finding"], said["basis"])


def _opening(outcome: compounds.Outcome, key: str, title: str) -> LedgerAct:
    def do(case: Case, said: Answers) -> str:
        garden, name = said["kindergarten"], said["name"] or ""
        return compounds.open_site(case.store, case.uuid, said["opened"], outcome, garden=garden, name=name)

    def told(case: Case, said: Answers) -> str:
        return (
            foretell_opening(case, said["kindergarten"], said["name"], outcome, said["opened"])
            + "园所名册里标为小区配套园。"
        )

    def proposed(case: Case) -> Answers:
        garden = case.row["kindergarten"]
        return {"opened": case.day, "kindergarten": garden, "name": None if garden else f"{case.row['name']}幼儿园"}

    return LedgerAct(
        key=key,
        title=title,
        ledger=CompoundSite,
        fields=(
            asked(CompoundSite, "opened", needed=True),
            asked(CompoundSite, "kindergarten", help="名册里已有的园；选了它，就不用写新园名称。"),
            NEW_NAME,
        ),
        possible=first_of(filled("opened", "已开办"), blank("handed_over", "还没有移交")),
        proposed=proposed,
        foretold=one(told),
        do=one(do),
    )


COMPOUNDS = (
    LedgerAct(
        key="step",
        title="登记同步",
        ledger=CompoundSite,
        fields=(
            asked(CompoundStep, "step", needed=True),
            asked(CompoundStep, "finding", needed=True),
            asked(CompoundStep, "done", conditions=True),
            asked(CompoundStep, "basis"),
        ),
        possible=_all_in_step,
        proposed=_step_proposed,
        foretold=one(_step_told),
        do=one(_take_step),
    ),
    LedgerAct(
        key="complete",
        title="登记竣工",
        ledger=CompoundSite,
        fields=(asked(CompoundSite, "completed", needed=True),),
        possible=filled("completed", "已竣工"),
        proposed=lambda case: {"completed": case.day},
        foretold=one(lambda case, said: f"竣工后应当移交（{LAW_CLAUSE}），移交以前每天列入今日待办。"),
        do=one(lambda case, said: compounds.complete(case.store, case.uuid, said["completed"])),
    ),
    LedgerAct(
        key="hand_over",
        title="移交",
        ledger=CompoundSite,
        fields=(
            asked(CompoundSite, "handed_over", needed=True),
            asked(CompoundSite, "receiver", needed=True),
            asked(CompoundSite, "hand_over_document"),
        ),
        possible=first_of(filled("handed_over", "已移交"), blank("completed", "还没有竣工日期")),
        proposed=lambda case: {"handed_over": case.day, "receiver": f"{case.store.county.name}教育局"},
        foretold=one(
            lambda case, said: (
                f"记为 {said['handed_over']} 移交给{said['receiver']}，计入小区配套园移交率；今日待办不再催办。"
            )
        ),
        do=one(
            lambda case, said: compounds.hand_over(
                case.store, case.uuid, said["handed_over"], said["receiver"], said["hand_over_document"]
            )
        ),
    ),
    _opening("public", "open_public", "办成公办园"),
    _opening("inclusive", "open_inclusive", "委托办成普惠性民办园"),
    LedgerAct(
        key="close",
        title="销号",
        ledger=CompoundSite,
        fields=(asked(CompoundSite, "closed", needed=True),),
        possible=first_of(filled("closed", "已销号"), lambda case: compounds.hinders_closing(case.row)),
        proposed=lambda case: {"closed": case.day},
        foretold=one(
            lambda case, said: (
                f"“{shown(CompoundSite, 'problem', case.row['problem'])}”的问题自 "
                f"{said['closed']} 起算整改到位（{MENDING_CLAUSE}）。"
            )
        ),
        do=one(lambda case, said: compounds.close_problem(case.store, case.uuid, said["closed"])),
    ),
)
