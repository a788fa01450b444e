"""Parses every template, so that a forgotten tag is found before somebody opens the page."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import django
from django.template import TemplateSyntaxError
from django.template.loader import get_template

from tools.house import SRC


def names() -> Iterator[str]:
    """The name of every template of ours, as pages load it."""
    for folder in sorted((SRC / "thidua").rglob("templates")):
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                yield Path(path).relative_to(folder).as_posix()


def problems() -> list[str]:
    """Templates that do not parse, each with the reason."""
    found = []
    for name in names():
        try:
            get_template(name)
        except TemplateSyntaxError as error:
            found.append(f"{name}: {error}")
    return found


if __name__ == "__main__":
    django.setup()
    broken = problems()
    print("\n".join(broken))
    sys.exit(1 if broken else 0)
