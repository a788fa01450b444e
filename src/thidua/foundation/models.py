"""What every stored thing has in common: an identifier for addresses, dated validity, a version."""

from __future__ import annotations

import uuid
from datetime import date
from typing import TypeVar

from django.db import models
from django.db.models import Q, QuerySet

Row = TypeVar("Row", bound=models.Model)


class Addressed(models.Model):
    """A thing with a random identifier for addresses and exports, beside its number in the database."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        abstract = True


class Dated(models.Model):
    """A value true from one day to another, both included; an open end is empty. vi: có hiệu lực từ … đến …"""

    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=models.F("starts_on")),
                name="%(app_label)s_%(class)s_ends_after_start",
            )
        ]


def on_day(day: date, prefix: str = "") -> Q:
    """The condition that a Dated row holds on a day; `prefix` as in `names__`."""
    return Q(**{f"{prefix}starts_on__lte": day}) & (
        Q(**{f"{prefix}ends_on__isnull": True}) | Q(**{f"{prefix}ends_on__gte": day})
    )


def valid_on(rows: QuerySet[Row], day: date) -> QuerySet[Row]:
    """The rows that hold on a day."""
    return rows.filter(on_day(day))


class DemonstrationClock(models.Model):
    """How far the demonstration's calendar is from the real one; read only where demonstration is switched on."""

    shift = models.DurationField()

    def __str__(self) -> str:
        return str(self.shift)
