"""One case for its viewer: each award told whole, with what the viewer may not see left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from thidua.core.findings import Answer
from thidua.core.text import Text
from thidua.eligibility.facts.judging import (
    dates_of,
    doubles,
    facts_of,
    facts_of_kept,
    fitting,
    judged,
    rules_for,
    subject_of,
    told_of_kept,
)
from thidua.eligibility.facts.standing import hidden_from
from thidua.eligibility.models import KeptFinding
from thidua.eligibility.rules.keeping import dates_from_json
from thidua.eligibility.rules.states import DRAFT
from thidua.eligibility.rules.telling import Told, told_of
from thidua.eligibility.rules.veiling import SENSITIVE, touches, veiled
from thidua.eligibility.selectors.reviews import OneCase, kept_in
from thidua.law.double import DoubleUse, standing
from thidua.law.facts import Facts, paper_words, year_words
from thidua.law.judge import Dates, judge
from thidua.law.rulebook import Rulebook
from thidua.law.steps import PENDING, Step
from thidua.lawbook.facts import rules_of


@dataclass(frozen=True, slots=True)
class CaseSight:
    """A case as a viewer sees it: the answers, the facts, warnings; `kept` when it shows what was concluded."""

    case: OneCase
    book: Rulebook
    facts: Facts
    dates: Dates
    told: tuple[Told, ...]
    doubles: tuple[DoubleUse, ...]
    hidden: frozenset[str]
    looked_at: frozenset[str]
    kept: bool
    achievements: Mapping[str, str]

    @property
    def doubts(self) -> tuple[Text, ...]:
        """What the decider must know, each once over all awards."""
        return tuple(dict.fromkeys(doubt for one in self.told for doubt in one.doubts))

    def doubles_of(self, award: str) -> list[DoubleUse]:
        """The warnings about one award."""
        return [one for one in self.doubles if one.award == award]


def case_sight(case: OneCase, as_of: date | None = None) -> CaseSight:
    """The case whose gate was passed: as concluded, or judged now while it is a draft or for another day."""
    hidden = hidden_from(case.standing, SENSITIVE)
    stored = kept_in(case) if case.review.state != DRAFT and as_of is None else []
    if stored:
        return _kept(case, stored, hidden)
    dates = dates_of(case.review, as_of)
    book = rules_for(case.review, dates.day)
    facts = facts_of(case.review, [case.candidate], dates.day)[case.candidate.pk]
    found = judged(book, facts, fitting(book, case.review.awards, subject_of(case.candidate)), dates)
    told = tuple(told_of(book, one) for one in found.values())
    proposed = case.candidate.achievements
    twice = doubles(book, facts, found, dates, proposed)
    return _sight(case, book, facts, dates, told, twice, hidden, proposed, kept=False)


@dataclass(frozen=True, slots=True)
class Rewarded:
    """An achievement that an award was given for: what, which award, in which year, by which decision."""

    achievement: str
    award: str
    year: str
    paper: str


def proposable(case: OneCase) -> tuple[list[tuple[str, str]], list[Rewarded]]:
    """The awards of a case that an achievement can be written for, and what was rewarded before, the newest first."""
    review = case.review
    book = rules_for(review, review.looked_on)
    awards = [(code, book.award_name(code)) for code in fitting(book, review.awards, subject_of(case.candidate))]
    facts = facts_of(review, [case.candidate], review.looked_on)[case.candidate.pk]
    held = sorted(standing(facts, review.looked_on), key=lambda one: -one.year)
    before = [
        Rewarded(one.achievement, book.award_name(one.award), year_words(one.year), paper_words(one.paper))
        for one in held
        if one.achievement
    ]
    return awards, before


def _kept(case: OneCase, stored: list[KeptFinding], hidden: frozenset[str]) -> CaseSight:
    facts, dates = facts_of_kept(stored[0]), dates_from_json(stored[0].dates)
    book = rules_of(stored[0].rules.fingerprint)
    told = tuple(told_of_kept(one) for one in stored)
    found = {one.award: judge(book, one.award, facts, dates) for one in stored if one.award in book.awards}
    proposed = {one.award: one.achievement for one in stored}
    twice = doubles(book, facts, found, dates, proposed)
    return _sight(case, book, facts, dates, told, twice, hidden, proposed, kept=True)


def _sight(
    case: OneCase,
    book: Rulebook,
    facts: Facts,
    dates: Dates,
    told: tuple[Told, ...],
    twice: tuple[DoubleUse, ...],
    hidden: frozenset[str],
    achievements: Mapping[str, str],
    *,
    kept: bool,
) -> CaseSight:
    looked = frozenset(group for one in told for group in touches(one)) - hidden
    shown = tuple(veiled(one, hidden) for one in told)
    return CaseSight(case, book, facts, dates, shown, twice, hidden, looked, kept, achievements)


def unknown_steps(sight: CaseSight) -> Iterator[Step]:
    """What a case misses and can be cured, once over all awards."""
    seen: set[str] = set()
    for one in sight.told:
        for step in one.step.leaves():
            said = str(step.cure or step.sentence)
            # A matter that waits is told in the sentence; nobody here can end it.
            wanted = step.answer is Answer.UNDETERMINED and step.cause != PENDING
            if wanted and step.cure and said not in seen:
                seen.add(said)
                yield step
