"""The file of voting rules: its shapes, read strictly. `to: null` and `threshold: most-votes` must be written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from thidua.core.text import say
from thidua.law import shapes
from thidua.law.grammar import Names, dated
from thidua.law.reading import Place, Plain, read_yaml
from thidua.law.rulebook import Rulebook as Law
from thidua.law.shapes import BROKEN, Code, Field, Many, Record, Truth, Words, broken
from thidua.law.shares import ALL_MEMBERS, BASES, PRESENT, Share
from thidua.law.sources import Checked, SourceShape, once
from thidua.law.voting_model import (
    ABSENT,
    BALLOT,
    CANDIDATES,
    CONFERENCE,
    COUNCIL,
    SECRET,
    Entry,
    Group,
    Quorum,
    Rulebook,
    Voting,
)

MOST = "most-votes"


@dataclass(frozen=True, slots=True)
class ThresholdShape:
    """`{share, base, over}`, or the word `most-votes`."""

    def read(self, value: Plain, place: Place) -> Any:
        return None if value == MOST else SHARE.read(value, place)

    def schema(self) -> dict[str, Any]:
        return {"anyOf": [{"const": MOST}, SHARE.schema()]}


@dataclass(frozen=True, slots=True)
class _ShareShape:
    """A fraction of a base that can be reached."""

    def read(self, value: Plain, place: Place) -> Any:
        found = self._record.read(value, place)
        if found is BROKEN:
            return BROKEN
        share: Fraction = found["share"]
        if not share or (found["over"] and share == 1):
            return broken(place / "share", say("Tỷ lệ phải lớn hơn 0 và có thể đạt được."))
        return Share(share, found["base"], found["over"])

    def schema(self) -> dict[str, Any]:
        return self._record.schema()

    @property
    def _record(self) -> Record:
        return Record(
            {
                "share": Field(shapes.Share(), "tỷ lệ"),
                "base": Field(Code(lambda: BASES), "tính trên"),
                "over": Field(Truth(), "phải quá tỷ lệ, không chỉ bằng", False),
            }
        )


SHARE = _ShareShape()


@dataclass(frozen=True, slots=True)
class _GroupShape:
    """`{code, award}` takes the award's name; `{code, name}` has its own."""

    book: Law

    def read(self, value: Plain, place: Place) -> Any:
        of_award = isinstance(value, dict) and "award" in value
        own = Field(Code(lambda: self.book.awards)) if of_award else Field(Words(150))
        found = Record({"code": Field(Code()), "award" if of_award else "name": own}).read(value, place)
        if found is BROKEN:
            return BROKEN
        name = found["name"] if "name" in found else self.book.award_name(found["award"])
        return Group(code=found["code"], name=name, award=found.get("award", ""))

    def schema(self) -> dict[str, Any]:
        code = Field(Code())
        named, of_award = Record({"code": code, "name": Field(Words(150))}), Record({"code": code, "award": code})
        return {"anyOf": [named.schema(), of_award.schema()]}


def read(text: str, name: str, book: Law) -> Voting:
    """Groups and rulebooks from the text of a file. Raises BadInput with everything that is wrong."""
    plain, source = read_yaml(text, name)
    place = source.place()
    whole = Record(
        {
            "groups": Field(Many(_GroupShape(book), 1)),
            "rulebooks": Field(Many(_rulebook_shape(book, _codes(plain)), 1)),
        }
    )
    found = whole.read(plain, place)
    if found is not BROKEN:
        for section in ("groups", "rulebooks"):
            once("code", [one.code for one in found[section]], place / section)
    source.done()
    return Voting({one.code: one for one in found["groups"]}, found["rulebooks"], {"voting": list(_resting(plain))})


def _resting(plain: Plain) -> Iterator[Plain]:
    """The quorum and the entries of every rulebook, each with whose they are and when they hold."""
    for book in plain["rulebooks"]:
        shared = {"rulebook": book["code"], **{key: book[key] for key in ("body", "from", "to")}}
        yield from ({**shared, **row} for row in (book["quorum"], *book["entries"]))


def _codes(plain: Plain) -> tuple[str, ...]:
    """The groups that entries may name; what is wrong with them is told where they are read."""
    rows = plain.get("groups") if isinstance(plain, dict) else None
    return tuple(str(one.get("code")) for one in rows or () if isinstance(one, dict)) if isinstance(rows, list) else ()


def _rulebook_shape(book: Law, groups: tuple[str, ...]) -> Any:
    names = Names({one.code: one.name for one in book.instruments.values()})
    quorum = Checked(
        Record(
            {"share": Field(SHARE), "source": Field(SourceShape(names))},
            lambda share, source: Quorum(share=share, provision=source),
        ),
        _check_quorum,
    )
    record = Record(
        {
            "code": Field(Code()),
            "name": Field(Words(200)),
            "body": Field(Code(lambda: (COUNCIL, CONFERENCE)), "hội đồng hay hội nghị cụm, khối"),
            "quorum": Field(quorum, "số thành viên phải có mặt"),
            "entries": Field(Many(_entry_shape(names, groups), 1)),
        },
        Rulebook,
    )
    return Checked(dated(record), _check_rulebook)


def _entry_shape(names: Names, groups: tuple[str, ...]) -> Any:
    record = Record(
        {
            "code": Field(Code()),
            "name": Field(Words(200)),
            "groups": Field(Many(Code(lambda: groups), 1)),
            "threshold": Field(ThresholdShape(), "tỷ lệ cần đạt"),
            "secret": Field(Code(lambda: SECRET)),
            "absent": Field(Code(lambda: ABSENT)),
            "candidates": Field(Code(lambda: CANDIDATES)),
            "source": Field(SourceShape(names)),
            "note": Field(Words(600), "", ""),
        },
        lambda source, **values: Entry(provision=source, **values),
    )
    return Checked(record, _check_entry)


def _check_quorum(quorum: Quorum, place: Place) -> None:
    if quorum.share.base != ALL_MEMBERS:
        place.wrong(say("Số thành viên phải có mặt được tính trên tổng số thành viên."))


def _check_entry(entry: Entry, place: Place) -> None:
    if entry.threshold and entry.threshold.base == PRESENT and entry.absent == BALLOT:
        place.wrong(say("Thành viên vắng mặt bỏ phiếu nhưng tỷ lệ lại chỉ tính trên số người có mặt."))


def _check_rulebook(book: Rulebook, place: Place) -> None:
    once("code", [one.code for one in book.entries], place / "entries")
    once("groups", [group for one in book.entries for group in one.groups], place / "entries")
