"""A cycle is one cluster's year; a stage is one step of it with its days; every change of a day keeps its reason."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from thidua.foundation.models import Addressed


class Cycle(Addressed):
    """One cluster's school year. vi: năm thi đua của cụm."""

    cluster = models.ForeignKey("organisations.Cluster", models.PROTECT, related_name="cycles")
    start_year = models.PositiveSmallIntegerField()
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["cluster", "start_year"], name="one_cycle_a_year")]

    def __str__(self) -> str:
        return f"{self.cluster}, năm học {self.start_year}–{self.start_year + 1}"


class Stage(Addressed):
    """One step of the year with its first and last day. vi: bước, thời hạn."""

    class Step(models.TextChoices):
        CRITERIA = "criteria"
        REGISTRATION = "registration"
        PLEDGE = "pledge"
        SELF_SCORING = "self-scoring"
        VERIFICATION = "verification"
        CIRCULATION = "circulation"
        RANKED = "ranked"
        CONFERENCE = "conference"

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="stages")
    step = models.CharField(max_length=20, choices=Step.choices)
    opens_on = models.DateField()
    closes_on = models.DateField()

    class Meta:
        ordering = ["opens_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["cycle", "step"], name="one_stage_a_step"),
            models.CheckConstraint(condition=Q(closes_on__gte=F("opens_on")), name="stage_closes_after_opening"),
        ]

    def __str__(self) -> str:
        return f"{self.cycle}: {self.step}"


class StatedDeadline(Addressed):
    """What one paper says the last day is; when papers disagree, somebody chooses. source: R2.4."""

    stage = models.ForeignKey(Stage, models.PROTECT, related_name="stated")
    document = models.CharField(max_length=200)
    closes_on = models.DateField()
    chosen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    chosen_at = models.DateTimeField(null=True, blank=True)
    chosen_reason = models.TextField(blank=True)


class Extension(Addressed):
    """A later last day, for everybody or for one unit, with reason and author. vi: gia hạn."""

    stage = models.ForeignKey(Stage, models.PROTECT, related_name="extensions")
    unit = models.ForeignKey("organisations.Unit", models.PROTECT, null=True, blank=True, related_name="+")
    closes_on = models.DateField()
    reason = models.TextField()
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    granted_at = models.DateTimeField()
