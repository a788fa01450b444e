"""Read the ranked table, the case and the clauses, each through one gate."""

from thidua.selection.selectors.ranking import Ranking, acts_on, ranking_for

__all__ = ["Ranking", "acts_on", "ranking_for"]
