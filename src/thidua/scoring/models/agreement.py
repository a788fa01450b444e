"""The frozen version that goes round before the conference, receipts, objections and their outcomes."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from thidua.foundation.models import Addressed


class Circulation(Addressed):
    """One frozen version of the scores, sent to every member. vi: gửi bảng điểm lấy ý kiến."""

    table = models.ForeignKey("scoring.CriteriaTable", models.PROTECT, related_name="circulations")
    round = models.PositiveSmallIntegerField()
    snapshot = models.JSONField()
    fingerprint = models.CharField(max_length=64)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    objections_until = models.DateField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["table", "round"], name="one_circulation_a_round")]

    def __str__(self) -> str:
        return f"{self.table}, lần {self.round}"


class Receipt(models.Model):
    """A member opened the frozen version."""

    circulation = models.ForeignKey(Circulation, models.PROTECT, related_name="receipts")
    unit = models.ForeignKey("organisations.Unit", models.PROTECT, related_name="+")
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["circulation", "unit"], name="one_receipt_a_unit")]

    def __str__(self) -> str:
        return f"{self.unit} đã mở {self.circulation}"


class Objection(Addressed):
    """A member questions one line, of its own or of another unit. vi: ý kiến đề nghị điều chỉnh."""

    class Outcome(models.TextChoices):
        UPHELD = "upheld"
        DISMISSED = "dismissed"
        WITHDRAWN = "withdrawn"

    circulation = models.ForeignKey(Circulation, models.PROTECT, related_name="objections")
    line = models.ForeignKey("scoring.Line", models.PROTECT, related_name="objections")
    raised_by_unit = models.ForeignKey("organisations.Unit", models.PROTECT, related_name="+")
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    raised_at = models.DateTimeField()
    text = models.TextField()
    proposed = models.JSONField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    outcome_reason = models.TextField(blank=True)
    outcome_entry = models.JSONField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | (~Q(outcome="") & ~Q(outcome_reason="")),
                name="closed_objection_has_reason",
            )
        ]

    def __str__(self) -> str:
        return f"Ý kiến về {self.line}"


class ObjectionSignature(models.Model):
    """One of the two who settle an objection signs the outcome as it then stands."""

    objection = models.ForeignKey(Objection, models.PROTECT, related_name="signatures")
    unit = models.ForeignKey("organisations.Unit", models.PROTECT, related_name="+")
    capacity = models.CharField(
        max_length=10, choices=[("leader", "leader"), ("deputy", "deputy"), ("member", "member")]
    )
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["objection", "unit"], name="one_signature_a_unit")]

    def __str__(self) -> str:
        return f"{self.unit}, {self.objection}"
