"""Ask a session for the vote that the clause needs next."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from thidua.audit.services import record
from thidua.core.errors import Refused, require
from thidua.core.findings import refused
from thidua.core.text import say
from thidua.foundation.refusals import NotThere
from thidua.meetings.rules.decisions import QuestionPlan
from thidua.meetings.selectors.questions import get_question_for
from thidua.meetings.services.questions import add_question
from thidua.organisations.rules import Viewer
from thidua.selection.models import AskedVote, SelectionCase
from thidua.selection.policies.case import may_select
from thidua.selection.rules.outcome import NEED_VOTE, Need
from thidua.selection.selectors.case import CaseSight, cluster_of, sight_of
from thidua.selection.services.running import hold_case

if TYPE_CHECKING:
    from thidua.meetings.models import AgendaItem, Session

MANNER = "choose"


@transaction.atomic
def ask_vote(
    *, actor: Viewer, now: datetime, case: SelectionCase, session: Session, item: AgendaItem | None = None
) -> AskedVote:
    """Put the vote that is needed on the session's list, under a point of its agenda: a secret ballot of those units.

    Raises Refused when no vote is needed or it has been asked. vi: đề nghị bỏ phiếu. source: R1.10, R1.11.
    """
    case = hold_case(case)
    require(may_select(actor, cluster_of(actor, case.table)))
    sight = sight_of(case)
    need = next((one for one in sight.outcome.needs if one.kind == NEED_VOTE), None)
    if need is None:
        raise Refused(refused(say("Hiện không cần bỏ phiếu thêm.")))
    if pending_vote(actor, sight) is not None:
        raise Refused(
            refused(say("Nội dung bỏ phiếu này đã được đưa vào phiên họp."), say("Hãy chờ kết quả kiểm phiếu."))
        )
    question = add_question(actor=actor, now=now, session=session, plan=_plan(sight, need), item=item)
    asked = AskedVote.objects.create(
        case=case,
        question_uuid=question.uuid,
        session_uuid=session.uuid,
        prize=need.prize,
        purpose=need.purpose,
        units=list(need.units),
        seats=need.seats,
        asked_by_id=actor.account_id,
        asked_at=now,
    )
    data = {"question": str(question.uuid), "units": asked.units, "seats": asked.seats, "prize": asked.prize}
    record(verb="ask-selection-vote", actor=actor, subject=asked, at=now, data=data)
    return asked


def pending_vote(viewer: Viewer, sight: CaseSight) -> AskedVote | None:
    """The vote that was asked for and is not decided yet."""
    decided = {vote.key for vote in sight.inputs.votes}
    need = next((one for one in sight.outcome.needs if one.kind == NEED_VOTE), None)
    if need is None:
        return None
    for one in sight.case.asked.order_by("-pk"):
        same = (one.prize, tuple(one.units), one.seats) == (need.prize, need.units, need.seats)
        if same and str(one.question_uuid) not in decided and _is_awaited(viewer, one):
            return one
    return None


def _is_awaited(viewer: Viewer, asked: AskedVote) -> bool:
    try:
        question = get_question_for(viewer, asked.question_uuid)
    except NotThere:
        return True
    return question.state != "withdrawn" and question.session.state != "cancelled"


def _plan(sight: CaseSight, need: Need) -> QuestionPlan:
    prize = sight.clause.prize(need.prize)
    first = need.purpose == "leading-unit"
    title = f"Suy tôn đơn vị dẫn đầu, đề nghị tặng {prize.name}" if first else f"Chọn đơn vị đề nghị tặng {prize.name}"
    return QuestionPlan(
        title=title,
        purpose=need.purpose,
        manner=MANNER,
        seats=need.seats,
        candidate_units=tuple(sight.field.numbers[unit] for unit in need.units),
        about=sight.case.uuid,
    )
