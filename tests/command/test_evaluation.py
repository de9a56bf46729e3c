"""普及普惠自评 from the command line."""

from pathlib import Path

from tests.command.conftest import Run
from tests.printing.pdf_text import Pdf
from ycpe_desktop.ledgers.self_evaluation import ITEMS


def test_every_item_is_told_and_what_is_unknown_is_no_pass(office: Run) -> None:
    told = office("evaluation", "--year", "2026")
    assert (told["year"], told["as_of"]) == (2026, "2026-09-01")
    assert [one["id"] for one in told["items"]] == [key for key, _ in ITEMS]
    assert told["totals"] == {"met": 0, "missed": 1, "cannot_be_judged": len(ITEMS) - 1}
    (missed,) = (one for one in told["items"] if one["verdict"] == "missed")
    assert missed["told"].startswith("乡镇公办中心园覆盖率：还差"), "the townships are known without any kindergarten"
    assert "不是" in told["note"]


def test_an_item_has_its_figures_its_requirement_and_what_the_office_says(office: Run) -> None:
    for name, nature, children in (("甲园", "公办", 60), ("乙园", "营利性民办", 40)):
        office("add", "园所名册", f"name={name}", "status=在办", f"nature={nature}", "--year", "2026")
        office("add", "年度数据", f"kindergarten={name}", f"children_reported={children}", "--year", "2026")
    said = ("verdict=达到", "evidence=县委会议纪要")
    office("add", "普及普惠自评", "item=党的领导坚强有力", *said, "--year", "2026")
    items = {one["id"]: one for one in office("evaluation", "--year", "2026")["items"]}
    public, coverage, leadership = (items[key] for key in ("public", "coverage", "leadership"))
    (figure,) = public["figures"]
    assert (figure["value"], figure["required"], figure["verdict"]) == ("60.00", "国家标准 50%", "met")
    assert (public["verdict"], public["record"]) == ("met", "")
    assert (coverage["verdict"], coverage["told"]) == ("missed", "普惠性幼儿园覆盖率：还差 20 名幼儿")
    assert (leadership["verdict_shown"], leadership["evidence"]) == ("达到", "县委会议纪要")
    assert leadership["own"]["verdict"] == "met"
    assert "教督〔2020〕1号" in leadership["clause"]


def test_the_table_is_written_as_pdf_only(office: Run, tmp_path: Path) -> None:
    out = tmp_path / "自评.pdf"
    office("evaluation", "--year", "2026", "--out", str(out))
    assert "普及普惠自评表" in "".join(Pdf(out).texts())
    assert ".pdf" in office("evaluation", "--out", str(tmp_path / "自评.xlsx"), code=2)
