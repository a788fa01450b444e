"""Papers as cluster 1 would write them, with invented figures (dữ liệu minh hoạ)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from thidua.papers import (
    Align,
    Annex,
    Column,
    Orientation,
    Paper,
    Row,
    RowKind,
    Signer,
    Table,
    annex_reference,
    bold,
    cell,
    clause,
    italic,
    number_line,
    paragraph,
    place_and_date,
    row,
    section,
)

CENTRE = Align.CENTRE
YEAR = "năm học 2019-2020"
DAY = date(2020, 6, 5)

# Group, then its criteria: code, name, maximum, self-score, evidence.
CRITERIA = (
    ("N1", "Quy hoạch, mạng lưới", (
        ("N1.1", "Tỷ lệ trường đạt chuẩn quốc gia", "4", "4", "Thống kê; Quyết định công nhận"),
        ("N1.2", "Rà soát mạng lưới trường lớp", "3", "3", "Đề án; báo cáo"),
    )),
    ("N2", "Đội ngũ nhà giáo", (
        ("N2.1", "Tỷ lệ giáo viên đạt chuẩn trình độ", "5", "4,9", "Thống kê cơ sở dữ liệu ngành"),
        ("N2.2", "Tỷ lệ giáo viên hoàn thành bồi dưỡng", "4", "3", "Báo cáo hệ thống học trực tuyến"),
    )),
    ("N3", "Chất lượng giáo dục", (
        ("N3.1a", "Huy động trẻ 5 tuổi ra lớp", "4", "4", "Biên bản phổ cập giáo dục"),
        ("N3.1b", "Giảm tỷ lệ trẻ suy dinh dưỡng so với chỉ tiêu", "4", "4", "Biên bản cân đo"),
        ("N3.2a", "Phổ cập giáo dục tiểu học mức độ 3", "4", "4", "Quyết định công nhận"),
        ("N3.2b", "Học sinh tiểu học học 2 buổi/ngày", "3", "2", "Thống kê"),
        ("N3.3a", "Tỷ lệ tốt nghiệp trung học phổ thông", "4", "3,5", "Số liệu kỳ thi"),
        ("N3.3b", "Giải học sinh giỏi quốc gia", "3", "2,25", "Quyết định trao giải"),
        ("N3.3c", "Kế hoạch giáo dục STEM cấp sở", "2", "2", "Kế hoạch; báo cáo"),
        ("N3.4", "Giáo dục thường xuyên, xoá mù chữ", "4", "3,5", "Báo cáo"),
        ("N3.6", "Giáo dục chính trị, công tác học sinh, sinh viên", "5", "4,5", "Báo cáo, minh chứng"),
    )),
    ("N4", "Ngoại ngữ", (("N4.1", "Học sinh học ngoại ngữ 10 năm", "5", "5", "Thống kê"),)),
    ("N5", "Công nghệ thông tin, chuyển đổi số", (
        ("N5.1", "Cập nhật cơ sở dữ liệu ngành đúng hạn (4 đợt)", "4", "4", "Nhật ký hệ thống"),
        ("N5.2", "Hồ sơ dịch vụ công trực tuyến toàn trình", "3", "2,85", "Cổng dịch vụ công"),
    )),
    ("N6", "Tự chủ, xã hội hoá", (("N6.1", "Cơ sở giáo dục tự chủ; xã hội hoá", "4", "3,5", "Báo cáo"),)),
    ("N7", "Hội nhập quốc tế", (("N7.1", "Chương trình hợp tác quốc tế", "4", "4", "Thoả thuận, quyết định"),)),
    ("N8", "Cơ sở vật chất", (("N8.1", "Tỷ lệ phòng học kiên cố", "5", "4,75", "Thống kê"),)),
    ("N9", "Hướng nghiệp, phân luồng", (
        ("N9.1", "Phân luồng sau trung học cơ sở so với chỉ tiêu", "4", "3,6", "Thống kê tuyển sinh"),
    )),
    ("G1", "Thể chế, cải cách hành chính", (
        ("G1.1", "Thủ tục hành chính giải quyết đúng hạn", "5", "5", "Hệ thống một cửa"),
    )),
    ("G2", "Năng lực cán bộ quản lý", (
        ("G2.1", "Bồi dưỡng cán bộ quản lý", "3", "2,5", "Kế hoạch, kết quả"),
        ("G3.1", "Tỷ lệ ngân sách chi cho giáo dục", "3", "3", "Quyết toán"),
    )),
    ("G4", "Khảo thí, kiểm định chất lượng", (
        ("G4.1", "Cơ sở giáo dục được đánh giá ngoài", "3", "2", "Quyết định công nhận"),
        ("G5.1", "Tin, bài truyền thông", "2", "2", "Đường dẫn bài viết"),
    )),
)  # fmt: skip
UNITS = ("Hà Nội", "TP. Hồ Chí Minh", "Hải Phòng", "Đà Nẵng", "Cần Thơ")


def score_sheet() -> Paper:
    """Form 10: the self-scored sheet of one department, 38 rows upright."""
    columns = tuple(Column(s, a) for s, a in ((9, CENTRE), (50, Align.LEFT), (11, CENTRE), (11, CENTRE)))
    columns += (Column(32), Column(13, CENTRE))
    head = row("TT", "Nội dung tiêu chí", "Điểm chuẩn", "Điểm tự chấm", "Minh chứng", "Điểm thẩm định")
    rows: list[Row] = []
    for code, name, criteria in CRITERIA:
        points = sum(Decimal(line[2]) for line in criteria)
        rows.append(row(code, name, str(points), "", "", "", kind=RowKind.GROUP))
        rows += [row(*line, "") for line in criteria]
    rows.append(row(cell("TỔNG CỘNG", across=2, align=CENTRE), "94", "86,85", "", "", kind=RowKind.TOTAL))
    return Paper(
        kind="Bảng tự chấm điểm",
        subject=f"Kết quả thực hiện giao ước thi đua {YEAR}",
        governing_body="Ủy ban nhân dân thành phố Cần Thơ",
        issuer="Sở Giáo dục và Đào tạo",
        number_line=number_line(5, "BTCĐ-SGDĐT"),
        place_and_date=place_and_date("Cần Thơ", DAY),
        body=(
            paragraph(bold("Đơn vị: "), "Sở Giáo dục và Đào tạo thành phố Cần Thơ. ", bold("Kỳ: "), f"{YEAR}."),
            Table(columns, (head,), tuple(rows)),
        ),
        signers=(
            Signer(("Người lập biểu",), "Nguyễn Thị Bích Ngọc", "(Ký, ghi rõ họ tên)"),
            Signer(("Giám đốc",), "Trần Văn Đằng", "(Ký tên, đóng dấu)"),
        ),
        recipients=("Cụm trưởng Cụm thi đua số 1", "Lưu: VT, VP, 02 bản"),
        demonstration=True,
    )


def consolidated_annex() -> Annex:
    """Form 11: the whole cluster on lying pages, two rows of heads."""
    lines = [line for _, _, criteria in CRITERIA for line in criteria]
    top = [cell("TT", down=2), cell("Tiêu chí", down=2), cell("Điểm chuẩn", down=2)]
    top += [cell(unit, across=2) for unit in UNITS]
    below = [label for _ in UNITS for label in ("Tự chấm", "Thẩm định")]
    rows = [row(code, name, most, *([own, own] * len(UNITS))) for code, name, most, own, _ in lines]
    rows.append(row(cell("Tổng cộng", across=3, align=CENTRE), *["87,5"] * 10, kind=RowKind.TOTAL))
    rows.append(
        row(
            cell("Xếp hạng", across=3, align=CENTRE),
            *[cell(rank, across=2) for rank in ("1", "3", "1", "4", "Không xếp hạng")],
            kind=RowKind.TOTAL,
        )
    )
    columns = (Column(9, CENTRE), Column(50), Column(12, CENTRE), *[Column(12, CENTRE)] * 10)
    return Annex(
        f"Bảng tổng hợp điểm thi đua Cụm thi đua số 1\n{YEAR}",
        (Table(columns, (row(*top), row(*below)), tuple(rows), text_size=11),),
        annex_reference("Báo cáo", 9, "BC-CTĐ1", DAY, "Cụm thi đua số 1"),
    )


def report() -> Paper:
    """A report of the cluster with bases, headings, addressees and two annexes."""
    long = (
        "Các đơn vị trong Cụm đã nghiêm túc thực hiện giao ước thi đua, kịp thời phát hiện, bồi dưỡng và nhân rộng "
        "điển hình tiên tiến; công tác thẩm định bảo đảm công khai, dân chủ, đúng quy định"
    )
    return Paper(
        kind="Báo cáo",
        subject=f"Kết quả thẩm định và xếp hạng thi đua {YEAR}\ncủa Cụm thi đua số 1",
        governing_body="Bộ Giáo dục và Đào tạo",
        issuer="Cụm thi đua số 1",
        number_line=number_line(9, "BC-CTĐ1"),
        place_and_date=place_and_date("Cần Thơ", DAY),
        addressees=("Bộ trưởng Bộ Giáo dục và Đào tạo", "Hội đồng Thi đua - Khen thưởng ngành Giáo dục"),
        legal_bases=("Căn cứ Luật Thi đua, Khen thưởng", "Căn cứ Quy chế hoạt động của Cụm thi đua số 1;"),
        body=(
            section("I. Đặc điểm, tình hình"),
            paragraph(long, "."),
            section("II. Kết quả thẩm định"),
            clause("1. Ưu điểm"),
            paragraph(long, "; ", italic("đặc biệt"), " là phong trào ", bold("“Đổi mới, sáng tạo”"), "."),
            clause("2. Hạn chế"),
            paragraph("Một số minh chứng nộp chậm so với kế hoạch."),
            section("III. Đề nghị"),
            paragraph("Cụm thi đua số 1 kính đề nghị Bộ trưởng xem xét, quyết định."),
        ),
        signers=(Signer(("TM. Cụm thi đua số 1", "Cụm trưởng", "Giám đốc Sở GDĐT Cần Thơ"), "Trần Văn Đằng"),),
        recipients=("Như trên", "Các đơn vị thành viên", "Lưu: VT, VP, 05 bản"),
        annexes=(
            consolidated_annex(),
            Annex("Biên bản điều chỉnh", (paragraph("Không có."),), orientation=Orientation.PORTRAIT),
        ),
        demonstration=True,
    )
