"""The minutes of a session: what they are born from, and their way to being signed and issued. Pure. vi: biên bản."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from thidua.ballots.rules import Elected, RoundResult
from thidua.core.days import is_past
from thidua.core.findings import Citation, Finding, all_of, granted, refused
from thidua.core.text import Text, say
from thidua.core.workflow import Workflow, step
from thidua.meetings.rules.decisions import DecisionFacts
from thidua.meetings.rules.opinions import OpinionFacts
from thidua.meetings.rules.sessions import SessionFacts

DRAFT, SHOWN, SIGNING, ISSUED = "draft", "shown", "signing", "issued"
TAKEN, DECLINED = "taken", "declined"
SECRETARY, CHAIR = "secretary", "chair"
#: Who signs, in this order: the secretary on the left, the chair on the right. source: Decree 30/2020, template 1.9.
SIGNERS: dict[str, Text] = {SECRETARY: say("Thư ký"), CHAIR: say("Chủ tọa")}
#: What the words of a draft, its passages and signatures are kept under.
KIND, COUNTING_KIND = "minutes", "counting-minutes"

TEMPLATE = Citation("Nghị định 30/2020/NĐ-CP", "Phụ lục III, Mẫu 1.9")

STATES: dict[str, tuple[Text, str]] = {
    DRAFT: (say("Đang soạn"), "quiet"),
    SHOWN: (say("Đang lấy ý kiến người dự"), "wait"),
    SIGNING: (say("Đang trình ký"), "wait"),
    ISSUED: (say("Đã phát hành"), "good"),
}
OUTCOMES: dict[str, tuple[Text, str]] = {
    "": (say("Chờ trả lời"), "wait"),
    TAKEN: (say("Tiếp thu"), "good"),
    DECLINED: (say("Không tiếp thu"), "quiet"),
}
FLOW = Workflow(
    {state: words for state, (words, _) in STATES.items()},
    (
        step("edit", DRAFT, SHOWN, to=DRAFT),
        step("show", DRAFT, to=SHOWN),
        step("correct", SHOWN, to=SHOWN),
        step("answer", SHOWN, to=SHOWN),
        step("submit", DRAFT, SHOWN, to=SIGNING),
        step("sign", SIGNING, to=SIGNING),
        step("reopen", SHOWN, SIGNING, to=DRAFT),
        step("issue", SIGNING, to=ISSUED),
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidedFacts:
    """One decided question as the minutes tell it; `voided` are rounds that were opened and made void, with why."""

    decision: DecisionFacts
    manner: str
    voided: tuple[tuple[int, str], ...] = ()
    opinions: tuple[OpinionFacts, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemFacts:
    """One point of the agenda with what was said and decided. vi: nội dung chương trình."""

    key: str
    title: str
    speaker: str = ""
    proceedings: str = ""
    decided: tuple[DecidedFacts, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesFacts:
    """Everything that the minutes of a session are born from.

    `conference` tells a conference of units from a session of a council; `quorum` is the sentence with its sum.
    """

    title: str
    body_name: str
    conference: bool
    place: str
    starts_at: datetime
    session: SessionFacts
    items: tuple[ItemFacts, ...] = ()
    quorum: str = ""
    recipients: tuple[str, ...] = ()
    demonstration: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CountingFacts:
    """One closed round as its counting minutes tell it. vi: kiểm phiếu.

    `base` is what percentages are of, `base_words` its name; `needed` the votes that a candidate needs, None where
    most votes decide. `final` is False while opinions of absent members are still to come.
    """

    session_title: str
    question_title: str
    place: str
    head: str
    members: tuple[str, ...]
    result: RoundResult
    outcome: Elected
    base: int
    base_words: str
    needed: int | None = None
    need_words: str = ""
    final: bool = True
    demonstration: bool = False

    @property
    def labels(self) -> dict[str, str]:
        """What each option is called, by key."""
        return {one.option.key: one.option.label for one in self.result.counts}


@dataclass(frozen=True, slots=True, kw_only=True)
class BallotFacts:
    """What a printed ballot says; never who gets it. vi: phiếu bầu."""

    organiser: str
    session_title: str
    question_title: str
    day: date
    round: int
    kind: str
    seats: int
    options: tuple[str, ...]
    demonstration: bool = False


def may_correct(state: str, until: date | None, now: datetime, *, present: bool) -> Finding:
    """Whether somebody may ask for a correction: present at the session, until the end of the last day."""
    if not present:
        return refused(
            say("Chỉ người có mặt tại phiên họp mới đề nghị sửa biên bản."),
            say("Người vắng mặt xem được biên bản và nêu ý kiến với thư ký."),
        )
    allowed = FLOW.may("correct", state)
    if not allowed:
        return allowed
    if until is None or is_past(until, now):
        return refused(
            say("Đã hết hạn đề nghị sửa biên bản."),
            say("Người không có ý kiến trong thời hạn được coi là đồng ý."),
        )
    return granted()


def may_submit(state: str, until: date | None, now: datetime, waiting: int, *, read_out: bool) -> Finding:
    """Whether the text may be frozen for signing: read out in the session, or shown until the last day.

    Whoever said nothing until then has agreed; every request for a correction has its answer.
    """
    found = [FLOW.may("submit", state)]
    if state == DRAFT and not read_out:
        found.append(
            refused(
                say("Biên bản chưa được gửi cho những người dự xem."),
                say("Hãy gửi lấy ý kiến, hoặc xác nhận biên bản đã được đọc và thông qua tại phiên họp."),
            )
        )
    if state == SHOWN and until is not None and not is_past(until, now):
        found.append(
            refused(
                say("Những người dự còn được đề nghị sửa đến hết ngày {day}.", day=until),
                say("Hãy trình ký sau ngày đó; người không có ý kiến được coi là đồng ý."),
            )
        )
    if waiting:
        found.append(
            refused(
                say("Còn {n} đề nghị sửa chưa trả lời.", n=waiting),
                say("Hãy trả lời từng đề nghị rồi trình ký."),
            )
        )
    return all_of(found)


def may_issue(state: str, signed: Iterable[str]) -> Finding:
    """Whether the minutes may be issued: secretary and chair have both signed exactly this text."""
    if state == ISSUED:
        return refused(say("Biên bản đã được phát hành."), say("Muốn thay đổi, phiên họp sau lập biên bản mới."))
    if not FLOW.may("issue", state):
        return refused(
            say("Biên bản chưa được trình ký."),
            say("Hãy trình ký; sau khi thư ký và chủ tọa ký, biên bản mới được phát hành."),
            TEMPLATE,
        )
    there = set(signed)
    return all_of(
        refused(say("Chưa có chữ ký của {who}.", who=words), None, TEMPLATE)
        for capacity, words in SIGNERS.items()
        if capacity not in there
    )
