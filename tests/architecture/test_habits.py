"""Habits of the house that no linter knows: one clock, no floats for points, nothing of anybody's machine."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tools import budgets
from tools.house import ROOT, SRC

PACKAGE = SRC / "thidua"
CLOCKS = {"datetime", "date", "timezone", "dt", "time"}
MOMENTS = {"now", "utcnow", "today", "localdate", "localtime"}
WORLD = {
    "random",
    "secrets",
    "uuid",
    "time",
    "os",
    "pathlib",
    "socket",
    "subprocess",
    "tempfile",
    "sys",
    "urllib",
}
TEXT = {
    ".py",
    ".md",
    ".toml",
    ".txt",
    ".html",
    ".css",
    ".js",
    ".csv",
    ".json",
    ".yaml",
    ".yml",
    ".ini",
    ".po",
    ".typ",
    "",
}


def python_files(*where: str) -> list[Path]:
    return [p for place in where for p in sorted(PACKAGE.glob(place)) if "migrations" not in p.parts]


def tracked_files() -> list[Path]:
    """Every text file that is part of the project."""
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    names = listed.stdout.splitlines() or [str(p) for p in ROOT.rglob("*") if ".venv" not in p.parts]
    return [ROOT / n for n in names if (ROOT / n).is_file() and (ROOT / n).suffix in TEXT and n != "LICENSE"]


def nodes(path: Path) -> Iterator[ast.AST]:
    yield from ast.walk(ast.parse(path.read_text("utf-8")))


def at(path: Path, node: ast.AST) -> str:
    return f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}"


def looks_at_a_clock(node: ast.AST) -> bool:
    """`date.today`, `timezone.now()`, `auto_now=True`, or a moment imported by name."""
    if isinstance(node, ast.Attribute) and node.attr in MOMENTS:
        return isinstance(node.value, ast.Name | ast.Attribute) and ast.unparse(node.value).split(".")[-1] in CLOCKS
    if isinstance(node, ast.keyword):
        return node.arg in ("auto_now", "auto_now_add")
    if isinstance(node, ast.ImportFrom):
        return node.module == "django.utils.timezone" and bool(MOMENTS & {name.name for name in node.names})
    return False


def test_only_the_clock_looks_at_the_clock() -> None:
    files = [p for p in python_files("**/*.py") if p != PACKAGE / "foundation" / "clock.py"]
    assert [at(path, node) for path in files for node in nodes(path) if looks_at_a_clock(node)] == []


@pytest.mark.parametrize(
    "line",
    ["date.today()", "timezone.now()", "datetime.datetime.now()", "f(default=timezone.now)", "F(auto_now=True)"],
)
def test_a_look_at_the_clock_is_recognised(line: str) -> None:
    assert any(looks_at_a_clock(node) for node in ast.walk(ast.parse(line)))


def test_a_day_handed_in_is_no_look_at_the_clock() -> None:
    handed = ast.parse("viewer.today, request.viewer.today, clock.today(), clock.now()")
    assert not any(looks_at_a_clock(node) for node in ast.walk(handed))


def test_no_template_asks_for_the_time() -> None:
    templates = [p for p in PACKAGE.rglob("*.html") if re.search(r"{%\s*now\b", p.read_text("utf-8"))]
    assert templates == []


def test_points_are_never_floats() -> None:
    found = []
    for path in python_files("scoring/rules/**/*.py", "scoring/rules.py", "core/**/*.py"):
        for node in nodes(path):
            literal = isinstance(node, ast.Constant) and isinstance(node.value, float)
            made = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "float"
            if literal or made or (isinstance(node, ast.Import) and any(n.name == "math" for n in node.names)):
                found.append(at(path, node))
    assert found == []


def test_rules_touch_neither_chance_nor_the_world() -> None:
    found = []
    for path in python_files("*/rules.py", "*/rules/**/*.py"):
        for node in nodes(path):
            names = [n.name for n in node.names] if isinstance(node, ast.Import) else []
            # The type of an identifier is no chance; making one would be.
            typed = (
                isinstance(node, ast.ImportFrom) and node.module == "uuid" and {n.name for n in node.names} <= {"UUID"}
            )
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) and not typed else []
            opens = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("open", "input")
            if opens or {name.partition(".")[0] for name in names} & WORLD:
                found.append(at(path, node))
    assert found == []


def test_a_sentence_is_written_out_where_it_is_said() -> None:
    """The catalogue finds `say("…")`; it cannot find a sentence that is put together on the way."""
    found = []
    for path in python_files("**/*.py"):
        for node in nodes(path):
            said = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("say", "_")
            if said and not (node.args and isinstance(node.args[0], ast.Constant)):  # type: ignore[attr-defined]
                found.append(at(path, node))
    assert found == []


def test_every_app_says_what_lives_in_it() -> None:
    apps = {found.parent.name for found in PACKAGE.glob("*/migrations")} | {
        "desk",
        "selection",
        "papers",
        "demo",
        "law",
    }
    assert [app for app in sorted(apps) if not (PACKAGE / app / "README.md").exists()] == []


def test_every_browser_test_steps_aside_where_there_is_no_browser() -> None:
    files = (ROOT / "tests" / "browser").glob("test_*.py")
    assert [path.name for path in files if "pytest.mark.browser" not in path.read_text("utf-8")] == []


def test_files_and_functions_stay_small() -> None:
    assert [fault for path in budgets.sources() for fault in budgets.too_large(path)] == []


def test_a_file_and_a_function_over_budget_are_found(tmp_path: Path) -> None:
    large = tmp_path / "large.py"
    large.write_text("def f():\n" + "    x = 1\n" * 50 + "y = 1\n" * 400, "utf-8")
    assert [fault.partition(": ")[2] for fault in budgets.too_large(large)] == [
        "451 lines, the budget is 400",
        "f has 51 lines, the budget is 50",
    ]


def test_the_locks_name_no_place_to_fetch_from(tmp_path: Path) -> None:
    assert [line for path in (ROOT / "requirements").iterdir() for line in budgets.addresses(path)] == []
    lock = tmp_path / "lock.txt"
    lock.write_text("--index-url https://example.org/simple\ndjango==5.2\nx @ file:///x.whl\n", "utf-8")
    assert len(list(budgets.addresses(lock))) == 2


# The brackets keep this file from finding itself.
REGISTRIES = r"pyp[i]\.|pythonhoste[d]|npmj[s]|nexu[s]|artifactor[y]"
FORBIDDEN = {
    "a path of somebody's machine": r"(?<![\w.])/(?:work|home|root|Users|tmp)/\w",
    "an address of a package registry": rf"(?i)https?://[^\s\"']*(?:{REGISTRIES})",
    "a private key": r"-----BEGIN [A-Z ]*PRIVATE KEY",
    "a key of a service": r"\b(?:AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{36})",
    "a secret in the source": r"(?i)\b(?:secret_key|api_key)\s*=\s*[\"'][^\"']{8,}",
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_nothing_that_belongs_elsewhere_is_checked_in(what: str) -> None:
    pattern = re.compile(FORBIDDEN[what])
    found = []
    for path in tracked_files():
        for number, line in enumerate(path.read_text("utf-8", "replace").splitlines(), 1):
            if pattern.search(line):
                found.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}")
    assert found == []
