"""Who may do what."""

from thidua.meetings.policies.sessions import may_keep, may_prepare, may_run, sees_session

__all__ = ["may_keep", "may_prepare", "may_run", "sees_session"]
