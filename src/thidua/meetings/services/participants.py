"""The list of a session: members, representatives, guests, stand-ins, and who chairs, writes and counts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max, QuerySet

from thidua.core.days import day_of
from thidua.core.errors import Refused, require
from thidua.core.findings import refused
from thidua.core.names import tidy
from thidua.core.text import Text, say
from thidua.foundation.models import on_day
from thidua.meetings.facts.sessions import member_people_on, member_units_on, session_facts
from thidua.meetings.models import Council, Participant, Session
from thidua.meetings.policies.representatives import may_represent
from thidua.meetings.rules.sessions import CHAIR, SECRETARY
from thidua.meetings.services.changing import changeable, changed
from thidua.organisations.models import Person, Post, Unit
from thidua.organisations.rules import Viewer
from thidua.organisations.selectors import name_on
from thidua.organisations.services.checks import bad, given

if TYPE_CHECKING:
    from datetime import date


@transaction.atomic
def fill_members(*, actor: Viewer, now: datetime, session: Session, reason: str = "") -> None:
    """Bring the list's members in line with the body's members of the day; nobody else is touched.

    Raises Refused, BadInput.
    """
    session = _before_opening(changeable(actor, session, reason))
    added, gone = fill_in(session, now, reason)
    if added or gone:
        words = say("Danh sách thành viên: thêm {added}; bớt {gone}", added=_or_nobody(added), gone=_or_nobody(gone))
        changed(actor, now, session, words, reason)


def fill_in(session: Session, now: datetime | None = None, reason: str = "") -> tuple[list[str], list[str]]:
    """Add members who are missing and take off who is none on the day; the names of both. The caller has the lock."""
    day = day_of(session.starts_at)
    here = list(_listed(session).filter(capacity=Participant.Capacity.VOTER))
    fresh: list[tuple[Unit | None, Person | None, str]] = []
    if session.council.kind == Council.Kind.CONFERENCE:
        wanted = list(member_units_on(session.council, day))
        gone = [one for one in here if one.unit_id not in wanted]
        units = Unit.objects.in_bulk([pk for pk in wanted if pk not in {one.unit_id for one in here}])
        fresh += [(units[pk], None, name_on(units[pk], day)) for pk in wanted if pk in units]
    else:
        people = list(member_people_on(session.council, day))
        gone = [one for one in here if one.person_id not in people]
        found = Person.objects.in_bulk([pk for pk in people if pk not in {one.person_id for one in here}])
        fresh += [(None, found[pk], found[pk].full_name) for pk in people if pk in found]
    for one in gone:
        _take_off(one, session, now, reason)
    tasks = _tasks_by_mandate(session, day)
    order = _next_order(session)
    for unit, person, name in fresh:
        Participant.objects.create(
            session=session,
            order=order,
            unit=unit,
            person=person,
            name=name,
            title=_title_of(person, day) if person else "",
            capacity=Participant.Capacity.VOTER,
            task=tasks.get(person.pk, Participant.Task.NONE) if person else Participant.Task.NONE,
        )
        order += 1
    return [name for *_, name in fresh], [one.name for one in gone]


@transaction.atomic
def name_representative(
    *, actor: Viewer, now: datetime, participant: Participant, person: Person, reason: str = ""
) -> Participant:
    """Say who represents a member unit: one person who holds a post there on the day. Raises Refused, BadInput."""
    session = _before_opening(changeable(actor, participant.session, reason))
    participant = _listed(session).select_for_update(of=("self",)).get(pk=participant.pk)
    if participant.unit is None or participant.capacity != Participant.Capacity.VOTER:
        raise Refused(refused(say("Chỉ đơn vị thành viên mới có người đại diện.")))
    day = day_of(session.starts_at)
    if not may_represent(person, participant.unit_id, day):
        sentence = say("{person} không giữ chức vụ nào tại đơn vị vào ngày họp.", person=person)
        raise bad("person", sentence, say("Hãy chọn người của đơn vị, hoặc ghi nhận chức vụ trong mục Tổ chức."))
    _not_yet_listed(session, person, participant)
    participant.person = person
    participant.name, participant.title = person.full_name, _title_of(person, day, participant.unit)
    participant.save(update_fields=["person", "name", "title"])
    words = say("Đại diện {unit}: {person}", unit=name_on(participant.unit, day), person=person.full_name)
    changed(actor, now, session, words, reason, {"participant": str(participant.uuid)})
    return participant


@transaction.atomic
def add_guest(
    *, actor: Viewer, now: datetime, session: Session, person: Person | None, name: str, title: str, reason: str = ""
) -> Participant:
    """Somebody who is heard or helps, and never votes. vi: khách mời, người giúp việc. Raises Refused, BadInput."""
    session = changeable(actor, session, reason)
    found = _added(session, person, name, title, capacity=Participant.Capacity.GUEST)
    changed(actor, now, session, say("Thêm vào danh sách, không biểu quyết: {name}", name=found.name), reason)
    return found


@transaction.atomic
def add_stand_in(
    *,
    actor: Viewer,
    now: datetime,
    session: Session,
    stands_in_for: Participant,
    person: Person | None,
    name: str,
    title: str,
    reason: str = "",
) -> Participant:
    """Somebody who comes in an absent member's place: works, never votes. source: R3.4. Raises Refused, BadInput."""
    session = changeable(actor, session, reason)
    away = _listed(session).filter(pk=stands_in_for.pk, capacity=Participant.Capacity.VOTER).first()
    if away is None:
        raise bad("stands_in_for", say("Người được dự thay không có trong danh sách thành viên."))
    found = _added(
        session, person, name, title, capacity=Participant.Capacity.STAND_IN, unit=away.unit, stands_in_for=away
    )
    words = say("{name} dự thay {away}, không biểu quyết", name=found.name, away=away.name)
    changed(actor, now, session, words, reason)
    return found


@transaction.atomic
def take_off_list(*, actor: Viewer, now: datetime, participant: Participant, reason: str) -> Participant:
    """Take a guest or a stand-in off the list; a member comes off only with the membership. Raises Refused."""
    session = changeable(actor, participant.session, reason)
    participant = _listed(session).get(pk=participant.pk)
    if participant.capacity == Participant.Capacity.VOTER:
        raise Refused(
            refused(
                say("Thành viên có trong danh sách theo quyết định, không bớt được ở đây."),
                say("Nếu vắng mặt, hãy ghi vắng khi điểm danh."),
            )
        )
    if participant.presences.filter(struck_at__isnull=True, left_at__isnull=True).exists():
        raise Refused(refused(say("Người này đang có mặt."), say("Hãy ghi giờ ra về trước.")))
    _take_off(participant, session, now, reason)
    changed(actor, now, session, say("Bớt khỏi danh sách: {name}", name=participant.name), reason)
    return participant


@transaction.atomic
def give_tasks(
    *,
    actor: Viewer,
    now: datetime,
    session: Session,
    chair: Participant | None,
    secretary: Participant | None,
    counting: Iterable[Participant] = (),
    head: Participant | None = None,
    reason: str = "",
) -> None:
    """Say who chairs, who keeps the minutes, who counts and who heads the counting. Raises Refused, BadInput."""
    session = changeable(actor, session, reason)
    chosen = {one.pk for one in counting} | ({head.pk} if head else set())
    if chosen and head is None:
        raise bad("head", say("Ban kiểm phiếu chưa có trưởng ban."), say("Hãy chọn trưởng ban kiểm phiếu."))
    if chair is not None and secretary is not None and chair.pk == secretary.pk:
        raise bad("secretary", say("Một người không vừa chủ trì vừa làm thư ký."), say("Hãy chọn hai người."))
    officers = {one.pk: task for one, task in ((chair, CHAIR), (secretary, SECRETARY)) if one is not None}
    for one in _listed(session).select_for_update(of=("self",)):
        one.task = officers.get(one.pk, Participant.Task.NONE)
        one.counts, one.heads_count = one.pk in chosen, head is not None and one.pk == head.pk
        one.save(update_fields=["task", "counts", "heads_count"])
    facts = session_facts(session)
    words = say(
        "Chủ trì: {chair}; thư ký: {secretary}; ban kiểm phiếu: {counting}",
        chair=_name(facts.chair), secretary=_name(facts.secretary),
        counting=_or_nobody([one.name for one in facts.counting]),
    )  # fmt: skip
    changed(actor, now, session, words, reason)


def freeze_names(session: Session) -> None:
    """Write down everybody's name and title as they are on the session's day. The caller has the lock."""
    day = day_of(session.starts_at)
    for one in _listed(session):
        if one.person is None:
            continue
        one.name = one.person.full_name
        one.title = _title_of(one.person, day, one.unit) or one.title
        one.save(update_fields=["name", "title"])


def _listed(session: Session) -> QuerySet[Participant]:
    return Participant.objects.filter(session=session, left_list_at__isnull=True).select_related("unit", "person")


def _added(session: Session, person: Person | None, name: str, title: str, **fields: object) -> Participant:
    day = day_of(session.starts_at)
    if person is not None:
        _not_yet_listed(session, person)
        name, title = person.full_name, tidy(title) or _title_of(person, day)
    name = given("name", name, say("Hãy chọn một người trong danh sách, hoặc nhập họ tên."))
    return Participant.objects.create(
        session=session, order=_next_order(session), person=person, name=name, title=tidy(title), **fields
    )


def _not_yet_listed(session: Session, person: Person, but: Participant | None = None) -> None:
    there = _listed(session).filter(person=person)
    if but is not None:
        there = there.exclude(pk=but.pk)
    if there.exists():
        raise bad("person", say("{person} đã có trong danh sách.", person=person), say("Hãy chọn người khác."))


def _title_of(person: Person, day: date, unit: Unit | None = None) -> str:
    """The post a person holds on a day, at the unit when one is given; the highest first."""
    posts = Post.objects.filter(on_day(day), person=person).select_related("unit")
    if unit is not None:
        posts = posts.filter(unit=unit)
    post = min(posts, key=lambda one: (one.role != Post.Role.HEAD, one.pk), default=None)
    return f"{post.title}, {name_on(post.unit, day)}"[:250] if post else ""


def _tasks_by_mandate(session: Session, day: date) -> dict[int, str]:
    """A council's chair chairs and its secretary writes, unless somebody on the list was given the task."""
    taken = set(_listed(session).values_list("task", flat=True))
    seats = session.council.mandates.filter(on_day(day), role__in=(CHAIR, SECRETARY)).order_by("-pk")
    by_role = {seat.role: seat.person_id for seat in seats if seat.role not in taken}
    return {person: role for role, person in by_role.items()}


def _next_order(session: Session) -> int:
    last = session.participants.aggregate(last=Max("order"))["last"]
    return 0 if last is None else last + 1


def _take_off(one: Participant, session: Session, now: datetime | None, reason: str) -> None:
    if session.state == Session.State.DRAFT:
        one.stand_ins.update(stands_in_for=None)
        one.delete()
        return
    one.left_list_at, one.left_list_reason = now, reason.strip()
    one.save(update_fields=["left_list_at", "left_list_reason"])


def _before_opening(session: Session) -> Session:
    if session.state == Session.State.OPEN:
        require(
            refused(
                say("Phiên họp đã khai mạc nên thành viên có quyền biểu quyết không thay đổi được nữa."),
                say("Người đến thay thành viên vắng mặt được ghi là người dự thay, không biểu quyết."),
            )
        )
    return session


def _name(one: object) -> Text | str:
    return getattr(one, "name", None) or say("chưa có")


def _or_nobody(names: list[str]) -> Text | str:
    return ", ".join(names) or say("không có")
