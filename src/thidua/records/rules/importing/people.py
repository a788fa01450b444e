"""Who a row is about: by staff code, else by name and day of birth, else by name within the unit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from thidua.core.days import Period
from thidua.core.names import fold
from thidua.core.text import Text, say
from thidua.records.rules.importing.notes import DOUBT, Note
from thidua.records.rules.importing.reading import staff_code
from thidua.records.rules.standing import home_units

#: People named in one sentence before it says "and more".
SHOWN = 6


@dataclass(frozen=True, slots=True)
class PostFacts:
    """One post, ended or not."""

    pk: int
    person: int
    unit: int
    role: str
    title: str
    starts_on: date
    ends_on: date | None = None
    decided: bool = False

    @property
    def period(self) -> Period:
        """Its days."""
        return Period(self.starts_on, self.ends_on)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the list of people as it is stored; `same_as` is the entry that it is another of."""

    pk: int
    name: str
    staff_code: str = ""
    born_on: date | None = None
    same_as: int | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody is looked for: the units of the file, those whose sensitive data may be seen, names of units."""

    day: date
    scope: frozenset[int]
    sensitive: frozenset[int] = frozenset()
    names: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Somebody:
    """One human being: the entry that counts, the posts of all entries that have not ended.

    `homes` are the units that keep the record; `in_scope`: one of them is a unit of the file; `open`: the day of
    birth may be seen and corrected; `place` names the units of the posts.
    """

    pk: int
    name: str
    staff_code: str
    born_on: date | None
    posts: tuple[PostFacts, ...] = ()
    homes: frozenset[int] = frozenset()
    in_scope: bool = False
    open: bool = False
    place: str = ""

    def is_at(self, unit: int) -> bool:
        """Whether somebody of a unit: its record is kept there, or a post there is still to begin."""
        return unit in self.homes or any(post.unit == unit for post in self.posts)

    @property
    def told(self) -> Text:
        """How people of one name are told apart; of people elsewhere only where they are."""
        parts: list[Text | str] = []
        if self.open and self.born_on:
            parts.append(say("sinh {day}", day=f"{self.born_on:%d/%m/%Y}"))
        if self.in_scope and self.staff_code:
            parts.append(say("mã {code}", code=self.staff_code))
        parts += [self.place] if self.place else []
        return say("{name} ({more})", name=self.name, more=parts) if parts else say("{name}", name=self.name)


@dataclass(frozen=True, slots=True)
class Who:
    """What a row says about who is meant."""

    name: str
    staff_code: str = ""
    born_on: date | None = None
    unit: int = 0


@dataclass(frozen=True, slots=True)
class People:
    """The people that rows may mean, each once, found by any of their entries' codes and names."""

    everybody: Mapping[int, Somebody] = field(default_factory=dict)
    by_code: Mapping[str, int] = field(default_factory=dict)
    by_name: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    counts_as: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Match:
    """Who is meant: one person, or nobody; or a doubt that only people can settle."""

    person: Somebody | None = None
    doubt: Note | None = None


def gathered(entries: Iterable[Entry], posts: Iterable[PostFacts], place: Place) -> People:
    """The human beings behind the entries, each once, however many entries there are of them."""
    rows = {one.pk: one for one in entries}
    counts_as = {pk: _first(pk, rows) for pk in rows}
    held: dict[int, list[PostFacts]] = {}
    for post in posts:
        held.setdefault(counts_as.get(post.person, post.person), []).append(post)
    everybody: dict[int, Somebody] = {}
    by_code: dict[str, int] = {}
    by_name: dict[str, set[int]] = {}
    for pk, row in rows.items():
        root = counts_as[pk]
        if root not in everybody:
            everybody[root] = _somebody(rows[root], held.get(root, []), place)
        if row.staff_code:
            by_code[staff_code(row.staff_code)] = root
        by_name.setdefault(fold(row.name), set()).add(root)
    return People(everybody, by_code, {name: tuple(sorted(pks)) for name, pks in by_name.items()}, counts_as)


def _somebody(row: Entry, posts: list[PostFacts], place: Place) -> Somebody:
    homes = home_units(((post.unit, post.period) for post in posts), place.day)
    standing = tuple(post for post in posts if post.ends_on is None or post.ends_on >= place.day)
    named = dict.fromkeys(place.names[post.unit] for post in standing if post.unit in place.names)
    return Somebody(
        row.pk,
        row.name,
        row.staff_code,
        row.born_on,
        standing,
        homes,
        not homes.isdisjoint(place.scope),
        not homes.isdisjoint(place.sensitive),
        "; ".join(named),
    )


def _first(pk: int, rows: Mapping[int, Entry]) -> int:
    """The entry that counts; a chain that bites its own tail stops where it is."""
    seen = {pk}
    while (following := rows[pk].same_as) in rows and following not in seen:
        pk = following  # type: ignore[assignment]
        seen.add(pk)
    return pk


def match_staff(who: Who, people: People) -> Match:
    """Whom a row of a staff list means; nobody when it is somebody new."""
    if found := _by_code(who, people):
        # Of people of other units nobody changes the name: the same code with another name is a slip.
        if not found.in_scope and fold(found.name) != fold(who.name):
            return Match(doubt=_other_name(who))
        return Match(found)
    return _by_name(who, people, only_scope=False)


def match_known(who: Who, people: People) -> Match:
    """Whom a row about somebody known means; nobody when there is no such person in the file's units."""
    found = _by_code(who, people)
    if found is not None:
        # The code of somebody elsewhere means them, whoever else here bears the name.
        if not found.in_scope:
            return Match()
        if who.name and found.pk not in _named(who, people):
            return Match(doubt=_other_name(who))
        return Match(found)
    if not who.name:
        return Match()
    return _by_name(who, people, only_scope=True)


def _by_code(who: Who, people: People) -> Somebody | None:
    pk = people.by_code.get(who.staff_code) if who.staff_code else None
    return people.everybody[pk] if pk is not None else None


def _named(who: Who, people: People) -> tuple[int, ...]:
    return people.by_name.get(fold(who.name), ())


def _by_name(who: Who, people: People, *, only_scope: bool) -> Match:
    named = [people.everybody[pk] for pk in _named(who, people)]
    possible = [one for one in named if (one.in_scope or not only_scope) and not _contradicts(who, one)]
    born = [one for one in possible if who.born_on and one.born_on == who.born_on]
    here = [one for one in possible if one.is_at(who.unit)]
    for found in (born, here):
        if len(found) == 1:
            return Match(found[0])
        if found:
            return Match(doubt=_several(found))
    return Match()


def _contradicts(who: Who, one: Somebody) -> bool:
    other_code = who.staff_code and one.staff_code and staff_code(one.staff_code) != who.staff_code
    other_day = who.born_on and one.born_on and one.born_on != who.born_on
    return bool(other_code or other_day)


def _other_name(who: Who) -> Note:
    return Note(
        DOUBT,
        "staff_code",
        say("Mã {code} đã có trong phần mềm với một họ tên khác.", code=who.staff_code),
        say("Hãy kiểm tra lại mã định danh và họ tên."),
    )


def _several(found: list[Somebody]) -> Note:
    told: list[Text | str] = [one.told for one in found[:SHOWN]]
    told += ["…"] if len(found) > SHOWN else []
    return Note(
        DOUBT,
        "name",
        say("Có {n} người cùng tên: {people}.", n=len(found), people=told),
        say("Hãy ghi mã định danh hoặc ngày sinh để rõ là ai."),
    )


def namesake(who: Who, people: People) -> Text | None:
    """Worth knowing about somebody new: that the unit already has a namesake, told apart by code or birth."""
    here = [one for one in (people.everybody[pk] for pk in _named(who, people)) if one.is_at(who.unit)]
    if not here:
        return None
    return say("Đơn vị đã có người cùng tên: {people}.", people=[one.told for one in here[:SHOWN]])
