"""What is answered for a whole country is what is explained to one person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random

import numpy as np
import pytest

from tests.law.columns_law import PERSONAL, law
from tests.law.random_people import People
from thidua.core.findings import Answer
from thidua.law.columns import (
    GRANTED,
    REFUSED,
    UNDETERMINED,
    Columns,
    DoesNotFit,
    Layout,
    OtherLayout,
    counts,
    judge_columns,
    pack,
    plan,
)
from thidua.law.columns.conditions import draw
from thidua.law.columns.layout import MOST_WORKS
from thidua.law.conditions import COMBINED, SINGLE, Condition, WorkRecognised
from thidua.law.facts import Discipline, Facts, Holding, Matter, Rating, Work
from thidua.law.judge import Dates, judge
from thidua.law.rulebook import Rulebook, house

NUMBERS = {Answer.REFUSED: REFUSED, Answer.UNDETERMINED: UNDETERMINED, Answer.GRANTED: GRANTED}
YEAR = 2023
DAY = Dates(day=date(2024, 6, 1))
MANY, CROSSED = 10_000, 4_000
LAW = law()


def invented(book: Rulebook, year: int, count: int, days: Sequence[date], seed: int) -> tuple[list[Facts], Columns]:
    """So many people whose facts fit a record, and their columns."""
    layout = Layout.of(book, year)
    people = People(book, year, Random(seed), days)  # noqa: S311 - invented people
    found: list[Facts] = []
    records: list[bytes] = []
    while len(found) < count:
        facts = people.person()
        try:
            records.append(pack(facts, layout))
        except DoesNotFit:
            continue
        found.append(facts)
    return found, Columns.join(records, layout)


def of(*people: Facts, book: Rulebook = LAW) -> Columns:
    layout = Layout.of(book, YEAR)
    return Columns.join([pack(one, layout) for one in people], layout)


def days_of(book: Rulebook) -> list[date]:
    """A day under every regime, the first and the last of it."""
    changes = [day for day in book.days_of_change() if day.year >= 2014]
    return sorted({moved for day in changes for moved in (day, day - timedelta(days=1))})


def differing(book: Rulebook, award: str, people: list[Facts], answers: np.ndarray, dates: Dates) -> list[str]:
    return [
        f"{award} on {dates.day}: {answer} but {judge(book, award, facts, dates).step.sentence}; {facts}"
        for facts, answer in zip(people, answers, strict=True)
        if NUMBERS[judge(book, award, facts, dates).answer] != answer
    ][:3]


def compare(book: Rulebook, year: int, awards: Sequence[str], seed: int) -> Counter:
    """Ten thousand people, each explained for some award on some day, and a few for all awards on all days."""
    days = days_of(book)
    pairs = [(day, award) for day in days for award in awards]
    people, columns = invented(book, year, MANY, days, seed)
    few = max(2, CROSSED // len(pairs))
    seen: Counter = Counter()
    found = {day: judge_columns(book, awards, columns, year, Dates(day=day)) for day in days}
    for turn, (day, award) in enumerate(pairs):
        some = [*range(few), *range(few + turn, MANY, len(pairs))]
        answers = found[day][award][some]
        assert differing(book, award, [people[one] for one in some], answers, Dates(day=day)) == []
        seen.update((award, int(answer)) for answer in answers)
    return seen


def test_ten_thousand_people_under_a_law_with_every_condition() -> None:
    seen = compare(LAW, YEAR, list(LAW.awards), 1)
    # The comparison is worth something only where all three answers come up.
    assert [(award, n) for award in PERSONAL for n in (0, 1, 2) if not seen[award, n]] == [("chua-doc", 2), ("la", 2)]


def test_ten_thousand_people_under_the_law_of_the_house() -> None:
    book = house()
    awards = [code for code, award in book.awards.items() if "person" in award.subjects]
    compare(book, 2024, awards, 2)


def test_the_law_of_the_test_uses_every_condition() -> None:
    used = {
        type(one) for award in LAW.awards.values() for standard in award.standards for one in standard.requires.walk()
    }
    assert used == {*SINGLE.values(), *COMBINED.values()}


def test_every_condition_has_columns() -> None:
    assert [
        kind for kind in (*SINGLE.values(), *COMBINED.values()) if draw.dispatch(kind) is draw.dispatch(Condition)
    ] == []


PARAMETERS = {
    "rating": "at-least",
    "party-rating": "at-least",
    "holds": "award or-meets bases",
    "held-earlier": "award years-ago bases",
    "never-held": "award",
    "work": "kinds scope at-least last",
    "no-discipline": "from",
    "discipline-over": "years",
    "no-pending": "",
    "not-dissolved": "",
    "worked": "months",
    "registered": "",
    "stated": "code",
    "measure": "of years",
    "meets": "award",
    "text-unavailable": "instrument about",
    "each-year": "last",
    "some-years": "last at-least",
}


@pytest.mark.parametrize("name", PARAMETERS)
def test_every_parameter_is_known_to_the_columns(name: str) -> None:
    """A condition that learns to ask for more must learn it for columns too; then add the parameter here."""
    kind = {**SINGLE, **COMBINED}[name]
    assert " ".join(kind.fields) == PARAMETERS[name]


def test_an_older_law_is_chosen_for_all_alike() -> None:
    people, columns = invented(LAW, YEAR, 300, [date(2020, 1, 1)], 3)
    for dates in (
        Dates(day=date(2020, 6, 1), received=date(2019, 12, 1)),
        Dates(day=date(2020, 6, 1), received=date(2019, 12, 1), new_is_better=True),
        Dates(day=date(2020, 6, 1), received=date(2020, 2, 1)),
        Dates(day=date(2024, 6, 1), submitted=date(2023, 6, 1)),
    ):
        found = judge_columns(LAW, list(LAW.awards), columns, YEAR, dates)
        for award, answers in found.items():
            assert differing(LAW, award, people, answers, dates) == []


def test_an_earlier_year_is_judged_from_the_same_records_without_its_statements() -> None:
    people, columns = invented(LAW, YEAR, 300, [], 4)
    earlier = [replace(one, year=YEAR - 1, stated={}) for one in people]
    found = judge_columns(LAW, ["tien-tien", "chien-si", "le", "uu-tu"], columns, YEAR - 1, DAY)
    for award, answers in found.items():
        assert differing(LAW, award, earlier, answers, DAY) == []


def test_blocks_change_nothing() -> None:
    _, columns = invented(LAW, YEAR, 1_000, [], 5)
    drawn = plan(LAW, list(LAW.awards), columns.layout, YEAR, DAY)
    whole = drawn.run(columns)
    for found in (drawn.run(columns, rows=7), drawn.run(columns.compact(), rows=64)):
        assert all((found[award] == whole[award]).all() for award in whole)


def test_an_award_nobody_wrote_a_standard_for_is_undetermined_and_one_for_collectives_refused() -> None:
    columns = of(Facts(year=YEAR), Facts(year=YEAR))
    found = judge_columns(LAW, ["thieu", "moi", "tap-the"], columns, YEAR, Dates(day=date(2022, 1, 1)))
    assert {award: answers.tolist() for award, answers in found.items()} == {
        "thieu": [UNDETERMINED] * 2,
        "moi": [REFUSED] * 2,
        "tap-the": [REFUSED] * 2,
    }


def test_answers_are_counted() -> None:
    good = Facts(
        year=YEAR,
        ratings={YEAR: Rating(year=YEAR, rating="xuat-sac")},
        months={YEAR: Decimal(12)},
        disciplines=(),
        matters=(),
    )
    bad = replace(good, months={YEAR: Decimal("8.99")})
    found = counts(judge_columns(LAW, ["tien-tien"], of(good, good, bad, Facts(year=YEAR)), YEAR, DAY))["tien-tien"]
    assert (found.granted, found.refused, found.undetermined) == (2, 1, 1)


def test_more_works_than_any_condition_asks_for_are_counted_as_so_many() -> None:
    assert WorkRecognised.fields["at-least"].shape.most == MOST_WORKS  # type: ignore[attr-defined]
    works = tuple(Work(key=str(n), year=YEAR, scope="nation") for n in range(300))
    facts = Facts(year=YEAR, works=works, matters=(), disciplines=())
    columns = of(facts)
    for award in ("chien-si", "chuoi", "sau"):
        assert differing(LAW, award, [facts], judge_columns(LAW, [award], columns, YEAR, DAY)[award], DAY) == []


def test_matters_that_touch_are_one() -> None:
    days = [date(2024, 1, 1) + timedelta(days=10 * n) for n in range(9)]
    matters = tuple(Matter(kind="k", since=a, concluded_on=b) for a, b in zip(days, days[1:], strict=False))
    facts = Facts(year=YEAR, matters=matters)
    columns = of(facts)
    for day in (*days, days[-1] - timedelta(days=1)):
        dates = Dates(day=day)
        assert differing(LAW, "le", [facts], judge_columns(LAW, ["le"], columns, YEAR, dates)["le"], dates) == []


SPREAD = [date(2010 + n, 1, 1) for n in range(6)]


@pytest.mark.parametrize(
    "facts",
    [
        Facts(year=YEAR, disciplines=tuple(Discipline(form="canh-cao", decided_on=day) for day in SPREAD)),
        Facts(
            year=YEAR,
            matters=tuple(Matter(kind="k", since=day, concluded_on=day + timedelta(days=9)) for day in SPREAD),
        ),
        Facts(
            year=YEAR,
            holdings=tuple(Holding(award="le", year=day.year, cancelled_on=date(2030, 1, 1)) for day in SPREAD),
        ),
        Facts(year=YEAR - 1),
        Facts(year=YEAR, subject="collective"),
        Facts(year=YEAR, members=3),
        Facts(year=YEAR, member_disciplines=()),
        Facts(year=YEAR, months={YEAR: Decimal(-1)}),
        Facts(year=YEAR, measures={"day-hoc": Decimal("NaN")}),
        Facts(year=YEAR, works=(Work(key="k", year=YEAR, scope="thế giới"),)),
        Facts(year=YEAR, holdings=(Holding(award="le", year=YEAR, basis="quen biết"),)),
    ],
)
def test_what_a_record_cannot_hold_is_refused(facts: Facts) -> None:
    with pytest.raises(DoesNotFit):
        pack(facts, Layout.of(LAW, YEAR))


def test_records_of_another_layout_are_refused() -> None:
    layout, other = Layout.of(LAW, YEAR), Layout.of(LAW, YEAR + 1)
    ours, theirs = pack(Facts(year=YEAR), layout), pack(Facts(year=YEAR + 1), other)
    assert len(ours) == len(theirs)
    for buffer in (theirs, ours + theirs, ours[:-1]):
        with pytest.raises(OtherLayout):
            Columns.unpack(buffer, layout)
    drawn = plan(LAW, ["le"], other, YEAR + 1, DAY)
    with pytest.raises(OtherLayout):
        drawn.run(Columns.unpack(ours, layout))
    with pytest.raises(OtherLayout):
        plan(house(), ["lao-dong-tien-tien"], layout, YEAR, DAY)


def test_what_records_do_not_tell_is_refused() -> None:
    layout = Layout.of(LAW, YEAR)
    with pytest.raises(DoesNotFit):
        plan(LAW, ["sau"], layout, YEAR - 9, DAY)
    with pytest.raises(DoesNotFit):
        plan(LAW, ["le"], layout, YEAR, Dates(day=date(2200, 1, 1)))
    with pytest.raises(KeyError):
        plan(LAW, ["khong-co"], layout, YEAR, DAY)
    with pytest.raises(DoesNotFit):
        plan(law({"ky-niem": "{measure: {of: day-hoc, years: 20.123}}"}), ["ky-niem"], layout, YEAR, DAY)


def test_exact_lengths_of_service_are_told_apart() -> None:
    people = [
        Facts(year=YEAR, measures={"day-hoc": Decimal(years)}, disciplines=(), matters=(), stated={"mau-muc": True})
        for years in ("20.49", "20.5", "20.4999999999999999999999999999999999", "1e9", "0")
    ]
    found = judge_columns(LAW, ["ky-niem"], of(*people), YEAR, DAY)["ky-niem"]
    assert differing(LAW, "ky-niem", people, found, DAY) == []


def test_nobody_is_no_trouble() -> None:
    layout = Layout.of(LAW, YEAR)
    assert judge_columns(LAW, ["le"], Columns.unpack(b"", layout), YEAR, DAY)["le"].size == 0
