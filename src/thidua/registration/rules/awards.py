"""The collective titles and forms of commendation that can be registered, read from data. Pure."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from functools import cache
from importlib import resources
from typing import Any

from thidua.core.text import Text, say

TITLE, FORM = "title", "form"
SEEN = "seen"

#: What a kind is called, one and many. vi: danh hiệu thi đua, hình thức khen thưởng.
KINDS: dict[str, Text] = {TITLE: say("Danh hiệu thi đua"), FORM: say("Hình thức khen thưởng")}

#: How sure the software is of its source, in words. source: domain/law.md §0.
CONFIDENCES: dict[str, Text] = {
    SEEN: say("Đã đối chiếu với văn bản gốc"),
    "secondhand": say("Chưa đối chiếu với văn bản gốc (biết qua văn bản khác)"),
    "recalled": say("Chưa đối chiếu với văn bản gốc"),
    "uncertain": say("Chưa đối chiếu với văn bản gốc (các nguồn chưa thống nhất)"),
}

FILE = resources.files("thidua.registration") / "data" / "awards.toml"


class CatalogueFault(ValueError):
    """The list of titles and forms cannot be read; the message names the entry and the fault."""


@dataclass(frozen=True, slots=True)
class Award:
    """One collective title or form of commendation. vi: danh hiệu, hình thức khen thưởng tập thể."""

    code: str
    name: str
    kind: str
    level: str
    source: str
    confidence: str

    @property
    def is_confirmed(self) -> bool:
        """Whether the text of the provision was read."""
        return self.confidence == SEEN


KEYS = tuple(field.name for field in fields(Award))


def read_awards(text: str) -> tuple[Award, ...]:
    """The entries of a catalogue in their order; an unknown, missing or empty value is a CatalogueFault."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise CatalogueFault(str(fault)) from fault
    if set(data) != {"award"}:
        raise CatalogueFault(f"only [[award]] entries belong here, not {sorted(set(data) - {'award'})}")
    found = tuple(_award(number, entry) for number, entry in enumerate(data["award"], start=1))
    for key in ("code", "name"):
        values = [getattr(one, key) for one in found]
        if twice := {value for value in values if values.count(value) > 1}:
            raise CatalogueFault(f"{key} stands twice: {sorted(twice)}")
    return found


def _award(number: int, entry: Mapping[str, Any]) -> Award:
    if wrong := set(entry) ^ set(KEYS):
        raise CatalogueFault(f"entry {number}: unknown or missing {sorted(wrong)}")
    if empty := [key for key in KEYS if not isinstance(entry[key], str) or not entry[key].strip()]:
        raise CatalogueFault(f"entry {number}: no text for {empty}")
    if entry["kind"] not in KINDS or entry["confidence"] not in CONFIDENCES:
        raise CatalogueFault(f"entry {number}: kind or confidence is none of those known")
    return Award(**entry)


@cache
def awards() -> Mapping[str, Award]:
    """The catalogue by code, in its order: titles before forms, the highest first."""
    return {award.code: award for award in read_awards(FILE.read_text(encoding="utf-8"))}


def award_name(code: str) -> str:
    """What a code is called; the code itself for one that the catalogue no longer has."""
    award = awards().get(code)
    return award.name if award else code


def of_kind(kind: str, codes: Iterable[str]) -> list[str]:
    """Those of the codes that are of a kind, in the catalogue's order."""
    wanted = set(codes)
    return [code for code, award in awards().items() if code in wanted and award.kind == kind]


def in_order(codes: Iterable[str]) -> list[str]:
    """The codes in the catalogue's order; those it does not have, last."""
    order = list(awards())
    return sorted(codes, key=lambda code: (order.index(code) if code in order else len(order), code))
