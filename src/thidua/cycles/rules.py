"""When a step is open, which last day counts, and whether something came in time. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from thidua.core.days import SchoolYear, day_of, is_past
from thidua.core.errors import Problem
from thidua.core.findings import Citation, Finding, granted, undetermined
from thidua.core.text import Text, say

CRITERIA, SELF_SCORING, VERIFICATION = "criteria", "self-scoring", "verification"
CIRCULATION, RANKED = "circulation", "ranked"
REGISTRATION, PLEDGE, CONFERENCE = "registration", "pledge", "conference"

#: The steps of the year in their order, with the words people read. vi: các bước của năm thi đua.
STEPS: dict[str, Text] = {
    CRITERIA: say("Xây dựng bảng tiêu chí"),
    REGISTRATION: say("Đăng ký thi đua"),
    PLEDGE: say("Ký kết giao ước thi đua"),
    SELF_SCORING: say("Tự chấm điểm"),
    VERIFICATION: say("Thẩm định"),
    CIRCULATION: say("Lấy ý kiến về bảng điểm"),
    RANKED: say("Xếp hạng"),
    CONFERENCE: say("Hội nghị tổng kết"),
}

#: Steps that a year may do without: its papers then lie outside the software, and nothing here waits for them.
OPTIONAL_STEPS = frozenset({REGISTRATION, PLEDGE, CONFERENCE})

NOT_OPEN, OPEN, CLOSING_SOON, ENDED, OVERDUE, DONE = "not-open", "open", "closing-soon", "ended", "overdue", "done"

#: What a step's state is called, and its tone on the page.
STATE_WORDS: dict[str, tuple[Text, str]] = {
    NOT_OPEN: (say("Chưa mở"), "quiet"),
    OPEN: (say("Đang mở"), "wait"),
    CLOSING_SOON: (say("Sắp hết hạn"), "warn"),
    ENDED: (say("Đã hết hạn"), "quiet"),
    OVERDUE: (say("Quá hạn"), "bad"),
    DONE: (say("Xong"), "good"),
}

ON_TIME, PERMITTED, LATE = "on-time", "permitted", "late"

#: How a submission stands to its deadline, in the words people read. source: features A2.14.
LATENESS_WORDS: dict[str, Text] = {
    ON_TIME: say("Đúng hạn"),
    PERMITTED: say("Muộn, được phép"),
    LATE: say("Muộn"),
}

#: From this many days before the last day a step is said to close soon.
SOON_DAYS = 3

ONE_DATE = Citation("Kế hoạch và Quy chế hoạt động của cụm thi đua", "Thời hạn nêu trong")


@dataclass(frozen=True, slots=True)
class ExtensionFacts:
    """A later last day for one unit, or for every unit when `unit_id` is None. vi: gia hạn."""

    unit_id: int | None
    closes_on: date


@dataclass(frozen=True, slots=True)
class StatedFacts:
    """What one paper says the last day is, and whether somebody chose it. vi: thời hạn nêu trong văn bản."""

    document: str
    closes_on: date
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class StageFacts:
    """One step of the year: its days, what papers say of its end, its extensions. vi: bước."""

    step: str
    opens_on: date
    closes_on: date
    extensions: tuple[ExtensionFacts, ...] = ()
    stated: tuple[StatedFacts, ...] = ()

    def deadline(self, unit_id: int | None = None) -> date:
        """The last day that counts for a unit, or for every unit."""
        return deadline_for(self, self.extensions, unit_id)


def deadline_for(stage: StageFacts, extensions: Iterable[ExtensionFacts], unit_id: int | None) -> date:
    """The last day that counts for a unit: the latest of the step's own and its extensions.

    With `unit_id` None only what was granted to every unit counts.
    source: domain/scoring §3, “the latest of the deadlines counts”; features A2.13.
    """
    granted_days = (e.closes_on for e in extensions if e.unit_id is None or e.unit_id == unit_id)
    return max([stage.closes_on, *granted_days])


def stage_state(stage: StageFacts, now: datetime, unit_id: int | None = None, done: bool | None = None) -> str:
    """Where a step stands: not-open, open, closing-soon, ended, overdue or done.

    `done` says whether what the step asks of the unit has been handed in; when nobody has said
    (None), a step past its last day has ended, and only a known omission is overdue.
    """
    if done:
        return DONE
    if day_of(now) < stage.opens_on:
        return NOT_OPEN
    deadline = stage.deadline(unit_id)
    if is_past(deadline, now):
        return ENDED if done is None else OVERDUE
    return CLOSING_SOON if days_left(deadline, now) <= SOON_DAYS else OPEN


def is_open(stage: StageFacts, now: datetime, unit_id: int | None = None) -> bool:
    """Whether the step takes work from the unit without any being late."""
    return day_of(now) >= stage.opens_on and not is_past(stage.deadline(unit_id), now)


def days_left(deadline: date, now: datetime) -> int:
    """Whole days until the last day: 0 on the day itself, negative after it. vi: còn … ngày."""
    return (deadline - day_of(now)).days


def time_left(deadline: date, now: datetime) -> Text:
    """“còn 3 ngày”, “hết hạn hôm nay”, “quá hạn 2 ngày”."""
    left = days_left(deadline, now)
    if left > 0:
        return say("còn {n} ngày", n=left)
    return say("hết hạn hôm nay") if left == 0 else say("quá hạn {n} ngày", n=-left)


def lateness(submitted_at: datetime, deadline: date, original: date) -> str:
    """Whether something handed in was on time, late by permission, or late; the last day counts whole.

    `original` is the step's own last day, `deadline` the one with extensions. source: features A2.14, A2.15.
    """
    if not is_past(original, submitted_at):
        return ON_TIME
    return LATE if is_past(deadline, submitted_at) else PERMITTED


def disagree(stage: StageFacts) -> bool:
    """Whether papers in force give different last days and nobody has chosen yet. vi: thời hạn chưa thống nhất."""
    return len({s.closes_on for s in stage.stated}) > 1 and not any(s.chosen for s in stage.stated)


def closing_day(stated: Iterable[StatedFacts], otherwise: date) -> date:
    """The step's own last day as the papers give it: the chosen one, else the earliest, else `otherwise`.

    The earliest is only a caution until somebody chooses; `deadline_finding` says so. source: R2.4.
    """
    papers = list(stated)
    chosen = [paper.closes_on for paper in papers if paper.chosen]
    return min(chosen or [paper.closes_on for paper in papers] or [otherwise])


def deadline_finding(stage: StageFacts) -> Finding:
    """Whether the last day is settled; undetermined, naming each paper and its day, when papers disagree.

    source: R2.4 (the plan says 05/06/2020, the statute 10/6/2020): never picked silently.
    """
    if not disagree(stage):
        return granted()
    papers = [say("{document}: {day}", document=s.document, day=s.closes_on) for s in stage.stated]
    return undetermined(
        say(
            "Các văn bản nêu thời hạn khác nhau ({papers}) và chưa có ai chọn. Tạm tính theo ngày sớm hơn: {day}.",
            papers=papers,
            day=stage.closes_on,
        ),
        say("Cơ quan tổ chức cụm hoặc cụm trưởng chọn một thời hạn và nêu lý do."),
        ONE_DATE,
    )


def check_days(days: Mapping[str, tuple[date, date]], start_year: int) -> tuple[Problem, ...]:
    """What is wrong with the days of a year's steps; empty when nothing is.

    Each step ends on or after its first day, opens no earlier than the step before it, and lies
    between June before the school year and the end of the year after it, so that a mistyped year is caught.
    """
    first, last = date(start_year, 6, 1), date(start_year + 1, 12, 31)
    problems: list[Problem] = []
    before: tuple[str, date] | None = None
    for step in (step for step in STEPS if step in days):
        opens_on, closes_on = days[step]
        if closes_on < opens_on:
            problems.append(
                Problem(
                    f"{step}-closes_on",
                    say(
                        "Bước “{step}” có ngày cuối ({end}) trước ngày đầu ({start}).",
                        step=STEPS[step],
                        end=closes_on,
                        start=opens_on,
                    ),
                    say("Hãy nhập ngày cuối từ ngày đầu trở đi."),
                )
            )
        for field, day in (("opens_on", opens_on), ("closes_on", closes_on)):
            if not first <= day <= last:
                problems.append(
                    Problem(
                        f"{step}-{field}",
                        say(
                            "Ngày {day} của bước “{step}” nằm ngoài năm học {year}.",
                            day=day,
                            step=STEPS[step],
                            year=SchoolYear(start_year),
                        ),
                        say("Hãy nhập một ngày từ {first} đến {last}.", first=first, last=last),
                    )
                )
        if before and opens_on < before[1]:
            problems.append(
                Problem(
                    f"{step}-opens_on",
                    say("Bước “{step}” mở trước bước “{before}”.", step=STEPS[step], before=STEPS[before[0]]),
                    say("Hãy nhập ngày đầu từ {day} trở đi.", day=before[1]),
                )
            )
        before = (step, opens_on)
    return tuple(problems)


def missing_steps(present: Iterable[str]) -> tuple[str, ...]:
    """The optional steps that a year does without, in the order of the year."""
    there = frozenset(present)
    return tuple(step for step in STEPS if step in OPTIONAL_STEPS and step not in there)


def a_year_later(day: date, years: int = 1) -> date:
    """The same day some years later; 29/02 becomes 28/02. For taking over last year's days."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def shifted(stage: StageFacts, years: int) -> StageFacts:
    """A step with its days moved by whole years, without extensions and papers: those belong to their own year."""
    return replace(
        stage,
        opens_on=a_year_later(stage.opens_on, years),
        closes_on=a_year_later(stage.closes_on, years),
        extensions=(),
        stated=(),
    )
