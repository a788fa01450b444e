"""The shapes of the `method` column, one reader for each. vi: các dạng cách chấm."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from thidua.core.numbers import parse_number
from thidua.scoring.rules.methods import (
    Bands,
    CollectivePenalty,
    CountTimesUnit,
    Edge,
    FreeRating,
    Gate,
    Levels,
    Linear,
    Measure,
    Method,
    Penalty,
    RankInCluster,
    StartFullSubtract,
    Threshold,
    VsTarget,
    YesNo,
)

NUMBER = r"[+-]?\d+(?:[.,]\d+)?"
_NAME = r"[^\W\d][\w .]*"  # a word or several; never an operator

Read = tuple[Method, tuple[str, ...]]
Reader = Callable[[str], Read]


class NotThisShape(Exception):
    """The text does not have the shape a reader looks for."""


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


def _match(pattern: str, text: str) -> re.Match[str]:
    found = re.fullmatch(pattern, text, re.DOTALL)
    if not found:
        raise NotThisShape
    return found


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
        limits = _match(rf"penalty\(range 0\.\.-({NUMBER})\)", rule)
        return FreeRating(high=parse_number(limits[1])), ()
    parts, after = _body("rate", rule)
    method = FreeRating()
    for part in parts:
        step = re.fullmatch(rf"step\s*=\s*({NUMBER})", part)
        limits_ = re.fullmatch(rf"({NUMBER})\.\.({NUMBER})", part)
        if step:
            method = replace(method, step=parse_number(step[1]))
        elif limits_:
            method = replace(method, low=parse_number(limits_[1]), high=parse_number(limits_[2]))
        elif part not in ("clamp 0..max", "0..max"):
            raise NotThisShape
    if after == "with reason":
        return replace(method, with_reason=True), ()
    return method, ((after,) if after else ())


def _read_yes_no(rule: str) -> Read:
    if rule == "yes_no":
        return YesNo(), ()
    found = _match(rf"sum\((yes_no {NUMBER}(?: \+ yes_no {NUMBER})*)\)", rule)
    worth = [parse_number(one) for one in re.findall(rf"yes_no ({NUMBER})", found[1])]
    return CountTimesUnit(tuple((f"ý {n}", points) for n, points in enumerate(worth, 1)), once=True), ()


def _arrows(parts: list[str]) -> list[tuple[str, Decimal]]:
    found = []
    for part in parts:
        label, arrow, points = part.rpartition("->")
        if not arrow or not label.strip():
            raise NotThisShape
        found.append((label.strip(), parse_number(points)))
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
    found = _match(rf"x\s*=\s*({_NAME})/({_NAME})\*100", head)
    return Measure("ratio", found[1].strip(), found[2].strip())


def _read_band(rule: str) -> Read:
    found = _match(r"band\(([^:]+):(.*)\)", rule)
    edges, otherwise = [], None
    for part in split(found[2], ";"):
        last = re.fullmatch(rf"else ({NUMBER})", part)
        if otherwise is not None:
            raise NotThisShape
        if last:
            otherwise = parse_number(last[1])
            continue
        step = _match(rf"(>=|<=|>|<|=|)\s*({NUMBER})\s*->\s*({NUMBER})", part)
        edges.append(Edge(step[1] or "=", parse_number(step[2]), parse_number(step[3])))
    if not edges:
        raise NotThisShape
    return Bands(_measure(found[1].strip()), tuple(edges), otherwise), ()


def _read_linear(rule: str) -> Read:
    if re.fullmatch(r"linear:\s*\(x/100\)\*max", rule):
        return Linear(), ()
    clipped = re.fullmatch(rf"linear:\s*MIN\(({_NAME})/({_NAME}),\s*1\)\*max", rule)
    if clipped:
        return Linear(Measure("ratio", clipped[1].strip(), clipped[2].strip()), clip=True), ()
    ratio = _match(rf"linear:\s*\(({_NAME})/({_NAME})\)\*max", rule)
    return Linear(Measure("ratio", ratio[1].strip(), ratio[2].strip())), ()


def _read_threshold(rule: str) -> Read:
    found = _match(rf"threshold\((x%?)\s*(>=|<=|>|<)\s*({NUMBER}) -> max else 0\)", rule)
    return Threshold(_measure(found[1]), found[2], parse_number(found[3])), ()


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
        found = re.fullmatch(rf"([^=]+?)\s*=\s*({NUMBER})(.*)", part, re.DOTALL)
        if not found:
            others.append(part)
        elif found[1] == "cap" and not found[3]:
            cap = parse_number(found[2])
        else:
            kinds.append(("" if found[1] == sole else found[1], parse_number(found[2])))
            others += [found[3].strip()] if found[3].strip() else []
    return kinds, cap, others


def _read_count(rule: str) -> Read:
    parts, after = _body("count", rule)
    if after or not parts:
        raise NotThisShape
    roles = re.fullmatch(r"role points:\s*(.+)", parts[0])
    if roles:
        each = [_match(rf"(.+?)\s+({NUMBER})", one) for one in split(roles[1], ",")]
        _, cap, remarks = _amounts(parts[1:], "unit")
        return CountTimesUnit(tuple((one[1], parse_number(one[2])) for one in each), cap), tuple(remarks)
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
    lost = rf"MIN\(({NUMBER})\*T/\(({NUMBER})\*({NUMBER})\*N\),\s*({NUMBER})\)"
    within = re.fullmatch(rf"derived:\s*MAX\(0,\s*max-{lost}\)", rule)
    found = within or _match(rf"penalty:\s*{lost}", rule)
    if parse_number(found[1]) != parse_number(found[4]):
        raise NotThisShape
    return CollectivePenalty(
        parse_number(found[1]), parse_number(found[2]), parse_number(found[3]), from_maximum=bool(within)
    ), ()


def _read_start_full(rule: str) -> Read:
    found = _match(rf"derived:\s*MAX\(({NUMBER}),\s*({NUMBER}|max)((?:-[^-]+)+)\)", rule)
    kinds = []
    for term in found[3].split("-")[1:]:
        summed = re.fullmatch(rf"sum\(({_NAME})\)|({_NAME})", term)
        timed = re.fullmatch(rf"({NUMBER})\*({_NAME})", term)
        if timed:
            kinds.append((timed[2].strip(), parse_number(timed[1])))
        elif summed:
            kinds.append(((summed[1] or summed[2]).strip(), Decimal(1)))
        else:
            raise NotThisShape
    start = None if found[2] == "max" else parse_number(found[2])
    return StartFullSubtract(tuple(kinds), start, parse_number(found[1])), ()


def _read_gate(rule: str) -> Read:
    found = _match(r"gate\((fail|yes|no)\s*->\s*(.*?)\s*(excluded|pending)\)", rule)
    return Gate(found[3], found[1]), ((found[2],) if found[2] else ())


READERS: tuple[Reader, ...] = (
    _read_rate, _read_yes_no, _read_levels, _read_band, _read_linear, _read_threshold, _read_target, _read_rank,
    _read_count, _read_collective, _read_penalty, _read_start_full, _read_gate,
)  # fmt: skip
