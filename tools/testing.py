"""Runs the tests in three suites: pure (Python alone), apps (Django), browser; and adds up what they say."""

from __future__ import annotations

import argparse
import contextlib
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from tools import machine
from tools.house import ROOT, python, say, surroundings
from tools.installing import ready
from tools.postgres import private_server

PURE = ("core", "law", "rules", "cli", "papers")
NO_TESTS = 5  # pytest's exit code when it found none
CLOSING = re.compile(r"=+ (?P<counts>.*\d+ \w+.*) in [\d.]+s.* ?=+")
COUNT = re.compile(r"(\d+) (passed|failed|skipped|xfailed|xpassed|warnings?|errors?)")


@dataclass
class Suite:
    """One call of pytest, and what came of it."""

    name: str
    arguments: list[str]
    counts: Counter[str] = field(default_factory=Counter)
    closing: str = "no tests"
    code: int = 0

    @property
    def failed(self) -> bool:
        """Whether anything in it went wrong."""
        return self.code not in (0, NO_TESTS)


def test(arguments: list[str]) -> int:
    """Set up what the tests need and run them all; more arguments go to pytest."""
    parser = argparse.ArgumentParser(prog="run.py test", description=test.__doc__)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--only", choices=("pure", "apps", "browser"))
    parser.add_argument("--jobs", type=int, default=1, help="số tiến trình · processes for pure and apps")
    asked, more = parser.parse_known_args(arguments)
    ready("dev")
    paths = [word for word in more if (ROOT / word.partition("::")[0]).exists()]
    more = [word for word in more if word not in paths]
    suites = [suite for suite in _suites(paths) if asked.only in (None, suite.name)]
    for suite in suites:
        if asked.jobs > 1 and suite.name != "browser":  # a browser already fills a core of its own
            # A file stays with one process, so that what it loads once is loaded once.
            suite.arguments += ["-n", str(asked.jobs), "--dist", "loadfile"]
    browser = machine.chromium() or ""
    if any(suite.name == "browser" for suite in suites) and not browser:
        browser = (machine.install("chromium") and machine.chromium()) or ""
        if not browser:
            say("Bỏ qua kiểm thử trình duyệt: máy không có Chromium.", "browser tests skipped: no Chromium here")
            suites = [suite for suite in suites if suite.name != "browser"]
    started = time.monotonic()
    with machine.temporary_data() as extra, _database(asked.database) as address:
        for suite in suites:
            _run(suite, more, {**extra, "THIDUA_DATABASE_URL": address, "THIDUA_CHROMIUM": browser})
            if suite.code == 2:  # interrupted, or pytest itself could not go on
                break
    return _conclude(suites, asked.database, time.monotonic() - started)


def _suites(paths: list[str]) -> list[Suite]:
    """The three suites over every folder of tests/, or over the given paths only."""
    folders = sorted(p for p in (ROOT / "tests").iterdir() if p.is_dir() and any(p.rglob("test_*.py")))
    paths = paths or [f"tests/{folder.name}" for folder in folders]
    pure = [path for path in paths if path.startswith(tuple(f"tests/{name}" for name in PURE))]
    django = [path for path in paths if path not in pure]
    suites = [
        (pure, Suite("pure", ["-c", "tests/pure.ini", *pure])),
        (django, Suite("apps", ["-m", "not browser", *django])),
        (django, Suite("browser", ["-m", "browser", *django])),
    ]
    return [suite for where, suite in suites if where]


@contextlib.contextmanager
def _database(kind: str) -> Iterator[str]:
    if kind == "postgresql":
        with private_server() as address:
            yield address
    else:
        yield ""


def _run(suite: Suite, more: list[str], extra: dict[str, str]) -> None:
    print(f"\n=== {suite.name} ===", flush=True)
    colour = ["--color=yes"] if sys.stdout.isatty() else []
    command = [str(python()), "-m", "pytest", *colour, *suite.arguments, *more]
    with subprocess.Popen(
        command, env=surroundings(**extra), cwd=ROOT, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as running:
        try:
            _follow(running, suite)
        except SystemExit:
            running.terminate()
            raise
    suite.code = running.returncode
    for number, word in COUNT.findall(suite.closing):
        suite.counts[word.removesuffix("s")] += int(number)


def _follow(running: subprocess.Popen[str], suite: Suite) -> None:
    """Show what pytest says as it says it, and keep its closing line."""
    for line in running.stdout or ():
        print(line, end="", flush=True)
        plain = re.sub(r"\x1b\[[0-9;]*m", "", line).strip()
        if CLOSING.fullmatch(plain):
            suite.closing = plain.strip("= ")


def _conclude(suites: list[Suite], database: str, seconds: float) -> int:
    print(f"\n=== test ({database}) ===")
    total: Counter[str] = Counter()
    for suite in suites:
        print(f"  {suite.name:<8} {suite.closing}{'  FAILED' if suite.failed else ''}")
        total += suite.counts
        if suite.failed and not suite.counts["failed"] and not suite.counts["error"]:
            total["error"] += 1  # it broke before it could count
    counts = ", ".join(
        f"{total[word]} {word}" for word in ("failed", "passed", "skipped", "warning", "error") if total[word]
    )
    print(f"{'=' * 20} {counts or 'no tests ran'} in {seconds:.2f}s {'=' * 20}", flush=True)
    return 1 if any(suite.failed for suite in suites) else 0
