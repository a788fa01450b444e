"""What holds of every judgement, whatever the law says: three answers, reasons with articles, no guesses."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.law.strategies import YEAR, forgetting, people
from thidua.core.findings import Answer
from thidua.law.facts import PERSON, Facts, Matter
from thidua.law.facts_file import facts_to_plain, read_facts
from thidua.law.judge import Dates, judge
from thidua.law.provenance import STATED, SURE
from thidua.law.reading import Source
from thidua.law.rulebook import house, read_texts, thaw

BOOK = house()
PERSONAL = [code for code, award in BOOK.awards.items() if PERSON in award.subjects]
DAYS = [day for day in BOOK.days_of_change() if day >= date(2014, 1, 1)]
AWARDS = st.sampled_from(PERSONAL)
ON = st.sampled_from(DAYS) | st.sampled_from(DAYS).map(lambda day: day - timedelta(days=1))


@given(award=AWARDS, day=ON, data=st.data())
@settings(max_examples=300)
def test_knowing_more_never_turns_a_yes_into_a_no_or_a_no_into_a_yes(
    award: str, day: date, data: st.DataObject
) -> None:
    whole = data.draw(people())
    part = data.draw(forgetting(whole))

    known, guessed = judge(BOOK, award, whole, Dates(day=day)), judge(BOOK, award, part, Dates(day=day))

    assert guessed.answer in (known.answer, Answer.UNDETERMINED)


@given(award=AWARDS, day=ON, facts=people())
@settings(max_examples=200)
def test_every_answer_has_a_sentence_and_every_refusal_a_reason_with_its_article(
    award: str, day: date, facts: Facts
) -> None:
    found = judge(BOOK, award, facts, Dates(day=day))

    assert str(found.sentence).endswith(".")
    assert "{" not in str(found.sentence)
    if found.answer is Answer.REFUSED and found.standard:
        assert [reason for reason in found.finding.reasons if reason.citation]
    assert (found.cause != "") == (found.answer is Answer.UNDETERMINED)


@given(award=AWARDS, day=ON, facts=people(), order=st.randoms())
def test_the_order_of_what_is_known_does_not_matter(award: str, day: date, facts: Facts, order: object) -> None:
    shuffled = {}
    for group in ("holdings", "works", "disciplines", "matters"):
        rows = list(getattr(facts, group))
        order.shuffle(rows)  # type: ignore[attr-defined]
        shuffled[group] = tuple(rows)

    again = judge(BOOK, award, replace(facts, **shuffled), Dates(day=day))

    assert again.answer is judge(BOOK, award, facts, Dates(day=day)).answer


@given(facts=people(), data=st.data())
def test_facts_survive_being_written_down(facts: Facts, data: st.DataObject) -> None:
    part = data.draw(forgetting(facts))

    assert read_facts(facts_to_plain(part), Source("x")) == part


@given(award=AWARDS, day=ON, facts=people())
@settings(max_examples=100)
def test_a_frozen_rulebook_judges_alike(award: str, day: date, facts: Facts) -> None:
    again = thaw(BOOK.plain, "frozen")

    one, other = judge(BOOK, award, facts, Dates(day=day)), judge(again, award, facts, Dates(day=day))

    assert again.fingerprint() == BOOK.fingerprint()
    assert (one.answer, str(one.sentence)) == (other.answer, str(other.sentence))


def test_a_confirmed_provision_is_no_longer_doubted() -> None:
    from thidua.law.provenance import provision_key

    unsure = next(
        standard
        for award in BOOK.awards.values()
        for standard in award.standards
        if standard.subject == PERSON and not standard.provision.is_sure
    )
    code = next(code for code, award in BOOK.awards.items() if unsure in award.standards)
    day = unsure.period.start
    before = judge(BOOK, code, Facts(year=YEAR), Dates(day=day))
    book = replace(BOOK, confirmed=frozenset({provision_key(unsure.provision)}))
    after = judge(book, code, Facts(year=YEAR), Dates(day=day))

    assert any(str(unsure.provision.citation) in str(doubt) for doubt in before.doubts)
    assert not any(str(unsure.provision.citation) in str(doubt) for doubt in after.doubts)
    assert before.answer is after.answer


def test_every_provision_says_how_sure_it_is() -> None:
    told = {s.provision.confidence for award in BOOK.awards.values() for s in award.standards}
    assert told <= set(STATED)
    assert told & set(SURE)


def test_a_matter_that_waits_makes_a_yes_wait_and_its_end_lets_it_go_on() -> None:
    waiting = Matter(kind="xác minh tố cáo", since=date(2024, 5, 1), authority="Thanh tra thành phố")
    good = base()
    on = Dates(day=date(2024, 6, 20))

    found = judge(BOOK, "lao-dong-tien-tien", replace(good, matters=(waiting,)), on)
    assert (found.answer, found.cause) == (Answer.UNDETERMINED, "pending")
    assert "Thanh tra thành phố" in str(found.sentence)

    cleared = replace(waiting, concluded_on=date(2024, 6, 10), violation=False, document="Kết luận số 5")
    assert judge(BOOK, "lao-dong-tien-tien", replace(good, matters=(cleared,)), on).answer is Answer.GRANTED


def test_an_award_that_is_not_in_the_catalogue_is_a_fault_of_the_caller() -> None:
    with pytest.raises(KeyError):
        judge(BOOK, "khong-co", base(), Dates(day=date(2024, 6, 20)))


def test_nothing_can_be_said_where_no_standard_is_known() -> None:
    texts = [("luat.yaml", HEAD)]
    found = judge(read_texts(texts), "danh-hieu", base(), Dates(day=date(2020, 1, 1)))

    assert (found.answer, found.cause) == (Answer.UNDETERMINED, "no-text")


def base() -> Facts:
    from tests.law.test_new_circular import GOOD

    return GOOD


HEAD = """
instruments:
  - {code: luat, name: Luật minh hoạ, number: 01/2024, level: law, issuer: Quốc hội, signed: 2024-01-01,
     from: 2024-01-01, to: null, confidence: seen}
ratings:
  - {code: tot, name: tốt, rank: 3}
awards:
  - code: danh-hieu
    name: Danh hiệu minh hoạ
    short: DHMH
    kind: title
    level: Đơn vị
    group: ldtt
    deciders: []
    standards:
      - {code: dh-2024, subject: person, from: 2024-01-01, to: null, summary: Được xếp loại tốt.,
         source: {instrument: luat, place: Điều 1, confidence: seen}, requires: {rating: {at-least: tot}}}
"""


def test_what_only_people_can_weigh_is_told_beside_the_answer_and_decides_nothing() -> None:
    woman = Facts(year=2023, holdings=(), works=(), disciplines=(), matters=())

    def told(award: str, day: date) -> list[str]:
        found = judge(BOOK, award, woman, Dates(day=day))
        return [str(doubt) for doubt in found.doubts if "một phần ba" in str(doubt)]

    assert told("huan-chuong-lao-dong-hang-ba", date(2017, 9, 30)) == []
    assert told("huan-chuong-lao-dong-hang-ba", date(2023, 12, 31))[0].endswith("(Điều 3 Nghị định 91/2017/NĐ-CP).")
    assert told("huan-chuong-lao-dong-hang-ba", date(2024, 1, 1))[0].endswith(
        "(khoản 7 Điều 4 Nghị định 98/2023/NĐ-CP)."
    )
    assert told("huan-chuong-lao-dong-hang-ba", date(2025, 7, 1))[0].endswith(
        "(khoản 7 Điều 4 Nghị định 152/2025/NĐ-CP)."
    )
    assert told("lao-dong-tien-tien", date(2025, 7, 1)) == []
