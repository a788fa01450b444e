"""What happens to units around a selection: they decline, are held, are cleared; the organiser rules."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from thidua.audit.services import record
from thidua.core.errors import BadInput, Problem, Refused, require
from thidua.core.findings import refused
from thidua.core.text import say
from thidua.organisations.models import Unit
from thidua.organisations.rules import Viewer
from thidua.selection.facts.case import standing_of
from thidua.selection.facts.field import Field
from thidua.selection.models import Hold, Refusal, Ruling, Run, SelectionCase, Withdrawal
from thidua.selection.policies.case import may_note_hold, may_note_refusal, may_rule, may_take_back
from thidua.selection.rules.clause_reading import read_clause
from thidua.selection.rules.outcome import CLEARED, WRONGDOING
from thidua.selection.selectors.case import cluster_of, sight_of
from thidua.selection.services.running import (
    CLEARANCE,
    HOLD,
    REFUSAL,
    RULING,
    TAKEN_BACK,
    Upload,
    given,
    hold_case,
    keep_run,
    kept_paper,
    not_later,
)


@transaction.atomic
def note_refusal(
    *, actor: Viewer, now: datetime, case: SelectionCase, unit: Unit, prize: str, on: date, reason: str, paper: Upload
) -> Run:
    """A unit does not take a prize; the clause runs again. Raises Refused, BadInput. vi: từ chối nhận."""
    case = hold_case(case)
    require(may_note_refusal(actor, cluster_of(actor, case.table), unit.pk))
    _require_in_table(case, unit)
    reason = given("reason", reason)
    not_later("on", on, now)
    if prize not in {one.code for one in read_clause(case.clause.content).prizes}:
        raise BadInput(
            [Problem("prize", say("Điều khoản không có hình thức khen này."), say("Hãy chọn trong danh sách."))]
        )
    if case.refusals.filter(unit=unit, prize=prize, withdrawal=None).exists():
        raise BadInput([Problem("prize", say("Việc từ chối này đã được ghi nhận."))])
    _, outcome = standing_of(case)
    had = outcome.prize_of(unit.code) == prize and case.state != SelectionCase.State.OPEN
    refusal = Refusal.objects.create(
        case=case, unit=unit, prize=prize, declined_on=on, reason=reason, vacates=had,
        noted_by_id=actor.account_id, noted_at=now, **kept_paper(paper),
    )  # fmt: skip
    data = {"prize": prize, "on": f"{on}", "vacates": had, "paper": refusal.paper_sha256}
    record(verb="decline-prize", actor=actor, subject=refusal, at=now, reason=reason, data=data)
    return keep_run(actor=actor, now=now, case=case, why=REFUSAL)


@transaction.atomic
def note_hold(
    *, actor: Viewer, now: datetime, case: SelectionCase, unit: Unit, since: date, reason: str, paper: Upload
) -> Hold:
    """A unit with signs of wrongdoing waits for a conclusion. Raises Refused, BadInput. vi: chưa xét. source: R1.12."""
    case = hold_case(case)
    require(may_note_hold(actor, cluster_of(actor, case.table), unit.pk))
    _require_in_table(case, unit)
    reason = given("reason", reason)
    not_later("since", since, now)
    if case.holds.filter(unit=unit, state=Hold.State.OPEN).exists():
        raise BadInput([Problem("unit", say("Đơn vị này đang trong diện chưa xét."), say("Hãy chờ kết luận."))])
    hold = Hold.objects.create(
        case=case, unit=unit, since=since, reason=reason, after=case.state != SelectionCase.State.OPEN,
        noted_by_id=actor.account_id, noted_at=now, **kept_paper(paper),
    )  # fmt: skip
    data = {"since": f"{since}", "after": hold.after, "paper": hold.paper_sha256}
    record(verb="note-hold", actor=actor, subject=hold, at=now, reason=reason, data=data)
    keep_run(actor=actor, now=now, case=case, why=HOLD)
    return hold


@transaction.atomic
def conclude_hold(
    *, actor: Viewer, now: datetime, hold: Hold, state: str, on: date, conclusion: str, paper: Upload
) -> Hold:
    """The conclusion has come: no wrongdoing, or wrongdoing; after the case's conclusion a supplementary run follows.

    Raises Refused, BadInput. vi: có kết luận. source: law §5, X6.
    """
    case = hold_case(hold.case)
    hold = Hold.objects.select_for_update(of=("self",)).select_related("unit").get(pk=hold.pk)
    require(may_note_hold(actor, cluster_of(actor, case.table), hold.unit_id))
    if hold.state != Hold.State.OPEN:
        raise Refused(refused(say("Trường hợp này đã có kết luận.")))
    conclusion = given("conclusion", conclusion)
    not_later("on", on, now)
    if state not in (CLEARED, WRONGDOING):
        raise BadInput([Problem("state", say("Chưa chọn kết luận."), say("Hãy chọn một trong hai."))])
    if on < hold.since:
        raise BadInput([Problem("on", say("Ngày kết luận trước ngày ghi nhận {day}.", day=hold.since))])
    hold.state, hold.concluded_on, hold.conclusion = state, on, conclusion
    hold.late = case.state != SelectionCase.State.OPEN and not hold.after
    hold.concluded_by_id, hold.concluded_at = actor.account_id, now
    for name, value in kept_paper(paper, "conclusion").items():
        setattr(hold, name, value)
    hold.save()
    data = {"state": state, "on": f"{on}", "late": hold.late, "paper": hold.conclusion_sha256}
    record(verb="conclude-hold", actor=actor, subject=hold, at=now, reason=conclusion, data=data)
    keep_run(actor=actor, now=now, case=case, why=CLEARANCE)
    return hold


@transaction.atomic
def rule(
    *, actor: Viewer, now: datetime, case: SelectionCase, key: str, answer: str, on: date, reason: str, paper: Upload
) -> Ruling:
    """The organiser decides what the clause does not say. Raises Refused, BadInput. vi: cơ quan tổ chức quyết định."""
    case = hold_case(case)
    require(may_rule(actor, cluster_of(actor, case.table)))
    reason = given("reason", reason)
    not_later("on", on, now)
    options = [one.options for one in sight_of(case).outcome.needs if one.key == key]
    if not options:
        raise Refused(refused(say("Không còn việc nào cần quyết định."), say("Hãy xem lại kết quả xét chọn.")))
    if answer not in options[0]:
        raise BadInput([Problem("answer", say("Chưa chọn cách xử lý."), say("Hãy chọn trong danh sách."))])
    ruling = Ruling.objects.create(
        case=case, key=key, answer=answer, decided_on=on, reason=reason,
        noted_by_id=actor.account_id, noted_at=now, **kept_paper(paper),
    )  # fmt: skip
    data = {"key": key, "answer": answer, "on": f"{on}", "paper": ruling.paper_sha256}
    record(verb="rule-selection", actor=actor, subject=ruling, at=now, reason=reason, data=data)
    keep_run(actor=actor, now=now, case=case, why=RULING)
    return ruling


@transaction.atomic
def take_back(*, actor: Viewer, now: datetime, noted: Refusal | Hold | Ruling, reason: str) -> Run:
    """Take back what was noted by mistake, with a reason; the clause runs again without it. Raises Refused, BadInput.

    Whoever may note such a thing may take it back; a hold only while there is no conclusion. vi: rút lại.
    """
    case = hold_case(noted.case)
    require(may_take_back(actor, cluster_of(actor, case.table), noted))
    kind = type(noted).__name__.lower()
    if Withdrawal.objects.filter(**{kind: noted}).exists():
        raise Refused(refused(say("Việc này đã được rút lại.")))
    if isinstance(noted, Hold):
        noted = Hold.objects.select_for_update().get(pk=noted.pk)
        if noted.state != Hold.State.OPEN:
            raise Refused(refused(say("Trường hợp này đã có kết luận nên không rút lại được.")))
        noted.state = Hold.State.WITHDRAWN
        noted.save(update_fields=["state"])
    reason = given("reason", reason)
    Withdrawal.objects.create(case=case, reason=reason, made_by_id=actor.account_id, made_at=now, **{kind: noted})
    record(verb="take-back-noted", actor=actor, subject=noted, at=now, reason=reason, data={"kind": kind})
    return keep_run(actor=actor, now=now, case=case, why=TAKEN_BACK)


def _require_in_table(case: SelectionCase, unit: Unit) -> None:
    if unit.code not in Field.from_json(case.field).numbers:
        raise BadInput([Problem("unit", say("Đơn vị không có trong bảng xếp hạng."), say("Hãy chọn trong danh sách."))])
