"""Scenarios of selecting, written as an official would tell them: scores, what happened, who gets what."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from thidua.core.findings import Citation, Reason
from thidua.core.text import say
from thidua.selection.rules.clause import LEFT_EMPTY, PASSED_DOWN, Clause
from thidua.selection.rules.clause_reading import load_clause
from thidua.selection.rules.outcome import (
    CLEARED,
    LEADING_UNIT,
    OPEN,
    SEAT,
    WRONGDOING,
    Candidate,
    Declined,
    Held,
    Inputs,
    Ruled,
    Vote,
)  # fmt: skip

CLAUSES = Path(__file__).parents[2] / "src" / "thidua" / "selection" / "data" / "clauses"
CLUSTER_ONE = load_clause((CLAUSES / "cum-1-2019-2020.toml").read_text("utf-8"))
DAY = date(2020, 7, 4)
FLAG, COMMENDATION = "flag", "commendation"
NOT_EXCELLENT = Reason(say("Chi, Đảng bộ không hoàn thành xuất sắc nhiệm vụ."), None, Citation("Quy chế", "Mục IV.3"))


def clause(vacated: str = "", late: str = "") -> Clause:
    """The clause of cluster 1, made to say what it leaves open."""
    prizes = tuple(replace(one, vacated=vacated or one.vacated) for one in CLUSTER_ONE.prizes)
    return replace(CLUSTER_ONE, prizes=prizes, late=late or CLUSTER_ONE.late)


def units(**totals: str) -> tuple[Candidate, ...]:
    """Units with their totals; `x` before the number: not considered."""
    return tuple(
        Candidate(
            unit=unit, total=Decimal(total.lstrip("x")), figure=Decimal(total.lstrip("x")),
            barred=(NOT_EXCELLENT,) if total.startswith("x") else (),
        )
        for unit, total in totals.items()
    )  # fmt: skip


def vote(
    among: str, chosen: str = "", tied: str = "", seats: int = 1, purpose: str = LEADING_UNIT, key: str = ""
) -> Vote:
    """A vote among units, written `S1 S2 S3`; whom it chose, and who had equally many at the last place."""
    return Vote(
        key=key or f"{purpose} {among}", purpose=purpose, seats=seats, candidates=tuple(among.split()),
        chosen=tuple(chosen.split()), tied=tuple(tied.split()), decided_on=DAY, session="Hội nghị tổng kết",
    )  # fmt: skip


def seat_vote(among: str, chosen: str = "", tied: str = "", seats: int = 1) -> Vote:
    """A vote between units with equal totals."""
    return vote(among, chosen, tied, seats, SEAT)


def declined(unit: str, prize: str = FLAG, vacates: bool = False) -> Declined:
    """A unit that does not take a prize."""
    return Declined(unit=unit, prize=prize, on=DAY, reason="Công văn minh hoạ", vacates=vacates)


def held(unit: str, state: str = OPEN, after: bool = False, late: bool = False) -> Held:
    """A unit with signs of wrongdoing."""
    return Held(unit=unit, since=date(2020, 6, 20), reason="Có đơn đang xác minh", state=state, after=after, late=late)


def ruled(key: str, answer: str) -> Ruled:
    """What the organiser decided."""
    return Ruled(key=key, answer=answer, on=DAY, reason="Công văn minh hoạ")


def case(candidates: tuple[Candidate, ...], *more: Vote | Declined | Held | Ruled, by: Clause = CLUSTER_ONE) -> Inputs:
    """One scenario from its parts."""
    return Inputs(
        clause=by,
        candidates=candidates,
        votes=tuple(one for one in more if isinstance(one, Vote)),
        declined=tuple(one for one in more if isinstance(one, Declined)),
        holds=tuple(one for one in more if isinstance(one, Held)),
        rulings=tuple(one for one in more if isinstance(one, Ruled)),
    )


FIVE = units(S1="90", S2="85", S3="80", S4="75", S5="70")
ALL_FIVE = "S1 S2 S3 S4 S5"
DOWN, EMPTY = clause(PASSED_DOWN), clause(LEFT_EMPTY)

#: What happened → who has the flag, who the commendations, what is still needed (its beginning), seats left empty.
SCENARIOS: dict[str, tuple[Inputs, str, str, str, int]] = {
    "chưa bỏ phiếu: cần bỏ phiếu suy tôn": (case(FIVE), "", "", "Cần bỏ phiếu giữa S1, S2, S3, S4, S5", 0),
    "đơn vị điểm cao nhất được suy tôn": (case(FIVE, vote(ALL_FIVE, "S1")), "S1", "S2 S3 S4", "", 0),
    "đơn vị được suy tôn không phải đơn vị điểm cao nhất": (
        case(FIVE, vote(ALL_FIVE, "S3")), "S3", "S1 S2 S4", "", 0),
    "hai đơn vị bằng phiếu, chưa bỏ lại": (
        case(FIVE, vote(ALL_FIVE, "", "S1 S3")), "", "", "Cần bỏ phiếu lại giữa S1, S3 cho 1 suất", 0),
    "hai đơn vị bằng phiếu, bỏ lại": (
        case(FIVE, vote(ALL_FIVE, "", "S1 S3"), vote("S1 S3", "S3")), "S3", "S1 S2 S4", "", 0),
    "ba đơn vị bằng phiếu, rồi hai, rồi ngã ngũ": (
        case(FIVE, vote(ALL_FIVE, "", "S1 S2 S3"), vote("S1 S2 S3", "", "S1 S2"), vote("S1 S2", "S2")),
        "S2", "S1 S3 S4", "", 0),
    "hai đơn vị đầu bằng điểm: phiếu quyết định, đơn vị kia nhận Bằng khen": (
        case(units(S1="87.5", S2="78.3", S3="87.5", S4="63.9", S5="x96.8"), vote("S1 S2 S3 S4", "S3")),
        "S3", "S1 S2 S4", "", 0),
    "hai đơn vị bằng điểm ở suất cuối": (
        case(units(S1="90", S2="85", S3="80", S4="75", S5="75"), vote(ALL_FIVE, "S1")),
        "S1", "S2 S3", "S4, S5 bằng điểm: cần bỏ phiếu lại", 0),
    "hai đơn vị bằng điểm ở suất cuối, đã bỏ phiếu": (
        case(units(S1="90", S2="85", S3="80", S4="75", S5="75"), vote(ALL_FIVE, "S1"), seat_vote("S4 S5", "S5")),
        "S1", "S2 S3 S5", "", 0),
    "ba đơn vị bằng điểm cho hai suất cuối": (
        case(units(S1="90", S2="85", S3="75", S4="75", S5="75"), vote(ALL_FIVE, "S1")),
        "S1", "S2", "S3, S4, S5 bằng điểm: cần bỏ phiếu lại giữa các đơn vị này cho 2 suất", 0),
    "ba đơn vị bằng điểm cho hai suất cuối, phiếu lần đầu chỉ chọn được một": (
        case(units(S1="90", S2="85", S3="75", S4="75", S5="75"), vote(ALL_FIVE, "S1"),
             seat_vote("S3 S4 S5", "S4", "S3 S5", 2), seat_vote("S3 S5", "S5")),
        "S1", "S2 S4 S5", "", 0),
    "bằng điểm nhưng đủ suất cho tất cả": (
        case(units(S1="90", S2="80", S3="80", S4="80", S5="70"), vote(ALL_FIVE, "S1")), "S1", "S2 S3 S4", "", 0),
    "đơn vị điểm cao nhất không được xét": (
        case(units(S1="x95", S2="85", S3="80", S4="75", S5="70"), vote("S2 S3 S4 S5", "S2")), "S2", "S3 S4 S5", "", 0),
    "đơn vị điểm cao nhất chưa xét, chờ kết luận": (
        case(FIVE, held("S1"), vote("S2 S3 S4 S5", "S2")), "S2", "S3 S4 S5", "", 0),
    "đơn vị chờ kết luận được làm rõ trước khi xét": (
        case(FIVE, held("S1", CLEARED), vote(ALL_FIVE, "S1")), "S1", "S2 S3 S4", "", 0),
    "đơn vị chờ kết luận bị kết luận sai phạm": (
        case(FIVE, held("S1", WRONGDOING), vote("S2 S3 S4 S5", "S2")), "S2", "S3 S4 S5", "", 0),
    "ít đơn vị hơn số suất": (
        case(units(S1="90", S2="85", S3="x80"), vote("S1 S2", "S1")), "S1", "S2", "", 2),
    "không đơn vị nào được xét": (case(units(S1="x90", S2="x85")), "", "", "", 4),
    "từ chối Cờ trước khi bỏ phiếu": (
        case(FIVE, declined("S1"), vote("S2 S3 S4 S5", "S2")), "S2", "S1 S3 S4", "", 0),
    "từ chối Cờ sau khi được suy tôn, quy chế không nói": (
        case(FIVE, vote(ALL_FIVE, "S1"), declined("S1")), "", "", "S1 không nhận Cờ thi đua", 0),
    "từ chối Cờ, cơ quan tổ chức quyết định để trống": (
        case(FIVE, vote(ALL_FIVE, "S1"), declined("S1"), ruled("vacated:flag", LEFT_EMPTY)), "", "S1 S2 S3", "", 1),
    "từ chối Cờ, suất chuyển xuống: bỏ phiếu giữa các đơn vị còn lại": (
        case(FIVE, vote(ALL_FIVE, "S1"), declined("S1"), by=DOWN),
        "", "", "Cần bỏ phiếu lại giữa S2, S3, S4, S5 cho 1 suất", 0),
    "từ chối Cờ, suất chuyển xuống, đã bỏ phiếu lại": (
        case(FIVE, vote(ALL_FIVE, "S1"), declined("S1"), vote("S2 S3 S4 S5", "S3"), by=DOWN),
        "S3", "S1 S2 S4", "", 0),
    "từ chối cả Cờ và Bằng khen sau khi được suy tôn, suất Cờ để trống": (
        case(FIVE, vote(ALL_FIVE, "S1"), declined("S1"), declined("S1", COMMENDATION, True), by=EMPTY),
        "", "S2 S3 S4", "", 1),
    "từ chối Bằng khen trước khi xét xong: đơn vị kế tiếp": (
        case(FIVE, vote(ALL_FIVE, "S1"), declined("S2", COMMENDATION)), "S1", "S3 S4 S5", "", 0),
    "trả lại Bằng khen, suất chuyển xuống": (
        case(FIVE, vote(ALL_FIVE, "S1"), declined("S2", COMMENDATION, True), by=DOWN), "S1", "S3 S4 S5", "", 0),
    "trả lại Bằng khen, suất để trống": (
        case(FIVE, vote(ALL_FIVE, "S1"), declined("S2", COMMENDATION, True), by=EMPTY), "S1", "S3 S4", "", 1),
    "đơn vị bằng phiếu rút lui, đơn vị còn lại được chọn": (
        case(FIVE, vote(ALL_FIVE, "", "S1 S3"), declined("S1")), "S3", "S1 S2 S4", "", 0),
    "được làm rõ sau khi xét xong, quy chế không nói": (
        case(FIVE, held("S1", CLEARED, late=True), vote("S2 S3 S4 S5", "S2")),
        "S2", "S3 S4 S5", "Quy chế không nói xét thế nào khi S1", 0),
    "được làm rõ muộn: thêm suất": (
        case(FIVE, held("S1", CLEARED, late=True), vote("S2 S3 S4 S5", "S2"), by=clause(late="extra-seat")),
        "S2", "S3 S4 S5 S1", "", 0),
    "được làm rõ muộn: nhận suất còn trống, kết quả đã bầu giữ nguyên": (
        case(units(S1="90", S2="85", S3="80", S4="63.9", S5="x96"), held("S4", CLEARED, late=True),
             vote("S1 S2 S3", "S1"), by=clause(late="open-seat")),
        "S1", "S2 S3 S4", "", 0),
    "được làm rõ muộn, không còn suất trống": (
        case(FIVE, held("S1", CLEARED, late=True), vote("S2 S3 S4 S5", "S2"), by=clause(late="open-seat")),
        "S2", "S3 S4 S5", "", 0),
    "hai đơn vị bằng điểm được làm rõ muộn, còn một suất: phải bỏ phiếu": (
        case(units(S1="90", S2="85", S3="80", S4="70", S5="70"), held("S4", CLEARED, late=True),
             held("S5", CLEARED, late=True), vote("S1 S2 S3", "S1"), by=clause(late="open-seat")),
        "S1", "S2 S3", "Cần bỏ phiếu", 0),
    "được làm rõ muộn, điểm thấp hơn mọi đơn vị được chọn: không có suất": (
        case(FIVE, held("S5", CLEARED, late=True), vote("S1 S2 S3 S4", "S1"), by=clause(late="extra-seat")),
        "S1", "S2 S3 S4", "", 0),
    "được làm rõ muộn: xét như từ đầu, phải bỏ phiếu lại": (
        case(FIVE, held("S1", CLEARED, late=True), vote("S2 S3 S4 S5", "S2"), by=clause(late="as-if-then")),
        "", "", "Cần bỏ phiếu giữa S1, S2, S3, S4, S5", 0),
    "được làm rõ muộn, theo quyết định: không xét bổ sung": (
        case(FIVE, held("S1", CLEARED, late=True), vote("S2 S3 S4 S5", "S2"), ruled("late:S1", "nothing")),
        "S2", "S3 S4 S5", "", 0),
    "sai phạm lộ ra sau khi xét, đang xác minh: giữ tên, tạm dừng": (
        case(FIVE, vote(ALL_FIVE, "S1"), held("S1", after=True)), "S1", "S2 S3 S4", "", 0),
    "sai phạm lộ ra sau khi xét, đã kết luận, suất chuyển xuống": (
        case(FIVE, vote(ALL_FIVE, "S1"), held("S2", WRONGDOING, after=True), by=DOWN), "S1", "S3 S4 S5", "", 0),
}  # fmt: skip
