"""From the rows of a list to what the law finds of each candidate; the same queries for one as for a whole school."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from thidua.eligibility.rules.keeping import dates_from_json, told_from_json
from thidua.eligibility.rules.telling import Told, told_of
from thidua.law.double import DoubleUse, Proposed, double_uses
from thidua.law.facts import COLLECTIVE, PERSON, Facts
from thidua.law.facts_file import read_facts
from thidua.law.judge import Dates, Judgement, judge
from thidua.law.reading import Source
from thidua.law.rulebook import Rulebook
from thidua.lawbook.facts import rulebook_for, rules_of
from thidua.records.facts import collective_facts, facts_of_people
from thidua.registration.facts.registrations import accepted_awards

if TYPE_CHECKING:
    from thidua.eligibility.models import Candidate, KeptFinding, Review


@dataclass(frozen=True, slots=True)
class Rerun:
    """A kept finding run again: what came out, whether it is the same, and whether it is only said in other words."""

    told: Told
    same: bool
    reworded: bool


def dates_of(review: Review, as_of: date | None = None) -> Dates:
    """The days that choose the law of a list; `as_of` asks for another day of looking."""
    return Dates(
        day=as_of or review.looked_on,
        submitted=review.submitted_on,
        sent=review.sent_on,
        received=review.received_on,
        new_is_better=review.new_is_better,
    )


def rules_for(review: Review, day: date) -> Rulebook:
    """The law at the unit of a list."""
    return rulebook_for(review.unit, day)


def facts_of(review: Review, candidates: Iterable[Candidate], day: date) -> dict[int, Facts]:
    """What is known of each candidate, by the candidate's number; of units also what their clusters accepted."""
    rows = list(candidates)
    people = facts_of_people([one.person_id for one in rows if one.person_id], review.year, day)
    units = [one.unit_id for one in rows if one.unit_id]
    registered = accepted_awards(units, review.year) if units else {}
    found: dict[int, Facts] = {}
    for one in rows:
        if one.unit is not None:
            found[one.pk] = collective_facts(one.unit, review.year, day, registered.get(one.unit.pk))
        elif one.person_id in people:
            found[one.pk] = people[one.person_id]
    return found


def judged(book: Rulebook, facts: Facts, awards: Iterable[str], dates: Dates) -> dict[str, Judgement]:
    """The judgements of one candidate, by award; an award that the catalogue no longer has is left out."""
    return {award: judge(book, award, facts, dates) for award in awards if award in book.awards}


def fitting(book: Rulebook, awards: Iterable[str], subject: str) -> list[str]:
    """Those of the awards that are for such a subject. vi: danh hiệu cho cá nhân, cho tập thể."""
    return [code for code in awards if code in book.awards and subject in book.awards[code].subjects]


def subject_of(candidate: Candidate) -> str:
    """Person or collective."""
    return PERSON if candidate.person_id else COLLECTIVE


def doubles(
    book: Rulebook, facts: Facts, found: dict[str, Judgement], dates: Dates, achievements: Mapping[str, str]
) -> tuple[DoubleUse, ...]:
    """What must be known of double use, for the awards that are not refused; `achievements` by award."""
    open_to = [
        Proposed(code, achievements.get(code, "")) for code, one in found.items() if one.answer.value != "refused"
    ]
    return double_uses(book, facts, open_to, dates, found) if facts.holdings or len(open_to) > 1 else ()


def told_of_kept(finding: KeptFinding) -> Told:
    """A kept finding as it was told."""
    return told_from_json(finding.sentence, finding.trace, finding.law)


def facts_of_kept(finding: KeptFinding) -> Facts:
    """The facts that a kept finding rests on."""
    return read_facts(finding.facts, Source(str(finding.uuid)))


def rerun(finding: KeptFinding) -> Rerun:
    """The stored facts under the stored rules, judged again. vi: chạy lại."""
    book = rules_of(finding.rules.fingerprint)
    again = told_of(book, judge(book, finding.award, facts_of_kept(finding), dates_from_json(finding.dates)))
    kept = told_of_kept(finding)
    # A later version of the software may say it in other words; the answer and its cause may not change.
    same = (again.answer, again.cause) == (kept.answer, kept.cause)
    return Rerun(replace(again, award_name=kept.award_name), same, str(again.sentence) != str(kept.sentence))
