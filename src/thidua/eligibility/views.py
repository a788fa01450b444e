"""Pages of eligibility."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from thidua.foundation.requests import ViewerRequest


@require_GET
def home_page(request: ViewerRequest) -> HttpResponse:
    """Where everything of this room begins."""
    return render(request, "eligibility/home.html")
