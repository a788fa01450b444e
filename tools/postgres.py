"""A PostgreSQL server for one test run: private folder, loopback only, its own password, gone afterwards."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tools import machine
from tools.house import Stop, say

SPEED = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60")


@contextlib.contextmanager
def private_server() -> Iterator[str]:
    """Start a server that only this run knows; yields its address, stops exactly this server at the end."""
    programs = _programs()
    # A short path: the name of a unix socket may have about a hundred characters.
    folder = Path(tempfile.mkdtemp(prefix="thidua-pg-"))
    identity = _identity()
    if identity:
        shutil.chown(folder, user=identity["user"])
    password, port = secrets.token_urlsafe(16), _free_port()
    try:
        _create(programs, folder, password, identity)
        server = _start(programs, folder, port, identity)
        try:
            _wait_until_ready(programs, server, folder, port)
            yield f"postgresql://thidua:{password}@127.0.0.1:{port}/postgres"
        finally:
            _stop(server)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path:
    """The folder with initdb and postgres; installs PostgreSQL when there is none and that is possible."""
    found = _find()
    if found is None and machine.install("postgresql"):
        found = _find()
    if found is None:
        raise Stop(
            "Không có PostgreSQL trên máy này. Hãy cài (Debian/Ubuntu: apt install postgresql) rồi chạy lại.",
            "There is no PostgreSQL on this machine. Install it and run this again.",
        )
    return found


def _find() -> Path | None:
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name))
    places = [*reversed(versions), *(Path(p).parent for p in [shutil.which("initdb")] if p)]
    return next((place for place in places if (place / "initdb").exists() and (place / "postgres").exists()), None)


def _version(programs: Path) -> int:
    said = subprocess.run([str(programs / "postgres"), "--version"], capture_output=True, text=True, check=True).stdout
    return int("".join(letter if letter.isdigit() else " " for letter in said).split()[0])


def _identity() -> dict[str, str]:
    """PostgreSQL refuses to run as root, so root hands it to the user the package made for it."""
    return {"user": "postgres", "group": "postgres"} if hasattr(os, "geteuid") and os.geteuid() == 0 else {}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _as(identity: dict[str, str]) -> dict[str, object]:
    return {**identity, "extra_groups": []} if identity else {}


def _create(programs: Path, folder: Path, password: str, identity: dict[str, str]) -> None:
    secret = folder / "password"
    secret.touch(mode=0o600)
    secret.write_text(password, "utf-8")
    if identity:
        shutil.chown(secret, user=identity["user"])
    command = [programs / "initdb", "-D", folder / "data", "-U", "thidua", "--encoding=UTF8", "--no-sync"]
    command += ["--locale=C.UTF-8", "--auth=scram-sha-256", f"--pwfile={secret}"]
    if _version(programs) >= 15:
        # Vietnamese collation: an order that leans on the database's own shows up as a difference to SQLite.
        command += ["--locale-provider=icu", "--icu-locale=vi"]
    made = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder, **_as(identity))  # type: ignore[call-overload]
    if made.returncode != 0:
        raise Stop(f"Không tạo được PostgreSQL riêng để kiểm thử:\n{made.stderr}", "initdb failed")


def _start(programs: Path, folder: Path, port: int, identity: dict[str, str]) -> subprocess.Popen[bytes]:
    settings = (*SPEED, "listen_addresses=127.0.0.1", f"port={port}", f"unix_socket_directories={folder}")
    command = [programs / "postgres", "-D", folder / "data", *(word for one in settings for word in ("-c", one))]
    with (folder / "log").open("wb") as log:
        server: subprocess.Popen[bytes] = subprocess.Popen(
            command,
            stdout=log,
            stderr=log,
            cwd=folder,
            start_new_session=True,  # Ctrl+C reaches the tests, not the server under them
            **_as(identity),  # type: ignore[call-overload]
        )
    say(f"PostgreSQL riêng chạy ở cổng {port}, mã tiến trình {server.pid}.", "private PostgreSQL started")
    return server


def _wait_until_ready(programs: Path, server: subprocess.Popen[bytes], folder: Path, port: int) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and server.poll() is None:
        asked = [str(programs / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(port)]
        if subprocess.call(asked) == 0:
            return
        time.sleep(0.1)
    raise Stop(
        f"PostgreSQL riêng không khởi động được:\n{(folder / 'log').read_text('utf-8', 'replace')[-2000:]}",
        "The private PostgreSQL did not start.",
    )


def _stop(server: subprocess.Popen[bytes]) -> None:
    """Fast shutdown of this server by its own process id; harder only when it does not listen."""
    for order, patience in ((signal.SIGINT, 20), (signal.SIGQUIT, 10), (signal.SIGKILL, 10)):
        if server.poll() is None:
            server.send_signal(order)
            with contextlib.suppress(subprocess.TimeoutExpired):
                server.wait(patience)
