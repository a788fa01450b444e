"""What becomes of a row of a file, in words."""

from __future__ import annotations

from collections.abc import Mapping

from thidua.core.text import Text, say

WAITING, NEW, SAME, CHANGED, DECIDED = "waiting", "new", "same", "changed", "decided"
UNCLEAR, REFUSED = "unclear", "refused-row"

#: In the order in which people want to know of them.
OUTCOMES = (REFUSED, UNCLEAR, DECIDED, CHANGED, NEW, SAME)
#: Rows that are written to the records.
WRITTEN = (NEW, CHANGED)
#: Rows that somebody has to mend before they can be written. vi: dòng lỗi.
FAULTY = (REFUSED, UNCLEAR)

OUTCOME_WORDS: Mapping[str, Text] = {
    WAITING: say("Chưa so sánh"),
    NEW: say("Mới"),
    SAME: say("Đã có, giống hệt"),
    CHANGED: say("Sẽ thay đổi"),
    DECIDED: say("Đã có quyết định, giữ nguyên"),
    UNCLEAR: say("Chưa rõ là ai"),
    REFUSED: say("Có ô sai"),
}
TONES: Mapping[str, str] = {
    WAITING: "quiet",
    NEW: "good",
    SAME: "quiet",
    CHANGED: "wait",
    DECIDED: "warn",
    UNCLEAR: "warn",
    REFUSED: "bad",
}


def grouped(number: int) -> str:
    """A number of rows as offices write it: 12000 → 12.000."""
    return f"{number:,}".replace(",", ".")
