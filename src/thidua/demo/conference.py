"""The closing conference of the demonstration: called, opened with one department away, ready for the first vote."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from importlib import resources

from thidua.demo.issuing import issue_invitation
from thidua.demo.scan import invented
from thidua.demo.world import LEADER, MEMBERS, World
from thidua.demo.year import moment
from thidua.meetings.models import Participant, Session
from thidua.meetings.rules.decisions import QuestionPlan
from thidua.meetings.services.agenda import add_item
from thidua.meetings.services.attendance import note_absence, note_arrival
from thidua.meetings.services.councils import conference_of
from thidua.meetings.services.participants import add_guest, give_tasks, name_representative
from thidua.meetings.services.questions import add_question
from thidua.meetings.services.sessions import call_session, open_session, prepare_session
from thidua.organisations.models import Person
from thidua.scoring.models import CriteriaTable
from thidua.selection.models import SelectionCase
from thidua.selection.rules.clause_reading import load_clause
from thidua.selection.selectors.ranking import ranking_for
from thidua.selection.services.case import open_case
from thidua.selection.services.clauses import draft_clause, publish_clause
from thidua.selection.services.happenings import note_hold
from thidua.selection.services.votes import ask_vote

AWAY = "S5"
AGENDA = (
    "Báo cáo kết quả hoạt động của cụm năm học 2019–2020",
    "Giới thiệu mô hình tiêu biểu của các đơn vị",
    "Thống nhất điểm tự chấm; bỏ phiếu suy tôn đơn vị dẫn đầu",
    "Bầu cụm trưởng, cụm phó năm học 2020–2021",
    "Phương hướng năm học 2020–2021",
)


def hold_conference(world: World, table: CriteriaTable) -> tuple[Session, SelectionCase]:
    """Call the conference, open the case, open the conference: four of five there, three votes on the list."""
    session = _called(world, moment(date(2020, 6, 30), 8))
    issue_invitation(world, session, moment(date(2020, 6, 30), 10))
    _clause_published(world, moment(date(2020, 6, 30), 10))
    case = _case_opened(world, table, moment(date(2020, 7, 3), 9))
    opening = moment(date(2020, 7, 4), 8)
    leader = world.viewer(LEADER, opening.date())
    session = open_session(actor=leader, now=opening, session=session)
    for code in MEMBERS:
        _attends(world, session, code, opening)
    for helper in session.participants.filter(capacity="guest"):
        note_arrival(actor=leader, now=opening, participant=helper)
    agenda = list(session.agenda.all())
    ask_vote(actor=leader, now=opening, case=case, session=session, item=agenda[2])
    for title, purpose in (
        ("Bầu cụm trưởng năm học 2020–2021", "next-leader"),
        ("Bầu cụm phó năm học 2020–2021", "next-deputy"),
    ):
        candidates = tuple(world.units[code].pk for code in ("S2", "S4", "S5"))
        plan = QuestionPlan(title=title, purpose=purpose, manner="choose", candidate_units=candidates)
        add_question(actor=leader, now=opening, session=session, plan=plan, item=agenda[3])
    return session, case


def person_of(username: str) -> Person:
    """The person behind an account of the demonstration."""
    return Person.objects.get(account__username=username)


def representative(session: Session, code: str) -> Participant:
    """The one who speaks for a unit in a session."""
    return session.participants.get(unit__code=code, capacity="voter")


def _called(world: World, now: datetime) -> Session:
    leader = world.viewer(LEADER, now.date())
    conference = conference_of(actor=leader, now=now, cluster=world.cycle.cluster)
    session = prepare_session(
        actor=leader,
        now=now,
        council=conference,
        cycle=world.cycle,
        title="Hội nghị tổng kết Cụm thi đua số 1 năm học 2019–2020",
        starts_at=moment(date(2020, 7, 4), 8),
        place="Sở Giáo dục và Đào tạo thành phố Cần Thơ",
        about="Đánh giá hoạt động của cụm, bình xét thi đua, bầu cụm trưởng và cụm phó.",
        rulebook="cum-1-2019",
    )
    for title in AGENDA:
        add_item(actor=leader, now=now, session=session, title=title)
    for code in MEMBERS:
        head = person_of(f"giam-doc-{code.lower()}")
        name_representative(actor=leader, now=now, participant=representative(session, code), person=head)
    helpers = {
        name: add_guest(actor=leader, now=now, session=session, person=person_of(name), name="", title="")
        for name in (LEADER, "chuyen-vien-s1", "chuyen-vien-s2", "chuyen-vien-tdkt")
    }
    give_tasks(
        actor=leader,
        now=now,
        session=session,
        chair=representative(session, "S3"),
        secretary=helpers[LEADER],
        counting=[helpers["chuyen-vien-s1"], helpers["chuyen-vien-s2"]],
        head=helpers["chuyen-vien-s1"],
    )
    session.refresh_from_db()
    return call_session(actor=leader, now=now + timedelta(hours=1), session=session, edition=session.edition)


def _clause_published(world: World, now: datetime) -> None:
    leader = world.viewer(LEADER, now.date())
    file = resources.files("thidua.selection") / "data" / "clauses" / "cum-1-2019-2020.toml"
    clause = load_clause(file.read_text(encoding="utf-8"))
    drafted = draft_clause(actor=leader, now=now, cluster=world.cycle.cluster, clause=clause)
    publish_clause(actor=leader, now=now, stored=drafted, seen=drafted.fingerprint)


def _case_opened(world: World, table: CriteriaTable, now: datetime) -> SelectionCase:
    """The case, with one unit that waits for a conclusion: what came in after the scores had been agreed."""
    leader = world.viewer(LEADER, now.date())
    case = open_case(actor=leader, now=now, ranking=ranking_for(leader, table.uuid, now))
    note_hold(
        actor=leader,
        now=now + timedelta(hours=1),
        case=case,
        unit=world.units["S4"],
        since=date(2020, 7, 2),
        reason="Thanh tra đang xem xét đơn phản ánh về một gói mua sắm (tình huống minh hoạ).",
        paper=invented("Thông báo của cơ quan thanh tra", "Thanh tra"),
    )
    case.refresh_from_db()
    return case


def _attends(world: World, session: Session, code: str, now: datetime) -> None:
    leader = world.viewer(LEADER, now.date())
    participant = representative(session, code)
    if code == AWAY:
        note_absence(actor=leader, now=now, participant=participant, reason="Dự họp đột xuất của thành phố")
    else:
        note_arrival(actor=leader, now=now, participant=participant)
