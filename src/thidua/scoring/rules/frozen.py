"""A cluster's scores frozen at one moment: facts and results as plain data. vi: bản chốt điểm. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from thidua.core.text import Text
from thidua.scoring.rules.agreement import canonical
from thidua.scoring.rules.table import Criterion, Table
from thidua.scoring.rules.totals import Totals, UnitResult, score_cluster
from thidua.scoring.rules.values import NOT_APPLICABLE, NOT_SCORED, Entry, LineFacts, Score, SheetFacts
from thidua.scoring.rules.verification import shown_figure

NO_LINE = LineFacts()


@dataclass(frozen=True, slots=True)
class LineCard:
    """What is frozen of a line beside its facts: its address, the verdict, why, and which unit gave it."""

    address: str = ""
    verdict: str = ""
    reason: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class UnitCard:
    """What is frozen of a unit beside its facts: its names, where its sheet stood, its lines."""

    code: str
    name: str
    short_name: str
    sheet_state: str
    lines: Mapping[str, LineCard]


NO_CARD = LineCard()


def freeze(table: Table, sheets: Iterable[SheetFacts], cards: Mapping[str, UnitCard]) -> dict[str, Any]:
    """Facts and results of every unit as plain data; the same facts always freeze to the same data."""
    facts = sorted(sheets, key=lambda sheet: sheet.unit)
    result = score_cluster(table, facts)
    order = {code: index for index, code in enumerate(cards)}
    units = [_unit(sheet, result.unit(sheet.unit), cards[sheet.unit]) for sheet in facts]
    return {
        "table": table.to_json(),
        "units": sorted(units, key=lambda unit: order[unit["code"]]),
        "rank_basis": result.rank_basis,
        "provisional": result.provisional,
        "open_lines": result.open_lines,
        "warnings": [str(warning) for warning in result.warnings],
    }


def fingerprint(snapshot: Mapping[str, Any]) -> str:
    """sha256 over a frozen version. vi: dấu niêm."""
    return hashlib.sha256(canonical(snapshot).encode()).hexdigest()


def is_intact(snapshot: Mapping[str, Any], mark: str) -> bool:
    """Whether a kept version still is what was sent, and its figures what the rules make of its facts."""
    if fingerprint(snapshot) != mark:
        return False
    table, sheets = thaw(snapshot)
    again = score_cluster(table, sheets)
    return all(_figures(again.unit(unit["code"])) == unit["figures"] for unit in snapshot["units"])


def thaw(snapshot: Mapping[str, Any]) -> tuple[Table, list[SheetFacts]]:
    """The facts that were frozen."""
    sheets = [
        SheetFacts(
            unit=unit["code"],
            lines={code: _line_facts(line) for code, line in unit["lines"].items()},
            roles=frozenset(unit["roles"]),
            not_applicable=frozenset(unit["not_applicable"]),
            chosen=frozenset(unit["chosen"]),
        )
        for unit in snapshot["units"]
    ]
    return Table.from_json(snapshot["table"]), sheets


def score_text(score: Score) -> str:
    """A score as it is kept: a number, or what stands for none."""
    return f"{score:f}" if isinstance(score, Decimal) else score.value


def read_score(text: str) -> Score:
    """The score that `score_text` wrote."""
    if text == NOT_SCORED.value:
        return NOT_SCORED
    return NOT_APPLICABLE if text == NOT_APPLICABLE.value else Decimal(text)


def shown_entry(criterion: Criterion, entry: Entry | None) -> Text:
    """What an entry of direct points, or an answer to a condition, says in words."""
    score = criterion.method.evaluate(entry, criterion.maximum).points if entry else NOT_SCORED
    return shown_figure(criterion, entry, score)


def shown_line(criterion: Criterion, line: Mapping[str, Any], side: str) -> Text:
    """What one side of a frozen line says in words: claimed, verified, or counted."""
    given = (line["verified"] or line["claimed"]) if side == "counted" else line[side]
    score = read_score(line["counted" if side == "counted" else f"{side}_score"])
    return shown_figure(criterion, Entry.from_json(given) if given else None, score)


def _line_facts(line: Mapping[str, Any]) -> LineFacts:
    claimed, verified = line["claimed"], line["verified"]
    return LineFacts(
        claimed=Entry.from_json(claimed) if claimed is not None else None,
        verified=Entry.from_json(verified) if verified is not None else None,
    )


def _unit(sheet: SheetFacts, result: UnitResult, card: UnitCard) -> dict[str, Any]:
    lines = {}
    for code, found in result.lines.items():
        facts = sheet.lines.get(code, NO_LINE)
        line = card.lines.get(code, NO_CARD)
        lines[code] = {
            "claimed": facts.claimed.to_json() if facts.claimed else None,
            "verified": facts.verified.to_json() if facts.verified else None,
            "address": line.address,
            "verdict": line.verdict,
            "reason": line.reason,
            "by": line.by,
            "claimed_score": score_text(found.claimed),
            "verified_score": score_text(found.verified),
            "counted": score_text(found.counted),
            "basis": found.basis,
            "unverified": found.unverified,
        }
    return {
        "code": card.code,
        "name": card.name,
        "short_name": card.short_name,
        "sheet_state": card.sheet_state,
        "roles": sorted(sheet.roles),
        "not_applicable": sorted(sheet.not_applicable),
        "chosen": sorted(sheet.chosen),
        "lines": lines,
        "figures": _figures(result),
    }


def _figures(result: UnitResult) -> dict[str, Any]:
    return {
        "groups": {code: [f"{claimed:f}", f"{final:f}"] for code, (claimed, final) in result.groups.items()},
        "applicable_max": f"{result.applicable_max:f}",
        "claimed": _totals(result.claimed),
        "final": _totals(result.final),
        "standing": result.standing,
        "reasons": [str(reason.sentence) for reason in result.finding.reasons],
        "rank": result.rank,
        "tied": result.tied,
        "open_lines": result.open_lines,
    }


def _totals(totals: Totals) -> dict[str, str | None]:
    return {
        name: None if value is None else f"{value:f}"
        for name, value in (
            ("base", totals.base),
            ("bonus", totals.bonus),
            ("penalty", totals.penalty),
            ("total", totals.total),
            ("percent", totals.total_percent),
        )
    }
