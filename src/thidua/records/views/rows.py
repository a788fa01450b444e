"""Pages of one row: look at it, write it, correct it, withdraw it, conclude it, cancel it, take its paper along."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from thidua.core.errors import require
from thidua.core.text import Text
from thidua.foundation import clock, files
from thidua.foundation.asking import Question, ask
from thidua.foundation.file_kinds import KINDS as FILE_KINDS
from thidua.foundation.refusals import NotThere
from thidua.foundation.requests import ViewerRequest
from thidua.organisations.rules import Viewer
from thidua.organisations.selectors import name_on
from thidua.records.facts.shown import Names
from thidua.records.forms.deciding import CancelForm, ConcludeForm
from thidua.records.forms.fields import ReasonForm
from thidua.records.forms.rows import BEGUN, FORMS, RowForm, begun
from thidua.records.models import AwardHeld, Matter, Work
from thidua.records.policies.records import may_add, may_cancel, may_change, may_conclude
from thidua.records.rules import kinds
from thidua.records.rules.kinds import BY_SLUG, Kind
from thidua.records.rules.standing import PARTY, may_keep
from thidua.records.selectors.cards import COLUMNS, state_of, works_of
from thidua.records.selectors.gates import OneRow, OnFile, get_person_for, get_row_for, get_unit_for
from thidua.records.selectors.people import people_called
from thidua.records.selectors.rows import authors_of, awards_resting_on, told_of, values_of
from thidua.records.services.conclusions import cancel_award, conclude_matter
from thidua.records.services.looking import note_look
from thidua.records.services.rows import AGAIN, add_record, correct_record, withdraw_record

form_page = require_http_methods(["GET", "HEAD", "POST"])
# A file is never a page of ours: nothing in it runs, nothing in it loads anything.
FILE_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"
ASK = "records/ask.html"


@require_safe
def row_page(request: ViewerRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Everything about one row, and what was changed in it when by whom."""
    one, names = _opened(request, slug, uuid), Names()
    row, standing = one.row, one.on_file.standing
    context: dict[str, Any] = {
        "one": one,
        "row": row,
        "name": _name(request.viewer, one.on_file),
        "back": card_of(one.on_file),
        "state": state_of(row),
        "values": values_of(one, names),
        "told": told_of(one, names),
        "may_change": bool(may_change(standing, one.kind.code, row)),
        "may_conclude": isinstance(row, Matter) and bool(may_conclude(standing, row)),
        "may_cancel": isinstance(row, AwardHeld) and bool(may_cancel(standing, row)),
    }
    if isinstance(row, Work):
        awards = [names.shown(kinds.AWARD, "award", held.award) for held in awards_resting_on(row)]
        context |= {"authors": authors_of(request.viewer, row), "awards": awards}
    if isinstance(row, AwardHeld):
        context["works"] = row.works.order_by("year", "pk")
    return render(request, "records/row.html", context)


@form_page
def add_to_person(request: ViewerRequest, uuid: UUID, slug: str) -> HttpResponse:
    """Another row in a person's record."""
    return _add(request, get_person_for(request.viewer, uuid), slug)


@form_page
def add_to_unit(request: ViewerRequest, uuid: UUID, slug: str) -> HttpResponse:
    """Another row in a collective's record."""
    return _add(request, get_unit_for(request.viewer, uuid), slug)


@form_page
def correct(request: ViewerRequest, slug: str, uuid: UUID) -> HttpResponse:
    """A row, corrected; where a decision stands behind it, with the reason."""
    viewer, one = request.viewer, _opened(request, slug, uuid)
    require(may_change(one.on_file.standing, one.kind.code, one.row))
    form = _form(request, one.kind, one.on_file, row=one.row)
    lead = _("Lịch sử giữ cả nội dung trước và sau khi sửa.")
    return ask(
        request,
        _about(request, one, _("Sửa: %(what)s"), _("Lưu nội dung đã sửa"), lead),
        form,
        lambda typed: correct_record(
            actor=viewer,
            now=clock.now(),
            one=one,
            edition=typed["edition"],
            values=form.values(),
            reason=typed["reason"],
            paper=form.paper(),
            authors=form.written_authors(),
            again=typed.get(AGAIN, False),
        ),
        done=_("Đã sửa."),
        template=ASK,
    )


@form_page
def withdraw(request: ViewerRequest, slug: str, uuid: UUID) -> HttpResponse:
    """A row taken out of the record, with a reason."""
    viewer, one = request.viewer, _opened(request, slug, uuid)
    require(may_change(one.on_file.standing, one.kind.code, one.row))
    lead = _("Dòng đã rút vẫn đọc được cùng lý do, nhưng không còn được tính khi xét.")
    return ask(
        request,
        _about(request, one, _("Rút khỏi hồ sơ: %(what)s"), _("Rút khỏi hồ sơ"), lead, danger=True),
        _edition_form(ReasonForm, request, one),
        lambda typed: withdraw_record(
            actor=viewer, now=clock.now(), one=one, edition=typed["edition"], reason=typed["reason"]
        ),
        done=_("Đã rút khỏi hồ sơ."),
    )


@form_page
def conclude(request: ViewerRequest, uuid: UUID) -> HttpResponse:
    """A matter's conclusion, with or without a violation."""
    viewer, one = request.viewer, _opened(request, kinds.KINDS[kinds.MATTER].slug, uuid)
    assert isinstance(one.row, Matter)  # noqa: S101 - the address says so
    require(may_conclude(one.on_file.standing, one.row))
    return ask(
        request,
        _about(request, one, _("Ghi kết luận: %(what)s"), _("Ghi kết luận")),
        _edition_form(ConcludeForm, request, one),
        lambda typed: conclude_matter(actor=viewer, now=clock.now(), one=one, **typed),
        done=_("Đã ghi kết luận."),
    )


@form_page
def cancel(request: ViewerRequest, uuid: UUID) -> HttpResponse:
    """An award's cancellation on a ground of the law."""
    viewer, one = request.viewer, _opened(request, kinds.KINDS[kinds.AWARD].slug, uuid)
    assert isinstance(one.row, AwardHeld)  # noqa: S101 - the address says so
    require(may_cancel(one.on_file.standing, one.row))
    lead = _("Căn cứ Điều 93 Luật Thi đua, khen thưởng 2022; dòng vẫn được giữ và không còn được tính khi xét.")
    return ask(
        request,
        _about(request, one, _("Ghi việc hủy bỏ: %(what)s"), _("Ghi việc hủy bỏ"), lead, danger=True),
        _edition_form(CancelForm, request, one),
        lambda typed: cancel_award(actor=viewer, now=clock.now(), one=one, **typed),
        done=_("Đã ghi việc hủy bỏ."),
    )


@require_safe
def paper(request: ViewerRequest, slug: str, uuid: UUID) -> HttpResponse:
    """The paper of a row as it came, byte for byte, through the row's gate."""
    row = _opened(request, slug, uuid).row
    kind = next((one for one in FILE_KINDS if row.paper_name.lower().endswith((one.extension, ".jpeg"))), None)
    if not row.paper_sha256 or kind is None:
        raise NotThere
    answer = HttpResponse(files.read(row.paper_sha256), content_type=kind.media_type)
    name = f"filename=\"quyet-dinh{kind.extension}\"; filename*=UTF-8''{quote(row.paper_name)}"
    answer["Content-Disposition"] = f"attachment; {name}"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = FILE_POLICY
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    answer["Cache-Control"] = "private, no-store"
    return answer


def card_of(on_file: OnFile) -> str:
    """The address of the card that a row belongs to."""
    return reverse("records:person" if on_file.is_person else "records:unit", args=[on_file.subject.uuid])


def _add(request: ViewerRequest, on_file: OnFile, slug: str) -> HttpResponse:
    viewer, kind = request.viewer, BY_SLUG.get(slug)
    if kind is None or not (kind.of_person if on_file.is_person else kind.of_unit):
        raise NotThere
    require(may_add(on_file.standing, kind.code))
    form = _form(request, kind, on_file)
    question = Question(f"{kind.adding.render(_)}: {_name(viewer, on_file)}", _("Ghi vào hồ sơ"), card_of(on_file))
    return ask(
        request,
        question,
        form,
        lambda typed: add_record(
            actor=viewer,
            now=clock.now(),
            kind=kind.code,
            subject=on_file.subject,
            values=form.values(),
            paper=form.paper(),
            authors=form.written_authors() or (),
            again=typed.get(AGAIN, False),
        ),
        done=_("Đã ghi vào hồ sơ."),
        template=ASK,
    )


def _form(request: ViewerRequest, kind: Kind, on_file: OnFile, row: Any = None) -> RowForm:
    """The form of a kind for a subject; what it offers depends on whose record it is."""
    viewer, more = request.viewer, dict[str, Any]()
    if kind.code == kinds.RATING:
        more["private"] = bool(may_keep(on_file.standing, PARTY))
    if kind.code in (kinds.AWARD, kinds.REGISTERED, kinds.STATEMENT):
        more["of"] = "person" if on_file.is_person else "collective"
    if kind.code == kinds.AWARD:
        more["works"] = works_of(on_file)
    if kind.code == kinds.WORK:
        more |= {"find": lambda typed: people_called(viewer, typed), "first": on_file.person}
    if kind.code == kinds.CHECKED and not on_file.is_person:
        more["groups"] = kinds.CHECKED_OF_UNIT
    if row is None and kind.code in BEGUN:
        more["initial"] = begun(kind.code, request.GET)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    return FORMS[kind.code](*sent, row=row, **more)


def _edition_form(form: type[Any], request: ViewerRequest, one: OneRow) -> Any:
    return form(request.POST if request.method == "POST" else None, initial={"edition": one.row.edition})


def _opened(request: ViewerRequest, slug: str, uuid: UUID) -> OneRow:
    """The row behind its gate; a look at something sensitive is written down."""
    one = get_row_for(request.viewer, slug, uuid)
    if request.method != "POST":
        note_look(actor=request.viewer, now=clock.now(), on_file=one.on_file, groups=[one.group])
    return one


def _name(viewer: Viewer, on_file: OnFile) -> str:
    return on_file.person.full_name if on_file.is_person else name_on(on_file.unit, viewer.day)


def _about(
    request: ViewerRequest, one: OneRow, title: str, button: str, lead: str = "", *, danger: bool = False
) -> Question:
    """A question about a row, named by what it says and whose it is."""
    first = COLUMNS[one.kind.code][0]
    shown = Names().shown(one.kind.code, first, getattr(one.row, first))
    head = shown.render(_) if isinstance(shown, Text) else shown
    what = f"{one.kind.title.render(_)} {head}" if first == "year" else head
    back = reverse("records:row", args=[one.kind.slug, one.row.uuid])
    return Question(title % {"what": f"{what} – {_name(request.viewer, one.on_file)}"}, button, back, lead, danger)
