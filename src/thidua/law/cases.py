"""Cases of law as an official writes them: a name, a day, facts, what must come out and the article. vi: ca pháp lý.

They live beside the tests; here they are read strictly and carried out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from thidua.law.facts import Facts
from thidua.law.facts_file import FactsShape
from thidua.law.judge import Dates, Judgement, judge
from thidua.law.reading import read_yaml
from thidua.law.rulebook import Rulebook
from thidua.law.shapes import Code, Day, Field, Many, Nullable, Record, Truth, Words


@dataclass(frozen=True, slots=True)
class LawCase:
    """One case. `standard` names the standard it is about; `says` and `doubts`: words that must be there."""

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
    decider: str


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
        "decider": Field(Words(300), "người có thẩm quyền quyết định", ""),
    },
    _case,
)


def read_cases(texts: Iterable[tuple[str, str]]) -> list[LawCase]:
    """The cases of several YAML texts with their names, in order. Raises BadInput where one is not understood."""
    found: list[LawCase] = []
    for name, text in texts:
        plain, source = read_yaml(text, name)
        rows = Many(SHAPE).read(plain, source.place())
        source.done()
        found += [LawCase(file=name.rpartition(".")[0], **row) for row in rows]
    return found


def carried_out(book: Rulebook, case: LawCase) -> Judgement:
    """What the rulebook says of the case today."""
    return judge(book, case.award, case.facts, case.dates)


def faults_of(case: LawCase, found: Judgement) -> list[str]:
    """What is otherwise than the case expects; empty when all is as it should be."""
    cited = " ".join([str(found.sentence), *(str(reason.citation) for reason in found.finding.reasons)])
    cause = case.cause or ("missing" if case.expect == "undetermined" else "")
    standard = found.standard.code if found.standard else ""
    asked = (
        (found.answer.value == case.expect, f"answer {found.answer.value}, not {case.expect}"),
        (found.cause == cause, f"cause {found.cause or '–'}, not {cause or '–'}"),
        (case.standard in ("", standard), f"standard {standard or '–'}, not {case.standard}"),
        (case.cites in cited, f"does not cite {case.cites}"),
        (case.says in str(found.sentence), f"does not say {case.says}"),
        (case.doubts in " ".join(map(str, found.doubts)), f"no doubt about {case.doubts}"),
        (case.decider in (found.decider.who if found.decider else ""), f"not decided by {case.decider}"),
    )
    return [told for holds, told in asked if not holds]
