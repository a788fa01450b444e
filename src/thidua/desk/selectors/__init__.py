"""What the desk reads, one module a noun."""

from thidua.desk.selectors.desk import (
    Board,
    Choice,
    Desk,
    Frame,
    Persona,
    demonstration_personas,
    frame_for,
    get_board_for,
    landings,
    may_choose,
    tasks_for,
)

__all__ = [
    "Board",
    "Choice",
    "Desk",
    "Frame",
    "Persona",
    "demonstration_personas",
    "frame_for",
    "get_board_for",
    "landings",
    "may_choose",
    "tasks_for",
]
