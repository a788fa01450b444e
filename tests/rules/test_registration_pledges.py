"""The text of a pledge, and when a signature under it holds."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.core.days import SchoolYear
from thidua.core.names import tidy
from thidua.registration.rules import pledges as rules
from thidua.registration.rules.pledges import PledgeFacts, PledgeWords, pledge_text
from thidua.registration.rules.registrations import TargetFacts

WORDS = PledgeWords(
    preamble="Căn cứ Quy chế;\nCăn cứ Kế hoạch.",
    contents=("Đổi mới, sáng tạo trong dạy và học.", "Giữ vững kỷ cương."),
    targets=(TargetFacts("Tỷ lệ lên lớp", Decimal("98.5"), "%", "at-least"),),
    promise="Cùng cam kết thực hiện.",
    place="thành phố Cần Thơ",
    signed_on=date(2020, 2, 15),
)
FACTS = PledgeFacts("Cụm thi đua số 1", SchoolYear(2019), WORDS, ("Sở A", "Sở B"))
NOW = datetime(2020, 2, 10, 3, tzinfo=UTC)


def mark(facts: PledgeFacts) -> str:
    return hashlib.sha256(pledge_text(facts).encode()).hexdigest()


def test_the_text_names_members_contents_and_targets_in_words() -> None:
    text = pledge_text(FACTS)

    assert "Hôm nay, ngày 15/02/2020" in text
    assert "  2. Sở B" in text
    assert "  1. Tỷ lệ lên lớp: từ 98,5 % trở lên" in text


@pytest.mark.parametrize(
    "changed",
    [
        replace(WORDS, preamble="Căn cứ Quy chế;\nCăn cứ Kế hoạch"),
        replace(WORDS, contents=(*WORDS.contents[:1], "Giữ vững kỷ cương")),
        replace(WORDS, contents=WORDS.contents[::-1]),
        replace(WORDS, targets=(replace(WORDS.targets[0], amount=Decimal("98.6")),)),
        replace(WORDS, targets=(replace(WORDS.targets[0], direction="at-most"),)),
        replace(WORDS, promise="Cùng cam kết thực hiện!"),
        replace(WORDS, place="thành phố Hà Nội"),
        replace(WORDS, signed_on=date(2020, 2, 16)),
    ],
)
def test_one_changed_letter_is_another_text(changed: PledgeWords) -> None:
    assert mark(replace(FACTS, words=changed)) != mark(FACTS)


LINE = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=12)
FACTS_OF = st.builds(
    lambda preamble, contents, targets, promise, place, parties: PledgeFacts(
        "Cụm",
        SchoolYear(2019),
        rules.tidied(
            PledgeWords("\n".join(preamble), tuple(contents), tuple(map(TargetFacts, targets)), promise, place)
        ),
        tuple(name for name in map(tidy, parties) if name),
    ),
    st.lists(LINE, max_size=3), st.lists(LINE, max_size=3), st.lists(LINE, max_size=3), LINE, LINE,
    st.lists(LINE, max_size=3),
)  # fmt: skip


@given(FACTS_OF, FACTS_OF)
def test_the_mark_changes_exactly_when_the_pledge_does(first: PledgeFacts, second: PledgeFacts) -> None:
    assert (mark(first) == mark(second)) == (first == second)


@given(FACTS_OF, st.sampled_from(["CAM KẾT", "  1. x", "II. CHỈ TIÊU THI ĐUA", "     x"]))
def test_what_people_write_is_never_taken_for_a_heading(facts: PledgeFacts, sly: str) -> None:
    words = facts.words
    before = replace(facts, words=rules.tidied(replace(words, contents=(*words.contents, sly))))
    after = replace(facts, words=rules.tidied(replace(words, promise=f"{sly}\n{words.promise}")))

    assert pledge_text(before) != pledge_text(after)


def test_what_is_tidied_once_stays() -> None:
    typed = PledgeWords("  a  b \n\n c", ("", " x  y "), (TargetFacts(" "), TargetFacts("t ", None, " % ")), " p\n")

    once = rules.tidied(typed)
    assert once == PledgeWords("a b\nc", ("x y",), (TargetFacts("t", None, "%"),), "p")
    assert rules.tidied(once) == once


def test_a_target_without_a_figure_is_told_by_its_words() -> None:
    assert str(rules.describe_target(TargetFacts("Không có vi phạm"))) == "Không có vi phạm"
    assert str(rules.describe_target(TargetFacts("Sáng kiến", Decimal(3), "sáng kiến", "exactly"))) == (
        "Sáng kiến: đạt 3 sáng kiến"
    )


def test_a_figure_needs_its_words_and_a_comparison_its_figure() -> None:
    bad = PledgeWords(targets=(TargetFacts("", Decimal(3)), TargetFacts("Tỷ lệ", None, "%", "at-least")))

    assert [str(one.place) for one in rules.check_words(bad)] == ["Chỉ tiêu 1", "Chỉ tiêu 2"]
    assert rules.check_words(WORDS) == []


def test_everything_missing_is_named_before_signing() -> None:
    finding = rules.readiness(PledgeWords(), unanswered=2, comments_until=date(2020, 2, 10), now=NOW)

    assert len(finding.reasons) == 6
    assert rules.readiness(WORDS, 0, date(2020, 2, 9), NOW)


def test_comments_come_in_until_the_end_of_the_last_day() -> None:
    assert rules.may_comment(rules.COMMENTS, date(2020, 2, 10), NOW)
    assert not rules.may_comment(rules.COMMENTS, date(2020, 2, 9), NOW)
    assert not rules.may_comment(rules.DRAFT, None, NOW)


@pytest.mark.parametrize(
    ("held", "in_force", "member", "state"),
    [
        ([], True, True, rules.MISSING),
        ([True], True, True, rules.SIGNED),
        ([False], True, True, rules.VOID),
        ([False, True], True, True, rules.SIGNED),
        ([True], False, True, rules.MISSING),
        ([False], False, True, rules.VOID),
        ([], True, False, rules.LEFT),
        ([True], True, False, rules.SIGNED),
    ],
)
def test_where_a_units_signature_stands(held: list[bool], in_force: bool, member: bool, state: str) -> None:
    assert rules.signing_state(held, in_force=in_force, member=member) == state
