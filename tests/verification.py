"""Cluster 1 with every sheet handed in and somebody at each verifier unit: the stage for tests of verification."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from tests.factories import (
    NOW,
    ClusterOne,
    line_of,
    make_cluster_one,
    make_sheet,
    make_table,
    make_verifiers,
    make_viewer,
)
from thidua.audit.models import Event
from thidua.organisations.models import Unit
from thidua.organisations.rules import Viewer
from thidua.scoring.models import CriteriaTable, Line, Sheet
from thidua.scoring.rules import Entry
from thidua.scoring.services import verification as services


@dataclass
class Desk:
    """Cluster 1 with every sheet handed in, two verifier units and somebody at each."""

    one: ClusterOne
    units: dict[str, Unit]
    table: CriteriaTable
    sheets: dict[str, Sheet]
    a: Viewer
    b: Viewer

    def line(self, unit: str, code: str) -> Line:
        return line_of(self.sheets[unit], code)

    def viewer(self, unit: str, **post: Any) -> Viewer:
        return make_viewer(self.one.units[unit], **post)

    def verified(self) -> int:
        return Line.objects.filter(verified__isnull=False).count()


def make_desk() -> Desk:
    """Every sheet handed in, two verifier units."""
    one = make_cluster_one()
    units = make_verifiers()
    table = make_table(one, units)
    sheets = {code: make_sheet(table, unit) for code, unit in one.units.items()}
    return Desk(one, units, table, sheets, make_viewer(units["A"]), make_viewer(units["B"]))


def accept(actor: Viewer, line: Line) -> Line:
    return services.accept_line(
        actor=actor, now=NOW, line=line, claimed_edition=line.edition, verified_edition=line.verified_edition
    )


def change(actor: Viewer, line: Line, reason: str = "thiếu minh chứng 01 hoạt động", **values: Any) -> Line:
    entry = Entry({name: v if name == "answer" else Decimal(v) for name, v in values.items()})
    return services.change_line(
        actor=actor, now=NOW, line=line, claimed_edition=line.edition, verified_edition=line.verified_edition,
        entry=entry, reason=reason,
    )  # fmt: skip


def send_back(actor: Viewer, line: Line, reason: str = "minh chứng không mở được") -> Line:
    return services.return_line(
        actor=actor,
        now=NOW,
        line=line,
        claimed_edition=line.edition,
        verified_edition=line.verified_edition,
        reason=reason,
    )


def events(verb: str) -> list[Event]:
    return list(Event.objects.filter(verb=verb))
