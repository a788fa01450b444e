"""Steps of a line under verification, and blocks of figures pasted from a spreadsheet."""

from __future__ import annotations

from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.scoring.rules import Criterion, Entry, FreeRating, Gate, Linear, LineFacts, SheetFacts, Table, score_cluster
from thidua.scoring.rules import verification as rules

UNITS = ("S1", "S2", "S3")
CRITERIA = ("N.1", "N.2", "G.1")
LEGAL = {
    ("accept", ""), ("accept", "changed"),
    ("change", ""), ("change", "accepted"), ("change", "changed"), ("change", "returned"),
    ("return", ""), ("return", "accepted"), ("return", "changed"),
    ("agree", ""), ("agree", "accepted"), ("agree", "changed"), ("agree", "returned"), ("agree", "agreed"),
}  # fmt: skip


def criterion(method: object, kind: str = "base", maximum: int | None = 5) -> Criterion:
    return Criterion("N.1", "", 0, "Tiêu chí", kind, None if maximum is None else Decimal(maximum), method)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("act", "verdict"),
    list(product(("accept", "change", "return", "agree"), ("", "accepted", "changed", "returned", "agreed"))),
)
def test_every_step_that_is_not_named_is_refused(act: str, verdict: str) -> None:
    found = rules.may_take(act, verdict, claimed=True, circulated=False)
    assert bool(found) is ((act, verdict) in LEGAL)
    assert found or found.reasons


@pytest.mark.parametrize(("act", "verdict"), list(product(("accept", "change", "return"), ("accepted", "changed"))))
def test_after_circulation_a_verified_line_moves_only_by_agreement(act: str, verdict: str) -> None:
    assert not rules.may_take(act, verdict, claimed=True, circulated=True)
    assert rules.may_take("agree", verdict, claimed=True, circulated=True)


def test_nothing_claimed_is_nothing_to_accept() -> None:
    assert not rules.may_take("accept", "", claimed=False, circulated=False)
    assert rules.may_take("change", "", claimed=False, circulated=False)


class TestBlock:
    def test_a_block_with_heads_says_itself_where_it_belongs(self) -> None:
        block = rules.cells_of("Mã\tN.2\tG.1\r\nS3\t4,5\t\r\nS1\t3\tđạt\r\n")
        cells, problems = rules.place_block(block, UNITS, CRITERIA, ("", ""))
        assert problems == []
        assert [(c.unit, c.criterion, c.text) for c in cells] == [
            ("S3", "N.2", "4,5"), ("S1", "N.2", "3"), ("S1", "G.1", "đạt"),
        ]  # fmt: skip

    def test_a_block_without_heads_begins_where_one_stands(self) -> None:
        cells, problems = rules.place_block(rules.cells_of("4\t3\n2\t1"), UNITS, CRITERIA, ("S2", "N.2"))
        assert problems == []
        assert [(c.unit, c.criterion, c.text) for c in cells] == [
            ("S2", "N.2", "4"), ("S2", "G.1", "3"), ("S3", "N.2", "2"), ("S3", "G.1", "1"),
        ]  # fmt: skip

    def test_what_falls_outside_is_named_with_its_place(self) -> None:
        _, problems = rules.place_block(rules.cells_of("4\t3\n2\t1"), UNITS, CRITERIA, ("S3", "G.1"))
        assert [p.place for p in problems] == ["Dòng 1, cột 2", "Dòng 2, cột 1", "Dòng 2, cột 2"]
        assert "không có đơn vị" in str(problems[1].sentence)

    def test_an_unknown_head_is_named(self) -> None:
        _, problems = rules.place_block(rules.cells_of("\tN.1\tN.9\nS9\t4\t\nS1\t4\t3"), UNITS, CRITERIA, ("", ""))
        assert [p.place for p in problems] == ["Dòng 2, cột 2", "Dòng 3, cột 3"]

    def test_a_cell_that_comes_twice_is_named(self) -> None:
        _, problems = rules.place_block(rules.cells_of("\tN.1\nS1\t4\nS1\t3"), UNITS, CRITERIA, ("", ""))
        assert "hai lần" in str(problems[0].sentence)

    @pytest.mark.parametrize("text", ["", "\t\t\n\t", " \r\n "])
    def test_an_empty_block_is_no_block(self, text: str) -> None:
        cells, problems = rules.place_block(rules.cells_of(text), UNITS, CRITERIA, ("S1", "N.1"))
        assert cells == []
        assert problems

    @given(st.text(max_size=200))
    def test_any_text_gives_cells_of_the_grid_or_reasons(self, text: str) -> None:
        cells, problems = rules.place_block(rules.cells_of(text), UNITS, CRITERIA, ("S1", "N.1"))
        assert cells or problems
        assert all(c.unit in UNITS and c.criterion in CRITERIA and c.text for c in cells)


class TestFigure:
    @pytest.mark.parametrize("text", ["4,75", "4.75", " 4,75 "])
    def test_points_as_people_type_them_and_off_the_step(self, text: str) -> None:
        entry, problems = rules.read_figure(criterion(FreeRating(step=Decimal("0.5"))), text, "Dòng 1, cột 1")
        assert (entry, problems) == (Entry({"points": Decimal("4.75")}), [])

    @pytest.mark.parametrize(
        ("text", "words"), [("5,01", "ngoài khoảng"), ("-1", "ngoài khoảng"), ("bốn", "không phải là số")]
    )
    def test_a_figure_that_cannot_be_is_named_with_its_place(self, text: str, words: str) -> None:
        entry, problems = rules.read_figure(criterion(Linear()), text, "Dòng 1, cột 1")
        assert entry is None
        assert words in str(problems[0].sentence)
        assert "Dòng 1, cột 1" in problems[0].place

    @pytest.mark.parametrize(("text", "answer"), [("đạt", "pass"), ("Không đạt", "fail"), ("KHONG DAT", "fail")])
    def test_a_condition_is_answered_in_words(self, text: str, answer: str) -> None:
        entry, _ = rules.read_figure(criterion(Gate(), "gate", None), text, "")
        assert entry == Entry({"answer": answer})

    def test_a_condition_takes_no_points(self) -> None:
        entry, problems = rules.read_figure(criterion(Gate(), "gate", None), "4", "")
        assert entry is None
        assert "Đạt, Không đạt" in str(problems[0].cure)


def test_progress_counts_what_somebody_must_verify() -> None:
    bonus = Criterion("B.1", "", 1, "Thưởng", "bonus", Decimal(2), FreeRating())
    table = Table("b", "Bảng", (criterion(FreeRating()), bonus))
    sheet = SheetFacts("S1", {"N.1": LineFacts(claimed=Entry({"points": Decimal(4)}))})
    lines = score_cluster(table, [sheet]).unit("S1").lines
    found = rules.progress_of(lines, {"N.1": "returned"})
    assert (found.verified, found.required, found.returned, found.remaining) == (0, 1, 1, 1)
    assert rules.cell_state("returned", lines["N.1"]) == "returned"
    assert rules.cell_state("", lines["B.1"]) == "unneeded"
    assert rules.cell_state("", None) == "not-handed-in"
