"""An issued paper keeps what it was made from and what was made."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from thidua.foundation.models import Addressed


class IssuedPaper(Addressed):
    """A paper that got its number: data, Word and PDF by hash. vi: văn bản đã phát hành."""

    unit = models.ForeignKey("organisations.Unit", models.PROTECT, related_name="issued_papers")
    cluster = models.ForeignKey("organisations.Cluster", models.PROTECT, null=True, related_name="issued_papers")
    series = models.CharField(max_length=40)
    number = models.PositiveIntegerField()
    symbol = models.CharField(max_length=60)
    year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=40)
    # "unit": the issuing unit and those who oversee the cluster; "cluster": every member as well.
    audience = models.CharField(max_length=10, choices=[("unit", "unit"), ("cluster", "cluster")], default="unit")
    title = models.CharField(max_length=300)
    about_uuid = models.UUIDField(null=True)
    data = models.TextField()
    data_sha256 = models.CharField(max_length=64)
    docx_sha256 = models.CharField(max_length=64)
    pdf_sha256 = models.CharField(max_length=64)
    issued_on = models.DateField()
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    append_only = True

    class Meta:
        ordering = ["-issued_at"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "series", "year", "number"], name="paper_number_once_a_year")
        ]

    def __str__(self) -> str:
        return f"{self.number:02d}/{self.symbol} {self.title}"


class Letterhead(models.Model):
    """What stands at the head and foot of a unit's papers. vi: thể thức văn bản của đơn vị."""

    unit = models.OneToOneField("organisations.Unit", models.PROTECT, related_name="letterhead")
    governing_body = models.CharField(max_length=200, blank=True)
    place = models.CharField(max_length=80)
    symbol = models.CharField(max_length=30)
    head_title = models.CharField(max_length=120)
    edition = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.place}, {self.symbol}"
