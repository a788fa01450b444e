"""Days and moments as Vietnam counts them: a deadline includes its whole day, in Asia/Ho_Chi_Minh."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


def day_of(moment: datetime) -> date:
    """The Vietnamese calendar day of an aware moment."""
    if moment.tzinfo is None:
        raise ValueError("A moment needs a time zone.")
    return moment.astimezone(HANOI).date()


def end_of(day: date) -> datetime:
    """The first moment after a day: a deadline on that day is met by anything before it."""
    return datetime.combine(day + timedelta(days=1), time(), HANOI)


def is_past(deadline: date, now: datetime) -> bool:
    """Whether a deadline has passed; 23:59:59 of its day is still in time."""
    return now >= end_of(deadline)


def format_day(day: date) -> str:
    """05/06/2020."""
    return f"{day:%d/%m/%Y}"


def format_moment(moment: datetime) -> str:
    """14:32 ngày 05/06/2020, on a Vietnamese clock."""
    local = moment.astimezone(HANOI) if moment.tzinfo else moment
    return f"{local:%H:%M} {local:%d/%m/%Y}"


@dataclass(frozen=True, slots=True, order=True)
class SchoolYear:
    """A school year by its first calendar year. vi: năm học."""

    start: int

    def __str__(self) -> str:
        return f"{self.start}–{self.start + 1}"

    @classmethod
    def parse(cls, text: str) -> SchoolYear:
        """Read `2019-2020` or `2019–2020`; raises ValueError when the years do not follow each other."""
        first, _, second = text.replace("–", "-").replace(" ", "").partition("-")
        year = cls(int(first))
        if second and int(second) != year.start + 1:
            raise ValueError(f"Năm học “{text}” không hợp lệ: hai năm phải liền nhau, ví dụ 2019–2020.")
        return year


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `start` to `end`, both included; an open end is None. vi: thời hạn."""

    start: date
    end: date | None = None

    def __contains__(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day <= self.end)

    def overlaps(self, other: Period) -> bool:
        """Whether the two share a day."""
        return (self.end is None or other.start <= self.end) and (other.end is None or self.start <= other.end)
