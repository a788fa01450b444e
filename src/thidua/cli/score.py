"""`thidua score`: the ranked table of a cluster from two CSV files. Columns: docs/scoring-columns.md."""

from __future__ import annotations

import argparse
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from thidua.cli.show import as_json, as_table
from thidua.core.errors import BadInput, Problem
from thidua.core.numbers import NumberUnreadable, parse_number
from thidua.core.text import Text, say
from thidua.scoring.rules import (
    BLANKS,
    SheetFacts,
    Table,
    check_results,
    check_table,
    points_or_zero,
    read_csv,
    read_score_rows,
    read_table_rows,
    score_cluster,
    with_declared,
)
from thidua.scoring.rules.files import Rows

LARGEST_FILE = 500 * 1024 * 1024


def add_score(commands: argparse._SubParsersAction) -> None:
    """Declare the command and its options."""
    parser = commands.add_parser("score", help="tính tổng điểm, tỷ lệ và xếp hạng của một cụm từ tệp CSV")
    parser.add_argument("--table", required=True, type=Path, metavar="T.csv", help="bảng tiêu chí")
    parser.add_argument("--scores", required=True, type=Path, metavar="S.csv", help="điểm của các đơn vị")
    parser.add_argument(
        "--blank", choices=tuple(BLANKS), default="block",
        help="dòng chưa thẩm định: block = xếp hạng tạm tính, zero = tính 0, self = lấy điểm tự chấm",
    )  # fmt: skip
    parser.add_argument("--declared", default="", metavar='"A=30;B=70;total=100"', help="điểm tối đa ghi trong văn bản")
    parser.add_argument("--leader", default="", metavar="MÃ", help="mã đơn vị là cụm trưởng (khối trưởng)")
    parser.add_argument("--awards", type=int, default=None, metavar="N", help="số phần thưởng của cụm")
    parser.add_argument("--json", action="store_true", help="in JSON thay cho bảng")
    parser.set_defaults(run=score)


def score(asked: argparse.Namespace) -> str:
    """The text to print. Raises BadInput with the file and the row of every problem."""
    reading = read_table_rows(_rows(asked.table), code=asked.table.stem, name=asked.table.stem)
    _refuse(asked.table, reading.problems)
    table = replace(reading.table, blank=asked.blank)
    if asked.declared:
        table = with_declared(table, _declared(asked.declared))
    roles = {asked.leader: frozenset({"leader"})} if asked.leader else {}
    scores = read_score_rows(_rows(asked.scores), table, roles=roles)
    _refuse(asked.scores, scores.problems)
    sheets, assumed = (scores.sheets, []) if asked.leader else _assume_roles(table, scores.sheets)
    result = score_cluster(table, sheets)
    checks = [*check_table(table), *check_results(table, sheets, awards=asked.awards)]
    told = [*reading.warnings, *scores.warnings, *assumed]
    return as_json(table, result, told, checks) if asked.json else as_table(table, result, told, checks)


def _rows(path: Path) -> Rows:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise _file_problem(path, say("Tệp lớn quá 500 MB."), say("Hãy chia nhỏ tệp."))
        return read_csv(path.read_bytes())
    except FileNotFoundError:
        raise _file_problem(path, say("Không có tệp này."), say("Hãy kiểm tra đường dẫn.")) from None
    except OSError:
        raise _file_problem(path, say("Không đọc được tệp này."), say("Hãy kiểm tra đường dẫn và quyền đọc.")) from None
    except BadInput as wrong:
        _refuse(path, wrong.problems)
        raise


def _file_problem(path: Path, sentence: Text, cure: Text) -> BadInput:
    return BadInput([Problem(path.name, sentence, cure)])


def _refuse(path: Path, problems: tuple[Problem, ...]) -> None:
    """Stop when there are problems, each with the file's name before its place."""
    if problems:
        named = [
            replace(one, place=", ".join(str(part) for part in (path.name, one.place) if part)) for one in problems
        ]
        raise BadInput(named)


def _declared(text: str) -> dict[str, Decimal]:
    """`A=30;B=70;total=100`."""
    found: dict[str, Decimal] = {}
    for part in (one.strip() for one in text.split(";") if one.strip()):
        code, sign, value = part.partition("=")
        try:
            if not sign or not code.strip():
                raise NumberUnreadable
            found[code.strip()] = parse_number(value)
        except NumberUnreadable:
            wrong = say("“{part}” không đúng dạng.", part=part)
            raise BadInput([Problem("--declared", wrong, say("Hãy viết như A=30;B=70;total=100."))]) from None
    return found


def _assume_roles(table: Table, sheets: tuple[SheetFacts, ...]) -> tuple[tuple[SheetFacts, ...], list[Text]]:
    """Without --leader, whoever has points of a role's bonus is taken to have held the role; and that is said."""
    found, told = [], []
    for sheet in sheets:
        held: set[str] = set()
        for one in table.scored:
            line = sheet.lines.get(one.code)
            if not one.receivers or line is None:
                continue
            given = [one.method.evaluate(entry, one.maximum).points for entry in (line.claimed, line.verified) if entry]
            if any(points_or_zero(points) for points in given):
                held |= one.receivers
                words = {"unit": sheet.unit, "code": one.code}
                told.append(say("{unit}: có điểm {code}, vai trò chưa được kiểm tra (dùng --leader để nêu).", **words))
        found.append(replace(sheet, roles=sheet.roles | held) if held else sheet)
    return tuple(found), told
