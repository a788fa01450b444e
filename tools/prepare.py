"""Runs inside our environment before serving: catalogue, database, static files, demonstration when empty."""

from __future__ import annotations

import argparse
import hashlib
import subprocess
import sys
from pathlib import Path

import django
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

from tools.catalogue import compile_catalogue
from tools.house import ROOT, say, surroundings
from tools.serving import DEMONSTRATION


def prepare(stage: str | None, *, if_empty: bool) -> int:
    """Make everything ready to serve; a second time it has next to nothing to do."""
    compile_catalogue()
    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    gather_static_files()
    if stage is None:
        return 0
    if get_user_model().objects.exists():
        if not if_empty:
            say("Cơ sở dữ liệu đã có dữ liệu, nên không nạp đè.", "the database is not empty; nothing was loaded")
        return 0 if if_empty else 1
    say("Đang nạp dữ liệu minh hoạ…", "loading the demonstration…")
    # Its own process, because only there the demonstration setting is on from the start.
    loaded = subprocess.call(
        [sys.executable, "-m", "django", "demo", "--stage", stage],
        env=surroundings(THIDUA_DEMONSTRATION="1"),
        cwd=ROOT,
    )
    if loaded == 0:
        Path(settings.DATA, DEMONSTRATION).touch()
    return loaded


def gather_static_files() -> None:
    """Collect and compress static files when any of them changed."""
    seen = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            state = Path(storage.path(path)).stat()
            seen.update(f"{path} {state.st_size} {state.st_mtime_ns}\n".encode())
    stamp = Path(settings.STATIC_ROOT, "gathered.stamp")
    if stamp.exists() and stamp.read_text("utf-8") == seen.hexdigest():
        return
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    stamp.write_text(seen.hexdigest(), "utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--demo", metavar="STAGE")
    parser.add_argument("--if-empty", action="store_true")
    asked = parser.parse_args()
    sys.exit(prepare(asked.demo, if_empty=asked.if_empty))
