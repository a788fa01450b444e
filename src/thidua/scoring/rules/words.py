"""The words of criteria files: Vietnamese ones beside the grammar's own, roles, kinds, column headings."""

from __future__ import annotations

import re
from typing import overload

from thidua.core.names import fold

_ROLES = {
    "cum truong": "leader",
    "khoi truong": "leader",
    "cum truong, khoi truong": "leader",
    "cum pho": "deputy",
    "khoi pho": "deputy",
    "cum pho, khoi pho": "deputy",
}
_ROLE_WORDS = {"leader": "cụm trưởng, khối trưởng", "deputy": "cụm phó, khối phó"}


@overload
def role_of(said: str) -> frozenset[str] | None: ...
@overload
def role_of(said: frozenset[str]) -> str: ...
def role_of(said: str | frozenset[str]) -> frozenset[str] | str | None:
    """`only cụm trưởng` → the role's code; a set of codes → the words. None when the text names no role."""
    if isinstance(said, frozenset):
        return ", ".join(_ROLE_WORDS.get(code, code) for code in sorted(said))
    if not said.startswith("only "):
        return None
    named = fold(said.removeprefix("only "))
    if named in _ROLES:
        return frozenset({_ROLES[named]})
    codes = [_ROLES.get(part.strip()) for part in named.split(",")]
    return frozenset(code for code in codes if code) if codes and all(codes) else None


# Vietnamese forms of the grammar, longest first where one begins another.
_ALIASES = (
    (r"^chấm tự do\b", "rate"),
    (r"^có/không$", "yes_no"),
    (r"^mức\(", "levels("),
    (r"^bậc\(", "band("),
    (r"^ngưỡng\(", "threshold("),
    (r"^xếp hạng\(", "rank("),
    (r"^đếm\(", "count("),
    (r"^trừ\(", "penalty("),
    (r"^điều kiện\(", "gate("),
    (r"^tổng nhóm$", "sum of children"),
    (r"^tỷ lệ$", "linear: (x/100)*max"),
    (r"^so chỉ tiêu$", "vs_target: MIN(A/T,1)*max"),
    (r"^tự chọn$", "optional"),
    (r"^không áp dụng\(", "na_if("),
    (r"^hệ số\s*[x×]?\s*(?=\d)", "coefficient x"),
)
_INSIDE = (
    (r"→", "->"),
    (r"≥", ">="),
    (r"≤", "<="),
    (r"−", "-"),
    (r"(?<=[(;])\s*bước\s*=", "step="),
    (r"(?<=[(;])\s*trần\s*=", "cap="),
    (r"(?<=[(;])\s*mỗi lần\s*=", "per="),
    (r"(?<=[(;])\s*mỗi đơn vị\s*=", "unit="),
    (r"(?<=[(;])\s*không trần\b", "no cap"),
    (r"(?<=;)\s*còn lại\s*(?:->)?\s*", "else "),
    (r"(?<=[(;])\s*chỉ\s+(?=cụm|khối)", "only "),
    (r"(?<=[(;])\s*không đạt\s*->\s*loại", "fail -> excluded"),
    (r"(?<=[(;])\s*không đạt\s*->\s*chờ", "fail -> pending"),
    (r"(?<=[(;])\s*có\s*->\s*loại", "yes -> excluded"),
    (r"(?<=[(;])\s*có\s*->\s*chờ", "yes -> pending"),
)


def in_english(text: str) -> str:
    """A method cell with its Vietnamese keywords replaced by the grammar's own; other text is left alone."""
    for pattern, word in _INSIDE:
        text = re.sub(pattern, word, text)
    parts = re.split(r"(;\s*(?![^()]*\)))", text)
    for index in range(0, len(parts), 2):
        for pattern, word in _ALIASES:
            parts[index] = re.sub(pattern, word, parts[index].strip(), flags=re.IGNORECASE)
    return "".join(parts)


KIND_WORDS = {
    "base": "base",
    "diem chinh": "base",
    "chinh": "base",
    "co ban": "base",
    "bonus": "bonus",
    "diem thuong": "bonus",
    "thuong": "bonus",
    "diem cong": "bonus",
    "penalty": "penalty",
    "diem tru": "penalty",
    "tru": "penalty",
    "gate": "gate",
    "dieu kien": "gate",
    "dieu kien loai": "gate",
    "group": "group",
    "nhom": "group",
}

TABLE_COLUMNS = (
    "group_code", "group", "criterion_code", "criterion", "max_points", "kind", "method", "evidence", "verifier",
    "source_note",
)  # fmt: skip
TABLE_HEADINGS = {
    "group_code": "Mã nhóm",
    "group": "Nhóm",
    "criterion_code": "Mã tiêu chí",
    "criterion": "Tiêu chí",
    "max_points": "Điểm tối đa",
    "kind": "Loại",
    "method": "Cách chấm",
    "evidence": "Minh chứng",
    "verifier": "Đơn vị thẩm định",
    "source_note": "Ghi chú",
}
SCORE_HEADINGS = {
    "unit_code": "Mã đơn vị",
    "criterion_code": "Mã tiêu chí",
    "self_score": "Điểm tự chấm",
    "verified_score": "Điểm thẩm định",
    "reason_if_changed": "Lý do thay đổi",
}
UNSTATED = frozenset({"not stated", "config", "khong neu", "chua neu", "cut in source"})


def column_of(heading: str, headings: dict[str, str]) -> str | None:
    """The column's id for a heading in either language; None when it is neither."""
    given = fold(heading).replace("_", " ")
    for column, vietnamese in headings.items():
        if given in (column.replace("_", " "), fold(vietnamese)):
            return column
    return None
