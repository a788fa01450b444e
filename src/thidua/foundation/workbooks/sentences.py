"""What people are told when a workbook cannot be read, each with what to do."""

from __future__ import annotations

from collections.abc import Iterable

from thidua.core.errors import BadInput, Problem
from thidua.core.text import Text, say
from thidua.foundation.workbooks.limits import MEGABYTE, Limits

#: Nobody mends more at once, and a hostile file names a million.
MOST_FAULTS = 200
#: How far down a heading may stand: titles and an office's name come before it.
HEADING_WITHIN = 30
SAVE_AS = say("Hãy mở tệp bằng Excel, chọn “Lưu thành” (Save As), kiểu “Excel Workbook (*.xlsx)” rồi tải lên lại.")
DAMAGED = Problem(
    "",
    say("Tệp Excel bị hỏng nên không đọc được."),
    say("Hãy mở tệp bằng Excel, để Excel sửa rồi lưu thành tệp mới và tải lên lại."),
)
SWOLLEN = Problem(
    "",
    say("Tệp Excel phình ra quá lớn khi mở (dấu hiệu của tệp nén độc hại) nên bị từ chối."),
    say("Hãy chép dữ liệu cần thiết sang một tệp Excel mới rồi tải lên lại."),
)
NO_VISIBLE_SHEET = Problem(
    "",
    say("Tệp Excel không có trang tính nào đang hiện."),
    say("Hãy bỏ ẩn trang tính có dữ liệu rồi tải lên lại."),
)


def refused(sentence: Text, cure: Text) -> BadInput:
    """The refusal of a file as a whole."""
    return BadInput([Problem("", sentence, cure)])


def check_size(name: str, content: bytes, limits: Limits, cure: Text) -> None:
    """Refuse a file without content, or one over the limit; then `cure` says how it becomes smaller."""
    shown = name[:80] or say("không tên")
    if not content:
        raise refused(say("Tệp “{name}” rỗng (0 byte).", name=shown), say("Hãy kiểm tra lại tệp rồi tải lên lại."))
    if len(content) > limits.bytes:
        raise refused(say("Tệp “{name}” lớn hơn {limit} MB.", name=shown, limit=limits.bytes // MEGABYTE), cure)


def no_data() -> BadInput:
    """The refusal of a file in which nothing is written."""
    return refused(say("Tệp không có dữ liệu nào."), say("Hãy nhập dữ liệu vào tệp mẫu rồi tải lên lại."))


def no_heading(columns: Iterable[str]) -> BadInput:
    """The refusal of a sheet without a row of headings; `columns` are those looked for."""
    return refused(
        say("Không thấy dòng tiêu đề với các cột: {columns}.", columns=tuple(columns)),
        say("Hãy dùng tệp mẫu, hoặc đặt tên cột đúng như tệp mẫu ở một trong {n} dòng đầu.", n=HEADING_WITHIN),
    )


def too_many_rows(limits: Limits) -> Problem:
    """What is said when there are more rows than may be."""
    # Four digits are read at a glance; more need their points.
    shown = f"{limits.rows:,}".replace(",", ".") if limits.rows >= 10_000 else limits.rows
    return Problem(
        "",
        say("Tệp có hơn {rows} dòng nên không được đọc.", rows=shown),
        say("Hãy xóa các dòng thừa ở cuối trang tính hoặc chia thành nhiều tệp rồi tải lên lại."),
    )


def too_many_columns(limits: Limits, cell: str) -> Problem:
    """What is said when something stands far to the right; `cell` as `XFD3`."""
    return Problem(
        f"Ô {cell}",
        say("Trang tính có dữ liệu ngoài {columns} cột đầu.", columns=limits.columns),
        say("Hãy xóa các cột thừa bên phải rồi tải lên lại."),
    )


def too_long(limits: Limits, cell: str) -> Problem:
    """What is said of a cell as long as a book."""
    return Problem(
        f"Ô {cell}", say("Ô này dài hơn {limit} ký tự.", limit=limits.characters), say("Hãy rút gọn nội dung ô này.")
    )


def in_error(cell: str, error: str) -> Problem:
    """What is said of a cell in which Excel shows an error."""
    wrong = say("Ô này đang báo lỗi {error} của Excel.", error=error[:20])
    return Problem(f"Ô {cell}", wrong, say("Hãy sửa công thức hoặc nhập thẳng giá trị."))


def without_result(cell: str) -> Problem:
    """What is said of a formula that was never calculated."""
    return Problem(
        f"Ô {cell}",
        say("Ô này là công thức chưa có kết quả tính sẵn."),
        say("Hãy mở tệp bằng Excel rồi lưu lại, hoặc nhập thẳng giá trị."),
    )
