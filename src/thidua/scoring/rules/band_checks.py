"""Whether the edges of a band leave no gap, no overlap and no step that nobody can reach."""

from __future__ import annotations

from collections.abc import Iterator

from thidua.core.text import Text, say
from thidua.scoring.rules.methods import Bands

DOWN = frozenset({">=", ">", "="})
Fault = tuple[str, Text, Text]


def band_faults(bands: Bands) -> Iterator[Fault]:
    """Severity, sentence and cure of each fault. source: domain/scoring §8 no. 3."""
    unit = bands.measured.unit
    falling = [edge.op in DOWN for edge in bands.edges]
    if any(falling) and not all(falling):
        wrong = say("các bậc vừa dùng “từ … trở lên” vừa dùng “dưới …” nên có thể hở hoặc chồng nhau")
        yield "error", wrong, say("Hãy viết mọi bậc cùng một chiều.")
        return
    for higher, lower in zip(bands.edges, bands.edges[1:], strict=False):
        ordered = higher.limit > lower.limit if falling[0] else higher.limit < lower.limit
        closing = higher.limit == lower.limit and higher.op in (">", "<") and lower.op in (">=", "<=")
        if not ordered and not closing:
            wrong = say(
                "bậc “{lower}” đứng sau bậc “{higher}” nên không bao giờ đạt",
                lower=lower.shown(unit), higher=higher.shown(unit),
            )  # fmt: skip
            yield "error", wrong, say("Hãy xếp các bậc từ cao xuống thấp, không lặp mốc.")
        better = higher.points > lower.points
        if ordered and not better:
            wrong = say(
                "bậc “{higher}” không hơn điểm bậc “{lower}”", higher=higher.shown(unit), lower=lower.shown(unit)
            )
            yield "warning", wrong, say("Hãy xem lại điểm của hai bậc.")
    if bands.otherwise is None:
        wrong = say("các bậc chưa phủ hết: giá trị ngoài mọi bậc không có điểm")
        yield "warning", wrong, say("Hãy thêm “else” với điểm cho phần còn lại.")
    elif bands.edges and bands.otherwise > min(edge.points for edge in bands.edges):
        wrong = say("điểm “còn lại” cao hơn điểm của một bậc")
        yield "warning", wrong, say("Hãy xem lại điểm “còn lại”.")
