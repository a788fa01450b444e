"""Makes `.venv` and fills it from the locked requirements; does nothing when it is already as the lock says."""

from __future__ import annotations

import hashlib
import importlib.util
import subprocess
import sys
import venv
from pathlib import Path

from tools.house import ROOT, VENV, Stop, database_url, python, say

# Installing one lock installs those it holds as well: dev and postgresql both hold runtime.
STAMPS = {
    "runtime": ("runtime",),
    "postgresql": ("postgresql", "runtime"),
    "dev": ("dev", "postgresql", "runtime"),
}


def ready_to_serve() -> None:
    """Make sure of the packages that running on the chosen database needs."""
    ready("postgresql" if database_url().startswith("postgres") else "runtime")


def ready(kind: str) -> None:
    """Make sure the packages of requirements/<kind>.txt are installed, exactly as locked."""
    if is_ready(kind):
        return
    make_environment()
    lock = lock_of(kind)
    count = sum("==" in line for line in lock.read_text("utf-8").splitlines())
    say(f"Đang cài {count} thư viện, khoảng nửa phút…", f"installing {count} packages, about half a minute…")
    pip = ["-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check"]
    exact = ["--require-hashes", "--only-binary", ":all:", "-r", str(lock)]
    if subprocess.call([str(python()), *pip, *exact], cwd=ROOT) != 0:
        raise Stop(
            "Không cài được thư viện (xem lý do ở trên). Hãy kiểm tra kết nối mạng rồi chạy lại.",
            "The packages could not be installed (reason above). Check the network and run this again.",
        )
    for stamped in STAMPS[kind]:
        stamp_file(stamped).write_text(stamp_of(stamped), "utf-8")


def is_ready(kind: str) -> bool:
    """Whether this very lock was installed into this very environment."""
    stamp = stamp_file(kind)
    return python().exists() and stamp.exists() and stamp.read_text("utf-8") == stamp_of(kind)


def lock_of(kind: str) -> Path:
    """The file that names each package with its hashes."""
    return ROOT / "requirements" / f"{kind}.txt"


def stamp_file(kind: str) -> Path:
    """Where the last installed lock is remembered."""
    return VENV / f"{kind}.stamp"


def stamp_of(kind: str) -> str:
    """A fingerprint of the lock and of the interpreter underneath, so that an upgraded Python installs anew."""
    return f"{hashlib.sha256(lock_of(kind).read_bytes()).hexdigest()} {python().resolve()}"


def make_environment() -> None:
    """Create `.venv`, or mend one that was left half made or whose Python is gone."""
    if python().exists() and _has_pip():
        return
    if importlib.util.find_spec("ensurepip") is None:
        raise Stop(
            "Python này thiếu phần tạo môi trường riêng. Trên Debian/Ubuntu hãy chạy: apt install python3-venv",
            "This Python lacks the venv module. On Debian/Ubuntu run: apt install python3-venv",
        )
    say("Đang tạo môi trường Python riêng trong .venv…", "creating a private Python environment in .venv…")
    try:
        venv.create(VENV, clear=VENV.exists(), with_pip=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise Stop(
            f"Không tạo được môi trường Python trong {VENV}: {error}",
            f"The Python environment in {VENV} could not be created with {sys.executable}.",
        ) from error


def _has_pip() -> bool:
    asked = subprocess.run([str(python()), "-m", "pip", "--version"], capture_output=True, check=False)
    return asked.returncode == 0
