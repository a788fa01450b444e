"""The rulebook at a unit on a day, and rulebooks kept for ever."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction

from tests.factories import NOW, make_unit, make_viewer
from thidua.foundation.refusals import NotThere
from thidua.law.provenance import provision_key
from thidua.law.rulebook import Rulebook, house
from thidua.lawbook.facts import house_marks, rulebook_for, rules_of
from thidua.lawbook.models import Confirmation, FrozenRules, LocalRule
from thidua.lawbook.services.freezing import keep_rules
from thidua.organisations.models import Unit, UnitPlace

pytestmark = pytest.mark.django_db
DAY = date(2025, 6, 1)
CONTENT = {
    "questions": [{"code": "du-gio", "words": "đã dự giờ đủ 18 tiết trong năm", "who": "tổ trưởng chuyên môn"}],
    "additions": [
        {
            "code": "du-gio",
            "award": "lao-dong-tien-tien",
            "subject": "person",
            "from": "2025-01-01",
            "to": None,
            "fills": "detail",
            "source": {"instrument": "van-ban-nay", "place": "Điều 5", "confidence": "seen"},
            "requires": {"stated": {"code": "du-gio"}},
        }
    ],
}


def rule_at(unit: Unit, **more: object) -> LocalRule:
    account = make_viewer(unit).account_id
    return LocalRule.objects.create(**{
        "series": uuid4(), "version": 1, "unit": unit, "level": "unit", "title": "Quy chế thi đua", "number": "12/QC",
        "issuer": "Trường minh hoạ", "signed_on": date(2024, 12, 1), "starts_on": date(2025, 1, 1), "content": CONTENT,
        "fingerprint": "a" * 64, "state": "published", "created_by_id": account, "created_at": NOW,
        "published_by_id": account, "published_at": NOW, **more,
    })  # fmt: skip


def added(book: Rulebook, day: date = DAY) -> list[str]:
    return [one.code for one in book.additions_on("lao-dong-tien-tien", "person", day)]


def test_a_unit_has_what_the_units_above_it_added_and_nothing_of_its_neighbours() -> None:
    top, school, other = make_unit("SO"), make_unit("TRUONG"), make_unit("KHAC")
    UnitPlace.objects.create(unit=school, parent=top, starts_on=date(2020, 1, 1))
    rule = rule_at(top)
    assert added(rulebook_for(school, DAY)) == [f"dp-{rule.series.hex[:8]}-b1-du-gio"]
    assert added(rulebook_for(other, DAY)) == []
    assert rulebook_for(other, DAY).plain is house().plain


def test_the_added_requirement_names_its_own_paper_and_its_own_question() -> None:
    school = make_unit("TRUONG")
    rule_at(school)
    book = rulebook_for(school, DAY)
    (addition,) = book.additions_on("lao-dong-tien-tien", "person", DAY)
    assert str(addition.provision.citation) == "Điều 5 Quy chế thi đua số 12/QC"
    assert addition.requires is not None
    assert str(addition.requires.describe(book)) == "đã dự giờ đủ 18 tiết trong năm"


def test_a_draft_holds_nowhere_and_a_replaced_version_holds_until_its_last_day() -> None:
    school = make_unit("TRUONG")
    rule_at(school, state="draft", published_at=None, published_by_id=None)
    assert added(rulebook_for(school, DAY)) == []
    old = rule_at(school, state="replaced", held_until=date(2025, 5, 31))
    rule_at(school, series=old.series, version=2, starts_on=date(2025, 6, 1), fingerprint="b" * 64)
    book = rulebook_for(school, DAY)
    assert added(book, date(2025, 5, 31)) == [f"dp-{old.series.hex[:8]}-b1-du-gio"]
    assert added(book, DAY) == [f"dp-{old.series.hex[:8]}-b2-du-gio"]


def test_eighty_people_are_judged_by_one_object() -> None:
    school = make_unit("TRUONG")
    rule_at(school)
    assert rulebook_for(school, DAY) is rulebook_for(school, DAY)


def test_a_confirmation_counts_as_long_as_the_content_is_the_one_confirmed() -> None:
    school = make_unit("TRUONG")
    key = next(iter(house_marks()))
    account = make_viewer(school).account_id
    kept = {"citation": "Điều 1", "confirmed_by_id": account, "confirmed_at": NOW}
    Confirmation.objects.create(provision=key, content_fingerprint="khác", **kept)
    assert key not in rulebook_for(school, DAY).confirmed
    Confirmation.objects.create(provision=key, content_fingerprint=house_marks()[key], **kept)
    assert key in rulebook_for(school, DAY).confirmed


def test_a_kept_rulebook_comes_back_the_same_and_never_changes() -> None:
    school = make_unit("TRUONG")
    rule_at(school)
    book = rulebook_for(school, DAY)
    kept = keep_rules(book)
    assert keep_rules(book) == kept
    again = rules_of(kept.fingerprint)
    assert again.fingerprint() == book.fingerprint()
    assert again.parts == book.parts
    with pytest.raises(DatabaseError), transaction.atomic():
        FrozenRules.objects.update(rules="x")
    with pytest.raises(NotThere):
        rules_of("0" * 64)


def test_what_was_confirmed_is_kept_with_the_rules() -> None:
    book = house()
    key = provision_key(next(iter(book.awards.values())).standards[0].provision)
    kept = keep_rules(Rulebook(book.parts, book.plain, frozenset({key})))
    assert kept.fingerprint != book.fingerprint()
    assert rules_of(kept.fingerprint).confirmed == {key}
    assert rules_of(book.fingerprint()).confirmed == {key}
