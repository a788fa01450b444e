"""Many papers at once: the same files as one by one, in order, whatever the machine allows."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.papers.samples import score_sheet
from thidua.papers import Paper, PaperError, paragraph, render_batch, render_docx, render_pdf
from thidua.papers import batch as batch_module

MOMENT = datetime(2020, 6, 5, 9, 30, tzinfo=UTC)


def letter(number: int) -> Paper:
    return Paper(kind="Giấy mời", subject=f"Hội nghị lần {number}", issuer="Sở", body=(paragraph(f"Số {number}."),))


def test_a_batch_over_several_processes_gives_the_files_that_one_gives() -> None:
    sheets = [replace(score_sheet(), subject=f"Phiếu số {n}") for n in range(3)]
    papers = [*sheets, *(letter(n) for n in range(30))]
    made = list(render_batch(papers, forms=("pdf", "docx"), created_at=MOMENT, workers=2))
    assert [files.pdf for files in made] == [render_pdf(paper, created_at=MOMENT) for paper in papers]
    assert [files.docx for files in made] == [render_docx(paper) for paper in papers]


def test_only_the_forms_asked_for_are_made() -> None:
    (word,) = render_batch([letter(1)], forms=("docx",))
    assert (word.pdf, word.docx) == (None, render_docx(letter(1)))
    (pdf,) = render_batch([letter(1)])
    assert (pdf.pdf, pdf.docx) == (render_pdf(letter(1)), None)
    assert list(render_batch([])) == []


def test_an_unknown_form_is_refused_before_the_first_paper() -> None:
    with pytest.raises(ValueError, match="odt"):
        render_batch([letter(1)], forms=("odt",))


def test_papers_are_taken_as_they_are_needed() -> None:
    taken = []

    def papers() -> Iterator[Paper]:
        for number in range(1000):
            taken.append(number)
            yield letter(number)

    files = render_batch(papers(), workers=1)
    assert next(files).pdf == render_pdf(letter(0))
    assert len(taken) < 50
    files.close()


def test_a_mistake_on_the_way_reaches_the_caller_and_stops_the_workers() -> None:
    def papers() -> Iterator[Paper]:
        yield from (letter(n) for n in range(25))
        raise PaperError("Văn bản thứ 26 chưa có tên loại.")

    with pytest.raises(PaperError, match="thứ 26"):
        list(render_batch(papers(), workers=2))


@pytest.mark.parametrize("refusal", [ImportError, NotImplementedError, PermissionError])
def test_where_the_system_allows_no_process_this_one_does_it_all(
    monkeypatch: pytest.MonkeyPatch, refusal: type[Exception]
) -> None:
    def refused(*_: Any, **__: Any) -> None:
        raise refusal

    monkeypatch.setattr(batch_module, "ProcessPoolExecutor", refused)
    papers = [letter(n) for n in range(25)]
    assert [files.pdf for files in render_batch(papers, workers=2)] == [render_pdf(paper) for paper in papers]


def test_when_the_workers_die_this_one_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    submitted = []

    class Dying(ProcessPoolExecutor):
        def submit(self, work: Any, /, *arguments: Any, **more: Any) -> Any:
            submitted.append(work)
            if len(submitted) == 3:
                return super().submit(os._exit, 1)
            return super().submit(work, *arguments, **more)

    monkeypatch.setattr(batch_module, "ProcessPoolExecutor", Dying)
    papers = [letter(n) for n in range(100)]
    assert [files.pdf for files in render_batch(papers, workers=2)] == [render_pdf(paper) for paper in papers]
    assert 3 <= len(submitted) < 100 / 8


def test_a_pool_that_broke_before_the_first_paper_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken(ProcessPoolExecutor):
        def submit(self, *_: Any, **__: Any) -> Any:
            raise BrokenProcessPool

    monkeypatch.setattr(batch_module, "ProcessPoolExecutor", Broken)
    papers = [letter(n) for n in range(25)]
    assert [files.pdf for files in render_batch(papers, workers=2)] == [render_pdf(paper) for paper in papers]
