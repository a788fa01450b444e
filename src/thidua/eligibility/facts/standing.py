"""How a viewer stands to the candidates of a list: whose record is open, and which groups of it. Constant queries."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from thidua.organisations.rules import Viewer
from thidua.records.facts.reach import reach_of, standings_to_people
from thidua.records.rules.standing import Standing, may_see

if TYPE_CHECKING:
    from thidua.eligibility.models import Candidate


def standings_of(viewer: Viewer, candidates: Iterable[Candidate]) -> dict[int, Standing]:
    """How the viewer stands to each candidate on the viewer's day, by the candidate's number."""
    rows = list(candidates)
    people = standings_to_people(viewer, [one.person_id for one in rows if one.person_id])
    reach = reach_of(viewer)
    return {one.pk: people[one.person_id] if one.person_id else reach.to((), {one.unit_id or 0}) for one in rows}


def hidden_from(standing: Standing, groups: Iterable[str]) -> frozenset[str]:
    """Which of the groups the viewer may not see."""
    return frozenset(group for group in groups if not may_see(standing, group))
