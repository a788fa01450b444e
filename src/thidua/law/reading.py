"""Strict YAML: a file becomes plain mappings, lists and words, and every place keeps its line.

A key that stands twice, an anchor, a tag or a second document is a problem, never a guess. Every scalar stays the
text that was written; what it means is for the shapes to say, so no number is ever a float by accident.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import yaml

from thidua.core.errors import BadInput, Problem
from thidua.core.text import Text, say

#: A mapping, a list, a text, a number or None: what YAML and JSON files are made of.
Plain = Any
Path = tuple[str | int, ...]
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
NULLS = ("null", "~", "")
DEEPEST = 40


@dataclass
class Source:
    """One file being read: its name, the line of every place, and what was found wrong so far."""

    name: str
    lines: Mapping[Path, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def place(self) -> Place:
        """The top of the file."""
        return Place(self)

    def done(self) -> None:
        """Go on only when nothing was found wrong; otherwise raise BadInput with everything."""
        if self.problems:
            raise BadInput(self.problems)


@dataclass(frozen=True, slots=True)
class Place:
    """A place inside a file: `awards/x.yaml: standards[0].from (dòng 12)`."""

    source: Source
    path: Path = ()

    def __truediv__(self, key: str | int) -> Place:
        return Place(self.source, (*self.path, key))

    def __str__(self) -> str:
        told = "".join(f"[{one + 1}]" if isinstance(one, int) else f".{one}" for one in self.path).lstrip(".")
        line = self._line()
        return f"{self.source.name}: {told or '–'}" + (f" (dòng {line})" if line else "")

    def wrong(self, sentence: Text, cure: Text | None = None) -> None:
        """Note a problem here."""
        self.source.problems.append(Problem(str(self), sentence, cure))

    def _line(self) -> int | None:
        for length in range(len(self.path), -1, -1):
            if (line := self.source.lines.get(self.path[:length])) is not None:
                return line
        return None


def read_yaml(text: str, name: str) -> tuple[Plain, Source]:
    """The plain content of a YAML text and the source that knows its lines. Raises BadInput."""
    lines: dict[Path, int] = {}
    source = Source(name, lines)
    with _said_in_vietnamese(source):
        loader = LOADER(text)
        try:
            node = loader.get_single_node()
        finally:
            loader.dispose()
    plain = _plain(node, source.place(), lines, set()) if node is not None else {}
    source.done()
    return plain, source


def read_json(text: str, name: str) -> tuple[Plain, Source]:
    """The plain content of a JSON text; numbers stay exact, a key that stands twice is a problem. Raises BadInput."""
    source = Source(name)
    try:
        plain = json.loads(text, parse_float=Decimal, object_pairs_hook=lambda pairs: _unique(pairs, source))
    except (json.JSONDecodeError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        source.place().wrong(say("Tệp không phải là JSON đọc được (dòng {line}).", line=line))
        plain = {}
    source.done()
    return plain, source


@contextmanager
def _said_in_vietnamese(source: Source) -> Iterator[None]:
    try:
        yield
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        source.place().wrong(
            say("Tệp không phải là YAML đọc được (dòng {line}).", line=line),
            say("Hãy kiểm tra thụt dòng, dấu hai chấm và dấu nháy ở dòng đó."),
        )
        source.done()
    except RecursionError:
        source.place().wrong(say("Tệp lồng nhau quá sâu."))
        source.done()


def _plain(node: Any, place: Place, lines: dict[Path, int], seen: set[int]) -> Plain:
    lines[place.path] = node.start_mark.line + 1
    if id(node) in seen:
        place.wrong(say("Không dùng neo (&, *) của YAML; hãy viết lại nội dung tại chỗ."))
        return None
    seen.add(id(node))
    if not node.tag.startswith("tag:yaml.org,2002:") or len(place.path) > DEEPEST:
        place.wrong(say("Không dùng nhãn kiểu (!) của YAML, và không lồng nhau quá {n} tầng.", n=DEEPEST))
        return None
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, place, lines, seen)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(one, place / index, lines, seen) for index, one in enumerate(node.value)]
    return None if not node.style and node.value in NULLS else str(node.value)


def _mapping(node: Any, place: Place, lines: dict[Path, int], seen: set[int]) -> dict[str, Plain]:
    found: dict[str, Plain] = {}
    for key_node, value_node in node.value:
        if not isinstance(key_node, yaml.ScalarNode):
            place.wrong(say("Tên mục phải là một từ, không phải một danh sách."))
            continue
        key = str(key_node.value)
        if key in found:
            (place / key).wrong(say("Mục “{key}” được ghi hai lần.", key=key), say("Hãy giữ lại một chỗ."))
        found[key] = _plain(value_node, place / key, lines, seen)
    return found


def _unique(pairs: list[tuple[str, Plain]], source: Source) -> dict[str, Plain]:
    found: dict[str, Plain] = {}
    for key, value in pairs:
        if key in found:
            source.place().wrong(say("Mục “{key}” được ghi hai lần.", key=key), say("Hãy giữ lại một chỗ."))
        found[key] = value
    return found
