"""Rows of scores to the sheets of a cluster, with every problem at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from thidua.core.errors import BadInput, Problem
from thidua.core.names import fold
from thidua.core.numbers import NumberUnreadable, parse_number
from thidua.core.text import Text, say
from thidua.scoring.rules.files.rows import Cells, Place, Rows, at_row, by_column
from thidua.scoring.rules.methods import Gate, Levels, YesNo, check_entry
from thidua.scoring.rules.table import Criterion, Table
from thidua.scoring.rules.values import POINTS, Entry, InputField, LineFacts, SheetFacts, Value
from thidua.scoring.rules.words import SCORE_HEADINGS

REQUIRED = ("unit_code", "criterion_code")
NA_WORDS = frozenset({"na", "n/a", "khong ap dung", "kad"})
YES_WORDS = frozenset({"yes", "co", "x", "true"})
NO_WORDS = frozenset({"no", "khong", "false"})
PASS_WORDS = frozenset({"pass", "dat"})
FAIL_WORDS = frozenset({"fail", "khong dat"})
WORLDS = {"claimed": "self_score", "verified": "verified_score"}


@dataclass(frozen=True)
class ScoreReading:
    """What a file of scores holds: one sheet for each unit, every problem, what to know.

    The sheets are only usable when there is no problem; `require` raises BadInput then.
    """

    sheets: tuple[SheetFacts, ...]
    problems: tuple[Problem, ...]
    warnings: tuple[Text, ...]

    def require(self) -> tuple[SheetFacts, ...]:
        """The sheets, or BadInput with every problem."""
        if self.problems:
            raise BadInput(self.problems)
        return self.sheets


@dataclass
class _Sheet:
    lines: dict[str, LineFacts] = field(default_factory=dict)
    not_applicable: set[str] = field(default_factory=set)
    rows: dict[str, int] = field(default_factory=dict)


def read_score_rows(
    rows: Rows, table: Table, *, roles: Mapping[str, frozenset[str]] | None = None, place: Place = at_row
) -> ScoreReading:
    """Read the sheets of a cluster from rows `unit_code, criterion_code, self_score, verified_score, …`.

    Instead of points a row may hold the method's own quantities in columns `claimed.<field>` and
    `verified.<field>`. NA means not applicable; an empty cell means nobody answered. `roles` by unit code.
    """
    listed, problems = by_column(rows, SCORE_HEADINGS, REQUIRED, place, _is_quantity)
    sheets: dict[str, _Sheet] = {}
    warnings: list[Text] = []
    if problems:
        listed = []
    for cells in listed:
        _read_row(cells, table, sheets, warnings)
        problems += cells.problems
    held = roles or {}
    for unit in sorted(set(held) - set(sheets)):
        problems.append(Problem("", say("Không có đơn vị “{unit}” trong tệp điểm.", unit=unit), say("Hãy xem lại mã.")))
    optional = {one.code for one in table.scored if one.optional}
    found = tuple(
        SheetFacts(
            unit, sheet.lines, held.get(unit, frozenset()), frozenset(sheet.not_applicable),
            frozenset(optional.intersection(sheet.lines)),
        )
        for unit, sheet in sheets.items()
    )  # fmt: skip
    return ScoreReading(found, tuple(problems), tuple(warnings))


def _is_quantity(heading: str) -> bool:
    world, dot, name = heading.partition(".")
    return bool(dot and name) and world in WORLDS


def _read_row(cells: Cells, table: Table, sheets: dict[str, _Sheet], warnings: list[Text]) -> None:
    unit, code = cells["unit_code"], cells["criterion_code"]
    if not unit:
        cells.fault("unit_code", say("Thiếu mã đơn vị."), say("Hãy ghi mã đơn vị ở mọi dòng."))
    criterion = table.by_code.get(code)
    if criterion is None:
        wrong = say("Bảng tiêu chí không có mã “{code}”.", code=code)
        cells.fault("criterion_code", wrong, say("Hãy dùng đúng mã trong bảng tiêu chí."))
    elif criterion.is_group:
        wrong = say("“{code}” là nhóm, không chấm trực tiếp.", code=code)
        cells.fault("criterion_code", wrong, say("Hãy chấm ở các tiêu chí trong nhóm."))
    if cells.problems or criterion is None:
        return
    sheet = sheets.setdefault(unit, _Sheet())
    if code in sheet.rows:
        wrong = say("Đơn vị {unit} đã có tiêu chí {code} ở dòng {row}.", unit=unit, code=code, row=sheet.rows[code])
        cells.fault("criterion_code", wrong, say("Hãy giữ một dòng."))
        return
    sheet.rows[code] = cells.row
    if _marked_na(cells):
        sheet.not_applicable.add(code)
        return
    facts = LineFacts(_entry(cells, criterion, "claimed"), _entry(cells, criterion, "verified"))
    if facts.claimed is not None or facts.verified is not None:
        sheet.lines[code] = facts
    changed = facts.claimed is not None and facts.verified is not None and facts.claimed != facts.verified
    if changed and not cells["reason_if_changed"]:
        warnings.append(
            say("{unit}, {code}: điểm thẩm định khác điểm tự chấm nhưng không ghi lý do.", unit=unit, code=code)
        )


def _marked_na(cells: Cells) -> bool:
    said = {world: fold(cells[column]) in NA_WORDS for world, column in WORLDS.items()}
    if not any(said.values()):
        return False
    for world, column in WORLDS.items():
        if not said[world] and cells[column]:
            wrong = say("Một cột ghi không áp dụng, cột kia ghi điểm.")
            cells.fault(column, wrong, say("Hãy ghi NA ở cả hai cột, hoặc bỏ NA."))
    return True


def _entry(cells: Cells, criterion: Criterion, world: str) -> Entry | None:
    column = WORLDS[world]
    quantities = {
        one.name: cells[f"{world}.{one.name}"] for one in criterion.method.fields() if cells[f"{world}.{one.name}"]
    }
    if cells[column] and quantities:
        wrong = say("Dòng vừa ghi điểm vừa ghi số liệu của cách chấm.")
        cells.fault(column, wrong, say("Hãy giữ một trong hai."))
        return None
    if cells[column]:
        values = _score_values(cells, criterion, column)
    else:
        values = _quantity_values(cells, criterion, world, quantities)
    if not values:
        return None
    entry = Entry(values)
    for fault in check_entry(criterion.method, entry, criterion.maximum, step=world == "claimed"):
        where = f"{world}.{fault.place}" if quantities else column
        cells.fault(where, fault.sentence, fault.cure or say("Hãy sửa ô này."))
    return entry


def _score_values(cells: Cells, criterion: Criterion, column: str) -> dict[str, Value]:
    """The one cell of a score: points, or the answer of a gate, a yes/no or a level in words."""
    text, method = cells[column], criterion.method
    said = fold(text)
    if isinstance(method, Gate):
        answer = gate_answer(method, said)
        if answer is None:
            shown = tuple(words for _, words in method.choices)
            wrong = say("“{text}” không phải là kết luận của điều kiện.", text=text)
            cells.fault(column, wrong, say("Hãy ghi pass hoặc fail, hay một trong: {choices}.", choices=shown))
            return {}
        return {"answer": answer}
    if isinstance(method, YesNo) and said in YES_WORDS | NO_WORDS:
        return {"done": said in YES_WORDS}
    level = method.find(text) if isinstance(method, Levels) else None
    if level is not None:
        return {"level": level}
    number = _number(cells, column, text)
    return {} if number is None else {POINTS: number}


def gate_answer(gate: Gate, said: str) -> str | None:
    """The stored answer for a folded word; pass and fail are understood by every gate."""
    if gate.fails_on == "fail":
        return "pass" if said in PASS_WORDS | YES_WORDS else "fail" if said in FAIL_WORDS | NO_WORDS else None
    passing = "no" if gate.fails_on == "yes" else "yes"
    if said in PASS_WORDS:
        return passing
    if said in FAIL_WORDS:
        return gate.fails_on
    return "yes" if said in YES_WORDS else "no" if said in NO_WORDS else None


def _quantity_values(cells: Cells, criterion: Criterion, world: str, quantities: dict[str, str]) -> dict[str, Value]:
    values: dict[str, Value] = {}
    for one in criterion.method.fields():
        text = quantities.get(one.name)
        value = _quantity(cells, f"{world}.{one.name}", one, text, criterion) if text else None
        if value is not None:
            values[one.name] = value
    return values


def _quantity(cells: Cells, column: str, one: InputField, text: str, criterion: Criterion) -> Value | None:
    said = fold(text)
    if one.type == "yesno":
        if said in YES_WORDS | NO_WORDS:
            return said in YES_WORDS
        cells.fault(column, say("“{text}” không phải là có hoặc không.", text=text), say("Hãy ghi “có” hoặc “không”."))
        return None
    if one.type == "choice":
        method = criterion.method
        found = gate_answer(method, said) if isinstance(method, Gate) else None
        return found or (method.find(text) if isinstance(method, Levels) else None) or text
    return _number(cells, column, text)


def _number(cells: Cells, column: str, text: str) -> Decimal | None:
    try:
        return parse_number(text)
    except NumberUnreadable as wrong:
        cells.fault(column, say("{why}", why=str(wrong)), say("Để trống nếu chưa chấm, ghi NA nếu không áp dụng."))
        return None
