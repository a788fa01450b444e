"""Rows of cells to a criteria table, with every problem at once."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from thidua.core.errors import BadInput, Problem
from thidua.core.names import fold
from thidua.core.numbers import NumberUnreadable, parse_number
from thidua.core.text import Text, say
from thidua.scoring.rules.files.rows import Cells, Place, Rows, at_row, by_column
from thidua.scoring.rules.grammar import Cell, parse_cell
from thidua.scoring.rules.methods import Gate, GroupSum, Method, Penalty, Unclear
from thidua.scoring.rules.table import Criterion, Table
from thidua.scoring.rules.words import KIND_WORDS, TABLE_COLUMNS, TABLE_HEADINGS, UNSTATED

REQUIRED = ("criterion_code", "criterion", "max_points", "method")
LONGEST = {"group_code": 40, "criterion_code": 40, "group": 500, "criterion": 2000, "method": 1000}
MOST_POINTS = Decimal(10_000)
_CAP_IN_LABEL = re.compile(r"tổng tối đa (\d+(?:[.,]\d+)?)", re.IGNORECASE)


@dataclass(frozen=True)
class TableReading:
    """What a file of criteria holds: the table of its good rows, every problem, what is unclear, what to know.

    `table` is only usable when there is no problem; `require` raises BadInput then. `unclear` are the codes
    of the rows whose method was not understood, in order.
    """

    table: Table
    problems: tuple[Problem, ...]
    unclear: tuple[str, ...]
    warnings: tuple[Text, ...]

    def require(self) -> Table:
        """The table, or BadInput with every problem."""
        if self.problems:
            raise BadInput(self.problems)
        return self.table


def read_table_rows(rows: Rows, *, code: str = "", name: str = "", place: Place = at_row) -> TableReading:
    """Read a criteria table from rows of cells; headings may be English ids or Vietnamese.

    `place` names a cell for people: `dòng 7, cột “Cách chấm”` in a CSV, `Ô G7` in a spreadsheet.
    """
    listed, problems = by_column(rows, TABLE_HEADINGS, REQUIRED, place, lambda _: False)
    read: list[tuple[Cells, Criterion]] = []
    warnings: list[Text] = []
    if problems:
        listed = []
    seen: dict[str, int] = {}
    for cells in listed:
        criterion, told = read_criterion(cells)
        problems += cells.problems
        if criterion is None:
            continue
        if criterion.code in seen:
            wrong = say("Mã “{code}” đã có ở dòng {row}.", code=criterion.code, row=seen[criterion.code])
            problems.append(Problem(cells.where("criterion_code"), wrong, say("Mỗi tiêu chí cần một mã riêng.")))
            continue
        seen[criterion.code] = cells.row
        read.append((cells, criterion))
        warnings += [say("{code}: {warning}", code=criterion.code, warning=one) for one in told]
    warnings += _two_names(read)
    table = Table(code, name, tuple(_planted(read)))
    unclear = tuple(one.code for one in table.criteria if isinstance(one.method, Unclear))
    return TableReading(table, tuple(problems), unclear, tuple(warnings))


def read_criterion(cells: Cells) -> tuple[Criterion | None, tuple[Text, ...]]:
    """One row as a criterion that has no place in the tree yet, with its warnings; None when it has problems."""
    code, label = cells["criterion_code"], cells["criterion"]
    _check_texts(cells)
    maximum, unstated = _maximum(cells)
    cell = parse_cell(cells["method"], maximum, maximum_text=unstated)
    kind = _kind(cells, cell.method)
    is_section = kind == "group" and code == cells["group_code"]
    raw = tuple(cells[column] for column in TABLE_COLUMNS)
    if kind == "group":
        maximum = _unweighted(cells, maximum, cell)
        found = Criterion(
            code, "", 0, (cells["group"] or label) if is_section else label, kind, None, cell.method,
            cap=_group_cap(cells, cell.method, maximum), declared=maximum, weight=cell.weight,
        )  # fmt: skip
    else:
        if maximum is None and not unstated and kind in ("base", "bonus") and not cells.problems:
            cells.fault("max_points", say("Thiếu điểm tối đa."), say("Hãy nhập điểm tối đa, ví dụ 5."))
        found = Criterion(
            code, "", 0, label, kind, _line_maximum(cells, maximum, cell, kind), cell.method,
            weight=cell.weight, optional=cell.optional, receivers=cell.receivers, na_scopes=cell.na_scopes,
        )  # fmt: skip
    if cells.problems:
        return None, ()
    words = {"verifier": cells["verifier"], "evidence": cells["evidence"], "note": cells["source_note"]}
    return replace(found, **words, cells=raw), cell.warnings  # type: ignore[arg-type]


def _check_texts(cells: Cells) -> None:
    if not cells["criterion_code"]:
        cells.fault("criterion_code", say("Thiếu mã tiêu chí."), say("Hãy đặt mã riêng cho tiêu chí, ví dụ N1.1."))
    if not cells["criterion"]:
        cells.fault("criterion", say("Thiếu tên tiêu chí."), say("Hãy ghi nội dung tiêu chí."))
    if not cells["method"]:
        cells.fault("method", say("Thiếu cách chấm."), say("Hãy ghi cách chấm, ví dụ rate(step=0.5)."))
    for column, most in LONGEST.items():
        if len(cells[column]) > most:
            cells.fault(column, say("Ô dài quá {n} ký tự.", n=most), say("Hãy rút gọn ô này."))


def _maximum(cells: Cells) -> tuple[Decimal | None, str]:
    text = cells["max_points"]
    if not text:
        return None, ""
    if fold(text) in UNSTATED:
        return None, text
    try:
        value = parse_number(text)
    except NumberUnreadable as wrong:
        told = say("{why}", why=str(wrong))
        cells.fault("max_points", told, say("Nếu nguồn không nêu điểm tối đa, hãy ghi “không nêu”."))
        return None, ""
    if value < 0 or value > MOST_POINTS:
        wrong_range = say("Điểm tối đa {value} nằm ngoài khoảng cho phép.", value=value)
        cells.fault("max_points", wrong_range, say("Hãy nhập số từ 0 đến {most}.", most=MOST_POINTS))
    return value, ""


def _kind(cells: Cells, method: Method) -> str:
    said = KIND_WORDS.get(fold(cells["kind"]))
    if cells["kind"] and said is None:
        wrong = say("Loại “{kind}” không có.", kind=cells["kind"])
        cells.fault("kind", wrong, say("Hãy ghi: điểm chính, điểm thưởng, điểm trừ, điều kiện hoặc nhóm."))
    if isinstance(method, GroupSum):
        return "group"
    if isinstance(method, Gate):
        return "gate"
    if said in ("group", "gate") and not isinstance(method, Unclear):
        wrong = say("Loại “{kind}” không đi với cách chấm “{method}”.", kind=cells["kind"], method=cells["method"])
        cells.fault("kind", wrong, say("Hãy sửa loại hoặc cách chấm của dòng này."))
    return said or ("penalty" if isinstance(method, Penalty) else "base")


def _unweighted(cells: Cells, maximum: Decimal | None, cell: Cell) -> Decimal | None:
    """The file's maximum already holds the coefficient (30 = 10 × 3); ours stands before it."""
    if maximum is None or cell.weight == 1:
        return maximum
    plain = (maximum / cell.weight).quantize(Decimal("0.0001")).normalize()
    if plain * cell.weight != maximum:
        wrong = say("Điểm tối đa {max} không chia hết cho hệ số {weight}.", max=maximum, weight=cell.weight)
        cells.fault("max_points", wrong, say("Điểm tối đa trong tệp là điểm đã nhân hệ số; hãy xem lại."))
    return plain if plain.as_tuple().exponent in (0, -1, -2, -3, -4) else plain.quantize(Decimal(1))


def _line_maximum(cells: Cells, maximum: Decimal | None, cell: Cell, kind: str) -> Decimal | None:
    if kind == "gate":
        return None
    if kind == "penalty" and not maximum:
        # A penalty with 0 in the maximum column has no maximum; its own cap, if any, is in the method.
        return None
    return _unweighted(cells, maximum, cell)


def _group_cap(cells: Cells, method: Method, declared: Decimal | None) -> Decimal | None:
    if isinstance(method, GroupSum) and method.cap is not None:
        return method.cap
    if isinstance(method, GroupSum) and method.capped:
        return declared
    return cap_in_label(cells["group"])


def cap_in_label(label: str) -> Decimal | None:
    """5 for `Điểm thưởng (tổng tối đa 5)`."""
    found = _CAP_IN_LABEL.search(label)
    return parse_number(found[1]) if found else None


def _planted(read: list[tuple[Cells, Criterion]]) -> list[Criterion]:
    """Put every criterion under its group; groups that no row names come from the group columns and dotted codes.

    `B.I.1` filed under `B.I` stands in B.I, which stands in B. A label that begins with the code of a group
    above (`B. Kết quả …` for `B.I`) is the name of that group. source: domain/scoring/tables.
    """
    explicit = {one.code for _, one in read if one.is_group}
    lines = {one.code for _, one in read if not one.is_group}
    names = _group_names(read)
    known = explicit | (set(names) - lines)
    planted: list[Criterion] = []
    done: set[str] = set()

    def plant(criterion: Criterion, parent: str) -> None:
        if parent and parent not in done and parent not in explicit:
            done.add(parent)
            label = names[parent]
            shell = Criterion(parent, "", 0, label, "group", None, GroupSum(), cap=cap_in_label(label))
            plant(shell, _prefix(parent, known))
        planted.append(replace(criterion, parent_code=parent, order=len(planted)))

    for cells, one in read:
        filed = cells["group_code"]
        parent = _prefix(one.code, known) if one.code == filed else _nearest(one.code, filed, known)
        plant(one, parent)
    return planted


def _group_names(read: list[tuple[Cells, Criterion]]) -> dict[str, str]:
    """The label of every group that the group columns and dotted codes speak of."""
    names: dict[str, str] = {}
    spoken: dict[str, None] = {}
    for cells, _ in read:
        code, label = cells["group_code"], cells["group"]
        if not code:
            continue
        spoken |= dict.fromkeys([*_prefixes(code), code])
        owner = next((above for above in _prefixes(code) if label.startswith(f"{above}.")), code)
        if label:
            names.setdefault(owner, label)
    return {code: names.get(code) or str(say("Mục {code}", code=code)) for code in spoken}


def _two_names(read: list[tuple[Cells, Criterion]]) -> list[Text]:
    """Groups that the file calls by several names; the first is used."""
    labels: dict[str, dict[str, None]] = {}
    for cells, _ in read:
        labels.setdefault(cells["group_code"], {})[cells["group"]] = None
    return [
        say("Nhóm {code} có nhiều tên; dùng “{name}”.", code=code, name=next(iter(names)))
        for code, names in labels.items()
        if code and len(names) > 1
    ]


def _prefixes(code: str) -> list[str]:
    parts = code.split(".")
    return [".".join(parts[:n]) for n in range(1, len(parts))]


def _prefix(code: str, known: set[str]) -> str:
    """The longest known group that a dotted code stands in."""
    return next((above for above in reversed(_prefixes(code)) if above in known), "")


def _nearest(code: str, filed: str, known: set[str]) -> str:
    """The group a line is filed under, or a group below it that the line's own code names."""
    deeper = _prefix(code, known)
    return deeper if filed and deeper.startswith(f"{filed}.") else filed
