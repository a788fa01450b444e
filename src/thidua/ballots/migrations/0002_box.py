"""The box has no hidden numbers; counted ballots only grow."""

from typing import Any

from django.db import migrations

from thidua.audit.services.append_only import guard

TABLE = "ballots_envelope"


def without_rowid(_: Any, schema_editor: Any) -> None:
    """SQLite numbers the rows of a table in the order they come; this table is laid again without those numbers."""
    connection = schema_editor.connection
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT type, sql FROM sqlite_master WHERE tbl_name = %s AND sql IS NOT NULL", [TABLE])
        laid = sorted(cursor.fetchall(), key=lambda row: row[0] != "table")
        cursor.execute(f'DROP TABLE "{TABLE}"')
        for kind, sql in laid:
            cursor.execute(f"{sql} WITHOUT ROWID" if kind == "table" else sql)


class Migration(migrations.Migration):
    dependencies = [("ballots", "0001_initial")]
    operations = [
        migrations.RunPython(without_rowid, migrations.RunPython.noop),
        guard("ballots_countedballot"),
        guard("ballots_papertally"),
    ]
