"""What is stored of councils, sessions, questions and minutes. Secret ballots are in `ballots`."""

from thidua.meetings.models.councils import Council, Mandate
from thidua.meetings.models.minutes import Correction, Minutes
from thidua.meetings.models.questions import Candidate, HandsCount, Opinion, Poll, Question
from thidua.meetings.models.sessions import AgendaItem, Participant, Presence, Session, SessionPaper

__all__ = [
    "AgendaItem",
    "Candidate",
    "Correction",
    "Council",
    "HandsCount",
    "Mandate",
    "Minutes",
    "Opinion",
    "Participant",
    "Poll",
    "Presence",
    "Question",
    "Session",
    "SessionPaper",
]
