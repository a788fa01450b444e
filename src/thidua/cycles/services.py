"""Use cases of a year: open it, set its days, state and choose deadlines, extend them, archive it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from thidua.audit.services import record
from thidua.core.days import day_of
from thidua.core.errors import BadInput, Problem, Stale, require
from thidua.core.names import tidy
from thidua.core.text import Text, say
from thidua.cycles.facts import facts_of
from thidua.cycles.models import Cycle, Extension, Stage, StatedDeadline
from thidua.cycles.policies import may_decide_deadlines, may_keep_cycle, still_open
from thidua.cycles.rules import OPTIONAL_STEPS, STEPS, check_days, closing_day, deadline_for, missing_steps
from thidua.organisations.facts import cluster_facts
from thidua.organisations.models import Cluster, Unit
from thidua.organisations.rules import Viewer

Days = Mapping[str, tuple[date, date]]


@transaction.atomic
def open_cycle(*, actor: Viewer, now: datetime, cluster: Cluster, start_year: int, days: Days) -> Cycle:
    """Open a cluster's school year with the days of every step. Raises Refused, BadInput."""
    cluster = Cluster.objects.select_for_update().get(pk=cluster.pk)
    require(may_keep_cycle(actor, cluster_facts(cluster, actor.day)))
    missing = [
        Problem(
            f"{step}-opens_on", say("Bước “{step}” chưa có ngày.", step=name), say("Hãy nhập ngày đầu và ngày cuối.")
        )
        for step, name in STEPS.items()
        if step not in days and step not in OPTIONAL_STEPS
    ]
    problems = [*missing, *check_days(days, start_year)]
    if cluster.cycles.filter(start_year=start_year).exists():
        sentence = say("Cụm đã có năm thi đua {first}–{second}.", first=start_year, second=start_year + 1)
        problems.append(Problem("start_year", sentence, say("Hãy chọn năm học khác.")))
    if problems:
        raise BadInput(problems)
    cycle = Cycle.objects.create(cluster=cluster, start_year=start_year)
    in_order = [step for step in STEPS if step in days]
    for step in in_order:
        Stage.objects.create(cycle=cycle, step=step, opens_on=days[step][0], closes_on=days[step][1])
    data = {step: [f"{day}" for day in days[step]] for step in in_order}
    record(verb="open-cycle", actor=actor, subject=cycle, at=now, data=data)
    return cycle


@transaction.atomic
def add_step(
    *, actor: Viewer, now: datetime, cycle: Cycle, step: str, opens_on: date, closes_on: date, reason: str
) -> Stage:
    """Add a step that the year was opened without; from then on the year waits for it as for the others.

    Only the optional steps can be missing. Raises Refused, BadInput. vi: thêm bước vào năm thi đua.
    """
    cycle = hold_cycle(cycle)
    require(may_keep_cycle(actor, cluster_facts(cycle.cluster, actor.day)))
    require(still_open(cycle.archived_at))
    reason = _given("reason", reason, say("Hãy nêu lý do."))
    days = {stage.step: (stage.opens_on, stage.closes_on) for stage in cycle.stages.all()}
    if step not in missing_steps(days):
        raise _bad("step", say("Năm thi đua đã có bước này."), say("Hãy mở lại trang của năm thi đua để xem."))
    stage = Stage(cycle=cycle, step=step, opens_on=opens_on, closes_on=closes_on)
    _check(stage, {**days, step: (opens_on, closes_on)})
    stage.save()
    data = {"step": step, "days": [f"{opens_on}", f"{closes_on}"]}
    record(verb="add-step", actor=actor, subject=cycle, at=now, reason=reason, data=data)
    return stage


@transaction.atomic
def set_stage_days(
    *, actor: Viewer, now: datetime, stage: Stage, opens_on: date, closes_on: date, seen: tuple[date, date], reason: str
) -> Stage:
    """Set the days of a step that has not opened yet; `seen` are the days that the actor was shown.

    A step that is open only gets later by extension, and one whose end papers state only by those papers.
    Raises Refused, BadInput, Stale.
    """
    stage = _locked(stage)
    require(may_keep_cycle(actor, cluster_facts(stage.cycle.cluster, actor.day)))
    reason = _given("reason", reason, say("Hãy nêu lý do."))
    before = (stage.opens_on, stage.closes_on)
    if seen != before:
        raise Stale(say("Ngày của bước này vừa được người khác sửa; hãy xem lại trước khi lưu."), stage)
    if day_of(now) >= stage.opens_on:
        raise _bad(
            "opens_on",
            say("Bước này đã mở từ ngày {day} nên không đặt lại ngày được.", day=stage.opens_on),
            say("Để lùi ngày cuối, hãy dùng “Gia hạn”."),
        )
    if closes_on != stage.closes_on and stage.stated.exists():
        raise _bad(
            "closes_on",
            say("Ngày cuối của bước này theo văn bản đã ghi."),
            say("Hãy ghi thêm văn bản mới hoặc gia hạn."),
        )
    days = {other.step: (other.opens_on, other.closes_on) for other in stage.cycle.stages.all()}
    _check(stage, {**days, stage.step: (opens_on, closes_on)})
    stage.opens_on, stage.closes_on = opens_on, closes_on
    stage.save(update_fields=["opens_on", "closes_on"])
    data = {"before": [f"{day}" for day in before], "after": [f"{opens_on}", f"{closes_on}"]}
    record(verb="set-stage-days", actor=actor, subject=stage, at=now, reason=reason, data=data)
    return stage


@transaction.atomic
def state_deadline(*, actor: Viewer, now: datetime, stage: Stage, document: str, closes_on: date) -> StatedDeadline:
    """Write down the last day that a paper gives for a step.

    When papers disagree, the earliest day holds until somebody chooses, and everybody is told so; a
    choice made before a new disagreeing paper came is set aside. Raises Refused, BadInput. source: R2.4.
    """
    stage = _locked(stage)
    require(may_decide_deadlines(actor, cluster_facts(stage.cycle.cluster, actor.day)))
    document = _given("document", document, say("Hãy nhập tên, số và ngày của văn bản."))
    if stage.stated.filter(document__iexact=document).exists():
        raise _bad("document", say("Văn bản này đã được ghi cho bước này."), say("Hãy nhập văn bản khác."))
    _check(stage, {stage.step: (stage.opens_on, closes_on)})
    stated = StatedDeadline.objects.create(stage=stage, document=document, closes_on=closes_on)
    set_aside = stage.stated.filter(chosen_at__isnull=False).exclude(closes_on=closes_on)
    data = {"document": document, "closes_on": f"{closes_on}", "set_aside": [s.document for s in set_aside]}
    set_aside.update(chosen_by=None, chosen_at=None, chosen_reason="")
    data["before"], data["after"] = _close_by_papers(stage)
    record(verb="state-deadline", actor=actor, subject=stage, at=now, data=data)
    return stated


@transaction.atomic
def choose_deadline(
    *, actor: Viewer, now: datetime, stage: Stage, stated: StatedDeadline, seen: int, reason: str
) -> StatedDeadline:
    """Choose among the last days that papers give, with a reason; `seen` is how many papers the actor was shown.

    Raises Refused, BadInput, Stale when a paper came meanwhile. source: R2.4.
    """
    stage = _locked(stage)
    require(may_decide_deadlines(actor, cluster_facts(stage.cycle.cluster, actor.day)))
    reason = _given("reason", reason, say("Hãy nêu lý do chọn thời hạn này."))
    if stage.stated.count() != seen:
        raise Stale(say("Vừa có thêm văn bản nêu thời hạn; hãy xem lại trước khi chọn."), stage)
    if len({paper.closes_on for paper in stage.stated.all()}) < 2:
        raise _bad("stated", say("Các văn bản nêu cùng một thời hạn nên không cần chọn."))
    chosen = stage.stated.filter(pk=stated.pk).first()
    if chosen is None:
        raise _bad("stated", say("Văn bản này không nêu thời hạn của bước này."), say("Hãy chọn trong danh sách."))
    stage.stated.update(chosen_by=None, chosen_at=None, chosen_reason="")
    chosen.chosen_by_id, chosen.chosen_at, chosen.chosen_reason = actor.account_id, now, reason
    chosen.save(update_fields=["chosen_by", "chosen_at", "chosen_reason"])
    before, after = _close_by_papers(stage)
    data = {"document": chosen.document, "before": before, "after": after}
    record(verb="choose-deadline", actor=actor, subject=stage, at=now, reason=reason, data=data)
    return chosen


@transaction.atomic
def extend_deadline(
    *, actor: Viewer, now: datetime, stage: Stage, unit: Unit | None, closes_on: date, reason: str
) -> Extension:
    """Give one unit, or everybody (no unit), a later last day; true everywhere from the next page on.

    Raises Refused, BadInput. source: features A2.13.
    """
    stage = _locked(stage)
    about = unit.pk if unit else None
    require(may_decide_deadlines(actor, cluster_facts(stage.cycle.cluster, actor.day), about))
    reason = _given("reason", reason, say("Hãy nêu lý do gia hạn."))
    facts = facts_of(stage)
    now_counts = deadline_for(facts, facts.extensions, about)
    if closes_on <= now_counts:
        raise _bad(
            "closes_on",
            say("Hạn hiện nay đã là ngày {day}.", day=now_counts),
            say("Hãy chọn một ngày sau ngày {day}.", day=now_counts),
        )
    _check(stage, {stage.step: (stage.opens_on, closes_on)})
    extension = Extension.objects.create(
        stage=stage, unit=unit, closes_on=closes_on, reason=reason, granted_by_id=actor.account_id, granted_at=now
    )
    data = {"unit": unit.code if unit else None, "before": f"{now_counts}", "after": f"{closes_on}"}
    record(verb="extend-deadline", actor=actor, subject=stage, at=now, reason=reason, data=data)
    return extension


@transaction.atomic
def archive_cycle(*, actor: Viewer, now: datetime, cycle: Cycle, reason: str) -> Cycle:
    """Put a year away: it stays readable for ever, changes no more and is never deleted. Raises Refused, BadInput."""
    cycle = Cycle.objects.select_for_update().get(pk=cycle.pk)
    require(may_keep_cycle(actor, cluster_facts(cycle.cluster, actor.day)))
    require(still_open(cycle.archived_at))
    reason = _given("reason", reason, say("Hãy nêu lý do."))
    cycle.archived_at = now
    cycle.save(update_fields=["archived_at"])
    record(verb="archive-cycle", actor=actor, subject=cycle, at=now, reason=reason)
    return cycle


def hold_cycle(cycle: Cycle) -> Cycle:
    """The cycle locked and read anew, inside the caller's transaction: one change of a year's things at a time."""
    return Cycle.objects.select_for_update(of=("self",)).select_related("cluster").get(pk=cycle.pk)


def _locked(stage: Stage) -> Stage:
    cycle = Cycle.objects.select_for_update().get(pk=stage.cycle_id)
    require(still_open(cycle.archived_at))
    return Stage.objects.select_related("cycle__cluster").get(pk=stage.pk)


def _close_by_papers(stage: Stage) -> tuple[str, str]:
    before = stage.closes_on
    stage.closes_on = closing_day(facts_of(stage).stated, before)
    stage.save(update_fields=["closes_on"])
    return f"{before}", f"{stage.closes_on}"


def _check(stage: Stage, days: Days) -> None:
    """The days of one step, with its fields named as its own form names them."""
    mine = f"{stage.step}-"
    problems = [
        Problem(str(problem.place).removeprefix(mine), problem.sentence, problem.cure)
        for problem in check_days(days, stage.cycle.start_year)
    ]
    if problems:
        raise BadInput(problems)


def _given(place: str, text: str, cure: Text) -> str:
    found = tidy(text)
    if not found:
        raise _bad(place, say("Ô này đang trống."), cure)
    return found


def _bad(place: str, sentence: Text, cure: Text | None = None) -> BadInput:
    return BadInput([Problem(place, sentence, cure)])
