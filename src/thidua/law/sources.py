"""Shapes that the files of voting and of procedures share: a source that may be a practice, parts that must fit."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from thidua.core.findings import Citation
from thidua.core.text import say
from thidua.law.grammar import CONFIDENCE, Names, ProvisionShape
from thidua.law.provenance import Provision
from thidua.law.reading import Place, Plain
from thidua.law.shapes import BROKEN, Field, Record, Shape, Words


@dataclass(frozen=True, slots=True)
class SourceShape:
    """Where a rule stands: `{instrument, place, confidence}`, or `{practice, confidence}` where no instrument says it.

    vi: căn cứ, hoặc lệ chung khi không có văn bản.
    """

    names: Names

    def read(self, value: Plain, place: Place) -> Any:
        if isinstance(value, dict) and "practice" in value:
            return _PRACTICE.read(value, place)
        return ProvisionShape(self.names).read(value, place)

    def schema(self) -> dict[str, Any]:
        return {"anyOf": [ProvisionShape(self.names).schema(), _PRACTICE.schema()]}


_PRACTICE = Record(
    {"practice": Field(Words(280), "lệ chung, khi không có văn bản"), "confidence": Field(CONFIDENCE)},
    lambda practice, confidence: Provision("", Citation(practice), confidence),
)


@dataclass(frozen=True, slots=True)
class Checked:
    """A record whose parts must also fit each other."""

    inner: Shape
    check: Callable[[Any, Place], None]

    def read(self, value: Plain, place: Place) -> Any:
        before, found = len(place.source.problems), self.inner.read(value, place)
        if found is not BROKEN:
            self.check(found, place)
        return BROKEN if len(place.source.problems) > before else found

    def schema(self) -> dict[str, Any]:
        return dict(self.inner.schema())


def once(key: str, codes: Iterable[str], place: Place) -> None:
    """Note every code that stands twice in a list."""
    listed = list(codes)
    for code in sorted({code for code in listed if listed.count(code) > 1}):
        (place / key).wrong(say("Mã “{code}” được ghi hai lần.", code=code), say("Hãy giữ lại một chỗ."))
