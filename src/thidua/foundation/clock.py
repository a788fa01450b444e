"""The one place that looks at the clock. Pages and commands read it here and pass it on."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.utils import timezone

from thidua.core.days import day_of


def real_now() -> datetime:
    """The present moment, aware, whatever a demonstration plays."""
    return timezone.now()


def now() -> datetime:
    """The present moment, aware; in a demonstration, the moment that the demonstration plays at."""
    present = real_now()
    if not settings.DEMONSTRATION:
        return present
    # Read at each call so that every server process follows when the demonstration moves on.
    from thidua.foundation.models import DemonstrationClock  # noqa: PLC0415 - models load after settings

    clock = DemonstrationClock.objects.first()
    return present + clock.shift if clock else present


def today() -> date:
    """The present day in Vietnam."""
    return day_of(now())
