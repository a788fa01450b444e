"""Where a value comes from and how sure we are of it. Nothing here decides; it is shown wherever something decides.

source: domain/law.md §0.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from thidua.core.findings import Citation
from thidua.core.text import Text, say

SEEN, SECONDHAND, RECALLED, UNCERTAIN, CONFIRMED = "seen", "secondhand", "recalled", "uncertain", "confirmed"

#: How sure we are, in words; `confirmed` is given by an authorised person with the paper, never by the data.
CONFIDENCES: dict[str, Text] = {
    SEEN: say("đã đối chiếu với văn bản gốc"),
    CONFIRMED: say("đã được đối chiếu và xác nhận tại cơ quan"),
    SECONDHAND: say("chưa đối chiếu với văn bản gốc; ghi theo văn bản khác dẫn lại"),
    RECALLED: say("chưa đối chiếu với văn bản gốc; ghi theo hiểu biết chung"),
    UNCERTAIN: say("chưa đối chiếu với văn bản gốc; các nguồn chưa thống nhất"),
}
#: What the data itself may say.
STATED = (SEEN, SECONDHAND, RECALLED, UNCERTAIN)
SURE = (SEEN, CONFIRMED)


@dataclass(frozen=True, slots=True)
class Provision:
    """A place in an instrument, and how sure we are of what it says. vi: điều khoản."""

    instrument: str
    citation: Citation
    confidence: str

    @property
    def is_sure(self) -> bool:
        """Whether the text was read, here or by whoever confirmed it."""
        return self.confidence in SURE

    @property
    def confidence_words(self) -> Text:
        """How sure, in words."""
        return CONFIDENCES[self.confidence]


def key_of(instrument: str, place: str) -> str:
    """An instrument and a place in it, as a confirmation names them; without an instrument `place` is a practice."""
    return f"{instrument}|{place}"


def provision_key(provision: Provision) -> str:
    """What a confirmation names: the instrument and the place in it; of a practice its own words."""
    citation = provision.citation
    return key_of(provision.instrument, citation.place if provision.instrument else citation.document)


def counted(provision: Provision, keys: Collection[str]) -> Provision:
    """The provision as sure as it is once confirmations are counted. `keys`: what is confirmed."""
    confirmed = not provision.is_sure and provision_key(provision) in keys
    return replace(provision, confidence=CONFIRMED) if confirmed else provision


def weakest(confidences: list[str]) -> str:
    """The least sure of several; of none, `seen`."""
    order = [SEEN, CONFIRMED, SECONDHAND, RECALLED, UNCERTAIN]
    return max(confidences, key=order.index, default=SEEN)
