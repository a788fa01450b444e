"""A staff list of 100,000 rows: how many times as long our whole path takes as a bare reading of the same file.

Bringing (reading, looking into every cell, storing), comparing with the records, writing; each as a multiple of the
spreadsheet library reading the file and doing nothing, measured in the same run. Ratios travel between machines.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import xlsxwriter
from python_calamine import CalamineWorkbook

ROWS, SCHOOLS = 100_000, 200
FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ")
MIDDLE = ("Thị", "Văn", "Minh", "Ngọc", "Thanh", "Hữu", "Đức", "Thu", "Quang", "Kim")
GIVEN = ("An", "Bình", "Chi", "Dũng", "Giang", "Hà", "Hoà", "Lan", "Mai", "Nam", "Phúc", "Quỳnh", "Sơn", "Thảo", "Yến")
HEADS = ("Họ và tên", "Mã định danh", "Ngày sinh", "Đơn vị (mã)", "Chức vụ", "Từ ngày")


def staff_list(rows: int) -> bytes:
    """A file of invented people; many share a name, as people do."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADS)
        for n in range(rows):
            name = f"{FAMILY[n % 10]} {MIDDLE[n // 10 % 10]} {GIVEN[n // 7 % 15]}"
            born = f"{n % 28 + 1:02}/{n // 28 % 12 + 1:02}/{1965 + n % 35}"
            code = f"MH{n:07}" if n % 10 else ""
            sheet.write_row(n + 1, 0, (name, code, born, f"TH-{n % SCHOOLS}", "Giáo viên", "01/09/2020"))
    return target.getvalue()


def took(act: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds of this machine, and what came of it."""
    start = time.perf_counter()
    came = act()
    return time.perf_counter() - start, came


def bare(content: bytes) -> int:
    """What the library alone does with the file."""
    with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
        return len(book.get_sheet_by_index(0).to_python())


def path(content: bytes) -> dict[str, float]:
    """Seconds of each part of our path."""
    from tests.factories import NOW, TODAY, make_unit, make_viewer
    from thidua.organisations.models import Post, UnitPlace
    from thidua.records.services import importing

    department = make_unit("PGD-DO", "Phòng Giáo dục (dữ liệu minh hoạ)")
    for number in range(SCHOOLS):
        school = make_unit(f"TH-{number}")
        UnitPlace.objects.create(unit=school, parent=department, starts_on="2000-01-01")
    head = make_viewer(department, Post.Role.HEAD, TODAY)
    given = {"actor": head, "now": NOW, "unit": department, "kind": "staff", "name": "do.xlsx", "content": content}
    found: dict[str, float] = {}
    found["bringing"], started = took(lambda: importing.start_import(**given))
    rest = {"actor": head, "now": lambda: NOW, "told": lambda _: None}
    found["comparing"], imported = took(lambda: importing.do_the_rest(imported=started.imported, **rest))
    imported = importing.begin_writing(actor=head, now=NOW, imported=imported)
    found["writing"], imported = took(lambda: importing.do_the_rest(imported=imported, **rest))
    print(f"  {imported.applied} of {imported.total} rows written")
    return found


def main() -> int:
    """Print the ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=ROWS)
    rows = parser.parse_args().rows
    with tempfile.TemporaryDirectory(prefix="thidua-bench-") as folder:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thidua.config.settings")
        os.environ["THIDUA_DATA"] = folder
        os.environ["THIDUA_DATABASE_URL"] = str(Path(folder) / "bench.sqlite3")
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        content = staff_list(rows)
        once = min(took(lambda: bare(content))[0] for _ in range(3))
        parts = path(content)
    print(f"import of {rows} rows, as multiples of a bare reading of the same file")
    for name, seconds in parts.items():
        print(f"  {name}: {seconds / once:.1f}")
    print(f"  whole path: {sum(parts.values()) / once:.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
