"""Which entries may be one human being, and what the two say side by side; for the administrator."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from thidua.core.findings import Finding
from thidua.organisations.models import Person, Post
from thidua.organisations.rules.identity import may_be_merged
from thidua.organisations.selectors import called, in_order, posts_of
from thidua.organisations.services.identity import entry_facts

MOST = 30


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two entries as the preview shows it."""

    person: Person
    posts: tuple[Post, ...]
    account: str
    account_open: bool


@dataclass(frozen=True, slots=True)
class Preview:
    """Two entries side by side, and whether they can be joined."""

    kept: Side
    other: Side
    finding: Finding


def candidates(entry: Person, text: str) -> list[Person]:
    """Kept entries that a name or code finds; without one, those of the same name or birthday."""
    others = Person.objects.exclude(pk=entry.pk)
    if not text.strip():
        alike = Q(search_text=entry.search_text)
        if entry.born_on:
            alike |= Q(born_on=entry.born_on, search_text__endswith=entry.search_text.split()[-1])
        others = others.filter(alike)
    return list(in_order(called(others, text))[:MOST])


def preview(kept: Person, other: Person) -> Preview:
    """What is known of both, and whether `other` can be merged into `kept`."""
    return Preview(_side(kept), _side(other), may_be_merged(entry_facts(kept), entry_facts(other)))


def _side(person: Person) -> Side:
    account = person.account
    return Side(
        person,
        tuple(posts_of(person)),
        account.get_username() if account else "",
        account is not None and account.is_active,
    )
