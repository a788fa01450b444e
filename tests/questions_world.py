"""Questions of the closing conference of cluster 1, voted on by hand or in secret.

All people and figures are invented (dữ liệu minh hoạ).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from tests.meetings_world import STARTS_AT, Conference, on_the_day
from thidua.ballots.models import Round
from thidua.ballots.rules import CHOOSE
from thidua.ballots.rules.ballots import marks_for
from thidua.ballots.services import cast_ballot, close_round, new_ballot_token, new_box_code, open_round, stop_round
from thidua.meetings.models import Question
from thidua.meetings.rules.decisions import QuestionPlan
from thidua.meetings.services.questions import add_question, count_hands, start_hands, start_round
from thidua.organisations.rules import Viewer

DAY = STARTS_AT.date()
LATER = STARTS_AT + timedelta(hours=1)


def leader_of(found: Conference) -> Viewer:
    """The leader's officer on the day of the session."""
    return on_the_day(found.leader, DAY)


def ask(found: Conference, *units: str, **plan: Any) -> Question:
    """A question on the session, between units; a secret choice of the leading unit unless told otherwise."""
    given = {
        "title": "Suy tôn đơn vị dẫn đầu cụm",
        "purpose": "leading-unit",
        "manner": "choose",
        "candidate_units": tuple(found.one.units[code].pk for code in units),
    } | plan
    return add_question(actor=leader_of(found), now=LATER, session=found.session, plan=QuestionPlan(**given))


def ask_about_people(found: Conference, *names: str, **plan: Any) -> Question:
    """A question on titles of people, yes or no to each by a show of hands."""
    given = {"title": "Đề nghị tặng danh hiệu", "purpose": "cstdcs", "manner": "hands", "seats": len(names)}
    return ask(found, **(given | {"candidate_labels": names} | plan))


def key_of(question: Question, label: str) -> str:
    """The identifier of the candidate of that unit or name."""
    for one in question.candidates.select_related("unit"):
        if label in (one.label, one.unit.code if one.unit else ""):
            return str(one.uuid)
    raise KeyError(label)


def start(found: Conference, question: Question) -> Round:
    """The next secret round, prepared."""
    return start_round(actor=leader_of(found), now=LATER, question=question, back_url="/hoi-nghi/")


def vote(found: Conference, question: Question, votes: Mapping[str, str]) -> Round:
    """One whole secret round: who (unit) chooses whom (unit or name); Hải Phòng opens and closes the box."""
    held = start(found, question)
    keeper = on_the_day(found.people["S4"], DAY)
    code = new_box_code()
    held = open_round(actor=keeper, now=LATER, held=held, code=code)
    for voter, chosen in votes.items():
        marks = marks_for(CHOOSE, held.names, {key_of(question, chosen): "x"})
        actor = on_the_day(found.people[voter], DAY)
        cast_ballot(actor=actor, now=LATER, held=held, marks=marks, token=new_ballot_token(held))
    stop_round(actor=keeper, now=LATER, held=held)
    return close_round(actor=keeper, now=LATER, held=held, code=code)


def hands(found: Conference, question: Question, **counts: tuple[int, int, int]) -> Question:
    """A show of hands with these counts by name."""
    start_hands(actor=leader_of(found), now=LATER, question=question)
    keyed = {key_of(question, name): figures for name, figures in counts.items()}
    return count_hands(actor=leader_of(found), now=LATER, question=question, counts=keyed)
