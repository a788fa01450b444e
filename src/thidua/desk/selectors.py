"""What the frame and the home page read."""

from __future__ import annotations

from dataclasses import dataclass

from thidua.desk.rules import PathStep, step_at, steps
from thidua.organisations.rules import Viewer


@dataclass(frozen=True, slots=True)
class Year:
    """What the frame shows of the year somebody is in."""

    path: tuple[PathStep, ...] = ()
    current: PathStep | None = None
    titles: tuple[str, ...] = ()


def year_for(viewer: Viewer, address: str) -> Year:
    """The year a viewer is in, with the step that an address belongs to."""
    path = steps()
    return Year(path, step_at(path, address), tuple(seat.title for seat in viewer.seats))
