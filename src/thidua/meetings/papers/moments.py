"""Hours and days as minutes write them. Pure."""

from __future__ import annotations

from datetime import datetime

from thidua.core.days import HANOI
from thidua.papers import day_in_words


def hour_of(moment: datetime) -> str:
    """08 giờ 05 phút, on a Vietnamese clock."""
    local = moment.astimezone(HANOI)
    return f"{local:%H} giờ {local:%M} phút"


def hour_and_day(moment: datetime) -> str:
    """08 giờ 05 phút, ngày 10 tháng 6 năm 2020."""
    return f"{hour_of(moment)}, {day_in_words(moment.astimezone(HANOI).date())}"
