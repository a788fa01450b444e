"""Evidence: a file or a link that a unit shows once and cites on many lines. vi: minh chứng."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from thidua.foundation.models import Addressed


class Evidence(Addressed):
    """One file, known by the hash of its content, or one link."""

    unit = models.ForeignKey("organisations.Unit", models.PROTECT, related_name="evidence")
    cycle = models.ForeignKey("cycles.Cycle", models.PROTECT, related_name="evidence")
    name = models.CharField(max_length=250)
    link = models.URLField(max_length=1000, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    media_type = models.CharField(max_length=100, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(Q(link="") & ~Q(sha256="")) | (~Q(link="") & Q(sha256="")), name="evidence_is_file_or_link"
            )
        ]

    def __str__(self) -> str:
        return self.name


class EvidenceUse(Addressed):
    """A line cites a piece of evidence, on given pages."""

    line = models.ForeignKey("scoring.Line", models.PROTECT, related_name="evidence_uses")
    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="uses")
    pages = models.CharField(max_length=100, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["line", "evidence"], condition=Q(withdrawn_at__isnull=True), name="evidence_once_a_line"
            )
        ]
