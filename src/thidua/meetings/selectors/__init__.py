"""What pages read, through one gate per object."""

from thidua.meetings.facts.questions import rules_of as rulebook_of
from thidua.meetings.selectors.readiness import quorum_of
from thidua.meetings.selectors.sessions import get_council_for, get_session_for, sessions_of

__all__ = ["get_council_for", "get_session_for", "quorum_of", "rulebook_of", "sessions_of"]
