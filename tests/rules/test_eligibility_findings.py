"""A finding is told, kept as plain data and read again the same; what somebody may not see leaves every sentence."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.core.findings import Answer
from thidua.core.text import say
from thidua.eligibility.rules.keeping import dates_from_json, dates_to_json, plain, read, told_from_json, told_to_json
from thidua.eligibility.rules.telling import Told, missing_steps, told_of
from thidua.eligibility.rules.veiling import HIDDEN, SENSITIVE, touches, veiled
from thidua.law.facts import Discipline, Facts, Holding, Matter, Rating, Work
from thidua.law.judge import Dates, judge
from thidua.law.rulebook import house
from thidua.records.rules.standing import DISCIPLINES, MATTERS

BOOK = house()
PERSONAL = [code for code, award in BOOK.awards.items() if "person" in award.subjects]
DAYS = st.sampled_from([date(2018, 6, 1), date(2023, 6, 1), date(2025, 6, 1), date(2026, 6, 1), date(2026, 12, 1)])
SECRET = "Đơn tố cáo tối mật"


@st.composite
def told(draw: st.DrawFn) -> Told:
    """What the law of some day finds of somebody."""
    day = draw(DAYS)
    year = day.year - 1
    facts = Facts(
        name="Bà Minh Hoạ",
        year=year,
        months={year: Decimal("9.5")},
        ratings={y: Rating(year=y, rating="hoan-thanh-tot") for y in draw(st.sets(st.integers(year - 4, year)))},
        holdings=draw(st.sampled_from([None, (), (Holding(award="chien-si-thi-dua-co-so", year=year - 1),)])),
        works=draw(st.sampled_from([None, (), (Work(key="a", year=year, name="Vườn rau"),)])),
        disciplines=draw(
            st.sampled_from([None, (), (Discipline(form="canh-cao", decided_on=date(year, 10, 1), number="99/BIMAT"),)])
        ),
        matters=draw(st.sampled_from([None, (), (Matter(kind=SECRET, since=date(year, 11, 1)),)])),
    )
    return told_of(BOOK, judge(BOOK, draw(st.sampled_from(PERSONAL)), facts, Dates(day=day)))


@given(told())
def test_what_was_kept_reads_back_the_same(one: Told) -> None:
    through = [json.loads(json.dumps(part, ensure_ascii=False)) for part in told_to_json(one)]

    again = told_from_json(*through)

    assert again == one
    assert str(again.sentence) == str(one.sentence)


def test_days_read_back_the_same_and_unknown_things_are_not_kept() -> None:
    dates = Dates(day=date(2025, 6, 1), sent=date(2025, 5, 1), new_is_better=True)

    assert dates_from_json(json.loads(json.dumps(dates_to_json(dates)))) == dates
    with pytest.raises(TypeError):
        plain(object())
    with pytest.raises(ValueError, match="not kept"):
        read({"strange": 1})
    assert read(plain([Decimal("1.5"), say("a {n}", n=[1, "b"]), Answer.GRANTED, None])) == (
        Decimal("1.5"), say("a {n}", n=(1, "b")), Answer.GRANTED, None,
    )  # fmt: skip


def everything(one: Told) -> str:
    """Every word of a finding."""
    said: list[Any] = [one.sentence, *(reason.sentence for reason in one.law), *one.doubts]
    for step in one.step.walk():
        said += [
            step.sentence,
            step.cure,
            *(part for used in step.facts for part in (used.name, used.value, used.paper)),
        ]
    return " ".join(str(part) for part in said)


@given(told())
def test_nothing_that_is_hidden_stands_in_any_sentence_and_the_answer_stays(one: Told) -> None:
    shown = veiled(one, SENSITIVE)

    assert (shown.answer, shown.cause, shown.confidence) == (one.answer, one.cause, one.confidence)
    for word in (SECRET, "99/BIMAT", "bị kỷ luật cảnh cáo"):
        assert word not in everything(shown)
    if SECRET in everything(one):
        assert str(HIDDEN) in everything(shown)


@given(told())
def test_who_may_see_everything_sees_it_unchanged(one: Told) -> None:
    assert veiled(one, ()) is one


def test_hiding_one_group_leaves_the_other() -> None:
    facts = Facts(
        name="Bà Minh Hoạ", year=2022, months={2022: Decimal(12)},
        ratings={2022: Rating(year=2022, rating="hoan-thanh-tot")},
        disciplines=(Discipline(form="canh-cao", decided_on=date(2022, 10, 1)),),
    )  # fmt: skip
    one = told_of(BOOK, judge(BOOK, "lao-dong-tien-tien", facts, Dates(day=date(2023, 6, 1))))

    assert DISCIPLINES in touches(one)
    assert "kỷ luật cảnh cáo" in str(veiled(one, [MATTERS]).sentence)
    assert "kỷ luật cảnh cáo" not in str(veiled(one, [DISCIPLINES]).sentence)


def test_what_is_missing_is_named_once_and_only_what_wants_a_fact() -> None:
    facts = Facts(name="Bà Minh Hoạ", year=2024)
    one = told_of(BOOK, judge(BOOK, "chien-si-thi-dua-co-so", facts, Dates(day=date(2025, 6, 1))))

    said = [str(step.sentence) for step in missing_steps(one)]

    assert said == list(dict.fromkeys(said))
    assert "chưa có kết quả xếp loại năm học 2024–2025" in said
    assert list(missing_steps(replace(one, step=replace(one.step, answer=Answer.GRANTED, steps=())))) == []
