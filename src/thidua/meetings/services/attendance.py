"""Who was there, from when to when; corrections keep what stood before. vi: điểm danh."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from thidua.audit.services import record
from thidua.core.days import format_moment
from thidua.core.errors import BadInput, Problem, Refused, require
from thidua.core.findings import refused
from thidua.core.text import say
from thidua.meetings.models import Participant, Presence, Session
from thidua.meetings.policies.sessions import may_run
from thidua.meetings.rules.attendance import faults
from thidua.meetings.rules.sessions import FLOW, PresenceFacts
from thidua.meetings.services.changing import locked, not_archived
from thidua.organisations.rules import Viewer
from thidua.organisations.services.checks import reason_given


@transaction.atomic
def note_arrival(*, actor: Viewer, now: datetime, participant: Participant, at: datetime | None = None) -> Presence:
    """Chair or secretary notes that somebody came; now, or at the time given. Raises Refused, BadInput."""
    session = _running(actor, participant.session)
    return _arrive(actor, now, session, _listed(session, participant), at or now)


@transaction.atomic
def note_own_arrival(*, actor: Viewer, now: datetime, session: Session) -> Presence:
    """Somebody on the list says at the own device: here I am. Only while the session is open. Raises Refused."""
    session = locked(session)
    mine = Participant.objects.filter(session=session, left_list_at__isnull=True, person__account=actor.account_id)
    participant = mine.first()
    if participant is None:
        raise Refused(refused(say("Bạn không có trong danh sách dự họp."), say("Hãy báo thư ký phiên họp.")))
    if session.state != Session.State.OPEN:
        raise Refused(refused(say("Phiên họp chưa khai mạc hoặc đã kết thúc nên bạn chưa tự điểm danh được.")))
    participant = _listed(session, participant)
    there = participant.presences.filter(struck_at__isnull=True, left_at__isnull=True).first()
    # A second click says nothing new.
    return there or _arrive(actor, now, session, participant, now)


@transaction.atomic
def note_leaving(*, actor: Viewer, now: datetime, participant: Participant, at: datetime | None = None) -> Presence:
    """Somebody who was there leaves, now or at the time given; may come again. Raises Refused, BadInput."""
    session = _running(actor, participant.session)
    participant = _listed(session, participant)
    presence = participant.presences.filter(struck_at__isnull=True, left_at__isnull=True).first()
    if presence is None:
        raise Refused(refused(say("{name} hiện không có mặt.", name=participant.name)))
    at = at or now
    _check(participant, PresenceFacts(presence.arrived_at, at), now, but=presence)
    presence.left_at = at
    presence.save(update_fields=["left_at"])
    data = {"participant": str(participant.uuid), "name": participant.name, "at": format_moment(at)}
    record(verb="note-leaving", actor=actor, subject=session, at=now, data=data)
    return presence


@transaction.atomic
def note_absence(*, actor: Viewer, now: datetime, participant: Participant, reason: str) -> Participant:
    """A member is absent for a reason; it stands in the minutes. Raises Refused, BadInput. source: R3.4."""
    session = _running(actor, participant.session)
    participant = _listed(session, participant)
    if participant.presences.filter(struck_at__isnull=True).exists():
        raise Refused(refused(say("{name} đã được điểm danh có mặt.", name=participant.name)))
    participant.absence_reason = reason_given(reason)[:300]
    participant.save(update_fields=["absence_reason"])
    data = {"participant": str(participant.uuid), "name": participant.name}
    record(verb="note-absence", actor=actor, subject=session, at=now, reason=participant.absence_reason, data=data)
    return participant


@transaction.atomic
def correct_presence(
    *, actor: Viewer, now: datetime, presence: Presence, arrived_at: datetime | None, left_at: datetime | None,
    reason: str,
) -> Presence | None:  # fmt: skip
    """Strike a wrong note and write the right one; without an arrival the person was not there at all.

    The struck note stays on record. Raises Refused, BadInput.
    """
    session = locked(presence.participant.session)
    require(may_run(actor, session))
    not_archived(session)
    require(FLOW.may("correct", session.state))
    reason = reason_given(reason)
    participant = _listed(session, presence.participant)
    presence = Presence.objects.select_for_update().get(pk=presence.pk)
    if presence.struck_at is not None:
        raise Refused(refused(say("Lần điểm danh này đã được sửa."), say("Hãy xem lại danh sách điểm danh.")))
    fresh = None
    if arrived_at is not None:
        if session.ended_at is not None:
            left_at = left_at or session.ended_at
        _check(participant, PresenceFacts(arrived_at, left_at), now, but=presence)
        fresh = Presence.objects.create(
            participant=participant, arrived_at=arrived_at, left_at=left_at, noted_by_id=actor.account_id
        )
    presence.struck_at, presence.struck_reason = now, reason
    presence.save(update_fields=["struck_at", "struck_reason"])
    data = {"participant": str(participant.uuid), "name": participant.name, "before": _told(presence)}
    data |= {"after": _told(fresh) if fresh else ""}
    record(verb="correct-presence", actor=actor, subject=session, at=now, reason=reason, data=data)
    return fresh


def _running(actor: Viewer, session: Session) -> Session:
    session = locked(session)
    require(may_run(actor, session))
    require(FLOW.may("attend", session.state))
    return session


def _listed(session: Session, participant: Participant) -> Participant:
    rows = Participant.objects.select_for_update(of=("self",)).filter(session=session, left_list_at__isnull=True)
    found = rows.filter(pk=participant.pk).first()
    if found is None:
        raise Refused(refused(say("Người này không còn trong danh sách dự họp.")))
    return found


def _arrive(actor: Viewer, now: datetime, session: Session, participant: Participant, at: datetime) -> Presence:
    _check(participant, PresenceFacts(at), now)
    if participant.absence_reason:
        participant.absence_reason = ""
        participant.save(update_fields=["absence_reason"])
    presence = Presence.objects.create(participant=participant, arrived_at=at, noted_by_id=actor.account_id)
    data = {"participant": str(participant.uuid), "name": participant.name, "at": format_moment(at)}
    record(verb="note-arrival", actor=actor, subject=session, at=now, data=data)
    return presence


def _check(participant: Participant, wanted: PresenceFacts, now: datetime, but: Presence | None = None) -> None:
    others = participant.presences.filter(struck_at__isnull=True)
    if but is not None:
        others = others.exclude(pk=but.pk)
    kept = [PresenceFacts(one.arrived_at, one.left_at) for one in others]
    problems: list[Problem] = faults(wanted, kept, now)
    if problems:
        raise BadInput(problems)


def _told(presence: Presence) -> str:
    until = format_moment(presence.left_at) if presence.left_at else ""
    return f"{format_moment(presence.arrived_at)} – {until}"
