"""An issued paper is kept as JSON and must come back word for word, years later."""

from __future__ import annotations

import json

import pytest

from tests.papers.samples import report, score_sheet
from thidua.papers import Paper, PaperError, from_json, to_json


@pytest.mark.parametrize("paper", [score_sheet(), report()], ids=["score sheet", "report"])
def test_what_was_kept_comes_back_equal(paper: Paper) -> None:
    assert from_json(to_json(paper)) == paper
    assert to_json(from_json(to_json(paper))) == to_json(paper)


def test_the_kept_text_is_readable_vietnamese_with_its_version() -> None:
    kept = to_json(score_sheet())
    assert "BẢNG TỰ CHẤM ĐIỂM" in kept
    assert json.loads(kept)["schema"] == "thidua.paper/1"


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda _kept: "không phải JSON", "không phải là JSON"),
        (lambda _kept: "[]", "không chứa văn bản"),
        (lambda kept: kept.replace("thidua.paper/1", "thidua.paper/2"), "phiên bản “thidua.paper/2”"),
        (lambda kept: kept.replace('"kind":"BẢNG TỰ CHẤM ĐIỂM"', '"kind":5'), "văn bản.kind"),
        (lambda kept: kept.replace('"demonstration":true', '"demonstration":1'), "văn bản.demonstration"),
        (lambda kept: kept.replace('"is":"table"', '"is":"picture"'), "văn bản.body[1]"),
        (lambda kept: kept.replace('"align":"justify"', '"align":"slanted"'), "văn bản.body[0].align"),
        (lambda kept: kept.replace('"subject"', '"topic"'), "“văn bản”"),
        (lambda kept: kept.replace('"head":[', '"head":[7,'), "văn bản.body[1].head[0]"),
        (lambda kept: kept.replace('"recipients":[', '"recipients":7,"x":['), "“văn bản”"),
    ],
)
def test_a_damaged_or_newer_file_is_refused_with_the_place(damage: object, said: str) -> None:
    with pytest.raises(PaperError, match="Dữ liệu") as refusal:
        from_json(damage(to_json(score_sheet())))  # type: ignore[operator]
    assert said in str(refusal.value)
