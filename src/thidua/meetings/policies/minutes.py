"""Who writes, reads, corrects and signs the minutes of a session."""

from __future__ import annotations

from thidua.core.findings import Finding, granted, refused
from thidua.core.text import say
from thidua.meetings.models import Minutes, Session
from thidua.meetings.policies.sessions import may_run
from thidua.meetings.rules import minutes as rules
from thidua.meetings.rules.sessions import ParticipantFacts, SessionFacts
from thidua.organisations.rules import Viewer

HELD = (Session.State.OPEN, Session.State.ENDED)


def has_minutes(session: Session) -> bool:
    """Whether the session has begun, so that there is something to write down."""
    return session.state in HELD


def may_keep_minutes(viewer: Viewer, session: Session) -> Finding:
    """The secretary, the chair and who prepares the session write its minutes, once it has begun."""
    if not has_minutes(session):
        return refused(say("Phiên họp chưa khai mạc nên chưa có biên bản."))
    return may_run(viewer, session)


def may_close_minutes(viewer: Viewer, session: Session) -> Finding:
    """They show, submit and reopen them once the session has ended."""
    allowed = may_keep_minutes(viewer, session)
    if allowed and session.state != Session.State.ENDED:
        return refused(
            say("Phiên họp chưa kết thúc nên biên bản chưa hoàn thành."), say("Hãy kết thúc phiên họp trước.")
        )
    return allowed


def may_read_minutes(viewer: Viewer, session: Session, minutes: Minutes) -> bool:
    """A draft is its writers' own; once shown it is open to whoever sees the session, those absent too."""
    if not has_minutes(session):
        return False
    return minutes.state != Minutes.State.DRAFT or bool(may_run(viewer, session))


def may_count(viewer: Viewer, session: Session, facts: SessionFacts) -> Finding:
    """The counting committee and who runs the session prepare ballots and counting minutes."""
    me = facts.of_account(viewer.user_id)
    if me is not None and me.counts:
        return granted()
    if may_run(viewer, session):
        return granted()
    return refused(say("Phiếu bầu và biên bản kiểm phiếu do ban kiểm phiếu và thư ký lập."))


def may_sign(viewer: Viewer, minutes: Minutes, signer: ParticipantFacts | None, capacity: str) -> Finding:
    """Each signs for oneself, on screen with one's own account."""
    allowed = rules.FLOW.may("sign", minutes.state)
    if not allowed:
        return allowed
    if signer is None:
        return refused(say("Phiên họp chưa có {who}.", who=rules.SIGNERS[capacity]))
    if signer.account is None or signer.account != viewer.user_id:
        return refused(say("Chỉ {name} ký được ở vị trí này.", name=signer.name))
    return granted()


def may_bring_scan(viewer: Viewer, session: Session, minutes: Minutes, signer: ParticipantFacts | None) -> Finding:
    """Who writes the minutes brings the scan of a page signed by hand; so does the signer."""
    allowed = rules.FLOW.may("sign", minutes.state)
    if not allowed:
        return allowed
    if signer is None:
        return refused(say("Phiên họp chưa có người ký ở vị trí này."))
    if signer.account is not None and signer.account == viewer.user_id:
        return granted()
    return may_run(viewer, session)
