"""Cluster 1 with everything verified, ready to go round: the stage for tests of agreement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from tests.factories import (
    CLAIMS,
    NOW,
    TODAY,
    ClusterOne,
    line_of,
    make_cluster_one,
    make_sheet,
    make_table,
    make_verifiers,
    make_viewer,
)
from thidua.core.days import HANOI
from thidua.organisations.models import Delegation, Post, Unit
from thidua.organisations.rules import Viewer
from thidua.scoring.models import (
    Circulation,
    CriteriaTable,
    Line,
    Objection,
    Sheet,
)
from thidua.scoring.rules.values import points
from thidua.scoring.services import agreement as services
from thidua.scoring.services.verification import Decision, decide_lines

UNTIL = date(2020, 6, 25)
IN_TIME = datetime(2020, 6, 25, 23, 59, 59, tzinfo=HANOI)
TOO_LATE = datetime(2020, 6, 26, 0, 0, 0, tzinfo=HANOI)


@dataclass
class Round:
    """Cluster 1 with everything verified, ready to go round. S3 leads, S1 deputises."""

    one: ClusterOne
    units: dict[str, Unit]
    table: CriteriaTable
    sheets: dict[str, Sheet]
    people: dict[str, Viewer]

    def line(self, unit: str, code: str = "N.1") -> Line:
        return line_of(self.sheets[unit], code)

    def send(
        self, actor: str = "S3", *, provisional: bool = False, now: datetime = NOW, until: date = UNTIL
    ) -> Circulation:
        return services.send_circulation(
            actor=self.people[actor], now=now, table=self.table, objections_until=until, provisional=provisional
        )

    def object(
        self, circulation: Circulation, by: str, unit: str, now: datetime = NOW, proposed: str | None = "5"
    ) -> Objection:
        return services.raise_objection(
            actor=self.people[by], now=now, circulation=circulation, line=self.line(unit),
            text="Đề nghị xem lại, đã bổ sung biên bản.", proposed=points(proposed) if proposed else None,
        )  # fmt: skip

    def propose(self, objection: Objection, by: str, outcome: str = "upheld", value: str = "5") -> Objection:
        return services.propose_outcome(
            actor=self.people[by], now=NOW, objection=objection, outcome=outcome, reason="đã có biên bản bổ sung",
            entry=points(value) if outcome == "upheld" else None, seen=self.seen(objection),
        )  # fmt: skip

    def sign(self, objection: Objection, by: str) -> Objection:
        return services.sign_outcome(actor=self.people[by], now=NOW, objection=objection, seen=self.seen(objection))

    def seen(self, objection: Objection) -> str:
        return services.mark_of(Objection.objects.select_related("line").get(pk=objection.pk))


def make_round() -> Round:
    """Everything handed in and verified by those whose task it is."""
    one = make_cluster_one()
    units = make_verifiers()
    table = make_table(one, units)
    sheets = {code: make_sheet(table, unit) for code, unit in one.units.items()}
    people = {code: make_viewer(unit) for code, unit in one.units.items()}
    people |= {"A": make_viewer(units["A"]), "B": make_viewer(units["B"])}
    people |= {"organiser": make_viewer(one.organiser), "observer": make_viewer(one.organiser, Post.Role.OBSERVER)}
    made = Round(one, units, table, sheets, people)
    for prefix, who in (("N", "A"), ("G", "B"), ("X", "S3")):
        decide(made, who, [line for line in lines(made) if line.criterion.code.startswith(prefix)])
    return made


def lines(made: Round) -> list[Line]:
    rows = Line.objects.filter(criterion__code__in=CLAIMS).select_related("sheet__unit", "criterion")
    return list(rows)


def decide(made: Round, who: str, chosen: list[Line]) -> None:
    """Accept lines in one go; what is the leader's falls to the deputy on the leader's own sheet."""
    own = [line for line in chosen if who == "S3" and line.sheet.unit.code == "S3"]
    for actor, mine in ((who, [line for line in chosen if line not in own]), ("S1", own)):
        decisions = [Decision(line, "accept", line.edition, line.verified_edition) for line in mine]
        decide_lines(actor=made.people[actor], now=NOW, table=made.table, decisions=decisions)


def delegate(made: Round, task: str) -> None:
    Delegation.objects.create(
        cluster=made.one.cluster, task=task, reason="đi công tác", granted_by_id=made.people["S3"].user_id,
        granted_at=NOW, starts_on=TODAY, ends_on=TODAY,
    )  # fmt: skip
