"""A unit's own sheet as an Excel file, and the filled-in file read back. One row a criterion.

Everything but the boxes is locked. Hidden columns carry the line, its edition and what the boxes showed, so that
coming back the file tells which rows were touched and which were changed by others meanwhile.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import xlsxwriter

from thidua.core.errors import BadInput, Problem
from thidua.core.names import tidy
from thidua.core.numbers import format_number
from thidua.core.text import Text, say
from thidua.scoring.selectors.sheet_view import Box, Row, SheetView, mark_of
from thidua.scoring.spreadsheets import Limits, read_upload
from thidua.scoring.spreadsheets import Row as Cells

SHEET_NAME = "Phiếu tự chấm"
CHOICES_NAME = "Danh mục"
HEADINGS = ("Mã", "Nội dung tiêu chí", "Điểm tối đa", "Cách chấm", "Trạng thái")
NOTE_HEADING = "Giải trình"
KEY, EDITION, MARK, FIRST_SHOWN = 0, 1, 2, 3
FIRST_BOX = FIRST_SHOWN + len(HEADINGS)
WIDTHS = (10, 44, 10, 40, 22)
LIMITS = Limits(rows=3000, columns=60)


@dataclass(frozen=True, slots=True)
class FilledRow:
    """One row of the file as it came back: the texts in its boxes by field, and where each stands."""

    line: str
    code: str
    texts: Mapping[str, str]
    places: Mapping[str, str]
    note: str
    edition: int
    touched: bool


def write_sheet(view: SheetView, title: str) -> bytes:
    """The sheet as an Excel file (.xlsx) to fill in."""
    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(target, options) as book:
        page = book.add_worksheet(SHEET_NAME)
        writer = _Writer(book, page, book.add_worksheet(CHOICES_NAME), _most_boxes(view))
        writer.head(view, title)
        for row in view.rows:
            writer.row(row)
        writer.finish()
    return target.getvalue()


def read_sheet(name: str, content: bytes, view: SheetView) -> tuple[list[FilledRow], list[Cells]]:
    """The rows that came back, and the raw rows for warnings. Raises BadInput for a file of another sheet or table."""
    cells = read_upload(name, content, LIMITS, SHEET_NAME)
    first = cells[0]
    if first[KEY] != str(view.sheet.uuid):
        raise _wrong_file(
            say("Tệp này không phải là phiếu của đơn vị trong bảng tiêu chí đang mở."),
            say("Hãy tải lại tệp từ trang này, điền rồi gửi lên; đừng xóa cột hoặc dòng đầu của tệp."),
        )
    if first[EDITION] != view.sheet.table.fingerprint:
        raise _wrong_file(
            say("Bảng tiêu chí đã thay đổi từ lúc tải tệp."), say("Hãy tải tệp mới từ trang này rồi điền lại.")
        )
    known = {str(row.line.uuid): row for row in view.rows if row.line}
    found = [_filled(one, known[one[KEY]], _most_boxes(view)) for one in cells[1:] if one[KEY] in known]
    return found, cells


class _Writer:
    """Writes the page row by row."""

    def __init__(self, book: Any, page: Any, choices: Any, boxes: int) -> None:
        self.page, self.choices, self.boxes = page, choices, boxes
        self.next_row, self.next_choice = 0, 0
        base = {"text_wrap": True, "valign": "top", "num_format": "@", "border": 1}
        self.plain = book.add_format(base)
        self.group = book.add_format({**base, "bold": True, "bg_color": "#EEEEEE"})
        self.head_look = book.add_format({**base, "bold": True, "bg_color": "#D9D9D9"})
        self.open = book.add_format({**base, "locked": False, "bg_color": "#FFF9E0"})
        self.title = book.add_format({"bold": True, "font_size": 14})
        self.hint = book.add_format({"italic": True})

    @property
    def note_column(self) -> int:
        """Where the explanation stands."""
        return FIRST_BOX + 2 * self.boxes

    def head(self, view: SheetView, title: str) -> None:
        """Identity in hidden cells, title, how to fill in, headings."""
        self.page.write_string(0, KEY, str(view.sheet.uuid))
        self.page.write_string(0, EDITION, view.sheet.table.fingerprint)
        self.page.write_string(0, FIRST_SHOWN, title, self.title)
        for number, words in enumerate(_HOW_TO, 1):
            self.page.write_string(number, FIRST_SHOWN, str(words), self.hint)
        self.next_row = len(_HOW_TO) + 2
        headings = [*HEADINGS]
        for number in range(1, self.boxes + 1):
            headings += [f"Số liệu {number}", f"Nhập {number}"]
        for offset, heading in enumerate([*headings, NOTE_HEADING]):
            self.page.write_string(self.next_row, FIRST_SHOWN + offset, heading, self.head_look)
        self.page.freeze_panes(self.next_row + 1, FIRST_SHOWN + 2)
        self.page.repeat_rows(self.next_row)
        self.next_row += 1

    def row(self, row: Row) -> None:
        """One criterion or group."""
        number, look = self.next_row, self.group if row.criterion.is_group else self.plain
        maximum = row.criterion.maximum
        told = "" if row.criterion.is_group else str(row.criterion.method.describe())
        texts = [row.criterion.code, row.criterion.label, format_number(maximum) if maximum is not None else "", told]
        for offset, text in enumerate([*texts, _state(row)]):
            self.page.write_string(number, FIRST_SHOWN + offset, text, look)
        self.next_row += 1
        if row.criterion.is_group or row.line is None:
            return
        shown = {box.field.name: str(box.shown) for box in row.boxes}
        self.page.write_string(number, KEY, str(row.line.uuid))
        self.page.write_string(number, EDITION, str(row.line.edition))
        self.page.write_string(number, MARK, _mark(shown, row.line.note))
        box_look = self.open if row.may_change else self.plain
        for place in range(self.boxes):
            box = row.boxes[place] if place < len(row.boxes) else None
            column = FIRST_BOX + 2 * place
            self.page.write_string(number, column, _label(box) if box else "", self.plain)
            self.page.write_string(number, column + 1, shown[box.field.name] if box else "", box_look if box else look)
            if box and box.choices and row.may_change:
                self._offer(number, column + 1, box)
        self.page.write_string(number, self.note_column, row.line.note, box_look)

    def _offer(self, row: int, column: int, box: Box) -> None:
        first = self.next_choice
        for _, words in box.choices:
            self.choices.write_string(self.next_choice, 0, str(words))
            self.next_choice += 1
        source = f"='{CHOICES_NAME}'!$A${first + 1}:$A${self.next_choice}"
        message = {"error_title": "Chưa đúng", "error_message": "Hãy chọn một mục trong danh sách."}
        self.page.data_validation(row, column, row, column, {"validate": "list", "source": source, **message})

    def finish(self) -> None:
        """Widths, print set-up, locks."""
        self.page.set_column(KEY, MARK, None, None, {"hidden": True})
        for offset, width in enumerate(WIDTHS):
            self.page.set_column(FIRST_SHOWN + offset, FIRST_SHOWN + offset, width)
        self.page.set_column(FIRST_BOX, self.note_column - 1, 18)
        self.page.set_column(self.note_column, self.note_column, 40)
        self.page.set_landscape()
        self.page.set_paper(9)
        self.page.fit_to_pages(1, 0)
        self.page.protect("", {"format_columns": True, "format_rows": True})
        self.choices.hide()


_HOW_TO = (
    say("Chỉ điền vào các ô màu vàng; các ô khác được khóa. Số thập phân ghi 4,75 hoặc 4.75."),
    say("Ô để trống là chưa chấm, không phải 0 điểm; nếu không thực hiện được, hãy ghi 0."),
    say("Điền xong, lưu tệp rồi tải lên ở trang phiếu; phần mềm cho xem các thay đổi trước khi nhận."),
)


def _filled(cells: Cells, row: Row, boxes: int) -> FilledRow:
    texts, places = {}, {}
    for place, box in enumerate(row.boxes):
        column = FIRST_BOX + 2 * place + 1
        texts[box.field.name] = cells[column]
        places[str(box.field.label)] = cells.place(column)
    note = cells[FIRST_BOX + 2 * boxes]
    edition = cells[EDITION]
    return FilledRow(
        line=cells[KEY],
        code=row.criterion.code,
        texts=texts,
        places=places,
        note=note,
        edition=int(edition) if edition.isdigit() and len(edition) < 10 else -1,
        touched=cells[MARK] != _mark(texts, note),
    )


def _mark(texts: Mapping[str, str], note: str) -> str:
    return mark_of({name: tidy(text) for name, text in texts.items()}, tidy(note))


def _label(box: Box) -> str:
    return f"{box.field.label} ({box.unit})" if box.unit else str(box.field.label)


def _state(row: Row) -> str:
    if row.closed_words:
        return str(row.closed_words)
    return str(row.state_words) if row.state_words else ""


def _most_boxes(view: SheetView) -> int:
    return max([1, *(len(row.boxes) for row in view.rows)])


def _wrong_file(sentence: Text, cure: Text) -> BadInput:
    return BadInput([Problem("", sentence, cure)])
