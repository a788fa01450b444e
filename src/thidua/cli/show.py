"""The ranked table as aligned Vietnamese text, or as JSON."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from thidua.core.numbers import format_number
from thidua.core.text import Text
from thidua.scoring.rules import BLANKS, STANDINGS, Check, ClusterResult, Table, Totals, UnitResult

HEAD = (
    "Hạng", "Đơn vị", "Điểm tối đa", "Tự chấm", "Điểm chính", "Thưởng", "Trừ", "Tổng", "% điểm chính", "% tổng",
    "Xét", "Chưa thẩm định",
)  # fmt: skip
TEXT_COLUMNS = frozenset({1, 10})


def as_table(table: Table, result: ClusterResult, told: Sequence[Text], checks: Sequence[Check]) -> str:
    """Lines for a terminal or a text file."""
    by = "điểm" if result.rank_basis == "points" else "tỷ lệ so với điểm tối đa áp dụng"
    state = "TẠM TÍNH" if result.provisional else "chính thức theo số liệu đã thẩm định"
    lines = [
        f"Bảng tiêu chí: {table.name} — {BLANKS[table.blank]}",
        f"Xếp hạng theo {by}; {state}",
        "",
        *_aligned([HEAD, *(_row(one) for one in result.units)]),
    ]
    reasons = [
        f"{one.unit}: {reason.sentence}" + (f" ({reason.citation})" if reason.citation else "")
        for one in result.units
        if one.standing in ("excluded", "pending")
        for reason in one.finding.reasons
    ]
    lines += _block("Không xếp hạng:", reasons)
    lines += _block("Cần biết:", [*map(str, result.warnings), *map(str, told)])
    lines += _block("Kiểm tra:", [f"{one.sentence} {one.cure}" for one in checks])
    return "\n".join(line.rstrip() for line in lines)


def _row(one: UnitResult) -> tuple[str, ...]:
    final = one.final
    rank = "–" if one.rank is None else f"{one.rank}{' (đồng hạng)' if one.tied else ''}"
    return (
        rank, one.unit, format_number(one.applicable_max), format_number(one.claimed.total, 2),
        format_number(final.base, 2), format_number(final.bonus, 2), format_number(final.penalty, 2),
        format_number(final.total, 2), _percent(final.base_percent), _percent(final.total_percent),
        str(STANDINGS[one.standing]), str(len(one.unverified)),
    )  # fmt: skip


def _percent(value: Decimal | None) -> str:
    return "–" if value is None else format_number(value, 2)


def _block(title: str, lines: Iterable[str]) -> list[str]:
    listed = list(lines)
    return ["", title, *(f"- {line}" for line in listed)] if listed else []


def _aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(_width(row[column]) for row in rows) for column in range(len(HEAD))]
    return ["  ".join(_padded(cell, widths[i], i in TEXT_COLUMNS) for i, cell in enumerate(row)) for row in rows]


def _padded(cell: str, width: int, left: bool) -> str:
    space = " " * (width - _width(cell))
    return cell + space if left else space + cell


def _width(text: str) -> int:
    return sum(1 for sign in unicodedata.normalize("NFC", text) if not unicodedata.combining(sign))


def as_json(table: Table, result: ClusterResult, told: Sequence[Text], checks: Sequence[Check]) -> str:
    """Everything the text says and every line of every unit; numbers are strings, so none loses its exactness."""
    data = {
        "table": {"name": table.name, "fingerprint": table.fingerprint(), "blank": table.blank},
        "rank_basis": result.rank_basis,
        "provisional": result.provisional,
        "open_lines": result.open_lines,
        "units": [_unit(one) for one in result.units],
        "warnings": [*map(str, result.warnings), *map(str, told)],
        "checks": [
            {"key": c.key, "severity": c.severity, "criterion": c.criterion_code, "unit": c.unit,
             "sentence": str(c.sentence), "cure": str(c.cure)}
            for c in checks
        ],
    }  # fmt: skip
    return json.dumps(data, ensure_ascii=False, indent=2)


def _unit(one: UnitResult) -> dict[str, Any]:
    return {
        "unit": one.unit,
        "rank": one.rank,
        "tied": one.tied,
        "standing": one.standing,
        "applicable_max": _plain(one.applicable_max),
        "claimed": _totals(one.claimed),
        "final": _totals(one.final),
        "reasons": [
            {"sentence": str(r.sentence), "cure": None if r.cure is None else str(r.cure), "source": str(r.citation)}
            for r in one.finding.reasons
        ],
        "unverified": list(one.unverified),
        "lines": {
            code: {
                "claimed": _plain(line.claimed), "verified": _plain(line.verified), "counted": _plain(line.counted),
                "basis": line.basis,
                "why": str(line.verified_sentence or line.claimed_sentence or ""),
            }
            for code, line in one.lines.items()
        },
    }  # fmt: skip


def _totals(totals: Totals) -> dict[str, str | None]:
    return {name: _plain(value) for name, value in totals._asdict().items()}


def _plain(value: object) -> str | None:
    """A number as an exact string, None where there is no number; the basis of the line says why."""
    return format_number(value).replace(",", ".") if isinstance(value, Decimal) else None
