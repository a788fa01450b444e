"""The walls stand, and each of them bites when somebody walks through it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tools.house import ROOT, SRC

CONFIGURED = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
NAMES = {contract["id"]: contract["name"] for contract in CONFIGURED}

# One deliberate step over each wall: contract, module to add to, what is added.
VIOLATIONS = [
    ("floors", "organisations/rules", "import thidua.cycles.rules"),
    ("floors", "stray/__init__", "'a room that nobody gave a floor'"),
    ("doors", "documents/selectors", "import thidua.documents.services"),
    ("doors", "organisations/stray", "'a door that no app has'"),
    ("pure-doors", "organisations/rules", "import django"),
    ("private-doors", "scoring/services", "import thidua.cycles.models"),
    ("core-alone", "core/days", "import docx"),
    ("papers-pure", "papers/model", "import openpyxl"),
    ("workbooks-pure", "foundation/workbooks/cells", "import docx"),
    ("one-reader", "scoring/spreadsheets", "import python_calamine"),
    ("rules-pure", "scoring/rules", "import docx"),
    ("law-pure", "law/shares", "import docx"),
    ("cli-thin", "cli/stray", "import thidua.papers.model"),
]


def broken_contracts(tree: Path) -> set[str]:
    """The contracts that do not hold in a copy of the house."""
    done = subprocess.run(
        [sys.executable, "-m", "tools.contracts"],
        cwd=tree,
        env={**os.environ, "PYTHONPATH": f"{tree / 'src'}{os.pathsep}{tree}", "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert re.search(r"Contracts: \d+ kept, \d+ broken", done.stdout), done.stdout + done.stderr
    return {one for one, name in NAMES.items() if f"{name} BROKEN" in done.stdout}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The house without its furniture: source, tools and contracts."""
    only_python = shutil.ignore_patterns("__pycache__", "fonts", "static", "templates", "locale", "*.mo")
    shutil.copytree(SRC / "thidua", tmp_path / "src" / "thidua", ignore=only_python)
    shutil.copytree(ROOT / "tools", tmp_path / "tools", ignore=only_python)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def broken_already() -> set[str]:
    """What the real house breaks: nothing, or one test says so and the others stay readable."""
    return broken_contracts(ROOT)


def test_every_contract_holds(broken_already: set[str]) -> None:
    assert broken_already == set()


@pytest.mark.parametrize(("contract", "module", "line"), VIOLATIONS, ids=lambda value: str(value)[:40])
def test_a_step_over_a_wall_breaks_exactly_that_contract(
    copy: Path, broken_already: set[str], contract: str, module: str, line: str
) -> None:
    package = copy / "src" / "thidua" / module
    offending = package / "stray.py" if package.is_dir() else package.with_suffix(".py")
    offending.parent.mkdir(exist_ok=True)
    with offending.open("a", encoding="utf-8") as source:
        source.write(f"\n{line}\n")
    assert broken_contracts(copy) - broken_already == {contract} - broken_already


def test_every_contract_has_a_violation_that_shows_it_bites() -> None:
    assert {contract for contract, _, _ in VIOLATIONS} == set(NAMES)


def test_every_app_is_held_to_the_doors() -> None:
    built = {f"thidua.{p.parent.name}" for p in (SRC / "thidua").glob("*/urls.py")}
    built |= {f"thidua.{p.parent.name}" for p in (SRC / "thidua").glob("*/models*")}
    apps = built - {"thidua.config", "thidua.foundation"}
    by_id = {contract["id"]: contract for contract in CONFIGURED}
    assert set(by_id["doors"]["containers"]) == apps
    assert set(by_id["private-doors"]["source_modules"]) == apps
