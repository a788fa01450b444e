"""Database triggers that let a table grow and nothing else, on SQLite and on PostgreSQL.

They stand below every way of writing: `save`, `queryset.update`, raw SQL, another program.
A model that is guarded says so with `append_only = True`; `unguarded` finds one that lost its guard,
as happens when a later migration rebuilds the table on SQLite: that migration then lays the guard again.
"""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db import migrations
from django.db.backends.base.base import BaseDatabaseWrapper

REFUSE_ON_POSTGRESQL = """
CREATE OR REPLACE FUNCTION thidua_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% only grows: nothing in it is changed or deleted', TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$
"""


def guard(table: str) -> migrations.RunPython:
    """The migration operation that guards one table; undone by taking the migration back."""

    def forwards(_: Any, schema_editor: Any) -> None:
        lay(schema_editor.connection, table)

    def backwards(_: Any, schema_editor: Any) -> None:
        lift(schema_editor.connection, table)

    return migrations.RunPython(forwards, backwards)


def lay(connection: BaseDatabaseWrapper, table: str) -> None:
    """Lay the guard on a table; laying it twice does no harm."""
    lift(connection, table)
    with connection.cursor() as cursor:
        for statement in _statements(connection.vendor, table):
            cursor.execute(statement)


def lift(connection: BaseDatabaseWrapper, table: str) -> None:
    """Take the guard off a table. Nothing but migrations, tests and the demonstration's reset has reason to."""
    with connection.cursor() as cursor:
        for name in _names(connection.vendor, table):
            where = f' ON "{table}"' if connection.vendor == "postgresql" else ""
            cursor.execute(f'DROP TRIGGER IF EXISTS "{name}"{where}')


def guarded_tables() -> list[str]:
    """The tables whose models say that they only grow."""
    return sorted(model._meta.db_table for model in apps.get_models() if getattr(model, "append_only", False))


def unguarded(connection: BaseDatabaseWrapper) -> list[str]:
    """The tables among `guarded_tables` whose guard is missing or switched off."""
    if connection.vendor == "postgresql":
        query = "SELECT tgname FROM pg_trigger WHERE tgenabled <> 'D'"
    else:
        query = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    with connection.cursor() as cursor:
        cursor.execute(query)
        present = {row[0] for row in cursor.fetchall()}
    return [table for table in guarded_tables() if not present.issuperset(_names(connection.vendor, table))]


def _names(vendor: str, table: str) -> list[str]:
    acts = ("change", "emptying") if vendor == "postgresql" else ("update", "delete")
    return [f"{table}_no_{act}" for act in acts]


def _statements(vendor: str, table: str) -> list[str]:
    first, second = _names(vendor, table)
    if vendor == "postgresql":
        call = "EXECUTE FUNCTION thidua_append_only()"
        return [
            REFUSE_ON_POSTGRESQL,
            f'CREATE TRIGGER "{first}" BEFORE UPDATE OR DELETE ON "{table}" FOR EACH ROW {call}',
            f'CREATE TRIGGER "{second}" BEFORE TRUNCATE ON "{table}" FOR EACH STATEMENT {call}',
        ]
    refuse = f"BEGIN SELECT RAISE(ABORT, '{table} only grows: nothing in it is changed or deleted'); END"
    return [
        f'CREATE TRIGGER "{first}" BEFORE UPDATE ON "{table}" {refuse}',
        f'CREATE TRIGGER "{second}" BEFORE DELETE ON "{table}" {refuse}',
    ]
