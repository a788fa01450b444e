"""The rooms that need no Django can be used where there is none."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tools.house import SRC

ROOMS = (
    "thidua.core",
    "thidua.law",
    "thidua.papers",
    "thidua.foundation.workbooks",
    "thidua.scoring.rules",
    "thidua.cli",
)
IMPORT_ALL = """
import importlib, pkgutil, sys
sys.modules["django"] = None
room = importlib.import_module(sys.argv[1])
for found in pkgutil.walk_packages(room.__path__, room.__name__ + "."):
    if not found.name.endswith("__main__"):
        importlib.import_module(found.name)
"""


@pytest.mark.parametrize("room", ROOMS)
def test_a_pure_room_opens_without_django(room: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", IMPORT_ALL, room],
        env={"PYTHONPATH": str(SRC), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
