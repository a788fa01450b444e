"""What is confirmed of voting and of procedures: named by the same keys, marked by what stands there. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from thidua.core.findings import Citation
from thidua.law import procedures, voting
from thidua.law.courses import COURSES, VOTING, course_uses
from thidua.law.procedures import deadlines_on, dossier_on, house_procedures
from thidua.law.procedures_file import read as read_procedures
from thidua.law.provenance import CONFIRMED, SEEN, UNCERTAIN, Provision, counted, provision_key
from thidua.law.provisions import keys, marks, uses
from thidua.law.rulebook import house
from thidua.law.voting import Entry, Rulebook, confirmed, confirmed_entry, house_voting, rulebook, rulebooks
from thidua.law.voting_file import read as read_voting

PRACTICE = "|Lệ chung của hội nghị; quy chế cụm không ghi"
FLAG = "co-thi-dua-chinh-phu"
VOTES, WAYS = (one.DATA.read_text(encoding="utf-8") for one in (voting, procedures))


def marked(votes: str = VOTES, ways: str = WAYS) -> Mapping[str, str]:
    read = read_voting(votes, "voting.yaml", house()), read_procedures(ways, "dossiers.yaml", house())
    return marks(house(), *(one.plain for one in read))


def free(book: str = "cum-1-2019") -> Entry:
    found = rulebook(book).entry_for("free")
    assert found
    return found


def test_a_provision_is_named_by_its_place_and_a_practice_by_its_words() -> None:
    assert provision_key(Provision("luat", Citation("Luật", "Điều 5"), SEEN)) == "luat|Điều 5"
    assert provision_key(Provision("luat", Citation("Luật"), SEEN)) == "luat|"
    assert provision_key(free().provision) == PRACTICE


def test_only_what_was_not_read_becomes_surer_and_only_by_its_own_key() -> None:
    unsure, read = (Provision("luat", Citation("Luật", "Điều 5"), one) for one in (UNCERTAIN, SEEN))
    assert counted(unsure, {"luat|Điều 5"}).confidence == CONFIRMED
    assert counted(unsure, {"luat|Điều 6"}) is unsure
    assert counted(read, {"luat|Điều 5"}) is read


def test_everything_that_decides_has_a_mark_and_a_key_that_fits_its_column() -> None:
    found = tuple(course_uses(house(), house_voting(), house_procedures()))
    assert {one.key for one in (*uses(house()), *found)} == set(marked())
    assert max(len(one.key) for one in found) <= 300
    assert all(one.what in COURSES and one.name for one in found)
    assert all(one.says for one in found if one.what == VOTING)
    assert not any(one.what in COURSES for one in uses(house()))


def test_what_stands_beside_the_law_changes_no_mark_of_what_only_the_law_rests_on() -> None:
    alone, whole = marks(house()), marked()
    beside = {one.key for one in course_uses(house(), house_voting(), house_procedures())}
    assert {key for key in alone if alone[key] != whole[key]} == set(alone) & beside
    assert keys(house()) == set(alone)


@pytest.mark.parametrize(("old", "new", "changed"), [
    ("threshold: {share: 1/2, base: present, over: true}", "threshold: {share: 2/3, base: present}", {PRACTICE}),
    ("quy chế cụm không ghi, confidence: uncertain", "quy chế cụm không ghi, confidence: secondhand", set()),
])  # fmt: skip
def test_a_changed_voting_rule_has_another_mark(old: str, new: str, changed: set[str]) -> None:
    assert old in VOTES
    before, after = marked(), marked(votes=VOTES.replace(old, new, 1))
    assert {key for key in before if before[key] != after[key]} == changed


def test_other_days_of_a_rulebook_change_the_marks_of_what_it_says() -> None:
    before, after = marked(), marked(votes=VOTES.replace("from: 2019-09-01", "from: 2019-09-02", 1))
    assert before[PRACTICE] != after[PRACTICE]


def test_a_changed_family_or_paper_changes_the_marks_of_the_dossiers_that_name_it() -> None:
    before = marked()
    family = "awards: [nha-giao-nhan-dan, nha-giao-uu-tu]"
    assert marked(ways=WAYS.replace(family, "awards: [nha-giao-nhan-dan]", 1)) != before
    renamed = marked(ways=WAYS.replace("name: Văn bản đề nghị", "name: Công văn đề nghị", 1))
    assert renamed["luat-2003|Điều 84"] != before["luat-2003|Điều 84"]


def test_a_rulebook_is_confirmed_in_its_quorum_and_its_entries() -> None:
    book = rulebook("cum-1-2019")
    assert confirmed(book, frozenset()) == book
    found = confirmed(book, {PRACTICE, provision_key(book.quorum.provision)})
    assert found.quorum.provision.confidence == CONFIRMED
    assert [one.provision.confidence for one in found.entries] == [SEEN, SEEN, CONFIRMED]
    assert Rulebook.from_json(found.to_json()) == found
    assert rulebook("cum-1-2019") == book


def test_every_unsure_rule_of_voting_can_be_confirmed() -> None:
    every = {one.key for one in course_uses(house(), house_voting(), house_procedures())}
    for book in (confirmed(one, every) for one in rulebooks()):
        assert all(one.provision.is_sure for one in (book.quorum, *book.entries)), book.code


def test_a_frozen_entry_follows_the_confirmations_while_the_data_say_the_same() -> None:
    frozen = free()
    found = confirmed_entry(frozen, "cum-1-2019", {PRACTICE})
    assert found.provision.confidence == CONFIRMED
    assert confirmed_entry(found, "cum-1-2019", frozenset()) == frozen
    for other in (replace(frozen, absent="opinion"), replace(frozen, code="khac"), replace(frozen, note="Khác.")):
        assert confirmed_entry(other, "cum-1-2019", {PRACTICE}) is other
    former = replace(frozen, provision=Provision("", Citation("Lệ chung"), CONFIRMED))
    assert confirmed_entry(former, "cum-1-2019", frozenset()) is former
    assert confirmed_entry(frozen, "khong-co", {PRACTICE}) is frozen


def test_a_dossier_is_confirmed_with_its_provision() -> None:
    told = "bang-khen-bo-tinh", "person", date(2024, 6, 1)
    before, after = dossier_on(*told), dossier_on(*told, {"luat-2022|Điều 84"})
    assert before
    assert after
    assert not before.provision.is_sure
    assert after.provision.confidence == CONFIRMED
    assert replace(after, provision=before.provision) == before


def test_a_doubt_is_lifted_by_confirming_the_instrument_that_nobody_read() -> None:
    day = date(2026, 10, 1)
    doubted = deadlines_on(FLAG, day)
    assert {one.provision.confidence for one in doubted} == {UNCERTAIN}
    assert {provision_key(one.doubt) for one in doubted if one.doubt} == {"luat-2026|"}
    of_their_own = {provision_key(one.provision) for one in doubted}
    assert {one.provision.confidence for one in deadlines_on(FLAG, day, keys=of_their_own)} == {UNCERTAIN}
    lifted = deadlines_on(FLAG, day, keys={"luat-2026|"})
    assert len(lifted) == len(doubted)
    assert any(one.provision.is_sure for one in lifted)
    assert not any(one.doubt or "06/2026" in one.note for one in lifted)
