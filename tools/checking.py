"""Everything that can be judged without running the software: style, types, walls, templates, catalogue, budgets."""

from __future__ import annotations

import argparse
import subprocess
import time

from tools import machine
from tools.house import ROOT, python, surroundings
from tools.installing import ready

# Name, module to run in our environment, its arguments.
STEPS: list[tuple[str, list[str]]] = [
    ("ruff check", ["ruff", "check", "."]),
    ("ruff format", ["ruff", "format", "--check", "."]),
    ("types", ["mypy"]),
    ("import contracts", ["tools.contracts"]),
    ("sizes and requirements", ["tools.budgets"]),
    ("django", ["django", "check"]),
    ("templates", ["tools.templates"]),
    ("migrations", ["django", "makemigrations", "--check", "--dry-run"]),
    ("catalogue", ["tools.catalogue", "check"]),
]


def check(arguments: list[str]) -> int:
    """Run every check and say which failed; gives 1 when any did."""
    parser = argparse.ArgumentParser(prog="run.py check", description=check.__doc__)
    parser.add_argument("--only", choices=[name for name, _ in STEPS], help="một bước · one step")
    asked = parser.parse_args(arguments)
    ready("dev")
    passed = failed = 0
    with machine.temporary_data() as extra:
        for name, command in STEPS:
            if asked.only not in (None, name):
                continue
            started = time.monotonic()
            done = subprocess.run(
                [str(python()), "-m", *command],
                env=surroundings(**extra),
                cwd=ROOT,
                capture_output=True,
                text=True,
                encoding="utf-8",
                check=False,
            )
            good = done.returncode == 0
            passed, failed = passed + good, failed + (not good)
            print(f"{'ok    ' if good else 'FAILED'} {name} ({time.monotonic() - started:.1f}s)", flush=True)
            if not good:
                print(done.stdout + done.stderr, flush=True)
    print(f"check: {passed} passed, {failed} failed", flush=True)
    return 1 if failed else 0
