"""The rest of the demonstration's conference: two rounds, an election, and a conclusion that comes late."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from thidua.ballots.models import Round
from thidua.ballots.rules.ballots import CHOSEN, NOT_CHOSEN
from thidua.ballots.services import cast_ballot, close_round, new_ballot_token, new_box_code, open_round
from thidua.demo.conference import AWAY, representative
from thidua.demo.issuing import issue_results, sign_minutes
from thidua.demo.scan import invented
from thidua.demo.world import LEADER, World
from thidua.demo.year import moment
from thidua.meetings.models import Question, Session
from thidua.meetings.services.agenda import keep_proceedings
from thidua.meetings.services.attendance import note_arrival
from thidua.meetings.services.elections import adopt
from thidua.meetings.services.questions import conclude, start_round
from thidua.meetings.services.sessions import end_session
from thidua.selection.models import SelectionCase
from thidua.selection.selectors.case import sight_of
from thidua.selection.selectors.ranking import ranking_for
from thidua.selection.services.case import conclude_case
from thidua.selection.services.happenings import conclude_hold, rule

COUNTING = "chuyen-vien-s1"
PROCEEDINGS = (
    "Cụm trưởng trình bày báo cáo; các đơn vị thống nhất (dữ liệu minh hoạ).",
    "Hai đơn vị giới thiệu mô hình mới (dữ liệu minh hoạ).",
    "Hội nghị thống nhất bảng điểm đã lấy ý kiến và bỏ phiếu kín.",
    "Hội nghị bỏ phiếu kín bầu cụm trưởng, cụm phó.",
    "Thảo luận phương hướng năm học 2020–2021 (dữ liệu minh hoạ).",
)


def close_year(world: World, session: Session, case: SelectionCase) -> None:
    """Vote, vote again, elect, end, conclude; then the pending unit is cleared and the organiser rules."""
    leading, leader, deputy = session.questions.order_by("pk")
    _voted(world, leading, moment(date(2020, 7, 4), 9), {"S1": "S1", "S2": "S3", "S3": "S3", "S4": "S1"})
    late = moment(date(2020, 7, 4), 10)
    secretary = world.viewer(LEADER, late.date())
    note_arrival(actor=secretary, now=late, participant=representative(session, AWAY))
    _voted(world, leading, late, {"S1": "S1", "S2": "S3", "S3": "S3", "S4": "S1", "S5": "S1"})
    for question, unit, hour in ((leader, "S5", 11), (deputy, "S4", 14)):
        now = moment(date(2020, 7, 4), hour)
        _voted(world, question, now, dict.fromkeys(("S1", "S2", "S3", "S4"), unit) | {"S5": "S2"})
    _ended(world, session, [leading, leader, deputy], moment(date(2020, 7, 4), 16))
    sign_minutes(world, session)
    _concluded(world, case, moment(date(2020, 7, 6), 9))
    adopt(
        actor=world.viewer(LEADER, date(2020, 7, 6)),
        now=moment(date(2020, 7, 6), 14),
        leader_question=leader,
        deputy_question=deputy,
        starts_on=date(2020, 9, 1),
        ends_on=date(2021, 8, 31),
        minutes_number="01/BB-SGDĐT",
        minutes_on=date(2020, 7, 4),
    )
    _cleared(world, case, moment(date(2020, 7, 15), 9))
    issue_results(world, case)


def _voted(world: World, question: Question, now: datetime, choices: Mapping[str, str]) -> None:
    """One secret round from the box code to the count; each head chooses one unit."""
    secretary, counting = world.viewer(LEADER, now.date()), world.viewer(COUNTING, now.date())
    question.refresh_from_db()
    held = start_round(actor=secretary, now=now, question=question, back_url="/hoi-nghi/")
    code = new_box_code()
    held = open_round(actor=counting, now=now + timedelta(minutes=2), held=held, code=code)
    labels = {one.unit.code: one.label for one in question.candidates.select_related("unit") if one.unit}
    for place, (voter, chosen) in enumerate(choices.items()):
        head = world.viewer(f"giam-doc-{voter.lower()}", now.date())
        marks = _marks(held, labels[chosen])
        cast_ballot(
            actor=head, now=now + timedelta(minutes=5 + place), held=held, marks=marks, token=new_ballot_token(held)
        )
    close_round(actor=counting, now=now + timedelta(minutes=20), held=held, code=code)


def _marks(held: Round, chosen: str) -> str:
    return "".join(CHOSEN if option.label == chosen else NOT_CHOSEN for option in held.names)


def _ended(world: World, session: Session, questions: list[Question], now: datetime) -> None:
    secretary = world.viewer(LEADER, now.date())
    for question in questions:
        question.refresh_from_db()
        conclude(actor=secretary, now=now, question=question)
    items = list(session.agenda.all())
    texts = {str(item.uuid): words for item, words in zip(items, PROCEEDINGS, strict=True)}
    editions = {str(item.uuid): item.edition for item in items}
    keep_proceedings(actor=secretary, now=now, session=session, texts=texts, editions=editions)
    end_session(actor=secretary, now=now + timedelta(minutes=30), session=session)


def _concluded(world: World, case: SelectionCase, now: datetime) -> None:
    leader = world.viewer(LEADER, now.date())
    case.refresh_from_db()
    ranking = ranking_for(leader, case.table.uuid, now)
    conclude_case(actor=leader, now=now, case=case, ranking=ranking, seen=sight_of(case).mark)


def _cleared(world: World, case: SelectionCase, now: datetime) -> None:
    """The conclusion comes: nothing wrong. The statute says nothing of this case, so the organiser rules."""
    leader, organiser = world.viewer(LEADER, now.date()), world.viewer("chuyen-vien-tdkt", now.date())
    conclude_hold(
        actor=leader,
        now=now,
        hold=case.holds.get(),
        state="cleared",
        on=date(2020, 7, 14),
        conclusion="Không có sai phạm (tình huống minh hoạ).",
        paper=invented("Kết luận thanh tra", "Thanh tra"),
    )
    case.refresh_from_db()
    need = next(one for one in sight_of(case).outcome.needs if one.options)
    rule(
        actor=organiser,
        now=now + timedelta(hours=3),
        case=case,
        key=need.key,
        answer=need.options[0],
        on=date(2020, 7, 15),
        reason="Xét như tại thời điểm hội nghị (tình huống minh hoạ).",
        paper=invented("Công văn của Vụ Thi đua – Khen thưởng", "Vụ Thi đua – Khen thưởng"),
    )
    case.refresh_from_db()
    later = now + timedelta(hours=5)
    ranking = ranking_for(leader, case.table.uuid, later)
    conclude_case(actor=leader, now=later, case=case, ranking=ranking, seen=sight_of(case).mark)
