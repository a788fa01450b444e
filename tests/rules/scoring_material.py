"""Tables, sheets and lines that the scoring tests speak of."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

from thidua.scoring.rules import (
    Criterion,
    Entry,
    FreeRating,
    Gate,
    GroupSum,
    LineFacts,
    Method,
    SheetFacts,
    Table,
    points,
    read_csv,
    read_score_rows,
    read_table_rows,
)

TABLES = Path(__file__).parents[1] / "data" / "tables"
LEADER = frozenset({"leader"})


def known_table(name: str) -> Table:
    """A table from the test material."""
    return read_table_rows(read_csv((TABLES / f"{name}.csv").read_bytes()), code=name, name=name).require()


def worked_example(*, leader: str = "S3") -> tuple[Table, tuple[SheetFacts, ...]]:
    """The five cities of the worked example."""
    table = known_table("SYNTHETIC_cum_so_gddt")
    rows = read_csv((TABLES / "SYNTHETIC_cum1_scores.csv").read_bytes())
    return table, read_score_rows(rows, table, roles={leader: LEADER}).require()


def line(
    code: str, kind: str = "base", maximum: str | None = "5", method: Method | None = None, **more: object
) -> Criterion:
    """A scored line; a free rating of 5 points unless told otherwise."""
    top = None if maximum is None else Decimal(maximum)
    rule = method or (Gate() if kind == "gate" else FreeRating())
    parent = str(more.pop("parent", ""))
    return Criterion(code, parent, 0, f"Tiêu chí {code}", kind, top, rule, "Vụ thẩm định", **more)  # type: ignore[arg-type]


def group(code: str, **more: object) -> Criterion:
    """A group."""
    parent = str(more.pop("parent", ""))
    return Criterion(code, parent, 0, f"Nhóm {code}", "group", None, GroupSum(), **more)  # type: ignore[arg-type]


def table_of(*criteria: Criterion, **settings: object) -> Table:
    """A table of these lines, in this order."""
    ordered = tuple(Criterion(**{**vars(one), "order": n}) for n, one in enumerate(criteria))
    return Table("bang", "Bảng thử", ordered, **settings)  # type: ignore[arg-type]


def both(entry: Entry | str) -> LineFacts:
    """Claimed and verified alike."""
    found = points(entry) if isinstance(entry, str) else entry
    return LineFacts(found, found)


def claimed(entry: Entry | str) -> LineFacts:
    """Claimed, not verified."""
    return LineFacts(points(entry) if isinstance(entry, str) else entry)


def sheet(unit: str, lines: Mapping[str, LineFacts], **more: frozenset[str]) -> SheetFacts:
    """A unit's sheet."""
    return SheetFacts(unit, lines, **more)
