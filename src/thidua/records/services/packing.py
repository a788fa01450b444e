"""Everybody's history in a few bytes each, made anew from the records: for questions over a whole province.

What is packed is made from the same facts that a page explains, decides nothing by itself and can be thrown away; so
it is no record, has no history of its own, and is written in chunks. vi: hồ sơ rút gọn.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from thidua.law.columns import DoesNotFit, Layout, pack
from thidua.organisations.models import Person
from thidua.records.facts import facts_of_people
from thidua.records.models import PackedHistory

CHUNK = 2000


@dataclass(slots=True)
class Packed:
    """How many were packed, and who does not fit in the fixed width: they are judged one by one."""

    count: int = 0
    left_out: list[int] = field(default_factory=list)


def pack_histories(*, layout: Layout, day: date) -> Iterator[Packed]:
    """Pack everybody, a chunk and a transaction at a time; tells after each how far it is."""
    found = Packed()
    last = 0
    while True:
        people = Person.objects.filter(pk__gt=last, same_as=None).order_by("pk").values_list("pk", flat=True)
        chunk = list(people[:CHUNK])
        if not chunk:
            return
        last = chunk[-1]
        _pack(chunk, layout, day, found)
        yield found


@transaction.atomic
def _pack(people: list[int], layout: Layout, day: date, found: Packed) -> None:
    rows = []
    for person, facts in facts_of_people(people, layout.last, day).items():
        try:
            rows.append(PackedHistory(person_id=person, data=pack(facts, layout)))
        except DoesNotFit:
            found.left_out.append(person)
    PackedHistory.objects.filter(person__in=people).exclude(person__in=[row.person_id for row in rows]).delete()
    PackedHistory.objects.bulk_create(rows, update_conflicts=True, unique_fields=["person"], update_fields=["data"])
    found.count += len(rows)
