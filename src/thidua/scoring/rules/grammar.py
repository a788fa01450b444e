"""Reads the `method` column of a criteria table; what is not understood becomes Unclear, never a guess.

vi: cột cách chấm. A closed list of shapes, described in docs/scoring-columns.md; it is no expression language.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal

from thidua.core.numbers import NumberUnreadable, parse_number
from thidua.core.text import Text, say
from thidua.scoring.rules.methods import (
    Bands,
    CollectivePenalty,
    CountTimesUnit,
    Edge,
    FreeRating,
    Gate,
    GroupSum,
    Levels,
    Linear,
    Measure,
    Method,
    Penalty,
    RankInCluster,
    StartFullSubtract,
    Threshold,
    Unclear,
    VsTarget,
    YesNo,
)
from thidua.scoring.rules.methods.measured import CLUSTER_BEST
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
_NUMBER = r"[+-]?\d+(?:[.,]\d+)?"


class NotThisShape(Exception):
    """The text does not have the shape a reader looks for."""


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
    weighted = re.fullmatch(rf"coefficient x({_NUMBER})", parts[-1]) if parts else None
    if weighted:
        weight = _number(weighted[1])
        parts.pop()
    method, receivers = _read(parts, maximum, maximum_text)
    return Cell(method, weight, optional, receivers, tuple(scopes), tuple(_warnings(method)))


def cell_text(cell: Cell) -> str:
    """The cell that `parse_cell` reads as this."""
    before = [f"na_if({scope})" for scope in cell.na_scopes] + (["optional"] if cell.optional else [])
    rule = cell.method.to_grammar()
    if cell.receivers:
        only = f"only {role_of(cell.receivers)}"
        rule = f"{rule[:-1]}; {only})" if rule.endswith(")") and not cell.method.remarks else f"{rule}; {only}"
    after = [] if cell.weight == 1 else [f"coefficient x{cell.weight:f}"]
    return "; ".join([*before, rule, *after])


def split(text: str, mark: str) -> list[str]:
    """Split at a mark that stands outside parentheses."""
    parts, depth, start = [], 0, 0
    for index, sign in enumerate(text):
        depth += (sign == "(") - (sign == ")")
        if sign == mark and depth <= 0:
            parts.append(text[start:index].strip())
            start = index + 1
    parts.append(text[start:].strip())
    return [part for part in parts if part]


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
    for reader in _READERS:
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
    capped = re.fullmatch(rf"group cap\s*=\s*({_NUMBER})", whole)
    if capped:
        return GroupSum(capped=True, cap=_number(capped[1]))
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


# Readers: each knows one shape and raises NotThisShape for everything else.

Read = tuple[Method, tuple[str, ...]]
Reader = Callable[[str], Read]


def _match(pattern: str, text: str) -> re.Match[str]:
    found = re.fullmatch(pattern, text, re.DOTALL)
    if not found:
        raise NotThisShape
    return found


def _number(text: str) -> Decimal:
    return parse_number(text)


def _body(name: str, rule: str) -> tuple[list[str], str]:
    """The parts inside `name(…)` and what follows the parenthesis."""
    found = _match(rf"{name}\((.*)\)([^()]*)", rule)
    return split(found[1], ";"), found[2].strip()


def _read_rate(rule: str) -> Read:
    if rule == "rate direct":
        return FreeRating(), ("direct",)
    if rule in ("rate", "rate with reason"):
        return FreeRating(with_reason=rule != "rate"), ()
    if rule.startswith("penalty("):
        limits = _match(rf"penalty\(range 0\.\.-({_NUMBER})\)", rule)
        return FreeRating(high=_number(limits[1])), ()
    parts, after = _body("rate", rule)
    method = FreeRating()
    for part in parts:
        step = re.fullmatch(rf"step\s*=\s*({_NUMBER})", part)
        limits_ = re.fullmatch(rf"({_NUMBER})\.\.({_NUMBER})", part)
        if step:
            method = replace(method, step=_number(step[1]))
        elif limits_:
            method = replace(method, low=_number(limits_[1]), high=_number(limits_[2]))
        elif part not in ("clamp 0..max", "0..max"):
            raise NotThisShape
    if after == "with reason":
        return replace(method, with_reason=True), ()
    return method, ((after,) if after else ())


def _read_yes_no(rule: str) -> Read:
    if rule == "yes_no":
        return YesNo(), ()
    found = _match(rf"sum\((yes_no {_NUMBER}(?: \+ yes_no {_NUMBER})*)\)", rule)
    worth = [_number(one) for one in re.findall(rf"yes_no ({_NUMBER})", found[1])]
    return CountTimesUnit(tuple((f"ý {n}", points) for n, points in enumerate(worth, 1)), once=True), ()


def _arrows(parts: list[str]) -> list[tuple[str, Decimal]]:
    found = []
    for part in parts:
        label, arrow, points = part.rpartition("->")
        if not arrow or not label.strip():
            raise NotThisShape
        found.append((label.strip(), _number(points)))
    if not found:
        raise NotThisShape
    return found


def _read_levels(rule: str) -> Read:
    parts, after = _body("levels", rule)
    if after:
        raise NotThisShape
    return Levels(tuple(_arrows(parts))), ()


def _measure(head: str) -> Measure:
    if head in ("x%", "x"):
        return Measure("percent" if head == "x%" else "number")
    found = _match(r"x\s*=\s*([^/*()]+)/([^/*()]+)\*100", head)
    return Measure("ratio", found[1].strip(), found[2].strip())


def _read_band(rule: str) -> Read:
    found = _match(r"band\(([^:]+):(.*)\)", rule)
    edges, otherwise = [], None
    for part in split(found[2], ";"):
        last = re.fullmatch(rf"else ({_NUMBER})", part)
        if otherwise is not None:
            raise NotThisShape
        if last:
            otherwise = _number(last[1])
            continue
        step = _match(rf"(>=|<=|>|<|=|)\s*({_NUMBER})\s*->\s*({_NUMBER})", part)
        edges.append(Edge(step[1] or "=", _number(step[2]), _number(step[3])))
    if not edges:
        raise NotThisShape
    return Bands(_measure(found[1].strip()), tuple(edges), otherwise), ()


def _read_linear(rule: str) -> Read:
    if re.fullmatch(r"linear:\s*\(x/100\)\*max", rule):
        return Linear(), ()
    clipped = re.fullmatch(r"linear:\s*MIN\(([^/,()]+)/([^/,()]+),\s*1\)\*max", rule)
    if clipped:
        return Linear(Measure("ratio", clipped[1].strip(), clipped[2].strip()), clip=True), ()
    ratio = _match(r"linear:\s*\(([^/()]+)/([^/()]+)\)\*max", rule)
    return Linear(Measure("ratio", ratio[1].strip(), ratio[2].strip())), ()


def _read_threshold(rule: str) -> Read:
    found = _match(rf"threshold\((x%?)\s*(>=|<=|>|<)\s*({_NUMBER}) -> max else 0\)", rule)
    return Threshold(_measure(found[1]), found[2], _number(found[3])), ()


def _read_target(rule: str) -> Read:
    _match(r"vs_target:\s*MIN\(A/T,\s*1\)\*max", rule)
    return VsTarget(), ()


def _read_rank(rule: str) -> Read:
    parts, after = _body("rank", rule)
    lower = "lower is better" in parts
    known = ("lower is better", "higher is better", "ties share the better rank")
    places = _arrows([part for part in parts if part not in known])
    if after or [place for place, _ in places] != [str(n) for n in range(1, len(places) + 1)]:
        raise NotThisShape
    return RankInCluster(tuple(points for _, points in places), higher_is_better=not lower), ()


def _amounts(parts: list[str], sole: str) -> tuple[list[tuple[str, Decimal]], Decimal | None, list[str]]:
    """Kinds with their points, the cap, and the parts that are neither."""
    kinds, cap, others = [], None, []
    for part in parts:
        found = re.fullmatch(rf"([^=]+?)\s*=\s*({_NUMBER})(.*)", part, re.DOTALL)
        if not found:
            others.append(part)
        elif found[1] == "cap" and not found[3]:
            cap = _number(found[2])
        else:
            kinds.append(("" if found[1] == sole else found[1], _number(found[2])))
            others += [found[3].strip()] if found[3].strip() else []
    return kinds, cap, others


def _read_count(rule: str) -> Read:
    parts, after = _body("count", rule)
    if after or not parts:
        raise NotThisShape
    roles = re.fullmatch(r"role points:\s*(.+)", parts[0])
    if roles:
        each = [_match(rf"(.+?)\s+({_NUMBER})", one) for one in split(roles[1], ",")]
        _, cap, remarks = _amounts(parts[1:], "unit")
        return CountTimesUnit(tuple((one[1], _number(one[2])) for one in each), cap), tuple(remarks)
    kinds, cap, others = _amounts(parts, "unit")
    if not kinds:
        raise NotThisShape
    named = [other.removeprefix("per:").strip() for other in others if other.startswith("per:")]
    if named and len(kinds) == 1:
        return CountTimesUnit(tuple((name, kinds[0][1]) for name in split(named[0], ",")), cap, once=True), ()
    once = "once" in others
    return CountTimesUnit(tuple(kinds), cap, once), tuple(other for other in others if other != "once")


def _read_penalty(rule: str) -> Read:
    parts, after = _body("penalty", rule)
    kinds, cap, others = _amounts(parts, "per")
    if after or not kinds:
        raise NotThisShape
    return Penalty(tuple(kinds), cap), tuple(other for other in others if other != "no cap")


def _read_collective(rule: str) -> Read:
    lost = rf"MIN\(({_NUMBER})\*T/\(({_NUMBER})\*({_NUMBER})\*N\),\s*({_NUMBER})\)"
    within = re.fullmatch(rf"derived:\s*MAX\(0,\s*max-{lost}\)", rule)
    found = within or _match(rf"penalty:\s*{lost}", rule)
    if _number(found[1]) != _number(found[4]):
        raise NotThisShape
    return CollectivePenalty(_number(found[1]), _number(found[2]), _number(found[3]), from_maximum=bool(within)), ()


def _read_start_full(rule: str) -> Read:
    found = _match(rf"derived:\s*MAX\(({_NUMBER}),\s*({_NUMBER}|max)((?:-[^-]+)+)\)", rule)
    kinds = []
    for term in found[3].split("-")[1:]:
        summed = re.fullmatch(r"sum\(([^()*]+)\)|([^()*]+)", term)
        timed = re.fullmatch(rf"({_NUMBER})\*([^()*]+)", term)
        if timed:
            kinds.append((timed[2].strip(), _number(timed[1])))
        elif summed:
            kinds.append(((summed[1] or summed[2]).strip(), Decimal(1)))
        else:
            raise NotThisShape
    start = None if found[2] == "max" else _number(found[2])
    return StartFullSubtract(tuple(kinds), start, _number(found[1])), ()


def _read_gate(rule: str) -> Read:
    found = _match(r"gate\((fail|yes|no)\s*->\s*(.*?)\s*(excluded|pending)\)", rule)
    return Gate(found[3], found[1]), ((found[2],) if found[2] else ())


_READERS: tuple[Reader, ...] = (
    _read_rate, _read_yes_no, _read_levels, _read_band, _read_linear, _read_threshold, _read_target, _read_rank,
    _read_count, _read_collective, _read_penalty, _read_start_full, _read_gate,
)  # fmt: skip
