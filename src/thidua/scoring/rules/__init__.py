"""Scoring rules: facts in, points, totals and ranks out. Standard library and `thidua.core` only."""

from thidua.scoring.rules.lines import BASES, LineResult
from thidua.scoring.rules.methods import (
    METHODS,
    Bands,
    CollectivePenalty,
    CountTimesUnit,
    Edge,
    FreeRating,
    Gate,
    GroupSum,
    Levels,
    Linear,
    Measure,
    Method,
    Penalty,
    RankInCluster,
    StartFullSubtract,
    Threshold,
    Unclear,
    VsTarget,
    YesNo,
    check_entry,
    method_from_json,
)
from thidua.scoring.rules.ranking import competition_ranks
from thidua.scoring.rules.table import BLANKS, KINDS, RANK_ON, ROLES, Criterion, Table
from thidua.scoring.rules.totals import STANDINGS, ClusterResult, Totals, UnitResult, score_cluster
from thidua.scoring.rules.values import (
    NOT_APPLICABLE,
    NOT_SCORED,
    Entry,
    InputField,
    LineFacts,
    NotApplicable,
    NotScored,
    Outcome,
    Score,
    SheetFacts,
    describe_score,
    points,
    points_or_zero,
)

__all__ = [
    "BASES", "BLANKS", "KINDS", "METHODS", "NOT_APPLICABLE", "NOT_SCORED", "RANK_ON", "ROLES", "STANDINGS",
    "Bands", "ClusterResult", "CollectivePenalty", "CountTimesUnit", "Criterion", "Edge", "Entry", "FreeRating",
    "Gate", "GroupSum", "InputField", "Levels", "LineFacts", "LineResult", "Linear", "Measure", "Method",
    "NotApplicable", "NotScored", "Outcome", "Penalty", "RankInCluster", "Score", "SheetFacts", "StartFullSubtract",
    "Table", "Threshold", "Totals", "Unclear", "UnitResult", "VsTarget", "YesNo", "check_entry",
    "competition_ranks", "describe_score", "method_from_json", "points", "points_or_zero", "score_cluster",
]  # fmt: skip
