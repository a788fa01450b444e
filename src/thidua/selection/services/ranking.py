"""Issue the consolidated table of a cluster."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from thidua.core.days import SchoolYear, day_of
from thidua.core.errors import require
from thidua.core.findings import Finding, all_of
from thidua.documents.facts import leading_unit, letterhead_facts
from thidua.documents.policies import may_carry
from thidua.documents.rules import LetterheadFacts, symbol_of
from thidua.documents.services import Compose, Issue, issue_paper
from thidua.organisations.facts import cluster_facts
from thidua.organisations.rules import Viewer, may_act_as_leader
from thidua.papers import Paper
from thidua.selection.papers import CODE, ConsolidatedFacts, consolidated_paper
from thidua.selection.selectors import Ranking
from thidua.selection.selectors.standing import not_registered

if TYPE_CHECKING:
    from thidua.documents.models import IssuedPaper


def may_issue_consolidated(viewer: Viewer, ranking: Ranking) -> Finding:
    """The leader issues the cluster's papers, the deputy with a delegation; the letterhead must be known."""
    cluster = cluster_facts(ranking.table.cycle.cluster, viewer.day)
    may = may_act_as_leader(viewer, cluster, "papers")
    if not may:
        return may
    return all_of([may, may_carry(_letterhead(ranking, viewer.day))])


def compose_consolidated(ranking: Ranking, day: date, *, demonstration: bool) -> Compose:
    """How the paper is made once number and day are known."""
    letterhead = _letterhead(ranking, day)
    facts = ConsolidatedFacts(
        criteria=ranking.criteria,
        result=ranking.result,
        year=SchoolYear(ranking.table.cycle.start_year),
        cluster_name=ranking.table.cycle.cluster.name,
        names=ranking.names,
        short_names=ranking.short_names,
        unregistered=tuple((one.name, one.reason.sentence) for one in not_registered(ranking, day)),
        demonstration=demonstration,
    )

    def compose(number: int | None, issued_on: date | None) -> Paper:
        return consolidated_paper(facts, letterhead, number, issued_on)

    return compose


def issue_consolidated(*, actor: Viewer, now: datetime, ranking: Ranking, demonstration: bool) -> IssuedPaper:
    """Issue the ranked table as it stands: numbered, for every member, never rendered again. Raises Refused.

    vi: phát hành bảng tổng hợp điểm. source: O1.2, D1.13.
    """
    require(may_issue_consolidated(actor, ranking))
    day = day_of(now)
    cluster = ranking.table.cycle.cluster
    issue = Issue(
        unit=leading_unit(cluster, day),
        kind="consolidated-table",
        symbol=symbol_of(_letterhead(ranking, day), CODE),
        title=f"Báo cáo tổng hợp kết quả chấm điểm thi đua {cluster.name}, "
        f"năm học {SchoolYear(ranking.table.cycle.start_year)}",
        about=ranking.table.uuid,
        cluster=cluster,
        audience="cluster",
    )
    compose = compose_consolidated(ranking, day, demonstration=demonstration)
    return issue_paper(actor=actor, now=now, issue=issue, compose=compose)


def _letterhead(ranking: Ranking, day: date) -> LetterheadFacts:
    return letterhead_facts(leading_unit(ranking.table.cycle.cluster, day), day)
