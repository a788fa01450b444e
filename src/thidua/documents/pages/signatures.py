"""The page on which a text is signed, on screen or by the scan of a signed page, and the way a scan leaves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from thidua.accounts.models import User
from thidua.accounts.services import confirm, demonstration_word, has_second_factor
from thidua.core.errors import BadInput, Stale, require
from thidua.core.text import say
from thidua.documents.forms import ConfirmForm, ScanForm
from thidua.documents.models import Signature
from thidua.documents.rules import text_fingerprint
from thidua.documents.selectors import SignatureRow, signatures_about
from thidua.documents.services.signatures import Signing, sign_on_paper, sign_on_screen
from thidua.foundation import clock, files
from thidua.foundation.asking import accepted
from thidua.foundation.file_kinds import LARGEST_FILE, too_large
from thidua.foundation.refusals import NotThere
from thidua.foundation.requests import ViewerRequest

# A scan is never a page of ours: nothing in it runs, nothing in it loads anything.
SCAN_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"


@dataclass(frozen=True, slots=True)
class SignatureLine:
    """A signature as a page shows it: the row, and whether it still holds for the text as it stands."""

    row: SignatureRow
    holds: bool


def signature_lines(about: UUID, kind: str, text: str) -> list[SignatureLine]:
    """Every signature under a text, oldest first, for the part `documents/signatures.html`."""
    return [SignatureLine(row, row.holds(text)) for row in signatures_about(about, kind)]


def sign_page(
    request: ViewerRequest, signing: Signing, *, title: str, shown: str, back: str, on_paper: bool
) -> HttpResponse:
    """Show exactly what is signed, ask who signs once more (screen) or take the scan (paper), then go `back`.

    The caller has passed its own gate. The page sends `seen`, the fingerprint of the text it showed, and `secret`,
    or `signed_on` and `scan`; a text changed meanwhile is 409 and nothing is signed. vi: trang ký.
    """
    require(signing.may)
    form = _scan_form(request, signing) if on_paper else _confirm_form(request, signing)
    if request.method == "POST":
        if request.POST.get("seen", "") != text_fingerprint(signing.text):
            raise Stale(say("Nội dung cần ký vừa thay đổi; hãy đọc lại rồi ký."), signing)
        if form.is_valid() and accepted(form, _act(request, signing, on_paper=on_paper)):
            messages.success(request, _("Đã nhận bản ký.") if on_paper else _("Đã ký."))
            return redirect(back)
    context: dict[str, Any] = {
        "signing": signing,
        "title": title,
        "shown": shown,
        "back": back,
        "on_paper": on_paper,
        "form": form,
        "fingerprint": text_fingerprint(signing.text),
        "signatures": signature_lines(signing.about, signing.kind, signing.text),
        "word": "" if on_paper else demonstration_word(_account(request)),
    }
    return render(request, "documents/sign.html", context, status=400 if form.errors else 200)


def scan_file(request: ViewerRequest, signature: SignatureRow) -> HttpResponse:  # noqa: ARG001 - one shape for all pages
    """The scan as it came, byte for byte, to keep; the caller has passed its own gate."""
    if not signature.scan_sha256:
        raise NotThere
    answer = HttpResponse(files.read(signature.scan_sha256), content_type=signature.scan_media_type)
    name = f"filename=\"ban-ky\"; filename*=UTF-8''{quote(signature.scan_name)}"
    answer["Content-Disposition"] = f"attachment; {name}"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = SCAN_POLICY
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    answer["Cache-Control"] = "private, no-store"
    return answer


def _act(request: ViewerRequest, signing: Signing, *, on_paper: bool) -> Callable[[dict[str, Any]], Signature]:
    def on_screen(given: dict[str, Any]) -> Signature:
        sure = confirm(request, given["secret"])
        return sign_on_screen(actor=request.viewer, now=clock.now(), signing=signing, confirmed=sure)

    def by_scan(given: dict[str, Any]) -> Signature:
        scan = given["scan"]
        name = scan.name or ""
        if (scan.size or 0) > LARGEST_FILE:
            raise too_large(name, scan.size or 0)
        return sign_on_paper(
            actor=request.viewer, now=clock.now(), signing=signing, signed_on=given["signed_on"], name=name,
            content=scan.read(),
        )  # fmt: skip

    return by_scan if on_paper else on_screen


def _confirm_form(request: ViewerRequest, signing: Signing) -> forms.Form:
    user = _account(request)
    word = demonstration_word(user)
    return ConfirmForm(
        request.POST or None,
        initial={"seen": text_fingerprint(signing.text)},
        word=word,
        second_factor=not word and has_second_factor(user),
    )


def _scan_form(request: ViewerRequest, signing: Signing) -> forms.Form:
    return ScanForm(request.POST or None, request.FILES or None, initial={"seen": text_fingerprint(signing.text)})


def _account(request: ViewerRequest) -> User:
    user = request.user
    if not isinstance(user, User):
        raise BadInput([])
    return user
