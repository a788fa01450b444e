"""The rulebook: all parts together, checked against each other, with the names that conditions ask for.

It can be frozen as plain data with a fingerprint and read again by the same reader, so a finding that was kept can
be run again under exactly the rules it was made by.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from thidua.core.errors import BadInput, Problem
from thidua.core.text import say
from thidua.law import grammar
from thidua.law.conditions import Condition
from thidua.law.model import Award, Instrument, LocalAddition, Parts, Principle
from thidua.law.provenance import Provision, counted
from thidua.law.reading import Plain, Source, read_yaml
from thidua.law.references import circles, lost, twice
from thidua.law.shapes import BROKEN, Code, Field, Many, Record

DATA = resources.files("thidua.law") / "data"
#: The keys a file may have; a file has those it needs, and everything is read together.
SECTIONS = (
    "instruments", "awards", "generals", "change-overs", "principles", "ratings", "scales", "disciplines", "questions",
    "measures", "multiples", "salaries", "additions", "precedence",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rulebook:
    """The parts, the plain data they were read from, and which provisions somebody confirmed with the paper."""

    parts: Parts
    plain: Mapping[str, list[Plain]] = field(repr=False, default_factory=dict)
    confirmed: frozenset[str] = frozenset()

    @property
    def awards(self) -> Mapping[str, Award]:
        """Titles and forms by code, in their order."""
        return self.parts.awards

    @property
    def instruments(self) -> Mapping[str, Instrument]:
        """Instruments by code."""
        return self.parts.instruments

    def award_name(self, code: str) -> str:
        """What an award is called; the code itself for one that is not there."""
        award = self.parts.awards.get(code)
        return award.name if award else code

    def rating_name(self, code: str) -> str:
        """What a rating is called, in the middle of a sentence."""
        return self.parts.ratings[code].name if code in self.parts.ratings else code

    def rating_rank(self, code: str) -> int:
        """How good a rating is; an unknown one is worse than all."""
        return self.parts.ratings[code].rank if code in self.parts.ratings else -1

    def discipline_name(self, code: str) -> str:
        """What a form of discipline is called."""
        return self.parts.disciplines[code].name if code in self.parts.disciplines else code

    def discipline_rank(self, code: str) -> int:
        """How heavy a form of discipline is; an unknown one is heavier than all."""
        return self.parts.disciplines[code].rank if code in self.parts.disciplines else 1000

    def statement_words(self, code: str) -> str:
        """The question that people answer."""
        return self.parts.questions[code].words if code in self.parts.questions else code

    def measure_name(self, code: str) -> str:
        """What a kind of service is called."""
        return self.parts.measures[code].name if code in self.parts.measures else code

    def instrument_name(self, code: str) -> str:
        """What an instrument is called where it is cited."""
        return self.parts.instruments[code].name if code in self.parts.instruments else code

    def requirement_of(self, award: str, subject: str, day: date) -> Condition | None:
        """What an award asks on a day; None where nothing is known."""
        found = self.parts.awards.get(award)
        standard = found.standard_on(subject, day) if found else None
        return standard.requires if standard else None

    def additions_on(self, award: str, subject: str, day: date) -> tuple[LocalAddition, ...]:
        """What lower levels add on a day."""
        return tuple(
            one for one in self.parts.additions if one.award == award and one.subject == subject and day in one.period
        )

    def principles_on(self, day: date) -> tuple[Principle, ...]:
        """The principles that hold on a day, as sure as confirmations make them. vi: nguyên tắc khen thưởng."""
        rows = [one for one in self.parts.principles if day in one.period]
        return tuple(replace(one, provision=self.seen(one.provision)) for one in rows)

    def seen(self, provision: Provision) -> Provision:
        """The provision as sure as it is once confirmations are counted."""
        return counted(provision, self.confirmed)

    def fingerprint(self) -> str:
        """SHA-256 of everything that decides: two rulebooks with the same one judge alike."""
        return fingerprint_of(self.plain)

    def days_of_change(self) -> tuple[date, ...]:
        """Every day on which something begins to hold or has just ended, oldest first."""
        found: set[date] = set()
        for period in _periods(self.parts):
            found.add(period.start)
            if period.end is not None:
                found.add(period.end + timedelta(days=1))
        found.update(one.boundary for one in self.parts.change_overs)
        return tuple(sorted(found))


def _periods(parts: Parts) -> Iterator[Any]:
    for award in parts.awards.values():
        yield from (one.period for one in award.standards)
        yield from (one.period for one in award.deciders)
    for group in (parts.generals, parts.principles, parts.scales, parts.multiples, parts.salaries, parts.additions):
        yield from (one.period for one in group)


def fingerprint_of(plain: Mapping[str, list[Plain]]) -> str:
    """SHA-256 over the canonical JSON of plain data."""
    said = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(said.encode()).hexdigest()


@cache
def house() -> Rulebook:
    """The law as it comes with the software."""
    return read_texts(house_texts())


def house_texts() -> list[tuple[str, str]]:
    """The files of the law as they come with the software: name and text."""
    return [(str(one.name), one.read_text(encoding="utf-8")) for one in _files(DATA)]


def _files(folder: Traversable) -> list[Traversable]:
    found: list[Traversable] = []
    for one in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if one.is_dir():
            found += _files(one)
        elif one.name.endswith(".yaml") and one.name not in ("glossary.yaml", "voting.yaml", "dossiers.yaml"):
            found.append(one)
    return found


def read_texts(texts: Iterable[tuple[str, str]]) -> Rulebook:
    """A rulebook from YAML texts with their names. Raises BadInput with every problem of every file."""
    return build([read_yaml(text, name) for name, text in texts])


def thaw(plain: Mapping[str, list[Plain]], name: str) -> Rulebook:
    """A rulebook from plain data that was frozen, by the same reader. Raises BadInput."""
    return build([(dict(plain), Source(name))])


def build(files: list[tuple[Plain, Source]]) -> Rulebook:
    """Read the sections of several files together and check that every reference lives. Raises BadInput."""
    problems: list[Problem] = []
    read: dict[str, list[Any]] = {section: [] for section in SECTIONS}
    plain: dict[str, list[Plain]] = {section: [] for section in SECTIONS}
    names = grammar.Names({})
    shapes = _shapes(names)
    for wanted in (("instruments",), SECTIONS[1:]):
        for content, source in files:
            _read_file(content, source, wanted, shapes, read, plain)
        if wanted == ("instruments",):
            shapes = _shapes(grammar.Names({one.code: one.name for one in read["instruments"]}))
    for _, source in files:
        problems += source.problems
    if problems:
        raise BadInput(problems)
    parts = _parts(read)
    if dead := [*twice(read), *lost(parts), *circles(parts)]:
        raise BadInput(dead)
    return Rulebook(parts, {key: value for key, value in plain.items() if value})


def _shapes(names: grammar.Names) -> dict[str, Any]:
    return {
        "instruments": grammar.instrument_shape(),
        "awards": grammar.award_shape(names),
        "generals": grammar.general_shape(names),
        "change-overs": grammar.change_over_shape(names),
        "principles": grammar.principle_shape(names),
        "ratings": grammar.MARK,
        "scales": grammar.scale_shape(names),
        "disciplines": grammar.DISCIPLINE,
        "questions": grammar.QUESTION,
        "measures": grammar.MEASURE,
        "multiples": grammar.multiple_shape(names),
        "salaries": grammar.salary_shape(names),
        "additions": grammar.addition_shape(names),
        "precedence": Code(),
    }


def _read_file(
    content: Plain,
    source: Source,
    wanted: tuple[str, ...],
    shapes: Mapping[str, Any],
    read: dict[str, list[Any]],
    plain: dict[str, list[Plain]],
) -> None:
    place = source.place()
    if not isinstance(content, dict):
        place.wrong(say("Tệp cần có các mục: {keys}.", keys=", ".join(SECTIONS)))
        return
    known = Record({key: Field(Many(shapes[key]), "", ()) for key in SECTIONS}).fields
    for key, value in content.items():
        if key not in known:
            if wanted == ("instruments",):
                (place / key).wrong(
                    say("Không có mục nào tên “{key}” ở đây.", key=key),
                    say("Các mục dùng được: {keys}.", keys=", ".join(SECTIONS)),
                )
        elif key in wanted:
            found = known[key].shape.read(value, place / key)
            if found is not BROKEN:
                read[key] += found
                plain[key] += value


def _in_order(awards: dict[str, Award], precedence: list[str]) -> dict[str, Award]:
    """As the law ranks them; those it does not rank come last, as they were read."""
    first = {code: awards[code] for code in precedence if code in awards}
    return {**first, **awards}


def _parts(read: Mapping[str, list[Any]]) -> Parts:
    return Parts(
        instruments={one.code: one for one in read["instruments"]},
        awards=_in_order({one.code: one for one in read["awards"]}, read["precedence"]),
        generals=tuple(read["generals"]),
        change_overs=tuple(read["change-overs"]),
        principles=tuple(read["principles"]),
        ratings={one.code: one for one in read["ratings"]},
        scales=tuple(read["scales"]),
        disciplines={one.code: one for one in read["disciplines"]},
        questions={one.code: one for one in read["questions"]},
        measures={one.code: one for one in read["measures"]},
        multiples=tuple(read["multiples"]),
        salaries=tuple(read["salaries"]),
        additions=tuple(read["additions"]),
    )
