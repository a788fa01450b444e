"""Where records begin: the people and units one keeps, one's own record, the cards."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from thidua.core.days import Period
from thidua.foundation import clock
from thidua.foundation.refusals import NotThere
from thidua.foundation.requests import ViewerRequest
from thidua.organisations.models import Person
from thidua.organisations.rules import Viewer
from thidua.organisations.selectors import name_on, named, other_spellings, posts_read, units_on
from thidua.records.facts.reach import own_entries
from thidua.records.facts.shown import Names
from thidua.records.forms.deciding import SearchForm, unit_wanted
from thidua.records.rules.standing import BIRTH, SENSITIVE, may_see
from thidua.records.selectors.cards import PLAIN, PRIVATE, history_for, posts_for, sections_for
from thidua.records.selectors.gates import OnFile, get_person_for, get_unit_for
from thidua.records.selectors.people import people_kept_by, units_kept_by
from thidua.records.services.looking import note_look

PAGE = 50
#: How many units the page offers to choose from; more are found by opening the unit itself.
OFFERED = 300


@require_safe
def home_page(request: ViewerRequest) -> HttpResponse:
    """Whose records the viewer keeps: found by name or code, at one unit, fifty a page."""
    viewer, form = request.viewer, SearchForm(request.GET)
    units = list(units_kept_by(viewer)[:OFFERED])
    unit = unit_wanted(units, request.GET.get("don-vi", ""))
    people = people_kept_by(viewer, form.asked(), unit)
    page = Paginator(people, PAGE).get_page(request.GET.get("trang"))
    context = {
        "form": form,
        "text": form.asked(),
        "unit": unit,
        "units": named(units, viewer.day),
        "page": page,
        "listed": [_listed(person, viewer) for person in page],
        "has_own": bool(own_entries(viewer)) and bool(viewer.seats),
        "keeps": bool(units),
        "working": named(units_on(viewer.day).filter(pk__in=viewer.working_units), viewer.day),
    }
    return render(request, "records/home.html", context)


@require_safe
def own_page(request: ViewerRequest) -> HttpResponse:
    """One's own record, to read."""
    person = Person.objects.filter(account=request.viewer.user_id).first()
    if person is None or not request.viewer.seats:
        return render(request, "records/own_none.html")
    return _show_person(request, get_person_for(request.viewer, person.uuid), mine=True)


@require_safe
def person_page(request: ViewerRequest, uuid: UUID) -> HttpResponse:
    """One person's record; what is sensitive is on a page of its own. A merged entry leads to the kept one."""
    on_file = get_person_for(request.viewer, uuid)
    if on_file.subject.uuid != uuid:
        return redirect("records:person", uuid=on_file.subject.uuid)
    return _show_person(request, on_file, mine=False)


@require_safe
def private_page(request: ViewerRequest, uuid: UUID) -> HttpResponse:
    """What is sensitive in one person's record; each look is written down, and whom it concerns reads who looked."""
    on_file = get_person_for(request.viewer, uuid)
    if not may_see(on_file.standing, BIRTH):
        raise NotThere
    sections = sections_for(on_file, PRIVATE, Names())
    _note(request.viewer, on_file)
    context = {
        "on_file": on_file,
        "person": on_file.person,
        "sections": sections,
        "events": history_for(on_file, sections) if on_file.standing.keeps or on_file.standing.own else [],
        "name": on_file.person.full_name,
    }
    return render(request, "records/private.html", context)


@require_safe
def unit_page(request: ViewerRequest, uuid: UUID) -> HttpResponse:
    """One collective's record."""
    on_file = get_unit_for(request.viewer, uuid)
    sections = sections_for(on_file, PLAIN, Names())
    context = {
        "on_file": on_file,
        "unit": on_file.unit,
        "name": name_on(on_file.unit, request.viewer.day),
        "sections": sections,
        "private": bool(may_see(on_file.standing, BIRTH)),
        "events": history_for(on_file, sections),
    }
    return render(request, "records/unit.html", context)


@require_safe
def unit_private_page(request: ViewerRequest, uuid: UUID) -> HttpResponse:
    """What is sensitive in one collective's record; each look is written down."""
    on_file = get_unit_for(request.viewer, uuid)
    if not may_see(on_file.standing, BIRTH):
        raise NotThere
    sections = sections_for(on_file, PRIVATE, Names())
    _note(request.viewer, on_file)
    name = name_on(on_file.unit, request.viewer.day)
    context = {"on_file": on_file, "unit": on_file.unit, "sections": sections, "name": name}
    return render(request, "records/private.html", context | {"events": history_for(on_file, sections)})


def _show_person(request: ViewerRequest, on_file: OnFile, *, mine: bool) -> HttpResponse:
    viewer, person = request.viewer, on_file.person
    own = on_file.standing.own
    # One's own record is whole on one page; of others, what is sensitive takes one more step.
    sections = sections_for(on_file, [*PLAIN, *(PRIVATE if own else ())], Names())
    merged = list(person.also_known_as.order_by("pk"))
    context: dict[str, Any] = {
        "on_file": on_file,
        "person": person,
        "mine": mine,
        "own": own,
        "administrator": on_file.standing.administrator,
        "merged": merged,
        "spellings": other_spellings(person),
        "posts": posts_for(person, viewer.day),
        "sections": sections,
        "private": bool(may_see(on_file.standing, BIRTH)) and not own,
        "events": history_for(on_file, sections) if own or on_file.standing.keeps else [],
    }
    return render(request, "records/person.html", context)


def _listed(person: Person, viewer: Viewer) -> dict[str, Any]:
    posts = [post for post in posts_read(person) if viewer.day in Period(post.starts_on, post.ends_on)]
    return {"person": person, "posts": posts, "spellings": other_spellings(person)}


def _note(viewer: Viewer, on_file: OnFile) -> None:
    seen = [group for group in sorted(SENSITIVE) if may_see(on_file.standing, group)]
    note_look(actor=viewer, now=clock.now(), on_file=on_file, groups=seen)
