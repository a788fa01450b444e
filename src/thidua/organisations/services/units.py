"""Units: add one, rename it, move it under another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from thidua.audit.services import record
from thidua.core.errors import require
from thidua.core.names import tidy
from thidua.core.text import say
from thidua.foundation.models import valid_on
from thidua.organisations.models import Lineage, Reorganisation, Unit, UnitName, UnitPlace
from thidua.organisations.policies import may_keep_units
from thidua.organisations.rules import Viewer
from thidua.organisations.rules.dates import day_before
from thidua.organisations.rules.lineage import stands_under
from thidua.organisations.selectors import name_on, parents_on
from thidua.organisations.services.checks import bad, decision_given, given, stands
from thidua.organisations.services.effects import Effects


@dataclass(frozen=True, slots=True)
class NewUnit:
    """A unit that is to be: code, name, short name, and under which unit it will stand."""

    code: str
    name: str
    short_name: str
    parent: Unit | None = None


@transaction.atomic
def add_unit(
    *,
    actor: Viewer,
    now: datetime,
    new: NewUnit,
    starts_on: date,
    decision_number: str = "",
    decision_on: date | None = None,
) -> Unit:
    """Add a unit that stands from a day on. Raises Refused, BadInput."""
    require(may_keep_units(actor))
    paper = {"decision_number": tidy(decision_number), "decision_on": decision_on}
    unit = found_unit(Effects(), new, starts_on, paper)
    data = {
        "code": unit.code,
        "name": new.name,
        "parent": new.parent.code if new.parent else None,
        "from": f"{starts_on}",
    }
    record(verb="add-unit", actor=actor, subject=unit, at=now, data=data)
    return unit


@transaction.atomic
def rename_unit(
    *,
    actor: Viewer,
    now: datetime,
    unit: Unit,
    name: str,
    short_name: str,
    on: date,
    decision_number: str,
    decision_on: date | None,
) -> Reorganisation:
    """Give a unit another name from a day on; before that day it keeps the old one. Raises Refused, BadInput."""
    require(may_keep_units(actor))
    number, signed_on = decision_given(decision_number, decision_on)
    name = given("name", name, say("Hãy nhập tên mới của đơn vị."))
    short_name = given("short_name", short_name, say("Hãy nhập tên viết tắt."))
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    stands("on", unit, on)
    old = valid_on(unit.names.all(), on).get()
    if old.starts_on == on or unit.names.filter(starts_on__gt=on).exists():
        raise bad(
            "on",
            say("Đơn vị đã có tên khác bắt đầu từ ngày {day} hoặc sau đó.", day=on),
            say("Hãy hoàn tác lần đổi tên đó trước, hoặc chọn ngày khác."),
        )
    paper = {"decision_number": number, "decision_on": signed_on}
    act = Reorganisation.objects.create(
        kind=Reorganisation.Kind.RENAMED,
        happened_on=on,
        recorded_at=now,
        summary=f"{old.name} → {name}"[:500],
        **paper,
    )
    effects, ends_on = Effects(), old.ends_on
    effects.change(old, ends_on=day_before(on))
    effects.create(UnitName(unit=unit, name=name, short_name=short_name, starts_on=on, ends_on=ends_on, **paper))
    effects.create(Lineage(reorganisation=act, source=unit, target=unit))
    keep_effects(act, effects)
    data = {"before": old.name, "after": name, "from": f"{on}", "decision": number}
    record(verb="rename-unit", actor=actor, subject=unit, at=now, data=data)
    return act


@transaction.atomic
def move_unit(
    *,
    actor: Viewer,
    now: datetime,
    unit: Unit,
    parent: Unit | None,
    on: date,
    decision_number: str,
    decision_on: date | None,
) -> None:
    """Put a unit under another from a day on, or under none. Raises Refused, BadInput."""
    require(may_keep_units(actor))
    number, signed_on = decision_given(decision_number, decision_on)
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    stands("on", unit, on)
    if unit.places.filter(starts_on__gte=on).exists():
        raise bad(
            "on",
            say("Đơn vị đã được chuyển từ ngày {day} hoặc sau đó.", day=on),
            say("Hãy chọn ngày sau lần chuyển gần nhất."),
        )
    before = valid_on(unit.places.all(), on).select_related("parent").first()
    effects = Effects()
    if before:
        effects.change(before, ends_on=day_before(on))
    if parent is not None:
        place_under(effects, unit, parent, on, {"decision_number": number, "decision_on": signed_on})
    data = {
        "before": before.parent.code if before else None,
        "after": parent.code if parent else None,
        "from": f"{on}",
        "decision": number,
    }
    record(verb="move-unit", actor=actor, subject=unit, at=now, data=data)


def found_unit(effects: Effects, new: NewUnit, on: date, paper: Mapping[str, Any]) -> Unit:
    """Store a new unit with its name and place, within the use case that calls for it."""
    code = given("code", new.code, say("Hãy nhập mã đơn vị, ví dụ SGDDT-HP."))
    name = given("name", new.name, say("Hãy nhập tên đơn vị."))
    short_name = given("short_name", new.short_name, say("Hãy nhập tên viết tắt."))
    if Unit.objects.filter(code__iexact=code).exists():
        raise bad("code", say("Mã “{code}” đã được dùng cho đơn vị khác.", code=code), say("Hãy nhập mã khác."))
    unit = Unit(code=code)
    effects.create(unit)
    effects.create(UnitName(unit=unit, name=name, short_name=short_name, starts_on=on, **paper))
    if new.parent is not None:
        place_under(effects, unit, new.parent, on, paper)
    return unit


def place_under(effects: Effects, unit: Unit, parent: Unit, on: date, paper: Mapping[str, Any]) -> None:
    """Store a place in the tree from a day on; a unit never stands under itself, on that day or later."""
    stands("parent", parent, on)
    later = UnitPlace.objects.filter(starts_on__gt=on).values_list("starts_on", flat=True).distinct()
    for day in (on, *later):
        if stands_under(parent.pk, unit.pk, parents_on(day)):
            raise bad(
                "parent",
                say("Đơn vị không thể thuộc chính nó hoặc thuộc đơn vị cấp dưới của nó (ngày {day}).", day=day),
                say("Hãy chọn đơn vị cấp trên khác."),
            )
    effects.create(UnitPlace(unit=unit, parent=parent, starts_on=on, **paper))


def keep_effects(act: Reorganisation, effects: Effects) -> None:
    """Write down what a reorganisation changed, for undoing it."""
    act.effects = effects.rows
    act.save(update_fields=["effects"])


def names_then(units: list[Unit], day: date) -> str:
    """The names of units as of a day, for a summary."""
    return "; ".join(name_on(unit, day) for unit in units)
