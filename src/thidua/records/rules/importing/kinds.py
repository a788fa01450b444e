"""The kinds of file that can be taken over, and their columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from thidua.core.names import fold
from thidua.core.text import Text, say

STAFF, RATINGS, AWARDS, WORKS, DISCIPLINES = "staff", "ratings", "awards", "works", "disciplines"
REGISTERED = "registered"
#: What a cell may hold.
TEXT, DAY, YEAR, UNIT, CODED, BASIS, WORK_KIND, SCOPE, AUTHORS, STAFF_CODE = (
    "text", "day", "year", "unit", "coded", "basis", "work-kind", "scope", "authors", "staff-code",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its key, its heading, what its cells hold, other headings it goes by, an example, a note."""

    key: str
    heading: Text
    holds: str = TEXT
    required: bool = False
    also: tuple[str, ...] = ()
    example: str = ""
    note: Text | None = None
    longest: int = 200
    width: int = 16


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of file: what it is called, what it brings, its columns."""

    key: str
    name: Text
    lead: Text
    columns: tuple[Column, ...]

    def column(self, key: str) -> Column:
        """A column by its key."""
        return next(one for one in self.columns if one.key == key)

    def headings(self) -> dict[str, str]:
        """The key of each column by every heading it goes by, folded."""
        return {fold_heading(text): one.key for one in self.columns for text in (str(one.heading), one.key, *one.also)}


def fold_heading(text: str) -> str:
    """A heading without diacritics, signs and what stands in brackets: `Ngày sinh (*)` → `ngay sinh`."""
    bare = fold(text).partition("(")[0]
    return " ".join("".join(letter if letter.isalnum() else " " for letter in bare).split())


_DAY_NOTE = say("Ghi ngày/tháng/năm, ví dụ 05/06/2020.")
_YEAR_NOTE = say("Ghi đủ hai năm, ví dụ 2024–2025.")
NAME = Column(
    "name", say("Họ và tên"), required=True, longest=120, width=26, example="Nguyễn Thị Minh Hoạ",
    also=("Họ tên", "Họ và tên cán bộ, giáo viên", "Họ và tên cá nhân"),
)  # fmt: skip
CODE = Column(
    "staff_code", say("Mã định danh"), STAFF_CODE, longest=40, width=18, example="MH0001",
    also=("Mã cán bộ", "Mã giáo viên", "Mã định danh cá nhân", "Mã nhân viên", "Số định danh", "Mã CBGV"),
    note=say("Để cột này ở dạng chữ (Text) để Excel không bỏ số 0 ở đầu."),
)  # fmt: skip
BORN = Column(
    "born_on", say("Ngày sinh"), DAY, example="20/11/1985", note=_DAY_NOTE,
    also=("Ngày tháng năm sinh", "Ngày, tháng, năm sinh"),
)  # fmt: skip
UNIT_CODE = Column(
    "unit", say("Đơn vị (mã)"), UNIT, longest=250, width=18, example="MA-DON-VI",
    also=("Mã đơn vị", "Đơn vị", "Trường", "Mã trường", "Đơn vị công tác"),
    note=say("Ghi mã đơn vị. Bỏ trống thì hiểu là đơn vị chọn khi tải tệp lên."),
)  # fmt: skip
PERSON = (NAME, CODE, BORN, UNIT_CODE)
_YEAR = Column(
    "year", say("Năm học"), YEAR, required=True, width=13, example="2023–2024", also=("Năm",), note=_YEAR_NOTE
)
_NUMBER = Column(
    "decision_number", say("Số quyết định"), longest=60, width=20, example="12/QĐ-MH",
    also=("Số QĐ", "Quyết định số", "Số QĐ công nhận", "Số quyết định công nhận", "Quyết định"),
)  # fmt: skip
_DECIDED = Column(
    "decision_on", say("Ngày quyết định"), DAY, example="15/06/2024", note=_DAY_NOTE,
    also=("Ngày QĐ", "Ngày ký", "Ngày ký quyết định", "Ngày ban hành", "Ngày"),
)  # fmt: skip
_BODY = Column(
    "body", say("Cơ quan ban hành"), width=28, example="Đơn vị minh hoạ",
    also=("Cơ quan", "Cơ quan quyết định", "Cơ quan ra quyết định", "Cấp ban hành", "Cấp quyết định"),
)  # fmt: skip
PAPER = (_NUMBER, _DECIDED, _BODY)

KINDS: Mapping[str, Kind] = {
    one.key: one
    for one in (
        Kind(
            STAFF,
            say("Danh sách cán bộ, giáo viên"),
            say("Thêm người mới, bổ sung mã định danh, ngày sinh và chức vụ. Không trao quyền làm việc trên phần mềm."),
            (
                *PERSON,
                Column(
                    "title", say("Chức vụ"), required=True, longest=120, width=20, example="Giáo viên",
                    also=("Chức danh", "Vị trí việc làm", "Chức vụ, chức danh"),
                ),
                Column(
                    "starts_on", say("Từ ngày"), DAY, example="01/09/2020",
                    also=("Ngày bắt đầu", "Ngày nhận công tác", "Công tác từ ngày"),
                    note=say("Ngày bắt đầu giữ chức vụ tại đơn vị; bắt buộc với chức vụ chưa có trong phần mềm."),
                ),
            ),
        ),
        Kind(
            RATINGS,
            say("Kết quả xếp loại"),
            say("Kết quả xếp loại chất lượng hằng năm của từng người."),
            (
                *PERSON,
                _YEAR,
                Column(
                    "rating", say("Xếp loại"), CODED, required=True, width=30,
                    also=("Kết quả xếp loại", "Mức xếp loại", "Xếp loại chất lượng", "Kết quả đánh giá"),
                ),
                *PAPER,
            ),
        ),
        Kind(
            AWARDS,
            say("Danh hiệu, hình thức khen thưởng đã nhận"),
            say("Danh hiệu thi đua, hình thức khen thưởng mà từng người đã được tặng."),
            (
                *PERSON,
                _YEAR,
                Column(
                    "award", say("Danh hiệu, hình thức"), CODED, required=True, width=34,
                    also=("Danh hiệu", "Hình thức", "Hình thức khen thưởng", "Danh hiệu thi đua",
                          "Danh hiệu, hình thức khen thưởng", "Khen thưởng"),
                ),
                Column(
                    "basis", say("Loại hình"), BASIS, width=16, example="Công trạng",
                    also=("Loại hình khen thưởng",), note=say("Bỏ trống thì hiểu là khen thưởng theo công trạng."),
                ),
                *PAPER,
            ),
        ),
        Kind(
            REGISTERED,
            say("Đăng ký thi đua"),
            say("Danh hiệu, hình thức mà từng người đã đăng ký trong năm học; mỗi danh hiệu một dòng."),
            (
                *PERSON,
                _YEAR,
                Column(
                    "award", say("Danh hiệu, hình thức đăng ký"), CODED, required=True, width=34,
                    also=("Danh hiệu", "Danh hiệu đăng ký", "Đăng ký", "Đăng ký danh hiệu", "Danh hiệu thi đua",
                          "Danh hiệu thi đua đăng ký", "Danh hiệu, hình thức", "Hình thức đăng ký"),
                    note=say("Ghi tên, chữ viết tắt hoặc mã. Một người đăng ký nhiều danh hiệu thì ghi nhiều dòng."),
                ),
            ),
        ),
        Kind(
            WORKS,
            say("Sáng kiến, đề tài"),
            say("Sáng kiến, đề tài khoa học đã được công nhận, cùng các tác giả."),
            (
                Column(
                    "work", say("Tên sáng kiến, đề tài"), required=True, longest=300, width=44,
                    example="Sáng kiến minh hoạ", also=("Tên", "Tên sáng kiến", "Tên đề tài", "Sáng kiến"),
                ),
                Column("kind", say("Loại"), WORK_KIND, width=12, example="Sáng kiến", also=("Loại sáng kiến, đề tài",)),
                Column("scope", say("Phạm vi"), SCOPE, width=12, example="Cơ sở",
                       also=("Phạm vi ảnh hưởng", "Cấp công nhận")),
                _YEAR,
                Column(
                    "authors", say("Tác giả"), AUTHORS, required=True, longest=2000, width=40,
                    example="Nguyễn Thị Minh Hoạ (MH0001); Trần Văn Minh Hoạ (MH0002)",
                    also=("Các tác giả", "Tác giả, đồng tác giả", "Họ và tên tác giả"),
                    note=say("Nhiều tác giả cách nhau bằng dấu chấm phẩy; mã định danh ghi trong ngoặc sau tên."),
                ),
                UNIT_CODE,
                *PAPER,
            ),
        ),
        Kind(
            DISCIPLINES,
            say("Kỷ luật"),
            say("Hình thức kỷ luật của từng người; chỉ người được xem nội dung này mới nhập được."),
            (
                *PERSON,
                Column(
                    "form", say("Hình thức kỷ luật"), CODED, required=True, width=24, also=("Kỷ luật", "Hình thức"),
                ),
                Column(
                    "decided_on", say("Ngày quyết định"), DAY, required=True, example="15/06/2024", note=_DAY_NOTE,
                    also=("Ngày QĐ", "Ngày ký", "Ngày kỷ luật", "Ngày"),
                ),
                Column(
                    "ended_on", say("Ngày hết hiệu lực"), DAY, example="15/06/2025", note=_DAY_NOTE,
                    also=("Hết hiệu lực", "Ngày kết thúc", "Ngày chấm dứt hiệu lực"),
                ),
                _NUMBER,
                _BODY,
            ),
        ),
    )
}  # fmt: skip
#: Which columns together say which record of a person a row is about.
RECORD_KEYS: Mapping[str, tuple[str, ...]] = {
    STAFF: ("unit",),
    RATINGS: ("year",),
    AWARDS: ("award", "year", "basis"),
    REGISTERED: ("award", "year"),
    WORKS: ("work", "year"),
    DISCIPLINES: ("form", "decided_on"),
}
