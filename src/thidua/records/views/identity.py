"""Pages of the administrator: who is who. Two entries of one human being are joined after a look at both."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from thidua.core.text import say
from thidua.foundation import clock
from thidua.foundation.asking import Question, ask
from thidua.foundation.requests import ViewerRequest
from thidua.organisations.models import Person
from thidua.organisations.rules import Viewer
from thidua.organisations.services import correct_identity, merge_people, undo_merge
from thidua.records.forms.deciding import IdentityForm, SearchForm, WhyForm
from thidua.records.rules.standing import BIRTH
from thidua.records.selectors.gates import get_entry_for, get_person_for
from thidua.records.selectors.identity import candidates, preview
from thidua.records.services.looking import note_look

form_page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def choose_kept(request: ViewerRequest, uuid: UUID) -> HttpResponse:
    """Which entry this one is the same human being as."""
    entry = get_entry_for(request.viewer, uuid)
    form = SearchForm(request.GET)
    found = candidates(entry, form.asked())
    _note(request.viewer, entry)
    context = {"entry": entry, "form": form, "found": found, "text": form.asked(), "back": _card(entry)}
    return render(request, "records/merge_choose.html", context)


@form_page
def merge(request: ViewerRequest, uuid: UUID, kept: UUID) -> HttpResponse:
    """Both entries side by side, what will follow, and the reason."""
    viewer = request.viewer
    entry, target = get_entry_for(viewer, uuid), get_entry_for(viewer, kept)
    shown = preview(target, entry)
    if request.method != "POST":
        _note(viewer, entry)
        _note(viewer, target)
    question = Question(
        _("Gộp hai thẻ của cùng một người"),
        _("Gộp hai thẻ"),
        reverse("records:merge_choose", args=[entry.uuid]),
        say("Thẻ “{other}” sẽ được coi là cùng một người với “{kept}”.", other=entry, kept=target),
    )
    return ask(
        request,
        question,
        WhyForm(request.POST if request.method == "POST" else None),
        lambda typed: merge_people(actor=viewer, now=clock.now(), kept=target, other=entry, reason=typed["reason"]),
        done=_("Đã gộp hai thẻ; có thể hoàn tác trên thẻ được giữ."),
        then=_card(target),
        template="records/merge.html",
        preview=shown,
    )


@form_page
def part(request: ViewerRequest, uuid: UUID) -> HttpResponse:
    """A merged entry stands by itself again."""
    viewer, entry = request.viewer, get_entry_for(request.viewer, uuid)
    question = Question(
        _("Hoàn tác gộp: %(person)s") % {"person": entry},
        _("Hoàn tác gộp"),
        _card(entry.same_as or entry),
        _("Thẻ này trở lại như trước khi gộp; không có dòng nào bị mất hay bị chuyển."),
    )
    return ask(
        request,
        question,
        WhyForm(request.POST if request.method == "POST" else None),
        lambda typed: undo_merge(actor=viewer, now=clock.now(), other=entry, reason=typed["reason"]),
        done=_("Đã hoàn tác việc gộp."),
        then=_card(entry),
    )


@form_page
def identity(request: ViewerRequest, uuid: UUID) -> HttpResponse:
    """Staff code and birthday."""
    viewer, entry = request.viewer, get_entry_for(request.viewer, uuid)
    if request.method != "POST":
        _note(viewer, entry)
    initial = {"staff_code": entry.staff_code or "", "born_on": entry.born_on}
    question = Question(
        _("Sửa mã định danh, ngày sinh: %(person)s") % {"person": entry},
        _("Lưu mã định danh, ngày sinh"),
        _card(entry.same_as or entry),
    )
    return ask(
        request,
        question,
        IdentityForm(request.POST if request.method == "POST" else None, initial=initial),
        lambda typed: correct_identity(actor=viewer, now=clock.now(), person=entry, **typed),
        done=_("Đã sửa."),
    )


def _card(entry: Person) -> str:
    return reverse("records:person", args=[entry.uuid])


def _note(viewer: Viewer, entry: Person) -> None:
    """The administrator saw a birthday that is there."""
    if entry.born_on is not None:
        note_look(actor=viewer, now=clock.now(), on_file=get_person_for(viewer, entry.uuid), groups=[BIRTH])
