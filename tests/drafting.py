"""A draft and a text to sign, as a room above would hand them to the pages of documents; with addresses for tests."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import path, reverse

from tests.factories import TODAY
from thidua.config.urls import urlpatterns as addresses
from thidua.core.findings import granted
from thidua.core.text import say
from thidua.cycles.models import Cycle
from thidua.documents.facts import leading_unit, letterhead_facts
from thidua.documents.pages import draft_file, draft_page, scan_file, sign_page
from thidua.documents.rules import BornPassage, framed, paragraphs_of, symbol_of
from thidua.documents.selectors import signatures_about
from thidua.documents.services import Draft, Issue, Signing
from thidua.foundation.requests import ViewerRequest
from thidua.papers import Paper

BORN = "Cụm có 5 đơn vị thành viên."
TEXT = "Các đơn vị trong cụm cam kết thực hiện giao ước thi đua (dữ liệu minh hoạ)."

#: What the world beneath the pages says; a test changes it and the next request sees it.
told: dict[str, Any] = {}


def draft_of(cycle: Cycle, born: str = BORN, **more: Any) -> Draft:
    """A report of the cluster's leader with two passages."""
    unit = leading_unit(cycle.cluster, TODAY)
    letterhead = letterhead_facts(unit, TODAY)

    def compose(words: Mapping[str, str], number: int | None, day: date | None) -> Paper:
        return framed(
            letterhead,
            code="BC",
            number=number,
            issued_on=day,
            year=2020,
            kind="Báo cáo",
            subject="Tổng kết năm học",
            body=(*paragraphs_of(words["situation"]), *paragraphs_of(words["proposal"])),
            demonstration=True,
        )

    issue = Issue(
        unit=unit,
        kind="year-report",
        symbol=symbol_of(letterhead, "BC"),
        title="Báo cáo tổng kết",
        about=cycle.uuid,
        cluster=cycle.cluster,
    )
    passages = (
        BornPassage("situation", say("Tình hình chung"), born),
        BornPassage("proposal", say("Kiến nghị"), "Không có."),
    )
    return Draft(issue=issue, compose=compose, passages=passages, **more)


def signing_of(cycle: Cycle, text: str = TEXT, **more: Any) -> Signing:
    """The pledge, signed by the head of the leader's unit."""
    fields: dict[str, Any] = {
        "about": cycle.uuid,
        "kind": "pledge",
        "text": text,
        "unit": leading_unit(cycle.cluster, TODAY),
        "capacity": "head",
        "signer_name": "Trần Minh Hoạ",
        "signer_title": "Giám đốc",
        "may": granted(),
        "label": "Giao ước thi đua năm học 2019–2020",
    }
    return Signing(**{**fields, **more})


def _draft(cycle: UUID) -> Draft:
    return draft_of(Cycle.objects.get(uuid=cycle), **told)


def draft_view(request: ViewerRequest, cycle: UUID) -> HttpResponse:
    """The draft's page."""
    return draft_page(
        request,
        _draft(cycle),
        title="Báo cáo tổng kết",
        back="/",
        file_url=lambda form: reverse("draft-file", args=[cycle, form]),
        lead="Cụm thi đua số 1, năm học 2019–2020",
    )


def file_view(request: ViewerRequest, cycle: UUID, form: str) -> HttpResponse:
    """The draft's preview."""
    return draft_file(request, _draft(cycle), form)


def sign_view(request: ViewerRequest, cycle: UUID, way: str) -> HttpResponse:
    """Sign on screen or on paper."""
    signing = signing_of(Cycle.objects.get(uuid=cycle), **told)
    return sign_page(request, signing, title="Ký giao ước", shown=signing.text, back="/", on_paper=way == "giay")


def scan_view(request: ViewerRequest, cycle: UUID) -> HttpResponse:
    """The last scan."""
    return scan_file(request, signatures_about(cycle, "pledge")[-1])


urlpatterns = [
    *addresses,
    path("thu/<uuid:cycle>/van-ban/", draft_view, name="draft"),
    path("thu/<uuid:cycle>/van-ban.<str:form>", file_view, name="draft-file"),
    path("thu/<uuid:cycle>/ky/<str:way>/", sign_view, name="sign"),
    path("thu/<uuid:cycle>/ban-quet/", scan_view, name="scan"),
]
