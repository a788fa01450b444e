"""Where things are, how to start Python in our own environment, and how to speak to the person at the keyboard."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
SRC = ROOT / "src"
VENV = ROOT / ".venv"
WINDOWS = sys.platform == "win32"

sys.path.insert(0, str(SRC))
from thidua.config.environment import Environment  # noqa: E402  (reads settings with Python alone)


class Stop(Exception):
    """The run cannot go on; carries the sentence for the person."""

    def __init__(self, vietnamese: str, english: str) -> None:
        super().__init__(f"{vietnamese}\n{english}")


def say(vietnamese: str, english: str) -> None:
    """One line for the person, in both languages."""
    print(f"{vietnamese} ({english})", flush=True)


def data() -> Path:
    """The folder that holds everything this installation stores."""
    return Path(Environment().text("data", str(ROOT / "var"))).absolute()


def database_url() -> str:
    """The database chosen by the environment or the settings file; empty means SQLite in the data folder."""
    return Environment().text("database_url")


def python() -> Path:
    """Python of our own environment."""
    return VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")


def surroundings(**extra: str) -> dict[str, str]:
    """The environment variables every program of ours starts with."""
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(SRC), str(ROOT)]),
        "PYTHONUTF8": "1",
        "PYTHONSAFEPATH": "1",  # files that happen to lie in the current folder are not ours to import
        "DJANGO_SETTINGS_MODULE": "thidua.config.settings",
        **extra,
    }


def run(arguments: Sequence[str], **extra: str) -> int:
    """Run our Python with these arguments and wait for it; gives its exit code."""
    return subprocess.call([str(python()), *arguments], env=surroundings(**extra))


def become(arguments: Sequence[str], **extra: str) -> NoReturn:
    """Turn into our Python with these arguments, so that stopping us stops the program itself.

    The current folder stays: a file named on the command line is the one the person meant.
    """
    sys.stdout.flush()
    if WINDOWS:
        sys.exit(run(arguments, **extra))
    os.execve(python(), [str(python()), *arguments], surroundings(**extra))  # noqa: S606  (no shell wanted)
