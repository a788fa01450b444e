"""One question for everybody: what is counted over columns is what each person is told, one by one."""

from __future__ import annotations

from collections import Counter
from io import StringIO

import pytest
from django.core.management import call_command

from thidua.demo.load import load_demonstration
from thidua.demo.school import DAY, JUDGED
from thidua.eligibility.facts import country
from thidua.eligibility.facts.country import ANSWERS, counted, personal
from thidua.law.columns import Layout
from thidua.law.judge import Dates, judge
from thidua.lawbook.facts import general_rulebook
from thidua.organisations.models import Person
from thidua.records.facts import facts_of_people
from thidua.records.models import PackedHistory
from thidua.records.services.packing import pack_histories

pytestmark = pytest.mark.django_db


def test_counted_over_columns_and_one_by_one_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(country, "ROWS", 7)  # several pieces, so that nobody is lost between them
    load_demonstration("school")
    book = general_rulebook()
    layout, dates, awards = Layout.of(book, JUDGED), Dates(day=DAY), personal(book)
    people = list(Person.objects.filter(same_as=None).values_list("pk", flat=True))

    (packed,) = pack_histories(layout=layout, day=DAY)
    found = counted(book, layout, dates, awards, packed.left_out)

    one_by_one = {award: Counter() for award in awards}
    for facts in facts_of_people(people, JUDGED, DAY).values():
        for award in awards:
            one_by_one[award][judge(book, award, facts, dates).answer] += 1
    assert {award: +count for award, count in found.items()} == one_by_one
    assert PackedHistory.objects.count() == len(people) == packed.count
    # Packed a second time, each person still has one record.
    assert [one.count for one in pack_histories(layout=layout, day=DAY)] == [len(people)]
    assert PackedHistory.objects.count() == len(people)

    told = StringIO()
    call_command("count_titles", "--on", DAY.isoformat(), "--year", str(JUDGED), stdout=told, stderr=StringIO())
    granted = next(one for one in told.getvalue().splitlines() if one.startswith("Lao động tiên tiến"))
    assert granted.split()[-3:] == [str(found["lao-dong-tien-tien"][answer]) for answer in ANSWERS]
