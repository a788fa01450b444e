"""Settings come in three layers: defaults, then a file, then the environment."""

from __future__ import annotations

import os
import secrets
import tomllib
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

PROJECT = Path(__file__).resolve().parents[3]


class Environment:
    """Reads `THIDUA_<NAME>` from the environment, else `<name>` from thidua.toml, else the default."""

    def __init__(self) -> None:
        path = Path(os.environ.get("THIDUA_CONFIG", PROJECT / "thidua.toml"))
        self._file: dict[str, Any] = tomllib.loads(path.read_text("utf-8")) if path.is_file() else {}

    def text(self, name: str, default: str = "") -> str:
        """A text setting."""
        return os.environ.get(f"THIDUA_{name.upper()}", str(self._file.get(name, default)))

    def flag(self, name: str, *, default: bool) -> bool:
        """A yes/no setting; the environment says 1 or 0."""
        given = os.environ.get(f"THIDUA_{name.upper()}")
        return given in ("1", "true", "yes") if given is not None else bool(self._file.get(name, default))

    def words(self, name: str, default: list[str]) -> list[str]:
        """A list, separated by commas in the environment."""
        given = os.environ.get(f"THIDUA_{name.upper()}")
        return [w.strip() for w in given.split(",") if w.strip()] if given else list(self._file.get(name, default))


def database(url: str, data: Path) -> dict[str, Any]:
    """Django's database settings for `postgresql://user:password@host:port/name` or an SQLite path."""
    if not url.startswith(("postgresql://", "postgres://")):
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": url or str(data / "thidua.sqlite3"),
            "CONN_MAX_AGE": 60,
            "OPTIONS": {
                "timeout": 20,
                # A write takes its lock at BEGIN, so two writers queue instead of one failing half-way.
                "transaction_mode": "IMMEDIATE",
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
                    "PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY;"
                ),
            },
        }
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": dict(parse_qsl(parts.query)).get("host", parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
    }


def secret_key(data: Path, given: str) -> str:
    """The given key, or one made once and kept beside the data: never in the repository."""
    if given:
        return given
    path = data / "secret-key"
    if not path.exists():
        data.mkdir(parents=True, exist_ok=True)
        path.write_text(secrets.token_urlsafe(50), "utf-8")
        path.chmod(0o600)
    return path.read_text("utf-8").strip()
