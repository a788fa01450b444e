"""What the rules of voting are made of: groups of questions, rulebooks with their quorum, entries with a threshold.

Rules are frozen as plain data with a session and a question, and come back as they were. vi: quy định biểu quyết.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from thidua.core.days import Period
from thidua.core.findings import Citation
from thidua.core.text import Text, say
from thidua.law.provenance import RECALLED, SECONDHAND, SEEN, UNCERTAIN, Provision
from thidua.law.reading import Plain
from thidua.law.shares import Share, described

COUNCIL, CONFERENCE = "council", "conference"
YES, NO, UNKNOWN = "yes", "no", "unknown"
OPINION, BALLOT, NONE = "opinion", "ballot", "none"
VOTE, ABSTAIN = "vote", "abstain"

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
#: How sure we are, as rules frozen by earlier versions of the software wrote it.
FORMER = {"T": SEEN, "O": SECONDHAND, "R": RECALLED, "U": UNCERTAIN}


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """What a question can be for. `award`: the one award it is about; empty where it is about several or none."""

    code: str
    name: str
    award: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quorum:
    """Who must be there for a session to be valid."""

    share: Share
    provision: Provision

    @property
    def citation(self) -> Citation:
        """Where it stands."""
        return self.provision.citation

    @property
    def source(self) -> str:
        """Where it stands, as it is written."""
        return str(self.provision.citation)

    @property
    def confidence_words(self) -> Text:
        """How sure that is, in words."""
        return self.provision.confidence_words


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
    provision: Provision
    note: str = ""

    @property
    def citation(self) -> Citation:
        """Where it stands."""
        return self.provision.citation

    @property
    def source(self) -> str:
        """Where it stands, as it is written."""
        return str(self.provision.citation)

    @property
    def confidence_words(self) -> Text:
        """How sure that is, in words."""
        return self.provision.confidence_words

    @property
    def words(self) -> Text:
        """What decides, in words."""
        return described(self.threshold) if self.threshold else MOST_VOTES

    def to_json(self) -> dict[str, Any]:
        """As frozen with a question."""
        return {
            "code": self.code,
            "name": self.name,
            "groups": list(self.groups),
            "threshold": self.threshold.to_json() if self.threshold else None,
            "secret": self.secret,
            "absent": self.absent,
            "candidates": self.candidates,
            "note": self.note,
            **_provision_json(self.provision),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Entry:
        """As it was frozen."""
        return cls(
            **{key: data[key] for key in ("code", "name", "secret", "absent", "candidates", "note")},
            groups=tuple(data["groups"]),
            threshold=Share.from_json(data["threshold"]) if data["threshold"] else None,
            provision=_provision_from(data),
        )


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
        """What holds for a group of awards or an election; None where these rules say nothing of it."""
        return next((one for one in self.entries if group in one.groups), None)

    def to_json(self) -> dict[str, Any]:
        """As frozen with a session when it is called."""
        return {
            "code": self.code,
            "name": self.name,
            "body": self.body,
            "from": self.period.start.isoformat(),
            "to": self.period.end.isoformat() if self.period.end else None,
            "quorum": {"share": self.quorum.share.to_json(), **_provision_json(self.quorum.provision)},
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
            quorum=Quorum(share=Share.from_json(quorum["share"]), provision=_provision_from(quorum)),
            entries=tuple(Entry.from_json(one) for one in data["entries"]),
        )


def _provision_json(provision: Provision) -> dict[str, str]:
    """`source` stays what people read; the rest is there so that the provision can be found again."""
    citation = provision.citation
    return {
        "source": str(citation),
        "confidence": provision.confidence,
        "instrument": provision.instrument,
        "document": citation.document,
        "place": citation.place,
    }


def _provision_from(data: Mapping[str, Any]) -> Provision:
    citation = Citation(data.get("document", data["source"]), data.get("place", ""))
    return Provision(data.get("instrument", ""), citation, FORMER.get(data["confidence"], data["confidence"]))


@dataclass(frozen=True, slots=True)
class Voting:
    """Everything the file says: what questions can be for, and the rules by their days, the more special first.

    `plain`: what rests on each source, as it was read, with the rulebook it is of.
    """

    groups: Mapping[str, Group]
    rulebooks: tuple[Rulebook, ...]
    plain: Mapping[str, list[Plain]] = field(repr=False, compare=False, default_factory=dict)
