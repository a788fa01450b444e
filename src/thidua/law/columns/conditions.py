"""What each condition of the vocabulary asks of columns: the same as its `evaluate` asks of one person's facts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction
from functools import singledispatch

from thidua.law.columns.asked import restricted
from thidua.law.columns.drafting import Asked, Wanted
from thidua.law.columns.layout import (
    FOREIGN_DISCIPLINE,
    HUNDRED,
    NOT_YET,
    DoesNotFit,
    asked_day,
    measure,
    months,
    party_rating,
    rating,
    registered,
    stated,
)
from thidua.law.columns.ops import AnyBit
from thidua.law.columns.table import DISCIPLINE, GRANTED, MATTER, REFUSED, UNDETERMINED
from thidua.law.conditions import (
    All,
    Any,
    Condition,
    DisciplineOver,
    EachYear,
    HeldEarlier,
    Holds,
    MeasureAtLeast,
    Meets,
    MembersHolding,
    MembersRated,
    NeverHeld,
    NoDiscipline,
    NoMemberDiscipline,
    NoPending,
    NotDissolved,
    PartyRatingAtLeast,
    RatingAtLeast,
    Registered,
    SoManyOf,
    SomeYears,
    Stated,
    TextUnavailable,
    Worked,
    WorkRecognised,
)
from thidua.law.conditions.combined import the_years
from thidua.law.conditions.conduct import years_after
from thidua.law.facts import DISCIPLINES, HOLDINGS, MATTERS, PERSON, WORKS, year_ends, year_starts


@singledispatch
def draw(condition: Condition, asked: Asked, year: int) -> int:  # noqa: ARG001 - the shape of every other
    """The number of the op that answers a condition for an award year."""
    raise DoesNotFit(f"Columns cannot answer “{condition.name}”.")


@draw.register
def _(condition: All, asked: Asked, year: int) -> int:
    return asked.draft.least(draw(one, asked, year) for one in condition.of)


@draw.register
def _(condition: Any, asked: Asked, year: int) -> int:
    return asked.draft.most(draw(one, asked, year) for one in condition.of)


@draw.register
def _(condition: SoManyOf, asked: Asked, year: int) -> int:
    return asked.draft.counted([draw(one, asked, year) for one in condition.of], condition.at_least)


@draw.register
def _(condition: EachYear, asked: Asked, year: int) -> int:
    years = the_years(condition.last, condition.through, year)
    found = asked.draft.least(draw(condition.that, asked, each) for each in years)
    # Of all years the oldest is the first not to count, and one year missed breaks the chain.
    return _served(asked, [_counting(asked, found, years[-1])])


@draw.register
def _(condition: SomeYears, asked: Asked, year: int) -> int:
    years = the_years(condition.last, condition.through, year)
    found = [_counting(asked, draw(condition.that, asked, each), each) for each in years]
    return _served(asked, [asked.draft.counted(found, condition.at_least)])


def _counting(asked: Asked, found: int, year: int) -> int:
    """No, where a discipline was served after the year: achievements count from the year it was served in."""
    if not asked.counting:
        return found
    after = _day(year_starts(year + 1))
    return asked.draft.struck(found, DISCIPLINE, REFUSED, ("discipline ended", after, asked.today))


def _served(asked: Asked, found: Iterable[int]) -> int:
    """Years can be counted only where all disciplines are known."""
    return asked.draft.least([*found, asked.draft.known(DISCIPLINES)] if asked.counting else found)


@draw.register
def _(condition: RatingAtLeast, asked: Asked, year: int) -> int:
    return asked.draft.at_least(rating(year), asked.draft.layout.least_rating(condition.at_least))


@draw.register
def _(condition: PartyRatingAtLeast, asked: Asked, year: int) -> int:
    return asked.draft.at_least(party_rating(year), asked.draft.layout.least_rating(condition.at_least))


@draw.register
def _(condition: Worked, asked: Asked, year: int) -> int:
    return asked.draft.at_least(months(year), condition.months + 1)


@draw.register
def _(condition: MeasureAtLeast, asked: Asked, year: int) -> int:  # noqa: ARG001 - service is as of the day
    least = Fraction(condition.years) * HUNDRED
    if least.denominator != 1 or least > 2**16 - 2:
        raise DoesNotFit(f"{condition.years} years are not told apart in records.")
    return asked.draft.at_least(measure(condition.of), int(least) + 1)


@draw.register
def _(condition: Registered, asked: Asked, year: int) -> int:  # noqa: ARG001 - it has no parameters
    draft, name = asked.draft, asked.draft.column(registered(year))
    number = draft.layout.award_numbers[asked.award]
    known = draft.add(AnyBit(names=(name,), bits=1 << len(draft.layout.awards)))
    found = draft.add(AnyBit(names=(name,), bits=1 << number))
    # Found: yes. Not known: undetermined. Known and not found: no.
    return draft.most([found, draft.least([draft.always(UNDETERMINED), draft.not_(known)])])


@draw.register
def _(condition: Stated, asked: Asked, year: int) -> int:
    draft = asked.draft
    if year != asked.judged or year != draft.layout.last:
        return asked.nobody_knows()
    return draft.stated(stated(condition.code))


@draw.register
def _(condition: Holds, asked: Asked, year: int) -> int:
    wanted = Wanted(condition.award, restricted(condition.bases))
    if condition.or_meets and year == asked.judged:
        return asked.draft.most([asked.held(wanted, year, year), _met(condition.award[0], asked, year)])
    return asked.held_or_unknown(wanted, year, year)


@draw.register
def _(condition: HeldEarlier, asked: Asked, year: int) -> int:
    wanted = Wanted(condition.award, restricted(condition.bases))
    return asked.held_or_unknown(wanted, None, year - condition.years_ago)


@draw.register
def _(condition: NeverHeld, asked: Asked, year: int) -> int:
    draft = asked.draft
    return draft.least([draft.not_(asked.held(Wanted(condition.award), None, year)), draft.known(HOLDINGS)])


@draw.register
def _(condition: Meets, asked: Asked, year: int) -> int:
    return asked.draft.most([asked.held(Wanted((condition.award,)), year, year), _met(condition.award, asked, year)])


def _met(award: str, asked: Asked, year: int) -> int:
    """Whether the standard of another award is met, by the law of the same day."""
    requirement = asked.book.requirement_of(award, PERSON, asked.law_day)
    if requirement is None or award in asked.above:
        return asked.nobody_knows()
    return draw(requirement, asked.below(award), year)


@draw.register
def _(condition: WorkRecognised, asked: Asked, year: int) -> int:
    years = the_years(condition.last, "this", year)
    found = asked.draft.works(condition.kinds, condition.scope, years, condition.at_least)
    return asked.draft.or_unknown(found, WORKS)


@draw.register
def _(condition: NoDiscipline, asked: Asked, year: int) -> int:
    draft = asked.draft
    lightest = draft.layout.lightest_discipline(condition.from_)
    form = ("discipline form", lightest, FOREIGN_DISCIPLINE)
    decided = ("discipline decided", _day(year_starts(year)), _day(year_ends(year)))
    return draft.struck(draft.known(DISCIPLINES), DISCIPLINE, REFUSED, form, decided)


@draw.register
def _(condition: DisciplineOver, asked: Asked, year: int) -> int:  # noqa: ARG001 - it is as of the day
    draft = asked.draft
    decided = ("discipline decided", 0, asked.today)
    ended = ("discipline ended", min(asked.today, _day(_too_late(asked.looked_on, condition.years))), NOT_YET)
    return draft.struck(draft.known(DISCIPLINES), DISCIPLINE, REFUSED, decided, ended)


def _too_late(looked_on: date, years: int) -> date:
    """The first day from which so many years have not passed by the day the case is looked at."""
    day = years_after(looked_on, -years) - timedelta(days=2)
    while years_after(day, years) <= looked_on:
        day += timedelta(days=1)
    return day


@draw.register
def _(condition: NoPending, asked: Asked, year: int) -> int:  # noqa: ARG001 - it has no parameters
    draft = asked.draft
    since = ("matter since", 0, asked.today)
    return draft.struck(
        draft.known(MATTERS), MATTER, UNDETERMINED, since, ("matter concluded", asked.today + 1, NOT_YET)
    )


@draw.register(TextUnavailable)
@draw.register(MembersHolding)
@draw.register(MembersRated)
@draw.register(NoMemberDiscipline)
def _(condition: Condition, asked: Asked, year: int) -> int:  # noqa: ARG001 - nobody knows, whoever is asked
    return asked.nobody_knows()


@draw.register
def _(condition: NotDissolved, asked: Asked, year: int) -> int:  # noqa: ARG001 - columns are of people
    return asked.draft.always(GRANTED)


def _day(day: date) -> int:
    return asked_day(day)
