"""What levels, states and kinds are called on the pages of this room. Pure."""

from __future__ import annotations

from thidua.core.text import Text, say
from thidua.law.model import FORM, TITLE

LEVEL_WORDS: dict[str, Text] = {
    "law": say("Luật"),
    "decree": say("Nghị định"),
    "circular": say("Thông tư"),
    "sector-circular": say("Thông tư của Bộ Giáo dục và Đào tạo"),
    "province": say("Quy định của tỉnh, thành phố"),
    "unit": say("Quy chế của đơn vị"),
    "cluster": say("Quy chế của cụm, khối thi đua"),
    "guide": say("Hướng dẫn của năm"),
}
KIND_WORDS: dict[str, Text] = {TITLE: say("Danh hiệu thi đua"), FORM: say("Hình thức khen thưởng")}
#: A local rule's state: words and tone.
STATES: dict[str, tuple[Text, str]] = {
    "draft": (say("Dự thảo"), "wait"),
    "published": (say("Đã ban hành"), "good"),
    "replaced": (say("Đã có bản mới thay thế"), "quiet"),
    "withdrawn": (say("Đã bãi bỏ"), "bad"),
}
