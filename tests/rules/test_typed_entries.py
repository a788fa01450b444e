"""What officials type into the boxes of a sheet, and what the rules then read."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.core.text import say
from thidua.scoring.rules import Entry, InputField
from thidua.scoring.rules.typed import shown_entry, typed_entry

RATIO = (InputField("done", say("Số đã hoàn thành"), "number"), InputField("total", say("Tổng số"), "count"))
LEVEL = (InputField("level", say("Mức"), "choice", choices=(("muc-3", say("Mức 3")), ("khac", say("Khác")))),)
YES = (InputField("answer", say("Có đạt không"), "yesno"),)


def test_empty_boxes_are_no_answer_and_a_zero_is_one() -> None:
    assert typed_entry(RATIO, {}) == (None, [])
    assert typed_entry(RATIO, {"done": "  ", "total": ""}) == (None, [])
    assert typed_entry(RATIO, {"done": "0", "total": "0"})[0] == Entry({"done": Decimal(0), "total": Decimal(0)})


@pytest.mark.parametrize("text", ["4,75", "4.75", " 4,75 ", "4,75 %"])
def test_both_decimal_marks_mean_the_same(text: str) -> None:
    assert typed_entry(RATIO, {"done": text})[0] == Entry({"done": Decimal("4.75")})


@pytest.mark.parametrize("text", ["muc-3", "Mức 3", "mức  3", "MUC 3"])
def test_a_level_is_read_by_name_or_by_its_words(text: str) -> None:
    assert typed_entry(LEVEL, {"level": text})[0] == Entry({"level": "muc-3"})


@pytest.mark.parametrize(("text", "answer"), [("Có", True), ("x", True), ("không", False), ("0", False)])
def test_yes_and_no(text: str, answer: bool) -> None:
    assert typed_entry(YES, {"answer": text})[0] == Entry({"answer": answer})


@pytest.mark.parametrize(
    ("fields", "typed", "words"),
    [
        (RATIO, {"done": "bốn"}, "“bốn” không phải là số"),
        (RATIO, {"done": "4,7,5"}, "“4,7,5” không phải là số"),
        (RATIO, {"done": "NaN"}, "“NaN” không phải là số"),
        (RATIO, {"done": "1e5"}, "“1e5” không phải là số"),
        (RATIO, {"done": "9" * 30}, "không phải là số"),
        (LEVEL, {"level": "Mức 9"}, "“Mức 9” không có trong các mức"),
        (YES, {"answer": "chắc vậy"}, "“chắc vậy” không phải là “có” hoặc “không”"),
    ],
)
def test_what_cannot_be_read_is_named_with_a_cure_and_nothing_is_half_read(
    fields: tuple[InputField, ...], typed: dict[str, str], words: str
) -> None:
    entry, problems = typed_entry(fields, {"total": "5", **typed})
    assert entry is None
    (problem,) = problems
    assert words in str(problem.sentence)
    assert problem.cure
    assert problem.place == str(fields[0].label)


@given(st.decimals(min_value=0, max_value=10**9, places=4), st.integers(0, 10**6))
def test_what_is_shown_is_read_back_as_the_same(done: Decimal, total: int) -> None:
    entry = Entry({"done": done, "total": Decimal(total)})
    assert typed_entry(RATIO, shown_entry(RATIO, entry)) == (entry, [])
