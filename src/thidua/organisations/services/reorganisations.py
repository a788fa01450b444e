"""Units merged, split, abolished; and all of it undone. Nobody is skipped: every child, post, membership,
office and delegation of a unit that ends is moved or ended, and the reorganisation lists each of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import models, transaction

from thidua.audit.services import record
from thidua.core.errors import BadInput, Problem, require
from thidua.core.text import say
from thidua.foundation.models import valid_on
from thidua.organisations.models import Cluster, Lineage, Post, Reorganisation, Unit, UnitPlace
from thidua.organisations.policies import may_keep_units
from thidua.organisations.rules import Viewer
from thidua.organisations.rules.dates import day_before
from thidua.organisations.rules.lineage import stands_under
from thidua.organisations.selectors import parents_on
from thidua.organisations.services.checks import bad, decision_given, reason_given, stands
from thidua.organisations.services.effects import Effects, undo
from thidua.organisations.services.units import NewUnit, found_unit, keep_effects, names_then

Target = Unit | NewUnit
#: What stands or is held at a unit: each ends when the unit ends.
HELD = ("names", "places", "posts", "memberships", "offices")


@transaction.atomic
def merge_units(
    *,
    actor: Viewer,
    now: datetime,
    sources: Sequence[Unit],
    into: Target,
    on: date,
    decision_number: str,
    decision_on: date | None,
) -> Reorganisation:
    """Several units become one, new or one of those that stand; children and posts go with them.

    Memberships and offices in clusters end with their unit: the organiser decides anew. Raises Refused, BadInput.
    """
    require(may_keep_units(actor))
    number, signed_on = decision_given(decision_number, decision_on)
    ending = [unit for unit in _locked(sources) if unit != into]
    if len({*(unit.pk for unit in ending), into.pk if isinstance(into, Unit) else 0}) < 2 or not ending:
        raise bad("sources", say("Sáp nhập cần ít nhất hai đơn vị."), say("Hãy chọn thêm đơn vị."))
    if not isinstance(into, Unit) and len(ending) < 2:
        raise bad("sources", say("Sáp nhập cần ít nhất hai đơn vị."), say("Để đổi tên một đơn vị, hãy dùng “Đổi tên”."))
    _check_ending(ending, on)
    _not_under(ending, [into], on)
    act, effects, paper = _begin(Reorganisation.Kind.MERGED, now, on, number, signed_on)
    target = _target(effects, into, on, paper)
    for unit in ending:
        for place in _open(unit.children.all(), on).select_related("unit"):
            if place.unit in ending:
                continue
            _move_child(effects, place, target, on, paper)
        for post in _open(unit.posts.all(), on):
            _move_post(effects, post, target, on, paper)
        for cluster in Cluster.objects.filter(organiser=unit):
            effects.change(cluster, organiser=target)
        _dissolve(effects, unit, on)
        effects.create(Lineage(reorganisation=act, source=unit, target=target))
    if isinstance(into, Unit):
        effects.create(Lineage(reorganisation=act, source=into, target=into))
    return _finish("merge-units", act, effects, actor, ending, [target])


@transaction.atomic
def split_unit(
    *,
    actor: Viewer,
    now: datetime,
    source: Unit,
    into: Sequence[Target],
    on: date,
    children: Mapping[int, int],
    posts: Mapping[int, int | None],
    decision_number: str,
    decision_on: date | None,
) -> Reorganisation:
    """One unit becomes several; `source` itself may be one of them and then goes on.

    `children` says for each unit under it, and `posts` for each post, which of `into` (by its place in
    the list) it goes to; a post may end (None). Nothing may be left out. Raises Refused, BadInput.
    """
    require(may_keep_units(actor))
    number, signed_on = decision_given(decision_number, decision_on)
    (source,) = _locked([source])
    if len(into) < 2:
        raise bad("into", say("Chia tách cần ít nhất hai đơn vị sau khi chia."), say("Hãy thêm đơn vị."))
    _check_ending([source], on)
    _not_under([source], [one for one in into if one != source], on)
    places, held = list(_open(source.children.all(), on)), list(_open(source.posts.all(), on))
    _nothing_left_out(places, children, held, posts)
    goes_on = source in into
    if not goes_on:
        _organises_nothing(source)
    act, effects, paper = _begin(Reorganisation.Kind.SPLIT, now, on, number, signed_on)
    targets = [_target(effects, one, on, paper) for one in into]
    for place in places:
        if targets[children[place.unit_id]] != source:
            _move_child(effects, place, targets[children[place.unit_id]], on, paper)
    for post in held:
        chosen = posts[post.pk]
        if chosen is None:
            effects.change(post, ends_on=day_before(on))
        elif targets[chosen] != source:
            _move_post(effects, post, targets[chosen], on, paper)
    if not goes_on:
        _dissolve(effects, source, on)
    for target in targets:
        effects.create(Lineage(reorganisation=act, source=source, target=target))
    return _finish("split-unit", act, effects, actor, [source], targets)


@transaction.atomic
def abolish_unit(
    *,
    actor: Viewer,
    now: datetime,
    unit: Unit,
    on: date,
    children_to: Unit | None,
    decision_number: str,
    decision_on: date | None,
) -> Reorganisation:
    """A unit ends without a successor; the units under it go to another, posts end. Raises Refused, BadInput."""
    require(may_keep_units(actor))
    number, signed_on = decision_given(decision_number, decision_on)
    (unit,) = _locked([unit])
    _check_ending([unit], on)
    _organises_nothing(unit)
    places = list(_open(unit.children.all(), on).select_related("unit"))
    if places and children_to is None:
        raise bad(
            "children_to",
            say("Đơn vị còn {n} đơn vị cấp dưới: {units}.", n=len(places), units=[str(p.unit) for p in places]),
            say("Hãy chọn đơn vị cấp trên mới cho các đơn vị này."),
        )
    act, effects, paper = _begin(Reorganisation.Kind.ABOLISHED, now, on, number, signed_on)
    if children_to is not None:
        _not_under([unit], [children_to], on, "children_to")
        stands("children_to", children_to, on)
        for place in places:
            _move_child(effects, place, children_to, on, paper)
    _dissolve(effects, unit, on)
    effects.create(Lineage(reorganisation=act, source=unit, target=None))
    return _finish("abolish-unit", act, effects, actor, [unit], [])


@transaction.atomic
def undo_reorganisation(*, actor: Viewer, now: datetime, act: Reorganisation, reason: str) -> None:
    """Put back exactly what stood before a reorganisation: names, places, posts, memberships, offices, delegations.

    Raises Refused when something was built on it since, naming it; then nothing is undone.
    """
    require(may_keep_units(actor))
    reason = reason_given(reason)
    act = Reorganisation.objects.select_for_update().get(pk=act.pk)
    if act.undone_at is not None:
        raise bad("reason", say("Việc sắp xếp này đã được hoàn tác lúc {at}.", at=act.undone_at))
    undo(act.effects)
    act.undone_at, act.undone_reason = now, reason
    act.save(update_fields=["undone_at", "undone_reason"])
    record(verb="undo-reorganisation", actor=actor, subject=act, at=now, reason=reason, data={"rows": len(act.effects)})


def _locked(units: Iterable[Unit]) -> list[Unit]:
    numbers = [unit.pk for unit in units]
    return list(Unit.objects.select_for_update().filter(pk__in=numbers).order_by("code"))


def _open(rows: models.QuerySet, on: date) -> models.QuerySet:
    return valid_on(rows, on).order_by("pk")


def _check_ending(units: list[Unit], on: date) -> None:
    """Each unit stands before the day and on it, and nothing at it begins on that day or later."""
    problems = []
    for unit in units:
        stands("on", unit, day_before(on))
        stands("on", unit, on)
        for held in (*HELD, "children"):
            later = getattr(unit, held).filter(starts_on__gte=on).first()
            if later is not None:
                sentence = say(
                    "“{what}” bắt đầu từ ngày {day}, sau khi đơn vị kết thúc.", what=later, day=later.starts_on
                )
                problems.append(Problem("on", sentence, say("Hãy gỡ hoặc sửa nội dung đó trước.")))
    if problems:
        raise BadInput(problems)


def _not_under(ending: list[Unit], targets: Iterable[Target], on: date, place: str = "into") -> None:
    """What goes on must not stand under what ends."""
    parents = parents_on(on)
    for target in targets:
        stands_at = target if isinstance(target, Unit) else target.parent
        above = next((unit for unit in ending if stands_at and stands_under(stands_at.pk, unit.pk, parents)), None)
        if above is not None:
            raise bad(
                place,
                say("“{unit}” là, hoặc thuộc, đơn vị sẽ kết thúc “{above}”.", unit=stands_at, above=above),
                say("Hãy chuyển sang đơn vị cấp trên khác trước, hoặc chọn đơn vị khác."),
            )


def _organises_nothing(unit: Unit) -> None:
    clusters = [str(cluster) for cluster in Cluster.objects.filter(organiser=unit)]
    if clusters:
        raise bad(
            "on",
            say("Đơn vị đang tổ chức: {clusters}.", clusters=clusters),
            say("Hãy chuyển cơ quan tổ chức của các cụm này trước."),
        )


def _nothing_left_out(
    places: list[UnitPlace], children: Mapping[int, int], held: list[Post], posts: Mapping[int, int | None]
) -> None:
    missing = [str(place.unit) for place in places if place.unit_id not in children]
    missing += [f"{post.person} ({post.title})" for post in held if post.pk not in posts]
    if missing:
        raise bad(
            "into", say("Chưa xếp vào đơn vị nào: {missing}.", missing=missing), say("Hãy chọn đơn vị cho từng mục.")
        )


def _begin(
    kind: str, now: datetime, on: date, number: str, signed_on: date
) -> tuple[Reorganisation, Effects, Mapping[str, Any]]:
    paper: Mapping[str, Any] = {"decision_number": number, "decision_on": signed_on}
    act = Reorganisation.objects.create(kind=kind, happened_on=on, recorded_at=now, summary="–", **paper)
    return act, Effects(), paper


def _target(effects: Effects, into: Target, on: date, paper: Mapping[str, Any]) -> Unit:
    if isinstance(into, NewUnit):
        return found_unit(effects, into, on, paper)
    stands("into", into, on)
    return into


def _move_child(effects: Effects, place: UnitPlace, parent: Unit, on: date, paper: Mapping[str, Any]) -> None:
    ends_on = place.ends_on
    effects.change(place, ends_on=day_before(on))
    if place.unit_id != parent.pk:
        effects.create(UnitPlace(unit=place.unit, parent=parent, starts_on=on, ends_on=ends_on, **paper))


def _move_post(effects: Effects, post: Post, unit: Unit, on: date, paper: Mapping[str, Any]) -> None:
    ends_on = post.ends_on
    effects.change(post, ends_on=day_before(on))
    if not valid_on(unit.posts.filter(person=post.person, role=post.role), on).exists():
        moved = Post(
            person=post.person, unit=unit, role=post.role, title=post.title, starts_on=on, ends_on=ends_on, **paper
        )
        effects.create(moved)


def _dissolve(effects: Effects, unit: Unit, on: date) -> None:
    """End everything that the unit has or holds; delegations end with either of the two offices they bind."""
    for office in _open(unit.offices.select_related("cluster"), on):
        for delegation in office.cluster.delegations.filter(withdrawn_at__isnull=True, starts_on__lt=on):
            if delegation.ends_on is None or delegation.ends_on >= on:
                effects.change(delegation, ends_on=day_before(on))
    for held in HELD:
        for row in _open(getattr(unit, held).all(), on):
            effects.change(row, ends_on=day_before(on))


def _finish(
    verb: str, act: Reorganisation, effects: Effects, actor: Viewer, sources: list[Unit], targets: list[Unit]
) -> Reorganisation:
    before, after = names_then(sources, day_before(act.happened_on)), names_then(targets, act.happened_on)
    act.summary = f"{before} → {after}"[:500] if targets else before[:500]
    act.save(update_fields=["summary"])
    keep_effects(act, effects)
    data = {
        "sources": [unit.code for unit in sources],
        "targets": [unit.code for unit in targets],
        "on": f"{act.happened_on}",
        "decision": act.decision_number,
        "rows": len(effects.rows),
    }
    record(verb=verb, actor=actor, subject=act, at=act.recorded_at, data=data)
    return act
