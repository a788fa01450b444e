"""Small enough to read in one sitting: budgets for files and functions; and locks that name no address."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

from tools.house import ROOT

FILE_LINES = 400
FUNCTION_LINES = 50
PLACES = ("src", "tools", "bench", "tests")
GENERATED = "migrations"  # written by Django, read by Django


def sources(root: Path = ROOT) -> Iterator[Path]:
    """Every Python file somebody wrote."""
    yield root / "run.py"
    for place in PLACES:
        for path in sorted((root / place).rglob("*.py")):
            if GENERATED not in path.parts:
                yield path


def too_large(path: Path) -> Iterator[str]:
    """What in this file is over budget."""
    text = path.read_text("utf-8")
    lines = text.count("\n")
    if lines > FILE_LINES:
        yield f"{path}: {lines} lines, the budget is {FILE_LINES}"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > FUNCTION_LINES:
                yield f"{path}:{node.lineno}: {node.name} has {length} lines, the budget is {FUNCTION_LINES}"


def addresses(path: Path) -> Iterator[str]:
    """Lines of a requirements file that name a place to fetch from: a lock names packages and hashes only."""
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if "http" in line or "file:" in line or line.lstrip().startswith(("--index", "--extra-index", "--find-links")):
            yield f"{path}:{number}: {line.strip()}"


def problems() -> list[str]:
    """Everything over budget and every address in a lock."""
    large = [one for path in sources() for one in too_large(path)]
    return large + [one for path in sorted((ROOT / "requirements").iterdir()) for one in addresses(path)]


if __name__ == "__main__":
    found = problems()
    print("\n".join(found))
    sys.exit(1 if found else 0)
