"""The glossary: each identifier of the source, the Vietnamese term it stands for, its meaning. vi: bảng thuật ngữ."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources

from thidua.law.reading import read_yaml
from thidua.law.shapes import Field, Many, Record, Words

FILE = resources.files("thidua.law") / "data" / "glossary.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One word: the room it lives in, its name there, what officials call it, what it means. vi: thuật ngữ."""

    room: str
    name: str
    vi: str
    meaning: str
    source: str = ""


SHAPE = Record(
    {
        "room": Field(Words(40)),
        "name": Field(Words(60)),
        "vi": Field(Words(200)),
        "meaning": Field(Words(400)),
        "source": Field(Words(200), "", ""),
    },
    Term,
)


def read_terms(text: str, name: str) -> tuple[Term, ...]:
    """The terms of a file, strictly. Raises BadInput."""
    plain, source = read_yaml(text, name)
    found: dict[str, tuple[Term, ...]] = Record({"terms": Field(Many(SHAPE, 1))}).read(plain, source.place())
    source.done()
    return found["terms"]


@cache
def terms() -> tuple[Term, ...]:
    """The terms of this software, room by room."""
    return read_terms(FILE.read_text(encoding="utf-8"), FILE.name)


def as_markdown(found: Iterable[Term]) -> str:
    """GLOSSARY.md: a table a room."""
    lines = [
        "# Glossary · Bảng thuật ngữ",
        "",
        "Printed from `src/thidua/law/data/glossary.yaml` by `thidua glossary`.",
        "",
    ]
    room = ""
    for term in found:
        if term.room != room:
            room = term.room
            lines += ["", f"## {room}", "", "| Identifier | Tiếng Việt | Meaning | Source |", "|---|---|---|---|"]
        lines.append(f"| `{term.name}` | {term.vi} | {term.meaning} | {term.source} |")
    return "\n".join([*lines, ""])
