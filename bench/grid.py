"""The verifier's grid: 100 units × 60 criteria on one page: server time, and queries for 10 and for 100 units."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any
from unittest.mock import patch

from bench.pure_scoring import sheets_of, sixty_criteria

UNITS, FEW = 100, 10
TARGET_MILLISECONDS = 300
ROUNDS = 9


def build(units: int) -> tuple[Any, Any]:
    """A cluster of so many units with all sheets handed in, and an officer of the one unit that verifies all of it."""
    from django.test import Client

    from tests.factories import ClusterOne, make_cluster_one, make_table, make_unit, make_viewer, user_of
    from thidua.organisations.models import Membership
    from thidua.scoring.models import Line, Sheet

    one: ClusterOne = make_cluster_one(())
    verifier = make_unit("VU-DO", "Vụ thẩm định (dữ liệu minh hoạ)")
    facts, makers = sixty_criteria()
    rows = tuple(
        (c.code, c.kind, c.parent_code, c.maximum, c.label, c.method.to_json(), "" if c.is_group else "V")
        for c in facts.criteria
    )
    table = make_table(one, {"V": verifier}, rows)
    criteria = dict(table.criteria.exclude(kind="group").values_list("code", "pk"))
    for order, sheet in enumerate(sheets_of(units, makers, 1)):
        unit = make_unit(sheet.unit)
        Membership.objects.create(cluster=one.cluster, unit=unit, order=order, starts_on="2019-09-01")
        stored = Sheet.objects.create(table=table, unit=unit, state="submitted")
        Line.objects.bulk_create(
            Line(sheet=stored, criterion_id=criteria[code], claimed=line.claimed.to_json(), edition=1)
            for code, line in sheet.lines.items()
            if line.claimed
        )
    client = Client()
    client.force_login(user_of(make_viewer(verifier)), backend="django.contrib.auth.backends.ModelBackend")
    return client, table


def measured(units: int) -> tuple[float, int, int]:
    """Milliseconds of one core (the best of some rounds), queries and bytes of the page, once the sheets are opened."""
    from django.db import connection, transaction
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse

    with transaction.atomic():
        client, table = build(units)
        address = reverse("scoring:verification_grid", args=[table.uuid])
        client.get(address)
        seconds = []
        for _ in range(ROUNDS):
            start = time.process_time()
            answer = client.get(address)
            seconds.append(time.process_time() - start)
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        transaction.set_rollback(True)
    return min(seconds) * 1000, len(captured), len(answer.content)


def main() -> int:
    """Print server time, size and queries for few and many units."""
    with tempfile.TemporaryDirectory(prefix="thidua-bench-") as folder:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thidua.config.settings")
        os.environ["THIDUA_DATA"] = folder
        (Path(folder) / "static").mkdir()
        os.environ["THIDUA_DATABASE_URL"] = str(Path(folder) / "bench.sqlite3")
        os.environ["THIDUA_STATIC_STORAGE"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
        os.environ["THIDUA_HOSTS"] = "testserver"
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        from tests.factories import NOW
        from thidua.foundation import clock

        with patch.object(clock, "now", lambda: NOW):
            few, queries_few, _size = measured(FEW)
            many, queries, size = measured(UNITS)
    verdict = "within" if many <= TARGET_MILLISECONDS else "OVER"
    print(f"verifier grid  {UNITS} units x 60 criteria: {many:.0f} ms of one core, {size / 1024:.0f} KiB of page")
    print(f"               target {TARGET_MILLISECONDS} ms: {verdict}; {FEW} units: {few:.0f} ms")
    print(f"               queries: {queries_few} for {FEW} units, {queries} for {UNITS}")
    return 0 if queries == queries_few else 1


if __name__ == "__main__":
    sys.exit(main())
