"""The page of a draft: edit its words, look at it as Word and PDF, see what is missing, issue it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from thidua.core.days import HANOI
from thidua.core.errors import BadInput, Problem, Refused, Stale
from thidua.core.findings import Finding
from thidua.core.names import code_from
from thidua.core.text import say
from thidua.documents.facts import letterhead_facts
from thidua.documents.models import IssuedPaper
from thidua.documents.policies import may_carry, may_keep_letterhead
from thidua.documents.rules import PassageFacts, text_fingerprint
from thidua.documents.selectors import papers_about, words_of
from thidua.documents.services.drafts import Draft, issue_draft, keep_passages, readiness_of
from thidua.foundation import clock
from thidua.foundation.asking import sentence_of
from thidua.foundation.downloads import file_answer
from thidua.foundation.refusals import NotThere
from thidua.foundation.requests import ViewerRequest
from thidua.papers import render_docx, render_pdf, to_json

Fault = BadInput | Refused | Stale


@dataclass(frozen=True, slots=True)
class DraftRow:
    """One passage on the page: as it stands, what was typed, and whether somebody else got there first."""

    passage: PassageFacts
    text: str
    conflict: bool = False

    @property
    def lines(self) -> int:
        """How tall the field is: room for the words without scrolling, within reason."""
        return max(3, min(16, self.text.count("\n") + len(self.text) // 70 + 2))


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftFrame:
    """What the room above gives the page besides the draft."""

    title: str
    back: str
    file_url: Callable[[str], str]
    lead: str = ""
    issued: Callable[[IssuedPaper], None] | None = None


def draft_page(
    request: ViewerRequest,
    draft: Draft,
    *,
    title: str,
    back: str,
    file_url: Callable[[str], str],
    lead: str = "",
    issued: Callable[[IssuedPaper], None] | None = None,
) -> HttpResponse:
    """Show the draft (GET); save its words, or save and issue it (POST with `action` save or issue).

    The caller has passed its own gate; what may be done here is in the draft. `file_url("pdf")` is the address of
    the preview; `issued` is called with the paper inside the transaction that issues it. vi: trang dự thảo văn bản.
    """
    frame = DraftFrame(title=title, back=back, file_url=file_url, lead=lead, issued=issued)
    if request.method != "POST":
        return _show(request, draft, frame)
    typed = _typed(request, draft)
    quiet = request.headers.get("X-Autosave") == "1"
    # A button named `action` would hide the form's own address from the script that saves, so ours is named `do`.
    asked = request.POST.get("action") or request.POST.get("do") or "save"
    try:
        if typed or asked != "issue":
            editions = _editions(request, draft)
            keep_passages(actor=request.viewer, now=clock.now(), draft=draft, texts=typed, editions=editions)
        if asked == "issue" and not quiet:
            return _issue(request, draft, frame, typed)
    except (BadInput, Refused, Stale) as fault:
        return _refused(request, draft, frame, typed, fault, quiet=quiet)
    if quiet:
        saved = {f"edition-{one.key}": one.edition for one in words_of(draft)}
        return JsonResponse({"saved": f"{clock.now().astimezone(HANOI):%H:%M}", "editions": saved})
    messages.success(request, _("Đã lưu dự thảo."))
    return redirect(request.path)


def draft_file(request: ViewerRequest, draft: Draft, form: str) -> HttpResponse:  # noqa: ARG001 - one shape for all pages
    """The draft with the words as they are kept, without number and day, as "pdf" or "docx"."""
    if form not in ("pdf", "docx"):
        raise NotThere
    paper = draft.compose({one.key: one.text for one in words_of(draft)}, None, None)
    content = render_pdf(paper) if form == "pdf" else render_docx(paper)
    return file_answer(content, f"du-thao-{code_from(draft.issue.title)[:80]}", form)


def _issue(request: ViewerRequest, draft: Draft, frame: DraftFrame, typed: dict[str, str]) -> HttpResponse:
    editions = _editions(request, draft)
    unseen = [
        one for one in words_of(draft) if one.key not in typed and editions.get(one.key, one.edition) != one.edition
    ]
    if unseen or request.POST.get("seen", data_mark(draft)) != data_mark(draft):
        sentence = say("Số liệu hoặc lời văn vừa thay đổi; hãy xem lại dự thảo rồi phát hành.")
        raise Stale(sentence, tuple(unseen))
    paper = issue_draft(actor=request.viewer, now=clock.now(), draft=draft, then=frame.issued)
    messages.success(request, _("Đã phát hành văn bản."))
    return redirect("documents:paper", paper=paper.uuid)


def data_mark(draft: Draft) -> str:
    """A mark of everything the data give this paper: what is issued is what was looked at."""
    born = {one.key: one.born for one in words_of(draft)}
    return text_fingerprint(to_json(draft.compose(born, None, None)))


def _typed(request: ViewerRequest, draft: Draft) -> dict[str, str]:
    typed = {one.key: request.POST[f"text-{one.key}"] for one in draft.passages if f"text-{one.key}" in request.POST}
    back_to_data = request.POST.get("reset", "")
    return typed | {one.key: one.text for one in draft.passages if one.key == back_to_data}


def _editions(request: ViewerRequest, draft: Draft) -> dict[str, int]:
    given = {one.key: request.POST.get(f"edition-{one.key}", "") for one in draft.passages}
    return {key: int(value) for key, value in given.items() if value.isdecimal() and len(value) < 10}


def _refused(
    request: ViewerRequest, draft: Draft, frame: DraftFrame, typed: dict[str, str], fault: Fault, *, quiet: bool
) -> HttpResponse:
    problems, status = _told(fault)
    if quiet:
        return JsonResponse({"sentence": " ".join(sentence_of(one) for one in problems)}, status=status)
    conflicts = fault.theirs if isinstance(fault, Stale) and isinstance(fault.theirs, tuple) else ()
    keys = frozenset(one.key for one in conflicts)
    return _show(request, draft, frame, typed=typed, conflicts=keys, problems=problems, status=status)


def _told(fault: Fault) -> tuple[tuple[Problem, ...], int]:
    if isinstance(fault, BadInput):
        return fault.problems, 400
    if isinstance(fault, Stale):
        return (Problem("", fault.sentence),), 409
    return tuple(Problem("", reason.sentence, reason.cure) for reason in fault.finding.reasons), 403


def _show(
    request: ViewerRequest,
    draft: Draft,
    frame: DraftFrame,
    *,
    typed: dict[str, str] | None = None,
    conflicts: frozenset[str] = frozenset(),
    problems: tuple[Problem, ...] = (),
    status: int = 200,
) -> HttpResponse:
    day, issue = clock.today(), draft.issue
    rows = [DraftRow(one, (typed or {}).get(one.key, one.text), one.key in conflicts) for one in words_of(draft)]
    readiness: Finding = readiness_of(request.viewer, draft, day)
    carried = may_carry(letterhead_facts(issue.unit, day))
    context: dict[str, Any] = {
        "draft": draft,
        "frame": frame,
        "rows": rows,
        "may_edit": bool(draft.may_edit) and bool(rows),
        "readiness": readiness,
        "letterhead": issue.unit if not carried and may_keep_letterhead(request.viewer, issue.unit.pk) else None,
        "seen": data_mark(draft),
        "pdf": frame.file_url("pdf"),
        "docx": frame.file_url("docx"),
        "papers": [one for one in papers_about(request.viewer, issue.about) if one.kind == issue.kind],
        "problems": problems,
    }
    return render(request, "documents/draft.html", context, status=status)
