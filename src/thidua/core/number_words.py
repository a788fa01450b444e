"""Whole numbers in Vietnamese words, as minutes write them beside the digits: 05 (năm)."""

from __future__ import annotations

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
# Three digits make a group; each group has its word.
_GROUPS = ("", "nghìn", "triệu")
LARGEST = 10**9 - 1


def in_words(number: int) -> str:
    """A whole number from 0 in words: 21 → "hai mươi mốt", 105 → "một trăm linh năm". vi: số viết bằng chữ."""
    if not 0 <= number <= LARGEST:
        raise ValueError(f"{number} is not written in words here.")
    if number == 0:
        return DIGITS[0]
    groups: list[str] = []
    for place, word in reversed(list(enumerate(_GROUPS))):
        group = number // 1000**place % 1000
        if group:
            # Below the first group the hundreds are always said: "một nghìn không trăm linh năm".
            groups.append(f"{_below_thousand(group, whole=bool(groups))} {word}".strip())
    return " ".join(groups)


def with_words(number: int) -> str:
    """Digits, two at least, and words that agree with them: "05 (năm)". vi: ghi bằng số và bằng chữ."""
    return f"{number:02d} ({in_words(number)})"


def _below_thousand(number: int, *, whole: bool) -> str:
    hundreds, rest = divmod(number, 100)
    words = [f"{DIGITS[hundreds]} trăm"] if hundreds or whole else []
    if rest and rest < 10 and words:
        words.append(f"linh {DIGITS[rest]}")
    elif rest:
        words.append(_below_hundred(rest))
    return " ".join(words)


def _below_hundred(number: int) -> str:
    tens, ones = divmod(number, 10)
    if not tens:
        return DIGITS[ones]
    start = "mười" if tens == 1 else f"{DIGITS[tens]} mươi"
    if not ones:
        return start
    # After a ten "năm" is "lăm"; from twenty on "một" is "mốt" and "bốn" is "tư".
    changed = {5: "lăm"} if tens == 1 else {1: "mốt", 4: "tư", 5: "lăm"}
    return f"{start} {changed.get(ones, DIGITS[ones])}"
