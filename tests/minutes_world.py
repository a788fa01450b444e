"""The closing conference of cluster 1 with its minutes: a tie, a second round, one absent.

All people are invented (dữ liệu minh hoạ).
"""

from __future__ import annotations

from datetime import UTC, date, timedelta

from tests.factories import make_letterhead
from tests.meetings_world import STARTS_AT, Conference, make_conference, on_the_day, opened
from tests.questions_world import LATER, ask, leader_of, vote
from thidua.meetings.models import Minutes, Question
from thidua.meetings.selectors.minutes import minutes_of
from thidua.meetings.services import attendance, sessions
from thidua.meetings.services import minutes as services
from thidua.meetings.services.questions import conclude
from thidua.organisations.rules import Viewer

ENDED = (STARTS_AT + timedelta(hours=3)).astimezone(UTC)
UNTIL = date(2020, 6, 10)
AFTER = (STARTS_AT + timedelta(days=8)).astimezone(UTC)
DAY_AFTER = date(2020, 6, 11)
#: Cần Thơ leads and chairs, Hà Nội keeps the minutes, Đà Nẵng is absent.
CHAIR, SECRETARY, ABSENT, MEMBER = "S3", "S1", "S5", "S2"


def held_conference(*, absent: str = ABSENT, votes: bool = True) -> Conference:
    """The conference opened with one absent, the leading unit chosen in a second round, and ended."""
    found = make_conference()
    make_letterhead(found.one.leader)
    opened(found, *[code for code in found.one.units if code != absent])
    attendance.note_absence(
        actor=leader_of(found), now=LATER, participant=found.voter(absent), reason="công tác nước ngoài"
    )
    if votes:
        decide_leading_unit(found)
    found.session = sessions.end_session(actor=leader_of(found), now=ENDED, session=found.session)
    return found


def decide_leading_unit(found: Conference) -> Question:
    """A tie of two, then a second round between them."""
    there = [code for code in found.one.units if code != ABSENT]
    question = ask(found, "S1", "S2", "S3")
    vote(found, question, dict(zip(there, ("S1", "S1", "S2", "S2"), strict=True)))
    vote(found, question, dict(zip(there, ("S1", "S2", "S2", "S2"), strict=True)))
    return conclude(actor=leader_of(found), now=LATER, question=question)


def person(found: Conference, code: str, day: date = DAY_AFTER) -> Viewer:
    """Somebody of a unit on a day after the conference."""
    return on_the_day(found.people[code], day)


def minutes_now(found: Conference) -> Minutes:
    """The minutes, read anew."""
    return minutes_of(found.session)


def shown(found: Conference) -> Minutes:
    """Shown to everybody until 10/06/2020."""
    return services.show_minutes(
        actor=person(found, SECRETARY, ENDED.date()), now=ENDED, session=found.session, until=UNTIL,
        edition=minutes_now(found).edition,
    )  # fmt: skip


def submitted(found: Conference, *, read_out: bool = True) -> Minutes:
    """Frozen for signing."""
    return services.submit_minutes(
        actor=person(found, SECRETARY), now=AFTER, session=found.session, edition=minutes_now(found).edition,
        read_out=read_out, demonstration=True,
    )  # fmt: skip
