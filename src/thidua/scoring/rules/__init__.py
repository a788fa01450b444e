"""Scoring rules: facts in, points, totals and ranks out. Standard library and `thidua.core` only."""

from thidua.scoring.rules.checks import Check, check_results, check_table, with_declared
from thidua.scoring.rules.files import (
    SCORE_HEADINGS,
    TABLE_COLUMNS,
    TABLE_HEADINGS,
    ScoreReading,
    TableReading,
    read_csv,
    read_score_rows,
    read_table_rows,
    table_to_rows,
)
from thidua.scoring.rules.grammar import Cell, cell_text, parse_cell, parse_method
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
    "BASES", "BLANKS", "Bands", "Cell", "Check", "ClusterResult", "CollectivePenalty", "CountTimesUnit", "Criterion",
    "Edge", "Entry", "FreeRating", "Gate", "GroupSum", "InputField", "KINDS", "Levels", "LineFacts", "LineResult",
    "Linear", "METHODS", "Measure", "Method", "NOT_APPLICABLE", "NOT_SCORED", "NotApplicable", "NotScored", "Outcome",
    "Penalty", "RANK_ON", "ROLES", "RankInCluster", "SCORE_HEADINGS", "STANDINGS", "Score", "ScoreReading",
    "SheetFacts", "StartFullSubtract", "TABLE_COLUMNS", "TABLE_HEADINGS", "Table", "TableReading", "Threshold",
    "Totals", "Unclear", "UnitResult", "VsTarget", "YesNo", "cell_text", "check_entry", "check_results",
    "check_table", "competition_ranks", "describe_score", "method_from_json", "parse_cell", "parse_method", "points",
    "points_or_zero", "read_csv", "read_score_rows", "read_table_rows", "score_cluster", "table_to_rows",
    "with_declared",
]  # fmt: skip
