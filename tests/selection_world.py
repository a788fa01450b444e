"""Cluster 1 with a verified table whose scores went round, its clause published, and a conference to vote in.

All people and figures are invented (dữ liệu minh hoạ).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from tests.factories import NOW, ClusterOne, make_circulation, make_cluster_one, make_table, make_viewer, user_of
from tests.meetings_world import Conference, make_conference, on_the_day, opened
from tests.questions_world import vote
from tests.uploads import make_pdf
from thidua.meetings.models import Question
from thidua.meetings.services.questions import conclude
from thidua.organisations.rules import Viewer
from thidua.scoring.models import CriteriaTable, Line, Sheet
from thidua.scoring.rules import FreeRating, Gate, GroupSum
from thidua.selection.facts.clauses import house_clause
from thidua.selection.models import SelectionCase
from thidua.selection.selectors.case import CaseSight, get_case, sight_of
from thidua.selection.selectors.ranking import Ranking, ranking_for
from thidua.selection.services.case import conclude_case, open_case
from thidua.selection.services.clauses import draft_clause, publish_clause
from thidua.selection.services.votes import ask_vote

DAY = date(2020, 6, 3)
AT = datetime(2020, 6, 3, 2, 0, tzinfo=UTC)  # 9:00 in Hanoi
PAPER = ("cong-van.pdf", make_pdf())
ROWS: tuple[tuple[Any, ...], ...] = (
    ("A", "group", "", None, "Nhiệm vụ", GroupSum().to_json(), ""),
    ("A.1", "base", "A", 100, "Kết quả chung", FreeRating(step=Decimal("0.5")).to_json(), ""),
    ("X.1", "gate", "", None, "Chi, Đảng bộ hoàn thành xuất sắc nhiệm vụ", Gate().to_json(), ""),
    ("X.2", "gate", "", None, "Không có dấu hiệu sai phạm", Gate(outcome="pending").to_json(), ""),
)
#: S1 and S3 lead with equal totals, S5 is excluded: the founding example of the scoring papers.
TOTALS = {"S1": "87.5", "S2": "78", "S3": "87.5", "S4": "63.5", "S5": "96.5"}


@dataclass
class Selecting:
    """The cluster, its table, somebody of every unit, the organiser's officer, and the conference."""

    conference: Conference
    table: CriteriaTable
    organiser: Viewer

    @property
    def one(self) -> ClusterOne:
        return self.conference.one

    @property
    def leader(self) -> Viewer:
        return on_the_day(self.conference.leader, DAY)

    def person(self, unit: str) -> Viewer:
        """Somebody of a unit on the day."""
        return on_the_day(self.conference.people[unit], DAY)

    @property
    def ranking(self) -> Ranking:
        return ranking_for(self.leader, self.table.uuid, AT)

    @property
    def case(self) -> SelectionCase:
        """The case, read anew."""
        found = get_case(self.table)
        assert found
        return found

    @property
    def sight(self) -> CaseSight:
        return sight_of(self.case)


def make_scored(
    one: ClusterOne,
    totals: Mapping[str, str] = TOTALS,
    excluded: tuple[str, ...] = ("S5",),
    pending: tuple[str, ...] = (),
) -> CriteriaTable:
    """A published table with every line verified; who is excluded or pending failed a condition."""
    table = make_table(one, {}, ROWS)
    verifier = user_of(make_viewer(one.organiser))
    for code, unit in one.units.items():
        sheet = Sheet.objects.create(table=table, unit=unit, state="verified", submitted_at=NOW)
        given = {
            "A.1": {"points": totals[code]},
            "X.1": {"answer": "fail" if code in excluded else "pass"},
            "X.2": {"answer": "fail" if code in pending else "pass"},
        }
        for row in table.criteria.exclude(kind="group"):
            Line.objects.create(
                sheet=sheet, criterion=row, claimed=given[row.code], verified=given[row.code], verdict="accepted",
                verified_by=verifier, verified_at=NOW,
            )  # fmt: skip
    return table


def publish_house_clause(one: ClusterOne, actor: Viewer) -> None:
    """The clause of the founding statute, in force."""
    stored = draft_clause(actor=actor, now=NOW, cluster=one.cluster, clause=house_clause())
    publish_clause(actor=actor, now=NOW, stored=stored, seen=stored.fingerprint)


def make_selecting(**scored: Any) -> Selecting:
    """Everything up to the morning of the conference; the case is not opened yet."""
    one = make_cluster_one()
    table = make_scored(one, **scored)
    conference = make_conference(one)
    publish_house_clause(one, conference.leader)
    circulation = make_circulation(table, conference.leader, date(2020, 5, 30))
    circulation.closed_at = NOW
    circulation.save(update_fields=["closed_at"])
    return Selecting(conference, table, on_the_day(make_viewer(one.organiser), DAY))


def opened_case(**scored: Any) -> Selecting:
    """The same with the case opened and the session open."""
    found = make_selecting(**scored)
    opened(found.conference)
    open_case(actor=found.leader, now=AT, ranking=found.ranking)
    return found


def decide(found: Selecting, *rounds: Mapping[str, str]) -> Question:
    """The vote that is needed, asked of the conference and taken in these rounds: who (unit) chooses whom (unit)."""
    asked = ask_vote(actor=found.leader, now=AT, case=found.case, session=found.conference.session)
    question = Question.objects.get(uuid=asked.question_uuid)
    for votes in rounds:
        vote(found.conference, question, votes)
        question.refresh_from_db()
    return conclude(actor=found.leader, now=AT, question=question)


def concluded_case(**scored: Any) -> Selecting:
    """The founding example carried through: a tie of votes, a second round, the flag for Cần Thơ, concluded."""
    found = opened_case(**scored)
    decide(found, TIED, SECOND)
    conclude_now(found)
    return found


TIED = {"S1": "S1", "S2": "S1", "S3": "S3", "S4": "S3", "S5": "S2"}
SECOND = {"S1": "S1", "S2": "S3", "S3": "S3", "S4": "S3", "S5": "S1"}


def conclude_now(found: Selecting) -> None:
    """The leader concludes what stands."""
    conclude_case(actor=found.leader, now=AT, case=found.case, ranking=found.ranking, seen=found.sight.mark)
