"""The file of procedures: its shapes, read strictly. `to: null`, `sets: null` and `unknown` must be written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations
from typing import Any

from thidua.core.text import say
from thidua.law.facts import COLLECTIVE, PERSON
from thidua.law.grammar import Names, dated
from thidua.law.procedures_model import (
    SCOPES,
    Deadline,
    Dossier,
    Doubt,
    Due,
    Part,
    Procedures,
    Proposer,
    Publicity,
    Rule,
)
from thidua.law.reading import Place, Plain, read_yaml
from thidua.law.rulebook import Rulebook
from thidua.law.shapes import BROKEN, Code, Field, Many, Nullable, Record, Shape, Whole, Words, broken
from thidua.law.sources import SourceShape, once

UNREAD = "unknown"
MONTH_DAY = re.compile(r"(\d{2})-(\d{2})")


@dataclass(frozen=True, slots=True)
class _MonthDay:
    """A day of every year, written 10-31."""

    def read(self, value: Plain, place: Place) -> Any:
        found = MONTH_DAY.fullmatch(value) if isinstance(value, str) else None
        try:
            # A year without 29 February: a deadline is there every year.
            return date(2023, int(found[1]), int(found[2])) if found else self._broken(place)
        except ValueError:
            return self._broken(place)

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": f"^{MONTH_DAY.pattern}$"}

    def _broken(self, place: Place) -> Any:
        return broken(place, say("Ở đây cần tháng và ngày, viết như 10-31."))


#: `due`: the one key that says what kind of deadline it is, and its value.
DUES: Mapping[str, Shape] = {
    "by": _MonthDay(),
    "before": _MonthDay(),
    "working-days": Whole(1, 365),
    "months": Whole(1, 60),
}


@dataclass(frozen=True, slots=True)
class _DueShape:
    """`{by: 10-31}`, `{before: 10-15}`, `{working-days: 20}`, `{months: 6}` or the word `unknown`."""

    def read(self, value: Plain, place: Place) -> Any:
        if value == UNREAD:
            return Due()
        if not isinstance(value, dict) or len(value) != 1 or not set(value) <= set(DUES):
            return broken(place, say("Ở đây cần đúng một trong các mục: {keys}.", keys=", ".join(DUES)))
        ((key, given),) = value.items()
        found = DUES[key].read(given, place / key)
        if found is BROKEN:
            return BROKEN
        if key in ("by", "before"):
            return Due(month=found.month, day=found.day, is_included=key == "by")
        return Due(working_days=found) if key == "working-days" else Due(months=found)

    def schema(self) -> dict[str, Any]:
        one = [Record({key: Field(shape)}).schema() for key, shape in DUES.items()]
        return {"anyOf": [{"const": UNREAD}, *one]}


@dataclass(frozen=True, slots=True)
class _Unread:
    """A value, or the word `unknown` for a text that nobody read: None."""

    inner: Shape

    def read(self, value: Plain, place: Place) -> Any:
        return None if value == UNREAD else self.inner.read(value, place)

    def schema(self) -> dict[str, Any]:
        return {"anyOf": [{"const": UNREAD}, self.inner.schema()]}


@dataclass
class _Words:
    """What the file itself names before its rules: papers by code, and families of awards."""

    papers: Mapping[str, str] = field(default_factory=dict)
    families: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def awards(self, codes: tuple[str, ...]) -> tuple[str, ...]:
        """The codes with every family in place of its name."""
        return tuple(dict.fromkeys(one for code in codes for one in self.families.get(code, (code,))))


def read(text: str, name: str, book: Rulebook) -> Procedures:
    """Procedures from the text of a file. Raises BadInput with everything that is wrong.

    Whether the awards that are named exist is asked by `lost_procedure_references`.
    """
    plain, source = read_yaml(text, name)
    place, names = source.place(), Names({one.code: one.name for one in book.instruments.values()})
    words = _words(plain)
    sections: dict[str, Shape] = {
        "papers": Record({"code": Field(Code()), "name": Field(Words(200))}),
        "families": Record({"code": Field(Code()), "awards": Field(Many(Code(), 1))}),
        "dossiers": _rule(names, words, Dossier, _dossier_fields(words)),
        "deadlines": _rule(names, words, Deadline, _DEADLINE),
        "publicity": _rule(names, words, Publicity, _PUBLICITY),
        "proposers": _rule(names, words, Proposer, _PROPOSER),
        "doubts": _doubt_shape(names),
    }
    found = Record({key: Field(Many(shape)) for key, shape in sections.items()}).read(plain, place)
    if found is not BROKEN:
        for key in ("papers", "families"):
            once("code", [one["code"] for one in found[key]], place / key)
        rules = [one for key in ("dossiers", "deadlines", "publicity", "proposers") for one in found[key]]
        once("code", [one.code for one in rules], place)
        _one_dossier_a_day(found["dossiers"], place / "dossiers")
    source.done()
    kept = ("dossiers", "deadlines", "publicity", "proposers", "doubts")
    told = {key: [_written_out(row, words) for row in plain[key]] for key in kept}
    return Procedures(plain=told, **{key: found[key] for key in kept})


def _written_out(row: Plain, words: _Words) -> Plain:
    """A row with the awards of its families and the names of its papers: what it says changes with them."""
    found = dict(row)
    if "awards" in found:
        found["awards"] = list(words.awards(tuple(found["awards"])))
    if isinstance(found.get("parts"), list):
        found["parts"] = [{**one, "name": words.papers[one["paper"]]} for one in found["parts"]]
    return found


def _words(plain: Plain) -> _Words:
    """The names that the rules may use; what is wrong with them is told where they are read."""
    rows = {key: plain.get(key) if isinstance(plain, dict) else None for key in ("papers", "families")}
    kept = {key: [one for one in row if isinstance(one, dict)] for key, row in rows.items() if isinstance(row, list)}
    return _Words(
        {str(one.get("code")): str(one.get("name")) for one in kept.get("papers", ())},
        {str(one.get("code")): tuple(one.get("awards") or ()) for one in kept.get("families", ())},
    )


def _rule(names: Names, words: _Words, kind: type[Rule], fields: Mapping[str, Field]) -> Shape:
    def made(source: Any, awards: tuple[str, ...], **values: Any) -> Rule:
        return kind(provision=source, awards=words.awards(awards), **values)

    shared = {
        "code": Field(Code()),
        "awards": Field(Many(Code(), 1), "danh hiệu, hình thức hoặc nhóm"),
        "source": Field(SourceShape(names)),
        "note": Field(Words(600), "", ""),
        "only-in": Field(Words(100), "chỉ áp dụng ở địa phương này", ""),
    }
    return dated(Record({**shared, **fields}, made))


def _dossier_fields(words: _Words) -> dict[str, Field]:
    part = Record(
        {"paper": Field(Code(lambda: words.papers)), "when": Field(Words(200), "chỉ khi", "")},
        lambda paper, when: Part(paper=paper, name=words.papers[paper], when=when),
    )
    return {
        "subjects": Field(Many(Code(lambda: (PERSON, COLLECTIVE)), 1), "", (PERSON, COLLECTIVE)),
        "parts": Field(_Unread(Many(part, 1)), "thành phần hồ sơ"),
        "sets": Field(Nullable(Whole(1, 20)), "số bộ, null: không cố định"),
        "sets-by": Field(Words(150), "cơ quan quy định số bộ, thành phần", ""),
    }


_DEADLINE = {
    "step": Field(Words(200), "việc gì"),
    "scope": Field(Code(lambda: SCOPES)),
    "due": Field(_DueShape()),
    "counted": Field(Words(200), "tính từ", ""),
}
_PUBLICITY = {
    "where": Field(Words(200)),
    "moment": Field(Words(200), "lúc nào"),
    "working-days": Field(Nullable(Whole(1, 365)), "ít nhất bao nhiêu ngày làm việc, null: không ghi"),
}
_PROPOSER = {"who": Field(Words(300)), "addressee": Field(Words(200))}


def _doubt_shape(names: Names) -> Shape:
    fields = {"source": Field(SourceShape(names)), "note": Field(Words(300))}
    return dated(Record(fields, lambda source, **values: Doubt(provision=source, **values)))


def _one_dossier_a_day(dossiers: tuple[Dossier, ...], place: Place) -> None:
    for one, other in combinations(dossiers, 2):
        same = set(one.awards) & set(other.awards) and set(one.subjects) & set(other.subjects)
        if same and one.period.overlaps(other.period) and one.only_in == other.only_in:
            told = {"one": one.code, "other": other.code}
            place.wrong(say("Hai thành phần hồ sơ “{one}” và “{other}” cùng có hiệu lực một ngày.", **told))
