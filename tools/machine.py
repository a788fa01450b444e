"""What the machine offers beyond Python: packages of the system, a browser, a folder that goes away."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tools.house import say

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")


def chromium() -> str | None:
    """Path of a Chromium-like browser, if there is one."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def can_install() -> bool:
    """Whether system packages can be installed here: Linux, apt, and the right to use it."""
    return sys.platform == "linux" and shutil.which("apt-get") is not None and os.geteuid() == 0


def install(*packages: str) -> bool:
    """Install system packages quietly, saying so in one line; gives whether it worked."""
    if not can_install():
        return False
    say(f"Đang cài gói hệ thống: {', '.join(packages)}…", "installing system packages…")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    commands = (
        ["apt-get", "update", "-qq"],
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages],
    )
    for command in commands:
        done = subprocess.run(command, env=quiet, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        print("\n".join(done.stderr.splitlines()[-5:]), file=sys.stderr)
    return done.returncode == 0


@contextlib.contextmanager
def temporary_data() -> Iterator[dict[str, str]]:
    """Settings for a run that must not touch this installation's data: all of it lands in a folder that goes away."""
    with tempfile.TemporaryDirectory(prefix="thidua-", ignore_cleanup_errors=True) as folder:
        yield {
            "THIDUA_DATA": folder,
            "THIDUA_CONFIG": str(Path(folder, "no-settings-file.toml")),
            "THIDUA_DATABASE_URL": "",
            "THIDUA_STATIC_STORAGE": "django.contrib.staticfiles.storage.StaticFilesStorage",
        }
