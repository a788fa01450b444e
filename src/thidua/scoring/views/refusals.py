"""What went wrong in a use case, told on the page where it was tried, with what was typed still there."""

from __future__ import annotations

from thidua.core.errors import BadInput, Problem, Refused, Stale


def told(error: BadInput | Stale | Refused) -> tuple[tuple[Problem, ...], int]:
    """The problems for the box on top of the page, and the status."""
    if isinstance(error, BadInput):
        return error.problems, 400
    if isinstance(error, Stale):
        return (Problem("", error.sentence),), 409
    return tuple(Problem("", reason.sentence, reason.cure) for reason in error.finding.reasons), 403
