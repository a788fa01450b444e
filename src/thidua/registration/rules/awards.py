"""The collective titles and forms of commendation that can be registered: those of the law on a day. Pure.

What they are called, who may receive them and where that stands is the law's own data (`thidua.law`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from thidua.core.text import Text, say
from thidua.law.facts import COLLECTIVE
from thidua.law.model import FORM, TITLE
from thidua.law.provenance import CONFIDENCES, SURE
from thidua.law.rulebook import house

#: What a kind is called, one and many. vi: danh hiệu thi đua, hình thức khen thưởng.
KINDS: dict[str, Text] = {TITLE: say("Danh hiệu thi đua"), FORM: say("Hình thức khen thưởng")}


@dataclass(frozen=True, slots=True)
class Award:
    """One collective title or form of commendation on a day. vi: danh hiệu, hình thức khen thưởng tập thể."""

    code: str
    name: str
    kind: str
    level: str
    source: str
    confidence: str

    @property
    def is_confirmed(self) -> bool:
        """Whether the text of the provision was read."""
        return self.confidence in SURE

    @property
    def confidence_words(self) -> Text:
        """How sure the software is of its source, in words."""
        return CONFIDENCES[self.confidence]


@lru_cache(maxsize=400)
def awards_on(day: date) -> Mapping[str, Award]:
    """What a unit could be given by the law of a day, by code, in the law's order."""
    found = {}
    for award in house().awards.values():
        standard = award.standard_on(COLLECTIVE, day)
        if standard is not None and not award.community:
            provision = standard.provision
            found[award.code] = Award(
                award.code, award.name, award.kind, award.level, str(provision.citation), provision.confidence
            )
    return found


def award_name(code: str) -> str:
    """What a code is called; the code itself for one that the law does not have."""
    return house().award_name(code)


def kind_of(code: str) -> str:
    """Whether a code is a title or a form; one that the law does not have counts as a title."""
    award = house().awards.get(code)
    return award.kind if award else TITLE


def of_kind(kind: str, codes: Iterable[str]) -> list[str]:
    """Those of the codes that are of a kind, in the law's order."""
    return [code for code in in_order(set(codes)) if kind_of(code) == kind]


def in_order(codes: Iterable[str]) -> list[str]:
    """The codes in the law's order; those it does not have, last."""
    order = list(house().awards)
    return sorted(codes, key=lambda code: (order.index(code) if code in order else len(order), code))
