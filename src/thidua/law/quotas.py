"""Shares that a list as a whole may not pass: the sum, the rounding, the clause. Warnings, never a no. Pure.

vi: tỷ lệ tối đa. The texts do not say how to round, so the software rounds down: nobody passes a share by rounding.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from thidua.core.findings import Answer, Finding, Reason
from thidua.core.text import Text, say
from thidua.law.conditions.collective import percent
from thidua.law.model import Quota, Standard
from thidua.law.provenance import Provision
from thidua.law.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class QuotaFinding:
    """One share against the list: how many there are, how many may be, of how many; `most` None where not known."""

    award: str
    quota: Quota
    count: int
    base: int | None
    most: int | None
    finding: Finding

    @property
    def is_over(self) -> bool:
        """Whether the list has more than the share allows."""
        return self.finding.answer is Answer.REFUSED

    @property
    def provision(self) -> Provision:
        """Where the share stands."""
        return self.quota.provision


def quota_findings(
    book: Rulebook, standards: Mapping[str, Standard], counts: Mapping[str, int], day: date | None = None
) -> tuple[QuotaFinding, ...]:
    """Each share of the standards in use, by award code, against how many of the list reach what.

    `counts`: how many reach each award that the list asks about; what it does not ask about is not known.
    With a `day`, what lower levels add counts too.
    """
    return tuple(
        _found(book, code, quota, counts)
        for code, standard in standards.items()
        for quota in _quotas(book, code, standard, day)
    )


def _quotas(book: Rulebook, code: str, standard: Standard, day: date | None) -> Iterator[Quota]:
    yield from standard.quotas
    if day is not None:
        for addition in book.additions_on(code, standard.subject, day):
            if addition.quota is not None:
                yield addition.quota


def _found(book: Rulebook, code: str, quota: Quota, counts: Mapping[str, int]) -> QuotaFinding:
    count, base = counts.get(code, 0), counts.get(quota.of)
    told: dict[str, object] = {
        "award": book.award_name(code), "of": book.award_name(quota.of), "share": percent(quota.share),
        "count": count, "whose": quota.whose,
    }  # fmt: skip
    citation = quota.provision.citation
    if base is None:
        sentence = say("Danh sách không xét {of} nên chưa tính được tỷ lệ {share} của {award}: {whose}.", **told)
        cure = say("Hãy đưa {of} vào danh sách cùng xét.", **told)
        finding = Finding(Answer.UNDETERMINED, (Reason(sentence, cure, citation),), {"count": count})
        return QuotaFinding(code, quota, count, None, None, finding)
    exact = quota.share * base
    most = math.floor(exact)
    told |= {"base": base, "most": most, "over": count - most}
    finding = Finding(
        Answer.GRANTED if count <= most else Answer.REFUSED,
        (Reason(_sentence(told, count, most, rounded=exact.denominator != 1), _cure(told, count, most), citation),),
        {"count": count, "base": base, "most": most, "share": str(quota.share)},
    )
    return QuotaFinding(code, quota, count, base, most, finding)


def _sentence(told: dict[str, object], count: int, most: int, *, rounded: bool) -> Text:
    rounding = say("đã làm tròn xuống") if rounded else say("không phải làm tròn")
    if count <= most:
        return say(
            "{award}: {count} người đủ tiêu chuẩn, tối đa {most} ({share} của {base} {of}, {rounding}).",
            **told,
            rounding=rounding,
        )
    return say(
        "{award}: {count} người đủ tiêu chuẩn, vượt {over} so với tối đa {most} ({share} của {base} {of}, {rounding}).",
        **told,
        rounding=rounding,
    )


def _cure(told: dict[str, object], count: int, most: int) -> Text | None:
    if count <= most:
        return None
    return say("Hội đồng chọn không quá {most} người; phần mềm không tự chọn.", **told)
