"""The law on screen: a day, an award, two days compared, instruments, what touches many, words."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from thidua.core.days import format_day
from thidua.foundation.requests import ViewerRequest
from thidua.law.compare import EFFECT_WORDS, differences
from thidua.law.glossary import terms
from thidua.lawbook.charts import timeline_chart
from thidua.lawbook.forms.law import TwoDaysForm, day_asked
from thidua.lawbook.policies import may_read_law
from thidua.lawbook.rules.browsing import (
    asked_on,
    catalogue,
    cited_of,
    course_of,
    generals_on,
    instruments_of,
    line_of,
    timeline,
)
from thidua.lawbook.rules.words import KIND_WORDS, LEVEL_WORDS
from thidua.lawbook.selectors.reading import get_award_for, get_instrument_for, reading_for


@require_GET
def home_page(request: ViewerRequest) -> HttpResponse:
    """What is in force on a day, award by award."""
    form, day = day_asked(request.GET, request.viewer.day)
    if not may_read_law(request.viewer):
        return render(request, "lawbook/home.html", {"may": may_read_law(request.viewer), "form": form, "day": day})
    reading = reading_for(request.viewer, day)
    lines = catalogue(reading.book, day)
    kinds = [(KIND_WORDS[kind], [one for one in lines if one.award.kind == kind]) for kind in KIND_WORDS]
    context = {"tab": "home", "form": form, "day": day, "reading": reading, "kinds": kinds, "may": True}
    return render(request, "lawbook/home.html", context)


@require_GET
def award_page(request: ViewerRequest, award: str) -> HttpResponse:
    """One award on a day, whole, and its standards through the years."""
    form, day = day_asked(request.GET, request.viewer.day)
    reading, found = get_award_for(request.viewer, day, award)
    past = timeline(reading.book, found, day)
    context = {
        "tab": "home",
        "form": form,
        "day": day,
        "reading": reading,
        "award": found,
        "kind": KIND_WORDS[found.kind],
        "line": line_of(reading.book, found, day),
        "asked": [asked_on(reading.book, found, subject, day) for subject in found.subjects],
        "course": course_of(reading.book, found, day),
        "past": past,
        "chart": timeline_chart(past, day),
    }
    return render(request, "lawbook/award.html", context)


@require_GET
def differences_page(request: ViewerRequest) -> HttpResponse:
    """What changed between two days; the days stand in the address."""
    reading = reading_for(request.viewer, request.viewer.day)
    today = format_day(request.viewer.day)
    form = TwoDaysForm({"tu": request.GET.get("tu") or today, "den": request.GET.get("den") or today})
    asked = bool(request.GET) and form.is_valid()
    found = differences(reading.book, form.cleaned_data["tu"], form.cleaned_data["den"]) if asked else ()
    days = sorted((form.cleaned_data["tu"], form.cleaned_data["den"])) if asked else []
    boundaries = [day for day in reading.book.days_of_change() if day.year > 1900][-12:]
    context = {
        "tab": "differences",
        "form": form,
        "asked": asked,
        "days": days,
        "differences": found,
        "boundaries": boundaries,
        "reading": reading,
    }
    return render(request, "lawbook/differences.html", context, status=200 if form.is_valid() else 400)


@require_GET
def generals_page(request: ViewerRequest) -> HttpResponse:
    """What touches many awards on a day: exclusions, deferral, change-overs."""
    form, day = day_asked(request.GET, request.viewer.day)
    reading = reading_for(request.viewer, day)
    context = {
        "tab": "generals",
        "form": form,
        "day": day,
        "generals": [(one, EFFECT_WORDS[one.general.effect]) for one in generals_on(reading.book, day)],
        "principles": reading.book.principles_on(day),
        "change_overs": [(one, reading.book.seen(one.provision)) for one in reading.book.parts.change_overs],
        "scales": [
            (one, [reading.book.rating_name(code) for code in one.ratings], reading.book.seen(one.provision))
            for one in reading.book.parts.scales
            if day in one.period
        ],
    }
    return render(request, "lawbook/generals.html", context)


@require_GET
def instruments_page(request: ViewerRequest) -> HttpResponse:
    """Every instrument with its days and what ended it."""
    reading = reading_for(request.viewer, request.viewer.day)
    rows = instruments_of(reading.book)
    levels = [(words, [one for one in rows if one.instrument.level == level]) for level, words in LEVEL_WORDS.items()]
    context = {"tab": "instruments", "levels": [one for one in levels if one[1]], "day": request.viewer.day}
    return render(request, "lawbook/instruments.html", context)


@require_GET
def instrument_page(request: ViewerRequest, code: str) -> HttpResponse:
    """One instrument and everything that rests on it."""
    reading, found = get_instrument_for(request.viewer, code)
    context = {
        "tab": "instruments",
        "instrument": found,
        "level": LEVEL_WORDS[found.level],
        "ended_by": reading.book.instruments.get(found.ended_by),
        "cited": cited_of(reading.book, code),
        "day": request.viewer.day,
    }
    return render(request, "lawbook/instrument.html", context)


@require_GET
def words_page(request: ViewerRequest) -> HttpResponse:
    """The words of the field as this software uses them."""
    reading = reading_for(request.viewer, request.viewer.day)
    parts = reading.book.parts
    context = {
        "tab": "words",
        "awards": parts.awards.values(),
        "ratings": sorted(parts.ratings.values(), key=lambda one: -one.rank),
        "disciplines": sorted(parts.disciplines.values(), key=lambda one: one.rank),
        "measures": parts.measures.values(),
        "questions": parts.questions.values(),
        # The glossary tells meanings in English: for those who read English.
        "terms": [one for one in terms() if one.room == "law"] if get_language() != "vi" else (),
    }
    return render(request, "lawbook/words.html", context)
