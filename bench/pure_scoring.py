"""Pure scoring: 53,000 units × 60 criteria, and the same totals recalculated by LibreOffice Calc, in one run."""

from __future__ import annotations

import gc
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

from thidua.scoring.rules import (
    Bands,
    CountTimesUnit,
    Criterion,
    Edge,
    Entry,
    FreeRating,
    Gate,
    GroupSum,
    Levels,
    Linear,
    LineFacts,
    Measure,
    Method,
    Penalty,
    RankInCluster,
    SheetFacts,
    Table,
    VsTarget,
    YesNo,
    points,
    score_cluster,
)

UNITS = 53_000
CLUSTER = 10
COMPARED_UNITS = 2_000
ANSWERS = 3_000  # different answers drawn for each criterion
TARGET_SECONDS = 3.0
FIVE = Decimal(5)

Make = Callable[[random.Random], Entry]


def _number(draw: random.Random, low: int, high: int, places: int) -> Decimal:
    return Decimal(draw.randint(low * 10**places, high * 10**places)).scaleb(-places)


def _base_kinds() -> list[tuple[Method, Make]]:
    """One of each kind a real table uses, with the quantities an official would put in."""
    edges = tuple(Edge(">=", Decimal(limit), Decimal(worth)) for limit, worth in ((95, 5), (85, 4), (70, 3)))
    levels = (("mức 3", FIVE), ("mức 2", Decimal(3)), ("mức 1", Decimal(1)))
    return [
        (FreeRating(step=Decimal("0.25")), lambda d: points(Decimal(d.randint(0, 20)) / 4)),
        (Bands(edges=edges, otherwise=Decimal(1)), lambda d: Entry({"percent": _number(d, 40, 100, 1)})),
        (Linear(), lambda d: Entry({"percent": _number(d, 40, 100, 1)})),
        (Levels(levels), lambda d: Entry({"level": d.choice(levels)[0]})),
        (YesNo(), lambda d: Entry({"done": d.random() < 0.9})),
        (VsTarget(), lambda d: Entry({"actual": _number(d, 50, 110, 0), "target": Decimal(100)})),
        (CountTimesUnit((("", Decimal("0.5")),), cap=FIVE), lambda d: Entry({"count": Decimal(d.randint(0, 12))})),
        (
            Linear(Measure("ratio", "joined", "total")),
            lambda d: Entry({"joined": Decimal(d.randint(0, 40)), "total": Decimal(40)}),
        ),
        (
            RankInCluster(tuple(FIVE - Decimal(n) / 4 for n in range(CLUSTER))),
            lambda d: Entry({"value": _number(d, 80, 100, 2)}),
        ),
    ]


def sixty_criteria() -> tuple[Table, dict[str, Make]]:
    """A table of 60 scored lines in ten groups: base lines of nine kinds, bonus, penalties, gates."""
    kinds = _base_kinds()
    lines: list[Criterion] = []
    makers: dict[str, Make] = {}

    def add(code: str, parent: str, kind: str, maximum: Decimal | None, method: Method, make: Make | None) -> None:
        cap = FIVE if code == "B" else None
        lines.append(Criterion(code, parent, len(lines), code, kind, maximum, method, "thẩm định", cap=cap))
        if make:
            makers[code] = make

    for group in range(1, 9):
        add(f"N{group}", "", "group", None, GroupSum(), None)
        for line in range(1, 7):
            # One line compares the units of the cluster, as in the worked example.
            method, make = kinds[(group * 6 + line) % 8]
            if line == 1 and group == 1:
                method, make = kinds[8]
            add(f"N{group}.{line}", f"N{group}", "base", FIVE, method, make)
    add("B", "", "group", None, GroupSum(), None)
    for n in range(1, 5):
        count = CountTimesUnit((("", Decimal("0.5")),), cap=Decimal(2))
        add(f"B.{n}", "B", "bonus", Decimal(2), count, lambda d: Entry({"count": Decimal(d.randint(0, 3))}))
    add("P", "", "group", None, GroupSum(), None)
    for n in range(1, 6):
        fine = Penalty((("", Decimal("0.5")),), cap=Decimal(3))
        add(f"P.{n}", "P", "penalty", Decimal(3), fine, lambda d: Entry({"count": Decimal(d.choice((0, 0, 0, 1)))}))
    for n in range(1, 4):
        gate: Make = lambda d: Entry({"answer": "fail" if d.random() < 0.02 else "pass"})  # noqa: E731
        add(f"X.{n}", "", "gate", None, Gate(), gate)
    return Table("bench", "Bảng đo tốc độ (dữ liệu minh hoạ)", tuple(lines)), makers


def sheets_of(count: int, makers: dict[str, Make], seed: int) -> list[SheetFacts]:
    """Invented sheets: every line claimed and verified, about one in twelve changed by the verifier."""
    draw = random.Random(seed)
    answers = {code: [make(draw) for _ in range(ANSWERS)] for code, make in makers.items()}
    found = []
    for unit in range(count):
        lines = {}
        for code, known in answers.items():
            claimed = draw.choice(known)
            lines[code] = LineFacts(claimed, draw.choice(known) if draw.random() < 0.08 else claimed)
        found.append(SheetFacts(f"U{unit:05d}", lines))
    return found


def score_all(table: Table, sheets: list[SheetFacts]) -> int:
    """Score and rank the units in clusters of ten; returns how many were ranked."""
    ranked = 0
    for start in range(0, len(sheets), CLUSTER):
        result = score_cluster(table, sheets[start : start + CLUSTER])
        ranked += sum(1 for unit in result.units if unit.rank)
    return ranked


def timed_scoring(sheets: list[SheetFacts], rounds: int = 3) -> float:
    """Seconds of one core for all units, the best of a few rounds; each with a table that has worked nothing out."""
    seconds = []
    for _ in range(rounds):
        table, _makers = sixty_criteria()
        start = time.process_time()
        ranked = score_all(table, sheets)
        seconds.append(time.process_time() - start)
        if not ranked:
            raise SystemExit("Nobody was ranked; the measure is worthless.")
    return min(seconds)


def timed_calc(units: int, criteria: int, folder: Path) -> float | None:
    """Seconds LibreOffice Calc needs to open, recalculate and save the same totals table; None without it."""
    office = shutil.which("soffice")
    if office is None:
        return None
    import xlsxwriter

    source = folder / "totals.xlsx"
    book = xlsxwriter.Workbook(str(source), {"constant_memory": True})
    sheet = book.add_worksheet()
    draw = random.Random(7)
    last = _column(criteria - 1)
    for row in range(units):
        for column in range(criteria):
            sheet.write_number(row, column, draw.randint(0, 100))
        n = row + 1
        # Each cell holds a percentage; the points are banded from it as in the table, then added, capped and ranked.
        total = f"SUMPRODUCT((A{n}:{last}{n}>=95)*1+(A{n}:{last}{n}>=85)*1+(A{n}:{last}{n}>=70)*2+1)"
        sheet.write_formula(row, criteria, f"=ROUND(MIN({total},300),2)")
        first = row // CLUSTER * CLUSTER + 1
        place = _column(criteria)
        sheet.write_formula(row, criteria + 1, f"=RANK({place}{n},{place}{first}:{place}{first + CLUSTER - 1})")
    book.close()

    def convert(target: str) -> float:
        start = time.perf_counter()
        subprocess.run(
            [office, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", target,
             "--outdir", str(folder / "out"), str(source)],
            check=True, capture_output=True, timeout=600,
        )  # fmt: skip
        return time.perf_counter() - start

    convert("csv")
    return min(convert("csv") for _ in range(2))


def _column(index: int) -> str:
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name


def main() -> None:
    """Print both measures and their ratio."""
    _table, makers = sixty_criteria()
    start = time.perf_counter()
    sheets = sheets_of(UNITS, makers, 1)
    made = time.perf_counter() - start
    # The invented facts are not what is measured, nor is the collector walking over ten million of them.
    gc.collect()
    gc.freeze()
    seconds = timed_scoring(sheets)
    each = seconds / (UNITS * len(makers)) * 1e6
    verdict = "within" if seconds <= TARGET_SECONDS else "OVER"
    print(f"pure scoring   {UNITS:,} units x {len(makers)} criteria: {seconds:.2f} s of one core, {each:.2f} µs a line")
    print(
        f"               target {TARGET_SECONDS:.0f} s: {verdict} (inventing the facts took {made:.0f} s, not counted)"
    )
    ours = timed_scoring(sheets[:COMPARED_UNITS])
    with tempfile.TemporaryDirectory() as folder:
        theirs = timed_calc(COMPARED_UNITS, len(makers), Path(folder))
    if theirs is None:
        print("               LibreOffice is not installed; no ratio")
        return
    ratio = theirs / ours
    print(f"               {COMPARED_UNITS:,} units: {ours:.2f} s, LibreOffice Calc {theirs:.2f} s, ratio {ratio:.1f}")


if __name__ == "__main__":
    sys.exit(main())
