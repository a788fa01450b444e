"""The steps of a pledge, a page each: begin, send round, open for signing, sign, close, open again, issue the sheet."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from thidua.core.errors import require
from thidua.documents.pages import draft_file, draft_page, scan_file, sign_page
from thidua.foundation import clock
from thidua.foundation.asking import Question, ask
from thidua.foundation.refusals import NotThere
from thidua.foundation.requests import ViewerRequest
from thidua.organisations.models import Unit
from thidua.organisations.selectors import get_unit_for
from thidua.registration.facts.pledges import pledge_facts, words_of
from thidua.registration.forms.pledges import NoteForm, OpenForm, StartForm, UntilForm, WhyForm
from thidua.registration.models import Pledge
from thidua.registration.policies import pledges as policies
from thidua.registration.rules import pledges as rules
from thidua.registration.selectors.pledges import (
    cluster_of,
    earlier_pledge,
    get_party_for,
    get_pledge_cycle_for,
    get_pledge_for,
    get_scan_for,
    pledge_of,
    unanswered,
)
from thidua.registration.services import pledges as services
from thidua.registration.services.pledge_sheets import pledge_sheet_draft

Step = Callable[..., Pledge]


@require_http_methods(["GET", "POST"])
def start_page(request: ViewerRequest, cycle: UUID) -> HttpResponse:
    """Begin the year's pledge."""
    year = get_pledge_cycle_for(request.viewer, cycle)
    require(policies.may_keep(request.viewer, cluster_of(request.viewer, year)))
    if pledge_of(year) is not None:
        raise NotThere
    form = StartForm(request.POST if request.method == "POST" else None)
    if earlier_pledge(year) is None:
        del form.fields["take_over"]
    lead = _(
        "Dự thảo có sẵn căn cứ và lời cam kết theo mẫu; chỉ cụm trưởng và cơ quan tổ chức thấy đến khi gửi lấy ý kiến."
    )
    question = Question(_("Lập dự thảo giao ước thi đua"), _("Lập dự thảo"), _page(year.uuid), lead)

    def act(given: dict[str, Any]) -> None:
        services.start_pledge(actor=request.viewer, now=clock.now(), cycle=year, **given)

    then = reverse("registration:edit_pledge", kwargs={"cycle": year.uuid})
    return ask(request, question, form, act, done=_("Đã lập dự thảo."), then=then)


@require_http_methods(["GET", "POST"])
def ask_comments_page(request: ViewerRequest, cycle: UUID) -> HttpResponse:
    """Send the draft to the members until a day."""
    pledge = _kept(request, cycle, "ask-comments")
    lead = _("Mọi đơn vị thành viên đọc được dự thảo và góp ý đến hết ngày này.")
    question = Question(_("Gửi dự thảo lấy ý kiến"), _("Gửi lấy ý kiến"), _page(cycle), lead)
    form = UntilForm(request.POST or None, initial={"until": pledge.comments_until})
    return _take(request, question, form, services.ask_comments, pledge, _("Đã gửi dự thảo lấy ý kiến."))


@require_http_methods(["GET", "POST"])
def open_page(request: ViewerRequest, cycle: UUID) -> HttpResponse:
    """Read the whole text once more, see what is missing, ask the heads to sign."""
    pledge = _kept(request, cycle, "open-signing")
    until = pledge.comments_until if pledge.state == rules.COMMENTS else None
    readiness = rules.readiness(words_of(pledge), unanswered(pledge), until, clock.now())
    lead = _(
        "Từ lúc này nội dung cố định. Thủ trưởng từng đơn vị ký đúng nội dung dưới đây; sửa một chữ là phải ký lại."
    )
    question = Question(_("Mở ký kết giao ước"), _("Mở ký kết"), _page(cycle), lead)
    text = rules.pledge_text(pledge_facts(pledge, request.viewer.day))
    form = OpenForm(request.POST or None, initial={"edition": pledge.edition})
    return _take(
        request, question, form, services.open_signing, pledge, _("Đã mở ký kết."),
        template="registration/pledge_open.html", readiness=readiness, text=text,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def reopen_page(request: ViewerRequest, cycle: UUID) -> HttpResponse:
    """Make it a draft again."""
    pledge = _kept(request, cycle, "reopen")
    lead = _("Khi nội dung thay đổi, mọi chữ ký đã có hết hiệu lực và từng thủ trưởng phải ký lại.")
    question = Question(_("Mở lại dự thảo để sửa"), _("Mở lại dự thảo"), _page(cycle), lead, danger=True)
    form = WhyForm(request.POST or None)
    return _take(request, question, form, services.reopen_pledge, pledge, _("Đã mở lại dự thảo."))


@require_http_methods(["GET", "POST"])
def close_page(request: ViewerRequest, cycle: UUID) -> HttpResponse:
    """End the signing."""
    pledge = _kept(request, cycle, "close")
    lead = _("Đơn vị chưa ký khi kết thúc thì không được xét thi đua (Quy chế hoạt động của cụm thi đua, mục IV.3).")
    question = Question(_("Kết thúc ký kết"), _("Kết thúc ký kết"), _page(cycle), lead)
    form = NoteForm(request.POST if request.method == "POST" else None)
    return _take(request, question, form, services.close_signing, pledge, _("Đã kết thúc ký kết."))


@require_http_methods(["GET", "POST"])
def resume_page(request: ViewerRequest, cycle: UUID) -> HttpResponse:
    """Let a member sign that joined later or was late."""
    pledge = _kept(request, cycle, "resume")
    lead = _("Nội dung giữ nguyên nên chữ ký đã có vẫn còn hiệu lực.")
    question = Question(_("Mở lại việc ký kết"), _("Mở lại việc ký kết"), _page(cycle), lead)
    form = WhyForm(request.POST or None)
    return _take(request, question, form, services.resume_signing, pledge, _("Đã mở lại việc ký kết."))


@require_http_methods(["GET", "POST"])
def sign_own_page(request: ViewerRequest, cycle: UUID, unit: UUID) -> HttpResponse:
    """A head signs for the own unit on screen."""
    pledge = get_pledge_for(request.viewer, cycle)
    return _sign(request, pledge, get_unit_for(request.viewer, unit), _("Ký giao ước thi đua"), on_paper=False)


@require_http_methods(["GET", "POST"])
def scan_page(request: ViewerRequest, cycle: UUID, unit: UUID) -> HttpResponse:
    """The leader brings the scan of what a head signed on paper."""
    pledge = get_pledge_for(request.viewer, cycle)
    party = get_party_for(request.viewer, pledge, unit)
    return _sign(request, pledge, party, _("Nộp bản quét giao ước đã ký"), on_paper=True)


def _sign(request: ViewerRequest, pledge: Pledge, unit: Unit, title: str, *, on_paper: bool) -> HttpResponse:
    signing = services.signing_of(request.viewer, pledge, unit, on_paper=on_paper)
    back = _page(pledge.cycle.uuid)
    return sign_page(request, signing, title=title, shown=signing.text, back=back, on_paper=on_paper)


@require_GET
def scan_file_page(request: ViewerRequest, cycle: UUID, signature: UUID) -> HttpResponse:
    """The scan, as it came."""
    return scan_file(request, get_scan_for(request.viewer, cycle, signature))


@require_http_methods(["GET", "POST"])
def sheet_page(request: ViewerRequest, cycle: UUID) -> HttpResponse:
    """The pledge sheet: look at it as Word and PDF, issue it."""
    pledge = _led(request, cycle)
    draft = pledge_sheet_draft(request.viewer, pledge, demonstration=settings.DEMONSTRATION)
    lead = _("Nội dung đúng như các đơn vị đã ký nên không sửa lời văn ở đây.")
    return draft_page(
        request, draft, title=_("Bảng ký kết giao ước thi đua"), back=_page(cycle), lead=lead,
        file_url=lambda form: reverse("registration:pledge_sheet_file", kwargs={"cycle": cycle, "form": form}),
    )  # fmt: skip


@require_GET
def sheet_file_page(request: ViewerRequest, cycle: UUID, form: str) -> HttpResponse:
    """The sheet before it is issued: to print and sign by hand."""
    pledge = _led(request, cycle)
    return draft_file(request, pledge_sheet_draft(request.viewer, pledge, demonstration=settings.DEMONSTRATION), form)


def _led(request: ViewerRequest, cycle: UUID) -> Pledge:
    pledge = get_pledge_for(request.viewer, cycle)
    require(policies.may_keep(request.viewer, cluster_of(request.viewer, pledge.cycle)))
    return pledge


def _kept(request: ViewerRequest, cycle: UUID, step: str) -> Pledge:
    pledge = _led(request, cycle)
    require(rules.PLEDGE.may(step, pledge.state))
    return pledge


def _page(cycle: UUID) -> str:
    return reverse("registration:pledge", kwargs={"cycle": cycle})


def _take(
    request: ViewerRequest, question: Question, form: forms.Form, step: Step, pledge: Pledge, done: str, **more: Any
) -> HttpResponse:
    def act(given: dict[str, Any]) -> None:
        step(actor=request.viewer, now=clock.now(), pledge=pledge, **given)

    return ask(request, question, form, act, done=done, **more)
