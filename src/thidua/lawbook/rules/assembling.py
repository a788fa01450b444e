"""A local rule's content made part of a rulebook: codes of its own, its days, its paper as an instrument. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from thidua.law.reading import Plain

#: What a local rule's `source` names: the paper that it is written in.
THIS_PAPER = "van-ban-nay"
LONGEST_NAME = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """The paper of a local rule: its code, which version, what it is called, its days. vi: văn bản."""

    series: str
    version: int
    title: str
    number: str
    level: str
    issuer: str
    signed_on: date | None
    starts_on: date
    ends_on: date | None

    @property
    def family(self) -> str:
        """What every code of all versions begins with."""
        return f"dp-{self.series[:8]}"

    @property
    def code(self) -> str:
        """The code of the paper of this version."""
        return f"{self.family}-b{self.version}"

    @property
    def name(self) -> str:
        """How it is cited."""
        return f"{self.title} số {self.number}"[:LONGEST_NAME] if self.number else self.title[:LONGEST_NAME]


def instrument_of(paper: Paper) -> Plain:
    """The paper as an instrument of the rulebook, in the schema of the law's own files."""
    return {
        "code": paper.code,
        "name": paper.name,
        "number": paper.number or "–",
        "level": paper.level,
        "issuer": paper.issuer,
        "signed": _written(paper.signed_on),
        "from": _written(paper.starts_on),
        "to": _written(paper.ends_on),
        "confidence": "seen",
    }


def assembled(content: Mapping[str, Any], paper: Paper) -> Plain:
    """The sections that a rulebook gets: the paper, the questions and the additions that hold for some days at all."""
    own = {one["code"]: question_code(one, paper) for one in content.get("questions", ())}
    additions = []
    for one in content.get("additions", ()):
        named = _renamed(one, paper, own)
        named["code"] = f"{paper.code}-{one['code']}"
        named["from"], named["to"] = _clipped(named, paper)
        if named["to"] is None or named["from"] <= named["to"]:
            additions.append(named)
    questions = [{**one, "code": own[one["code"]]} for one in content.get("questions", ())]
    return {"instruments": [instrument_of(paper)], "questions": questions, "additions": additions}


def question_code(question: Mapping[str, str], paper: Paper) -> str:
    """The whole code of a question: another wording is another question, so an old answer never answers it."""
    said = hashlib.sha256(f"{question['words']}|{question['who']}".encode()).hexdigest()
    return f"{paper.family}-{question['code']}-{said[:6]}"


def questions_once(files: Iterable[Plain]) -> None:
    """The questions that several versions of one document ask alike, each kept once."""
    seen: set[str] = set()
    for file in files:
        file["questions"] = [one for one in file["questions"] if one["code"] not in seen]
        seen.update(one["code"] for one in file["questions"])


def _renamed(value: Any, paper: Paper, own: Mapping[str, str]) -> Any:
    """The same plain data with this paper and the own questions under their whole codes."""
    if isinstance(value, list):
        return [_renamed(one, paper, own) for one in value]
    if not isinstance(value, dict):
        return value
    found = {key: _renamed(one, paper, own) for key, one in value.items()}
    if found.get("instrument") == THIS_PAPER:
        found["instrument"] = paper.code
    stated = found.get("stated")
    if isinstance(stated, dict) and stated.get("code") in own:
        found["stated"] = {**stated, "code": own[stated["code"]]}
    return found


def _clipped(addition: Mapping[str, Any], paper: Paper) -> tuple[str, str | None]:
    """The days of an addition within those of its paper; days written as text compare as days."""
    start = max(addition["from"], _written(paper.starts_on) or "")
    ends = [one for one in (addition["to"], _written(paper.ends_on)) if one is not None]
    return start, min(ends, default=None)


def _written(day: date | None) -> str | None:
    return f"{day:%Y-%m-%d}" if day else None
