"""What authorities decide later about a row: a matter is concluded, an award is cancelled."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from thidua.audit.services import record
from thidua.core.days import format_day
from thidua.core.errors import BadInput, Problem, require
from thidua.core.names import tidy
from thidua.core.text import say
from thidua.organisations.rules import Viewer
from thidua.records.models import AwardHeld, Matter
from thidua.records.policies.records import may_cancel, may_conclude
from thidua.records.rules.checks import conclusion_faults
from thidua.records.rules.kinds import CANCELLING_GROUNDS
from thidua.records.selectors.gates import OneRow
from thidua.records.services.rows import locked, reason_given


@transaction.atomic
def conclude_matter(
    *, actor: Viewer, now: datetime, one: OneRow, edition: int, concluded_on: date, violation: bool, document: str
) -> Matter:
    """A matter was concluded, with or without a violation, by a paper. Raises Refused, BadInput, Stale.

    vi: ghi kết luận vụ việc.
    """
    row = locked(one, edition)
    assert isinstance(row, Matter)  # noqa: S101 - the address says so
    require(may_conclude(one.on_file.standing, row))
    problems = list(conclusion_faults(row.since, concluded_on, actor.day))
    if not tidy(document):
        problems.append(Problem("document", say("Hãy ghi số, ngày của văn bản kết luận.")))
    if problems:
        raise BadInput(problems)
    row.concluded_on, row.violation, row.document = concluded_on, violation, tidy(document)
    row.edition += 1
    row.save(update_fields=["concluded_on", "violation", "document", "edition"])
    after = {"concluded_on": format_day(concluded_on), "violation": str(violation), "document": row.document}
    data = {"before": dict.fromkeys(after, ""), "after": after}
    record(verb="conclude-matter", actor=actor, subject=row, at=now, data=data)
    return row


@transaction.atomic
def cancel_award(
    *, actor: Viewer, now: datetime, one: OneRow, edition: int, cancelled_on: date, ground: str, reason: str
) -> AwardHeld:
    """A title or form was cancelled by whoever had decided it; it stays readable. Raises Refused, BadInput, Stale.

    vi: hủy bỏ danh hiệu, hình thức khen thưởng. source: LAW-2022 Art. 93.
    """
    row = locked(one, edition)
    assert isinstance(row, AwardHeld)  # noqa: S101 - the address says so
    require(may_cancel(one.on_file.standing, row))
    reason = reason_given(reason)
    if ground not in CANCELLING_GROUNDS:
        raise BadInput([Problem("ground", say("Hãy chọn căn cứ hủy bỏ."))])
    problems = list(conclusion_faults(row.decision_on or date.min, cancelled_on, actor.day))
    if problems:
        raise BadInput(Problem("cancelled_on", one.sentence, one.cure) for one in problems)
    row.cancelled_on, row.cancelled_ground, row.cancelled_reason = cancelled_on, ground, reason
    row.edition += 1
    row.save(update_fields=["cancelled_on", "cancelled_ground", "cancelled_reason", "edition"])
    after = {"cancelled_on": format_day(cancelled_on), "cancelled_ground": ground}
    data = {"before": dict.fromkeys(after, ""), "after": after}
    record(verb="cancel-award", actor=actor, subject=row, at=now, reason=reason, data=data)
    return row
