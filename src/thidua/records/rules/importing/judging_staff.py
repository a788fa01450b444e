"""What a row of a staff list would do: add somebody, complete what is known of them, add or correct a post."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from thidua.core.text import say
from thidua.organisations.rules import STAFF as STAFF_ROLE
from thidua.records.rules.importing.judged import Judged, Known, who_of
from thidua.records.rules.importing.kinds import Kind
from thidua.records.rules.importing.notes import CHANGE, KEPT, TOLD, WRONG, Note
from thidua.records.rules.importing.outcomes import CHANGED, DECIDED, NEW, REFUSED, SAME, UNCLEAR
from thidua.records.rules.importing.people import PostFacts, Somebody, match_staff, namesake
from thidua.records.rules.importing.stored import Stored, alike, differences

_OF_POST = ("title", "starts_on")
_OF_PERSON = ("name", "born_on", "staff_code")


def judge_staff(kind: Kind, values: Mapping[str, Any], known: Known) -> Judged:
    """Whom the row means and what it would write. A post made here never gives a right in the software."""
    who = who_of(values)
    match = match_staff(who, known.people)
    post = {key: values[key] for key in _OF_POST if key in values}
    if match.doubt:
        return Judged(UNCLEAR, (match.doubt,))
    if match.person is None:
        if "starts_on" not in values:
            return Judged(REFUSED, (_no_day(),))
        told = namesake(who, known.people)
        return Judged(NEW, (Note(TOLD, "name", told),) if told else (), values=post, who=who, unit=values["unit"])
    person = match.person
    changes = _of_person(kind, values, person, known)
    own, notes, target = _of_post(kind, values, person, known)
    notes += _other_birth(values, person)
    if any(note.what == WRONG for note in notes):
        return Judged(REFUSED, notes, person.pk)
    notes = (*changes.values(), *notes)
    written = bool(changes or own)
    outcome = CHANGED if written else DECIDED if any(note.what == KEPT for note in notes) else SAME
    return Judged(
        outcome,
        notes,
        person.pk,
        target,
        own,
        {key: values[key] for key in changes},
        unit=values["unit"] if own and target is None else None,
    )


def _of_person(kind: Kind, values: Mapping[str, Any], person: Somebody, known: Known) -> dict[str, Note]:
    """What the row says of the person otherwise; of people of other units nothing is changed."""
    if person.homes and not person.in_scope:
        return {}
    fields: dict[str, Any] = {"name": person.name}
    if person.open or person.born_on is None:
        fields["born_on"] = person.born_on
    if not person.staff_code:
        fields["staff_code"] = ""
    columns = [kind.column(key) for key in _OF_PERSON]
    return differences(columns, values, Stored(person.pk, fields), known.against.names)


def _of_post(
    kind: Kind, values: Mapping[str, Any], person: Somebody, known: Known
) -> tuple[dict[str, Any], tuple[Note, ...], int | None]:
    """The fields of the post to write, what is said about it, and the stored post that changes."""
    unit = values["unit"]
    here = [post for post in person.posts if post.unit == unit.pk]
    if not here:
        if "starts_on" not in values:
            return {}, (_no_day(),), None
        notes = [Note(CHANGE, "unit", before=person.place, after=unit.name)]
        if person.posts:
            notes.append(
                Note(
                    TOLD,
                    "unit",
                    say("Người này còn chức vụ tại {places}.", places=person.place or say("đơn vị khác")),
                    say("Nếu đã chuyển đi, hãy đề nghị ghi nhận thôi giữ chức vụ cũ."),
                )
            )
        return {key: values[key] for key in _OF_POST}, tuple(notes), None
    staff = [post for post in here if post.role == STAFF_ROLE]
    if not staff:
        return {}, _other_role(values, here), None
    post = min(staff, key=lambda one: (not alike(one.title, values["title"]), -one.starts_on.toordinal(), one.pk))
    stored = Stored(post.pk, {"title": post.title, "starts_on": post.starts_on}, post.decided)
    found = differences([kind.column(key) for key in _OF_POST], values, stored, known.against.names)
    if "starts_on" in values and post.ends_on is not None and values["starts_on"] > post.ends_on:
        return {}, (_after_end(post.ends_on),), post.pk
    if post.decided:
        return {}, tuple(found.values()), post.pk
    return {key: values[key] for key in found}, tuple(found.values()), post.pk


def _other_role(values: Mapping[str, Any], here: list[PostFacts]) -> tuple[Note, ...]:
    if any(alike(post.title, values["title"]) for post in here):
        return ()
    titles = [post.title for post in here]
    return (
        Note(
            TOLD,
            "title",
            say("Phần mềm đang ghi chức vụ: {titles}; tệp không đổi được chức vụ có quyền làm việc.", titles=titles),
            say("Nếu cần đổi, hãy đề nghị người quản trị hệ thống."),
        ),
    )


def _other_birth(values: Mapping[str, Any], person: Somebody) -> tuple[Note, ...]:
    """A day of birth that differs from one that whoever brings the file may not see."""
    if person.open or person.born_on is None or values.get("born_on", person.born_on) == person.born_on:
        return ()
    sentence = say("Ngày sinh khác với phần mềm; phần mềm giữ nguyên.")
    return (Note(TOLD, "born_on", sentence, say("Chỉ thủ trưởng đơn vị hoặc đơn vị cấp trên sửa được ngày sinh.")),)


def _after_end(ends_on: date) -> Note:
    return Note(
        WRONG,
        "starts_on",
        say("Ngày này sau ngày kết thúc của chức vụ ({day}).", day=f"{ends_on:%d/%m/%Y}"),
        say("Hãy kiểm tra lại ngày bắt đầu."),
    )


def _no_day() -> Note:
    return Note(
        WRONG,
        "starts_on",
        say("Cần ngày bắt đầu vì phần mềm chưa ghi chức vụ này."),
        say("Hãy nhập cột “Từ ngày”."),
    )
