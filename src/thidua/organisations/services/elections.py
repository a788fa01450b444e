"""Write the terms of a leader and a deputy that the cluster's conference elected. vi: cụm trưởng, cụm phó được bầu.

Whether they were elected, the room of meetings has judged; this one keeps what the statute says of offices.
"""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from thidua.audit.services import record
from thidua.core.days import Period
from thidua.core.errors import require
from thidua.core.text import say
from thidua.foundation.models import valid_on
from thidua.organisations.facts import cluster_facts
from thidua.organisations.models import Cluster, Office, Unit
from thidua.organisations.policies import may_keep_cluster
from thidua.organisations.rules import DEPUTY, LEADER, OFFICE_WORDS, Viewer, may_act_as_leader, organises
from thidua.organisations.rules.dates import overlapping
from thidua.organisations.services.checks import bad, decision_given, in_order


@transaction.atomic
def set_elected_offices(
    *,
    actor: Viewer,
    now: datetime,
    cluster: Cluster,
    leader: Unit,
    deputy: Unit | None,
    starts_on: date,
    ends_on: date,
    minutes_number: str,
    minutes_on: date | None,
    grounds: tuple[UUID, ...],
) -> tuple[Office, ...]:
    """Make the elected units leader and deputy for some days ahead, grounded on the questions that elected them.

    The organiser may, and who leads the cluster on the actor's day (task "meetings"). Two in one office at a time, or
    one unit in both, is refused. Powers follow the days alone. Raises Refused, BadInput. source: O1.1, W1.7.
    """
    cluster = Cluster.objects.select_for_update().get(pk=cluster.pk)
    facts = cluster_facts(cluster, actor.day)
    require(may_keep_cluster(actor, facts) if organises(actor, facts) else may_act_as_leader(actor, facts, "meetings"))
    number, signed_on = decision_given(minutes_number, minutes_on)
    in_order(starts_on, ends_on)
    if deputy is not None and deputy.pk == leader.pk:
        raise bad("starts_on", say("Một đơn vị không vừa là cụm trưởng vừa là cụm phó."), say("Hãy bầu lại cụm phó."))
    elected = [(LEADER, leader), *([(DEPUTY, deputy)] if deputy is not None else [])]
    made = []
    for kind, unit in elected:
        _may_hold(cluster, unit, kind, Period(starts_on, ends_on))
        made.append(
            Office.objects.create(
                cluster=cluster, unit=unit, kind=kind, starts_on=starts_on, ends_on=ends_on,
                decision_number=number, decision_on=signed_on,
            )
        )  # fmt: skip
    data: dict[str, object] = {kind: unit.code for kind, unit in elected}
    data |= {"from": f"{starts_on}", "to": f"{ends_on}", "minutes": number, "grounds": [str(one) for one in grounds]}
    record(verb="set-elected-offices", actor=actor, subject=cluster, at=now, data=data)
    return tuple(made)


def _may_hold(cluster: Cluster, unit: Unit, kind: str, period: Period) -> None:
    """A member on the first day, no other office meanwhile, and nobody else in this one."""
    if not valid_on(cluster.memberships.filter(unit=unit), period.start).exists():
        raise bad(
            "starts_on",
            say("Ngày {day} “{unit}” không phải là thành viên của cụm.", day=period.start, unit=unit),
            say("Hãy đề nghị cơ quan tổ chức cụm ghi nhận thành viên trước."),
        )
    terms = cluster.offices.filter(kind=kind) | cluster.offices.filter(unit=unit)
    found = overlapping(period, [Period(one.starts_on, one.ends_on) for one in terms])
    if found:
        raise bad(
            "starts_on",
            say(
                "Thời gian này trùng nhiệm kỳ {office} đã ghi từ ngày {start}.",
                office=OFFICE_WORDS[kind],
                start=found.start,
            ),
            say("Hãy chọn ngày sau khi nhiệm kỳ đó kết thúc."),
        )
