"""Who puts questions, begins rounds, counts, concludes; who answers as an absent member; who reads."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from tests.factories import NOW, user_of
from tests.web.access.format import EVERYBODY, Answers, Row, only
from tests.web.access.world import World
from thidua.foundation import files
from thidua.law.voting import rulebook
from thidua.meetings.models import Council, Opinion, Participant, Question, Session
from thidua.meetings.rules.decisions import QuestionPlan
from thidua.meetings.services.questions import add_question, conclude, count_hands, start_hands
from thidua.organisations.models import Person

#: The leader chairs and the deputy keeps the minutes; the officers of S4 and S5 are members, S5's is absent.
RUN = ("leader", "deputy")
REST = ("member", "member_head", "other_member", "organiser", "observer")
READ = only(200, *RUN, *REST)
STARTED = NOW - timedelta(hours=2)
VOTERS = {"leader": "chair", "deputy": "secretary", "member": "none", "other_member": "none"}


def runners(status: int) -> Answers:
    """Chair and secretary get through, others who may read are told why not."""
    return only(status, *RUN).also(403, *REST)


def session(world: World, name: str, state: str = "open") -> Session:
    """A session of the conference in this state, one for each name."""
    found = Session.objects.filter(title=name).first()
    if found is not None:
        return found
    council, _ = Council.objects.get_or_create(
        kind="conference", cluster=world.cluster, defaults={"name": world.cluster.name}
    )
    made = Session.objects.create(
        council=council, cycle=world.cycle, title=name, state=state, starts_at=STARTED, place="Cần Thơ",
        rulebook="nd-91-2017", rules=_rules(), called_at=STARTED, opened_at=STARTED,
    )  # fmt: skip
    for order, (role, task) in enumerate(VOTERS.items()):
        viewer = world.viewers[role]
        person = Person.objects.get(account=user_of(viewer))
        one = Participant.objects.create(
            session=made, order=order, person=person, unit_id=viewer.seats[0].unit_id, name=person.full_name,
            capacity="voter", task=task, counts=role == "deputy", heads_count=role == "deputy",
        )  # fmt: skip
        if role != "other_member":
            one.presences.create(arrived_at=STARTED, noted_by=user_of(world.viewers["leader"]))
    return made


def _rules() -> dict[str, Any]:
    """One rulebook with titles whose absent members are asked, and with the elections of a conference."""
    rules = rulebook("nd-91-2017").to_json()
    rules["entries"] += [one for one in rulebook("cum-1-2019").to_json()["entries"] if "free" not in one["groups"]]
    return rules


def question(world: World, name: str, purpose: str = "cstdcs", **plan: Any) -> Question:
    """A question about somebody by hands, in a session of its own; decided further by the caller."""
    held = session(world, name)
    found = held.questions.first()
    given: dict[str, Any] = {"manner": "hands", "candidate_labels": ("Trần Minh Hoạ",)} | plan
    asked = QuestionPlan(title=name, purpose=purpose, **given)
    return found or add_question(actor=world.viewers["leader"], now=NOW, session=held, plan=asked)


def raised(world: World, name: str, purpose: str = "cstdcs", **plan: Any) -> Question:
    """The same with a round begun."""
    found = question(world, name, purpose, **plan)
    if not found.polls.exists():
        start_hands(actor=world.viewers["leader"], now=NOW, question=found)
    return Question.objects.get(pk=found.pk)


def counted(world: World, name: str, purpose: str = "cstdcs", **plan: Any) -> Question:
    """The same with hands counted."""
    found = raised(world, name, purpose, **plan)
    if not found.hands.exists():
        counts = {str(one.uuid): (3, 0, 0) for one in found.candidates.all()}
        count_hands(actor=world.viewers["leader"], now=NOW, question=found, counts=counts)
    return found


def elected(world: World) -> Question:
    """S2, elected next year's leader."""
    unit = world.one.units["S2"].pk
    found = counted(world, "Bầu cụm trưởng", "next-leader", candidate_units=(unit,), candidate_labels=())
    if found.state != Question.State.DECIDED:
        found = conclude(actor=world.viewers["leader"], now=NOW, question=found)
    return found


def ended(world: World, name: str) -> Question:
    """Hands counted and the session over: the absent may be asked."""
    found = counted(world, name)
    Session.objects.filter(pk=found.session_id).update(state="ended", ended_at=NOW)
    return found


def absent(world: World, name: str, *, slip: bool = False) -> Participant:
    """S5's officer, absent and asked."""
    found = ended(world, name)
    Session.objects.filter(pk=found.session_id).update(opinions_until=date(2020, 6, 10))
    participant = found.session.participants.get(task="none", unit=world.one.units["S5"])
    opinion, _ = Opinion.objects.get_or_create(question=found, participant=participant, defaults={"asked_at": NOW})
    if slip and not opinion.given_at:
        opinion.answers = {str(one.uuid): "yes" for one in found.candidates.all()}
        opinion.way, opinion.given_at, opinion.slip_sha256 = "slip", NOW, files.put(b"%PDF-1.4 phieu %%EOF")
        opinion.save()
    return participant


def session_of(name: str) -> Any:
    return lambda world: {"session": question(world, name).session.uuid}


def as_question(name: str, make: Any = question) -> Any:
    return lambda world: {"question": make(world, name).uuid}


def answers(world: World) -> dict[str, Any]:
    participant = absent(world, "Ý kiến")
    key: UUID = participant.opinions.get().question.candidates.get().uuid
    return {f"y-{key}": "yes"}


def hands_typed(world: World) -> dict[str, Any]:
    key = raised(world, "Giơ tay").candidates.get().uuid
    return {f"yes-{key}": "3", f"no-{key}": "0", f"abstained-{key}": "0"}


NEW = {"title": "Thông qua báo cáo", "purpose": "free", "manner": "hands", "labels": "Báo cáo", "candidates_vote": "on"}
TERMS = {
    "starts_on": "01/09/2020", "ends_on": "31/08/2021", "minutes_number": "05/BB", "minutes_on": "01/06/2020",
    "confirmed": "on",
}  # fmt: skip
REASON = {"reason": "đếm nhầm hàng ghế"}

ROWS = {
    "meetings:rulebook": Row(GET=EVERYBODY),
    "meetings:questions": Row(session_of("Danh sách"), GET=READ),
    "meetings:add_question": Row(session_of("Danh sách"), GET=runners(200), POST=runners(302), data=NEW),
    "meetings:question": Row(as_question("Danh sách"), GET=READ),
    "meetings:start_round": Row(as_question("Danh sách"), POST=runners(302)),
    "meetings:hands": Row(as_question("Giơ tay", raised), GET=runners(200), POST=runners(302), data=hands_typed),
    "meetings:void_poll": Row(as_question("Giơ tay", raised), GET=runners(200), POST=runners(302), data=REASON),
    # The absent have not been asked yet, so not even the chair concludes.
    "meetings:conclude": Row(as_question("Kết luận", counted), POST=only(403, *RUN, *REST)),
    "meetings:withdraw_question": Row(as_question("Danh sách"), GET=runners(200), POST=runners(302), data=REASON),
    "meetings:elected_offices": Row(
        lambda world: {"session": elected(world).session.uuid},
        GET=only(200, "leader", "organiser").also(403, *({"deputy", *REST} - {"organiser"})),
        POST=only(302, "leader", "organiser").also(403, *({"deputy", *REST} - {"organiser"})),
        data=lambda world: {**TERMS, "leader_question": elected(world).uuid},
    ),
    "meetings:opinions": Row(lambda world: {"session": absent(world, "Ý kiến").session.uuid}, GET=runners(200)),
    "meetings:ask_opinions": Row(
        lambda world: {"session": ended(world, "Lấy ý kiến").session.uuid},
        GET=runners(200),
        POST=runners(302),
        data={"until": "10/06/2020"},
    ),  # fmt: skip
    # The member answers; chair and secretary see the form of a paper slip, which wants a scan.
    "meetings:opinion": Row(
        lambda world: {"participant": absent(world, "Ý kiến").uuid},
        GET=only(200, "other_member", *RUN),
        POST=only(302, "other_member").also(400, *RUN),
        data=answers,
    ),
    "meetings:opinion_slip": Row(
        lambda world: {"participant": absent(world, "Phiếu giấy", slip=True).uuid}, GET=only(200, "other_member", *RUN)
    ),
}
