"""Write what each award of a candidate is proposed for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from thidua.audit.services import record
from thidua.core.errors import BadInput, Refused, Stale, require
from thidua.core.findings import refused
from thidua.core.names import tidy
from thidua.core.text import say
from thidua.eligibility.models import Candidate
from thidua.eligibility.policies import reviews as policies
from thidua.eligibility.rules.states import achievement_faults
from thidua.eligibility.services.reviews import hold_review, moved
from thidua.organisations.rules import Viewer


@transaction.atomic
def write_achievements(
    *, actor: Viewer, now: datetime, candidate: Candidate, edition: int, achievements: Mapping[str, str]
) -> Candidate:
    """Write the achievements by award; an empty one is taken out. Raises Refused, BadInput, Stale.

    What was written for an award that is not given here stays: the award may come back on the list.
    A double use is told on every view of the case; it stops nobody. vi: ghi thành tích đề nghị khen.
    """
    review = hold_review(candidate.review)
    require(policies.may_change(actor, review))
    candidate = Candidate.objects.select_for_update().get(pk=candidate.pk)
    if candidate.withdrawn_at is not None:
        raise Refused(refused(say("Đã được đưa ra khỏi danh sách trước đó.")))
    if candidate.edition != edition:
        raise Stale(say("Thành tích vừa được người khác sửa; hãy xem lại trước khi lưu."), candidate)
    before = candidate.achievements
    typed = {award: tidy(text) for award, text in achievements.items() if award in review.awards}
    given = {award: said for award, said in (before | typed).items() if said}
    if problems := achievement_faults(given):
        raise BadInput(problems)
    if given == before:
        return candidate
    candidate.achievements, candidate.edition = given, candidate.edition + 1
    candidate.save(update_fields=["achievements", "edition"])
    moved(review)
    data = {"candidate": str(candidate.uuid), "before": before, "after": given}
    record(verb="write-achievements", actor=actor, subject=review, at=now, data=data)
    return candidate
