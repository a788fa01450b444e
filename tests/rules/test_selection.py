"""What-if, comparison and the arrangement of the ranked table, on a small cluster."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from thidua.core.days import SchoolYear
from thidua.core.numbers import round_half_up
from thidua.scoring.rules import Criterion, Entry, FreeRating, GroupSum, LineFacts, SheetFacts, Table, score_cluster
from thidua.selection.charts import Pair, paired_bars, year_chart
from thidua.selection.rules import Change, criterion_gaps, gaps, moves, read_changes, with_changes
from thidua.selection.rules.years import ScoredYear, criterion_lines, unit_lines
from thidua.selection.tables import criterion_rows, ranked_and_apart, sections, unit_columns, with_names

NAMES = {"S1": "Sở Hà Nội", "S2": "Sở Cần Thơ"}


def points(value: str) -> Entry:
    return Entry({"points": Decimal(value)})


def small_table() -> Table:
    def line(code: str, order: int, maximum: str) -> Criterion:
        return Criterion(code, "A", order, f"Tiêu chí {code}", "base", Decimal(maximum), FreeRating())

    group = Criterion("A", "", 0, "Nhóm A", "group", None, GroupSum())
    return Table("bang", "Bảng minh hoạ", (group, line("A.1", 1, "5"), line("A.2", 2, "10")))


def two_units() -> list[SheetFacts]:
    return [
        SheetFacts("S1", {"A.1": LineFacts(points("5"), points("4")), "A.2": LineFacts(points("8"), points("8"))}),
        SheetFacts("S2", {"A.1": LineFacts(points("3"), points("4")), "A.2": LineFacts(points("7"), points("7"))}),
    ]


def test_changing_one_score_moves_the_ranks_and_stores_nothing() -> None:
    table, sheets = small_table(), two_units()
    before = score_cluster(table, sheets)
    after = score_cluster(table, with_changes(sheets, [Change("S2", "A.2", Decimal("9"))]))
    first = moves(before, after)[0]
    assert (first.unit, first.rank_before, first.rank_after, first.difference) == ("S2", 2, 1, Decimal("2.00"))
    assert score_cluster(table, two_units()).units == before.units


def test_a_change_is_read_from_an_address_or_refused_with_a_cure() -> None:
    table = small_table()
    changes, problems = read_changes(
        ["S1:A.1=4,5", "S9:A.1=1", "S1:A.9=1", "S1:A.1=x", "S1:A.1=6"], table, ["S1", "S2"]
    )
    assert changes == [Change("S1", "A.1", Decimal("4.5"))]
    assert len(problems) == 4
    assert "0 đến 5" in str(problems[-1])


def test_changes_survive_the_address() -> None:
    table = small_table()
    change = Change("S1", "A.1", Decimal("4.25"))
    assert read_changes([str(change)], table, ["S1"]) == ([change], [])


def test_gaps_name_what_the_verifier_took_and_gave() -> None:
    table, result = small_table(), score_cluster(small_table(), two_units())
    assert [gap.difference for gap in gaps(result.unit("S1"))] == [Decimal("-1"), Decimal("0")]
    assert [(gap.code, gap.difference) for gap in criterion_gaps(result, table)] == [
        ("A.1", Decimal("0")),
        ("A.2", Decimal("0")),
    ]


def test_the_table_has_a_row_for_every_line_and_a_column_for_every_unit() -> None:
    table, result = small_table(), score_cluster(small_table(), two_units())
    rows = criterion_rows(table, result.units)
    assert [(row.criterion.code, row.depth) for row in rows] == [("A", 0), ("A.1", 1), ("A.2", 1)]
    assert [row.maximum for row in rows] == [Decimal("15"), Decimal("5"), Decimal("10")]
    assert [cell.counted for cell in rows[0].cells] == [Decimal("12.00"), Decimal("11.00")]
    assert [cell.differs for cell in rows[1].cells] == [True, True]
    assert [len(section.rows) for section in sections(table, result.units)] == [3]
    competing, apart = ranked_and_apart(result, NAMES)
    assert [(row.place, row.name) for row in competing] == [("1", "Sở Hà Nội"), ("2", "Sở Cần Thơ")]
    assert apart == []
    assert [column.short for column in unit_columns(result.units, NAMES, NAMES)] == ["Sở Hà Nội", "Sở Cần Thơ"]


def test_warnings_speak_of_units_by_name() -> None:
    equal = [SheetFacts(unit, {"A.1": LineFacts(points("5"), points("4"))}) for unit in NAMES]
    warnings = [str(with_names(warning, NAMES)) for warning in score_cluster(small_table(), equal).warnings]
    assert any("Sở Hà Nội, Sở Cần Thơ" in warning for warning in warnings)


@given(st.lists(st.tuples(st.decimals(0, 100, places=2), st.decimals(0, 100, places=2)), min_size=1, max_size=8))
def test_bars_keep_the_order_of_their_figures(figures: list[tuple[Decimal, Decimal]]) -> None:
    bars = paired_bars([Pair(str(index), *pair) for index, pair in enumerate(figures)]).bars
    drawn = sorted((bar.verified_width, round_half_up(bar.pair.verified)) for bar in bars)
    assert [value for _, value in drawn] == sorted(value for _, value in drawn)
    assert all(0 <= bar.claimed_width <= 400 for bar in bars)


def two_years() -> list[ScoredYear]:
    """Last year S2 was not in the cluster, and A.2 was another criterion."""
    table = small_table()
    renamed = (replace(one, label="Tên khác") if one.code == "A.2" else one for one in table.criteria)
    other = Table("bang", "Bảng năm trước", tuple(renamed))
    last, this = two_units()[:1], two_units()
    return [
        ScoredYear(SchoolYear(2018), other, score_cluster(other, last)),
        ScoredYear(SchoolYear(2019), table, score_cluster(table, this)),
    ]


def test_a_unit_stands_beside_its_earlier_years_and_a_year_without_it_stays_empty() -> None:
    found = {line.unit: line.figures for line in unit_lines(two_years())}
    assert [figure.total if figure else None for figure in found["S1"]] == [Decimal("12.00"), Decimal("12.00")]
    assert found["S2"][0] is None
    assert found["S2"][1] is not None
    assert found["S2"][1].rank == 2


def test_only_the_same_criterion_is_compared_through_the_years() -> None:
    points_of = {line.criterion.code: line.points for line in criterion_lines(two_years(), "S1")}
    assert points_of == {"A.1": (Decimal(4), Decimal(4)), "A.2": (None, Decimal(8))}


def test_a_year_without_a_figure_breaks_the_line_and_is_not_drawn_as_zero() -> None:
    chart = year_chart(["2017", "2018", "2019"], [("Sở Hà Nội", [Decimal(90), None, Decimal(80)])])
    (line,) = chart.lines
    assert len(line.dots) == 2
    assert line.pieces == ()
    assert line.dots[0].y < line.dots[1].y, "more is higher"
