"""Which unit a verifier's label in a table means. vi: đơn vị thẩm định."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from thidua.core.names import fold
from thidua.foundation.models import valid_on
from thidua.organisations.models import Unit, UnitName
from thidua.scoring.rules.words import role_of


@dataclass(frozen=True, slots=True)
class Verifier:
    """Who verifies a row: a unit, or whoever holds an office of the cluster (`leader`), or nobody yet."""

    unit: Unit | None = None
    role: str = ""

    def __bool__(self) -> bool:
        return self.unit is not None or bool(self.role)


def verifiers_by_label(labels: Iterable[str], day: date) -> dict[str, Verifier]:
    """The verifier each label names on a day: by a unit's name, short name or code, or “Cụm trưởng”, “Khối trưởng”.

    A label that names nobody, or more than one unit, is left out: it is asked about, never guessed.
    """
    wanted = {label for label in labels if label}
    if not wanted:
        return {}
    named: dict[str, set[int]] = defaultdict(set)
    units: dict[int, Unit] = {}
    for name in valid_on(UnitName.objects.select_related("unit").prefetch_related("unit__names"), day):
        units[name.unit_id] = name.unit
        for text in (name.name, name.short_name, name.unit.code):
            named[fold(text)].add(name.unit_id)
    found: dict[str, Verifier] = {}
    for label in wanted:
        roles = role_of(f"only {label}")
        matches = named.get(fold(label), set())
        if roles == frozenset({"leader"}):
            found[label] = Verifier(role="leader")
        elif len(matches) == 1:
            found[label] = Verifier(units[next(iter(matches))])
    return found
