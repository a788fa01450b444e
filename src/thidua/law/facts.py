"""What is known of a person or a collective when a case is judged. What is not known is None or left out, never a no.

An award year is named by its first calendar year: 2024 is the school year 2024–2025.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache

from thidua.core.days import SchoolYear

#: Groups of records that are lists. vi: danh hiệu, sáng kiến, kỷ luật, vụ việc, kỷ luật của thành viên.
HOLDINGS, WORKS, DISCIPLINES, MATTERS = "holdings", "works", "disciplines", "matters"
MEMBER_DISCIPLINES = "member_disciplines"
GROUPS = (HOLDINGS, WORKS, DISCIPLINES, MATTERS, MEMBER_DISCIPLINES)
PERSON, COLLECTIVE = "person", "collective"
INITIATIVE, RESEARCH = "initiative", "research"
UNIT, PROVINCE, NATION = "unit", "province", "nation"
#: How far a work reaches, least first. vi: phạm vi ảnh hưởng (cơ sở; bộ, ban, ngành, tỉnh; toàn quốc).
SCOPES = (UNIT, PROVINCE, NATION)
MERIT, SUDDEN, THEMATIC, LONG_SERVICE, EXTERNAL = "merit", "sudden", "thematic", "long-service", "external"
#: What an award was given for. vi: loại hình khen thưởng (công trạng, đột xuất, chuyên đề, cống hiến, đối ngoại).
BASES = (MERIT, SUDDEN, THEMATIC, LONG_SERVICE, EXTERNAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """The signed paper that a fact rests on. vi: quyết định, văn bản."""

    number: str = ""
    day: date | None = None
    body: str = ""


NO_PAPER = Paper()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    """How somebody was rated for a year. vi: kết quả xếp loại."""

    year: int
    rating: str
    paper: Paper = NO_PAPER


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """A title or form that was given for a year. vi: danh hiệu, hình thức đã được tặng.

    `works` are the keys of the initiatives and research it rested on, `achievement` what it was given for.
    """

    award: str
    year: int
    paper: Paper = NO_PAPER
    basis: str = MERIT
    works: tuple[str, ...] = ()
    achievement: str = ""
    cancelled_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """An initiative or a piece of research that was recognised. vi: sáng kiến, đề tài khoa học."""

    key: str
    year: int
    kind: str = INITIATIVE
    scope: str = UNIT
    name: str = ""
    paper: Paper = NO_PAPER


@dataclass(frozen=True, slots=True, kw_only=True)
class Discipline:
    """A discipline, from its decision to the day it was fully served (None: not yet). vi: kỷ luật."""

    form: str
    decided_on: date
    ended_on: date | None = None
    number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """Something being considered, inspected or verified, open until concluded. vi: vụ việc đang chờ kết luận."""

    kind: str
    since: date
    authority: str = ""
    expected_on: date | None = None
    concluded_on: date | None = None
    violation: bool | None = None
    document: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """All that is known of one subject for the award year `year`. None: not known; an empty list: known that none.

    `months`: months worked by year, maternity leave counted. `registered`: award codes by year.
    `partial`: groups of which some is known, but nobody says that it is all: what is not there may be missing.
    `stated`: answers to questions that only people can answer. `measures`: years of service of several kinds.
    Of a collective: how many `members`, how many of them hold or reach what, who of them was disciplined; the day on
    which it was dissolved, where it was.
    """

    subject: str = PERSON
    name: str = ""
    year: int
    ratings: Mapping[int, Rating] = field(default_factory=dict)
    party_ratings: Mapping[int, str] = field(default_factory=dict)
    months: Mapping[int, Decimal] = field(default_factory=dict)
    holdings: tuple[Holding, ...] | None = None
    works: tuple[Work, ...] | None = None
    disciplines: tuple[Discipline, ...] | None = None
    matters: tuple[Matter, ...] | None = None
    partial: frozenset[str] = frozenset()
    registered: Mapping[int, frozenset[str]] = field(default_factory=dict)
    stated: Mapping[str, bool] = field(default_factory=dict)
    measures: Mapping[str, Decimal] = field(default_factory=dict)
    members: int | None = None
    members_holding: Mapping[str, int] = field(default_factory=dict)
    members_rated: Mapping[str, int] = field(default_factory=dict)
    member_disciplines: tuple[Discipline, ...] | None = None
    dissolved_on: date | None = None

    def knows(self, group: str) -> bool:
        """Whether all of a group is known, so that what is not there is not."""
        return getattr(self, group) is not None and group not in self.partial


@lru_cache(maxsize=256)
def year_words(year: int) -> str:
    """2024 → 2024–2025."""
    return str(SchoolYear(year))


def year_starts(year: int) -> date:
    """The first day of an award year in the education sector: 1 September."""
    return date(year, 9, 1)


def year_ends(year: int) -> date:
    """The last day of an award year in the education sector: 31 August of the next calendar year."""
    return date(year + 1, 8, 31)


def year_of(day: date) -> int:
    """The award year a day belongs to."""
    return day.year if day >= year_starts(day.year) else day.year - 1


def paper_words(paper: Paper) -> str:
    """12/QĐ-UBND ngày 05/06/2020, Ủy ban nhân dân Quận 1."""
    parts = [paper.number, f"ngày {paper.day:%d/%m/%Y}" if paper.day else ""]
    said = " ".join(part for part in parts if part)
    return ", ".join(part for part in (said, paper.body) if part)
