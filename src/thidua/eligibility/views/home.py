"""Where the room begins, and everybody's own path."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from thidua.eligibility.policies.reviews import may_begin
from thidua.eligibility.rules.states import STATE_WORDS, TONES
from thidua.eligibility.selectors.own_path import own_path
from thidua.eligibility.selectors.reviews import reviews_for
from thidua.foundation import clock
from thidua.foundation.requests import ViewerRequest


@require_safe
def home_page(request: ViewerRequest) -> HttpResponse:
    """The lists that the viewer keeps, and the way to one's own path."""
    rows = [(one, STATE_WORDS[one.state], TONES[one.state]) for one in reviews_for(request.viewer)]
    return render(request, "eligibility/home.html", {"rows": rows, "may_begin": may_begin(request.viewer)})


@require_safe
def path_page(request: ViewerRequest) -> HttpResponse:
    """One's own path: nobody's but that of whoever is signed in."""
    asked = request.GET.get("nam", "")
    year = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else None
    return render(request, "eligibility/path.html", {"mine": own_path(request.viewer, clock.today(), year)})
