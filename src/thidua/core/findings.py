"""What a rule concludes, and why. The same shape for the law, for permissions and for readiness."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum

from thidua.core.text import Text, say


class Answer(Enum):
    """Three answers, because not knowing is not a no."""

    GRANTED = "granted"
    REFUSED = "refused"
    UNDETERMINED = "undetermined"


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a rule comes from: the paper and the place in it. vi: căn cứ."""

    document: str
    place: str = ""

    def __str__(self) -> str:
        return f"{self.place} {self.document}".strip()


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason: the sentence, the cure (what to do), the clause."""

    sentence: Text
    cure: Text | None = None
    citation: Citation | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule concludes: granted, refused or undetermined, with reasons and the facts used. vi: kết luận."""

    answer: Answer
    reasons: tuple[Reason, ...] = ()
    facts: Mapping[str, object] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return self.answer is Answer.GRANTED

    def __str__(self) -> str:
        return " ".join(str(reason.sentence) for reason in self.reasons)


def granted(reason: Text | None = None, citation: Citation | None = None) -> Finding:
    """Yes, with an optional reason."""
    return Finding(Answer.GRANTED, (Reason(reason, None, citation),) if reason else ())


def refused(reason: Text, cure: Text | None = None, citation: Citation | None = None) -> Finding:
    """No, always with a reason; `cure` says what to do."""
    return Finding(Answer.REFUSED, (Reason(reason, cure, citation),))


def undetermined(reason: Text, cure: Text | None = None, citation: Citation | None = None) -> Finding:
    """Not known yet, always with what is missing."""
    return Finding(Answer.UNDETERMINED, (Reason(reason, cure, citation),))


def all_of(findings: Iterable[Finding]) -> Finding:
    """Granted when all are; refused when any is; otherwise undetermined. Keeps every reason that is not a yes."""
    found = list(findings)
    answers = {finding.answer for finding in found}
    if Answer.REFUSED in answers:
        answer = Answer.REFUSED
    elif Answer.UNDETERMINED in answers:
        answer = Answer.UNDETERMINED
    else:
        return Finding(Answer.GRANTED, tuple(r for f in found for r in f.reasons))
    return Finding(answer, tuple(r for f in found if not f for r in f.reasons))


NO_ACCESS = say("Bạn không có quyền xem hoặc làm việc này.")
