"""Who stands in the ranked table and is not considered, because it did not register or did not sign. source: R1.12."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from thidua.core.findings import Answer, Reason
from thidua.registration.facts.standing import consideration_findings
from thidua.selection.selectors.ranking import Ranking


@dataclass(frozen=True, slots=True)
class NotRegistered:
    """A unit of the table with the reason why the selection passes it over."""

    unit: str
    name: str
    reason: Reason


def not_registered(ranking: Ranking, day: date) -> list[NotRegistered]:
    """The units of a ranked table that registering and signing rule out, in the order of the table."""
    findings = consideration_findings(ranking.table.cycle, day)
    found = []
    for result in ranking.result.units:
        finding = findings.get(ranking.units[result.unit].pk)
        if finding is not None and finding.answer is Answer.REFUSED:
            found += [NotRegistered(result.unit, ranking.names[result.unit], reason) for reason in finding.reasons]
    return found
