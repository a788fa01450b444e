"""People and their dated posts; every right follows from these."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from thidua.audit.services import record
from thidua.core.days import Period
from thidua.core.errors import require
from thidua.core.names import tidy
from thidua.core.text import say
from thidua.organisations.models import Person, Post, Unit
from thidua.organisations.policies import may_keep_people
from thidua.organisations.rules import ADMINISTRATOR, Viewer
from thidua.organisations.rules.dates import overlapping
from thidua.organisations.services.checks import bad, given, in_order, reason_given, stands


@transaction.atomic
def add_person(*, actor: Viewer, now: datetime, full_name: str) -> Person:
    """Add a person; two people may share a name. Raises Refused, BadInput."""
    require(may_keep_people(actor))
    person = Person.objects.create(full_name=_name(full_name))
    record(verb="add-person", actor=actor, subject=person, at=now)
    return person


@transaction.atomic
def correct_person(*, actor: Viewer, now: datetime, person: Person, full_name: str, reason: str) -> Person:
    """Correct a person's name. Raises Refused, BadInput."""
    require(may_keep_people(actor))
    reason = reason_given(reason)
    person = Person.objects.select_for_update().get(pk=person.pk)
    before, person.full_name = person.full_name, _name(full_name)
    person.save()
    data = {"before": before, "after": person.full_name}
    record(verb="correct-person", actor=actor, subject=person, at=now, reason=reason, data=data)
    return person


@transaction.atomic
def give_post(
    *,
    actor: Viewer,
    now: datetime,
    person: Person,
    unit: Unit,
    role: str,
    title: str,
    starts_on: date,
    ends_on: date | None = None,
    decision_number: str = "",
    decision_on: date | None = None,
) -> Post:
    """Record that a person holds a post at a unit for some days. Raises Refused, BadInput."""
    require(may_keep_people(actor))
    title = given("title", title, say("Hãy nhập chức vụ, ví dụ Chuyên viên."))
    in_order(starts_on, ends_on)
    stands("unit", unit, starts_on)
    person = Person.objects.select_for_update().get(pk=person.pk)
    same = person.posts.filter(unit=unit, role=role)
    found = overlapping(Period(starts_on, ends_on), [Period(p.starts_on, p.ends_on) for p in same])
    if found:
        raise bad(
            "starts_on",
            say("Người này đã giữ vai trò đó tại đơn vị từ ngày {day}.", day=found.start),
            say("Hãy kết thúc chức vụ cũ trước, hoặc chọn ngày khác."),
        )
    post = Post.objects.create(
        person=person,
        unit=unit,
        role=role,
        title=title,
        starts_on=starts_on,
        ends_on=ends_on,
        decision_number=tidy(decision_number),
        decision_on=decision_on,
    )
    data = {"unit": unit.code, "role": role, "title": title, "from": f"{starts_on}", "to": f"{ends_on or ''}"}
    record(verb="give-post", actor=actor, subject=person, at=now, data=data)
    return post


@transaction.atomic
def end_post(*, actor: Viewer, now: datetime, post: Post, ends_on: date, reason: str) -> Post:
    """End a post after a day; its rights end with that day. Raises Refused, BadInput."""
    require(may_keep_people(actor))
    reason = reason_given(reason)
    post = Post.objects.select_for_update().select_related("person", "unit").get(pk=post.pk)
    in_order(post.starts_on, ends_on)
    if post.ends_on is not None and post.ends_on < ends_on:
        raise bad(
            "ends_on",
            say("Chức vụ này đã kết thúc ngày {day}.", day=post.ends_on),
            say("Để tiếp tục giữ chức vụ, hãy ghi nhận một chức vụ mới."),
        )
    if post.role == ADMINISTRATOR:
        _another_administrator(post, ends_on)
    before, post.ends_on = post.ends_on, ends_on
    post.save(update_fields=["ends_on"])
    data = {"unit": post.unit.code, "role": post.role, "before": f"{before or ''}", "after": f"{ends_on}"}
    record(verb="end-post", actor=actor, subject=post.person, at=now, reason=reason, data=data)
    return post


def _another_administrator(post: Post, ends_on: date) -> None:
    """Somebody must be left who can let others in."""
    staying = Post.objects.filter(role=ADMINISTRATOR, starts_on__lte=ends_on, person__account__is_active=True)
    if not staying.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=ends_on)).exclude(pk=post.pk).exists():
        raise bad(
            "ends_on",
            say("Đây là người quản trị hệ thống duy nhất còn lại."),
            say("Hãy giao quyền quản trị cho một người khác có tài khoản trước."),
        )


def _name(text: str) -> str:
    name = given("full_name", text, say("Hãy nhập họ và tên."))
    if len(name) > 120:
        raise bad("full_name", say("Họ và tên dài quá 120 ký tự."), say("Hãy nhập họ và tên ngắn hơn."))
    return name
