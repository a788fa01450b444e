"""What every page needs: the shell, reading ids from addresses."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from thidua.foundation import clock


def shell(request: HttpRequest) -> dict[str, Any]:
    """The context of the frame around every page."""
    return {
        "demonstration": settings.DEMONSTRATION,
        "demonstration_day": clock.today() if settings.DEMONSTRATION else None,
        "viewer": getattr(request, "viewer", None),
    }
