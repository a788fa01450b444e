"""The rules of the desk, one module a noun."""

from thidua.desk.rules.board import BoardRow, Cell, board, board_steps
from thidua.desk.rules.duties import awaited, duties, in_order
from thidua.desk.rules.duty import Awaited, Duty
from thidua.desk.rules.path import PATH, PathStep, path, ranking_open
from thidua.desk.rules.year import (
    Call,
    CirculationFacts,
    PledgeFacts,
    RegistrationFacts,
    SheetFacts,
    VerifierFacts,
    YearFacts,
)

__all__ = [
    "PATH",
    "Awaited",
    "BoardRow",
    "Call",
    "Cell",
    "CirculationFacts",
    "Duty",
    "PathStep",
    "PledgeFacts",
    "RegistrationFacts",
    "SheetFacts",
    "VerifierFacts",
    "YearFacts",
    "awaited",
    "board",
    "board_steps",
    "duties",
    "in_order",
    "path",
    "ranking_open",
]
