"""A unit's score sheet and its lines: what the unit claims and what a verifier established, side by side."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from thidua.foundation.models import Addressed


class Sheet(Addressed):
    """One unit's scores under one table. vi: phiếu tự chấm điểm."""

    class State(models.TextChoices):
        DRAFT = "draft"
        SUBMITTED = "submitted"
        VERIFYING = "verifying"
        SETTLED = "settled"

    class Lateness(models.TextChoices):
        ON_TIME = "on-time"
        PERMITTED = "permitted"
        LATE = "late"

    table = models.ForeignKey("scoring.CriteriaTable", models.PROTECT, related_name="sheets")
    unit = models.ForeignKey("organisations.Unit", models.PROTECT, related_name="sheets")
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    chosen_fields = models.JSONField(default=list)
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    lateness = models.CharField(max_length=10, choices=Lateness.choices, blank=True)
    submissions = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["table", "unit"], name="one_sheet_a_unit")]

    def __str__(self) -> str:
        return f"Phiếu tự chấm của {self.unit}"


class SheetOpening(models.Model):
    """A verifier unit looked into a submitted sheet; from then on it cannot be recalled."""

    sheet = models.ForeignKey(Sheet, models.PROTECT, related_name="openings")
    unit = models.ForeignKey("organisations.Unit", models.PROTECT, related_name="+")
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sheet", "unit"], name="one_opening_a_verifier")]

    def __str__(self) -> str:
        return f"{self.unit} đã mở {self.sheet}"


class Line(Addressed):
    """One criterion on one sheet. `claimed` and `verified` are what was put in; points are computed, never stored."""

    class Verdict(models.TextChoices):
        ACCEPTED = "accepted"
        CHANGED = "changed"
        RETURNED = "returned"
        AGREED = "agreed"

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="lines")
    criterion = models.ForeignKey("scoring.Criterion", models.PROTECT, related_name="lines")
    claimed = models.JSONField(null=True, blank=True)
    note = models.TextField(blank=True)
    # Counts every change of the unit's side, so that two people on one line see each other.
    edition = models.PositiveIntegerField(default=0)
    claimed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    claimed_at = models.DateTimeField(null=True, blank=True)
    verified = models.JSONField(null=True, blank=True)
    verdict = models.CharField(max_length=8, choices=Verdict.choices, blank=True)
    reason = models.TextField(blank=True)
    verified_edition = models.PositiveIntegerField(default=0)
    verified_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    verified_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sheet", "criterion"], name="one_line_a_criterion"),
            models.CheckConstraint(
                condition=Q(verified__isnull=True)
                | Q(
                    verdict__in=["accepted", "changed", "agreed"], verified_by__isnull=False, verified_at__isnull=False
                ),
                name="verified_by_a_person",
            ),
            models.CheckConstraint(
                condition=~Q(verdict__in=["changed", "returned", "agreed"]) | ~Q(reason=""),
                name="change_and_return_have_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion.code}, {self.sheet}"


class VerificationAct(Addressed):
    """One act of a verifier on a line, kept for ever with its reason. vi: ý kiến thẩm định."""

    line = models.ForeignKey(Line, models.PROTECT, related_name="acts")
    act = models.CharField(max_length=8, choices=Line.Verdict.choices)
    claimed = models.JSONField(null=True, blank=True)
    verified = models.JSONField(null=True, blank=True)
    reason = models.TextField(blank=True)
    unit = models.ForeignKey("organisations.Unit", models.PROTECT, related_name="+")
    acted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    acted_at = models.DateTimeField()

    append_only = True

    class Meta:
        ordering = ["pk"]
