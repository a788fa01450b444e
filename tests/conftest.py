"""What holds for every test: no network, no mail, the same examples every time, data that go away.

This file is read by the suites that have no Django too, so it asks for Django only where Django is loaded.
"""

from __future__ import annotations

import os
import smtplib
import socket
import tempfile
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from tests.append_only import let_tests_empty_their_database
from tools import machine
from tools.catalogue import compile_catalogue

settings.register_profile("everyday", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("ci" if os.environ.get("CI") else "everyday")

LOCAL = ("127.", "::1", "localhost", "0.0.0.0")  # noqa: S104  (recognised, not bound)


class Forbidden(AssertionError):
    """A test reached for something outside this machine."""


def pytest_configure(config: pytest.Config) -> None:
    """Shut the doors to the world; where Django is, give it a folder that goes away and the English catalogue."""
    patch = pytest.MonkeyPatch()
    config.add_cleanup(patch.undo)
    close_to_the_world(patch)
    if config.pluginmanager.has_plugin("django"):
        compile_catalogue()
        prepare_django(config)
        let_tests_empty_their_database(patch)


def prepare_django(config: pytest.Config) -> None:
    """Keep files out of the installation's data, and leave out what only costs time in a test."""
    from django.conf import settings as django_settings

    folder = tempfile.TemporaryDirectory(prefix="thidua-tests-", ignore_cleanup_errors=True)
    config.add_cleanup(folder.cleanup)
    django_settings.MEDIA_ROOT = os.path.join(folder.name, "files")
    django_settings.STATIC_ROOT = os.path.join(folder.name, "static")
    os.mkdir(django_settings.STATIC_ROOT)
    put_database_in(folder.name)
    # A password's hash is slow on purpose, and hashed file names need a collected folder; no page test is about either.
    django_settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    django_settings.STORAGES = {
        **django_settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


def put_database_in(folder: str) -> None:
    """SQLite in a file, as in real life: in memory, a page and the test beside it would lock each other out."""
    from django.db import connection

    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = os.path.join(folder, "test.sqlite3")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Without a browser the browser tests step aside together, with one line at the end."""
    if chromium_path():
        return
    aside = [item for item in items if item.get_closest_marker("browser")]
    items[:] = [item for item in items if item not in aside]
    config.hook.pytest_deselected(items=aside)
    config.stash[_aside] = len(aside)


_aside = pytest.StashKey[int]()


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """The one line."""
    if config.stash.get(_aside, 0):
        terminalreporter.write_line(f"{config.stash[_aside]} browser tests left out: no Chromium on this machine")


def chromium_path() -> str | None:
    """Where the browser is, if there is one; `run.py test` passes on what it found."""
    return os.environ.get("THIDUA_CHROMIUM") or machine.chromium()


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of the browser, for the fixture that starts it."""
    path = chromium_path()
    assert path, "a browser test ran without a browser"
    return path


def close_to_the_world(patch: pytest.MonkeyPatch) -> None:
    """Only this machine answers; no letter leaves it."""
    connect, connect_ex, lookup = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo

    def local_only(address: object) -> None:
        if isinstance(address, tuple) and not str(address[0]).startswith(LOCAL):
            raise Forbidden(f"A test tried to reach {address[0]} over the network. Tests talk to this machine only.")

    def guarded_connect(self: socket.socket, address: Any) -> None:
        local_only(address)
        connect(self, address)

    def guarded_connect_ex(self: socket.socket, address: Any) -> int:
        local_only(address)
        return connect_ex(self, address)

    def guarded_lookup(host: Any, *rest: Any, **more: Any) -> Any:
        if host:
            local_only((host.decode() if isinstance(host, bytes) else host,))
        return lookup(host, *rest, **more)

    def no_mail(*_: object, **__: object) -> None:
        raise Forbidden("A test tried to send mail by SMTP. Use Django's in-memory mail box instead.")

    patch.setattr(socket.socket, "connect", guarded_connect)
    patch.setattr(socket.socket, "connect_ex", guarded_connect_ex)
    patch.setattr(socket, "getaddrinfo", guarded_lookup)
    patch.setattr(smtplib.SMTP, "connect", no_mail)
