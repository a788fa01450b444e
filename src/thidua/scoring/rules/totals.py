"""From lines to the ranked table of a cluster: the one function that everything uses. vi: tổng điểm, bảng xếp hạng."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Generic, TypeVar

from thidua.core.findings import Answer, Citation, Finding, Reason
from thidua.core.numbers import round_half_up
from thidua.core.text import Text, say
from thidua.scoring.rules.layout import Layout, Memo, Step, Variant, layout_of, pour
from thidua.scoring.rules.lines import ALONE, NO_FACTS, Cohorts, LineResult, in_force, settle_line
from thidua.scoring.rules.ranking import competition_ranks, rank_basis
from thidua.scoring.rules.table import Table
from thidua.scoring.rules.values import HUNDRED, ZERO, LineFacts, SheetFacts

MEMO_LIMIT = 20_000
T = TypeVar("T")

STANDINGS: dict[str, Text] = {
    "eligible": say("đủ điều kiện"),
    "excluded": say("không xét"),
    "pending": say("chờ kết luận"),
    "undetermined": say("chưa rõ"),
}


@dataclass(frozen=True, slots=True)
class Totals:
    """Base, bonus, penalty and total of one world; percents are of the applicable maximum, None when it is 0."""

    base: Decimal
    bonus: Decimal
    penalty: Decimal
    total: Decimal
    base_percent: Decimal | None
    total_percent: Decimal | None


class View(Mapping[str, T], Generic[T]):
    """A read-only mapping over values in a fixed order: small enough to keep one for each of many units."""

    __slots__ = ("_index", "_values")

    def __init__(self, index: Mapping[str, int], values: tuple[T, ...]) -> None:
        self._index = index
        self._values = values

    def __getitem__(self, code: str) -> T:
        return self._values[self._index[code]]

    def __iter__(self) -> Iterator[str]:
        return iter(self._index)

    def __len__(self) -> int:
        return len(self._index)

    def __repr__(self) -> str:
        return repr(dict(self))


@dataclass(frozen=True, slots=True)
class UnitResult:
    """Everything about one unit: its lines, groups, totals, standing and rank.

    `groups` holds (claimed, counted) after cap and weight. `standing`: eligible, excluded, pending, undetermined;
    `unverified`: the lines that wait for a verifier. An excluded or pending unit keeps its score and has no rank.
    """

    unit: str
    lines: Mapping[str, LineResult]
    groups: Mapping[str, tuple[Decimal, Decimal]]
    applicable_max: Decimal
    claimed: Totals
    final: Totals
    standing: str
    finding: Finding
    unverified: tuple[str, ...]
    open_lines: int = 0
    rank: int | None = None
    tied: bool = False


@dataclass(frozen=True, slots=True)
class ClusterResult:
    """The ranked table: units in rank order, then pending and excluded ones. vi: bảng xếp hạng."""

    units: tuple[UnitResult, ...]
    rank_basis: str
    provisional: bool
    open_lines: int
    warnings: tuple[Text, ...]

    def unit(self, code: str) -> UnitResult:
        """The result of one unit; raises KeyError."""
        for one in self.units:
            if one.unit == code:
                return one
        raise KeyError(code)


GRANTED = Finding(Answer.GRANTED)


def score_cluster(table: Table, sheets: Iterable[SheetFacts]) -> ClusterResult:
    """Score and rank the units of a cluster; one unit or thousands, the same function. vi: chấm và xếp hạng cụm.

    The order of lines and of units never changes the result. Nothing is rounded but by §5, ties are never broken.
    source: domain/scoring §4, §5, §6. Raises ValueError when a unit comes twice.
    """
    facts = list(sheets)
    if len({one.unit for one in facts}) != len(facts):
        raise ValueError("Một đơn vị chỉ có một phiếu chấm trong bảng xếp hạng.")
    layout = layout_of(table)
    cohorts = _cohorts(layout, facts, table.blank)
    fresh: dict[str, tuple[Memo, Memo]] = {code: ({}, {}) for code in cohorts}
    units = [_score_unit(layout, one, table, cohorts, fresh) for one in facts]
    return _ranked(table, facts, units)


def _cohorts(layout: Layout, sheets: list[SheetFacts], blank: str) -> dict[str, Cohorts]:
    """The measures of the cluster for the lines that compare units; a unit the line does not concern stays out."""
    found = {}
    for index, leaf in enumerate(layout.leaves):
        method, code = leaf.criterion.method, leaf.criterion.code
        if not method.needs_cluster:
            continue
        claimed, final = [], []
        for sheet in sheets:
            line = sheet.lines.get(code)
            if line is None or _variant(layout, sheet).steps[index].fixed:
                continue
            counts = in_force(line, blank)
            claimed.append(method.measure(line.claimed) if line.claimed else None)
            final.append(method.measure(counts) if counts else None)
        found[code] = Cohorts(
            tuple(sorted(one for one in claimed if one is not None)),
            tuple(sorted(one for one in final if one is not None)),
        )
    return found


def _variant(layout: Layout, sheet: SheetFacts) -> Variant:
    return layout.variant(sheet.not_applicable, sheet.chosen, sheet.roles)


def _score_unit(
    layout: Layout, sheet: SheetFacts, table: Table, cohorts: dict[str, Cohorts], fresh: dict[str, tuple[Memo, Memo]]
) -> UnitResult:
    variant = _variant(layout, sheet)
    claimed, final = [ZERO] * layout.size, [ZERO] * layout.size
    results: list[LineResult] = []
    unverified: list[str] = []
    open_lines = 0
    facts_of = sheet.lines.get
    for step in variant.steps:
        line = step.fixed
        if line is None:
            facts = facts_of(step.code, NO_FACTS)
            line = step.memo.get(facts.key) if step.code not in cohorts else None
            if line is None:
                line = _settle(step, facts, table.blank, cohorts, fresh)
            slot = step.slot
            claimed[slot] += line.claimed_worth
            final[slot] += line.worth
            if line.unverified:
                unverified.append(step.code)
                open_lines += line.is_open
        results.append(line)
    pour(layout.basins, claimed)
    pour(layout.basins, final)
    standing, finding = _standing(layout, results, table) if layout.gates else ("eligible", GRANTED)
    return UnitResult(
        unit=sheet.unit,
        lines=View(layout.line_index, tuple(results)),
        groups=View(layout.group_index, tuple(zip(claimed, final, strict=True))),
        applicable_max=variant.applicable_max,
        claimed=_totals(claimed, variant.applicable_max, table.ceiling),
        final=_totals(final, variant.applicable_max, table.ceiling),
        standing=standing,
        finding=finding,
        unverified=tuple(unverified),
        open_lines=open_lines,
    )


def _settle(
    step: Step, facts: LineFacts, blank: str, cohorts: dict[str, Cohorts], fresh: dict[str, tuple[Memo, Memo]]
) -> LineResult:
    """Work a line out once for each distinct answer; lines that compare units are kept for this cluster only."""
    memo = step.memo if step.code not in cohorts else fresh[step.code][step.holds_role]
    line = memo.get(facts.key)
    if line is None:
        if len(memo) >= MEMO_LIMIT:
            memo.clear()
        together = cohorts.get(step.code, ALONE)
        line = memo[facts.key] = settle_line(step.criterion, facts, blank, together, holds_role=step.holds_role)
    return line


def _totals(slots: list[Decimal], applicable_max: Decimal, ceiling: Decimal | None) -> Totals:
    """source: domain/scoring §5 steps 3 to 5."""
    base, bonus, penalty = round_half_up(slots[0]), round_half_up(slots[1]), round_half_up(slots[2])
    total = max(base + bonus - penalty, ZERO)
    if ceiling is not None and total > ceiling:
        total = ceiling
    if not applicable_max:
        return Totals(base, bonus, penalty, total, None, None)
    return Totals(
        base, bonus, penalty, total,
        round_half_up(base * HUNDRED / applicable_max), round_half_up(total * HUNDRED / applicable_max),
    )  # fmt: skip


def _standing(layout: Layout, results: list[LineResult], table: Table) -> tuple[str, Finding]:
    """Excluded before pending before undetermined; every gate that is not passed gives its reason."""
    verdicts = {index: results[index].verdict for index in layout.gates}
    if not {"excluded", "pending", "unknown"}.intersection(verdicts.values()):
        return "eligible", GRANTED
    reasons = [
        _gate_reason(layout, index, verdict, results[index].basis, table)
        for index, verdict in verdicts.items()
        if verdict in ("excluded", "pending", "unknown")
    ]
    found = set(verdicts.values())
    if "excluded" in found:
        return "excluded", Finding(Answer.REFUSED, tuple(reasons))
    return ("pending" if "pending" in found else "undetermined"), Finding(Answer.UNDETERMINED, tuple(reasons))


def _gate_reason(layout: Layout, index: int, verdict: str, basis: str, table: Table) -> Reason:
    gate = layout.leaves[index].criterion
    words = {"label": gate.label, "code": gate.code}
    told = basis == "claimed"
    if verdict == "unknown":
        sentence = say("Chưa có kết luận thẩm định về điều kiện {code} “{label}”.", **words)
        cure: Text | None = say("Đề nghị đơn vị thẩm định kết luận điều kiện này.")
    elif verdict == "pending":
        sentence = say("Chưa xét, chờ kết luận: điều kiện {code} “{label}” không đạt.", **words)
        cure = say("Khi có kết luận, hãy cập nhật điều kiện này.")
    else:
        sentence = say("Không xét: điều kiện {code} “{label}” không đạt.", **words)
        cure = None
    if told:
        sentence = say("{reason} (theo đơn vị tự khai, chưa thẩm định)", reason=sentence)
    return Reason(sentence, cure, Citation(table.name, str(say("Tiêu chí {code},", code=gate.code))))


def _ranked(table: Table, sheets: list[SheetFacts], units: list[UnitResult]) -> ClusterResult:
    # A unit whose gate nobody has answered is ranked meanwhile, and the ranking is provisional.
    ranked = [one for one in units if one.standing in ("eligible", "undetermined")]
    basis = rank_basis(table.rank_on, frozenset(one.applicable_max for one in ranked))
    figures = {one.unit: (one.final.total if basis == "points" else one.final.total_percent or ZERO) for one in ranked}
    ranks = competition_ranks(figures)
    several = {place for place, many in Counter(ranks.values()).items() if many > 1}
    placed = [replace(one, rank=ranks[one.unit], tied=ranks[one.unit] in several) for one in ranked]
    waiting = [one for one in units if one.standing == "pending"]
    out = [one for one in units if one.standing == "excluded"]
    ordered = (
        *sorted(placed, key=lambda one: (one.rank or 0, one.unit)),
        *sorted(waiting, key=lambda one: (-one.final.total, one.unit)),
        *sorted(out, key=lambda one: (-one.final.total, one.unit)),
    )
    open_lines = sum(one.open_lines for one in units)
    warnings = tuple(_warnings(table, sheets, ordered, open_lines))
    return ClusterResult(ordered, basis, open_lines > 0, open_lines, warnings)


def _warnings(table: Table, sheets: list[SheetFacts], units: tuple[UnitResult, ...], open_lines: int) -> Iterator[Text]:
    """What a reader of the ranked table must know; each in one sentence, in a stable order."""
    if open_lines:
        yield say("Bảng xếp hạng tạm tính: còn {n} dòng chưa thẩm định.", n=open_lines)
    unverified = sum(len(one.unverified) for one in units)
    if unverified > open_lines and table.blank == "zero":
        yield say("{n} dòng chưa thẩm định đang tính 0 điểm theo quy định của bảng.", n=unverified - open_lines)
    elif unverified > open_lines:
        yield say("{n} dòng chưa thẩm định đang lấy điểm tự chấm theo quy định của bảng.", n=unverified - open_lines)
    for one in sorted(units, key=lambda unit: unit.unit):
        if one.standing == "undetermined":
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
    known = table.by_code
    for sheet in sorted(sheets, key=lambda unit: unit.unit):
        if not sheet.lines.keys() <= known.keys():
            codes = tuple(sorted(set(sheet.lines) - set(known)))
            yield say("{unit}: bảng tiêu chí không có mã {codes}; không tính.", unit=sheet.unit, codes=codes)
