"""Rules of voting as data: which rulebook holds on a day, and what it says of each kind of question. Pure.

The data are `meetings/data/voting-rules.toml`; whatever is not understood there is an error that names the place.
vi: quy định về họp và biểu quyết.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from importlib import resources
from typing import Any

from thidua.core.days import Period
from thidua.core.findings import Citation
from thidua.core.text import Text, say
from thidua.meetings.rules.thresholds import PRESENT, Share, described

DATA = resources.files("thidua.meetings") / "data" / "voting-rules.toml"
COUNCIL, CONFERENCE = "council", "conference"
YES, NO, UNKNOWN = "yes", "no", "unknown"
OPINION, BALLOT, NONE = "opinion", "ballot", "none"
VOTE, ABSTAIN = "vote", "abstain"
TEXT_READ = "T"

#: How sure the data are, in words. source: domain/law.md §0.
CONFIDENCE: dict[str, Text] = {
    TEXT_READ: say("đã đối chiếu với văn bản gốc"),
    "O": say("chưa đối chiếu với văn bản gốc; ghi theo văn bản khác dẫn lại"),
    "R": say("chưa đối chiếu với văn bản gốc; ghi theo hiểu biết chung"),
    "U": say("chưa đối chiếu với văn bản gốc; còn chưa chắc chắn"),
}
SECRET: dict[str, Text] = {
    YES: say("bỏ phiếu kín"),
    NO: say("biểu quyết công khai"),
    UNKNOWN: say("quy định không nói rõ kín hay công khai"),
}
ABSENT: dict[str, Text] = {
    OPINION: say("thành viên vắng mặt được lấy ý kiến sau phiên họp"),
    BALLOT: say("thành viên vắng mặt bỏ phiếu bằng phiếu giấy"),
    NONE: say("thành viên vắng mặt không được lấy ý kiến"),
}
CANDIDATES: dict[str, Text] = {
    VOTE: say("người là đối tượng bỏ phiếu vẫn bỏ phiếu"),
    ABSTAIN: say("người là đối tượng bỏ phiếu không bỏ phiếu"),
    UNKNOWN: say("quy định không nói rõ đối tượng bỏ phiếu có được bỏ phiếu không"),
}
MOST_VOTES = say("lấy theo số phiếu từ cao xuống thấp; bằng phiếu ở vị trí cuối thì bỏ phiếu lại")


class RulebookError(ValueError):
    """The data file says something that is not understood; the message names the file and the entry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quorum:
    """Who must be there for a session to be valid."""

    share: Share
    source: str
    confidence: str

    @property
    def citation(self) -> Citation:
        """Where it stands."""
        return Citation(self.source)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What one kind of question needs. `threshold` None: the rule names no fraction, most votes decide."""

    code: str
    name: str
    groups: tuple[str, ...]
    threshold: Share | None
    secret: str
    absent: str
    candidates: str
    source: str
    confidence: str
    note: str = ""

    @property
    def citation(self) -> Citation:
        """Where it stands."""
        return Citation(self.source)

    @property
    def words(self) -> Text:
        """What decides, in words."""
        return described(self.threshold) if self.threshold else MOST_VOTES

    def to_json(self) -> dict[str, Any]:
        """As frozen with a question."""
        plain = {name: getattr(self, name) for name in self.__slots__ if name not in ("groups", "threshold")}
        threshold = self.threshold.to_json() if self.threshold else None
        return plain | {"groups": list(self.groups), "threshold": threshold}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Entry:
        """As it was frozen."""
        threshold = Share.from_json(data["threshold"]) if data["threshold"] else None
        plain = {name: data[name] for name in cls.__slots__ if name not in ("groups", "threshold")}
        return cls(groups=tuple(data["groups"]), threshold=threshold, **plain)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulebook:
    """The rules of one kind of body from one day to another."""

    code: str
    name: str
    body: str
    period: Period
    quorum: Quorum
    entries: tuple[Entry, ...]

    def entry_for(self, group: str) -> Entry | None:
        """What holds for a group of awards or an election; None where this rulebook says nothing of it."""
        return next((one for one in self.entries if group in one.groups), None)

    def to_json(self) -> dict[str, Any]:
        """As frozen with a session when it is called."""
        quorum = {
            "share": self.quorum.share.to_json(), "source": self.quorum.source, "confidence": self.quorum.confidence,
        }  # fmt: skip
        return {
            "code": self.code,
            "name": self.name,
            "body": self.body,
            "from": self.period.start.isoformat(),
            "to": self.period.end.isoformat() if self.period.end else None,
            "quorum": quorum,
            "entries": [one.to_json() for one in self.entries],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Rulebook:
        """As it was frozen."""
        quorum = data["quorum"]
        return cls(
            code=data["code"],
            name=data["name"],
            body=data["body"],
            period=Period(date.fromisoformat(data["from"]), date.fromisoformat(data["to"]) if data["to"] else None),
            quorum=Quorum(
                share=Share.from_json(quorum["share"]), source=quorum["source"], confidence=quorum["confidence"]
            ),
            entries=tuple(Entry.from_json(one) for one in data["entries"]),
        )


def rulebooks() -> tuple[Rulebook, ...]:
    """All that are known, as the file has them."""
    return _kept()[0]


def groups() -> Mapping[str, str]:
    """What a question can be for, by code, as the rules call it."""
    return _kept()[1]


def rulebooks_on(day: date) -> tuple[Rulebook, ...]:
    """Those in force on a day. source: R4.7."""
    return tuple(one for one in rulebooks() if day in one.period)


def rulebook(code: str) -> Rulebook:
    """One of them; KeyError when there is none of that code."""
    for one in rulebooks():
        if one.code == code:
            return one
    raise KeyError(code)


@cache
def _kept() -> tuple[tuple[Rulebook, ...], Mapping[str, str]]:
    return read(DATA.read_text(encoding="utf-8"), DATA.name)


def read(text: str, name: str) -> tuple[tuple[Rulebook, ...], Mapping[str, str]]:
    """Rulebooks and groups from the text of a file; strict. Raises RulebookError."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RulebookError(f"{name}: {error}") from error
    _keys(data, f"{name}", {"group", "rulebook"})
    known = {}
    for one in data["group"]:
        _keys(one, f"{name}, group {one.get('code')}", {"code", "name"})
        known[one["code"]] = one["name"]
    found = tuple(_read_rulebook(one, f"{name}, rulebook {one.get('code')}", known) for one in data["rulebook"])
    codes = [one.code for one in found]
    if len(set(codes)) != len(codes):
        raise RulebookError(f"{name}: a rulebook's code stands twice")
    return found, known


def _read_rulebook(data: Mapping[str, Any], place: str, known: Mapping[str, str]) -> Rulebook:
    _keys(data, place, {"code", "name", "body", "from", "quorum", "entry"}, {"to"})
    for key in ("from", "to"):
        if key in data and type(data[key]) is not date:
            raise RulebookError(f"{place}: `{key}` is not a day")
    if "to" in data and data["to"] < data["from"]:
        raise RulebookError(f"{place}: ends before it begins")
    quorum = data["quorum"]
    _keys(quorum, f"{place}, quorum", {"fraction", "base", "source", "confidence"})
    if quorum["base"] != "all-members":
        raise RulebookError(f"{place}, quorum: a quorum is a share of all members")
    return Rulebook(
        code=data["code"],
        name=data["name"],
        body=_one_of(data["body"], (COUNCIL, CONFERENCE), f"{place}, body"),
        period=Period(data["from"], data.get("to")),
        quorum=Quorum(
            share=_share({key: quorum[key] for key in ("fraction", "base")}, f"{place}, quorum"),
            source=quorum["source"],
            confidence=_one_of(quorum["confidence"], CONFIDENCE, f"{place}, quorum"),
        ),
        entries=_read_entries(data["entry"], place, known),
    )


def _read_entries(rows: Iterable[Mapping[str, Any]], place: str, known: Mapping[str, str]) -> tuple[Entry, ...]:
    entries = tuple(_read_entry(one, f"{place}, entry {one.get('code')}", known) for one in rows)
    named = [group for one in entries for group in one.groups]
    twice = {group for group in named if named.count(group) > 1}
    if twice:
        raise RulebookError(f"{place}: two entries for {', '.join(sorted(twice))}")
    return entries


def _read_entry(data: Mapping[str, Any], place: str, known: Mapping[str, str]) -> Entry:
    needed = {"code", "name", "groups", "secret", "absent", "candidates", "source", "confidence"}
    _keys(data, place, needed, {"threshold", "note"})
    for group in data["groups"]:
        _one_of(group, known, f"{place}, groups")
    if not data["source"].strip():
        raise RulebookError(f"{place}: no source")
    threshold = _share(data["threshold"], place) if "threshold" in data else None
    if threshold and threshold.base == PRESENT and data["absent"] == BALLOT:
        raise RulebookError(f"{place}: absent members vote by ballot, yet the base counts only those present")
    return Entry(
        code=data["code"],
        name=data["name"],
        groups=tuple(data["groups"]),
        threshold=threshold,
        secret=_one_of(data["secret"], SECRET, f"{place}, secret"),
        absent=_one_of(data["absent"], ABSENT, f"{place}, absent"),
        candidates=_one_of(data["candidates"], CANDIDATES, f"{place}, candidates"),
        source=data["source"],
        confidence=_one_of(data["confidence"], CONFIDENCE, f"{place}, confidence"),
        note=data.get("note", ""),
    )


def _share(data: Mapping[str, Any], place: str) -> Share:
    _keys(data, f"{place}, threshold", {"fraction", "base"}, {"over"})
    if not isinstance(data["fraction"], str):
        raise RulebookError(f'{place}: a fraction is written as text, "4/5"')
    try:
        return Share(Fraction(data["fraction"]), data["base"], data.get("over", False))
    except (ValueError, ZeroDivisionError) as error:
        raise RulebookError(f"{place}: {error}") from error


def _keys(data: Mapping[str, Any], place: str, needed: set[str], more: Iterable[str] = ()) -> None:
    missing, unknown = needed - set(data), set(data) - needed - set(more)
    if missing or unknown:
        said = [f"missing {one}" for one in sorted(missing)] + [f"unknown {one}" for one in sorted(unknown)]
        raise RulebookError(f"{place}: {', '.join(said)}")


def _one_of(value: str, known: Iterable[str], place: str) -> str:
    if value not in set(known):
        raise RulebookError(f"{place}: unknown {value}")
    return value
