"""Conclude a list: every finding kept for ever, with its facts, in one transaction and under one frozen rulebook."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from thidua.audit.services import record
from thidua.core.errors import Stale, require
from thidua.core.text import say
from thidua.eligibility.facts.judging import dates_of, doubles, facts_of, fitting, judged, rules_for, subject_of
from thidua.eligibility.models import KeptFinding, Review
from thidua.eligibility.policies import reviews as policies
from thidua.eligibility.rules.keeping import dates_to_json, told_to_json
from thidua.eligibility.rules.telling import told_of
from thidua.eligibility.services.reviews import hold_review
from thidua.law.facts_file import facts_to_plain
from thidua.lawbook.services.freezing import keep_rules
from thidua.organisations.rules import Viewer


@transaction.atomic
def conclude_review(*, actor: Viewer, now: datetime, review: Review, edition: int) -> Review:
    """Judge everybody on the list and keep it; `edition` is the list as the actor saw it. Raises Refused, Stale.

    A concluded list can be concluded again when facts came afterwards: earlier findings stay. vi: kết luận và lưu.
    source: features A4.25 (re-opened on conclusion), C1.
    """
    review = hold_review(review)
    rows = list(review.candidates.filter(withdrawn_at=None).select_related("person", "unit"))
    require(policies.may_conclude(actor, review, len(rows)))
    if edition != review.edition:
        raise Stale(say("Danh sách vừa thay đổi; hãy xem lại rồi kết luận."), review)
    dates = dates_of(review)
    book = rules_for(review, dates.day)
    rules = keep_rules(book)
    facts = facts_of(review, rows, dates.day)
    review.state, review.rounds = Review.State.CONCLUDED, review.rounds + 1
    review.edition += 1
    review.concluded_at, review.concluded_by_id = now, actor.account_id
    review.save(update_fields=["state", "rounds", "edition", "concluded_at", "concluded_by"])
    found = []
    for row in rows:
        plain, when = facts_to_plain(facts[row.pk]), dates_to_json(dates)
        answers = judged(book, facts[row.pk], fitting(book, review.awards, subject_of(row)), dates)
        twice = {use.award for use in doubles(book, facts[row.pk], answers, dates, row.achievements)}
        for award, one in answers.items():
            sentence, trace, law = told_to_json(told_of(book, one))
            found.append(
                KeptFinding(
                    candidate=row, round=review.rounds, award=award, facts=plain, dates=when,
                    answer=one.answer.value, cause=one.cause, confidence=one.confidence, sentence=sentence,
                    trace=trace, law=law, achievement=row.achievements.get(award, ""), doubled=award in twice,
                    rules=rules, made_at=now, made_by_id=actor.account_id,
                )
            )  # fmt: skip
    KeptFinding.objects.bulk_create(found, batch_size=200)
    data = {"round": review.rounds, "findings": len(found), "rules": rules.fingerprint}
    record(verb="conclude-review", actor=actor, subject=review, at=now, data=data)
    return review
