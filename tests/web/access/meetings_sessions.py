"""Who sets up councils, prepares, calls, runs and reads sessions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from tests.factories import NOW
from tests.meetings_world import RULEBOOK, Conference, called, make_conference, make_council, opened, person_of
from tests.web.access.format import EVERYBODY, Answers, Row, only
from tests.web.access.world import World
from thidua.meetings.models import AgendaItem, Council, Mandate, Participant, Presence, Session, SessionPaper
from thidua.meetings.services import participants, session_papers

MEMBERS = ("deputy", "member", "member_head", "other_member")
LOOKING_ON = ("organiser", "observer")
READING = only(200, "leader", *MEMBERS, *LOOKING_ON)
LATER = NOW + timedelta(hours=1)
PDF = b"%PDF-1.4 minh hoa quyen %%EOF"


def _draft(world: World) -> Session:
    """A session in preparation; members do not know of it."""
    return _session(world, "Phiên chuẩn bị", _prepared)


def _called(world: World) -> Session:
    """A session that was called for later today."""
    return _session(world, "Phiên đã mời", lambda found: called(_prepared(found)))


def _open(world: World) -> Session:
    """A session under way; `member` represents S4 and has not come yet."""

    def make(found: Conference) -> Conference:
        participants.name_representative(
            actor=found.leader, now=NOW, participant=found.voter("S4"), person=person_of(world.viewers["member"])
        )
        return opened(_prepared(found), "S1", at=NOW)

    return _session(world, "Phiên đang họp", make)


def _session(world: World, title: str, make: Callable[[Conference], Conference]) -> Session:
    """The session of this title, made when it is first asked for."""
    there = Session.objects.filter(title=title).first()
    if there is not None:
        return there
    found = make_conference(world.one, title=title, starts_at=LATER)
    return make(found).session


def _prepared(found: Conference) -> Conference:
    """With a guest and a paper."""
    participants.add_guest(
        actor=found.leader, now=NOW, session=found.session, person=None, name="Khách minh hoạ", title=""
    )
    session_papers.add_paper(actor=found.leader, now=NOW, session=found.session, name="Báo cáo.pdf", content=PDF)
    found.session.refresh_from_db()
    return found


def _council(world: World) -> Council:
    """The council of S4."""
    unit = world.one.units["S4"]
    return Council.objects.filter(unit=unit).first() or make_council(unit, world.viewers["member"], seats=3)


def _of(session: Callable[[World], Session]) -> Callable[[World], dict[str, Any]]:
    return lambda world: {"session": session(world).uuid}


def _item(world: World) -> dict[str, Any]:
    return {"item": AgendaItem.objects.filter(session=_draft(world))[0].uuid}


def _voter(world: World, session: Session, code: str = "S5") -> Participant:
    return session.participants.get(unit__code=code, capacity="voter")


def _guest(world: World) -> dict[str, Any]:
    return {"participant": _draft(world).participants.get(capacity="guest").uuid}


def _paper(world: World) -> SessionPaper:
    return SessionPaper.objects.get(session=_draft(world))


def _mandate(world: World) -> dict[str, Any]:
    return {"mandate": Mandate.objects.filter(council=_council(world), role="member")[0].uuid}


def _presence(world: World) -> dict[str, Any]:
    return {"presence": Presence.objects.filter(participant__session=_open(world))[0].uuid}


def preparing(status: int, *seen_by: str) -> Answers:
    """The leader does it; others who see the session are told why they do not."""
    return only(status, "leader").also(403, *(seen_by or ("deputy", *LOOKING_ON)))


def running(status: int) -> Answers:
    """Who runs an open session; everybody else of the cluster is told why not."""
    return only(status, "leader").also(403, *MEMBERS, *LOOKING_ON)


def working(status: int) -> Answers:
    """Whoever works at some unit sets up a council of that unit."""
    return only(status, "organiser", "leader", *MEMBERS, "verifier", "outsider").also(
        403, "administrator", "observer", "postless"
    )


NEW = {"title": "Phiên mới", "day": "30/06/2020", "hour": "08:00", "place": "Cần Thơ", "rulebook": RULEBOOK}
WHOLE = _of(_draft)
KEEPING = only(200, "member", "member_head")

ROWS = {
    "meetings:home": Row(GET=EVERYBODY),
    "meetings:new_council": Row(
        GET=working(200),
        POST=working(400),
    ),
    "meetings:council": Row(lambda world: {"council": _called(world).council.uuid}, GET=READING),
    "meetings:add_mandate": Row(
        lambda world: {"council": _council(world).uuid}, GET=KEEPING, POST=only(400, "member", "member_head")
    ),
    "meetings:end_mandate": Row(
        _mandate,
        GET=KEEPING,
        POST=only(302, "member", "member_head"),
        data={"ends_on": "30/05/2020", "reason": "Chuyển công tác"},
    ),
    "meetings:new_session": Row(
        lambda world: {"council": _council(world).uuid},
        GET=KEEPING,
        POST=only(302, "member", "member_head"),
        data=NEW | {"rulebook": "nd-91-2017"},
    ),
    "meetings:new_conference": Row(
        lambda world: {"cycle": world.cycle.uuid}, GET=preparing(200), POST=preparing(302), data=NEW
    ),
    "meetings:session": Row(_of(_called), GET=READING),
    "meetings:change_session": Row(
        WHOLE, GET=preparing(200), POST=preparing(302), data=lambda world: NEW | {"edition": _draft(world).edition}
    ),
    "meetings:call_session": Row(WHOLE, POST=preparing(302), data=lambda world: {"edition": _draft(world).edition}),
    "meetings:open_session": Row(_of(_called), POST=running(302)),
    "meetings:end_session": Row(_of(_open), POST=running(302)),
    "meetings:cancel_session": Row(
        _of(_called), GET=running(200), POST=running(302), data={"reason": "Hoãn theo yêu cầu của Bộ"}
    ),
    "meetings:agenda": Row(WHOLE, GET=preparing(200), POST=preparing(302), data={"title": "Nội dung thêm"}),
    "meetings:agenda_item": Row(_item, GET=preparing(200), POST=preparing(302), data={"title": "Nội dung sửa"}),
    "meetings:move_item": Row(_item, POST=preparing(302), data={"huong": "len"}),
    "meetings:remove_item": Row(_item, GET=preparing(200), POST=preparing(302), data={"reason": "bỏ"}),
    "meetings:participants": Row(_of(_called), GET=READING),
    "meetings:fill_members": Row(WHOLE, GET=preparing(200), POST=preparing(302)),
    "meetings:add_guest": Row(WHOLE, GET=preparing(200), POST=preparing(302), data={"name": "Khách nữa"}),
    "meetings:add_stand_in": Row(
        WHOLE,
        GET=preparing(200),
        POST=preparing(302),
        data=lambda world: {"stands_in_for": _voter(world, _draft(world)).uuid, "name": "Người dự thay"},
    ),
    "meetings:give_tasks": Row(WHOLE, GET=preparing(200), POST=preparing(302)),
    "meetings:representative": Row(
        lambda world: {"participant": _voter(world, _draft(world)).uuid},
        GET=preparing(200),
        POST=preparing(302),
        data=lambda world: {"person": person_of(world.viewers["other_member"]).uuid},
    ),
    "meetings:take_off_list": Row(_guest, GET=preparing(200), POST=preparing(302), data={"reason": "không dự"}),
    "meetings:session_papers": Row(WHOLE, GET=preparing(200), POST=preparing(400)),
    "meetings:add_issued_paper": Row(WHOLE, POST=preparing(400)),
    "meetings:withdraw_session_paper": Row(
        lambda world: {"paper": _paper(world).uuid}, GET=preparing(200), POST=preparing(302), data={"reason": "nhầm"}
    ),
    # A paper of a draft is no more there for members than the draft.
    "meetings:session_paper_file": Row(
        lambda world: {"paper": _paper(world).uuid}, GET=only(200, "leader", "deputy", *LOOKING_ON)
    ),
    "meetings:attendance": Row(_of(_open), GET=READING),
    "meetings:note_attendance": Row(
        lambda world: {"participant": _voter(world, _open(world)).uuid}, POST=running(302), data={"act": "den"}
    ),
    # Only somebody on the list says “here I am”: the representative of S4.
    "meetings:own_arrival": Row(
        _of(_open),
        POST=only(302, "member").also(403, "leader", "deputy", "member_head", "other_member", *LOOKING_ON),
    ),
    "meetings:correct_presence": Row(
        _presence, GET=running(200), POST=running(302), data={"arrived": "09:30", "reason": "nhầm giờ"}
    ),
    "meetings:proceedings": Row(_of(_open), GET=running(200), POST=running(302)),
    "meetings:invitation": Row(WHOLE, GET=preparing(200), POST=preparing(302), data={"action": "save"}),
    "meetings:invitation_file": Row(lambda world: WHOLE(world) | {"form": "pdf"}, GET=preparing(200)),
}
