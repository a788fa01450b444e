"""What may be done to a line that is verified, and how a block of figures is read. vi: thẩm định. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from thidua.core.errors import Problem
from thidua.core.findings import Citation, Finding, granted, refused
from thidua.core.names import fold
from thidua.core.numbers import NumberUnreadable, parse_number
from thidua.core.text import Text, say
from thidua.core.workflow import Workflow, step
from thidua.scoring.rules.lines import LineResult
from thidua.scoring.rules.methods import Gate, check_entry
from thidua.scoring.rules.table import Criterion
from thidua.scoring.rules.values import NOT_SCORED, Entry, Score, describe_score, points

WAITING, ACCEPTED, CHANGED, RETURNED, AGREED = "waiting", "accepted", "changed", "returned", "agreed"
UNNEEDED, NOT_FOR_UNIT, NOT_HANDED_IN = "unneeded", "not-for-unit", "not-handed-in"
ACCEPT, CHANGE, RETURN, AGREE = "accept", "change", "return", "agree"

STATUTE = Citation("Quy chế hoạt động của cụm thi đua", "Mục I.2.3, điểm d")

#: The states of a line under verification, and every step between them. vi: trạng thái thẩm định của một dòng.
LINE = Workflow(
    states={
        WAITING: say("Chờ thẩm định"),
        ACCEPTED: say("Đã chấp nhận"),
        CHANGED: say("Đã điều chỉnh"),
        RETURNED: say("Đã trả lại"),
        AGREED: say("Đã thống nhất"),
    },
    steps=(
        step(ACCEPT, WAITING, CHANGED, to=ACCEPTED),
        step(CHANGE, WAITING, ACCEPTED, CHANGED, RETURNED, to=CHANGED),
        step(RETURN, WAITING, ACCEPTED, CHANGED, to=RETURNED),
        step(AGREE, WAITING, ACCEPTED, CHANGED, RETURNED, AGREED, to=AGREED),
    ),
)

#: What a cell of the grid says in one word, and its tone.
CELL_WORDS: dict[str, tuple[Text, str]] = {
    WAITING: (say("chờ"), "wait"),
    ACCEPTED: (say("nhận"), "good"),
    CHANGED: (say("sửa"), "warn"),
    RETURNED: (say("trả"), "bad"),
    AGREED: (say("thống nhất"), "good"),
    UNNEEDED: (say("không khai"), "quiet"),
    NOT_FOR_UNIT: (say("không áp dụng"), "quiet"),
    NOT_HANDED_IN: (say("chưa nộp"), "quiet"),
}


def verdict_state(verdict: str) -> str:
    """The state that a stored verdict stands for; without a verdict the line waits."""
    return verdict or WAITING


def cell_state(verdict: str, result: LineResult | None) -> str:
    """What the grid shows for a line; None is a line of a sheet that was not handed in.

    A bonus or a penalty that nobody claimed waits for nobody.
    """
    if result is None:
        return NOT_HANDED_IN
    if result.basis == "not_applicable":
        return NOT_FOR_UNIT
    if verdict:
        return verdict
    return WAITING if result.unverified else UNNEEDED


def may_take(act: str, verdict: str, *, claimed: bool, circulated: bool) -> Finding:
    """Whether an act fits the state a line is in.

    Once the scores have gone round, a verified line changes only when an objection is agreed upon: nobody changes
    unseen what the members have read. A returned line is accepted only after the unit has handed it in again; the
    verifier may still set a figure, so that a unit that does nothing holds up nobody.
    """
    state = verdict_state(verdict)
    found = LINE.may(act, state)
    if not found:
        return found
    if circulated and act != AGREE and state in (ACCEPTED, CHANGED):
        return refused(
            say("Bảng điểm đã gửi lấy ý kiến nên điểm đã thẩm định không sửa trực tiếp được nữa."),
            say("Hãy nêu ý kiến đề nghị điều chỉnh dòng này; cụm trưởng và cụm phó thống nhất kết quả."),
        )
    if act == ACCEPT and not claimed:
        return refused(
            say("Đơn vị chưa chấm dòng này nên không có gì để chấp nhận."),
            say("Hãy nhập điểm kèm lý do, hoặc trả lại để đơn vị bổ sung."),
        )
    if act == RETURN and not claimed:
        return granted(say("Trả lại để đơn vị chấm dòng còn trống."))
    return granted()


def check_reason(reason: str) -> list[Problem]:
    """A change and a return always say why. source: domain/scoring §4."""
    if len(reason.strip()) >= 5:
        return []
    return [
        Problem(
            str(say("Lý do")),
            say("Chưa nêu lý do."),
            say("Hãy viết một câu để đơn vị hiểu vì sao, ví dụ “thiếu minh chứng 01 hoạt động”."),
        )
    ]


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure of a block put where it belongs; `place` says where it stood."""

    unit: str
    criterion: str
    text: str
    place: str


def cells_of(text: str) -> list[list[str]]:
    """The rows and cells of a block as Excel puts it on the clipboard."""
    rows = [row.split("\t") for row in text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n").split("\n")]
    return [[cell.strip() for cell in row] for row in rows]


def place_block(
    block: Sequence[Sequence[str]], units: Sequence[str], criteria: Sequence[str], start: tuple[str, str]
) -> tuple[list[Cell], list[Problem]]:
    """Put every filled cell on a unit and a criterion.

    A block whose first row holds criterion codes and whose first column holds unit codes says itself where it
    belongs; any other block begins at `start` (unit, criterion) and follows the order of the grid.
    """
    if not any(cell for row in block for cell in row):
        return [], [
            Problem("", say("Chưa có số liệu nào để dán."), say("Hãy sao chép một vùng ô trong Excel rồi dán."))
        ]
    headed = bool(block) and len(block[0]) > 1 and bool(set(block[0][1:]) & set(criteria))
    if headed:
        rows = [(row[0], row[1:], number) for number, row in enumerate(block[1:], 2)]
        across = list(block[0][1:])
        offset = 2
    else:
        if start[0] not in units or start[1] not in criteria:
            return [], [Problem("", say("Chưa chọn ô bắt đầu."), say("Hãy chọn đơn vị và tiêu chí của ô đầu tiên."))]
        first = list(units).index(start[0])
        below = list(units)[first:]
        rows = [(below[n] if n < len(below) else "", row, n + 1) for n, row in enumerate(block)]
        across = list(criteria)[list(criteria).index(start[1]) :]
        offset = 1
    return _placed(rows, across, offset, set(units), set(criteria))


def _placed(
    rows: Sequence[tuple[str, Sequence[str], int]],
    across: Sequence[str],
    offset: int,
    units: set[str],
    criteria: set[str],
) -> tuple[list[Cell], list[Problem]]:
    cells: dict[tuple[str, str], Cell] = {}
    problems: list[Problem] = []
    for unit, row, number in rows:
        for column, text in enumerate(row):
            if not text:
                continue
            place = str(say("Dòng {row}, cột {column}", row=number, column=column + offset))
            criterion = across[column] if column < len(across) else ""
            if unit not in units:
                wrong = say("không có đơn vị “{unit}” trong lưới.", unit=unit or text)
                problems.append(Problem(place, wrong, say("Hãy kiểm tra cột mã đơn vị hoặc số dòng đã dán.")))
            elif criterion not in criteria:
                wrong = say("không có tiêu chí “{code}” trong phần bạn thẩm định.", code=criterion or text)
                problems.append(Problem(place, wrong, say("Hãy kiểm tra dòng mã tiêu chí hoặc số cột đã dán.")))
            elif (unit, criterion) in cells:
                wrong = say("{unit}, {code} xuất hiện hai lần.", unit=unit, code=criterion)
                problems.append(Problem(place, wrong, say("Hãy giữ lại một ô.")))
            else:
                cells[unit, criterion] = Cell(unit, criterion, text, place)
    return list(cells.values()), problems


def read_figure(criterion: Criterion, text: str, place: str) -> tuple[Entry | None, list[Problem]]:
    """The verified points that a pasted cell means, or for a condition đạt / không đạt; or what is wrong with it."""
    if isinstance(criterion.method, Gate):
        return _read_answer(criterion.method, text, place)
    try:
        entry = points(parse_number(text))
    except NumberUnreadable as error:
        return None, [Problem(place, Text("{words}", {"words": str(error)}))]
    faults = check_entry(criterion.method, entry, criterion.maximum, direct=True, step=False)
    if faults:
        return None, [Problem(f"{place} ({criterion.code})", fault.sentence, fault.cure) for fault in faults]
    return entry, []


def _read_answer(gate: Gate, text: str, place: str) -> tuple[Entry | None, list[Problem]]:
    for name, words in gate.choices:
        if fold(text) in (fold(str(words)), name):
            return Entry({"answer": name}), []
    wrong = say("“{text}” không phải là kết luận của điều kiện này.", text=text)
    return None, [
        Problem(place, wrong, say("Hãy ghi một trong: {choices}.", choices=tuple(w for _, w in gate.choices)))
    ]


def same_result(criterion: Criterion, entry: Entry, result: LineResult, claimed: Entry | None) -> bool:
    """Whether a figure only confirms what the unit claimed."""
    if isinstance(criterion.method, Gate):
        return claimed is not None and claimed == entry
    return isinstance(result.claimed, Decimal) and entry.number("points") == result.claimed


def shown_figure(criterion: Criterion, entry: Entry | None, score: Score) -> Text:
    """A figure in words: points, or the answer to a condition."""
    if isinstance(criterion.method, Gate):
        words = dict(criterion.method.choices)
        answer = entry.values.get("answer") if entry else None
        return words.get(str(answer), describe_score(NOT_SCORED))
    return describe_score(score)


@dataclass(frozen=True, slots=True)
class Progress:
    """How much of what must be verified is verified."""

    verified: int = 0
    required: int = 0
    returned: int = 0

    def __add__(self, other: Progress) -> Progress:
        return Progress(self.verified + other.verified, self.required + other.required, self.returned + other.returned)

    @property
    def remaining(self) -> int:
        """What still waits for somebody."""
        return self.required - self.verified


def progress_of(lines: Mapping[str, LineResult], verdicts: Mapping[str, str]) -> Progress:
    """Count the lines of one sheet that somebody must verify; only a person's act counts as verified."""
    verified = [code for code, line in lines.items() if line.basis == "verified"]
    waiting = [code for code, line in lines.items() if line.unverified]
    returned = sum(1 for code in waiting if verdicts.get(code) == RETURNED)
    return Progress(len(verified), len(verified) + len(waiting), returned)
