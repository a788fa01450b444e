"""Set up councils, and who sits in them, by decision."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from thidua.audit.services import record
from thidua.core.days import Period
from thidua.core.errors import require
from thidua.core.findings import refused
from thidua.core.text import say
from thidua.meetings.models import Council, Mandate
from thidua.meetings.policies.sessions import may_keep
from thidua.meetings.rules.councils import CHAIR, ROLES
from thidua.organisations.facts import cluster_facts
from thidua.organisations.rules import Viewer, may_act_as_leader
from thidua.organisations.services.checks import bad, decision_given, given, in_order, reason_given

if TYPE_CHECKING:
    from thidua.organisations.models import Cluster, Person, Unit


@transaction.atomic
def create_council(
    *, actor: Viewer, now: datetime, unit: Unit, name: str, decision_number: str, decision_on: date | None
) -> Council:
    """A unit sets up its council by a decision. vi: thành lập hội đồng. Raises Refused, BadInput."""
    if not actor.works_at(unit.pk):
        require(refused(say("Bạn chỉ lập được hội đồng của đơn vị mình.")))
    name = given("name", name, say("Hãy nhập tên hội đồng, ví dụ Hội đồng Thi đua – Khen thưởng."))
    number, signed_on = decision_given(decision_number, decision_on)
    council = Council.objects.create(
        kind=Council.Kind.COUNCIL, name=name, unit=unit, decision_number=number, decision_on=signed_on
    )
    data = {"unit": unit.code, "name": name, "decision": number}
    record(verb="create-council", actor=actor, subject=council, at=now, data=data)
    return council


@transaction.atomic
def conference_of(*, actor: Viewer, now: datetime, cluster: Cluster) -> Council:
    """The cluster's conference, made when its first session is prepared; its members are the cluster's units
    of the day, so it needs no mandates. Raises Refused. vi: hội nghị của cụm. source: W1.6, W1.7."""
    require(may_act_as_leader(actor, cluster_facts(cluster, actor.day), "meetings"))
    council, made = Council.objects.select_related("cluster").get_or_create(
        kind=Council.Kind.CONFERENCE, cluster=cluster, defaults={"name": f"Hội nghị {cluster.name}"}
    )
    if made:
        record(verb="create-council", actor=actor, subject=council, at=now, data={"cluster": cluster.code})
    return council


@transaction.atomic
def add_mandate(
    *,
    actor: Viewer,
    now: datetime,
    council: Council,
    person: Person,
    role: str,
    starts_on: date,
    ends_on: date | None,
    decision_number: str,
    decision_on: date | None,
) -> Mandate:
    """Seat a person from a day on, by a decision. Two seats of one person, or two chairs, at the same time are
    refused. Raises Refused, BadInput."""
    council = _kept(actor, council)
    number, signed_on = decision_given(decision_number, decision_on)
    in_order(starts_on, ends_on)
    term = Period(starts_on, ends_on)
    for other in council.mandates.select_related("person"):
        if not term.overlaps(Period(other.starts_on, other.ends_on)):
            continue
        if other.person_id == person.pk:
            sentence = say("{person} đã là thành viên hội đồng từ ngày {day}.", person=person, day=other.starts_on)
            raise bad("person", sentence, say("Hãy kết thúc nhiệm kỳ đó trước, hoặc chọn thời gian không trùng."))
        if CHAIR == role == other.role:
            sentence = say("Hội đồng đã có chủ tịch là {person} trong thời gian này.", person=other.person)
            raise bad("role", sentence, say("Hãy kết thúc nhiệm kỳ đó trước."))
    mandate = Mandate.objects.create(
        council=council,
        person=person,
        role=role,
        starts_on=starts_on,
        ends_on=ends_on,
        decision_number=number,
        decision_on=signed_on,
    )
    data = {"person": str(person.uuid), "role": str(ROLES[role]), "from": f"{starts_on}", "to": f"{ends_on or ''}"}
    record(verb="add-mandate", actor=actor, subject=council, at=now, data={**data, "decision": number})
    return mandate


@transaction.atomic
def end_mandate(*, actor: Viewer, now: datetime, mandate: Mandate, ends_on: date, reason: str) -> Mandate:
    """Somebody sits until a day; the seat stays on record. Raises Refused, BadInput."""
    council = _kept(actor, mandate.council)
    reason = reason_given(reason)
    mandate = Mandate.objects.select_for_update(of=("self",)).select_related("person").get(pk=mandate.pk)
    in_order(mandate.starts_on, ends_on)
    if mandate.ends_on is not None and ends_on > mandate.ends_on:
        sentence = say("Nhiệm kỳ này kết thúc ngày {day} theo quyết định.", day=mandate.ends_on)
        raise bad("ends_on", sentence, say("Hãy ghi nhận thời gian tiếp theo bằng quyết định mới."))
    before, mandate.ends_on = mandate.ends_on, ends_on
    mandate.save(update_fields=["ends_on"])
    data = {"person": str(mandate.person.uuid), "before": f"{before or ''}", "after": f"{ends_on}"}
    record(verb="end-mandate", actor=actor, subject=council, at=now, reason=reason, data=data)
    return mandate


def _kept(actor: Viewer, council: Council) -> Council:
    """The council, locked, when the actor keeps it and it seats people."""
    council = Council.objects.select_for_update(of=("self",)).select_related("cluster", "unit").get(pk=council.pk)
    require(may_keep(actor, council))
    require_people(council)
    return council


def require_people(council: Council) -> None:
    """Only a council seats people; a conference's members are units. Raises Refused."""
    if council.kind == Council.Kind.CONFERENCE:
        require(
            refused(
                say("Thành viên của hội nghị cụm là các đơn vị trong cụm, không có nhiệm kỳ cá nhân."),
                say("Hãy ghi nhận thành viên cụm trong mục Tổ chức."),
            )
        )
