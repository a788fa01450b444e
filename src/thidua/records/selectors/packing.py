"""Everybody's packed history, many at a time. No viewer: only those who run the server ask over everybody."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from thidua.records.models import PackedHistory


def packed_records(rows: int) -> Iterator[list[bytes]]:
    """The records in chunks of at most so many. vi: hồ sơ rút gọn."""
    found = PackedHistory.objects.order_by("pk").values_list("data", flat=True).iterator(rows)
    while chunk := [bytes(row) for row in islice(found, rows)]:
        yield chunk
