"""A criteria table as a file, and the template to start from. Reading the file gives the same table back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from thidua.core.text import Text, say
from thidua.scoring.facts.table import table_facts
from thidua.scoring.models import CriteriaTable
from thidua.scoring.rules.files import TABLE_COLUMNS, TABLE_HEADINGS, table_to_rows
from thidua.scoring.rules.grammar import parse_method
from thidua.scoring.services.table_import import SHEET_NAME
from thidua.scoring.spreadsheets import Column, Sheet, Value, write_csv, write_workbook

_WIDTHS = {"group": 30, "criterion": 50, "method": 44, "evidence": 26, "verifier": 22, "source_note": 30}
_KINDS = ("điểm chính", "điểm thưởng", "điểm trừ", "điều kiện", "nhóm")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")

#: One row for each way of scoring, as an official would write it; invented, for the template.
_EXAMPLES: tuple[tuple[str, ...], ...] = (
    ("N1", "Nhiệm vụ", "N1.1", "Công tác chính trị, tư tưởng", "5", "điểm chính", "chấm tự do(bước=0,5)"),
    ("N1", "Nhiệm vụ", "N1.2", "Có kế hoạch giáo dục STEM", "2", "điểm chính", "có/không"),
    ("N1", "Nhiệm vụ", "N1.3", "Phổ cập giáo dục tiểu học", "4", "điểm chính", "mức(mức 3->4; mức 2->2; khác->0)"),
    ("N1", "Nhiệm vụ", "N1.4", "Tỷ lệ trường đạt chuẩn quốc gia", "4", "điểm chính", "bậc(x%: >=60->4; còn lại 1)"),
    ("N1", "Nhiệm vụ", "N1.5", "Tỷ lệ giáo viên đạt chuẩn", "5", "điểm chính", "tỷ lệ"),
    ("N1", "Nhiệm vụ", "N1.6", "Hội thi đã tham gia trên tổng số", "5", "điểm chính", "linear: (joined/total)*max"),
    ("N1", "Nhiệm vụ", "N1.7", "Tốt nghiệp đúng hạn trên 70 %", "3", "điểm chính", "ngưỡng(x%>70 -> max else 0)"),
    ("N2", "Giải pháp", "N2.1", "Phân luồng so với chỉ tiêu", "4", "điểm chính", "so chỉ tiêu"),
    ("N2", "Giải pháp", "N2.2", "Tỷ lệ tốt nghiệp, xếp hạng trong cụm", "4", "điểm chính",
     "xếp hạng(1->4; 2->3,5; 3->3; 4->2,5; 5->2)"),
    ("N2", "Giải pháp", "N2.3", "Giải học sinh giỏi", "3", "điểm chính", "đếm(mỗi đơn vị=0,05; trần=3)"),
    ("N2", "Giải pháp", "N2.4", "Báo cáo đúng hạn (đủ điểm rồi trừ)", "10", "điểm chính",
     "derived: MAX(0,10-0.5*late-1*missing)"),
    ("N2", "Giải pháp", "N2.5", "Công tác trọng tâm, hệ số 2 (điểm tối đa đã nhân hệ số)", "10", "điểm chính",
     "chấm tự do(bước=0,5); hệ số x2"),
    ("N2", "Giải pháp", "N2.6", "Giáo dục dân tộc", "3", "điểm chính", "không áp dụng(cụm 1); chấm tự do(bước=0,5)"),
    ("B", "Điểm thưởng (tổng tối đa 5)", "B.1", "Cụm trưởng tổ chức tốt hoạt động cụm", "2", "điểm thưởng",
     "chấm tự do(0..2; chỉ cụm trưởng)"),
    ("P", "Điểm trừ", "P.1", "Báo cáo nộp chậm", "3", "điểm trừ", "trừ(mỗi lần=0,5; trần=3)"),
    ("X", "Điều kiện", "X.1", "Có đăng ký và ký kết giao ước", "0", "điều kiện", "điều kiện(không đạt -> loại)"),
    ("X", "Điều kiện", "X.2", "Không có dấu hiệu sai phạm đang chờ kết luận", "0", "điều kiện",
     "điều kiện(không đạt -> chờ)"),
)  # fmt: skip

_INSTRUCTIONS: tuple[Text, ...] = (
    say("Điền các tiêu chí vào trang “Tiêu chí”, mỗi tiêu chí một dòng; các dòng có sẵn chỉ là ví dụ, hãy xóa đi."),
    say("Giữ nguyên dòng tiêu đề. Không gộp ô. Nếu dùng công thức, hãy lưu tệp bằng Excel để có sẵn kết quả."),
    say("Mã nhóm, Nhóm: nhóm chứa tiêu chí. Nhóm nhiều cấp viết mã có dấu chấm: A, A.I, A.I.1."),
    say("Mã tiêu chí: mỗi dòng một mã riêng, ví dụ N1.1."),
    say("Điểm tối đa: số, ví dụ 4,75. Nếu văn bản không nêu, ghi “không nêu”. Có hệ số thì ghi điểm đã nhân hệ số."),
    say("Loại: điểm chính, điểm thưởng, điểm trừ, điều kiện hoặc nhóm."),
    say("Cách chấm: chọn một trong các mẫu ở bảng bên dưới; cách chấm không hiểu được sẽ được báo lại, không tự đoán."),
    say("Minh chứng: tài liệu đơn vị phải nộp. Đơn vị thẩm định: tên hoặc tên viết tắt của đơn vị, hoặc “Cụm trưởng”."),
)


def export_table(table: CriteriaTable, form: str) -> bytes:
    """The table as `xlsx` or `csv`; reading it back gives the same table. vi: xuất bảng tiêu chí."""
    rows = [[_value(column, row[column]) for column in TABLE_COLUMNS] for row in table_to_rows(table_facts(table))]
    return write_csv(TABLE_COLUMNS, rows) if form == "csv" else write_workbook([_sheet(rows)])


def template() -> bytes:
    """An Excel file to fill in: a sheet with an example of every way of scoring, a sheet of instructions."""
    rest = ("báo cáo, minh chứng", "Vụ GDTrH", "ví dụ minh hoạ, hãy xóa")
    named = [dict(zip(TABLE_COLUMNS, (*example, *rest), strict=True)) for example in _EXAMPLES]
    rows = [[_value(column, row[column]) for column in TABLE_COLUMNS] for row in named]
    guide = [[str(line), "", ""] for line in _INSTRUCTIONS]
    guide += [["", "", ""], [str(say("Cách ghi")), str(say("Ví dụ")), str(say("Nghĩa là"))]]
    guide += [[row[6], row[3], str(parse_method(row[6]).describe())] for row in _EXAMPLES]
    columns = [Column(str(say("Hướng dẫn")), 70), Column("", 40), Column("", 80)]
    return write_workbook([_sheet(rows), Sheet(str(say("Hướng dẫn")), columns, guide)])


def _value(column: str, text: str) -> Value:
    """A maximum is a number in the sheet; codes stay texts, so that 1.10 never becomes 1.1."""
    return Decimal(text) if column == "max_points" and _NUMBER.fullmatch(text) else text


def _sheet(rows: Sequence[Sequence[Value]]) -> Sheet:
    columns = [
        Column(TABLE_HEADINGS[name], _WIDTHS.get(name, 14), _KINDS if name == "kind" else ()) for name in TABLE_COLUMNS
    ]
    return Sheet(SHEET_NAME, columns, rows)
