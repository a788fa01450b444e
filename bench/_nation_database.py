"""From a database with one record a person to the answers: PATH OF THE DATABASE. Printed as JSON.

A process of its own, so that the memory it needed at most is what it says.
"""

from __future__ import annotations

import json
import resource
import sqlite3
import sys
import time
from collections import Counter
from pathlib import Path

from bench._nation_by_hand import DAY, YEAR
from thidua.law.columns import Columns, Layout, counts, plan
from thidua.law.judge import Dates
from thidua.law.rulebook import house

#: As Django makes the table of records.PackedHistory on SQLite, without the table of persons it points to.
TABLE = """
CREATE TABLE "records_packedhistory" (
    "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
    "data" BLOB NOT NULL,
    "person_id" bigint NOT NULL UNIQUE
)
"""
ROWS = 32_768


def answered(path: Path) -> dict[str, object]:
    """Read every record, judge all titles and forms of persons, count the answers."""
    start = time.perf_counter()
    book = house()
    awards = [code for code, award in book.awards.items() if "person" in award.subjects]
    layout = Layout.of(book, YEAR)
    drawn = plan(book, awards, layout, YEAR, Dates(day=DAY))
    made = time.perf_counter() - start
    total: Counter[str] = Counter()
    persons = 0
    with sqlite3.connect(path) as connection:
        cursor = connection.execute("SELECT person_id, data FROM records_packedhistory")
        while rows := cursor.fetchmany(ROWS):
            columns = Columns.join((data for _, data in rows), layout)
            persons += columns.size
            for award, found in counts(drawn.run(columns, rows=4_096)).items():
                total[award] += found.granted
    return {
        "seconds": time.perf_counter() - start,
        "rules": made,
        "persons": persons,
        "granted": total,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
    }


if __name__ == "__main__":
    json.dump(answered(Path(sys.argv[1])), sys.stdout)
