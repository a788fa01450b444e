"""Score sheets to PDF and Word: ours and LibreOffice converting the same Word files, side by side in one run."""

from __future__ import annotations

import gc
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from tests.papers.samples import score_sheet
from thidua.papers import (
    Paper,
    Row,
    RowKind,
    Table,
    cell,
    number_line,
    paragraph,
    render_batch,
    render_docx,
    render_pdf,
    to_json,
)

BATCH = 1_000
ONE_BY_ONE = 8  # runs of LibreOffice with one file each
TOGETHER = 24  # files that one run of LibreOffice gets
WARM = 21
TARGET_ONE, TARGET_BATCH = 30, 100
COLD = """
import sys
from thidua.papers import from_json, render_pdf
sys.stdout.buffer.write(render_pdf(from_json(sys.stdin.buffer.read().decode())))
"""


def sheet_of(number: int) -> Paper:
    """The score sheet of one invented unit: 38 rows, its own name, number, points and evidence."""
    draw = random.Random(number)
    model = score_sheet()
    _, table = model.body
    if not isinstance(table, Table):
        raise TypeError("the sample has changed: its second block is no table")
    return Paper(
        kind=model.kind,
        subject=model.subject,
        governing_body=f"Ủy ban nhân dân tỉnh số {number}",
        issuer=model.issuer,
        number_line=number_line(number, "BTCĐ-SGDĐT"),
        place_and_date=model.place_and_date,
        body=(
            paragraph(f"Đơn vị: Sở Giáo dục và Đào tạo số {number} (dữ liệu minh hoạ)."),
            Table(table.columns, table.head, tuple(_filled(row, draw) for row in table.rows)),
        ),
        signers=model.signers,
        recipients=model.recipients,
        demonstration=True,
    )


def _filled(row: Row, draw: random.Random) -> Row:
    if row.kind is not RowKind.PLAIN:
        return row
    own, checked = (f"{draw.randint(0, 500) / 100:.2f}".replace(".", ",") for _ in range(2))
    evidence = f"Báo cáo số {draw.randint(1, 400)}/BC-SGDĐT; phụ lục {draw.randint(1, 9)}"
    return Row((*row.cells[:3], cell(own), cell(evidence), cell(checked)))


@dataclass(frozen=True)
class Spent:
    """Seconds by the clock, and seconds of processors: on a busy machine only the latter can be compared."""

    clock: float
    processor: float


def spent(work: Callable[[], object]) -> Spent:
    """What the work takes, with the processes it starts and waits for."""
    start, before = time.perf_counter(), os.times()[:4]
    work()
    return Spent(time.perf_counter() - start, sum(os.times()[:4]) - sum(before))


def seconds(work: Callable[[], object]) -> float:
    """How long the work takes by the clock."""
    return spent(work).clock


class Office:
    """LibreOffice with a profile of its own, converting Word files to PDF."""

    def __init__(self, program: str, folder: Path) -> None:
        self._program = program
        self._folder = folder
        self._source = folder / "source"
        self._source.mkdir()

    def takes(self, papers: Iterable[Paper]) -> Spent:
        """What one run takes over the Word files of these papers; fails when a PDF file is missing."""
        files = []
        for number, paper in enumerate(papers):
            files.append(self._source / f"sheet{number}.docx")
            files[-1].write_bytes(render_docx(paper))
        made = self._folder / "made"
        shutil.rmtree(made, ignore_errors=True)
        profile = (self._folder / "profile").as_uri()
        command = [self._program, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf"]
        taken = spent(
            lambda: subprocess.run(
                [*command, "--outdir", str(made), *map(str, files)], check=True, capture_output=True, timeout=300
            )
        )
        if len(list(made.glob("*.pdf"))) != len(files):
            raise SystemExit("LibreOffice has not made every PDF file; the measure is worthless.")
        return taken


@dataclass(frozen=True)
class Ours:
    """Seconds of our side: one sheet in a running system, in a new process, to Word; and the whole batch."""

    pdf: float
    cold: float
    docx: float
    batch: Spent


@dataclass(frozen=True)
class Theirs:
    """LibreOffice: one file in one run (mean), and seconds that a further file in the same run adds."""

    one: Spent
    further: float


def measured_ours(papers: list[Paper]) -> Ours:
    """Measure our side on papers that are all different."""
    render_pdf(papers[-1])
    render_docx(papers[-1])
    pdf = statistics.median(seconds(lambda p=paper: render_pdf(p)) for paper in papers[:WARM])  # type: ignore[misc]
    docx = statistics.median(seconds(lambda p=paper: render_docx(p)) for paper in papers[:WARM])  # type: ignore[misc]
    data = to_json(papers[0]).encode()
    cold = min(
        seconds(lambda: subprocess.run([sys.executable, "-c", COLD], input=data, check=True, capture_output=True))
        for _ in range(3)
    )
    return Ours(pdf, cold, docx, spent(lambda: _all(papers)))


def _all(papers: list[Paper]) -> None:
    made = sum(1 for files in render_batch(papers) if files.pdf and files.pdf.startswith(b"%PDF"))
    if made != len(papers):
        raise SystemExit("The batch is not complete; the measure is worthless.")


def side_by_side(papers: list[Paper]) -> tuple[Ours, Theirs | None]:
    """Measure both; LibreOffice half before and half after ours, so that a busy machine is busy for both."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        return measured_ours(papers), None
    with tempfile.TemporaryDirectory() as folder:
        office = Office(program, Path(folder))
        office.takes(papers[:1])  # the first run makes the profile
        half = ONE_BY_ONE // 2
        single = [office.takes([paper]) for paper in papers[:half]]
        ours = measured_ours(papers)
        single += [office.takes([paper]) for paper in papers[half:ONE_BY_ONE]]
        together = office.takes(papers[:TOGETHER]).clock
    one = Spent(statistics.mean(run.clock for run in single), statistics.mean(run.processor for run in single))
    return ours, Theirs(one, max(together - one.clock, 0.001) / (TOGETHER - 1))


def _ms(value: float) -> str:
    return f"{value * 1000:,.1f} ms"


def _verdict(ratio: float, target: int) -> str:
    return f"target {target} times: {'reached' if ratio >= target else 'NOT REACHED'}"


def report(ours: Ours, theirs: Theirs | None) -> list[str]:
    """What was found, in lines: ratios first, the times they come from behind them."""
    batch = f"{BATCH:,} sheets {ours.batch.clock:.1f} s over {os.cpu_count()} processors"
    if theirs is None:
        return [
            f"one sheet      to Word {_ms(ours.docx)}, to PDF {_ms(ours.pdf)}, in a new process {_ms(ours.cold)}",
            f"batch          {batch}",
            "               LibreOffice is not installed; no ratio",
        ]
    one, cold = theirs.one.clock / ours.pdf, theirs.one.clock / ours.cold
    singly = BATCH * theirs.one.clock
    ratio = singly / ours.batch.clock
    work = BATCH * theirs.one.processor / ours.batch.processor
    together = theirs.one.clock + (BATCH - 1) * theirs.further
    return [
        f"one sheet      to PDF: {one:.0f} times LibreOffice; {_verdict(one, TARGET_ONE)}",
        f"               ({_ms(ours.pdf)} in the running system, LibreOffice {_ms(theirs.one.clock)})",
        f"               to PDF, a new process for both: {cold:.1f} times ({_ms(ours.cold)})",
        f"               to Word: {ours.pdf / ours.docx:.1f} times our own PDF ({_ms(ours.docx)})",
        f"{BATCH:,} sheets   to PDF: {ratio:.0f} times LibreOffice, one file a run; {_verdict(ratio, TARGET_BATCH)}",
        f"               ({batch}, LibreOffice {singly:,.0f} s); in processor time {work:.0f} times",
        f"               {together / ours.batch.clock:.0f} times LibreOffice, all files in one run ({together:,.0f} s)",
        f"               LibreOffice's {BATCH:,} reckoned from {ONE_BY_ONE} runs of one file and one run of {TOGETHER}",
    ]


def main() -> None:
    """Print the ratios."""
    papers = [sheet_of(number) for number in range(1, BATCH + 1)]
    # The invented papers are not what is measured, nor is the collector walking over them.
    gc.collect()
    gc.freeze()
    print("\n".join(report(*side_by_side(papers))))


if __name__ == "__main__":
    main()
