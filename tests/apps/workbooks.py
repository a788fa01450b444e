"""What scoring reads from a file, or says of it."""

from __future__ import annotations

import pytest

from thidua.core.errors import BadInput
from thidua.scoring.spreadsheets import read_upload

HEADINGS = ("Mã", "Tiêu chí", "Điểm tối đa")


def refusal(content: bytes, name: str = "bang.xlsx", **options) -> str:
    with pytest.raises(BadInput) as caught:
        read_upload(name, content, **options)
    assert all(problem.cure for problem in caught.value.problems), "every refusal says what to do"
    return str(caught.value)


def texts(content: bytes, **options) -> list[tuple[str, ...]]:
    return [row.cells for row in read_upload("bang", content, **options)]
