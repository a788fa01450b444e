"""The condition about initiatives and research: how many, how far they reach, in which years. vi: sáng kiến, đề tài."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from thidua.core.text import Text, say
from thidua.law.conditions.base import Case, Condition, Words, no, unknown, yes
from thidua.law.conditions.combined import joined
from thidua.law.facts import INITIATIVE, RESEARCH, SCOPES, WORKS, paper_words, year_words
from thidua.law.shapes import Code, Field, Many, Whole
from thidua.law.steps import Step, Used

KIND_WORDS: dict[str, Text] = {INITIATIVE: say("sáng kiến"), RESEARCH: say("đề tài, đề án khoa học")}
SCOPE_WORDS: dict[str, Text] = {
    "unit": say("được cơ sở công nhận"),
    "province": say("có phạm vi ảnh hưởng trong bộ, ban, ngành, tỉnh"),
    "nation": say("có phạm vi ảnh hưởng toàn quốc"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkRecognised(Condition):
    """So many initiatives or pieces of research of at least this scope in the last years. vi: có sáng kiến, đề tài."""

    name: ClassVar[str] = "work"
    fields: ClassVar = {
        "kinds": Field(Many(Code(lambda: KIND_WORDS), 1), "loại: sáng kiến, đề tài"),
        "scope": Field(Code(lambda: SCOPES), "phạm vi ảnh hưởng thấp nhất"),
        "at-least": Field(Whole(1, 30), "ít nhất bao nhiêu", 1),
        "last": Field(Whole(1, 30), "trong bao nhiêu năm tính đến năm xét", 1),
    }
    kinds: tuple[str, ...]
    scope: str
    at_least: int = 1
    last: int = 1

    def describe(self, words: Words) -> Text:  # noqa: ARG002 - every condition is asked alike
        told = self._told()
        if self.last == 1:
            return say("có ít nhất {n} {kinds} {scope}", **told)
        return say("trong {last} năm có ít nhất {n} {kinds} {scope}", **told)

    def evaluate(self, case: Case, year: int) -> Step:
        told = self._told() | {"year": year_words(year)}
        found = [
            work for work in case.facts.works or ()
            if work.kind in self.kinds and year - self.last < work.year <= year
            and SCOPES.index(work.scope) >= SCOPES.index(self.scope)
        ]  # fmt: skip
        used = tuple(
            Used(
                say("{kind} năm học {year}", kind=KIND_WORDS[one.kind], year=year_words(one.year)),
                one.name or one.key,
                paper_words(one.paper),
            )
            for one in found
        )
        told["found"] = len(found)
        if len(found) >= self.at_least:
            return yes(self.name, year, say("có {found} {kinds} {scope}", **told), *used)
        if not case.facts.knows(WORKS):
            cure = say("Hãy ghi các sáng kiến, đề tài đã được công nhận, hoặc ghi rõ là không có.")
            return unknown(self.name, year, say("chưa biết có {kinds} {scope} hay không", **told), cure)
        sentence = say("chưa có {kinds} {scope}", **told)
        if not found and self.last > 1:
            sentence = say("trong {last} năm chưa có {kinds} {scope}", **told)
        elif found:
            sentence = say("có {found} {kinds} {scope}, cần ít nhất {n}", **told)
        cure = say("Cần có {kinds} {scope} trước khi họp xét.", **told)
        return no(self.name, year, sentence, *used, cure=cure, mendable=year == case.facts.year)

    def _told(self) -> dict[str, object]:
        kinds = joined([KIND_WORDS[one] for one in self.kinds], say("{first} hoặc {second}"))
        return {"kinds": kinds, "scope": SCOPE_WORDS[self.scope], "n": self.at_least, "last": self.last}
