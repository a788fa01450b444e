"""The glossary and the source know the same words, both ways."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from thidua.law.conditions import COMBINED, SINGLE
from thidua.law.glossary import as_markdown, read_terms, terms
from tools.house import SRC

PACKAGE = SRC / "thidua"


def classes_of(path: Path) -> Iterator[str]:
    """The classes of a module that somebody can meet: no mixins, no abstract models."""
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.ClassDef) and not is_abstract(node):
            yield node.name


def is_abstract(node: ast.ClassDef) -> bool:
    metas = (one for one in node.body if isinstance(one, ast.ClassDef) and one.name == "Meta")
    return any("abstract = True" in ast.unparse(meta) for meta in metas)


def in_the_source() -> set[tuple[str, str]]:
    """Every model, every part of a rulebook, every condition."""
    found = {
        (path.relative_to(PACKAGE).parts[0], name)
        for pattern in ("*/models.py", "*/models/*.py")
        for path in PACKAGE.glob(pattern)
        for name in classes_of(path)
    }
    found |= {
        ("law", name) for file in ("model.py", "facts.py", "judge.py") for name in classes_of(PACKAGE / "law" / file)
    }
    return found | {("law.conditions", name) for name in {**SINGLE, **COMBINED}}


def test_every_word_of_the_source_is_in_the_glossary_and_the_other_way_round() -> None:
    told = {(term.room, term.name) for term in terms()}

    assert sorted(in_the_source() - told) == []
    assert sorted(told - in_the_source()) == []


def test_a_word_stands_once() -> None:
    names = [(term.room, term.name) for term in terms()]
    assert sorted(set(names)) == sorted(names)


def test_it_is_printed_from_data() -> None:
    text = "terms:\n  - {room: scoring, name: Line, vi: dòng của phiếu, meaning: One criterion on one sheet}\n"

    printed = as_markdown(read_terms(text, "glossary.yaml"))

    assert "| `Line` | dòng của phiếu | One criterion on one sheet |" in printed
