"""The invitation of a session as a draft paper, born from the session's data."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from thidua.core.days import day_of, format_day
from thidua.core.findings import Finding, all_of, refused
from thidua.core.text import say
from thidua.documents.facts import leading_unit, letterhead_facts
from thidua.documents.rules import symbol_of
from thidua.documents.services import Draft, Issue
from thidua.meetings.facts.sessions import session_facts
from thidua.meetings.models import Council, Session
from thidua.meetings.papers.invitation import (
    CODE,
    InvitationFacts,
    InvitedFacts,
    invitation_paper,
    invitation_passages,
)
from thidua.meetings.policies.sessions import may_prepare
from thidua.meetings.rules.sessions import GUEST, STAND_IN, ParticipantFacts
from thidua.organisations.rules import Viewer
from thidua.papers import Paper

if TYPE_CHECKING:
    from thidua.organisations.models import Unit

KIND = "invitation"
SIDE_WORDS = {GUEST: "khách mời", STAND_IN: "dự thay, không biểu quyết"}


def invitation_draft(viewer: Viewer, session: Session, day: date, *, demonstration: bool) -> Draft:
    """The invitation as it would go out today. It is issued once the session was called."""
    unit = issuing_unit(session, day)
    letterhead = letterhead_facts(unit, day)
    facts = invitation_facts(session, demonstration=demonstration)

    def compose(words: Mapping[str, str], number: int | None, issued_on: date | None) -> Paper:
        return invitation_paper(facts, letterhead, words, number, issued_on)

    may = may_prepare(viewer, session)
    return Draft(
        issue=Issue(
            unit=unit,
            kind=KIND,
            symbol=symbol_of(letterhead, CODE),
            title=f"Giấy mời dự {session.title} ngày {format_day(day_of(session.starts_at))}",
            about=session.uuid,
            cluster=session.council.cluster,
            audience="cluster" if session.council.cluster is not None else "unit",
        ),
        compose=compose,
        passages=invitation_passages(facts),
        may_edit=may,
        may_issue=all_of([may, _called(session)]),
    )


def issuing_unit(session: Session, day: date) -> Unit:
    """Under whose letterhead papers of the session go out: the leading unit's, or the council's own unit's."""
    council = session.council
    if council.kind == Council.Kind.CONFERENCE and council.cluster is not None:
        return leading_unit(council.cluster, day)
    if council.unit is None:
        raise ValueError("A council belongs to a unit.")
    return council.unit


def invitation_facts(session: Session, *, demonstration: bool) -> InvitationFacts:
    """What the invitation of a session says."""
    facts = session_facts(session)
    conference = session.council.kind == Council.Kind.CONFERENCE
    chair = facts.chair
    return InvitationFacts(
        title=session.title,
        organiser=f"Cụm trưởng {session.council.cluster}" if conference else session.council.name,
        starts_at=session.starts_at,
        place=session.place,
        about=session.about,
        chair=", ".join(part for part in (chair.name, chair.title) if part) if chair else "",
        above_title="Cụm trưởng" if conference else "",
        agenda=tuple((item.title, item.speaker) for item in session.agenda.all()),
        papers=tuple(one.name for one in session.papers.filter(withdrawn_at__isnull=True)),
        invited=tuple(_invited(one) for one in facts.everybody if one != chair),
        demonstration=demonstration,
    )


def _invited(one: ParticipantFacts) -> InvitedFacts:
    return InvitedFacts(name=one.name, title=one.title, capacity=SIDE_WORDS.get(one.capacity, ""))


def _called(session: Session) -> Finding:
    if session.state in (Session.State.DRAFT, Session.State.CANCELLED):
        return refused(
            say("Phiên họp chưa được triệu tập hoặc đã hủy nên chưa phát hành giấy mời."),
            say("Hãy bấm “Gửi giấy mời” ở trang phiên họp trước; danh sách và chương trình được chốt khi đó."),
        )
    return all_of([])
