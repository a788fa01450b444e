"""What is missing before an invitation goes out or a session opens, and what is worth a second look."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse

from thidua.core.days import day_of
from thidua.core.findings import Finding, Reason
from thidua.core.text import Text, say
from thidua.meetings.facts.questions import rules_of
from thidua.meetings.facts.sessions import member_people_on, member_units_on, session_facts
from thidua.meetings.models import Candidate, Council, Question, Session
from thidua.meetings.rules.sessions import SessionFacts
from thidua.meetings.rules.thresholds import quorate


@dataclass(frozen=True, slots=True)
class Gap:
    """Something missing, and which page cures it: its name and what it is about."""

    reason: Reason
    page: str
    about: UUID

    @property
    def sentence(self) -> Text:
        """What is missing."""
        return self.reason.sentence

    @property
    def cure(self) -> Text | None:
        """What to do."""
        return self.reason.cure

    @property
    def url(self) -> str:
        """Where to do it."""
        return reverse(f"meetings:{self.page}", args=[self.about])


def quorum_of(session: Session, facts: SessionFacts) -> Finding:
    """Whether enough members are there now, with the sum in one sentence. source: R3.4; features A6.40."""
    rule = rules_of(session).quorum
    return quorate(rule.share, len(facts.members), len(facts.present), rule.citation)


def readiness_to_call(session: Session, now: datetime) -> list[Reason]:
    """Everything that is missing before the invitation can go out."""
    return [gap.reason for gap in gaps_before_calling(session, now)]


def gaps_before_calling(session: Session, now: datetime) -> list[Gap]:
    """The same, each with the page that cures it."""
    facts = session_facts(session)
    found = [Gap(one, "participants", session.uuid) for one in _gaps_in_list(session, facts)]

    def miss(sentence: Text, cure: Text, page: str, key: UUID = session.uuid) -> None:
        found.append(Gap(Reason(sentence, cure), page, key))

    if session.starts_at <= now:
        miss(say("Thời gian họp đã qua."), say("Hãy sửa ngày giờ họp."), "change_session")
    if not session.agenda.exists():
        miss(say("Chương trình chưa có nội dung nào."), say("Hãy thêm nội dung vào chương trình."), "agenda")
    for one in facts.members:
        if one.unit is not None and one.person is None:
            sentence = say("{unit} chưa có người đại diện.", unit=one.name)
            miss(sentence, say("Hãy chọn một người của đơn vị."), "representative", one.key)
    if facts.chair is None:
        miss(say("Chưa có người chủ trì."), say("Hãy phân công chủ trì."), "give_tasks")
    if facts.secretary is None:
        miss(say("Chưa có thư ký."), say("Hãy phân công thư ký."), "give_tasks")
    return found


def readiness_to_open(session: Session, now: datetime) -> list[Reason]:
    """Everything that stands against declaring the session open."""
    found = _gaps_in_list(session, session_facts(session))
    if day_of(session.starts_at) > day_of(now):
        sentence = say("Phiên họp được triệu tập ngày {day}, chưa đến ngày họp.", day=day_of(session.starts_at))
        found.append(Reason(sentence, say("Nếu họp sớm hơn, hãy sửa thời gian họp kèm lý do.")))
    return found


def notices_of(session: Session, facts: SessionFacts) -> list[Reason]:
    """What is worth a second look; nothing of it stops the session."""
    found = []
    if not facts.counting:
        sentence = say("Chưa có ban kiểm phiếu; cần có trước khi bỏ phiếu kín.")
        found.append(Reason(sentence, say("Hãy phân công ban kiểm phiếu.")))
    stood = Candidate.objects.filter(question__session=session).exclude(question__state=Question.State.WITHDRAWN)
    candidates = set(stood.values_list("person_id", "unit_id"))
    people, units = ({one[n] for one in candidates if one[n] is not None} for n in (0, 1))
    for one in facts.counting:
        if one.person in people or (one.votes and one.unit in units):
            sentence = say("{name} là đối tượng bỏ phiếu nên không nên ở trong ban kiểm phiếu.", name=one.name)
            found.append(Reason(sentence, say("Hãy phân công người khác.")))
    return found


def _gaps_in_list(session: Session, facts: SessionFacts) -> list[Reason]:
    """Whether the members on the list are the body's members of the day: its number is what quorums count."""
    day = day_of(session.starts_at)
    if session.council.kind == Council.Kind.CONFERENCE:
        same = {one.unit for one in facts.members} == set(member_units_on(session.council, day))
    else:
        same = {one.person for one in facts.members} == set(member_people_on(session.council, day))
    if not facts.members:
        sentence = say("Ngày {day} hội đồng, hội nghị chưa có thành viên nào.", day=day)
        return [Reason(sentence, say("Hãy ghi nhận thành viên theo quyết định."))]
    if not same:
        sentence = say("Danh sách thành viên không khớp với thành viên của hội đồng, cụm vào ngày {day}.", day=day)
        return [Reason(sentence, say("Hãy cập nhật danh sách thành viên."))]
    return []
