"""The rules of voting as sure as what was confirmed with the paper makes them; what was frozen keeps what it had."""

from __future__ import annotations

from datetime import date

from thidua.law.voting import Entry, Rulebook, confirmed, confirmed_entry, rulebook, rulebooks_on
from thidua.lawbook.facts import confirmed_keys
from thidua.meetings.facts.questions import entry_of
from thidua.meetings.models import Question, Session


def rulebooks_in_force(day: date) -> tuple[Rulebook, ...]:
    """Those in force on a day, the more special first."""
    keys = confirmed_keys()
    return tuple(confirmed(one, keys) for one in rulebooks_on(day))


def rules_to_freeze(session: Session) -> Rulebook:
    """What is frozen with a session when it is called."""
    return confirmed(rulebook(session.rulebook), confirmed_keys())


def rule_of(question: Question) -> Entry | None:
    """The rule of a question: as frozen once voting began; before that, with what is confirmed by now."""
    entry = entry_of(question)
    if entry is None or question.rule:
        return entry
    return confirmed_entry(entry, question.session.rulebook, confirmed_keys())
