"""Who reads, writes, corrects and signs minutes; who prints ballots and counts."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from tests.factories import NOW, PASSWORD, user_of
from tests.web.access.format import Row, only
from tests.web.access.world import World
from thidua.ballots.models import Round
from thidua.ballots.services import close_round, new_box_code, open_round
from thidua.documents.models import Signature
from thidua.documents.rules import text_fingerprint
from thidua.foundation import files
from thidua.law.voting import rulebook
from thidua.meetings.models import Correction, Council, Participant, Question, Session
from thidua.meetings.rules.decisions import QuestionPlan
from thidua.meetings.selectors.minutes import minutes_of
from thidua.meetings.services import minutes as services
from thidua.meetings.services.questions import add_question, start_round
from thidua.organisations.models import Person

#: The leader chairs, the deputy keeps the minutes; S4's officer was there, S5's was not.
RUN = ("leader", "deputy")
READ = (*RUN, "member", "member_head", "other_member", "organiser", "observer")
REST = tuple(role for role in READ if role not in RUN)
VOTERS = {"leader": "chair", "deputy": "secretary", "member": "none", "other_member": "none"}
STARTED = NOW - timedelta(hours=3)


def _session(world: World, title: str) -> Session:
    """An ended session of this title, made when it is first asked for."""
    found = Session.objects.filter(title=title).first()
    if found is not None:
        return found
    council, _ = Council.objects.get_or_create(
        kind="conference", cluster=world.cluster, defaults={"name": world.cluster.name}
    )
    session = Session.objects.create(
        council=council, cycle=world.cycle, title=title, state="ended", starts_at=STARTED, place="Cần Thơ",
        rulebook="cum-1-2019", rules=rulebook("cum-1-2019").to_json(), called_at=STARTED, opened_at=STARTED,
        ended_at=NOW,
    )  # fmt: skip
    session.agenda.create(title="Tổng kết năm học")
    for order, (role, task) in enumerate(VOTERS.items()):
        _take_part(world, session, role, task, order)
    return session


def _take_part(world: World, session: Session, role: str, task: str, order: int) -> None:
    viewer = world.viewers[role]
    person = Person.objects.get(account=user_of(viewer))
    one = Participant.objects.create(
        session=session, order=order, person=person, unit_id=viewer.seats[0].unit_id, name=person.full_name,
        capacity="voter", task=task, counts=role == "deputy", heads_count=role == "deputy",
    )  # fmt: skip
    if role != "other_member":
        one.presences.create(arrived_at=STARTED, left_at=NOW, noted_by=user_of(world.viewers["leader"]))


def drafted(world: World) -> dict[str, Any]:
    return {"session": _session(world, "Phiên có biên bản đang soạn").uuid}


def shown(world: World) -> dict[str, Any]:
    """Shown until 2100, with a request for a correction that waits for its answer."""
    session = _session(world, "Phiên đang lấy ý kiến về biên bản")
    if minutes_of(session).state == "draft":
        services.show_minutes(
            actor=world.viewers["leader"], now=NOW, session=session, until=date(2100, 1, 1), edition=0
        )
        services.ask_correction(
            actor=world.viewers["member"], now=NOW, session=session, passage="opening", text="Ghi đúng địa điểm."
        )
    return {"session": session.uuid}


def correction(world: World) -> dict[str, Any]:
    session = shown(world)["session"]
    return {"session": session, "correction": Correction.objects.get(minutes__session__uuid=session).uuid}


def submitted(world: World) -> dict[str, Any]:
    """Frozen for signing; a scan of an earlier page signed by the chair is kept."""
    session = _session(world, "Phiên có biên bản đang trình ký")
    if minutes_of(session).state == "draft":
        services.submit_minutes(
            actor=world.viewers["leader"], now=NOW, session=session, edition=0, read_out=True, demonstration=False
        )
        Signature.objects.create(
            about_uuid=session.uuid, kind="minutes", text_sha256="0" * 64, way="paper", capacity="chair",
            signer_name="Người ký minh hoạ", signed_by=user_of(world.viewers["leader"]), signed_at=NOW,
            signed_on=date(2020, 6, 1), scan_sha256=files.put(b"%PDF-1.4 minh hoa %%EOF"),
            scan_name="ban-ky.pdf", scan_media_type="application/pdf",
        )  # fmt: skip
    return {"session": session.uuid}


def secretary(world: World) -> dict[str, Any]:
    return submitted(world) | {"capacity": "secretary"}


def scan(world: World) -> dict[str, Any]:
    session = submitted(world)["session"]
    return {"session": session, "signature": Signature.objects.get(about_uuid=session).uuid}


def signing(world: World) -> dict[str, Any]:
    text = minutes_of(Session.objects.get(uuid=submitted(world)["session"])).text
    return {"seen": text_fingerprint(text), "secret": PASSWORD}


def counted(world: World) -> dict[str, Any]:
    """A round that the deputy, alone in the counting committee, closed without a vote."""
    session = _session(world, "Phiên đã kiểm phiếu")
    if not session.questions.exists():
        Session.objects.filter(pk=session.pk).update(state="open", ended_at=None)
        session.refresh_from_db()
        question = _question(world, session)
        actor, code = world.viewers["deputy"], new_box_code()
        session.participants.exclude(presences=None).get(task="none").presences.update(left_at=None)
        for one in session.participants.exclude(presences=None):
            one.presences.update(left_at=None)
        held = start_round(actor=world.viewers["leader"], now=NOW, question=question, back_url="/hoi-nghi/")
        held = open_round(actor=actor, now=NOW, held=held, code=code)
        close_round(actor=actor, now=NOW, held=held, code=code)
    (question,) = session.questions.all()
    return {"session": session.uuid, "held": Round.objects.get(about_uuid=question.uuid).uuid}


def _question(world: World, session: Session) -> Question:
    units = tuple(world.one.units[code].pk for code in ("S1", "S2"))
    plan = QuestionPlan(title="Đơn vị dẫn đầu", purpose="leading-unit", manner="choose", candidate_units=units)
    return add_question(actor=world.viewers["leader"], now=NOW, session=session, plan=plan)


def balloted(world: World) -> dict[str, Any]:
    session = counted(world)["session"]
    return {"session": session, "question": Question.objects.get(session__uuid=session).uuid}


def pdf(arguments: Any) -> Any:
    """The same address of a file."""
    return lambda world: arguments(world) | {"form": "pdf"}


READING, WRITING = only(200, *READ), only(200, *RUN).also(403, *REST)
SENT = only(302, *RUN).also(403, *REST)
HIDDEN, HIDDEN_SENT = only(200, *RUN), only(302, *RUN)

ROWS = {
    "meetings:papers": Row(shown, GET=READING),
    "meetings:minutes": Row(shown, GET=READING),
    "meetings:minutes_file": Row(pdf(shown), GET=READING),
    "meetings:minutes_draft": Row(shown, GET=WRITING, POST=SENT, data={"text-different": "Ý kiến khác: Có."}),
    # A draft nobody was shown is its writers' own.
    "meetings:show_minutes": Row(
        drafted, GET=HIDDEN, POST=HIDDEN_SENT, data={"corrections_until": "01/01/2100", "edition": "0"}
    ),
    "meetings:submit_minutes": Row(drafted, GET=HIDDEN, POST=HIDDEN_SENT, data={"read_out": "on", "edition": "0"}),
    # Who was there corrects; who was absent and who only looks on does not.
    "meetings:correct_minutes": Row(
        shown,
        GET=only(200, *RUN, "member").also(403, "member_head", "other_member", "organiser", "observer"),
        POST=only(302, *RUN, "member").also(403, "member_head", "other_member", "organiser", "observer"),
        data={"passage": "opening", "text": "Ghi đúng giờ khai mạc."},
    ),
    "meetings:answer_correction": Row(
        correction, GET=WRITING, POST=SENT, data={"outcome": "declined", "answer": "Đã ghi đúng."}
    ),
    "meetings:reopen_minutes": Row(submitted, GET=WRITING, POST=SENT, data={"reason": "Sửa địa điểm.", "edition": "1"}),
    # The deputy is the secretary; nobody signs for somebody else.
    "meetings:sign_minutes": Row(
        secretary,
        GET=only(200, "deputy").also(403, "leader", *REST),
        POST=only(302, "deputy").also(403, "leader", *REST),
        data=signing,
    ),
    "meetings:scan_minutes": Row(secretary, GET=WRITING, POST=only(400, *RUN).also(403, *REST), data=signing),
    "meetings:minutes_scan_file": Row(scan, GET=READING),
    "meetings:counting": Row(counted, GET=HIDDEN, POST=HIDDEN_SENT, data={"text-remarks": "Không có khiếu nại."}),
    "meetings:counting_file": Row(pdf(counted), GET=HIDDEN),
    "meetings:ballots": Row(balloted, GET=HIDDEN),
    "meetings:ballot_file": Row(pdf(balloted), GET=HIDDEN),
}
