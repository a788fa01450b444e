"""Many papers in one go, over all processors of the machine."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, islice
from multiprocessing import current_process, get_context

from thidua.papers.compose import compose
from thidua.papers.model import Paper
from thidua.papers.pdf import NO_MOMENT, source_of, typeset
from thidua.papers.word import written

FORMS = ("pdf", "docx")
# Below this many papers another process costs more than it saves.
_WORTH_A_PROCESS = 20
_MOST_PROCESSES = 61  # Windows waits for no more
# A worker gets so many papers at a time, and so many such handfuls wait for each worker:
# none stands idle, little time goes into talking, memory stays small.
_HANDFUL = 8
_AHEAD = 2


@dataclass(frozen=True, slots=True)
class Rendered:
    """The files of one paper; a form that was not asked for is None."""

    pdf: bytes | None = None
    docx: bytes | None = None


def render_batch(
    papers: Iterable[Paper],
    *,
    forms: Sequence[str] = ("pdf",),
    created_at: datetime = NO_MOMENT,
    workers: int | None = None,
) -> Generator[Rendered, None, None]:
    """Give the files of each paper in turn, the same bytes as `render_pdf` and `render_docx` give.

    vi: in hàng loạt. Papers are taken as they are needed, so thousands fit in little memory.
    `workers` is the number of processes, by default one for each processor; where the
    system allows no further process, or only a few papers come, this one does it all.
    """
    if unknown := set(forms) - set(FORMS):
        raise ValueError(f"unknown forms of a paper: {sorted(unknown)}")
    return _rendered(iter(papers), tuple(forms), created_at, workers or os.cpu_count() or 1)


def _rendered(
    papers: Iterator[Paper], forms: tuple[str, ...], created_at: datetime, workers: int
) -> Generator[Rendered, None, None]:
    first = list(islice(papers, _WORTH_A_PROCESS))
    several = workers > 1 and len(first) == _WORTH_A_PROCESS and "pdf" in forms
    handful, ahead = (_HANDFUL, workers * _AHEAD) if several else (1, 0)
    papers = chain(first, papers)
    with ExitStack() as stack:
        typesetter = _Typesetter(_pool(workers, stack) if several else None, created_at)
        waiting: deque[Callable[[], Iterator[Rendered]]] = deque()
        while taken := list(islice(papers, handful)):
            waiting.append(_begun(taken, forms, typesetter))
            if len(waiting) > ahead:
                yield from waiting.popleft()()
        while waiting:
            yield from waiting.popleft()()


def _begun(papers: list[Paper], forms: tuple[str, ...], typesetter: _Typesetter) -> Callable[[], Iterator[Rendered]]:
    """Begin with a handful of papers; the answer waits for the PDF files."""
    composed = [compose(paper) for paper in papers]
    nothing: list[bytes | None] = [None] * len(papers)
    pdf = typesetter.begin([source_of(printed) for printed in composed]) if "pdf" in forms else lambda: nothing
    docx = [written(printed) for printed in composed] if "docx" in forms else nothing
    return lambda: map(Rendered, pdf(), docx)


def _pool(workers: int, stack: ExitStack) -> Executor | None:
    """Start the processes; None where the system has no room or no means for them."""
    if current_process().daemon:
        return None
    try:
        # Spawned on every system: a forked child would inherit half of a server's threads.
        pool = ProcessPoolExecutor(min(workers, _MOST_PROCESSES), mp_context=get_context("spawn"))
    except (ImportError, NotImplementedError, OSError):
        return None
    stack.callback(pool.shutdown, cancel_futures=True)
    return pool


def _typeset_all(sources: list[str], created_at: datetime) -> list[bytes]:
    return [typeset(source, created_at) for source in sources]


class _Typesetter:
    """Sets PDF files elsewhere while there is an elsewhere, and here when it breaks down."""

    def __init__(self, pool: Executor | None, created_at: datetime) -> None:
        self._pool = pool
        self._created_at = created_at

    def begin(self, sources: list[str]) -> Callable[[], Sequence[bytes | None]]:
        """Begin with these papers; the answer waits for them and gives the files."""
        if self._pool is not None:
            try:
                promised = self._pool.submit(_typeset_all, sources, self._created_at)
            except (BrokenProcessPool, OSError):
                self._pool = None
            else:
                return lambda: self._kept(promised, sources)
        return lambda: _typeset_all(sources, self._created_at)

    def _kept(self, promised: Future[list[bytes]], sources: list[str]) -> list[bytes]:
        try:
            return promised.result()
        except BrokenProcessPool:
            self._pool = None
            return _typeset_all(sources, self._created_at)
