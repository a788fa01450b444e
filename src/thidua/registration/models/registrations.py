"""What a unit registers for a year: titles and forms, targets, works and themes."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from thidua.foundation.models import Addressed


class Registration(Addressed):
    """One unit's registration of a year. vi: bản đăng ký thi đua của đơn vị."""

    class State(models.TextChoices):
        DRAFT = "draft"
        SENT = "sent"
        ACCEPTED = "accepted"
        RETURNED = "returned"
        WITHDRAWN = "withdrawn"

    cycle = models.ForeignKey("cycles.Cycle", models.PROTECT, related_name="registrations")
    unit = models.ForeignKey("organisations.Unit", models.PROTECT, related_name="registrations")
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    edition = models.PositiveIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    lateness = models.CharField(max_length=10, blank=True)
    # The last reason for which it was returned or withdrawn; earlier ones stay in the history.
    reason = models.TextField(blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cycle", "unit"], name="one_registration_a_unit"),
            models.CheckConstraint(
                condition=~Q(state__in=["returned", "withdrawn"]) | ~Q(reason=""), name="registration_return_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"Đăng ký thi đua, {self.unit}"


class RegisteredAward(Addressed):
    """A collective title or form of commendation that a unit wants to reach. vi: danh hiệu, hình thức đăng ký."""

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="awards")
    order = models.PositiveSmallIntegerField(default=0)
    code = models.CharField(max_length=60)
    # The collective inside the unit that it is for; empty for the unit itself.
    collective = models.CharField(max_length=250, blank=True)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["registration", "code", "collective"], name="award_registered_once")
        ]

    def __str__(self) -> str:
        return self.code


class Target(Addressed):
    """A target: text, number, unit of measure, direction. vi: mục tiêu, chỉ tiêu."""

    class Direction(models.TextChoices):
        AT_LEAST = "at-least"
        AT_MOST = "at-most"
        EXACTLY = "exactly"
        NONE = "none"

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="targets")
    order = models.PositiveSmallIntegerField(default=0)
    text = models.CharField(max_length=500)
    amount = models.DecimalField(max_digits=14, decimal_places=4, null=True, blank=True)
    measure = models.CharField(max_length=60, blank=True)
    direction = models.CharField(max_length=10, choices=Direction.choices, default=Direction.NONE)

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.text


class Work(Addressed):
    """A work or a theme that the unit will report on. vi: công trình, chuyên đề. source: D4.5, W3.6."""

    class Kind(models.TextChoices):
        WORK = "work"
        THEME = "theme"

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="works")
    order = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    name = models.CharField(max_length=300)
    when_where = models.CharField(max_length=300, blank=True)
    result = models.TextField(blank=True)

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.name


class Override(Addressed):
    """A minuted decision to consider a unit although it did not register or did not sign. source: R1.12."""

    class Ground(models.TextChoices):
        UNREGISTERED = "unregistered"
        UNSIGNED = "unsigned"

    cycle = models.ForeignKey("cycles.Cycle", models.PROTECT, related_name="overrides")
    unit = models.ForeignKey("organisations.Unit", models.PROTECT, related_name="+")
    ground = models.CharField(max_length=15, choices=Ground.choices)
    minutes = models.CharField(max_length=200)  # number and day of the minutes that hold the decision
    minuted_on = models.DateField()
    reason = models.TextField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.unit}: {self.minutes}"
