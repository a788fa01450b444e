"""What one row would do to the records. The preview and the writing ask this same function."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from thidua.core.names import fold
from thidua.core.text import say
from thidua.records.rules.importing.in_file import IDENTITY
from thidua.records.rules.importing.judged import DEFAULTS, Judged, Known, held_against, outcome_of_notes, who_of
from thidua.records.rules.importing.judging_staff import judge_staff
from thidua.records.rules.importing.judging_works import judge_work
from thidua.records.rules.importing.kinds import RECORD_KEYS, STAFF, WORKS, Kind
from thidua.records.rules.importing.notes import DOUBT, WRONG, Note
from thidua.records.rules.importing.outcomes import NEW, REFUSED, UNCLEAR, WRITTEN
from thidua.records.rules.importing.people import Who, match_known
from thidua.records.rules.importing.reading import Cells, read_row
from thidua.records.rules.importing.stored import Stored
from thidua.records.rules.importing.words import nobody


def judge(kind: Kind, cells: Cells, in_file: Iterable[Note], known: Known) -> Judged:
    """What a row would do to the records as they are known. vi: so sánh một dòng với hồ sơ đang có.

    `in_file` are the notes found from the file alone. Asked in the preview and once more when it is written.
    """
    read = read_row(kind, cells, known.against)
    kept = (*in_file, *read.wrong)
    found = outcome_of_notes(kept)
    if found:
        return Judged(found, kept)
    if kind.key == STAFF:
        judged = judge_staff(kind, read.values, known)
    elif kind.key == WORKS:
        judged = judge_work(kind, read.values, known)
    else:
        judged = _judge_record(kind, read.values, known)
    if judged.outcome in WRITTEN and not known.own.isdisjoint({judged.person, *judged.about}):
        return Judged(REFUSED, (*kept, _own_record()), judged.person)
    return replace(judged, notes=(*kept, *judged.notes))


def settled(kind: Kind, judged: Mapping[int, Judged]) -> dict[int, Judged]:
    """Rows that are written together, by number, so that none writes what another one writes too.

    Rows that mean one thing in ways that only the records connect (a code here, a name there) are left unclear.
    """
    seen: dict[tuple[Any, ...], int] = {}
    found = {}
    for number, one in sorted(judged.items()):
        taken = next((seen[key] for key in _writes(kind, one) if key in seen), None)
        if taken is not None:
            found[number] = Judged(UNCLEAR, (*one.notes, _also(taken)), one.person)
            continue
        seen |= dict.fromkeys(_writes(kind, one), number)
        found[number] = one
    return found


def identity(who: Who) -> tuple[Any, ...]:
    """By what somebody new is one and the same in several rows."""
    if who.staff_code:
        return ("code", who.staff_code)
    return ("born", fold(who.name), who.born_on) if who.born_on else ("unit", fold(who.name), who.unit)


def _writes(kind: Kind, one: Judged) -> list[tuple[Any, ...]]:
    """What a row writes, as keys that no two rows of one transaction may share."""
    if one.outcome not in WRITTEN:
        return []
    somebody = ("person", one.person) if one.person is not None else identity(one.who) if one.who else ()
    found: list[tuple[Any, ...]] = []
    if one.target is not None and (one.values or one.authors):
        found.append(("target", one.target))
    if kind.key == STAFF:
        if one.unit is not None:
            found.append(("post", *somebody, one.unit.pk))
        return found
    if one.target is None and kind.key != WORKS:
        found.append((*somebody, *(one.values[name] for name in RECORD_KEYS[kind.key])))
    if one.target is None and kind.key == WORKS:
        found += [("work", fold(one.values["work"]), one.values["year"], pk) for pk in one.authors]
    return found


def _own_record() -> Note:
    return Note(
        WRONG,
        "name",
        say("Không ai tự ghi hồ sơ của chính mình."),
        say("Hãy để người phụ trách khác của đơn vị hoặc đơn vị cấp trên nhập dòng này."),
    )


def _also(number: int) -> Note:
    return Note(
        DOUBT,
        "name",
        say("Dòng {n} cũng ghi nội dung này cho cùng một người.", n=number),
        say("Hãy giữ một dòng đúng và xóa dòng kia."),
    )


def _judge_record(kind: Kind, values: Mapping[str, Any], known: Known) -> Judged:
    who = who_of(values)
    match = match_known(who, known.people)
    if match.doubt:
        return Judged(UNCLEAR, (match.doubt,))
    if match.person is None:
        return Judged(REFUSED, (nobody("name", who.name, values["unit"]),))
    said = {key: value for key, value in values.items() if key not in IDENTITY}
    whole = {**DEFAULTS.get(kind.key, {}), **said}
    key = (match.person.pk, *(whole[name] for name in RECORD_KEYS[kind.key]))
    stored = _meant(known.stored.get(key, ()), whole)
    if stored is None:
        return Judged(NEW, person=match.person.pk, values=whole)
    return held_against(kind, said, stored, known, match.person.pk)


def _meant(found: tuple[Stored, ...], said: Mapping[str, Any]) -> Stored | None:
    """Of several records of one key, the one of the same decision, else a decided one, else the first."""
    number = fold(said.get("decision_number", ""))

    def rank(one: Stored) -> tuple[bool, bool, int]:
        return not (number and fold(one.fields.get("decision_number", "")) == number), not one.decided, one.pk

    return min(found, key=rank, default=None)
