"""Vietnamese numbers: read them as people type them, write them as offices print them."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
LARGEST = Decimal("1e12")
_PLAIN = re.compile(r"[+-]?\d+(?:[.,]\d+)?")
_GROUPED_VI = re.compile(r"[+-]?\d{1,3}(?:\.\d{3})+,\d+")


class NumberUnreadable(ValueError):
    """What was typed is not a number; the message tells why, in Vietnamese."""


def parse_number(text: str) -> Decimal:
    """Read `4,75`, `4.75`, `92 %` or `1.234,5` as an exact decimal.

    One separator is always a decimal separator: `1.234` is 1,234, because points and
    percentages have decimals far more often than thousands. Raises NumberUnreadable.
    """
    cleaned = text.strip().replace("\u00a0", "").replace(" ", "").removesuffix("%").replace("\u2212", "-")
    if not cleaned:
        raise NumberUnreadable("Ô này đang trống; hãy nhập một số, ví dụ 4,75.")
    if _GROUPED_VI.fullmatch(cleaned):
        cleaned = cleaned.replace(".", "")
    elif not _PLAIN.fullmatch(cleaned):
        raise NumberUnreadable(f"“{text.strip()[:40]}” không phải là số; hãy nhập như 4,75 hoặc 4.75.")
    if len(cleaned) > 24:
        raise NumberUnreadable("Số quá dài; hãy nhập số ngắn hơn 24 chữ số.")
    return Decimal(cleaned.replace(",", "."))


def format_number(value: Decimal | int, places: int | None = None) -> str:
    """Write a number with a comma: 4,75. Without `places`, as many decimals as the value needs."""
    number = Decimal(value)
    if places is not None:
        number = round_half_up(number, places)
        return f"{number:f}".replace(".", ",")
    shown = f"{number:f}"
    if "." in shown:
        shown = shown.rstrip("0").rstrip(".")
    return ("0" if shown in ("-0", "") else shown).replace(".", ",")


def round_half_up(value: Decimal, places: int = 2) -> Decimal:
    """Round as offices do: 0,125 → 0,13. source: domain/scoring §5."""
    return value.quantize(CENT if places == 2 else Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
