"""The request for flag and commendations as a draft that is edited and issued."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from thidua.core.days import SchoolYear, day_of
from thidua.core.findings import Finding, granted, refused
from thidua.core.text import say
from thidua.documents.facts import addressee_of, leading_unit, letterhead_facts
from thidua.documents.rules import symbol_of
from thidua.documents.services import Draft, Issue
from thidua.organisations.rules import Viewer, may_act_as_leader
from thidua.papers import Paper
from thidua.selection.models import SelectionCase
from thidua.selection.papers.proposal import CODE, ProposalFacts, proposal_paper, proposal_passages
from thidua.selection.rules.telling import told_outcome
from thidua.selection.selectors.case import CaseSight, cluster_of

KIND = "proposal"


def proposal_draft(viewer: Viewer, sight: CaseSight, *, demonstration: bool) -> Draft:
    """The request as it stands; issued once the selection is concluded. vi: tờ trình. source: S1 IV.4."""
    cycle = sight.table.cycle
    unit = leading_unit(cycle.cluster, viewer.day)
    letterhead = letterhead_facts(unit, viewer.day)
    facts = _facts(viewer, sight, demonstration=demonstration)

    def compose(words: Mapping[str, str], number: int | None, day: date | None) -> Paper:
        return proposal_paper(facts, letterhead, words, number, day)

    may = may_act_as_leader(viewer, cluster_of(viewer, sight.table), "papers")
    return Draft(
        issue=Issue(
            unit=unit,
            kind=KIND,
            symbol=symbol_of(letterhead, CODE),
            title=f"Tờ trình đề nghị khen thưởng {cycle.cluster.name}, năm học {SchoolYear(cycle.start_year)}",
            about=sight.case.uuid,
            cluster=cycle.cluster,
            audience="cluster",
        ),
        compose=compose,
        passages=proposal_passages(facts),
        may_edit=may,
        may_issue=may if not may else _ready(sight),
    )


def _facts(viewer: Viewer, sight: CaseSight, *, demonstration: bool) -> ProposalFacts:
    cycle = sight.table.cycle
    concluded = sight.case.state == SelectionCase.State.CONCLUDED and sight.case.concluded_at is not None
    on = day_of(sight.case.concluded_at) if concluded and sight.case.concluded_at else None
    return ProposalFacts(
        outcome=told_outcome(sight.inputs, sight.outcome, sight.field.names, on),
        cluster_name=cycle.cluster.name,
        year=SchoolYear(cycle.start_year),
        addressee=addressee_of(cycle.cluster, viewer.day),
        demonstration=demonstration,
    )


def _ready(sight: CaseSight) -> Finding:
    if sight.case.state == SelectionCase.State.CONCLUDED:
        return granted()
    return refused(say("Hồ sơ xét chọn chưa kết luận."), say("Hãy kết luận xét chọn rồi phát hành tờ trình."))
