"""Every way of scoring, on an example an official would recognise, and its edges."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from thidua.scoring.rules import (
    METHODS,
    NOT_SCORED,
    Bands,
    CollectivePenalty,
    CountTimesUnit,
    Edge,
    Entry,
    FreeRating,
    Gate,
    GroupSum,
    Linear,
    Measure,
    Method,
    Penalty,
    StartFullSubtract,
    Threshold,
    Unclear,
    VsTarget,
    YesNo,
    check_entry,
    method_from_json,
    parse_method,
    points,
)

D = Decimal
LANGUAGES = parse_method("band(x%: >=95->5; >=85->4; >=70->3; else 1)")  # học sinh học ngoại ngữ 10 năm
KPI_HOURS = parse_method("band(x%: >75->20; >65->15; >50->10; else 0)")
JOBS_DONE = parse_method("band(x=done/assigned*100: 100->20; >=90->15; >=80->10; else 0)")
LEVEL3 = parse_method("levels(mức 3->4; mức 2->2; khác->0)")
PRIZES = parse_method("count(TP=0.5; quốc gia=1; cap=5)")
MEETINGS = parse_method("count(unit=1 per: đăng ký, giao ước, kỳ 1; cap=3)")
REPORTS = parse_method("derived: MAX(0,10-0.5*late-1*missing)")
RANKED = parse_method("rank(1->4; 2->3.5; 3->3; ties share the better rank)")
FEWEST = parse_method("rank(1->4; 2->3; 3->1; lower is better; ties share the better rank)")
BEST = VsTarget(cluster_best=True)


def given(**numbers: int | str) -> Entry:
    return Entry({name: D(value) for name, value in numbers.items()})


def chosen(**values: str | bool) -> Entry:
    return Entry(values)


@pytest.mark.parametrize(
    ("method", "maximum", "entry", "earned"),
    [
        (FreeRating(step=D("0.5")), "5", points("4.5"), "4.5"),
        (FreeRating(), "5", points(0), "0"),
        (FreeRating(high=D(2)), "5", points("2"), "2"),
        (YesNo(), "2", chosen(done=True), "2"),
        (YesNo(), "2", chosen(done=False), "0"),
        (LEVEL3, "4", chosen(level="mức 2"), "2"),
        (LEVEL3, "4", chosen(level="khác"), "0"),
        (LANGUAGES, "5", given(percent="92"), "4"),
        (LANGUAGES, "5", given(percent="95"), "5"),
        (LANGUAGES, "5", given(percent="94.99"), "4"),
        (LANGUAGES, "5", given(percent="0"), "1"),
        (KPI_HOURS, "20", given(percent="75"), "15"),
        (KPI_HOURS, "20", given(percent="75.01"), "20"),
        (KPI_HOURS, "20", given(percent="50"), "0"),
        (JOBS_DONE, "20", given(done=20, assigned=20), "20"),
        (JOBS_DONE, "20", given(done=45, assigned=50), "15"),
        (JOBS_DONE, "20", given(done=21, assigned=20), "20"),
        (Linear(), "5", given(percent="97.3"), "4.87"),
        (Linear(), "3", given(percent="0"), "0"),
        (Linear(Measure("ratio", "joined", "total")), "5", given(joined=2, total=3), "3.33"),
        (Linear(Measure("ratio", "papers", "N"), clip=True), "10", given(papers=9, n=6), "10"),
        (Threshold(Measure("percent"), ">", D(50)), "10", given(percent="50.1"), "10"),
        (Threshold(Measure("percent"), ">", D(50)), "10", given(percent="50"), "0"),
        (Threshold(Measure("number"), "<", D(20)), "10", given(value="19"), "10"),
        (VsTarget(), "4", given(actual="3.2", target="4"), "3.2"),
        (VsTarget(), "4", given(actual="9", target="4"), "4"),
        (parse_method("count(unit=0.05; cap=3)"), "3", given(count=48), "2.4"),
        (parse_method("count(unit=0.05; cap=3)"), "3", given(count=90), "3"),
        (PRIZES, "5", Entry({"count-tp": D(3), "count-quoc-gia": D(2)}), "3.5"),
        (PRIZES, "5", Entry({"count-tp": D(3)}), "1.5"),
        (MEETINGS, "3", Entry({"count-dang-ky": True, "count-giao-uoc": True, "count-ky-1": False}), "2"),
        (REPORTS, "10", Entry({"count-late": D(3), "count-missing": D(1)}), "7.5"),
        (REPORTS, "10", Entry({"count-late": D(30)}), "0"),
        (parse_method("derived: MAX(0,70-violations)"), "70", Entry({"count-violations": D("2.5")}), "67.5"),
        (parse_method("penalty(per=0.5; cap=3)"), "3", given(count=1), "0.5"),
        (parse_method("penalty(per=0.5; cap=3)"), "3", given(count=9), "3"),
        (parse_method("penalty(per=2; no cap)"), None, given(count=4), "8"),
        (CollectivePenalty(), "7.5", given(violations=6, members=10), "1.5"),
        (CollectivePenalty(), "7.5", given(violations=600, members=10), "7.5"),
        (CollectivePenalty(from_maximum=True), "7.5", given(violations=6, members=10), "6"),
        (CollectivePenalty(from_maximum=True), "7.5", given(violations=0, members=0), "7.5"),
    ],
)
def test_what_is_put_in_gives_the_points(method: Method, maximum: str | None, entry: Entry, earned: str) -> None:
    top = None if maximum is None else D(maximum)
    assert [one for one in check_entry(method, entry, top) if "lớn hơn" not in str(one.sentence)] == []
    assert method.evaluate(entry, top).points == D(earned)


@pytest.mark.parametrize(
    ("method", "entry", "sentence"),
    [
        (LANGUAGES, given(percent="92"), "92 % đạt bậc ≥ 85 % → 4 điểm"),
        (LANGUAGES, given(percent="12.5"), "12,5 % không đạt bậc nào → 1 điểm"),
        (JOBS_DONE, given(done=45, assigned=50), "45/50 = 90 % đạt bậc ≥ 90 % → 15 điểm"),
        (Linear(), given(percent="90"), "90 % × 20 = 18 điểm"),
        (VsTarget(), given(actual=3, target=4), "(3 ÷ 4, nhiều nhất là 1) × 20 = 15 điểm"),
        (parse_method("count(unit=0.5; cap=2)"), given(count=3), "3 × 0,5 = 1,5 điểm"),
        (parse_method("count(unit=0.5; cap=2)"), given(count=30), "30 × 0,5 = 15, nhiều nhất 2 → 2 điểm"),
        (PRIZES, Entry({"count-tp": D(3), "count-quoc-gia": D(2)}), "3 × 0,5 + 2 × 1 = 3,5 điểm"),
        (LEVEL3, chosen(level="mức 3"), "Mức “mức 3” → 4 điểm"),
        (parse_method("penalty(per=0.5; cap=3)"), given(count=2), "2 × 0,5 = trừ 1 điểm"),
        (REPORTS, Entry({"count-late": D(3)}), "10 − (3 × 0,5) → 8,5 điểm"),
        (FreeRating(), points("24"), "Điểm cho trực tiếp: 24; giữ trong khoảng cho phép: 20 điểm"),
    ],
)
def test_the_sentence_shows_the_formula_with_the_numbers(method: Method, entry: Entry, sentence: str) -> None:
    assert str(method.evaluate(entry, D(20)).sentence) == sentence


def test_ranks_in_the_cluster_share_the_better_place() -> None:
    cohort = (D(90), D(95), D(95))
    assert [RANKED.evaluate(given(value=v), D(4), cohort).points for v in (95, 90)] == [D(4), D(3)]


def test_where_less_is_better_the_lowest_leads() -> None:
    cohort = tuple(sorted(m for v in (2, 5, 9) if (m := FEWEST.measure(given(value=v))) is not None))
    assert [FEWEST.evaluate(given(value=v), D(4), cohort).points for v in (2, 5, 9)] == [D(4), D(3), D(1)]


def test_a_place_the_table_does_not_name_gives_no_points() -> None:
    found = RANKED.evaluate(given(value=1), D(4), (D(1), D(2), D(3), D(4)))
    assert found.points is NOT_SCORED
    assert "hạng 4" in str(found.sentence)


@pytest.mark.parametrize(
    ("actual", "target", "earned"),
    [(5, 10, "2.5"), (10, 10, "5"), (30, 10, "10"), (20, 10, "7.5"), (0, 10, "0")],
)
def test_against_the_best_of_the_cluster(actual: int, target: int, earned: str) -> None:
    cohort = (D("0.5"), D(1), D(2), D(3))
    assert BEST.evaluate(given(actual=actual, target=target), D(10), cohort).points == D(earned)


def test_two_equal_leaders_both_get_full_marks() -> None:
    entries = [given(actual=30, target=10), given(actual=60, target=20)]
    cohort = tuple(sorted(m for one in entries if (m := BEST.measure(one)) is not None))
    assert [BEST.evaluate(one, D(10), cohort).points for one in entries] == [10, 10]


@pytest.mark.parametrize(
    ("method", "entry"),
    [
        (LANGUAGES, Entry({})),
        (VsTarget(), given(actual=3)),
        (VsTarget(), given(actual=3, target=0)),
        (BEST, given(actual=3, target=0)),
        (LEVEL3, chosen(level="mức 9")),
        (YesNo(), Entry({})),
        (parse_method("penalty(per=2; no cap)"), Entry({})),
        (Linear(Measure("ratio", "joined", "total")), given(joined=0, total=0)),
        (CollectivePenalty(), given(violations=3)),
        (parse_method("band(x%: >=95->5; >=85->4)"), given(percent=10)),
        (Unclear("theo phụ lục"), points(3)),
        (GroupSum(), points(3)),
    ],
)
def test_what_cannot_be_worked_out_is_not_scored_and_never_zero(method: Method, entry: Entry) -> None:
    found = method.evaluate(entry, D(5))
    assert found.points is NOT_SCORED
    assert str(found.sentence)


@pytest.mark.parametrize(
    ("fails_on", "answer", "outcome", "verdict"),
    [
        ("fail", "pass", "excluded", "passed"),
        ("fail", "fail", "excluded", "excluded"),
        ("fail", "fail", "pending", "pending"),
        ("yes", "yes", "excluded", "excluded"),
        ("yes", "no", "excluded", "passed"),
        ("yes", "pass", "excluded", "unknown"),
    ],
)
def test_a_gate_knows_which_answer_fails(fails_on: str, answer: str, outcome: str, verdict: str) -> None:
    assert Gate(outcome, fails_on).verdict(chosen(answer=answer)) == verdict


def test_a_gate_without_an_answer_is_unknown() -> None:
    assert Gate().verdict(None) == "unknown"
    assert Gate().evaluate(Entry({}), None).points is NOT_SCORED


@pytest.mark.parametrize(
    ("method", "entry", "said"),
    [
        (FreeRating(step=D("0.5")), points("4.3"), "bước chấm 0,5"),
        (FreeRating(step=D("0.5")), points("5.5"), "ngoài khoảng"),
        (FreeRating(step=D("0.5")), points("-1"), "ngoài khoảng"),
        (FreeRating(low=D(1), high=D(2)), points("0"), "ngoài khoảng"),
        (LANGUAGES, given(percent="130"), "ngoài khoảng"),
        (LANGUAGES, Entry({"percent": "nhiều"}), "phải là một số"),
        (LANGUAGES, Entry({}), "Chưa nhập"),
        (LANGUAGES, given(percent=90, actual=3), "không phải là số liệu"),
        (LEVEL3, chosen(level="mức 9"), "không có trong các mức"),
        (YesNo(), Entry({"done": D(1)}), "có"),
        (VsTarget(), given(actual=3, target=0), "Chỉ tiêu bằng 0"),
        (parse_method("count(unit=1; cap=4)"), given(count="2.5"), "số đếm"),
        (parse_method("count(unit=1; cap=4)"), given(count="-2"), "ngoài khoảng"),
        (PRIZES, Entry({}), "Chưa nhập"),
        (Linear(Measure("ratio", "joined", "total")), given(joined=5, total=3), "lớn hơn"),
        (Linear(Measure("ratio", "joined", "total")), given(joined=0, total=0), "bằng 0"),
        (Unclear("theo phụ lục", "Không rõ."), points(3), "chưa rõ"),
        (GroupSum(), points(3), "nhóm"),
        (Gate(), points(3), "không phải là số liệu"),
    ],
)
def test_faults_at_entry_are_named_with_a_cure_and_never_clamped(method: Method, entry: Entry, said: str) -> None:
    found = check_entry(method, entry, D(5))
    assert found
    assert said in " ".join(str(one.sentence) for one in found)
    assert all(one.cure for one in found)


def test_a_percentage_may_pass_100_only_where_the_table_says_so() -> None:
    norm = parse_method("band(x%: >=100->40; >75->30; else 0)")
    assert check_entry(norm, given(percent=120), D(40)) == []
    assert check_entry(parse_method("band(x%: 100->4; >=95->3; else 0)"), given(percent=120), D(4))


def test_a_verifier_need_not_keep_to_the_step_and_a_unit_may_not_type_points() -> None:
    rating = FreeRating(step=D("0.25"))
    assert check_entry(rating, points("0.375"), D(5))
    assert check_entry(rating, points("0.375"), D(5), step=False) == []
    assert check_entry(LANGUAGES, points(4), D(5)) == []
    assert check_entry(LANGUAGES, points(4), D(5), direct=False)
    assert check_entry(rating, points(4), D(5), direct=False) == []


EXAMPLES: list[Method] = [
    FreeRating(step=D("0.25"), low=D(0), high=D(2), with_reason=True), FreeRating(), YesNo(), LEVEL3, LANGUAGES,
    KPI_HOURS, JOBS_DONE, Linear(), Linear(Measure("ratio", "papers", "N"), clip=True),
    Linear(Measure("ratio", "joined", "total")),
    Threshold(Measure("number"), "<", D(20)), VsTarget(), BEST, RANKED, FEWEST, PRIZES, MEETINGS, REPORTS,
    StartFullSubtract((("late", D("0.5")),)), parse_method("penalty(per=2; no cap)"),
    Penalty((("chậm", D("0.5")), ("thiếu", D(1))), D(3)), CollectivePenalty(), CollectivePenalty(from_maximum=True),
    Gate(), Gate("pending", "yes"), GroupSum(), GroupSum(capped=True, cap=D(50)),
    CountTimesUnit((("a", D(1)), ("b", D(2))), once=True),
    Bands(Measure("number"), (Edge(">=", D(3), D(2)),), D(0)),
]  # fmt: skip


@pytest.mark.parametrize("method", EXAMPLES, ids=lambda one: one.to_grammar())
def test_a_method_survives_json_and_its_own_text(method: Method) -> None:
    assert method_from_json(json.loads(json.dumps(method.to_json()))) == method
    assert parse_method(method.to_grammar()) == method
    assert str(method.describe())


def test_the_examples_cover_the_whole_vocabulary() -> None:
    assert {one.kind for one in EXAMPLES} | {"unclear"} == set(METHODS)


def test_a_kind_outside_the_vocabulary_is_refused() -> None:
    with pytest.raises(ValueError, match="Không có cách chấm"):
        method_from_json({"kind": "python", "text": "1/0"})


def test_no_number_is_ever_a_float() -> None:
    with pytest.raises(TypeError, match="exact"):
        Entry({"points": 4.5})  # type: ignore[dict-item]
    with pytest.raises(ValueError, match="finite"):
        Entry({"points": D("NaN")})


def test_entries_are_equal_by_value_and_survive_json() -> None:
    one = Entry({"points": D("4.50")})
    assert one == points("4.5")
    assert hash(one) == hash(points("4.5"))
    assert points(0) != Entry({})
    for entry in (one, chosen(level="mức 3"), chosen(done=False), Entry({"count-tp": D(3)})):
        assert Entry.from_json(json.loads(json.dumps(entry.to_json()))) == entry
    with pytest.raises(ValueError, match="không phải là số"):
        Entry.from_json({"points": "4,5 điểm"})
