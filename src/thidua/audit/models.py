"""The chain of events. Database triggers refuse every change and deletion."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Event(models.Model):
    """One thing that somebody did, linked to the event before it by its hash."""

    number = models.PositiveBigIntegerField(unique=True)
    at = models.DateTimeField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    actor_name = models.CharField(max_length=200)
    verb = models.CharField(max_length=80)
    subject_kind = models.CharField(max_length=80)
    subject_uuid = models.UUIDField(null=True)
    subject_label = models.CharField(max_length=300)
    reason = models.TextField(blank=True)
    data = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    append_only = True

    class Meta:
        ordering = ["number"]
        indexes = [models.Index(fields=["subject_kind", "subject_uuid"])]

    def __str__(self) -> str:
        return f"{self.number} {self.verb} {self.subject_label}"


class Head(models.Model):
    """The last event's number and hash: one row, locked while an event is appended."""

    number = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="0" * 64)

    def __str__(self) -> str:
        return f"{self.number} {self.hash}"
