"""The rules of the desk, one module a noun."""

from thidua.desk.rules.board import BOARD_STEPS, BoardRow, Cell, board
from thidua.desk.rules.duties import Awaited, Duty, awaited, duties, in_order
from thidua.desk.rules.path import PATH, PathStep, path, ranking_open
from thidua.desk.rules.year import CirculationFacts, SheetFacts, VerifierFacts, YearFacts

__all__ = [
    "BOARD_STEPS",
    "PATH",
    "Awaited",
    "BoardRow",
    "Cell",
    "CirculationFacts",
    "Duty",
    "PathStep",
    "SheetFacts",
    "VerifierFacts",
    "YearFacts",
    "awaited",
    "board",
    "duties",
    "in_order",
    "path",
    "ranking_open",
]
