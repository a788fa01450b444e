"""The kinds of rows that a record has, their names and addresses. Pure. vi: các mục của hồ sơ."""

from __future__ import annotations

from dataclasses import dataclass

from thidua.core.text import Text, say
from thidua.law.facts import DISCIPLINES as LAW_DISCIPLINES
from thidua.law.facts import (
    EXTERNAL,
    HOLDINGS,
    INITIATIVE,
    LONG_SERVICE,
    MEMBER_DISCIPLINES,
    MERIT,
    NATION,
    PROVINCE,
    RESEARCH,
    SUDDEN,
    THEMATIC,
    UNIT,
)
from thidua.law.facts import MATTERS as LAW_MATTERS
from thidua.law.facts import WORKS as LAW_WORKS
from thidua.records.rules import standing
from thidua.records.rules.months import MATERNITY, SICK, STUDY, UNPAID

RATING, AWARD, WORK, DISCIPLINE = "rating", "award", "work", "discipline"
MATTER, LEAVE, MEASURE, STATEMENT, CHECKED = "matter", "leave", "measure", "statement", "checked"
#: A kind of row, and the group of Checked that says that nothing registered is missing. vi: đăng ký thi đua.
REGISTERED = "registered"
SELF, PARTY = "self", "party-organisation"


def group_of(kind: str, of: str = SELF) -> str:
    """The group of a row: how a party organisation was rated is more private than other ratings."""
    return standing.PARTY if kind == RATING and of == PARTY else KINDS[kind].group


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of row: its code, its word in addresses, what it is called, the group that opens it, whose it can be."""

    code: str
    slug: str
    title: Text
    adding: Text
    group: str
    empty: Text
    of_person: bool = True
    of_unit: bool = False

    @property
    def is_sensitive(self) -> bool:
        """Whether looking at it is written down."""
        return self.group in standing.SENSITIVE


KINDS: dict[str, Kind] = {
    kind.code: kind
    for kind in (
        Kind(
            RATING,
            "xep-loai",
            say("Kết quả xếp loại"),
            say("Ghi kết quả xếp loại"),
            standing.RATINGS,
            say("Chưa ghi kết quả xếp loại năm nào."),
            of_unit=True,
        ),
        Kind(
            AWARD,
            "danh-hieu",
            say("Danh hiệu, hình thức khen thưởng"),
            say("Ghi danh hiệu, hình thức khen thưởng"),
            standing.AWARDS,
            say("Chưa ghi danh hiệu, hình thức khen thưởng nào."),
            of_unit=True,
        ),
        Kind(
            REGISTERED,
            "dang-ky",
            say("Đăng ký thi đua"),
            say("Ghi danh hiệu, hình thức đã đăng ký"),
            standing.REGISTERED,
            say("Chưa ghi danh hiệu, hình thức nào đã đăng ký."),
            of_unit=True,
        ),
        Kind(
            WORK,
            "sang-kien",
            say("Sáng kiến, đề tài"),
            say("Ghi sáng kiến, đề tài"),
            standing.WORKS,
            say("Chưa ghi sáng kiến, đề tài nào."),
        ),
        Kind(
            MEASURE,
            "tham-nien",
            say("Thâm niên"),
            say("Ghi thâm niên"),
            standing.MEASURES,
            say("Chưa ghi thâm niên nào."),
        ),
        Kind(
            STATEMENT,
            "xac-nhan",
            say("Nội dung đã xác nhận"),
            say("Ghi xác nhận"),
            standing.STATEMENTS,
            say("Chưa ghi xác nhận nào."),
            of_unit=True,
        ),
        Kind(
            CHECKED,
            "ra-soat",
            say("Đã rà soát"),
            say("Ghi đã rà soát đủ"),
            standing.CHECKED,
            say("Chưa rà soát: mục nào không có dòng thì coi là chưa biết."),
            of_unit=True,
        ),
        Kind(
            DISCIPLINE,
            "ky-luat",
            say("Kỷ luật"),
            say("Ghi kỷ luật"),
            standing.DISCIPLINES,
            say("Chưa ghi kỷ luật nào."),
        ),
        Kind(
            MATTER,
            "vu-viec",
            say("Vụ việc đang chờ kết luận"),
            say("Ghi vụ việc"),
            standing.MATTERS,
            say("Chưa ghi vụ việc nào."),
            of_unit=True,
        ),
        Kind(
            LEAVE, "nghi", say("Thời gian nghỉ"), say("Ghi thời gian nghỉ"), standing.LEAVE, say("Chưa ghi lần nghỉ.")
        ),
    )
}
BY_SLUG: dict[str, Kind] = {kind.slug: kind for kind in KINDS.values()}

LEAVE_WORDS: dict[str, Text] = {
    MATERNITY: say("Nghỉ thai sản (tính là thời gian công tác)"),
    SICK: say("Nghỉ ốm"),
    UNPAID: say("Nghỉ không hưởng lương"),
    STUDY: say("Nghỉ đi học tập trung"),
}
WORK_WORDS: dict[str, Text] = {INITIATIVE: say("Sáng kiến"), RESEARCH: say("Đề tài, đề án khoa học")}
SCOPE_WORDS: dict[str, Text] = {
    UNIT: say("Cơ sở"),
    PROVINCE: say("Bộ, ban, ngành, tỉnh"),
    NATION: say("Toàn quốc"),
}
BASIS_WORDS: dict[str, Text] = {
    MERIT: say("Công trạng, thành tích"),
    SUDDEN: say("Đột xuất"),
    THEMATIC: say("Chuyên đề"),
    LONG_SERVICE: say("Cống hiến"),
    EXTERNAL: say("Đối ngoại"),
}
RATED_WORDS: dict[str, Text] = {SELF: say("Cá nhân, tập thể"), PARTY: say("Tổ chức đảng, đảng viên")}
#: The groups that somebody can say are complete. vi: nhóm đã rà soát đủ.
CHECKED_WORDS: dict[str, Text] = {
    HOLDINGS: say("Danh hiệu, hình thức khen thưởng"),
    LAW_WORKS: say("Sáng kiến, đề tài"),
    LAW_DISCIPLINES: say("Kỷ luật"),
    LAW_MATTERS: say("Vụ việc đang chờ kết luận"),
    MEMBER_DISCIPLINES: say("Kỷ luật của các thành viên"),
    REGISTERED: say("Đăng ký thi đua"),
}
#: Which groups of whom can be complete; a person has no members, a collective has no works of its own.
CHECKED_OF_PERSON = (HOLDINGS, LAW_WORKS, LAW_DISCIPLINES, LAW_MATTERS, REGISTERED)
CHECKED_OF_UNIT = (HOLDINGS, LAW_DISCIPLINES, LAW_MATTERS, MEMBER_DISCIPLINES, REGISTERED)
#: Why a title or form is taken back. source: LAW-2022 Art. 93; domain/law.md X18.
CANCELLING_GROUNDS: dict[str, Text] = {
    "false-declaration": say("Kê khai gian dối thành tích"),
    "false-papers": say("Giả mạo hồ sơ, giấy tờ"),
    "unlawful-approval": say("Thẩm định, quyết định tặng trái pháp luật"),
    "later-conclusion": say("Có kết luận vi phạm trong khoảng thời gian tính thành tích"),
}
#: What a row of each kind holds, in the order of its page; the signed paper comes after.
FIELDS: dict[str, tuple[str, ...]] = {
    RATING: ("year", "of", "rating"),
    AWARD: ("award", "year", "basis", "achievement"),
    REGISTERED: ("award", "year"),
    WORK: ("name", "kind", "scope", "year", "recognised_on"),
    MEASURE: ("of", "years", "measured_on"),
    STATEMENT: ("year", "code", "answer"),
    CHECKED: ("group", "through"),
    DISCIPLINE: ("form", "decided_on", "ended_on"),
    MATTER: ("kind", "since", "authority", "expected_on", "concluded_on", "violation", "document"),
    LEAVE: ("kind", "starts_on", "ends_on"),
}
PAPER_FIELDS = ("decision_number", "decision_on", "body")
#: What stands at most once among the rows of a subject that stand, besides the subject itself.
ONCE: dict[str, tuple[str, ...]] = {
    RATING: ("year", "of"),
    STATEMENT: ("year", "code"),
    CHECKED: ("group",),
    AWARD: ("award", "year", "basis", "decision_number"),
    REGISTERED: ("year", "award"),
}
FIELD_WORDS: dict[str, Text] = {
    "year": say("Năm học"),
    "rating": say("Mức xếp loại"),
    "award": say("Danh hiệu, hình thức"),
    "basis": say("Loại hình khen thưởng"),
    "achievement": say("Thành tích"),
    "name": say("Tên sáng kiến, đề tài"),
    "scope": say("Phạm vi ảnh hưởng"),
    "recognised_on": say("Ngày công nhận"),
    "authors": say("Tác giả"),
    "works": say("Sáng kiến, đề tài làm căn cứ"),
    "years": say("Số năm"),
    "measured_on": say("Tính đến ngày"),
    "code": say("Nội dung xác nhận"),
    "answer": say("Trả lời"),
    "group": say("Mục đã rà soát"),
    "through": say("Đủ đến hết năm học"),
    "form": say("Hình thức kỷ luật"),
    "decided_on": say("Ngày bị kỷ luật"),
    "ended_on": say("Ngày chấp hành xong"),
    "since": say("Từ ngày"),
    "authority": say("Cơ quan xem xét"),
    "expected_on": say("Dự kiến kết luận ngày"),
    "concluded_on": say("Ngày kết luận"),
    "violation": say("Có vi phạm"),
    "document": say("Văn bản kết luận"),
    "starts_on": say("Từ ngày"),
    "ends_on": say("Đến hết ngày"),
    "decision_number": say("Số quyết định"),
    "decision_on": say("Ngày ký quyết định"),
    "body": say("Cơ quan ban hành"),
    "paper_name": say("Tệp đính kèm"),
    "cancelled_on": say("Ngày hủy bỏ"),
    "cancelled_ground": say("Căn cứ hủy bỏ"),
    "cancelled_reason": say("Lý do hủy bỏ"),
}
#: Where one name of a field means several things.
FIELD_WORDS_OF: dict[tuple[str, str], Text] = {
    (RATING, "of"): say("Xếp loại của"),
    (MEASURE, "of"): say("Loại thời gian"),
    (WORK, "kind"): say("Loại"),
    (MATTER, "kind"): say("Nội dung vụ việc"),
    (LEAVE, "kind"): say("Loại nghỉ"),
}


def field_words(kind: str, field: str) -> Text:
    """What a field of a kind is called."""
    return FIELD_WORDS_OF.get((kind, field)) or FIELD_WORDS[field]
