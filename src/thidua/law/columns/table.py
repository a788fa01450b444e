"""What is known of many persons, one column for each thing, and the rare things as rows of their own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from thidua.law.columns.layout import (
    CANCELLED_PLACES,
    DISCIPLINE_PLACES,
    MATTER_PLACES,
    Layout,
    OtherLayout,
)

#: The three answers as numbers, so that Kleene's “all” is the least and his “any” the most of them.
REFUSED, UNDETERMINED, GRANTED = 0, 1, 2
Array = npt.NDArray[Any]
Answers = npt.NDArray[np.uint8]
DISCIPLINE, MATTER, CANCELLED = "discipline", "matter", "cancelled"
#: For each kind of rare thing: the column that says whether a place is taken, and the others.
RARE: Mapping[str, tuple[str, tuple[str, ...], int]] = {
    DISCIPLINE: ("discipline form", ("discipline decided", "discipline ended"), DISCIPLINE_PLACES),
    MATTER: ("matter there", ("matter since", "matter concluded"), MATTER_PLACES),
    CANCELLED: ("cancelled award", ("cancelled year", "cancelled on", "cancelled basis"), CANCELLED_PLACES),
}


@dataclass(frozen=True)
class Events:
    """Rare things: the row of the person each belongs to, in order, and what is known of it."""

    rows: Array
    values: Mapping[str, Array]


@dataclass(frozen=True)
class Columns:
    """N persons: a column of N numbers by name (see `layout`), and their rare things."""

    layout: Layout
    size: int
    fields: Mapping[str, Array]
    events: Mapping[str, Events]

    @classmethod
    def unpack(cls, buffer: bytes | bytearray | memoryview, layout: Layout) -> Columns:
        """The persons whose records stand one after another. Raises OtherLayout for bytes of another layout."""
        width = layout.dtype.itemsize
        if len(buffer) % width:
            raise OtherLayout(f"{len(buffer)} bytes are no whole number of records of {width} bytes.")
        records = np.frombuffer(buffer, layout.dtype)
        headers = np.ndarray(len(records), "<u8", records, strides=(width,))
        if (headers != np.frombuffer(layout.fingerprint, "<u8")[0]).any():
            raise OtherLayout("Records of another layout stand among these.")
        return cls.of_records(records, layout)

    @classmethod
    def join(cls, records: Iterable[bytes], layout: Layout) -> Columns:
        """The persons of several records. Raises OtherLayout."""
        return cls.unpack(b"".join(records), layout)

    @classmethod
    def of_records(cls, records: Array, layout: Layout) -> Columns:
        """The persons of an array of records of this layout, without copying it."""
        rare = {name for taken, others, _ in RARE.values() for name in (taken, *others)}
        fields = {name: records[name] for name in layout.dtype.names or () if name not in rare and name != "layout"}
        return cls(layout, len(records), fields, {kind: _events(records, kind) for kind in RARE})

    def compact(self, names: Iterable[str] | None = None) -> Columns:
        """The same with each column in one piece, or only the columns named: quicker to go over many times."""
        kept = self.fields if names is None else {name: self.fields[name] for name in names}
        fields = {name: np.ascontiguousarray(value) for name, value in kept.items()}
        return Columns(self.layout, self.size, fields, self.events)


def _events(records: Array, kind: str) -> Events:
    taken, others, _ = RARE[kind]
    rows, places = np.nonzero(records[taken])
    return Events(rows, {name: records[name][rows, places] for name in (taken, *others)})
