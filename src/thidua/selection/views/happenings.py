"""Pages where it is written down who declined, who is held, what was concluded, what the organiser ruled."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from thidua.core.errors import require
from thidua.foundation import clock, files
from thidua.foundation.asking import Question, ask
from thidua.foundation.refusals import NotThere
from thidua.foundation.requests import ViewerRequest
from thidua.organisations.rules import organises, oversees
from thidua.selection.forms.case import ConclusionForm, HoldForm, ReasonForm, RefusalForm, RulingForm, upload_of, worded
from thidua.selection.models import Hold
from thidua.selection.policies.case import may_note_hold, may_note_refusal, may_rule, may_select, may_take_back
from thidua.selection.rules.telling import ANSWERS, HOLD_WORDS, named
from thidua.selection.selectors.case import CaseSight, cluster_of, get_hold_for, get_sight_for
from thidua.selection.services import happenings

TEMPLATE = "selection/ask_paper.html"


@require_GET
def holds_page(request: ViewerRequest, table: UUID) -> HttpResponse:
    """The units that wait for a conclusion, and those that had one."""
    sight = get_sight_for(request.viewer, table, clock.now())
    cluster = cluster_of(request.viewer, sight.table)
    rows = []
    for hold in sight.case.holds.select_related("unit", "withdrawal"):
        words, tone = HOLD_WORDS[hold.state]
        may = may_note_hold(request.viewer, cluster, hold.unit_id)
        rows.append(
            {
                "hold": hold,
                "name": sight.field.names[hold.unit.code],
                "words": words,
                "tone": tone,
                "may_conclude": bool(may) and hold.state == Hold.State.OPEN,
                "may_read": oversees(request.viewer, cluster) or request.viewer.works_at(hold.unit_id),
                "taken_back": getattr(hold, "withdrawal", None),
            }
        )
    may_note = organises(request.viewer, cluster) or bool(may_select(request.viewer, cluster))
    context = {"sight": sight, "table": sight.table, "rows": rows, "may_note": may_note}
    return render(request, "selection/holds.html", context)


@require_http_methods(["GET", "POST"])
def note_hold_page(request: ViewerRequest, table: UUID) -> HttpResponse:
    """Write down that a unit is held."""
    sight = get_sight_for(request.viewer, table, clock.now())
    cluster = cluster_of(request.viewer, sight.table)
    may = [pk for pk in sight.field.numbers.values() if may_note_hold(request.viewer, cluster, pk)]
    if not may:
        require(may_select(request.viewer, cluster))
    form = HoldForm(request.POST or None, request.FILES or None)
    form.choose("unit", _units(sight, may))

    def act(given: dict[str, Any]) -> None:
        happenings.note_hold(
            actor=request.viewer, now=clock.now(), case=sight.case, unit=sight.unit(given["unit"]),
            since=given["since"], reason=given["reason"], paper=upload_of(given),
        )  # fmt: skip

    question = Question(
        title=_("Ghi nhận đơn vị chưa xét, chờ kết luận"),
        button=_("Ghi nhận"),
        back=reverse("selection:holds", args=[table]),
        lead=_("Đơn vị chưa được xét cho đến khi có kết luận; khi có kết luận, hồ sơ được xét tiếp theo điều khoản."),
    )
    return ask(request, question, form, act, done=_("Đã ghi nhận."), template=TEMPLATE)


@require_http_methods(["GET", "POST"])
def conclude_hold_page(request: ViewerRequest, table: UUID, hold: UUID) -> HttpResponse:
    """Write down the conclusion about a held unit."""
    sight, found = get_hold_for(request.viewer, table, hold, clock.now())
    require(may_note_hold(request.viewer, cluster_of(request.viewer, sight.table), found.unit_id))
    form = ConclusionForm(request.POST or None, request.FILES or None)

    def act(given: dict[str, Any]) -> None:
        happenings.conclude_hold(
            actor=request.viewer, now=clock.now(), hold=found, state=given["state"], on=given["on"],
            conclusion=given["conclusion"], paper=upload_of(given),
        )  # fmt: skip

    question = Question(
        title=_("Ghi nhận kết luận"),
        button=_("Ghi nhận kết luận"),
        back=reverse("selection:holds", args=[table]),
        lead=f"{sight.field.names[found.unit.code]}: {found.reason}",
    )
    return ask(request, question, form, act, done=_("Đã ghi nhận kết luận."), template=TEMPLATE)


@require_http_methods(["GET", "POST"])
def refusal_page(request: ViewerRequest, table: UUID) -> HttpResponse:
    """Write down that a unit does not take a prize."""
    sight = get_sight_for(request.viewer, table, clock.now())
    cluster = cluster_of(request.viewer, sight.table)
    may = [pk for pk in sight.field.numbers.values() if may_note_refusal(request.viewer, cluster, pk)]
    if not may:
        require(may_select(request.viewer, cluster))
    form = RefusalForm(request.POST or None, request.FILES or None)
    form.choose("unit", _units(sight, may))
    form.choose("prize", [(one.code, one.name) for one in sight.clause.prizes])

    def act(given: dict[str, Any]) -> None:
        happenings.note_refusal(
            actor=request.viewer, now=clock.now(), case=sight.case, unit=sight.unit(given["unit"]),
            prize=given["prize"], on=given["on"], reason=given["reason"], paper=upload_of(given),
        )  # fmt: skip

    question = Question(
        title=_("Ghi nhận đơn vị từ chối nhận"),
        button=_("Ghi nhận"),
        back=reverse("selection:case", args=[table]),
        lead=_("Điều khoản được chạy lại; suất bỏ trống xử lý theo điều khoản hoặc do cơ quan tổ chức cụm quyết định."),
        danger=True,
    )
    return ask(request, question, form, act, done=_("Đã ghi nhận."), template=TEMPLATE)


@require_http_methods(["GET", "POST"])
def ruling_page(request: ViewerRequest, table: UUID, key: str) -> HttpResponse:
    """The organiser decides what the clause does not say."""
    sight = get_sight_for(request.viewer, table, clock.now())
    require(may_rule(request.viewer, cluster_of(request.viewer, sight.table)))
    need = sight.need(key)
    form = RulingForm(request.POST or None, request.FILES or None)
    form.choose("answer", worded({code: ANSWERS[code] for code in need.options}))

    def act(given: dict[str, Any]) -> None:
        happenings.rule(
            actor=request.viewer, now=clock.now(), case=sight.case, key=key, answer=given["answer"],
            on=given["on"], reason=given["reason"], paper=upload_of(given),
        )  # fmt: skip

    question = Question(
        title=_("Quyết định việc quy chế không quy định"),
        button=_("Ghi nhận quyết định"),
        back=reverse("selection:case", args=[table]),
        lead=named(need.sentence, sight.field.names),
    )
    return ask(request, question, form, act, done=_("Đã ghi nhận quyết định."), template=TEMPLATE)


@require_http_methods(["GET", "POST"])
def take_back_page(request: ViewerRequest, table: UUID, noted: UUID) -> HttpResponse:
    """Take back a refusal, a hold or a ruling that was noted by mistake."""
    sight = get_sight_for(request.viewer, table, clock.now())
    case, cluster = sight.case, cluster_of(request.viewer, sight.table)
    kinds = (case.refusals, case.holds, case.rulings)
    found = next((one for kind in kinds if (one := kind.filter(uuid=noted, withdrawal=None).first())), None)
    if found is None:
        raise NotThere
    require(may_take_back(request.viewer, cluster, found))

    def act(given: dict[str, Any]) -> None:
        happenings.take_back(actor=request.viewer, now=clock.now(), noted=found, reason=given["reason"])

    question = Question(
        title=_("Rút lại việc ghi nhận nhầm"),
        button=_("Rút lại"),
        back=reverse("selection:holds" if isinstance(found, Hold) else "selection:case", args=[table]),
        lead=_("Điều đã ghi vẫn còn trong lịch sử kèm lý do rút; điều khoản được chạy lại như chưa có việc này."),
        danger=True,
    )
    return ask(request, question, ReasonForm(request.POST or None), act, done=_("Đã rút lại."))


@require_GET
def hold_file(request: ViewerRequest, table: UUID, hold: UUID, which: str) -> HttpResponse:
    """The paper of a hold or of its conclusion: for those who oversee the cluster and the unit concerned."""
    sight, found = get_hold_for(request.viewer, table, hold, clock.now())
    cluster = cluster_of(request.viewer, sight.table)
    if not (oversees(request.viewer, cluster) or request.viewer.works_at(found.unit_id)):
        raise NotThere
    kept = {
        "ghi-nhan": (found.paper_sha256, found.paper_name, found.paper_media_type),
        "ket-luan": (found.conclusion_sha256, found.conclusion_name, found.conclusion_media_type),
    }
    return _kept_file(*kept.get(which, ("", "", "")))


@require_GET
def noted_file(request: ViewerRequest, table: UUID, noted: UUID) -> HttpResponse:
    """The paper of a refusal or of a ruling: for those who oversee the cluster and the unit concerned."""
    sight = get_sight_for(request.viewer, table, clock.now())
    refusal = sight.case.refusals.filter(uuid=noted).first()
    found = refusal or sight.case.rulings.filter(uuid=noted).first()
    concerned = refusal is not None and request.viewer.works_at(refusal.unit_id)
    if found is None or not (concerned or oversees(request.viewer, cluster_of(request.viewer, sight.table))):
        raise NotThere
    return _kept_file(found.paper_sha256, found.paper_name, found.paper_media_type)


def _kept_file(sha256: str, name: str, media_type: str) -> HttpResponse:
    if not sha256:
        raise NotThere
    answer = HttpResponse(files.read(sha256), content_type=media_type)
    answer["Content-Disposition"] = f"attachment; filename=\"van-ban\"; filename*=UTF-8''{quote(name)}"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer


def _units(sight: CaseSight, numbers: list[int]) -> list[tuple[str, str]]:
    return [(code, sight.field.names[code]) for code, pk in sorted(sight.field.numbers.items()) if pk in numbers]
