"""The law is data: no award, rating or form of discipline is named in Python; no float, chance or clock in its room."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.architecture.test_habits import WORLD, at, nodes, python_files
from thidua.law.rulebook import house
from tools.house import SRC

PACKAGE = SRC / "thidua"
#: The demonstration is data itself; it says who holds what.
DATA = {PACKAGE / "demo"}


def codes() -> set[str]:
    """The codes that only data may name; short ones that are plain words elsewhere are left out."""
    book = house()
    found = {*book.awards, *book.instruments, *book.parts.ratings, *book.parts.disciplines}
    return {code for code in found if "-" in code}


def written(path: Path) -> list[str]:
    """The texts of a module, without its docstrings."""
    tree = ast.parse(path.read_text("utf-8"))
    told = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node) is not None
        if isinstance(node.body[0], ast.Expr)
    }
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told
    ]


def test_no_code_of_the_law_stands_in_python() -> None:
    known = codes()
    files = [path for path in python_files("**/*.py") if not DATA & set(path.parents)]
    found = [f"{path.relative_to(PACKAGE)}: {text}" for path in files for text in written(path) if text in known]

    assert found == []


def test_law_touches_neither_floats_nor_chance_nor_the_world() -> None:
    found = []
    for path in python_files("law/**/*.py"):
        for node in nodes(path):
            names = [n.name for n in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            literal = isinstance(node, ast.Constant) and isinstance(node.value, float)
            made = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("float", "eval")
            if literal or made or {name.partition(".")[0] for name in names} & WORLD:
                found.append(at(path, node))
    assert found == []
