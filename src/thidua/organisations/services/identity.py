"""Who is who: two entries of one human being joined and parted again, staff code and birthday corrected."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from thidua.audit.services import record
from thidua.core.days import format_day
from thidua.core.errors import require
from thidua.core.names import tidy
from thidua.core.text import say
from thidua.organisations.models import Person
from thidua.organisations.policies import may_keep_people
from thidua.organisations.rules import Viewer
from thidua.organisations.rules.identity import EntryFacts, may_be_merged
from thidua.organisations.services.checks import bad, reason_given

LONGEST_CODE = 40


@transaction.atomic
def merge_people(*, actor: Viewer, now: datetime, kept: Person, other: Person, reason: str) -> Person:
    """Say that `other` is the same human being as `kept`: it points there, nothing moves. Raises Refused, BadInput.

    vi: gộp hai thẻ của cùng một người.
    """
    require(may_keep_people(actor))
    reason = reason_given(reason)
    both = _locked(kept.pk, other.pk)
    kept, other = both[kept.pk], both[other.pk]
    require(may_be_merged(entry_facts(kept), entry_facts(other)))
    other.same_as = kept
    other.save(update_fields=["same_as"])
    data = {"kept": str(kept.uuid), "kept_name": kept.full_name, "other": str(other.uuid), "other_name": str(other)}
    # One event on each of the two, so that both histories tell it.
    record(verb="merge-people", actor=actor, subject=other, at=now, reason=reason, data=data)
    record(verb="take-merged-person", actor=actor, subject=kept, at=now, reason=reason, data=data)
    return kept


@transaction.atomic
def undo_merge(*, actor: Viewer, now: datetime, other: Person, reason: str) -> Person:
    """Take the pointer away: the entry stands by itself again with all that it had. Raises Refused, BadInput."""
    require(may_keep_people(actor))
    reason = reason_given(reason)
    other = Person.objects.select_for_update(of=("self",)).select_related("same_as").get(pk=other.pk)
    kept = other.same_as
    if kept is None:
        raise bad("reason", say("Thẻ này không gộp với thẻ nào."))
    other.same_as = None
    other.save(update_fields=["same_as"])
    data = {"kept": str(kept.uuid), "kept_name": kept.full_name, "other": str(other.uuid), "other_name": str(other)}
    record(verb="undo-merge", actor=actor, subject=other, at=now, reason=reason, data=data)
    return other


@transaction.atomic
def correct_identity(
    *, actor: Viewer, now: datetime, person: Person, staff_code: str, born_on: date | None, reason: str
) -> Person:
    """Correct what tells people of one name apart. Raises Refused, BadInput. vi: sửa mã định danh, ngày sinh."""
    require(may_keep_people(actor))
    reason = reason_given(reason)
    person = Person.objects.select_for_update().get(pk=person.pk)
    code = staff_code_given(staff_code, but=person.pk)
    if born_on is not None and born_on >= actor.day:
        raise bad("born_on", say("Ngày sinh {day} chưa tới.", day=born_on), say("Hãy kiểm tra lại ngày sinh."))
    before = {"staff_code": person.staff_code or "", "born_on": format_day(person.born_on) if person.born_on else ""}
    person.staff_code, person.born_on = code or None, born_on
    person.save(update_fields=["staff_code", "born_on"])
    after = {"staff_code": code, "born_on": format_day(born_on) if born_on else ""}
    data = {"before": before, "after": after}
    record(verb="correct-identity", actor=actor, subject=person, at=now, reason=reason, data=data)
    return person


def staff_code_given(staff_code: str, but: int = 0) -> str:
    """The code as it is stored; refused when it is too long or somebody else's. Raises BadInput."""
    code = tidy(staff_code)
    if len(code) > LONGEST_CODE:
        raise bad("staff_code", say("Mã định danh dài quá {n} ký tự.", n=LONGEST_CODE))
    if code and Person.objects.filter(staff_code__iexact=code).exclude(pk=but).exists():
        cure = say("Nếu là cùng một người, hãy gộp hai thẻ; nếu không, hãy kiểm tra lại mã.")
        raise bad("staff_code", say("Mã định danh “{code}” đã thuộc về một thẻ khác.", code=code), cure)
    return code


def entry_facts(person: Person) -> EntryFacts:
    """What decides about merging an entry; read the account with it."""
    account = person.account
    return EntryFacts(
        person.pk,
        person.full_name,
        person.same_as_id,
        Person.objects.filter(same_as=person.pk).exists(),
        account is not None and account.is_active,
    )


def _locked(*pks: int) -> dict[int, Person]:
    """The entries, locked with whatever points at them, in one order so that two merges cannot cross."""
    rows = Person.objects.select_for_update().filter(Q(pk__in=pks) | Q(same_as__in=pks)).order_by("pk")
    list(rows)
    return {one.pk: one for one in Person.objects.select_related("account").filter(pk__in=pks)}
