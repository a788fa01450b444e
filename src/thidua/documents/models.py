"""Issued papers keep what they were made from and what was made; drafts keep edited words; texts are signed."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from thidua.documents.rules import text_fingerprint
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


class Passage(models.Model):
    """A piece of a paper's text that somebody changed before it was issued. vi: đoạn văn bản đã sửa.

    What nobody changed has no row: it is born anew from the data each time. So is one whose text went back to
    what was born; its row stays so that the edition never runs twice through the same number.
    """

    about_uuid = models.UUIDField()
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=60)
    text = models.TextField(blank=True)
    # The words that the data gave when it was changed: when they differ today, the page shows both.
    born = models.TextField(blank=True)
    edition = models.PositiveIntegerField(default=1)
    edited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    edited_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["about_uuid", "kind", "key"], name="passage_once_a_paper")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.key}"


class Signature(Addressed):
    """Somebody signed exactly this text, on screen or on paper; one changed letter ends it. vi: chữ ký."""

    class Way(models.TextChoices):
        SCREEN = "screen"
        PAPER = "paper"

    about_uuid = models.UUIDField(db_index=True)
    kind = models.CharField(max_length=40)
    text_sha256 = models.CharField(max_length=64)
    way = models.CharField(max_length=10, choices=Way.choices)
    unit = models.ForeignKey("organisations.Unit", models.PROTECT, null=True, blank=True, related_name="+")
    # In what capacity: "head", "chair", "secretary".
    capacity = models.CharField(max_length=20)
    signer_name = models.CharField(max_length=200)
    signer_title = models.CharField(max_length=250, blank=True)
    # Who pressed the button: the signer on screen, whoever brought the scan on paper.
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()
    # The day on the paper, for a scan.
    signed_on = models.DateField()
    scan_sha256 = models.CharField(max_length=64, blank=True)
    scan_name = models.CharField(max_length=250, blank=True)
    scan_media_type = models.CharField(max_length=120, blank=True)

    append_only = True

    class Meta:
        ordering = ["signed_at", "pk"]

    def __str__(self) -> str:
        return f"{self.signer_name}, {self.kind}"

    def holds(self, text: str) -> bool:
        """Whether this is exactly the text that was signed."""
        return self.text_sha256 == text_fingerprint(text)
