"""A sheet as a page shows it: every row with its figures, points, evidence and what the verifier said."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace

from thidua.core.errors import Problem
from thidua.core.text import Text, say
from thidua.organisations.rules import Viewer
from thidua.scoring.facts.one_sheet import one_sheet_facts
from thidua.scoring.facts.table import table_facts
from thidua.scoring.models import EvidenceUse, Line, Sheet, VerificationAct
from thidua.scoring.policies.sheets import holds_role
from thidua.scoring.rules import (
    Criterion,
    Entry,
    InputField,
    LineFacts,
    LineResult,
    Score,
    SheetFacts,
    Table,
    UnitResult,
    score_cluster,
)
from thidua.scoring.rules.states import LINE_STATES, LINE_TONES, TO_CORRECT, line_state
from thidua.scoring.rules.typed import shown_entry


@dataclass(frozen=True, slots=True)
class Box:
    """One input of a row: the quantity asked for and the text in it."""

    field: InputField
    text: str

    @property
    def choices(self) -> tuple[tuple[str, Text], ...]:
        """What can be chosen, for a choice and for yes or no."""
        if self.field.type == "yesno":
            return (("yes", say("Có")), ("no", say("Không")))
        return self.field.choices

    @property
    def unit(self) -> str:
        """The unit of what is asked for, unless the label already says it (Điểm, not Điểm (điểm))."""
        return "" if self.field.unit == str(self.field.label).lower() else self.field.unit

    @property
    def shown(self) -> Text | str:
        """The text as people read it: a choice by its words."""
        return next((words for name, words in self.choices if name == self.text), self.text)


@dataclass(slots=True)
class Row:
    """One row of the sheet: a group with its sum, or a criterion with its line."""

    criterion: Criterion
    depth: int
    group: Score | None = None
    line: Line | None = None
    result: LineResult | None = None
    boxes: tuple[Box, ...] = ()
    uses: tuple[EvidenceUse, ...] = ()
    closed_words: Text | None = None
    may_change: bool = False
    # What a refused save left on the page: the faults, and what somebody else put in meanwhile.
    problems: tuple[Problem, ...] = ()
    conflict: Conflict | None = None
    note: str = ""
    typed_edition: int | None = None

    @property
    def waits_for_cluster(self) -> bool:
        """Whether the points are only known once the other units are."""
        return self.criterion.method.needs_cluster

    @property
    def state(self) -> str:
        """declaring, waiting, to-correct or decided."""
        return line_state(self.line.sheet.state, self.line.verdict) if self.line else ""

    @property
    def state_words(self) -> Text | None:
        """The state as people read it."""
        return LINE_STATES.get(self.state)

    @property
    def state_tone(self) -> str:
        """The state's tone."""
        return LINE_TONES.get(self.state, "quiet")

    @property
    def came_back(self) -> bool:
        """Whether the verifier returned this line."""
        return self.state == TO_CORRECT

    @property
    def edition(self) -> int:
        """The edition of the line that the page was made from; after a refused save, that of the page before."""
        if self.typed_edition is not None:
            return self.typed_edition
        return self.line.edition if self.line else 0

    @property
    def mark(self) -> str:
        """What the boxes showed, in short: a row posted back with the same texts was not touched."""
        if self.typed_edition is not None:
            return "typed"
        return mark_of({box.field.name: box.text for box in self.boxes}, self.note)


@dataclass(frozen=True, slots=True)
class Conflict:
    """Somebody else's words on a line that the viewer was also changing."""

    sentence: Text
    theirs: str
    edition: int


@dataclass(slots=True)
class SheetView:
    """A whole sheet: rows in the order of the table, sums, and what the viewer may change."""

    sheet: Sheet
    table: Table
    facts: SheetFacts
    result: UnitResult
    rows: list[Row]

    @property
    def optional(self) -> list[Row]:
        """The rows of the fields a unit may choose."""
        return [row for row in self.rows if row.criterion.optional]

    @property
    def uncounted(self) -> int:
        """How many lines with figures wait for the other units of the cluster."""
        return sum(1 for row in self.rows if row.line and row.line.claimed and row.waits_for_cluster)

    @property
    def is_verified(self) -> bool:
        """Whether a verifier has decided anything."""
        return any(row.line and row.line.verified is not None for row in self.rows)

    def row_of(self, line: Line) -> Row:
        """The row of one line."""
        return next(row for row in self.rows if row.line and row.line.pk == line.pk)


def sheet_view(viewer: Viewer, sheet: Sheet) -> SheetView:
    """The sheet, whose gate the viewer has passed, with everything its page shows; the same queries for every size."""
    table = table_facts(sheet.table)
    lines = list(sheet.lines.select_related("criterion", "claimed_by__person", "verified_by__person"))
    for line in lines:
        line.sheet = sheet
    facts = one_sheet_facts(sheet, lines)
    result = unit_result(table, facts)
    uses = _uses(sheet)
    by_code = {line.criterion.code: line for line in lines}
    rows = [
        _row(criterion, depth, by_code, result, facts, uses, own=viewer.works_at(sheet.unit_id))
        for criterion, depth in in_order(table)
    ]
    return SheetView(sheet, table, facts, result, rows)


def unit_result(table: Table, facts: SheetFacts) -> UnitResult:
    """The unit's own points, by the function that ranks.

    Lines that compare units are left open here: alone a unit would always come first, and the others' figures are
    not its to see.
    """
    known = table.by_code
    lines = {
        code: LineFacts() if code in known and known[code].method.needs_cluster else line
        for code, line in facts.lines.items()
    }
    return score_cluster(table, [replace(facts, lines=lines)]).unit(facts.unit)


def in_order(table: Table, parent: str = "", depth: int = 0) -> list[tuple[Criterion, int]]:
    """All rows of a table from the top, each with how deep it stands."""
    found: list[tuple[Criterion, int]] = []
    for criterion in table.children.get(parent, ()):
        found.append((criterion, depth))
        if criterion.is_group:
            found += in_order(table, criterion.code, depth + 1)
    return found


def mark_of(texts: Mapping[str, str], note: str) -> str:
    """A short text that differs whenever what stands in the boxes differs."""
    told = [f"{name}={texts[name].strip()}" for name in sorted(texts)]
    # Browsers send a line's end as two signs, what is stored may have one.
    told.append(note.replace("\r\n", "\n").strip())
    return hashlib.sha256("\x1f".join(told).encode()).hexdigest()[:16]


def acts_of(line: Line) -> list[VerificationAct]:
    """What verifiers did on a line, newest first, with reasons; the line's gate has been passed."""
    acts = line.acts.select_related("acted_by__person", "unit").prefetch_related("unit__names")
    return list(acts.order_by("-pk"))


def _row(
    criterion: Criterion,
    depth: int,
    lines: dict[str, Line],
    result: UnitResult,
    facts: SheetFacts,
    uses: dict[int, tuple[EvidenceUse, ...]],
    *,
    own: bool,
) -> Row:
    if criterion.is_group:
        return Row(criterion, depth, group=result.groups[criterion.code][0])
    line = lines.get(criterion.code)
    found = result.lines[criterion.code]
    if line is None:
        return Row(criterion, depth, result=found, closed_words=_closed(criterion, found, facts))
    fields = criterion.method.fields()
    texts = shown_entry(fields, Entry.from_json(line.claimed) if line.claimed is not None else None)
    return Row(
        criterion=criterion,
        depth=depth,
        line=line,
        result=found,
        boxes=tuple(Box(field, texts[field.name]) for field in fields),
        uses=uses.get(line.pk, ()),
        closed_words=_closed(criterion, found, facts),
        may_change=own,
        note=line.note,
    )


def _closed(criterion: Criterion, result: LineResult, facts: SheetFacts) -> Text | None:
    if result.basis == "not_applicable":
        if criterion.optional and criterion.code not in facts.chosen:
            return say("không chọn")
        return say("không áp dụng")
    if not holds_role(criterion, facts):
        return say("chỉ dành cho đơn vị giữ vai trò được nêu")
    if not criterion.method.fields():
        return say("chưa rõ cách chấm")
    return None


def _uses(sheet: Sheet) -> dict[int, tuple[EvidenceUse, ...]]:
    found: dict[int, list[EvidenceUse]] = defaultdict(list)
    uses = EvidenceUse.objects.filter(line__sheet=sheet, withdrawn_at__isnull=True).select_related("evidence")
    for use in uses.order_by("pk"):
        found[use.line_id].append(use)
    return {line: tuple(those) for line, those in found.items()}
