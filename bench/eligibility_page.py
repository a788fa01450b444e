"""The grid of a list: 80 people × 6 titles on one page: server time, size, and queries for 8 and for 80 people."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any
from unittest.mock import patch

PEOPLE, FEW = 80, 8
TARGET_MILLISECONDS = 300
ROUNDS = 9
AWARDS = (
    "lao-dong-tien-tien", "chien-si-thi-dua-co-so", "chien-si-thi-dua-bo-tinh", "chien-si-thi-dua-toan-quoc",
    "bang-khen-bo-tinh", "bang-khen-thu-tuong",
)  # fmt: skip


def build(people: int) -> tuple[Any, Any]:
    """A school with so many teachers on a list, each with some years of ratings and awards, and its officer."""
    from django.test import Client

    from tests.eligibility_world import give, make_school, rate, work
    from tests.factories import user_of

    school = make_school(people, AWARDS)
    for number, person in enumerate(school.people):
        for year in range(2019, 2024):
            rate(school, person, year, "hoan-thanh-tot" if (number + year) % 3 else "hoan-thanh-xuat-sac")
            give(school, person, "lao-dong-tien-tien", year)
        if number % 2:
            found = work(school, person, f"Sáng kiến {number} (dữ liệu minh hoạ)")
            give(school, person, "chien-si-thi-dua-co-so", 2023, found)
    client = Client()
    client.force_login(user_of(school.officer), backend="django.contrib.auth.backends.ModelBackend")
    return client, school


def measured(people: int) -> tuple[float, int, int]:
    """Milliseconds of one core (the best of some rounds), queries and bytes of the page."""
    from django.db import connection, transaction
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse

    with transaction.atomic():
        client, school = build(people)
        address = reverse("eligibility:review", args=[school.review.uuid])
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
    """Print server time, size and queries for few and many people, and the ratio to the target."""
    with tempfile.TemporaryDirectory(prefix="thidua-bench-") as folder:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thidua.config.settings")
        os.environ["THIDUA_DATA"] = folder
        (Path(folder) / "static").mkdir()
        os.environ["THIDUA_DATABASE_URL"] = str(Path(folder) / "bench.sqlite3")
        os.environ["THIDUA_STATIC_STORAGE"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
        os.environ["THIDUA_HOSTS"] = "testserver"
        return run()


def run() -> int:
    """Everything once Django may be loaded."""
    import django

    django.setup()
    from django.core.management import call_command

    from tests.eligibility_world import AT
    from thidua.foundation import clock

    call_command("migrate", verbosity=0)
    with patch.object(clock, "now", lambda: AT):
        _, few_queries, _ = measured(FEW)
        milliseconds, queries, size = measured(PEOPLE)
    print(f"{PEOPLE} people × {len(AWARDS)} titles: {milliseconds:.0f} ms of one core, {size / 1024:.0f} KiB")
    print(f"queries: {few_queries} for {FEW} people, {queries} for {PEOPLE}")
    print(f"ratio to the target of {TARGET_MILLISECONDS} ms: {milliseconds / TARGET_MILLISECONDS:.2f}")
    return 0 if queries == few_queries and milliseconds <= TARGET_MILLISECONDS else 1


if __name__ == "__main__":
    sys.exit(main())
