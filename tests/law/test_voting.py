"""The rules of voting by their days, and a reader that takes nothing it does not understand."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest

from thidua.core.errors import BadInput
from thidua.law.provenance import SEEN, STATED, UNCERTAIN
from thidua.law.rulebook import house
from thidua.law.shares import ALL_MEMBERS, PRESENT_AND_CONSULTED, Share
from thidua.law.voting import (
    BALLOT,
    CONFERENCE,
    COUNCIL,
    DATA,
    OPINION,
    YES,
    Entry,
    Rulebook,
    group_of,
    groups,
    house_voting,
    lost_voting_references,
    proposed_on,
    purpose_name,
    rulebook,
    rulebooks,
    rulebooks_on,
)
from thidua.law.voting_file import read

TEXT = DATA.read_text(encoding="utf-8")


def entry(book: str, group: str) -> Entry:
    found = rulebook(book).entry_for(group)
    assert found
    return found


def test_the_rules_in_force_follow_the_day_of_the_session() -> None:
    codes = {
        day: {one.code for one in rulebooks_on(day)} for day in (date(2016, 5, 1), date(2020, 7, 1), date(2024, 6, 1))
    }

    assert "tt-35-2015" in codes[date(2016, 5, 1)]
    assert "cum-1-2019" in codes[date(2020, 7, 1)]
    assert "nd-98-2023" not in codes[date(2020, 7, 1)]
    assert "nd-98-2023" in codes[date(2024, 6, 1)]
    assert "nd-91-2017" not in codes[date(2024, 6, 1)]


@pytest.mark.parametrize(("last", "first", "old", "new"), [
    (date(2023, 12, 31), date(2024, 1, 1), "nd-91-2017", "nd-98-2023"),
    (date(2016, 2, 15), date(2016, 2, 16), "nd-42-2010", "tt-35-2015"),
    (date(2023, 12, 31), date(2024, 1, 1), "tt-21-2020", "nd-98-2023-tt-21-2020"),
    (date(2024, 2, 14), date(2024, 2, 15), "nd-98-2023-tt-21-2020", "nd-98-2023"),
    (date(2025, 6, 30), date(2025, 7, 1), "nd-98-2023", "nd-152-2025"),
    (date(2026, 9, 30), date(2026, 10, 1), "nd-152-2025", "luat-2026"),
])  # fmt: skip
def test_a_rule_ends_with_its_last_day(last: date, first: date, old: str, new: str) -> None:
    assert old in {one.code for one in rulebooks_on(last)}
    assert old not in {one.code for one in rulebooks_on(first)}
    assert new in {one.code for one in rulebooks_on(first)}


def test_the_statute_of_cluster_one_names_no_fraction_for_the_leading_unit() -> None:
    found = entry("cum-1-2019", "leading-unit")

    assert rulebook("cum-1-2019").body == CONFERENCE
    assert found.threshold is None
    assert "bỏ phiếu lại" in str(found.words)
    assert "IV.2" in found.source


def test_one_session_stacks_its_rules_by_what_is_decided() -> None:
    assert entry("tt-35-2015", "cstdcs").threshold == Share(Fraction(7, 10), PRESENT_AND_CONSULTED)
    assert entry("tt-35-2015", "cstdcs").absent == OPINION
    ninety = entry("tt-35-2015", "cstdtq")
    assert (ninety.threshold, ninety.secret, ninety.absent) == (Share(Fraction(9, 10), ALL_MEMBERS), YES, BALLOT)
    assert entry("nd-98-2023", "cstdcs").threshold == Share(Fraction(4, 5), ALL_MEMBERS)
    assert entry("nd-98-2023", "cstd-bt").threshold == Share(Fraction(9, 10), ALL_MEMBERS)
    assert rulebook("bac-ninh-2025").quorum.share == Share(Fraction(4, 5), ALL_MEMBERS)


def test_every_rule_says_where_it_is_from_and_every_session_can_decide_its_own_affairs() -> None:
    for book in rulebooks():
        assert book.entry_for("free"), book.code
        for one in book.entries:
            assert one.source, (book.code, one.code)
            assert set(one.groups) <= set(groups())


def test_a_rulebook_comes_back_from_storage_as_it_went_in() -> None:
    for book in rulebooks():
        assert Rulebook.from_json(book.to_json()) == book


def test_rules_frozen_by_an_earlier_version_are_still_read() -> None:
    book = rulebook("nd-98-2023")
    old = book.to_json()
    for one in (old["quorum"], *old["entries"]):
        one["confidence"] = {"seen": "T", "secondhand": "O", "uncertain": "U"}[one["confidence"]]
        for key in ("instrument", "document", "place"):
            del one[key]

    found = Rulebook.from_json(old)

    assert [one.source for one in found.entries] == [one.source for one in book.entries]
    assert [one.provision.confidence for one in found.entries] == [one.provision.confidence for one in book.entries]
    assert found.entries[0].provision.is_sure


def test_every_day_has_a_rule_for_councils_and_for_conferences() -> None:
    days = {date(2014, 1, 1), *(one.period.start for one in rulebooks())}
    days |= {one.period.end + timedelta(days=1) for one in rulebooks() if one.period.end}
    for day in sorted(days):
        for body in (COUNCIL, CONFERENCE):
            found = proposed_on(day, body)
            assert found, (day, body)
            assert found.body == body


@pytest.mark.parametrize(("day", "code"), [
    (date(2018, 10, 13), "tt-35-2015"),
    (date(2018, 10, 14), "nd-91-2017"),
    (date(2020, 9, 30), "nd-91-2017"),
    (date(2020, 10, 1), "tt-21-2020"),
    (date(2024, 1, 31), "nd-98-2023-tt-21-2020"),
    (date(2026, 1, 1), "nd-152-2025"),
])  # fmt: skip
def test_the_more_special_rule_is_proposed(day: date, code: str) -> None:
    found = proposed_on(day, COUNCIL)
    assert found
    assert found.code == code


def test_an_award_finds_its_rule_by_its_group() -> None:
    book = rulebook("nd-98-2023")
    assert group_of("co-thi-dua-bo-giao-duc") == "co-bt"
    assert book.entry_for(group_of("co-thi-dua-bo-giao-duc")) == book.entry_for("co-bt")
    assert purpose_name("co-thi-dua-bo-giao-duc") == house().award_name("co-thi-dua-bo-giao-duc")
    assert groups()["cstdcs"] == house().award_name("chien-si-thi-dua-co-so")
    assert (purpose_name("free"), purpose_name("khong-co")) == ("Thông qua nội dung của phiên họp", "")
    assert list(lost_voting_references(house(), house_voting())) == []


def test_seventy_percent_of_the_sector_changed_its_base_in_2020() -> None:
    assert entry("tt-35-2015", "cstdcs").threshold == Share(Fraction(7, 10), PRESENT_AND_CONSULTED)
    assert entry("tt-21-2020", "cstdcs").threshold == Share(Fraction(7, 10), ALL_MEMBERS)
    assert entry("tt-21-2020", "cstdcs").provision.confidence == SEEN
    assert "khoản 4 Điều 3" in entry("tt-21-2020", "cstdcs").source


def test_what_was_not_read_is_said_to_be_uncertain() -> None:
    for code in ("nd-152-2025", "luat-2026"):
        assert {one.provision.confidence for one in rulebook(code).entries} == {UNCERTAIN}
    assert {one.provision.confidence for book in rulebooks() for one in book.entries} <= set(STATED)


@pytest.mark.parametrize(("old", "new", "told"), [
    ("base: present-and-consulted", "base: everybody", "Không có mã “everybody”"),
    ("threshold: {share: 9/10, base: all-members}", "threshold: {share: 9/10, base: present}", "Thành viên vắng mặt"),
    ("from: 2016-02-16", "from: '2016'", "cần một ngày"),
    ("    from: 2016-02-16\n", "", "Thiếu mục “from”"),
    ("    to: 2018-10-13\n", "", "Thiếu mục “to”"),
    ("to: 2018-10-13", "to: 2015-10-13", "Ngày hết hiệu lực trước"),
    ("share: 7/10", "share: 0.7", "cần một phân số"),
    ("share: 7/10", "share: 11/10", "cần một phân số"),
    ("share: 7/10", "share: 0/10", "lớn hơn 0"),
    ("share: 1/2, base: present, over: true", "share: 2/2, base: present, over: true", "lớn hơn 0"),
    ("        threshold: most-votes", "        threshold: most", "Ở đây cần các mục"),
    ("note: Hội đồng của cấp trình", "remark: Hội đồng của cấp trình", "Không có mục nào tên “remark”"),
    ("confidence: seen", "confidence: T", "cần một mã"),
    ("confidence: seen", "confidence: sure", "Không có mã “sure”"),
    ("groups: [cstdcs, co-bt, co-cp]", "groups: [co-xyz]", "Không có mã “co-xyz”"),
    ("groups: [next-leader, next-deputy]", "groups: [next-leader, seat]", "Mã “seat” được ghi hai lần"),
    ("instrument: nd-98-2023,", "instrument: nd-98-2032,", "Không có mã “nd-98-2032”"),
    ("award: chien-si-thi-dua-co-so", "award: chien-si", "Không có mã “chien-si”"),
    ("  - code: nd-91-2017", "  - code: tt-35-2015", "Mã “tt-35-2015” được ghi hai lần"),
    ("    body: council", "    body: council\n    body: council", "Mục “body” được ghi hai lần"),
    ("share: {share: 2/3, base: all-members}", "share: {share: 2/3, base: present}", "tổng số thành viên"),
])  # fmt: skip
def test_what_is_not_understood_is_refused_with_its_place(old: str, new: str, told: str) -> None:
    assert old in TEXT
    with pytest.raises(BadInput) as caught:
        read(TEXT.replace(old, new, 1), "voting.yaml", house())

    problem = caught.value.problems[0]
    assert told in str(problem.sentence)
    assert str(problem.place).startswith("voting.yaml: ")
    assert "(dòng " in str(problem.place)
