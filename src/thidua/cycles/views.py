"""The pages of a year: its steps and days, papers that disagree, extensions."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from thidua.audit.selectors import history_of
from thidua.core.errors import require
from thidua.core.findings import refused
from thidua.core.text import say
from thidua.cycles import forms, services
from thidua.cycles.facts import stage_facts
from thidua.cycles.models import Cycle, Stage
from thidua.cycles.policies import may_decide_deadlines, may_keep_cycle, still_open
from thidua.cycles.rules import STEPS, missing_steps, shifted
from thidua.cycles.selectors import cycles_for, earlier_cycles, get_cycle_for, get_stage_for, year_rows
from thidua.foundation import clock
from thidua.foundation.asking import Question, ask
from thidua.foundation.requests import ViewerRequest
from thidua.organisations.facts import cluster_facts
from thidua.organisations.models import Unit
from thidua.organisations.rules import ClusterFacts, Viewer
from thidua.organisations.selectors import clusters_of, get_cluster_for

form_page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def years(request: ViewerRequest) -> HttpResponse:
    """The years of the viewer's clusters."""
    viewer = request.viewer
    opened = [c for c in clusters_of(viewer) if may_keep_cycle(viewer, cluster_facts(c, viewer.day))]
    return render(request, "cycles/years.html", {"cycles": cycles_for(viewer), "opened": opened})


@require_safe
def year(request: ViewerRequest, uuid: UUID) -> HttpResponse:
    """One year: the days and states of its steps, papers, extensions, history."""
    viewer, cycle = request.viewer, get_cycle_for(request.viewer, uuid)
    facts = cluster_facts(cycle.cluster, viewer.day)
    rows = year_rows(viewer, cycle, clock.now())
    decide = may_decide_deadlines(viewer, facts)
    context = {
        "cycle": cycle,
        "rows": rows,
        "extensions": [(row, extension) for row in rows for extension in row.extensions],
        "papers": [(row, paper) for row in rows for paper in row.papers],
        "unsettled": [row for row in rows if not row.settled],
        "may_keep": may_keep_cycle(viewer, facts) and still_open(cycle.archived_at),
        "may_decide": decide and still_open(cycle.archived_at),
        "may_extend": bool(_extension_choices(viewer, facts)[0]) and still_open(cycle.archived_at),
        "why_not": decide if not decide and viewer.working_units & {facts.leader, facts.deputy} else None,
        "may_add": missing_steps(row.facts.step for row in rows),
        "events": history_of(cycle.uuid, *(row.stage.uuid for row in rows)),
    }
    return render(request, "cycles/year.html", context)


@form_page
def open_year(request: ViewerRequest, cluster: UUID) -> HttpResponse:
    """Open a year, with the days of an earlier one a year later to start from."""
    viewer, of = request.viewer, get_cluster_for(request.viewer, cluster)
    require(may_keep_cycle(viewer, cluster_facts(of, viewer.day)))
    form = forms.OpenForm(request.POST if request.method == "POST" else None, initial=_last_years_days(of.pk))
    question = Question(
        title=_("Mở năm thi đua: %(cluster)s") % {"cluster": of},
        lead=_("Các ngày dưới đây lấy từ năm trước, dời một năm; hãy sửa theo kế hoạch của năm nay."),
        button=_("Mở năm thi đua"),
        back=reverse("cycles:years"),
    )

    def act(typed: dict[str, Any]) -> Cycle:
        return services.open_cycle(
            actor=viewer, now=clock.now(), cluster=of, start_year=typed["start_year"], days=form.days()
        )

    return ask(request, question, form, act, done=_("Đã mở năm thi đua."))


def _last_years_days(cluster_id: int) -> dict[str, Any]:
    newest = earlier_cycles(cluster_id, 9999).first()
    if newest is None:
        return {}
    initial: dict[str, Any] = {"start_year": newest.start_year + 1}
    for step, stage in stage_facts(newest).items():
        moved = shifted(stage, 1)
        initial |= {f"{step}-opens_on": moved.opens_on, f"{step}-closes_on": moved.closes_on}
    return initial


@form_page
def add_step(request: ViewerRequest, uuid: UUID) -> HttpResponse:
    """Add one of the steps that the year was opened without."""
    viewer, cycle = request.viewer, get_cycle_for(request.viewer, uuid)
    require(may_keep_cycle(viewer, cluster_facts(cycle.cluster, viewer.day)))
    steps = missing_steps(cycle.stages.values_list("step", flat=True))
    if not steps:
        require(refused(say("Năm thi đua này đã có đủ các bước.")))
    form = forms.StepForm(steps, request.POST if request.method == "POST" else None)
    question = Question(
        title=_("Thêm bước: %(cycle)s") % {"cycle": cycle},
        lead=_(
            "Từ khi có bước đăng ký hoặc giao ước, đơn vị chưa đăng ký hoặc chưa ký không được xét trong năm này, "
            "trừ khi hội nghị quyết định khác."
        ),
        button=_("Thêm bước"),
        back=reverse("cycles:year", args=[cycle.uuid]),
    )
    return ask(
        request,
        question,
        form,
        lambda typed: services.add_step(actor=viewer, now=clock.now(), cycle=cycle, **typed),
        done=_("Đã thêm bước vào năm thi đua."),
    )


@form_page
def days(request: ViewerRequest, stage: UUID) -> HttpResponse:
    """Set the days of a step that has not opened."""
    viewer, step = request.viewer, get_stage_for(request.viewer, stage)
    require(may_keep_cycle(viewer, cluster_facts(step.cycle.cluster, viewer.day)))
    now_set = {"opens_on": step.opens_on, "closes_on": step.closes_on}
    seen = {f"seen_{name}": f"{day}" for name, day in now_set.items()}
    form = forms.DaysForm(request.POST if request.method == "POST" else None, initial=now_set | seen)

    def act(typed: dict[str, Any]) -> Stage:
        seen_days = (typed.pop("seen_opens_on"), typed.pop("seen_closes_on"))
        return services.set_stage_days(actor=viewer, now=clock.now(), stage=step, seen=seen_days, **typed)

    question = _about(step, _("Đặt ngày cho bước “%(step)s”"), _("Lưu ngày"))
    return ask(request, question, form, act, done=_("Đã lưu ngày của bước."))


@form_page
def paper(request: ViewerRequest, stage: UUID) -> HttpResponse:
    """Write down what a paper says the last day is."""
    viewer, step = request.viewer, get_stage_for(request.viewer, stage)
    require(may_decide_deadlines(viewer, cluster_facts(step.cycle.cluster, viewer.day)))
    form = forms.PaperForm(request.POST if request.method == "POST" else None)
    lead = _("Nếu các văn bản nêu thời hạn khác nhau, phần mềm nêu rõ và chờ người có thẩm quyền chọn.")
    question = _about(step, _("Ghi thời hạn của bước “%(step)s” theo văn bản"), _("Ghi thời hạn"), lead)
    return ask(
        request,
        question,
        form,
        lambda typed: services.state_deadline(actor=viewer, now=clock.now(), stage=step, **typed),
        done=_("Đã ghi thời hạn theo văn bản."),
    )


@form_page
def choose(request: ViewerRequest, stage: UUID) -> HttpResponse:
    """Choose among the days that papers give."""
    viewer, step = request.viewer, get_stage_for(request.viewer, stage)
    require(may_decide_deadlines(viewer, cluster_facts(step.cycle.cluster, viewer.day)))
    initial = {"seen": step.stated.count()}
    form = forms.ChoiceForm(step, request.POST if request.method == "POST" else None, initial=initial)
    lead = _("Các văn bản nêu thời hạn khác nhau. Thời hạn được chọn áp dụng cho mọi đơn vị ngay sau khi lưu.")
    question = _about(step, _("Chọn thời hạn của bước “%(step)s”"), _("Chọn thời hạn này"), lead)
    return ask(
        request,
        question,
        form,
        lambda typed: services.choose_deadline(actor=viewer, now=clock.now(), stage=step, **typed),
        done=_("Đã chọn thời hạn."),
    )


@form_page
def extend(request: ViewerRequest, stage: UUID) -> HttpResponse:
    """Give one unit or everybody a later last day."""
    viewer, step = request.viewer, get_stage_for(request.viewer, stage)
    facts = cluster_facts(step.cycle.cluster, viewer.day)
    units, everybody = _extension_choices(viewer, facts)
    if not units:
        require(may_decide_deadlines(viewer, facts))
    by_uuid = {str(unit.uuid): unit for unit in units}
    form = forms.ExtensionForm(units, everybody, request.POST if request.method == "POST" else None)

    def act(typed: dict[str, Any]) -> object:
        unit = by_uuid.get(typed.pop("unit"))
        return services.extend_deadline(actor=viewer, now=clock.now(), stage=step, unit=unit, **typed)

    lead = "" if everybody else _("Cụm phó gia hạn cho đơn vị cụm trưởng, vì không ai quyết định về chính đơn vị mình.")
    question = _about(step, _("Gia hạn bước “%(step)s”"), _("Gia hạn"), lead)
    return ask(request, question, form, act, done=_("Đã gia hạn; hạn mới có hiệu lực ngay."))


def _extension_choices(viewer: Viewer, facts: ClusterFacts) -> tuple[list[Unit], bool]:
    """The members whose deadline the viewer may extend, and whether everybody's."""
    mine = [unit for unit in facts.members if may_decide_deadlines(viewer, facts, unit)]
    units = Unit.objects.filter(pk__in=mine).prefetch_related("names")
    in_order = sorted(units, key=lambda unit: facts.members.index(unit.pk))
    return in_order, bool(may_decide_deadlines(viewer, facts))


@form_page
def archive(request: ViewerRequest, uuid: UUID) -> HttpResponse:
    """Put a year away for good."""
    viewer, cycle = request.viewer, get_cycle_for(request.viewer, uuid)
    require(may_keep_cycle(viewer, cluster_facts(cycle.cluster, viewer.day)))
    question = Question(
        title=_("Đưa vào lưu trữ: %(cycle)s") % {"cycle": cycle},
        lead=_("Năm thi đua đã lưu trữ vẫn đọc được mãi mãi nhưng không thay đổi được nữa và không ai xóa được."),
        button=_("Đưa vào lưu trữ"),
        back=reverse("cycles:year", args=[cycle.uuid]),
        danger=True,
    )
    return ask(
        request,
        question,
        forms.ArchiveForm(request.POST if request.method == "POST" else None),
        lambda typed: services.archive_cycle(actor=viewer, now=clock.now(), cycle=cycle, **typed),
        done=_("Đã đưa năm thi đua vào lưu trữ."),
    )


def _about(stage: Stage, title: str, button: str, lead: str = "") -> Question:
    name = STEPS[stage.step].render(_)
    return Question(title % {"step": name}, button, reverse("cycles:year", args=[stage.cycle.uuid]), lead)
