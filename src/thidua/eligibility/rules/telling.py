"""What was found, as pages and papers tell it: the answer in a word, the sentence, the law, the facts, what is missing.

The same for a judgement of today and for one that was kept. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from thidua.core.findings import Answer, Citation, Reason
from thidua.core.text import Text, say
from thidua.law.judge import Judgement
from thidua.law.path import in_the_way
from thidua.law.provenance import CONFIDENCES, SURE
from thidua.law.rulebook import Rulebook
from thidua.law.steps import MISSING, NO_TEXT, PENDING, Step, Used

GRANTED, REFUSED = "granted", "refused"
#: The answers that can be filtered for, in the order of the page, each with its words and tone.
WORDS: dict[str, tuple[Text, str]] = {
    GRANTED: (say("Đủ tiêu chuẩn"), "good"),
    REFUSED: (say("Không đủ"), "bad"),
    PENDING: (say("Chưa xét"), "warn"),
    MISSING: (say("Thiếu dữ kiện"), "wait"),
    NO_TEXT: (say("Chưa có văn bản"), "quiet"),
}


def key_of(answer: str, cause: str) -> str:
    """The answer as one word: granted, refused, or why it is not known."""
    return answer if answer in (GRANTED, REFUSED) else cause or MISSING


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One finding whole: what to read out, the clause, which law and why, who decides, what else must be known."""

    award: str
    award_name: str
    answer: str
    cause: str
    sentence: Text
    citation: Citation | None
    step: Step
    law_day: date
    law: tuple[Reason, ...]
    standard: str
    summary: str
    confidence: str
    decider: str
    doubts: tuple[Text, ...]

    @property
    def key(self) -> str:
        """The answer as one word."""
        return key_of(self.answer, self.cause)

    @property
    def words(self) -> Text:
        """The answer for people."""
        return WORDS[self.key][0]

    @property
    def tone(self) -> str:
        """Its colour."""
        return WORDS[self.key][1]

    @property
    def is_sure(self) -> bool:
        """Whether everything that decides was read."""
        return self.confidence in SURE

    @property
    def confidence_words(self) -> Text:
        """How sure the provisions are."""
        return CONFIDENCES[self.confidence]

    @property
    def used(self) -> tuple[Used, ...]:
        """The facts that were looked at, each once."""
        return tuple({(str(one.name), str(one.value)): one for step in self.step.walk() for one in step.facts}.values())

    @property
    def stands_in_the_way(self) -> tuple[Step, ...]:
        """What keeps it from a yes, each once."""
        return tuple({str(step.sentence): step for step, _ in in_the_way(self.step)}.values())


def told_of(book: Rulebook, judged: Judgement) -> Told:
    """What a judgement says."""
    return Told(
        award=judged.award,
        award_name=book.award_name(judged.award),
        answer=judged.answer.value,
        cause=judged.cause,
        sentence=judged.sentence,
        citation=judged.finding.reasons[0].citation,
        step=judged.step,
        law_day=judged.law_day.day,
        law=judged.law_day.reasons,
        standard=str(judged.standard.provision.citation) if judged.standard else "",
        summary=judged.standard.summary if judged.standard else "",
        confidence=judged.confidence,
        decider=judged.decider.who if judged.decider else "",
        doubts=judged.doubts,
    )


def missing_steps(told: Told) -> Iterator[Step]:
    """The single conditions that want a fact, each once, with what to do."""
    seen: set[str] = set()
    for step in told.step.leaves():
        wanted = step.answer is Answer.UNDETERMINED and step.cause == MISSING
        if wanted and str(step.sentence) not in seen:
            seen.add(str(step.sentence))
            yield step
