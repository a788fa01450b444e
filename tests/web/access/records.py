"""Records open to those who keep them and to whom they are about; the administrator keeps identity and sees no record.

S4 has a teacher without an account; `member_head` is the head there, `member` an officer. Nobody stands above S4 here:
those rows are in `tests/apps/test_records_gates.py`.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.factories import NOW
from tests.web.access.format import EVERYBODY, Row, only
from tests.web.access.world import World, make_teacher_at_s4
from thidua.organisations.models import Person, Post
from thidua.records.models import AwardHeld, Matter, Rating

KEEPERS = ("member_head", "member")
REASON = {"reason": "Ghi nhầm"}
RATING = {"year": "2018-2019", "of": "self", "rating": "hoan-thanh-tot"}


def teacher(world: World) -> dict[str, Any]:
    return {"uuid": make_teacher_at_s4(world).uuid}


def twin(world: World) -> Person:
    """Another entry of the teacher, merged or not."""
    found, _ = Person.objects.get_or_create(full_name="Le Thi Minh Hoa")
    Post.objects.get_or_create(
        person=found, unit=world.one.units["S5"], role="staff", title="Giáo viên", starts_on=date(2019, 9, 1)
    )
    return found


def merging(world: World) -> dict[str, Any]:
    return {"uuid": twin(world).uuid, "kept": make_teacher_at_s4(world).uuid}


def merged(world: World) -> dict[str, Any]:
    found = twin(world)
    # Under an entry of its own, so that the rows about the teacher do not depend on it.
    found.same_as, _ = Person.objects.get_or_create(full_name="Lê Thị Minh Hoạ (thẻ được giữ)")
    found.save()
    return {"uuid": found.uuid}


def s4(world: World) -> dict[str, Any]:
    return {"uuid": world.one.units["S4"].uuid}


def common(world: World) -> dict[str, Any]:
    return {"person": make_teacher_at_s4(world), "recorded_at": NOW, "recorded_by": world.user("member_head")}


def rating(world: World) -> dict[str, Any]:
    row = Rating.objects.first() or Rating.objects.create(year=2017, rating="hoan-thanh-tot", **common(world))
    return {"slug": "xep-loai", "uuid": row.uuid}


def matter(world: World) -> dict[str, Any]:
    fields = {"kind": "Đơn phản ánh", "since": date(2020, 1, 1), "authority": "Thanh tra"}
    return {"uuid": (Matter.objects.first() or Matter.objects.create(**fields, **common(world))).uuid}


def award(world: World) -> dict[str, Any]:
    row = AwardHeld.objects.first() or AwardHeld.objects.create(award="lao-dong-tien-tien", year=2017, **common(world))
    return {"uuid": row.uuid}


def to_add(slug: str, of: Any) -> Any:
    return lambda world: {**of(world), "slug": slug}


def form(arguments: Any, data: dict[str, str], *roles: str) -> Row:
    """A page that asks one question of some roles."""
    return Row(arguments, GET=only(200, *roles), POST=only(302, *roles), data=data)


ADDING = {"GET": only(200, *KEEPERS).also(403, "administrator"), "POST": only(302, *KEEPERS).also(403, "administrator")}

ROWS = {
    "records:home": Row(GET=EVERYBODY),
    "records:own": Row(GET=EVERYBODY),
    "records:person": Row(teacher, GET=only(200, *KEEPERS, "administrator")),
    # An officer of the same unit does not see what is sensitive; the administrator sees the birthday alone.
    "records:private": Row(teacher, GET=only(200, "member_head", "administrator")),
    "records:add_to_person": Row(to_add("xep-loai", teacher), **ADDING, data=RATING),
    "records:unit": Row(s4, GET=only(200, *KEEPERS)),
    "records:unit_private": Row(s4, GET=only(200, "member_head")),
    "records:add_to_unit": form(to_add("xep-loai", s4), RATING, *KEEPERS),
    "records:row": Row(rating, GET=only(200, *KEEPERS)),
    "records:correct": form(rating, {**RATING, "edition": "0"}, *KEEPERS),
    "records:withdraw": form(rating, {**REASON, "edition": "0"}, *KEEPERS),
    # The row has no file, so there is nothing to take along.
    "records:paper": Row(rating, GET=only(404)),
    "records:conclude": form(
        matter,
        {"edition": "0", "concluded_on": "01/06/2020", "violation": "no", "document": "05/KL-MH"},
        "member_head",
    ),
    "records:cancel": form(
        award, {"edition": "0", "cancelled_on": "01/06/2020", "ground": "false-papers", **REASON}, *KEEPERS
    ),
    "records:identity": form(teacher, {"staff_code": "GV-MH", "born_on": "02/03/1990", **REASON}, "administrator"),
    "records:merge_choose": Row(teacher, GET=only(200, "administrator")),
    "records:merge": form(merging, REASON, "administrator"),
    "records:part": form(merged, REASON, "administrator"),
}
