"""The next leader and deputy: what the conference elected becomes terms of office. vi: bầu cụm trưởng, cụm phó."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from thidua.audit.services import record
from thidua.core.errors import BadInput, Problem, Refused, require
from thidua.core.findings import refused
from thidua.core.text import say
from thidua.meetings.models import Question
from thidua.meetings.policies.questions import may_adopt
from thidua.meetings.rules.decisions import NEXT_DEPUTY, NEXT_LEADER
from thidua.organisations.models import Office, Unit
from thidua.organisations.rules import Viewer
from thidua.organisations.services.elections import set_elected_offices


@transaction.atomic
def adopt(
    *,
    actor: Viewer,
    now: datetime,
    leader_question: Question,
    deputy_question: Question | None,
    starts_on: date,
    ends_on: date,
    minutes_number: str,
    minutes_on: date | None,
) -> tuple[Office, ...]:
    """Write the terms of those elected, for the days ahead; powers pass on the first day and not before.

    Raises Refused, BadInput. source: W1.7, O1.1.
    """
    questions = [_anew(one) for one in (leader_question, deputy_question) if one is not None]
    session = questions[0].session
    require(may_adopt(actor, session))
    if any(one.session_id != session.pk for one in questions):
        raise BadInput([Problem("", say("Hai nội dung bầu không thuộc cùng một phiên họp."))])
    cluster = session.council.cluster
    if cluster is None:
        raise Refused(refused(say("Chỉ hội nghị của cụm bầu cụm trưởng, cụm phó.")))
    leader = elected_unit(questions[0], NEXT_LEADER)
    deputy = elected_unit(questions[1], NEXT_DEPUTY) if deputy_question else None
    offices = set_elected_offices(
        actor=actor, now=now, cluster=cluster, leader=leader, deputy=deputy, starts_on=starts_on, ends_on=ends_on,
        minutes_number=minutes_number, minutes_on=minutes_on, grounds=tuple(one.uuid for one in questions),
    )  # fmt: skip
    data = {"leader": leader.code, "deputy": deputy.code if deputy else "", "from": f"{starts_on}", "to": f"{ends_on}"}
    record(verb="adopt-offices", actor=actor, subject=session, at=now, data=data)
    return offices


def elected_unit(question: Question, purpose: str) -> Unit:
    """The one unit that a decided question elected. Raises Refused."""
    if question.purpose != purpose:
        raise Refused(refused(say("Nội dung “{title}” không phải là nội dung bầu này.", title=question.title)))
    if question.state != Question.State.DECIDED or question.result is None:
        raise Refused(
            refused(say("Nội dung “{title}” chưa có kết quả.", title=question.title), say("Hãy kết luận trước."))
        )
    chosen = list(question.candidates.filter(uuid__in=question.result["chosen"], unit__isnull=False))
    unit = chosen[0].unit if len(chosen) == 1 else None
    if unit is None:
        raise Refused(
            refused(
                say("Nội dung “{title}” không bầu ra đúng một đơn vị.", title=question.title),
                say("Hãy bỏ phiếu lại đến khi chọn được một đơn vị."),
            )
        )
    return unit


def _anew(question: Question) -> Question:
    rows = Question.objects.select_for_update(of=("self",)).select_related("session__council__cluster")
    return rows.get(pk=question.pk)
