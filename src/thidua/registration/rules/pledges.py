"""What a pledge says, letter by letter, and whether a unit's signature under it holds. Pure. vi: giao ước thi đua."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from thidua.core.days import SchoolYear, is_past
from thidua.core.errors import Problem
from thidua.core.findings import Finding, all_of, granted, refused
from thidua.core.names import tidy
from thidua.core.text import Text, say
from thidua.core.workflow import Workflow, step
from thidua.registration.rules.registrations import AT_LEAST, AT_MOST, EXACTLY, NO_DIRECTION, TargetFacts

#: What signatures under a pledge are filed as, and in what capacity the heads sign.
KIND, CAPACITY = "pledge", "head"
DRAFT, COMMENTS, SIGNING, CLOSED = "draft", "comments", "signing", "closed"
SIGNED, VOID, MISSING, LEFT = "signed", "void", "missing", "left"
TAKEN, DECLINED = "taken", "declined"

PLEDGE = Workflow(
    states={
        DRAFT: say("Dự thảo"),
        COMMENTS: say("Đang lấy ý kiến"),
        SIGNING: say("Đang ký kết"),
        CLOSED: say("Đã kết thúc ký kết"),
    },
    steps=(
        step("save", DRAFT, COMMENTS, to=DRAFT),
        step("ask-comments", DRAFT, COMMENTS, to=COMMENTS),
        step("comment", COMMENTS, to=COMMENTS),
        step("open-signing", DRAFT, COMMENTS, to=SIGNING),
        step("sign", SIGNING, to=SIGNING),
        step("close", SIGNING, to=CLOSED),
        step("resume", CLOSED, to=SIGNING),
        step("reopen", SIGNING, CLOSED, to=DRAFT),
    ),
)
TONES = {DRAFT: "quiet", COMMENTS: "wait", SIGNING: "wait", CLOSED: "good"}

#: Where one unit's signature stands, in words and tone.
SIGNING_WORDS: dict[str, tuple[Text, str]] = {
    SIGNED: (say("Đã ký"), "good"),
    VOID: (say("Không còn hiệu lực: nội dung đã thay đổi"), "bad"),
    MISSING: (say("Chưa ký"), "warn"),
    LEFT: (say("Đã rời cụm"), "quiet"),
}
OUTCOMES: dict[str, tuple[Text, str]] = {
    TAKEN: (say("Tiếp thu"), "good"),
    DECLINED: (say("Không tiếp thu"), "quiet"),
}
#: A target with its figure, as it is read aloud.
_FIGURES: dict[str, Text] = {
    NO_DIRECTION: say("{text}: {figure}"),
    AT_LEAST: say("{text}: từ {figure} trở lên"),
    AT_MOST: say("{text}: không quá {figure}"),
    EXACTLY: say("{text}: đạt {figure}"),
}
MOST_CONTENTS, MOST_TARGETS = 40, 60


@dataclass(frozen=True, slots=True)
class PledgeWords:
    """What the leader writes: bases, contents, targets, promise, place and day. vi: nội dung dự thảo giao ước."""

    preamble: str = ""
    contents: tuple[str, ...] = ()
    targets: tuple[TargetFacts, ...] = ()
    promise: str = ""
    place: str = ""
    signed_on: date | None = None


@dataclass(frozen=True, slots=True)
class PledgeFacts:
    """A pledge with the names that stand in it: everything its text is made of."""

    cluster_name: str
    year: SchoolYear
    words: PledgeWords
    parties: tuple[str, ...] = ()


def tidy_lines(text: str) -> str:
    """A text of several lines as it is stored: every line tidy, none empty."""
    return "\n".join(line for line in map(tidy, text.splitlines()) if line)


def tidied(words: PledgeWords) -> PledgeWords:
    """The words as they are stored; what was left empty is gone."""
    targets = tuple(
        TargetFacts(tidy(one.text), one.amount, tidy(one.measure), one.direction)
        for one in words.targets
        if tidy(one.text) or one.amount is not None or tidy(one.measure)
    )
    return PledgeWords(
        tidy_lines(words.preamble),
        tuple(line for line in map(tidy, words.contents) if line),
        targets,
        tidy_lines(words.promise),
        tidy(words.place),
        words.signed_on,
    )


def describe_target(target: TargetFacts) -> Text:
    """A target in one sentence: “Tỷ lệ lên lớp: từ 98,5 % trở lên”."""
    if target.amount is None:
        return say("{text}", text=f"{target.text} ({target.measure})" if target.measure else target.text)
    figure = (
        say("{number} {measure}", number=target.amount, measure=target.measure) if target.measure else target.amount
    )
    return Text(_FIGURES[target.direction].pattern, {"text": target.text, "figure": figure})


def pledge_text(facts: PledgeFacts) -> str:
    """The pledge as one text: what the heads read, and what their signatures hold for, letter by letter.

    What people wrote is set in, headings are not; so two pledges that differ anywhere have different texts.
    source: domain/scoring/forms.md, form 8.
    """
    words = facts.words
    day = f"ngày {words.signed_on:%d/%m/%Y}" if words.signed_on else "ngày … tháng … năm …"
    return "\n".join(
        [
            "BẢNG KÝ KẾT GIAO ƯỚC THI ĐUA",
            *_set_in(facts.cluster_name),
            f"Năm học {facts.year}",
            "CĂN CỨ",
            *_set_in(words.preamble),
            f"Hôm nay, {day}" + (f", tại {words.place}" if words.place else ""),
            "CÁC ĐƠN VỊ",
            *_numbered(facts.parties),
            "cùng đăng ký, cam kết thực hiện các nội dung và chỉ tiêu thi đua sau:",
            "I. NỘI DUNG THI ĐUA",
            *_numbered(words.contents),
            "II. CHỈ TIÊU THI ĐUA",
            *_numbered([str(describe_target(one)) for one in words.targets]),
            "CAM KẾT",
            *_set_in(words.promise),
        ]
    )


def _set_in(text: str, first: str = "  ", next_lines: str = "     ") -> list[str]:
    return [(first if not at else next_lines) + line for at, line in enumerate(tidy_lines(text).split("\n")) if line]


def _numbered(texts: Sequence[str]) -> list[str]:
    return [line for at, text in enumerate(texts, start=1) for line in _set_in(text, f"  {at}. ")]


def check_words(words: PledgeWords) -> list[Problem]:
    """What cannot be stored as it was typed."""
    found = []
    if len(words.contents) > MOST_CONTENTS:
        found.append(Problem("contents", say("Có quá {n} nội dung.", n=MOST_CONTENTS), say("Hãy gộp bớt.")))
    if len(words.targets) > MOST_TARGETS:
        found.append(Problem("", say("Có quá {n} chỉ tiêu.", n=MOST_TARGETS), say("Hãy gộp bớt.")))
    for at, target in enumerate(words.targets, start=1):
        place = say("Chỉ tiêu {n}", n=at)
        if not target.text:
            found.append(Problem(place, say("Chưa nêu tên chỉ tiêu."), say("Hãy ghi tên, hoặc xóa số và đơn vị tính.")))
        if target.amount is None and target.direction != NO_DIRECTION:
            found.append(Problem(place, say("Đã chọn mức so sánh nhưng chưa ghi số."), say("Hãy ghi số.")))
    return found


def readiness(words: PledgeWords, unanswered: int, comments_until: date | None, now: datetime) -> Finding:
    """What must be there before the heads can be asked to sign."""
    findings = [granted()]
    if not words.contents:
        findings.append(refused(say("Chưa có nội dung thi đua nào."), say("Hãy ghi ít nhất một nội dung.")))
    if not words.targets:
        findings.append(refused(say("Chưa có chỉ tiêu thi đua nào."), say("Hãy ghi ít nhất một chỉ tiêu.")))
    if not words.promise:
        findings.append(refused(say("Chưa có lời cam kết."), say("Hãy ghi lời cam kết.")))
    if not words.place:
        findings.append(refused(say("Chưa ghi nơi ký kết."), say("Hãy ghi nơi ký kết.")))
    if unanswered:
        findings.append(
            refused(say("Còn {n} ý kiến góp ý chưa trả lời.", n=unanswered), say("Hãy trả lời từng ý kiến."))
        )
    if comments_until is not None and not is_past(comments_until, now):
        findings.append(
            refused(
                say("Còn trong thời hạn góp ý, đến hết ngày {day}.", day=comments_until),
                say("Hãy chờ hết hạn, hoặc đặt lại hạn góp ý."),
            )
        )
    return all_of(findings)


def may_comment(state: str, until: date | None, now: datetime) -> Finding:
    """Comments come in while the draft goes round, until the end of its last day."""
    found = PLEDGE.may("comment", state)
    if not found or until is None or not is_past(until, now):
        return found
    return refused(
        say("Đã hết hạn góp ý (ngày {day}).", day=until),
        say("Hãy nêu ý kiến tại hội nghị, hoặc đề nghị cụm trưởng gia hạn góp ý."),
    )


def signing_state(held: Iterable[bool], *, in_force: bool, member: bool) -> str:
    """Where one unit's signature stands; `held` says of each of its signatures whether it is for today's text.

    A draft has no signatures in force: what was signed before it was reopened is void as soon as a letter changes.
    """
    found = list(held)
    if in_force and any(found):
        return SIGNED
    if not member:
        return LEFT
    return VOID if found and not any(found) else MISSING


def first_bases(cluster_name: str, year: SchoolYear) -> str:
    """The two bases that every pledge begins with, until somebody writes others. source: forms.md, form 8."""
    return f"Căn cứ Quy chế hoạt động của {cluster_name};\nCăn cứ Kế hoạch hoạt động của {cluster_name} năm học {year}."


def first_promise(cluster_name: str) -> str:
    """The promise of the form, until somebody writes another. source: forms.md, form 8."""
    return (
        f"Chúng tôi, các đơn vị {cluster_name}, cùng ký cam kết phấn đấu thực hiện tốt các nội dung, "
        "chỉ tiêu thi đua đã đăng ký như trên."
    )
