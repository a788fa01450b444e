"""Prepare a session, send its invitation, open, end and cancel it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from thidua.audit.services import record
from thidua.ballots.selectors import rounds_about
from thidua.core.days import day_of, format_moment
from thidua.core.errors import Refused, require
from thidua.core.findings import Answer, Finding, refused
from thidua.core.names import tidy
from thidua.core.text import Text, say
from thidua.law.voting import rulebooks_on
from thidua.meetings.facts.rulebooks import rules_to_freeze
from thidua.meetings.facts.sessions import session_facts
from thidua.meetings.models import Council, Presence, Question, Session
from thidua.meetings.policies.sessions import may_keep, may_prepare, may_run
from thidua.meetings.rules.sessions import FLOW
from thidua.meetings.selectors.readiness import readiness_to_call, readiness_to_open
from thidua.meetings.services.changing import changeable, changed, locked, not_archived, same_edition
from thidua.meetings.services.participants import fill_in, freeze_names
from thidua.organisations.rules import Viewer
from thidua.organisations.services.checks import bad, given, reason_given

if TYPE_CHECKING:
    from thidua.cycles.models import Cycle

#: States of a round of voting in which its result is still to come.
NOT_CLOSED = ("prepared", "open")


@transaction.atomic
def prepare_session(
    *,
    actor: Viewer,
    now: datetime,
    council: Council,
    cycle: Cycle | None,
    title: str,
    starts_at: datetime,
    place: str,
    about: str = "",
    rulebook: str,
) -> Session:
    """A session in preparation, with every member of the body on that day on its list. Raises Refused, BadInput."""
    require(may_keep(actor, council))
    title, place = _words(title, place)
    session = Session(
        council=council,
        cycle=cycle,
        title=title,
        starts_at=starts_at,
        place=place,
        about=about.strip(),
        rulebook=_rulebook(rulebook, starts_at),
    )
    not_archived(session)
    session.save()
    record(verb="prepare-session", actor=actor, subject=session, at=now, data=_told(session))
    fill_in(session)
    return session


@transaction.atomic
def change_session(
    *,
    actor: Viewer,
    now: datetime,
    session: Session,
    edition: int,
    title: str,
    starts_at: datetime,
    place: str,
    about: str,
    rulebook: str,
    reason: str = "",
) -> Session:
    """Change title, time, place, subject or rule. Once called the rule stands, and the rest needs a reason.

    Raises Refused, BadInput, Stale.
    """
    session = changeable(actor, session, reason, edition)
    before = _told(session)
    session.title, session.place = _words(title, place)
    session.about = about.strip()
    if session.state != Session.State.OPEN:
        session.starts_at = starts_at
    if session.state == Session.State.DRAFT:
        session.rulebook = _rulebook(rulebook, starts_at)
    session.save(update_fields=["title", "place", "about", "starts_at", "rulebook"])
    after = _told(session)
    if after != before:
        words = _difference(before, after)
        changed(actor, now, session, words, reason, {"before": before, "after": after})
    return session


@transaction.atomic
def call_session(*, actor: Viewer, now: datetime, session: Session, edition: int) -> Session:
    """Send the invitation: names, agenda, papers and the voting rule stand from here on. vi: gửi giấy mời.

    Raises Refused with everything that is missing, Stale.
    """
    session = locked(session)
    require(may_prepare(actor, session))
    not_archived(session)
    require(FLOW.may("call", session.state))
    same_edition(session, edition)
    missing = readiness_to_call(session, now)
    if missing:
        raise Refused(Finding(Answer.REFUSED, tuple(missing)))
    freeze_names(session)
    session.rules = rules_to_freeze(session).to_json()
    session.state, session.called_at = Session.State.CALLED, now
    session.edition += 1
    session.save(update_fields=["rules", "state", "called_at", "edition"])
    data = {**_told(session), "people": [one.name for one in session_facts(session).everybody]}
    data |= {"agenda": [item.title for item in session.agenda.all()]}
    data |= {"papers": [one.sha256 for one in session.papers.filter(withdrawn_at__isnull=True)]}
    record(verb="call-session", actor=actor, subject=session, at=now, data=data)
    return session


@transaction.atomic
def open_session(*, actor: Viewer, now: datetime, session: Session) -> Session:
    """Declare the session open; who is there is noted from now on. vi: khai mạc. Raises Refused."""
    session = locked(session)
    require(may_run(actor, session))
    not_archived(session)
    require(FLOW.may("open", session.state))
    missing = readiness_to_open(session, now)
    if missing:
        raise Refused(Finding(Answer.REFUSED, tuple(missing)))
    session.state, session.opened_at = Session.State.OPEN, now
    session.save(update_fields=["state", "opened_at"])
    record(verb="open-session", actor=actor, subject=session, at=now)
    return session


@transaction.atomic
def end_session(*, actor: Viewer, now: datetime, session: Session) -> Session:
    """Declare it ended; whoever is still there stayed to this moment. vi: bế mạc. Raises Refused."""
    session = locked(session)
    require(may_run(actor, session))
    require(FLOW.may("end", session.state))
    _no_round_open(session)
    session.state, session.ended_at = Session.State.ENDED, now
    session.save(update_fields=["state", "ended_at"])
    staying = Presence.objects.filter(participant__session=session, struck_at__isnull=True, left_at__isnull=True)
    stayed = staying.update(left_at=now)
    record(verb="end-session", actor=actor, subject=session, at=now, data={"stayed": stayed})
    return session


@transaction.atomic
def cancel_session(*, actor: Viewer, now: datetime, session: Session, reason: str) -> Session:
    """The session does not take place; it stays on record with the reason. Raises Refused, BadInput."""
    session = locked(session)
    require(may_prepare(actor, session))
    require(FLOW.may("cancel", session.state))
    session.state, session.cancelled_reason = Session.State.CANCELLED, reason_given(reason)
    session.save(update_fields=["state", "cancelled_reason"])
    record(verb="cancel-session", actor=actor, subject=session, at=now, reason=session.cancelled_reason)
    return session


def _words(title: str, place: str) -> tuple[str, str]:
    title = given("title", title, say("Hãy nhập tên phiên họp, ví dụ Hội nghị tổng kết năm học 2019–2020."))
    return title, given("place", place, say("Hãy nhập địa điểm họp."))


def _rulebook(code: str, starts_at: datetime) -> str:
    """A rule in force on the session's day. source: R3.4; features A6.44."""
    day = day_of(starts_at)
    if tidy(code) not in {one.code for one in rulebooks_on(day)}:
        sentence = say("Quy định này không áp dụng vào ngày {day}.", day=day)
        raise bad("rulebook", sentence, say("Hãy chọn một quy định có hiệu lực vào ngày họp."))
    return tidy(code)


def _told(session: Session) -> dict[str, str]:
    return {
        "title": session.title,
        "starts_at": format_moment(session.starts_at),
        "place": session.place,
        "about": session.about,
        "rulebook": session.rulebook,
    }


def _difference(before: dict[str, str], after: dict[str, str]) -> Text:
    names = {
        "title": say("tên phiên họp"),
        "starts_at": say("thời gian"),
        "place": say("địa điểm"),
        "about": say("nội dung"),
        "rulebook": say("quy định biểu quyết"),
    }
    parts = [
        say("{what}: từ “{before}” thành “{after}”", what=names[key], before=before[key], after=after[key])
        for key in names
        if before[key] != after[key]
    ]
    return say("Sửa {parts}", parts=tuple(parts))


def _no_round_open(session: Session) -> None:
    for question in session.questions.filter(state=Question.State.OPEN):
        if any(one.state in NOT_CLOSED for one in rounds_about(question.uuid)):
            raise Refused(
                refused(
                    say("Còn lượt bỏ phiếu chưa đóng: {title}.", title=question.title),
                    say("Hãy đóng hoặc hủy lượt bỏ phiếu rồi mới bế mạc."),
                )
            )
