"""What is said about a row: a wrong cell, a doubt, a change, a difference that is kept. Kept as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from thidua.core.text import Text

#: A cell is wrong; not clear who is meant; the row stands in the file twice.
WRONG, DOUBT, TWICE = "wrong", "doubt", "twice"
#: Will be written; differs from what was decided and is not written; worth knowing.
CHANGE, KEPT, TOLD = "change", "kept", "told"


@dataclass(frozen=True, slots=True)
class Note:
    """One thing said about a row.

    `column` is the key of the column it is about; `before` and `after` are what a change says, as people read it.
    `in_file`: found from the file alone, when it was read.
    """

    what: str
    column: str = ""
    sentence: Text | None = None
    cure: Text | None = None
    before: str = ""
    after: str = ""
    in_file: bool = False

    def to_json(self) -> dict[str, Any]:
        """Plain data for a row of the database; what is empty is left out."""
        given = {
            "what": self.what,
            "column": self.column,
            "sentence": _plain(self.sentence),
            "cure": _plain(self.cure),
            "before": self.before,
            "after": self.after,
            "in_file": self.in_file,
        }
        return {name: value for name, value in given.items() if value}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Note:
        """The note behind plain data."""
        return cls(
            data["what"],
            data.get("column", ""),
            _said(data.get("sentence")),
            _said(data.get("cure")),
            data.get("before", ""),
            data.get("after", ""),
            data.get("in_file", False),
        )


def _plain(value: Any) -> Any:
    """A sentence as {"t": pattern, "v": values}; sentences among the values too."""
    if isinstance(value, Text):
        values = {name: _plain(one) for name, one in value.values.items()}
        return {"t": value.pattern, "v": values} if values else {"t": value.pattern}
    return [_plain(one) for one in value] if isinstance(value, list | tuple) else value


def _said(data: Any) -> Any:
    if isinstance(data, dict):
        return Text(data["t"], {name: _said(one) for name, one in data.get("v", {}).items()})
    return tuple(_said(one) for one in data) if isinstance(data, list) else data
