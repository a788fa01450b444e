"""A clause of a local rule from what a guided form asked, and the text a content is written as. Pure.

The form offers the conditions that a unit's own rule needs; whatever else the vocabulary has is written in the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import yaml

from thidua.core.days import Period
from thidua.core.text import Text, say
from thidua.law.compare import OPENING_WORDS, SUBJECT_WORDS
from thidua.law.reading import Plain
from thidua.law.rulebook import Rulebook
from thidua.lawbook.rules.assembling import THIS_PAPER
from thidua.lawbook.rules.local import CLOSED, OPEN, QUOTA, SHARE, openness, standards_of

REGISTERED, RATING, PARTY_RATING, WORKED, WORK, STATED, NO_DISCIPLINE, MEASURE = (
    "registered", "rating", "party-rating", "worked", "work", "stated", "no-discipline", "measure",
)  # fmt: skip
#: The conditions that the form offers, by the word of the vocabulary.
CONDITION_WORDS: dict[str, Text] = {
    STATED: say("Một nội dung do người có thẩm quyền xác nhận (tự đặt lời văn)"),
    RATING: say("Được xếp loại từ một mức trở lên"),
    PARTY_RATING: say("Tổ chức đảng được xếp loại từ một mức trở lên"),
    WORK: say("Có sáng kiến, đề tài được công nhận"),
    WORKED: say("Công tác đủ số tháng trong năm"),
    REGISTERED: say("Đã đăng ký thi đua"),
    NO_DISCIPLINE: say("Không bị kỷ luật từ một hình thức trở lên"),
    MEASURE: say("Có thâm niên từ một số năm trở lên"),
    QUOTA: say("Tỷ lệ tối đa"),
}


@dataclass(frozen=True, slots=True)
class Opening:
    """What the law leaves open for one award and one kind of subject. vi: phần để ngỏ."""

    award: str
    name: str
    subject: str
    fills: str
    citation: str
    warned: bool = False

    @property
    def key(self) -> str:
        """The three codes in one, for a form."""
        return f"{self.award}|{self.subject}|{self.fills}"

    @property
    def words(self) -> Text:
        """What may be filled in, in words."""
        told = {"award": self.name, "subject": SUBJECT_WORDS[self.subject], "part": OPENING_WORDS[self.fills]}
        if self.warned:
            return say("{award} ({subject}): {part} (cần ghi tên người chịu trách nhiệm)", **told)
        return say("{award} ({subject}): {part}", **told)


def openings(house: Rulebook, period: Period) -> tuple[Opening, ...]:
    """What may be filled in on all days of a period, award by award."""
    found = []
    for award in house.awards.values():
        for subject in award.subjects:
            standards = standards_of(award, subject, period)
            for fills in OPENING_WORDS if standards else ():
                how = {openness(fills, one) for one in standards}
                # Only what is open or a share on some day: where nothing was read nobody is invited.
                if CLOSED not in how and how & {OPEN, SHARE}:
                    where = str(standards[0].provision.citation)
                    found.append(Opening(award.code, award.name, subject, fills, where, how != {OPEN}))
    return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One clause as the form asked it: where it fits, the condition's word, what the condition was given."""

    award: str
    subject: str
    fills: str
    condition: str
    place: str
    starts_on: date
    ends_on: date | None
    given: Mapping[str, Any] = field(default_factory=dict)


def composed(
    clause: Clause, content: Mapping[str, list[Plain]], replacing: int | None = None
) -> dict[str, list[Plain]]:
    """The content with one more clause, or with one replaced, in the schema of the files."""
    additions = list(content.get("additions", ()))
    questions = list(content.get("questions", ()))
    old = additions[replacing] if replacing is not None else None
    if old is not None:
        questions = _without_question(old, additions, questions)
    code = old["code"] if old else free_code(clause, [one["code"] for one in additions])
    written: dict[str, Plain] = {
        "code": code,
        "award": clause.award,
        "subject": clause.subject,
        "from": f"{clause.starts_on:%Y-%m-%d}",
        "to": f"{clause.ends_on:%Y-%m-%d}" if clause.ends_on else None,
        "fills": clause.fills,
        "source": _source(clause),
    }
    if clause.condition == QUOTA:
        given = clause.given
        share = share_text(given["percent"])
        written["quota"] = {"share": share, "of": given["of"], "whose": given["whose"], "source": _source(clause)}
    else:
        written["requires"] = {clause.condition: _parameters(clause, code)}
    if clause.condition == STATED:
        questions.append({"code": code, "words": clause.given["words"], "who": clause.given["who"]})
    if replacing is None:
        additions.append(written)
    else:
        additions[replacing] = written
    return {"questions": questions, "additions": additions}


def without(content: Mapping[str, list[Plain]], number: int) -> dict[str, list[Plain]]:
    """The content without one clause and without the question that only it asked."""
    additions = list(content.get("additions", ()))
    gone = additions.pop(number)
    return {
        "questions": _without_question(gone, additions, list(content.get("questions", ()))),
        "additions": additions,
    }


def _without_question(gone: Plain, others: list[Plain], questions: list[Plain]) -> list[Plain]:
    code = ((gone.get("requires") or {}).get(STATED) or {}).get("code")
    asked = sum(f"'code': '{code}'" in str(one.get("requires")) for one in others if one is not gone)
    return [one for one in questions if one["code"] != code or asked]


def free_code(clause: Clause, taken: Iterable[str]) -> str:
    """A code that no other clause has: the award's with a number."""
    used, number = set(taken), 1
    while f"{clause.award}-{number}" in used:
        number += 1
    return f"{clause.award}-{number}"


def _source(clause: Clause) -> Plain:
    return {"instrument": THIS_PAPER, "place": clause.place, "confidence": "seen"}


def _parameters(clause: Clause, code: str) -> Plain:
    given = clause.given
    if clause.condition in (RATING, PARTY_RATING):
        return {"at-least": given["rating"]}
    if clause.condition == WORKED:
        return {"months": f"{given['months']}"}
    if clause.condition == WORK:
        at_least, last = f"{given['at_least']}", f"{given['last']}"
        return {"kinds": list(given["kinds"]), "scope": given["scope"], "at-least": at_least, "last": last}
    if clause.condition == STATED:
        return {"code": code}
    if clause.condition == NO_DISCIPLINE:
        return {"from": given["discipline"]}
    if clause.condition == MEASURE:
        return {"of": given["measure"], "years": f"{given['years']}"}
    return {}


def begun(number: int, content: Mapping[str, list[Plain]]) -> dict[str, Any] | None:
    """What the form shows of a clause; None for one that only the file can say."""
    one = content["additions"][number]
    shown: dict[str, Any] = {
        "opening": f"{one['award']}|{one['subject']}|{one['fills']}",
        "place": one["source"].get("place", ""),
        "starts_on": date.fromisoformat(one["from"]),
        "ends_on": date.fromisoformat(one["to"]) if one["to"] else None,
    }
    if (quota := one.get("quota")) is not None:
        percent = Fraction(quota["share"]) * 100
        shown |= {"percent": Decimal(percent.numerator) / percent.denominator, "of": quota["of"]}
        return shown | {"condition": QUOTA, "whose": quota["whose"]}
    asked = one.get("requires") or {}
    word = next(iter(asked), "")
    if len(asked) != 1 or word not in CONDITION_WORDS:
        return None
    return shown | {"condition": word, **_shown(word, asked[word] or {}, content)}


def _shown(word: str, given: Mapping[str, Any], content: Mapping[str, list[Plain]]) -> dict[str, Any]:
    if word == STATED:
        questions = {one["code"]: one for one in content.get("questions", ())}
        question = questions.get(given["code"], {})
        return {"words": question.get("words", ""), "who": question.get("who", "")}
    names = {"at-least": "rating" if word in (RATING, PARTY_RATING) else "at_least", "from": "discipline"}
    if word == MEASURE:
        names["of"] = "measure"
    return {names.get(key, key): value for key, value in given.items()}


def redated(content: Mapping[str, list[Plain]], old: Period, new: Period) -> dict[str, list[Plain]]:
    """The content with the clauses that held as long as the paper holding as long as the paper's new days."""

    def moved(one: Plain) -> Plain:
        start, end = _iso(old.start), _iso(old.end)
        return {
            **one,
            "from": _iso(new.start) if one["from"] == start else one["from"],
            "to": _iso(new.end) if one["to"] == end else one["to"],
        }

    return {
        "questions": list(content.get("questions", ())),
        "additions": [moved(one) for one in content.get("additions", ())],
    }


def _iso(day: date | None) -> str | None:
    return f"{day:%Y-%m-%d}" if day else None


def share_text(percent: Decimal) -> str:
    """12.5 → 1/8; as the files write a share."""
    share = Fraction(percent) / 100
    return f"{share.numerator}/{share.denominator}"


def as_yaml(content: Mapping[str, list[Plain]]) -> str:
    """The content as the text of a file; what is empty is left out."""
    said = {key: value for key, value in content.items() if value}
    return str(yaml.safe_dump(said, allow_unicode=True, sort_keys=False, width=110)) if said else ""
