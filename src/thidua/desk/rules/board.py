"""The board of a cluster: its members and how far each is. Pure. vi: bảng theo dõi của cụm."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from thidua.core.text import Text, say
from thidua.cycles.rules import NOT_OPEN, OVERDUE, PLEDGE, REGISTRATION, SELF_SCORING, stage_state
from thidua.desk.rules.opening import ACCEPTED, CLOSED, DRAFT, RETURNED, SENT, SIGNING
from thidua.desk.rules.year import OPEN, YearFacts


@dataclass(frozen=True, slots=True)
class Cell:
    """One unit at one step, in words and tone."""

    words: Text
    tone: str


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One member on the board."""

    unit_id: int
    name: str
    cells: tuple[Cell, ...]


#: What every year goes through; registering and pledging stand before it where the year does them here.
BOARD_STEPS: tuple[Text, ...] = (say("Tự chấm điểm"), say("Thẩm định"), say("Lấy ý kiến"))


def board_steps(year: YearFacts) -> tuple[Text, ...]:
    """The steps of the board in the order of its cells."""
    first = [say("Đăng ký")] if year.registrations else []
    second = [say("Giao ước")] if year.pledge else []
    return (*first, *second, *BOARD_STEPS)


def board(year: YearFacts, verified: Mapping[int, tuple[int, int]], now: datetime) -> tuple[BoardRow, ...]:
    """The members × the steps that each goes through; `verified` is decided and required lines by unit."""
    return tuple(
        BoardRow(
            unit,
            year.names.get(unit, ""),
            (
                *_opening_cells(year, unit, now),
                _scoring_cell(year, unit, now),
                _verification_cell(year, unit, verified),
                _agreement_cell(year, unit),
            ),
        )
        for unit in year.members
    )


#: Where a registration stands, in the words of the board.
REGISTERED: Mapping[str, Cell] = {
    DRAFT: Cell(say("Đang soạn"), "wait"),
    SENT: Cell(say("Đã gửi, chờ tiếp nhận"), "wait"),
    ACCEPTED: Cell(say("Đã tiếp nhận"), "good"),
    RETURNED: Cell(say("Trả lại"), "warn"),
}


def _opening_cells(year: YearFacts, unit: int, now: datetime) -> Iterator[Cell]:
    if year.registrations:
        yield REGISTERED.get(year.registrations.states.get(unit, ""), _missing(year, REGISTRATION, unit, now))
    if year.pledge:
        signed = year.pledge.state in (SIGNING, CLOSED) and unit not in year.pledge.unsigned
        yield Cell(say("Đã ký"), "good") if signed else _missing(year, PLEDGE, unit, now)


def _missing(year: YearFacts, step: str, unit: int, now: datetime) -> Cell:
    state = stage_state(year.stages[step], now, unit, done=False)
    words = {NOT_OPEN: Cell(say("Chưa mở"), "quiet"), OVERDUE: Cell(say("Quá hạn, chưa có"), "bad")}
    return words.get(state, Cell(say("Chưa có"), "wait"))


def _scoring_cell(year: YearFacts, unit: int, now: datetime) -> Cell:
    sheet = year.sheets.get(unit)
    if year.handed_in(unit) and sheet:
        if sheet.returned:
            return Cell(say("Đã gửi, {n} dòng trả lại", n=sheet.returned), "warn")
        return Cell(say("Đã gửi, muộn"), "warn") if sheet.late else Cell(say("Đã gửi"), "good")
    stage = year.stages.get(SELF_SCORING)
    if not year.published or stage is None or stage_state(stage, now, unit) == NOT_OPEN:
        return Cell(say("Chưa mở"), "quiet")
    if stage_state(stage, now, unit, done=False) == OVERDUE:
        return Cell(say("Quá hạn, chưa gửi"), "bad")
    return Cell(say("Đang chấm"), "wait") if sheet else Cell(say("Chưa bắt đầu"), "quiet")


def _verification_cell(year: YearFacts, unit: int, verified: Mapping[int, tuple[int, int]]) -> Cell:
    if not year.handed_in(unit):
        return Cell(say("Chờ phiếu"), "quiet")
    decided, required = verified.get(unit, (0, 0))
    if required and decided >= required:
        return Cell(say("Xong"), "good")
    return Cell(say("{decided}/{required} dòng", decided=decided, required=required), "wait")


def _agreement_cell(year: YearFacts, unit: int) -> Cell:
    asked = year.circulation
    if asked is None:
        return Cell(say("Chưa gửi lấy ý kiến"), "quiet")
    if unit in asked.opened_by:
        return Cell(say("Đã xem"), "good")
    return Cell(say("Chưa xem"), "wait") if asked.state == OPEN else Cell(say("Không nêu ý kiến"), "quiet")
