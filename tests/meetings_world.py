"""A closing conference of cluster 1 and a school's council, as far as tests of meetings need them.

All people are invented (dữ liệu minh hoạ).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from tests.factories import NOW, YEAR_START, ClusterOne, make_cluster_one, make_viewer, user_of
from thidua.core.days import HANOI
from thidua.meetings.models import Council, Mandate, Participant, Session
from thidua.meetings.services import agenda, attendance, councils, participants, sessions
from thidua.organisations.facts import viewer_of
from thidua.organisations.models import Person, Unit
from thidua.organisations.rules import Viewer

STARTS_AT = datetime(2020, 6, 3, 8, 0, tzinfo=HANOI)
RULEBOOK = "cum-1-2019"
BEFORE = NOW


@dataclass
class Conference:
    """Cluster 1, its leader's officer, somebody of every unit, and the conference's session."""

    one: ClusterOne
    leader: Viewer
    people: dict[str, Viewer]
    session: Session

    def voter(self, code: str) -> Participant:
        """The representative of a unit, read anew."""
        return self.session.participants.get(unit__code=code, capacity="voter", left_list_at__isnull=True)


def person_of(viewer: Viewer) -> Person:
    """The person behind a viewer."""
    return Person.objects.get(account=user_of(viewer))


def make_conference(one: ClusterOne | None = None, *, rulebook: str = RULEBOOK, **fields: Any) -> Conference:
    """A session in preparation: every unit represented, Cần Thơ chairs, Hà Nội keeps the minutes, one point to talk
    about, Hải Phòng and Đà Nẵng count."""
    one = one or make_cluster_one()
    leader = make_viewer(one.leader)
    people = {code: leader if unit == one.leader else make_viewer(unit) for code, unit in one.units.items()}
    council = councils.conference_of(actor=leader, now=BEFORE, cluster=one.cluster)
    given = {"title": "Hội nghị tổng kết năm học 2019–2020", "starts_at": STARTS_AT, "place": "Cần Thơ"} | fields
    session = sessions.prepare_session(
        actor=leader, now=BEFORE, council=council, cycle=one.cycle, rulebook=rulebook, **given
    )
    found = Conference(one, leader, people, session)
    for code in one.units:
        participants.name_representative(
            actor=leader, now=BEFORE, participant=found.voter(code), person=person_of(people[code])
        )
    agenda.add_item(actor=leader, now=BEFORE, session=session, title="Đánh giá kết quả năm học")
    participants.give_tasks(
        actor=leader, now=BEFORE, session=session, chair=found.voter("S3"), secretary=found.voter("S1"),
        counting=[found.voter("S5")], head=found.voter("S4"),
    )  # fmt: skip
    session.refresh_from_db()
    return found


def called(found: Conference) -> Conference:
    """The same with the invitation sent."""
    found.session.refresh_from_db()
    found.session = sessions.call_session(
        actor=found.leader, now=BEFORE, session=found.session, edition=found.session.edition
    )
    return found


def opened(found: Conference, *present: str, at: datetime = STARTS_AT) -> Conference:
    """The same declared open, with these units there; all of them when none is named."""
    if found.session.state == Session.State.DRAFT:
        called(found)
    found.session = sessions.open_session(actor=on_the_day(found.leader, at.date()), now=at, session=found.session)
    for code in present or tuple(found.one.units):
        attendance.note_arrival(actor=on_the_day(found.leader, at.date()), now=at, participant=found.voter(code), at=at)
    return found


def on_the_day(viewer: Viewer, day: date) -> Viewer:
    """The same person on another day."""
    return viewer_of(user_of(viewer), day)


def make_council(unit: Unit, keeper: Viewer, seats: int = 5) -> Council:
    """A unit's council with so many people: a chair, a secretary, members."""
    council = councils.create_council(
        actor=keeper, now=BEFORE, unit=unit, name="Hội đồng Thi đua – Khen thưởng",
        decision_number="12/QĐ-MH", decision_on=YEAR_START,
    )  # fmt: skip
    roles = [Mandate.Role.CHAIR, Mandate.Role.SECRETARY]
    for n in range(seats):
        role = roles[n] if n < len(roles) else Mandate.Role.MEMBER
        councils.add_mandate(
            actor=keeper, now=BEFORE, council=council, person=person_of(make_viewer(unit)), role=role,
            starts_on=YEAR_START, ends_on=None, decision_number="12/QĐ-MH", decision_on=YEAR_START,
        )  # fmt: skip
    return council
