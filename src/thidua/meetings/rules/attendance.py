"""Whether a note of somebody's coming and going can be true. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from thidua.core.errors import Problem
from thidua.core.text import say
from thidua.meetings.rules.sessions import PresenceFacts


def faults(wanted: PresenceFacts, others: Iterable[PresenceFacts], now: datetime) -> list[Problem]:
    """What is wrong with a note beside the person's others: nobody comes twice without leaving, or in the future."""
    found = []
    if wanted.arrived_at > now:
        found.append(Problem("arrived_at", say("Giờ đến {at} còn chưa tới.", at=wanted.arrived_at)))
    if wanted.left_at is not None and wanted.left_at > now:
        found.append(Problem("left_at", say("Giờ về {at} còn chưa tới.", at=wanted.left_at)))
    if wanted.left_at is not None and wanted.left_at < wanted.arrived_at:
        sentence = say("Giờ về {left} trước giờ đến {came}.", left=wanted.left_at, came=wanted.arrived_at)
        found.append(Problem("left_at", sentence, say("Hãy nhập giờ về sau giờ đến.")))
    for other in others:
        if overlap(wanted, other):
            sentence = say("Người này đã được ghi có mặt từ {at}.", at=other.arrived_at)
            found.append(Problem("arrived_at", sentence, say("Hãy ghi giờ ra về của lần trước, hoặc sửa lần đó.")))
            break
    return found


def overlap(one: PresenceFacts, other: PresenceFacts) -> bool:
    """Whether two presences share a moment; to leave and come back at the same moment is no overlap."""
    return (one.left_at is None or other.arrived_at < one.left_at) and (
        other.left_at is None or one.arrived_at < other.left_at
    )
