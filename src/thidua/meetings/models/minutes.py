"""The minutes of a session: shown to those present, corrected, signed. Their words are passages of documents."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from thidua.foundation.models import Addressed
from thidua.meetings.models.sessions import Participant, Session


class Minutes(Addressed):
    """The minutes of one session. vi: biên bản."""

    class State(models.TextChoices):
        DRAFT = "draft"
        SHOWN = "shown"  # to those present, who may ask for a correction
        SIGNING = "signing"
        ISSUED = "issued"

    session = models.OneToOneField(Session, models.PROTECT, related_name="minutes")
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    edition = models.PositiveIntegerField(default=0)
    shown_at = models.DateTimeField(null=True, blank=True)
    corrections_until = models.DateField(null=True, blank=True)
    # The words frozen for signing, and their fingerprint; a signature holds for exactly these.
    text = models.TextField(blank=True)
    text_sha256 = models.CharField(max_length=64, blank=True)
    issued_paper = models.UUIDField(null=True, blank=True)

    def __str__(self) -> str:
        return f"Biên bản {self.session}"


class Correction(Addressed):
    """What somebody present asks to have corrected, and the answer. vi: đề nghị sửa biên bản."""

    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="corrections")
    participant = models.ForeignKey(Participant, models.PROTECT, related_name="+")
    passage = models.CharField(max_length=60, blank=True)
    text = models.TextField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    outcome = models.CharField(max_length=10, blank=True)  # taken, declined
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["asked_at", "pk"]
