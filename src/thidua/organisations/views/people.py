"""Pages of people: the list, the card, posts, accounts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from thidua.audit.selectors import history_of
from thidua.core.days import Period
from thidua.core.errors import require
from thidua.foundation import clock
from thidua.foundation.asking import Question, accepted, ask
from thidua.foundation.requests import ViewerRequest
from thidua.organisations import selectors, services
from thidua.organisations.forms import people as forms
from thidua.organisations.models import Person
from thidua.organisations.policies import may_keep_accounts, may_keep_people
from thidua.organisations.rules import Viewer

form_page = require_http_methods(["GET", "HEAD", "POST"])
PAGE = 50


@require_safe
def people(request: ViewerRequest) -> HttpResponse:
    """The people whom the viewer may see."""
    form, day = forms.SearchForm(request.GET), request.viewer.day
    text = form.asked()
    page = Paginator(selectors.people_for(request.viewer, text), PAGE).get_page(request.GET.get("trang"))
    listed = [
        (
            person,
            [post for post in selectors.posts_read(person) if day in Period(post.starts_on, post.ends_on)],
            selectors.other_spellings(person),
        )
        for person in page
    ]
    context = {"form": form, "text": text, "page": page, "listed": listed, "may_keep": may_keep_people(request.viewer)}
    return render(request, "organisations/people.html", context)


@require_safe
def person(request: ViewerRequest, uuid: UUID) -> HttpResponse:
    """One person: posts through time; for the administrator also the account."""
    viewer, shown = request.viewer, selectors.get_person_for(request.viewer, uuid)
    keeps = may_keep_accounts(viewer)
    posts = [(post, viewer.day in Period(post.starts_on, post.ends_on)) for post in selectors.posts_of(shown)]
    context = {
        "person": shown,
        "posts": posts,
        "spellings": selectors.other_spellings(shown),
        "may_keep": keeps,
        "account": shown.account if keeps else None,
        "events": history_of(shown.uuid) if keeps else [],
    }
    return render(request, "organisations/person.html", context)


@form_page
def add_person(request: ViewerRequest) -> HttpResponse:
    """A new person."""
    viewer = request.viewer
    require(may_keep_people(viewer))
    question = Question(
        _("Thêm cá nhân"),
        _("Thêm cá nhân"),
        reverse("organisations:people"),
        _("Hãy tìm trong danh sách trước, để một người không có hai thẻ."),
    )
    form = forms.PersonForm(request.POST if request.method == "POST" else None)
    return ask(
        request,
        question,
        form,
        lambda typed: services.add_person(actor=viewer, now=clock.now(), **typed),
        done=_("Đã thêm cá nhân."),
    )


@form_page
def correct_person(request: ViewerRequest, uuid: UUID) -> HttpResponse:
    """A corrected name."""
    viewer, shown = _kept(request, uuid)
    initial = {"full_name": shown.full_name}
    form = forms.CorrectPersonForm(request.POST if request.method == "POST" else None, initial=initial)
    return ask(
        request,
        _about(shown, _("Sửa họ tên: %(person)s"), _("Lưu họ tên")),
        form,
        lambda typed: services.correct_person(actor=viewer, now=clock.now(), person=shown, **typed),
        done=_("Đã sửa họ tên."),
    )


@form_page
def give_post(request: ViewerRequest, uuid: UUID) -> HttpResponse:
    """A post from a day on."""
    viewer, shown = _kept(request, uuid)
    form = forms.PostForm(viewer.day, request.POST if request.method == "POST" else None)
    lead = _("Quyền trong phần mềm theo chức vụ: có từ ngày đầu và hết sau ngày cuối.")
    return ask(
        request,
        _about(shown, _("Ghi nhận chức vụ: %(person)s"), _("Ghi nhận chức vụ"), lead),
        form,
        lambda typed: services.give_post(actor=viewer, now=clock.now(), person=shown, **typed),
        done=_("Đã ghi nhận chức vụ."),
    )


@form_page
def end_post(request: ViewerRequest, uuid: UUID) -> HttpResponse:
    """The last day of a post."""
    viewer, post = request.viewer, selectors.get_post_for(request.viewer, uuid)
    require(may_keep_people(viewer))
    form = forms.EndForm(request.POST if request.method == "POST" else None)
    return ask(
        request,
        _about(post.person, _("Kết thúc chức vụ: %(person)s"), _("Kết thúc chức vụ"), f"{post}"),
        form,
        lambda typed: services.end_post(actor=viewer, now=clock.now(), post=post, **typed),
        done=_("Đã ghi nhận thôi giữ chức vụ."),
    )


@never_cache
@form_page
def make_account(request: ViewerRequest, uuid: UUID) -> HttpResponse:
    """An account, with its password shown once."""
    viewer, shown = _account_kept(request, uuid)
    form = forms.AccountForm(request.POST if request.method == "POST" else None)
    lead = _("Mật khẩu dùng lần đầu hiện ra một lần duy nhất sau khi lập.")
    question = _about(shown, _("Lập tài khoản: %(person)s"), _("Lập tài khoản"), lead)
    return _show_password(
        request,
        question,
        shown,
        form,
        lambda typed: services.make_account(actor=viewer, now=clock.now(), person=shown, **typed),
    )


@never_cache
@form_page
def reset_password(request: ViewerRequest, uuid: UUID) -> HttpResponse:
    """Another password, shown once."""
    viewer, shown = _account_kept(request, uuid)
    form = forms.ReasonForm(request.POST if request.method == "POST" else None)
    lead = _("Mật khẩu cũ hết hiệu lực ngay; mật khẩu mới hiện ra một lần duy nhất.")
    question = _about(shown, _("Cấp lại mật khẩu: %(person)s"), _("Cấp lại mật khẩu"), lead)
    return _show_password(
        request,
        question,
        shown,
        form,
        lambda typed: services.reset_password(actor=viewer, now=clock.now(), person=shown, **typed),
    )


@form_page
def close_account(request: ViewerRequest, uuid: UUID) -> HttpResponse:
    """Nobody signs in with the account any more."""
    viewer, shown = _account_kept(request, uuid)
    question = _about(shown, _("Khóa tài khoản: %(person)s"), _("Khóa tài khoản"), danger=True)
    form = forms.ReasonForm(request.POST if request.method == "POST" else None)
    return ask(
        request,
        question,
        form,
        lambda typed: services.close_account(actor=viewer, now=clock.now(), person=shown, **typed),
        done=_("Đã khóa tài khoản."),
    )


@form_page
def open_account(request: ViewerRequest, uuid: UUID) -> HttpResponse:
    """The account signs in again."""
    viewer, shown = _account_kept(request, uuid)
    question = _about(shown, _("Mở lại tài khoản: %(person)s"), _("Mở lại tài khoản"))
    form = forms.ReasonForm(request.POST if request.method == "POST" else None)
    return ask(
        request,
        question,
        form,
        lambda typed: services.open_account(actor=viewer, now=clock.now(), person=shown, **typed),
        done=_("Đã mở lại tài khoản."),
    )


def _show_password(
    request: ViewerRequest, question: Question, person: Person, form: Any, act: Callable[[dict[str, Any]], str]
) -> HttpResponse:
    """The form; once accepted, the password on this one page: it is stored nowhere to redirect to."""
    made: list[str] = []
    if request.method == "POST" and form.is_valid() and accepted(form, lambda typed: made.append(act(typed))):
        person.refresh_from_db()
        context = {"person": person, "password": made[0], "back": question.back}
        return render(request, "organisations/password.html", context)
    return render(
        request, "foundation/ask.html", {"question": question, "form": form}, status=400 if form.errors else 200
    )


def _kept(request: ViewerRequest, uuid: UUID) -> tuple[Viewer, Person]:
    shown = selectors.get_person_for(request.viewer, uuid)
    require(may_keep_people(request.viewer))
    return request.viewer, shown


def _account_kept(request: ViewerRequest, uuid: UUID) -> tuple[Viewer, Person]:
    shown = selectors.get_person_for(request.viewer, uuid)
    require(may_keep_accounts(request.viewer))
    return request.viewer, shown


def _about(person: Person, title: str, button: str, lead: str = "", *, danger: bool = False) -> Question:
    back = reverse("organisations:person", args=[person.uuid])
    return Question(title % {"person": person}, button, back, lead, danger)
