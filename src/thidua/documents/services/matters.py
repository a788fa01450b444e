"""What a draft or a signature is about, for the record."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(slots=True)
class Matter:
    """What a draft or a signature is about, as the history names it."""

    uuid: UUID
    label: str

    def __str__(self) -> str:
        return self.label
