"""Cases of law as an official writes them: a name, a day, facts, what must come out and the article."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from thidua.law.facts import Facts
from thidua.law.facts_file import FactsShape
from thidua.law.judge import Dates
from thidua.law.reading import read_yaml
from thidua.law.shapes import Code, Day, Field, Many, Nullable, Record, Truth, Words

CASES = Path(__file__).parent / "cases"


@dataclass(frozen=True)
class LawCase:
    """One case. `standard` names the standard it is about; `says` words that the sentence must hold."""

    file: str
    name: str
    award: str
    dates: Dates
    facts: Facts
    expect: str
    cause: str
    cites: str
    standard: str
    says: str
    doubts: str


def _case(**found: Any) -> dict[str, Any]:
    days = {key: found.pop(key) for key in ("day", "submitted", "sent", "received", "new_is_better")}
    return {"dates": Dates(**days), **found}


SHAPE = Record(
    {
        "name": Field(Words(200), "trường hợp gì, bằng một câu"),
        "award": Field(Code()),
        "day": Field(Day()),
        "submitted": Field(Day(), "", None),
        "sent": Field(Day(), "", None),
        "received": Field(Day(), "", None),
        "new-is-better": Field(Nullable(Truth()), "", None),
        "facts": Field(FactsShape()),
        "expect": Field(Code(lambda: ("granted", "refused", "undetermined"))),
        "cause": Field(Code(lambda: ("pending", "no-text", "missing")), "", ""),
        "cites": Field(Words(300), "căn cứ phải được viện dẫn", ""),
        "standard": Field(Code(), "tiêu chuẩn được áp dụng", ""),
        "says": Field(Words(300), "lời phải có trong câu kết luận", ""),
        "doubts": Field(Words(300), "lời phải có trong phần lưu ý", ""),
    },
    _case,
)


def law_cases() -> list[LawCase]:
    """Every case of every file, in order. Raises BadInput where a file is not understood."""
    found = []
    for path in sorted(CASES.glob("*.yaml")):
        plain, source = read_yaml(path.read_text("utf-8"), path.name)
        rows = Many(SHAPE).read(plain, source.place())
        source.done()
        found += [LawCase(file=path.stem, **row) for row in rows]
    return found


def day(text: str) -> date:
    """A day of a test."""
    return date.fromisoformat(text)
