"""What a year comes to, as its report and its hand-over tell it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from thidua.core.days import SchoolYear, format_day
from thidua.core.findings import Finding, granted, refused
from thidua.core.text import Text, say
from thidua.organisations.rules import ClusterFacts, Viewer, oversees


@dataclass(frozen=True, slots=True)
class RankedLine:
    """One unit as the ranked table has it; `place` empty for a unit that is not ranked."""

    place: str
    unit: str
    claimed: str
    total: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class VoteLine:
    """One decided question: what it was, the sums in a sentence, and how many rounds it took."""

    title: str
    sentence: str
    rounds: int = 1


@dataclass(frozen=True, slots=True)
class AwardLine:
    """One prize of the selection and who is proposed for it."""

    prize: str
    units: tuple[str, ...]
    empty: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ApartLine:
    """A unit that is not considered, or not yet, and why; with the clause."""

    unit: str
    reason: str
    citation: str = ""


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """The conference: when, where, how many were there."""

    title: str
    held: str
    place: str
    presence: str


@dataclass(frozen=True, kw_only=True)
class YearReportFacts:
    """Everything that the report of the year says by itself. vi: báo cáo tổng kết. source: D1.13."""

    cluster_name: str
    year: SchoolYear
    addressee: str
    leader: str
    deputy: str
    members: tuple[str, ...]
    registered: int
    signed: int | None
    criteria_name: str = ""
    ranked: tuple[RankedLine, ...] = ()
    meetings: tuple[MeetingLine, ...] = ()
    votes: tuple[VoteLine, ...] = ()
    awards: tuple[AwardLine, ...] = ()
    excluded: tuple[ApartLine, ...] = ()
    held: tuple[ApartLine, ...] = ()
    next_leader: str = ""
    next_deputy: str = ""
    next_from: date | None = None
    late: tuple[str, ...] = ()
    works: tuple[str, ...] = ()
    # Somebody was elected, and the term is not written down yet.
    term_missing: bool = False
    concluded: bool = False
    demonstration: bool = False


@dataclass(frozen=True, slots=True)
class BornText:
    """A passage that the data begin and people finish: its key, its heading, its first words."""

    key: str
    heading: Text
    text: str


def report_passages(facts: YearReportFacts) -> tuple[BornText, ...]:
    """The passages of the report in their order; those without data begin empty and are left out while empty."""
    members = len(facts.members)
    opening = (
        f"{facts.cluster_name} năm học {facts.year} có {members:02d} đơn vị thành viên: {', '.join(facts.members)}. "
        f"Cụm trưởng: {facts.leader or 'chưa có'}. Cụm phó: {facts.deputy or 'chưa có'}."
    )
    entering = f"Có {facts.registered}/{members} đơn vị đăng ký thi đua được tiếp nhận"
    entering += "." if facts.signed is None else f"; {facts.signed}/{members} đơn vị ký kết giao ước thi đua."
    discipline = f"Muộn trong năm: {'; '.join(facts.late)}." if facts.late else "Không có đơn vị nào muộn trong năm."
    return (
        BornText("opening", say("Đặc điểm, tổ chức của cụm"), opening),
        BornText("entering", say("Đăng ký và ký kết giao ước"), entering),
        BornText("works", say("Công trình, chuyên đề"), "\n".join(facts.works)),
        BornText("discipline", say("Thời hạn"), discipline),
        BornText("strengths", say("Ưu điểm, mô hình tiêu biểu"), ""),
        BornText("weaknesses", say("Hạn chế, nguyên nhân"), ""),
        BornText("next-year", say("Phương hướng năm học sau"), ""),
        BornText("proposals", say("Đề xuất, kiến nghị"), ""),
    )


def may_report(facts: YearReportFacts) -> Finding:
    """Whether the year has come far enough to be reported: the selection is concluded, and whoever was elected
    has a term. source: D1.13, S1 IV.4, O1.2."""
    if facts.term_missing:
        return refused(
            say("Hội nghị đã bầu cụm trưởng năm học sau nhưng chưa ghi nhận nhiệm kỳ, nên báo cáo chưa đủ."),
            say("Hãy ghi nhận nhiệm kỳ ở trang phiên họp, rồi phát hành."),
        )
    if facts.concluded:
        return granted()
    return refused(
        say("Chưa kết luận xét chọn nên chưa phát hành được báo cáo; văn bản dưới đây là bản xem trước."),
        say("Hãy hoàn tất bước Xét chọn, rồi phát hành."),
    )


@dataclass(frozen=True, slots=True)
class OfficeFacts:
    """Who leads next, from which day; None while nobody is elected."""

    leader: int | None
    starts_on: date | None


def may_read_handover(viewer: Viewer, cluster: ClusterFacts, coming: OfficeFacts) -> Finding:
    """Those who oversee the cluster read the pack; so does the next leader, from the day of the election on."""
    if oversees(viewer, cluster) or (coming.leader is not None and viewer.works_at(coming.leader)):
        return granted()
    return refused(say("Hồ sơ bàn giao dành cho cụm trưởng đương nhiệm, cụm trưởng mới và cơ quan tổ chức cụm."))


def may_read_report(viewer: Viewer, cluster: ClusterFacts) -> Finding:
    """The report is made and looked at by those who oversee the cluster; members read it once it is issued."""
    if oversees(viewer, cluster):
        return granted()
    return refused(say("Báo cáo của cụm do cụm trưởng lập; khi phát hành, các đơn vị xem ở mục Văn bản."))


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One issued paper of the year."""

    kind: str
    number: str
    title: str
    issued_on: date


@dataclass(frozen=True, kw_only=True)
class HandoverFacts:
    """What the next leader takes over. vi: hồ sơ bàn giao. source: features C10."""

    cluster_name: str
    year: SchoolYear
    giving: str
    taking: str
    passes_on: date | None
    members: tuple[str, ...]
    papers: tuple[PaperLine, ...] = ()
    clause: str = ""
    clause_words: tuple[str, ...] = ()
    pledge_words: tuple[str, ...] = ()
    open_tasks: tuple[Text, ...] = ()
    late: tuple[str, ...] = ()
    demonstration: bool = False


def power_sentence(facts: HandoverFacts) -> Text:
    """From which day who leads, in one sentence."""
    if not facts.taking or facts.passes_on is None:
        return say("Chưa có kết quả bầu cụm trưởng cho năm học sau.")
    return say(
        "Từ ngày {day}, {taking} là cụm trưởng; đến hết ngày hôm trước, {giving} vẫn là cụm trưởng.",
        day=facts.passes_on,
        taking=facts.taking,
        giving=facts.giving,
    )


def numbered(lines: Sequence[str]) -> tuple[str, ...]:
    """Lines with their numbers, as minutes list them."""
    return tuple(f"{index}. {line}" for index, line in enumerate(lines, start=1))


def day_or_blank(day: date | None) -> str:
    """A day, or dots to write it on."""
    return format_day(day) if day else "…/…/…"
