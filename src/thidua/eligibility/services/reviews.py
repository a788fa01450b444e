"""Make a list, put people and collectives on it, take somebody off, withdraw it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from thidua.audit.services import record
from thidua.core.errors import BadInput, Problem, Refused, Stale, require
from thidua.core.findings import refused
from thidua.core.names import tidy
from thidua.core.text import say
from thidua.eligibility.models import Candidate, Review
from thidua.eligibility.policies import reviews as policies
from thidua.eligibility.rules import states
from thidua.organisations.models import Person, Unit
from thidua.organisations.rules import Viewer

LONGEST_REASON = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What is typed about a list."""

    name: str
    year: int
    awards: tuple[str, ...]
    looked_on: date
    submitted_on: date | None = None
    sent_on: date | None = None
    received_on: date | None = None
    new_is_better: bool | None = None


@transaction.atomic
def start_review(*, actor: Viewer, now: datetime, unit: Unit, given: Given) -> Review:
    """Make a list of a unit. Raises Refused, BadInput. vi: lập danh sách xét."""
    require(policies.may_review(actor, unit))
    review = Review(unit=unit, created_by_id=actor.account_id, created_at=now)
    _write(review, given)
    review.save(force_insert=True)
    record(verb="start-review", actor=actor, subject=review, at=now, data=_data(review))
    return review


@transaction.atomic
def change_review(*, actor: Viewer, now: datetime, review: Review, edition: int, given: Given) -> Review:
    """Change the name, the awards or the days of a draft. Raises Refused, BadInput, Stale."""
    review = hold_review(review)
    require(policies.may_change(actor, review))
    if edition != review.edition:
        raise Stale(say("Danh sách vừa được người khác sửa; hãy xem lại trước khi lưu."), review)
    before = _data(review)
    _write(review, given)
    review.edition += 1
    review.save()
    record(verb="change-review", actor=actor, subject=review, at=now, data={"before": before, "after": _data(review)})
    return review


@transaction.atomic
def add_candidates(
    *, actor: Viewer, now: datetime, review: Review, people: Iterable[Person] = (), units: Iterable[Unit] = ()
) -> int:
    """Put people and collectives on a list; who is there already stays once. Raises Refused. vi: thêm người được xét.

    The caller chose among those whose records the actor keeps.
    """
    review = hold_review(review)
    require(policies.may_change(actor, review))
    standing = review.candidates.filter(withdrawn_at=None)
    there = set(standing.exclude(person=None).values_list("person_id", flat=True))
    here = set(standing.exclude(unit=None).values_list("unit_id", flat=True))
    fields = {"review": review, "added_by_id": actor.account_id, "added_at": now}
    kept = {one.same_as_id or one.pk for one in people} - there
    rows = [Candidate(person_id=pk, **fields) for pk in sorted(kept)]
    rows += [Candidate(unit_id=pk, **fields) for pk in sorted({one.pk for one in units} - here)]
    Candidate.objects.bulk_create(rows)
    if rows:
        moved(review)
        record(verb="add-candidates", actor=actor, subject=review, at=now, data={"count": len(rows)})
    return len(rows)


@transaction.atomic
def withdraw_candidate(*, actor: Viewer, now: datetime, candidate: Candidate, reason: str) -> Candidate:
    """Take somebody off a draft, with a reason. Raises Refused, BadInput. vi: đưa ra khỏi danh sách."""
    review = hold_review(candidate.review)
    require(policies.may_change(actor, review))
    reason = reason_given(reason)
    candidate = Candidate.objects.select_for_update().get(pk=candidate.pk)
    if candidate.withdrawn_at is not None:
        raise Refused(refused(say("Đã được đưa ra khỏi danh sách trước đó.")))
    candidate.withdrawn_at, candidate.withdrawn_reason = now, reason
    candidate.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    moved(review)
    data = {"candidate": str(candidate.uuid)}
    record(verb="withdraw-candidate", actor=actor, subject=review, at=now, reason=reason, data=data)
    return candidate


@transaction.atomic
def withdraw_review(*, actor: Viewer, now: datetime, review: Review, reason: str) -> Review:
    """Take a list back, with a reason; what was concluded stays. Raises Refused, BadInput. vi: rút danh sách."""
    review = hold_review(review)
    require(policies.may_withdraw(actor, review))
    review.withdrawn_reason = reason_given(reason)
    review.state, review.withdrawn_at = Review.State.WITHDRAWN, now
    review.save(update_fields=["state", "withdrawn_at", "withdrawn_reason"])
    record(verb="withdraw-review", actor=actor, subject=review, at=now, reason=review.withdrawn_reason)
    return review


def hold_review(review: Review) -> Review:
    """The list, locked until the act is done."""
    return Review.objects.select_for_update(of=("self",)).select_related("unit").get(pk=review.pk)


def moved(review: Review) -> None:
    """Who is on the list is part of it: somebody who concludes an older one is told."""
    review.edition += 1
    review.save(update_fields=["edition"])


def reason_given(reason: str) -> str:
    """A reason as it is stored. Raises BadInput."""
    said = tidy(reason)
    if not said:
        raise BadInput([Problem("reason", say("Chưa có lý do."), say("Hãy ghi lý do."))])
    if len(said) > LONGEST_REASON:
        raise BadInput([Problem("reason", say("Lý do dài quá {n} ký tự.", n=LONGEST_REASON))])
    return said


def _write(review: Review, given: Given) -> None:
    problems = [
        *states.list_faults(given.name, given.year, given.awards, given.looked_on),
        *states.order_faults(given.submitted_on, given.sent_on, given.received_on),
    ]
    if problems:
        raise BadInput(problems)
    review.name, review.year, review.awards = tidy(given.name), given.year, list(given.awards)
    review.looked_on, review.submitted_on = given.looked_on, given.submitted_on
    review.sent_on, review.received_on, review.new_is_better = given.sent_on, given.received_on, given.new_is_better


def _data(review: Review) -> dict[str, object]:
    days = ("looked_on", "submitted_on", "sent_on", "received_on")
    said = {name: day.isoformat() for name in days if (day := getattr(review, name)) is not None}
    more = {"name": review.name, "year": review.year, "awards": list(review.awards)}
    return {**more, "new_is_better": review.new_is_better, **said}
