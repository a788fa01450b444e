"""Lists of candidates judged by the law of a day, and what was concluded of each, for ever."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from thidua.eligibility.rules.states import CONCLUDED, DRAFT, LONGEST_ACHIEVEMENT, WITHDRAWN
from thidua.foundation.models import Addressed

CODE = 60


class Review(Addressed):
    """People or collectives of one unit before several awards of one year. vi: danh sách xét tiêu chuẩn."""

    class State(models.TextChoices):
        DRAFT = DRAFT
        CONCLUDED = CONCLUDED
        WITHDRAWN = WITHDRAWN

    unit = models.ForeignKey("organisations.Unit", models.PROTECT, related_name="reviews")
    year = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    # Codes of the catalogue, in the order of the columns.
    awards = models.JSONField()
    # The days that choose the law. vi: ngày xét, ngày trình, ngày gửi, ngày nhận hồ sơ.
    looked_on = models.DateField()
    submitted_on = models.DateField(null=True, blank=True)
    sent_on = models.DateField(null=True, blank=True)
    received_on = models.DateField(null=True, blank=True)
    new_is_better = models.BooleanField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    edition = models.PositiveIntegerField(default=0)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    concluded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    concluded_at = models.DateTimeField(null=True, blank=True)
    # How many times it was concluded: again when something came afterwards.
    rounds = models.PositiveSmallIntegerField(default=0)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["-year", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=WITHDRAWN) | ~Q(withdrawn_reason=""), name="withdrawn_review_has_reason"
            ),
            models.CheckConstraint(
                condition=~Q(state=CONCLUDED) | Q(concluded_at__isnull=False), name="concluded_review_has_moment"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Candidate(Addressed):
    """Somebody, or a unit, on a list; taken off with a reason, never deleted. vi: người được xét, tập thể được xét."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="candidates")
    person = models.ForeignKey(
        "organisations.Person", models.PROTECT, null=True, blank=True, related_name="candidatures"
    )
    unit = models.ForeignKey("organisations.Unit", models.PROTECT, null=True, blank=True, related_name="candidatures")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    # What each award is proposed for, by the award's code, where somebody wrote it. vi: thành tích đề nghị khen.
    achievements = models.JSONField(default=dict)
    edition = models.PositiveIntegerField(default=0)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=True) ^ Q(unit__isnull=True), name="candidate_is_one_subject"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_reason=""), name="withdrawn_candidate_has_reason"
            ),
            models.UniqueConstraint(
                fields=["review", "person"], condition=Q(withdrawn_at__isnull=True), name="person_once_a_review"
            ),
            models.UniqueConstraint(
                fields=["review", "unit"], condition=Q(withdrawn_at__isnull=True), name="unit_once_a_review"
            ),
        ]

    def __str__(self) -> str:
        return str(self.person or self.unit)


class KeptFinding(Addressed):
    """What was concluded of one candidate before one award: the facts, the law, the answer and its trace, for ever.

    vi: kết luận đã lưu. Read again, the stored facts under the stored rules give the same answer.
    """

    candidate = models.ForeignKey(Candidate, models.PROTECT, related_name="kept")
    round = models.PositiveSmallIntegerField()
    award = models.CharField(max_length=CODE)
    facts = models.JSONField()
    dates = models.JSONField()
    answer = models.CharField(max_length=12)
    cause = models.CharField(max_length=10, blank=True)
    confidence = models.CharField(max_length=12)
    sentence = models.JSONField()
    trace = models.JSONField()
    # Which law judged and why, the standard, who decides, what else the decider must know.
    law = models.JSONField()
    # What the award was proposed for; empty where nobody wrote it.
    achievement = models.CharField(max_length=LONGEST_ACHIEVEMENT, blank=True, default="")
    # An initiative or achievement was seen to be used before; the case says which.
    doubled = models.BooleanField(default=False)
    rules = models.ForeignKey("lawbook.FrozenRules", models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    append_only = True

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["candidate", "award", "round"], name="finding_once_a_round"),
        ]

    def __str__(self) -> str:
        return f"{self.candidate}: {self.award}"
