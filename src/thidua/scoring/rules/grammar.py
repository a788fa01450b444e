"""Reads the `method` column of a criteria table; what is not understood becomes Unclear, never a guess.

vi: cột cách chấm. A closed list of shapes, described in docs/scoring-columns.md; it is no expression language.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from thidua.core.numbers import NumberUnreadable, parse_number
from thidua.core.text import Text, say
from thidua.scoring.rules.methods import (
    Gate,
    GroupSum,
    Method,
    Penalty,
    Unclear,
    VsTarget,
)
from thidua.scoring.rules.methods.measured import CLUSTER_BEST
from thidua.scoring.rules.shapes import NUMBER, READERS, NotThisShape, split
from thidua.scoring.rules.words import in_english, role_of

NOT_UNDERSTOOD = say("Không đọc được cách chấm này.")
KIND_NOT_CERTAIN = say("Nguồn không chắc đây là điểm chính hay điểm thưởng.")
NO_MAXIMUM = say("Nguồn không nêu điểm tối đa bằng số.")
SELF_CLAIMED = say("Đơn vị tự kê khai theo phụ lục; phụ lục không có trong nguồn.")
BY_FIELD = say("Chỉ nêu chấm theo lĩnh vực; tiêu chí chi tiết ở phụ lục không đọc được.")
BY_MEMBERS = say("Điểm lấy từ nhiều người hoặc nhiều phiếu khác, không nhập ở dòng này.")
PER_CONTENT = say("Điểm tối đa theo từng nội dung, danh mục nội dung không có trong nguồn.")
NO_OUTCOME = say("Không nêu hậu quả khi không đạt: loại hay chờ.")
LEVEL_NAMES = say("Mức xếp theo số điểm đã đạt, không nêu điểm của từng mức.")

# Shapes that are recognised as not usable, each with the reason that is shown to the official.
_REFUSED: tuple[tuple[str, Text], ...] = (
    (r"kind not certain", KIND_NOT_CERTAIN),
    (r"^self-(claimed|declared)\b", SELF_CLAIMED),
    (r"^levels by field\b", BY_FIELD),
    (r"^levels by points\b", LEVEL_NAMES),
    (r"^rate by each\b|\bAVG\(|\bcount\(level|finalised", BY_MEMBERS),
    (r"per content", PER_CONTENT),
    (r"^gate\((yes|no|pass) required\)$", NO_OUTCOME),
)
_CONTRADICTION = re.compile(r"also states|contradiction|mâu thuẫn", re.IGNORECASE)


@dataclass(frozen=True)
class Cell:
    """What one `method` cell says: the method, and what stands around it."""

    method: Method
    weight: Decimal = Decimal(1)
    optional: bool = False
    receivers: frozenset[str] = frozenset()
    na_scopes: tuple[str, ...] = ()
    warnings: tuple[Text, ...] = ()


def parse_method(text: str, maximum: Decimal | None = None) -> Method:
    """The method a cell describes; Unclear with the reason when it describes none."""
    return parse_cell(text, maximum).method


def parse_cell(text: str, maximum: Decimal | None = None, *, maximum_text: str = "") -> Cell:
    """Read one cell. `maximum_text` is a maximum that is no number, which makes a scored line unclear."""
    parts = split(in_english(text.strip()), ";")
    scopes, optional, weight = [], False, Decimal(1)
    while parts and (parts[0] == "optional" or parts[0].startswith("na_if(")):
        first = parts.pop(0)
        if first == "optional":
            optional = True
        else:
            scopes.append(first.removeprefix("na_if(").removesuffix(")").strip())
    weighted = re.fullmatch(rf"coefficient x({NUMBER})", parts[-1]) if parts else None
    if weighted:
        weight = parse_number(weighted[1])
        parts.pop()
    method, receivers = _read(parts, maximum, maximum_text)
    return Cell(method, weight, optional, receivers, tuple(scopes), tuple(_warnings(method)))


def cell_text(cell: Cell) -> str:
    """The cell that `parse_cell` reads as this."""
    before = [f"na_if({scope})" for scope in cell.na_scopes] + (["optional"] if cell.optional else [])
    rule = cell.method.to_grammar()
    if cell.receivers:
        only = f"only {role_of(cell.receivers)}"
        # Only `name(…)` takes it inside; the parenthesis that ends a formula is not the rule's own.
        named = re.fullmatch(r"\w+\(.*\)", rule, re.DOTALL) and not cell.method.remarks
        rule = f"{rule[:-1]}; {only})" if named else f"{rule}; {only}"
    after = [] if cell.weight == 1 else [f"coefficient x{cell.weight:f}"]
    return "; ".join([*before, rule, *after])


def _read(parts: list[str], maximum: Decimal | None, maximum_text: str) -> tuple[Method, frozenset[str]]:
    whole = "; ".join(parts)
    group = _group(parts)
    if group is not None:
        return group, frozenset()
    for pattern, why in _REFUSED:
        if re.search(pattern, whole):
            return Unclear(whole, why.pattern, maximum_text), frozenset()
    if whole == CLUSTER_BEST:
        return VsTarget(cluster_best=True), frozenset()
    receivers: frozenset[str] = frozenset()
    kept = []
    for part in parts[1:]:
        role = role_of(part)
        if isinstance(role, frozenset):
            receivers |= role
        else:
            kept.append(part)
    rule = parts[0] if parts else ""
    rule, inside = _take_receivers(rule)
    for reader in READERS:
        try:
            method, remarks = reader(rule)
        except (NotThisShape, NumberUnreadable):
            continue
        if maximum is None and maximum_text and not isinstance(method, (Gate, Penalty)):
            return Unclear(whole, NO_MAXIMUM.pattern, maximum_text), frozenset()
        return replace(method, remarks=(*remarks, *kept)), receivers | inside
    return Unclear(whole, NOT_UNDERSTOOD.pattern, maximum_text), frozenset()


def _take_receivers(rule: str) -> tuple[str, frozenset[str]]:
    """`rate(0..2; only cụm trưởng)` → `rate(0..2)` and the role."""
    head = re.fullmatch(r"(\w+)\((.*)\)", rule, re.DOTALL)
    if not head:
        return rule, frozenset()
    roles: frozenset[str] = frozenset()
    kept = []
    for part in split(head[2], ";"):
        role = role_of(part)
        if isinstance(role, frozenset):
            roles |= role
        else:
            kept.append(part)
    if not roles:
        return rule, roles
    return (f"{head[1]}({'; '.join(kept)})" if kept else head[1]), roles


def _group(parts: list[str]) -> GroupSum | None:
    whole = "; ".join(parts)
    capped = re.fullmatch(rf"group cap\s*=\s*({NUMBER})", whole)
    if capped:
        return GroupSum(capped=True, cap=parse_number(capped[1]))
    if whole in ("sum of children", "group cap", "group"):
        return GroupSum(capped=whole == "group cap")
    levels = re.fullmatch(r"group; band\((.*)\)", whole)
    return GroupSum(levels=levels[1]) if levels else None


def _warnings(method: Method) -> list[Text]:
    if isinstance(method, Unclear):
        return [say("Chưa rõ cách chấm “{text}”: {why}", text=method.text, why=method.reason)]
    found = []
    for remark in method.remarks:
        if _CONTRADICTION.search(remark):
            found.append(say("Nguồn nêu hai công thức; dùng bậc điểm, không dùng: “{text}”.", text=remark))
        else:
            found.append(say("Phần ghi thêm không được tính tự động: “{text}”.", text=remark))
    return found


def contradicts(method: Method) -> tuple[str, ...]:
    """The remarks in which the source states another formula."""
    return tuple(remark for remark in method.remarks if _CONTRADICTION.search(remark))
