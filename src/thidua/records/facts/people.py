"""From rows to what the law reads about people: the same number of queries for one as for ten thousand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from thidua.core.days import Period
from thidua.law import facts as law
from thidua.law.facts import Facts
from thidua.organisations.models import Person, Post
from thidua.organisations.selectors import entries_of
from thidua.records.models import (
    STANDS,
    Authorship,
    AwardHeld,
    Checked,
    Discipline,
    Leave,
    Matter,
    Measure,
    Rating,
    RegisteredTitle,
    Statement,
)
from thidua.records.rules.months import Away, months_by_year
from thidua.records.rules.registered import registered_by_year

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

#: How many people are asked about at once; below it every database takes the list in one question.
AT_ONCE = 10_000
Registered = Mapping[int, Mapping[int, frozenset[str]]]


def person_facts(person: Person, year: int, day: date, registered: Mapping[int, frozenset[str]] | None = None) -> Facts:
    """All that is known of a person for an award year, as of a day, every entry of theirs counted in."""
    known = {person.pk: registered} if registered else None
    return facts_of_people([person.pk], year, day, known)[person.pk]


def facts_of_people(
    person_ids: Iterable[int], year: int, day: date, registered: Registered | None = None
) -> dict[int, Facts]:
    """The same for many, by the number that was asked for; a merged entry gets what its human being has.

    `registered`: award codes by person and year that others know besides the records. One set of queries for each
    10 000 people.
    """
    found: dict[int, Facts] = {}
    asked = list(dict.fromkeys(person_ids))
    for start in range(0, len(asked), AT_ONCE):
        found |= _facts_of_some(asked[start : start + AT_ONCE], year, day, registered or {})
    return found


def _facts_of_some(asked: Sequence[int], year: int, day: date, registered: Registered) -> dict[int, Facts]:
    roots = entries_of(asked)
    rows = Rows(roots, day)
    names = dict(Person.objects.filter(pk__in=set(roots.values())).values_list("pk", "full_name"))
    handed = {roots[pk]: years for pk, years in registered.items() if pk in roots}
    made = {
        root: rows.facts(root, names[root], year, handed.get(root, {}))
        for root in {roots[pk] for pk in asked if pk in roots}
    }
    return {pk: made[roots[pk]] for pk in asked if pk in roots}


class Rows:
    """The rows of some people, read kind by kind and sorted by human being."""

    def __init__(self, roots: Mapping[int, int], day: date) -> None:
        self.roots, self.day = roots, day
        self.ratings = self._of(Rating.objects.filter(STANDS, person__in=roots).order_by("year", "pk"))
        self.awards = self._of(AwardHeld.objects.filter(STANDS, person__in=roots).order_by("year", "pk"))
        self.based_on = works_behind(awardheld__person__in=roots)
        self.registered = self._of(RegisteredTitle.objects.filter(STANDS, person__in=roots))
        self.works = self._works()
        self.disciplines = self._of(Discipline.objects.filter(STANDS, person__in=roots, decided_on__lte=day))
        self.matters = self._of(Matter.objects.filter(STANDS, person__in=roots, since__lte=day))
        self.statements = self._of(Statement.objects.filter(STANDS, person__in=roots).order_by("pk"))
        self.measures = self._of(Measure.objects.filter(STANDS, person__in=roots, measured_on__lte=day))
        self.checked = self._of(Checked.objects.filter(STANDS, person__in=roots))
        self.leave = self._of(Leave.objects.filter(STANDS, person__in=roots))
        self.posts = self._of(Post.objects.filter(person__in=roots))

    def facts(self, root: int, name: str, year: int, registered: Mapping[int, frozenset[str]]) -> Facts:
        """What is known of one human being."""
        groups = {
            law.HOLDINGS: tuple(holding(one, self.based_on) for one in self.awards[root] if not later(one, self.day)),
            law.WORKS: tuple(work(one) for one in self.works[root] if not later(one, self.day)),
            law.DISCIPLINES: tuple(discipline(one) for one in self.disciplines[root]),
            law.MATTERS: tuple(matter(one) for one in self.matters[root]),
        }
        lists, partial = known(groups, {one.group for one in self.checked[root] if one.through >= year})
        return Facts(
            subject=law.PERSON,
            name=name,
            year=year,
            **ratings(self.ratings[root]),
            months=self._months(root, year),
            **lists,
            partial=partial,
            registered=registered_of(self.registered[root], self.checked[root], year, self.day, registered),
            stated={one.code: one.answer for one in self.statements[root] if one.year == year},
            measures=self._measures(root),
        )

    def _months(self, root: int, year: int) -> Mapping[int, Decimal]:
        posts = [Period(one.starts_on, one.ends_on) for one in self.posts[root]]
        away = [Away(one.kind, Period(one.starts_on, one.ends_on)) for one in self.leave[root]]
        return months_by_year(posts, away, year)

    def _measures(self, root: int) -> dict[str, Decimal]:
        newest = sorted(self.measures[root], key=lambda one: (one.measured_on, one.pk))
        return {one.of: one.years for one in newest}

    def _of(self, rows: Iterable[Any]) -> defaultdict[int, list[Any]]:
        found: defaultdict[int, list[Any]] = defaultdict(list)
        for row in rows:
            found[self.roots[row.person_id]].append(row)
        return found

    def _works(self) -> defaultdict[int, list[Any]]:
        written = Authorship.objects.filter(person__in=self.roots, work__withdrawn_at__isnull=True)
        found: defaultdict[int, list[Any]] = defaultdict(list)
        for one in written.select_related("work").order_by("work__year", "work_id"):
            mine = found[self.roots[one.person_id]]
            if one.work not in mine:  # two entries of one human being may both stand on the paper
                mine.append(one.work)
        return found


def known(groups: Mapping[str, tuple[Any, ...]], complete: Container[str]) -> tuple[dict[str, Any], frozenset[str]]:
    """Each group as far as it is known, and those of which only some is; somebody said which are complete."""
    lists: dict[str, Any] = {group: rows if rows or group in complete else None for group, rows in groups.items()}
    return lists, frozenset(group for group, rows in groups.items() if rows and group not in complete)


def registered_of(
    rows: Iterable[RegisteredTitle],
    checked: Iterable[Checked],
    year: int,
    day: date,
    handed: Mapping[int, frozenset[str]] | None = None,
) -> dict[int, frozenset[str]]:
    """What was registered by year as far as it is known, as of a day; `checked` are rows of any group."""
    through = [one.through for one in checked if one.group == Checked.Group.REGISTERED]
    pairs = ((one.year, one.award) for one in rows if not later(one, day))
    return registered_by_year(pairs, max(through, default=None), year, handed)


def ratings(rows: Iterable[Rating]) -> dict[str, Any]:
    """Ratings of the subject and of its party organisation, by year."""
    all_of = list(rows)
    own = {one.year: law.Rating(year=one.year, rating=one.rating, paper=paper(one)) for one in all_of if is_own(one)}
    return {"ratings": own, "party_ratings": {one.year: one.rating for one in all_of if not is_own(one)}}


def is_own(row: Rating) -> bool:
    """Whether it rates the subject, not its party organisation."""
    return row.of == Rating.Of.SELF


def works_behind(**whose: Any) -> dict[int, list[str]]:
    """The works that awards rested on, by award; one query for all of them."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    pairs = AwardHeld.works.through.objects.filter(**whose).values_list("awardheld_id", "work__uuid")
    for award, work_uuid in pairs:
        found[award].append(str(work_uuid))
    return found


def holding(row: AwardHeld, based_on: Mapping[int, list[str]]) -> law.Holding:
    """An award as the law reads it."""
    return law.Holding(
        award=row.award,
        year=row.year,
        paper=paper(row),
        basis=row.basis,
        works=tuple(sorted(based_on.get(row.pk, ()))),
        achievement=row.achievement,
        cancelled_on=row.cancelled_on,
    )


def work(row: Any) -> law.Work:
    """An initiative as the law reads it."""
    return law.Work(key=str(row.uuid), year=row.year, kind=row.kind, scope=row.scope, name=row.name, paper=paper(row))


def discipline(row: Discipline) -> law.Discipline:
    """A discipline as the law reads it."""
    return law.Discipline(form=row.form, decided_on=row.decided_on, ended_on=row.ended_on, number=row.decision_number)


def matter(row: Matter) -> law.Matter:
    """A matter as the law reads it."""
    return law.Matter(
        kind=row.kind,
        since=row.since,
        authority=row.authority,
        expected_on=row.expected_on,
        concluded_on=row.concluded_on,
        violation=row.violation,
        document=row.document,
    )


def paper(row: Any) -> law.Paper:
    """The signed paper behind a row."""
    return law.Paper(number=row.decision_number, day=row.decision_on, body=row.body)


def later(row: Any, day: date) -> bool:
    """Whether the paper behind a row was signed only after a day."""
    return row.decision_on is not None and row.decision_on > day
