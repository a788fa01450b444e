"""From lines to the ranked table of a cluster: the one function that everything uses. vi: tổng điểm, bảng xếp hạng."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import accumulate
from operator import attrgetter, itemgetter
from typing import NamedTuple

from thidua.core.findings import Answer, Citation, Finding, Reason
from thidua.core.numbers import round_half_up
from thidua.core.text import Text, say
from thidua.scoring.rules.layout import Layout, Leaf, Memo, Variant, layout_of, pour
from thidua.scoring.rules.lines import ALONE, Cohorts, LineResult, in_force, settle_line
from thidua.scoring.rules.ranking import competition_ranks, rank_basis
from thidua.scoring.rules.results import STANDINGS, ClusterResult, Groups, Totals, UnitResult, View
from thidua.scoring.rules.table import Table
from thidua.scoring.rules.values import HUNDRED, ZERO, LineFacts, SheetFacts, from_hundredths, hundredths

__all__ = ["STANDINGS", "ClusterResult", "Totals", "UnitResult", "score_cluster"]

MEMO_LIMIT = 20_000
GRANTED = Finding(Answer.GRANTED)
_key = attrgetter("key")
# Fields of the named tuple by their place: millions of lines are read this way.
_cents = itemgetter(LineResult._fields.index("cents"))
_claimed_cents = itemgetter(LineResult._fields.index("claimed_cents"))
_unverified = itemgetter(LineResult._fields.index("unverified"))


class Scored(NamedTuple):
    """One unit before it is ranked; points in hundredths."""

    sheet: SheetFacts
    variant: Variant
    lines: list[LineResult]
    claimed: list[int]
    final: list[int]
    totals: Totals
    standing: str
    finding: Finding


def score_cluster(table: Table, sheets: Iterable[SheetFacts]) -> ClusterResult:
    """Score and rank the units of a cluster; one unit or thousands, the same function. vi: chấm và xếp hạng cụm.

    The order of lines and of units never changes the result. Nothing is rounded but by §5, ties are never broken.
    source: domain/scoring §4, §5, §6. Raises ValueError when a unit comes twice.
    """
    facts = list(sheets)
    if len({one.unit for one in facts}) != len(facts):
        raise ValueError("Một đơn vị chỉ có một phiếu chấm trong bảng xếp hạng.")
    layout = layout_of(table)
    seen = [(one, layout.variant(one.not_applicable, one.chosen, one.roles)) for one in facts]
    together = _Together(layout, seen, table.blank)
    return _ranked(table, layout, [_score_unit(layout, one, variant, table, together) for one, variant in seen])


class _Together:
    """What the units of one cluster share while they are scored: the measures by which some lines compare them."""

    def __init__(self, layout: Layout, seen: list[tuple[SheetFacts, Variant]], blank: str) -> None:
        self._memos: dict[int, tuple[Memo, ...]] = {}
        self.cohorts = {index: _cohorts(index, layout.leaves[index], seen, blank) for index in layout.comparing}

    def memos(self, variant: Variant) -> tuple[Memo, ...]:
        """The table's memos, with fresh ones for the lines whose points depend on this cluster."""
        if not self.cohorts:
            return variant.memos
        found = self._memos.get(id(variant))
        if found is None:
            found = tuple({} if index in self.cohorts else memo for index, memo in enumerate(variant.memos))
            self._memos[id(variant)] = found
        return found


def _cohorts(index: int, leaf: Leaf, seen: list[tuple[SheetFacts, Variant]], blank: str) -> Cohorts:
    """What the units are compared by; a unit whom the line does not concern stays out."""
    measure, code = leaf.criterion.method.measure, leaf.criterion.code
    claimed, final = [], []
    for sheet, variant in seen:
        line = sheet.lines.get(code)
        if line is None or index in variant.fixed:
            continue
        told = measure(line.claimed) if line.claimed else None
        counts = in_force(line, blank)
        same = counts is line.claimed or (counts and line.claimed and counts.key == line.claimed.key)
        checked = told if same else measure(counts) if counts else None
        claimed += [] if told is None else [told]
        final += [] if checked is None else [checked]
    first = tuple(sorted(claimed))
    return Cohorts(first, first if final == claimed else tuple(sorted(final)))


def _score_unit(layout: Layout, sheet: SheetFacts, variant: Variant, table: Table, together: _Together) -> Scored:
    facts = layout.facts_of(sheet.lines)
    memos = together.memos(variant)
    # One answer is worked out once: every later unit that gave it finds the line, sentence and all, by its key.
    found = list(map(dict.get, memos, map(_key, facts)))
    lines = [
        line or _settle(layout, variant, index, memos[index], facts[index], table.blank, together)
        for index, line in enumerate(found)
    ]
    claimed = _flow(layout, map(_claimed_cents, lines))
    final = _flow(layout, map(_cents, lines))
    standing, finding = _standing(layout, lines, table)
    return Scored(sheet, variant, lines, claimed, final, _totals(final, variant, table.ceiling), standing, finding)


def _flow(layout: Layout, cents: Iterable[int]) -> list[int]:
    """Lines into groups into totals. Hundredths are whole numbers, so adding them is exact and quick."""
    slots = [0] * layout.size
    so_far = list(accumulate(cents, initial=0))
    for slot, start, stop in layout.runs:
        slots[slot] += so_far[stop] - so_far[start]
    pour(layout.basins, slots)
    return slots


def _settle(
    layout: Layout, variant: Variant, index: int, memo: Memo, facts: LineFacts, blank: str, together: _Together
) -> LineResult:
    fixed = variant.fixed.get(index)
    if fixed is not None:
        return fixed
    leaf = layout.leaves[index]
    for kept in (memo, leaf.outcomes):
        if kept is not None and len(kept) >= MEMO_LIMIT:
            kept.clear()
    line = settle_line(
        leaf.criterion, facts, blank, together.cohorts.get(index, ALONE),
        holds_role=variant.holds_role[index], known=leaf.outcomes,
    )  # fmt: skip
    memo[facts.key] = line
    return line


def _totals(slots: list[int], variant: Variant, ceiling: Decimal | None) -> Totals:
    """source: domain/scoring §5 steps 3 to 5."""
    base, bonus, penalty = slots[0], slots[1], slots[2]
    total = max(base + bonus - penalty, 0)
    if ceiling is not None:
        total = min(total, hundredths(ceiling))
    return Totals(
        from_hundredths(base), from_hundredths(bonus), from_hundredths(penalty), from_hundredths(total),
        _percent(base, variant), _percent(total, variant),
    )  # fmt: skip


def _percent(cents: int, variant: Variant) -> Decimal | None:
    """Percent of the applicable maximum; None when nothing applies."""
    if not variant.applicable_max:
        return None
    found = variant.percents.get(cents)
    if found is None:
        found = round_half_up(from_hundredths(cents) * HUNDRED / variant.applicable_max)
        variant.percents[cents] = found
    return found


def _standing(layout: Layout, lines: list[LineResult], table: Table) -> tuple[str, Finding]:
    """Excluded before pending before undetermined; every gate that is not passed gives its reason."""
    failed = [index for index in layout.gates if lines[index].verdict not in ("passed", "")]
    if not failed:
        return "eligible", GRANTED
    reasons = tuple(_gate_reason(layout, index, lines[index], table) for index in failed)
    found = {lines[index].verdict for index in failed}
    if "excluded" in found:
        return "excluded", Finding(Answer.REFUSED, reasons)
    return ("pending" if "pending" in found else "undetermined"), Finding(Answer.UNDETERMINED, reasons)


def _gate_reason(layout: Layout, index: int, line: LineResult, table: Table) -> Reason:
    gate = layout.leaves[index].criterion
    words = {"label": gate.label, "code": gate.code}
    if line.verdict == "unknown":
        sentence = say("Chưa có kết luận thẩm định về điều kiện {code} “{label}”.", **words)
        cure: Text | None = say("Đề nghị đơn vị thẩm định kết luận điều kiện này.")
    elif line.verdict == "pending":
        sentence = say("Chưa xét, chờ kết luận: điều kiện {code} “{label}” không đạt.", **words)
        cure = say("Khi có kết luận, hãy cập nhật điều kiện này.")
    else:
        sentence = say("Không xét: điều kiện {code} “{label}” không đạt.", **words)
        cure = None
    if line.basis == "claimed":
        sentence = say("{reason} (theo đơn vị tự khai, chưa thẩm định)", reason=sentence)
    return Reason(sentence, cure, Citation(table.name, str(say("Tiêu chí {code},", code=gate.code))))


def _ranked(table: Table, layout: Layout, scored: list[Scored]) -> ClusterResult:
    # A unit whose gate nobody has answered is ranked meanwhile, and the ranking is provisional.
    ranked = [one for one in scored if one.standing in ("eligible", "undetermined")]
    basis = rank_basis(table.rank_on, frozenset(one.variant.applicable_max for one in ranked))
    ranks = competition_ranks(
        {one.sheet.unit: one.totals.total if basis == "points" else one.totals.total_percent or ZERO for one in ranked}
    )
    several = {place for place, many in Counter(ranks.values()).items() if many > 1}
    units = [_unit_result(table, layout, one, ranks.get(one.sheet.unit), several) for one in scored]
    units.sort(key=_order)
    open_lines = sum(one.open_lines for one in units)
    warnings = tuple(_warnings(table, [one.sheet for one in scored], units, open_lines))
    return ClusterResult(tuple(units), basis, open_lines > 0, open_lines, warnings)


def _order(one: UnitResult) -> tuple[int, int, Decimal, str]:
    """Ranked units by rank, then pending, then excluded ones by total; equal ones by code."""
    if one.rank is not None:
        return 0, one.rank, ZERO, one.unit
    return 1 if one.standing == "pending" else 2, 0, -one.final.total, one.unit


def _unit_result(table: Table, layout: Layout, one: Scored, rank: int | None, several: set[int]) -> UnitResult:
    waiting = [line for line in one.lines if line.unverified] if any(map(_unverified, one.lines)) else []
    return UnitResult(
        unit=one.sheet.unit,
        lines=View(layout.line_index, one.lines),
        groups=Groups(layout.group_index, one.claimed, one.final),
        applicable_max=one.variant.applicable_max,
        claimed=_totals(one.claimed, one.variant, table.ceiling),
        final=one.totals,
        standing=one.standing,
        finding=one.finding,
        unverified=tuple(line.code for line in waiting),
        open_lines=sum(1 for line in waiting if line.is_open),
        rank=rank,
        tied=rank in several,
    )


def _warnings(table: Table, sheets: list[SheetFacts], units: list[UnitResult], open_lines: int) -> Iterator[Text]:
    """What a reader of the ranked table must know; each in one sentence, in a stable order."""
    if open_lines:
        yield say("Bảng xếp hạng tạm tính: còn {n} dòng chưa thẩm định.", n=open_lines)
    unverified = sum(len(one.unverified) for one in units)
    if unverified > open_lines and table.blank == "zero":
        yield say("{n} dòng chưa thẩm định đang tính 0 điểm theo quy định của bảng.", n=unverified - open_lines)
    elif unverified > open_lines:
        yield say("{n} dòng chưa thẩm định đang lấy điểm tự chấm theo quy định của bảng.", n=unverified - open_lines)
    undetermined = [one for one in units if one.standing == "undetermined"]
    for one in sorted(undetermined, key=attrgetter("unit")):
        codes = tuple(code for code, line in one.lines.items() if line.verdict == "unknown")
        yield say("{unit}: chưa có kết luận về điều kiện {codes}; tạm xếp hạng.", unit=one.unit, codes=codes)
    ties: dict[int, list[str]] = {}
    for one in units:
        if one.tied and one.rank is not None:
            ties.setdefault(one.rank, []).append(one.unit)
    for rank, names in ties.items():
        yield say(
            "Đồng hạng {rank}: {units}. Phần mềm không tự phân định; hội nghị biểu quyết lại hoặc ghi quyết định.",
            rank=rank, units=tuple(names),
        )  # fmt: skip
    known = table.codes
    for sheet in sorted(sheets, key=attrgetter("unit")):
        if not known.issuperset(sheet.lines):
            codes = tuple(sorted(set(sheet.lines) - known))
            yield say("{unit}: bảng tiêu chí không có mã {codes}; không tính.", unit=sheet.unit, codes=codes)
