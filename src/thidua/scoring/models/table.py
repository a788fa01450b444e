"""The criteria table: drafted, checked, published with a fingerprint, never changed after. vi: bảng tiêu chí."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from thidua.foundation.models import Addressed


class CriteriaTable(Addressed):
    """One version of a cluster's criteria for a year."""

    class State(models.TextChoices):
        DRAFT = "draft"
        PUBLISHED = "published"
        REPLACED = "replaced"
        WITHDRAWN = "withdrawn"

    class Blank(models.TextChoices):
        BLOCK = "block"
        ZERO = "zero"
        SELF = "self"

    class RankOn(models.TextChoices):
        AUTO = "auto"
        POINTS = "points"
        PERCENT = "percent"

    cycle = models.ForeignKey("cycles.Cycle", models.PROTECT, related_name="criteria_tables")
    name = models.CharField(max_length=250)
    version = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    blank = models.CharField(max_length=5, choices=Blank.choices, default=Blank.BLOCK)
    rank_on = models.CharField(max_length=7, choices=RankOn.choices, default=RankOn.AUTO)
    ceiling = models.DecimalField(max_digits=9, decimal_places=4, null=True, blank=True)
    declared_total = models.DecimalField(max_digits=9, decimal_places=4, null=True, blank=True)
    awards = models.PositiveSmallIntegerField(null=True, blank=True)
    document_number = models.CharField(max_length=80, blank=True)
    document_on = models.DateField(null=True, blank=True)
    predecessor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="successors")
    edition = models.PositiveIntegerField(default=0)
    fingerprint = models.CharField(max_length=64, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cycle", "version"], name="one_table_a_version"),
            models.UniqueConstraint(
                fields=["cycle"], condition=Q(state="published"), name="one_published_table_a_cycle"
            ),
            models.CheckConstraint(
                condition=~Q(state="published") | (~Q(fingerprint="") & Q(published_at__isnull=False)),
                name="published_table_has_fingerprint",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} (bản {self.version})"


class Criterion(Addressed):
    """One row of a table: a group, or a criterion with its maximum, method and verifier. vi: tiêu chí."""

    class Kind(models.TextChoices):
        GROUP = "group"
        BASE = "base"
        BONUS = "bonus"
        PENALTY = "penalty"
        GATE = "gate"

    table = models.ForeignKey(CriteriaTable, models.CASCADE, related_name="criteria")
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="children")
    code = models.CharField(max_length=40)
    order = models.PositiveIntegerField()
    label = models.CharField(max_length=500)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    maximum = models.DecimalField(max_digits=9, decimal_places=4, null=True, blank=True)
    cap = models.DecimalField(max_digits=9, decimal_places=4, null=True, blank=True)
    declared = models.DecimalField(max_digits=9, decimal_places=4, null=True, blank=True)
    weight = models.DecimalField(max_digits=6, decimal_places=3, default=1)
    optional = models.BooleanField(default=False)
    method = models.JSONField(default=dict)
    receivers = models.JSONField(default=list)
    na_scopes = models.JSONField(default=list)
    evidence_asked = models.CharField(max_length=500, blank=True)
    verifier_label = models.CharField(max_length=200, blank=True)
    verifier_unit = models.ForeignKey(
        "organisations.Unit", models.PROTECT, null=True, blank=True, related_name="verified_criteria"
    )
    # Empty, or "leader": the cluster's leader verifies, the deputy for the leader's own unit.
    verifier_role = models.CharField(max_length=10, blank=True)
    note = models.CharField(max_length=500, blank=True)
    # The cells of the file the row was read from, so that export gives the same file back; they decide nothing.
    cells = models.JSONField(default=list)

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["table", "code"], name="one_criterion_a_code"),
            models.CheckConstraint(condition=Q(maximum__isnull=True) | Q(maximum__gte=0), name="maximum_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.label}"


class NotApplicable(Addressed):
    """A criterion does not apply to a unit, or to the whole cluster (no unit): who said so and why.

    vi: không áp dụng.
    """

    criterion = models.ForeignKey(Criterion, models.CASCADE, related_name="not_applicable")
    unit = models.ForeignKey("organisations.Unit", models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.TextField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["criterion", "unit"], name="na_once_a_unit"),
            models.UniqueConstraint(fields=["criterion"], condition=Q(unit__isnull=True), name="na_once_a_cluster"),
            models.CheckConstraint(condition=~Q(reason=""), name="na_has_reason"),
        ]


class AcceptedCheck(models.Model):
    """A warning about a table that somebody accepted by name."""

    table = models.ForeignKey(CriteriaTable, models.CASCADE, related_name="accepted_checks")
    key = models.CharField(max_length=200)
    sentence = models.TextField()
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    accepted_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["table", "key"], name="one_acceptance_a_check")]

    def __str__(self) -> str:
        return self.sentence
