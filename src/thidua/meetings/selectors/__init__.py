"""What pages read, through one gate per object."""

from thidua.meetings.selectors.sessions import get_council_for, get_session_for, sessions_of

__all__ = ["get_council_for", "get_session_for", "sessions_of"]
