"""A request as every page gets it: with its viewer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest

if TYPE_CHECKING:
    from django_htmx.middleware import HtmxDetails

    from thidua.organisations.rules import Viewer


class ViewerRequest(HttpRequest):
    """A request that `ViewerMiddleware` has seen: it knows who looks."""

    viewer: Viewer
    htmx: HtmxDetails
