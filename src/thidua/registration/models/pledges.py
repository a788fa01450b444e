"""The pledge of a cluster's year: contents and targets, comments on the draft. Signatures are in documents."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from thidua.foundation.models import Addressed


class Pledge(Addressed):
    """What the members of a cluster pledge each other for a year. vi: giao ước thi đua."""

    class State(models.TextChoices):
        DRAFT = "draft"
        COMMENTS = "comments"
        SIGNING = "signing"
        CLOSED = "closed"

    cycle = models.OneToOneField("cycles.Cycle", models.PROTECT, related_name="pledge")
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    edition = models.PositiveIntegerField(default=0)
    preamble = models.TextField(blank=True)
    promise = models.TextField(blank=True)
    place = models.CharField(max_length=200, blank=True)
    comments_until = models.DateField(null=True, blank=True)
    signed_on = models.DateField(null=True, blank=True)  # the day that the sheet bears
    # The units named in the text, frozen when signing opens: {"unit": number, "name": words}. Members that join
    # later sign the same text, so that nobody's signature ends because of them.
    parties = models.JSONField(default=list, blank=True)

    def __str__(self) -> str:
        return f"Giao ước thi đua, {self.cycle}"


class PledgeItem(Addressed):
    """One content of the pledge. vi: nội dung thi đua."""

    pledge = models.ForeignKey(Pledge, models.CASCADE, related_name="items")
    order = models.PositiveSmallIntegerField(default=0)
    text = models.TextField()

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.text


class PledgeTarget(Addressed):
    """One target of the pledge, the same for every member. vi: chỉ tiêu thi đua."""

    pledge = models.ForeignKey(Pledge, models.CASCADE, related_name="targets")
    order = models.PositiveSmallIntegerField(default=0)
    text = models.CharField(max_length=500)
    amount = models.DecimalField(max_digits=14, decimal_places=4, null=True, blank=True)
    measure = models.CharField(max_length=60, blank=True)
    direction = models.CharField(max_length=10, default="none")

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.text


class PledgeComment(Addressed):
    """What a member says about the draft, and the leader's answer. vi: ý kiến góp ý."""

    pledge = models.ForeignKey(Pledge, models.PROTECT, related_name="comments")
    unit = models.ForeignKey("organisations.Unit", models.PROTECT, related_name="+")
    place = models.CharField(max_length=200, blank=True)
    text = models.TextField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    outcome = models.CharField(max_length=10, blank=True)  # taken, declined
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["made_at", "pk"]

    def __str__(self) -> str:
        return f"{self.unit}: {self.text}"
