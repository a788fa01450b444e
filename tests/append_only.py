"""Lifting the guards of append-only tables: to tamper on purpose, and to empty the database after a test."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest


@contextmanager
def lifted() -> Iterator[None]:
    """The guarded tables without their guards, and the guards again afterwards."""
    from django.db import connection

    from thidua.audit.services.append_only import guarded_tables, lay, lift

    tables = guarded_tables()
    connection.check_constraints()  # PostgreSQL touches no trigger while checks of a table are pending
    for table in tables:
        lift(connection, table)
    try:
        yield
    finally:
        connection.check_constraints()
        for table in tables:
            lay(connection, table)


def let_tests_empty_their_database(patch: pytest.MonkeyPatch) -> None:
    """Tests with real transactions end by emptying every table, which the guards rightly refuse."""
    from django.test import TransactionTestCase

    empty = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]

    def empty_without_guards(self: Any) -> None:
        with lifted():
            empty(self)

    patch.setattr(TransactionTestCase, "_fixture_teardown", empty_without_guards)
