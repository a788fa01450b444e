"""Who makes, reads and concludes lists: heads and officers of the unit or of one above it. source: features A4, C1."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thidua.core.findings import NO_ACCESS, Finding, all_of, granted, refused
from thidua.core.text import say
from thidua.eligibility.rules import states
from thidua.organisations.models import Unit
from thidua.organisations.rules import Viewer
from thidua.records.facts.reach import standing_to_unit

if TYPE_CHECKING:
    from thidua.eligibility.models import Review


def may_review(viewer: Viewer, unit: Unit) -> Finding:
    """Whether the viewer keeps lists of a unit. vi: lập danh sách xét tiêu chuẩn của đơn vị."""
    if standing_to_unit(viewer, unit).keeps:
        return granted()
    return refused(NO_ACCESS)


def may_begin(viewer: Viewer) -> Finding:
    """Whether the viewer can make any list at all."""
    if viewer.working_units:
        return granted()
    return refused(
        say("Danh sách xét do thủ trưởng hoặc người phụ trách thi đua của đơn vị lập."),
        say("Bạn xem được lộ trình của chính mình."),
    )


def may_change(viewer: Viewer, review: Review) -> Finding:
    """A draft is changed by those who keep it."""
    return all_of([may_review(viewer, review.unit), states.may_change(review.state)])


def may_conclude(viewer: Viewer, review: Review, candidates: int) -> Finding:
    """A list is concluded by those who keep it."""
    return all_of([may_review(viewer, review.unit), states.may_conclude(review.state, candidates)])


def may_withdraw(viewer: Viewer, review: Review) -> Finding:
    """A list is taken back by those who keep it, with a reason; what was concluded stays."""
    return all_of([may_review(viewer, review.unit), states.may_go(review.state, states.WITHDRAWN)])
