"""The grid of a list for its viewer: judged now while it is a draft or for another day, else as it was concluded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from thidua.eligibility.facts.judging import (
    dates_of,
    doubles,
    facts_of,
    fitting,
    judged,
    rules_for,
    subject_of,
)
from thidua.eligibility.facts.standing import standings_of
from thidua.eligibility.models import Candidate, Review
from thidua.eligibility.rules.grid import Cell, Column, Row, columns_of
from thidua.eligibility.rules.states import DRAFT
from thidua.eligibility.rules.telling import key_of
from thidua.eligibility.selectors.reviews import candidates_of, latest_findings
from thidua.law.facts import COLLECTIVE, PERSON
from thidua.law.judge import Dates, law_day
from thidua.law.model import Principle, Standard
from thidua.law.provenance import SURE
from thidua.law.quotas import QuotaFinding, quota_findings
from thidua.law.rulebook import Rulebook
from thidua.organisations.rules import Viewer
from thidua.organisations.selectors import name_on


@dataclass(frozen=True, slots=True)
class Grid:
    """The whole grid: `kept` says that it shows what was concluded; `closed` counts those whose record left us.

    `principles`: by what one chooses where not everybody can be chosen.
    """

    rows: tuple[Row, ...]
    columns: tuple[Column, ...]
    quotas: tuple[QuotaFinding, ...]
    day: date
    kept: bool
    closed: int = 0
    principles: tuple[Principle, ...] = ()

    @property
    def unsure(self) -> int:
        """How many answers rest on provisions that nobody read."""
        return sum(not cell.is_sure for row in self.rows for cell in row.cells)

    @property
    def doubles(self) -> int:
        """How many candidates have something to know of double use."""
        return sum(any(cell.double for cell in row.cells) for row in self.rows)


def grid_for(viewer: Viewer, review: Review, as_of: date | None = None) -> Grid:
    """The grid of a list whose gate was passed; with a day, as it would be judged then, and nothing is stored."""
    day = as_of or review.looked_on
    candidates = candidates_of(review)
    standings = standings_of(viewer, candidates)
    open_ = [one for one in candidates if standings[one.pk].keeps]
    book = rules_for(review, day)
    kept = review.state != DRAFT and as_of is None
    cells = _kept(review) if kept else _judged(book, review, open_, day)
    rows = tuple(
        Row(one.uuid, _name(one, day), "", cells.get(one.pk, ()) if standings[one.pk].keeps else ())
        for one in candidates
    )
    columns = columns_of([(code, *_names(book, code)) for code in review.awards], rows)
    counts = {one.award: one.reached for one in columns}
    dates = dates_of(review, as_of)
    law = law_day(book, dates).day
    quotas = quota_findings(book, _standards(book, review, dates), counts, law)
    return Grid(rows, columns, quotas, day, kept, len(candidates) - len(open_), book.principles_on(law))


def _judged(book: Rulebook, review: Review, rows: list[Candidate], day: date) -> dict[int, tuple[Cell, ...]]:
    dates = dates_of(review, day)
    facts = facts_of(review, rows, day)
    found: dict[int, tuple[Cell, ...]] = {}
    for row in rows:
        one = judged(book, facts[row.pk], fitting(book, review.awards, subject_of(row)), dates)
        twice = {use.award for use in doubles(book, facts[row.pk], one, dates, row.achievements)}
        found[row.pk] = tuple(
            Cell(award, key_of(j.answer.value, j.cause), j.confidence in SURE, award in twice)
            for award, j in one.items()
        )
    return found


def _kept(review: Review) -> dict[int, tuple[Cell, ...]]:
    found: dict[int, dict[str, Cell]] = {}
    for one in latest_findings(review):
        cell = Cell(one.award, key_of(one.answer, one.cause), one.confidence in SURE, one.doubled)
        found.setdefault(one.candidate_id, {})[one.award] = cell
    return {pk: tuple(cells[award] for award in review.awards if award in cells) for pk, cells in found.items()}


def _standards(book: Rulebook, review: Review, dates: Dates) -> Mapping[str, Standard]:
    found = {}
    for code in review.awards:
        day = law_day(book, dates, code).day
        for subject in (PERSON, COLLECTIVE):
            standard = book.awards[code].standard_on(subject, day) if code in book.awards else None
            if standard is not None and standard.quotas:
                found[code] = standard
    return found


def _names(book: Rulebook, code: str) -> tuple[str, str]:
    award = book.awards.get(code)
    return (award.name, award.short) if award else (code, code)


def _name(one: Candidate, day: date) -> str:
    return one.person.full_name if one.person else name_on(one.unit, day) if one.unit else ""
