"""The path of whoever is signed in; there is no way to ask for anybody else's. vi: lộ trình của tôi."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from thidua.eligibility.rules.own_path import Held, held_by_year, in_order, next_of, offered_years
from thidua.eligibility.selectors.reviews import own_person
from thidua.foundation.models import on_day
from thidua.law.facts import Facts, year_of
from thidua.law.judge import Dates
from thidua.law.path import Path, paths
from thidua.law.rulebook import Rulebook
from thidua.lawbook.facts import general_rulebook, rulebook_for
from thidua.organisations.models import Person, Post
from thidua.organisations.rules import Viewer
from thidua.records.facts import person_facts


@dataclass(frozen=True, slots=True)
class OwnPath:
    """Everything one's own page shows: what is there by year, the next title, the others, what to know beside it."""

    person: Person
    facts: Facts
    book: Rulebook
    year: int
    day: date
    years: tuple[int, ...]
    held: tuple[Held, ...]
    next: tuple[Path, str] | None
    others: tuple[tuple[Path, str], ...]


def own_path(viewer: Viewer, day: date, year: int | None = None) -> OwnPath | None:
    """One's own path on a day; None for an account that is nobody's."""
    person = own_person(viewer)
    if person is None:
        return None
    years = offered_years(year_of(day))
    judged = year if year in years else years[0]
    facts = person_facts(person, judged, day)
    book = _book(person, day)
    found = in_order(paths(book, facts, Dates(day=day)).values(), list(book.awards))
    first = next_of(found, facts)
    return OwnPath(
        person=person,
        facts=facts,
        book=book,
        year=judged,
        day=day,
        years=years,
        held=held_by_year(facts, book, judged),
        next=(first, book.award_name(first.award)) if first else None,
        others=tuple((one, book.award_name(one.award)) for one in found if one is not first),
    )


def _book(person: Person, day: date) -> Rulebook:
    """The law where one works; the law alone for somebody without a post."""
    entries = [person.pk, *person.also_known_as.values_list("pk", flat=True)]
    post = Post.objects.filter(on_day(day), person__in=entries).select_related("unit").order_by("-starts_on").first()
    return rulebook_for(post.unit, day) if post else general_rulebook()
