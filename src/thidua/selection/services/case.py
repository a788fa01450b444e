"""Open a case from the ranked table and the clause of the day, take the table again, conclude."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from thidua.audit.services import record
from thidua.core.days import day_of
from thidua.core.errors import Refused, Stale, require
from thidua.core.findings import Answer, Finding, refused
from thidua.core.text import Text, say
from thidua.cycles.policies import still_open
from thidua.cycles.services import hold_cycle
from thidua.organisations.rules import Viewer
from thidua.selection.facts.clauses import clause_in_force
from thidua.selection.facts.field import Field
from thidua.selection.models import Hold, Run, SelectionCase
from thidua.selection.policies.case import may_select
from thidua.selection.rules.clause_reading import read_clause
from thidua.selection.rules.keeping import fingerprint
from thidua.selection.selectors.case import (
    cluster_of,
    field_today,
    get_case,
    has_moved,
    readiness_to_conclude,
    sight_of,
)
from thidua.selection.selectors.ranking import Ranking
from thidua.selection.services.running import CONCLUDED, OPENED, RETAKEN, hold_case, keep_run


def may_open(viewer: Viewer, ranking: Ranking) -> Finding:
    """The leader opens the case, once the cluster has a clause in force."""
    may = may_select(viewer, cluster_of(viewer, ranking.table))
    if not may:
        return may
    if ranking.table.state != "published":
        return refused(say("Bảng tiêu chí này không còn áp dụng nên không lập hồ sơ xét chọn được."))
    if clause_in_force(ranking.table.cycle.cluster, viewer.day) is None:
        return refused(
            say("Cụm chưa ban hành điều khoản bình xét có hiệu lực hôm nay."),
            say("Hãy nhập và ban hành điều khoản bình xét theo quy chế của cụm."),
        )
    return may


@transaction.atomic
def open_case(*, actor: Viewer, now: datetime, ranking: Ranking) -> SelectionCase:
    """Freeze the ranked table with the clause in force and carry it out for the first time. Raises Refused.

    Units whose condition awaits a conclusion are held from the start. vi: lập hồ sơ xét chọn. source: S1 IV.2.
    """
    cycle = hold_cycle(ranking.table.cycle)
    require(still_open(cycle.archived_at))
    require(may_open(actor, ranking))
    stored = clause_in_force(cycle.cluster, day_of(now))
    if get_case(ranking.table) is not None or stored is None:
        raise Refused(refused(say("Hồ sơ xét chọn của bảng này đã được lập.")))
    field = field_today(ranking, read_clause(stored.content), now)
    case = SelectionCase.objects.create(
        table=ranking.table,
        clause=stored,
        opened_by_id=actor.account_id,
        opened_at=now,
        field=field.to_json(),
        fingerprint=fingerprint(field.to_json()),
        taken_at=now,
    )
    record(verb="open-selection", actor=actor, subject=case, at=now, data={"fingerprint": case.fingerprint})
    _hold_pending(actor, now, case, field)
    keep_run(actor=actor, now=now, case=case, why=OPENED)
    return case


@transaction.atomic
def retake_field(*, actor: Viewer, now: datetime, case: SelectionCase, ranking: Ranking) -> SelectionCase:
    """Take the ranked table into an open case again after scores changed; votes already taken stay as they are."""
    case = hold_case(case)
    require(may_select(actor, cluster_of(actor, case.table)))
    if case.state != SelectionCase.State.OPEN:
        raise Refused(refused(say("Hồ sơ đã kết luận nên giữ nguyên bảng xếp hạng đã lấy.")))
    before = case.fingerprint
    field = field_today(ranking, read_clause(case.clause.content), now)
    case.field, case.fingerprint, case.taken_at = field.to_json(), fingerprint(field.to_json()), now
    case.save(update_fields=["field", "fingerprint", "taken_at"])
    data = {"before": before, "after": case.fingerprint}
    record(verb="retake-selection", actor=actor, subject=case, at=now, data=data)
    _hold_pending(actor, now, case, field)
    keep_run(actor=actor, now=now, case=case, why=RETAKEN)
    return case


@transaction.atomic
def conclude_case(*, actor: Viewer, now: datetime, case: SelectionCase, ranking: Ranking, seen: str) -> Run:
    """Conclude with the outcome as it stands; `seen` is the mark of what the actor looked at. Raises Refused, Stale.

    vi: kết luận xét chọn.
    """
    case = hold_case(case)
    require(may_select(actor, cluster_of(actor, case.table)))
    if case.state == SelectionCase.State.CONCLUDED:
        raise Refused(refused(say("Hồ sơ xét chọn này đã kết luận.")))
    sight = sight_of(case)
    if seen != sight.mark:
        raise Stale(say("Kết quả xét chọn vừa thay đổi; hãy xem lại rồi kết luận."), sight)
    missing = readiness_to_conclude(sight, now, moved=has_moved(sight, ranking, now))
    if missing:
        raise Refused(Finding(Answer.REFUSED, tuple(missing)))
    case.state, case.concluded_at, case.concluded_by_id = SelectionCase.State.CONCLUDED, now, actor.account_id
    case.save(update_fields=["state", "concluded_at", "concluded_by"])
    run = keep_run(actor=actor, now=now, case=case, why=CONCLUDED)
    record(verb="conclude-selection", actor=actor, subject=case, at=now, data={"run": run.number, "mark": seen})
    return run


def _plain_reason(sentence: Text) -> str:
    """The condition alone: that the unit waits is said wherever a hold is shown."""
    told = str(sentence).rpartition("chờ kết luận: ")[2]
    return told[:1].upper() + told[1:]


def _hold_pending(actor: Viewer, now: datetime, case: SelectionCase, field: Field) -> None:
    there = set(case.holds.values_list("unit_id", flat=True))
    for one in field.candidates:
        if one.pending and field.numbers[one.unit] not in there:
            hold = Hold.objects.create(
                case=case,
                unit_id=field.numbers[one.unit],
                since=day_of(now),
                reason=_plain_reason(one.pending[0].sentence),
                noted_by_id=actor.account_id,
                noted_at=now,
            )
            record(verb="note-hold", actor=actor, subject=hold, at=now, reason=hold.reason, data={"table": True})
