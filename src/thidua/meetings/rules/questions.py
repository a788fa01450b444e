"""A question from its first poll to its answer: who may vote, what the counts say, what is still to be done. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from thidua.ballots.rules import Count, Elected, elected
from thidua.core.findings import Finding, Reason, granted, refused
from thidua.core.text import Text, say
from thidua.core.workflow import Workflow, step
from thidua.law.voting import OPINION, UNKNOWN, VOTE, YES, Entry
from thidua.meetings.rules.decisions import CandidateFacts
from thidua.meetings.rules.opinions import OpinionFacts, in_time, weighed
from thidua.meetings.rules.thresholds import Bases, judged

CHOOSE, YES_NO, HANDS = "choose", "yes-no", "hands"
MANNERS: dict[str, Text] = {
    CHOOSE: say("Bỏ phiếu kín, chọn trong danh sách"),
    YES_NO: say("Bỏ phiếu kín, đồng ý hoặc không đồng ý từng đối tượng"),
    HANDS: say("Biểu quyết giơ tay, đếm số tay"),
}
DRAFT, OPEN, DECIDED, WITHDRAWN = "draft", "open", "decided", "withdrawn"
STATES: dict[str, tuple[Text, str]] = {
    DRAFT: (say("Chưa bỏ phiếu"), "quiet"),
    OPEN: (say("Đang biểu quyết"), "wait"),
    DECIDED: (say("Đã có kết quả"), "good"),
    WITHDRAWN: (say("Đã rút"), "quiet"),
}
FLOW = Workflow(
    {state: words for state, (words, _) in STATES.items()},
    (
        step("poll", DRAFT, OPEN, to=OPEN),
        step("conclude", OPEN, to=DECIDED),
        step("withdraw", DRAFT, to=WITHDRAWN),
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PollFacts:
    """One round of voting. `counts` None: it is still going on. Members and present are keys of participants.

    `present` are those in the room who might vote; `abstaining` those of them kept from this question as candidates.
    `absent_voted` are absent members who handed in a ballot paper where the rule lets them.
    """

    number: int
    seats: int
    candidates: tuple[str, ...]
    members: tuple[str, ...]
    present: tuple[str, ...]
    abstaining: tuple[str, ...] = ()
    counts: tuple[Count, ...] | None = None
    valid: int = 0
    absent_voted: int = 0
    void: bool = False

    @property
    def voting(self) -> tuple[str, ...]:
        """Who of those present votes on this question."""
        return tuple(one for one in self.present if one not in self.abstaining)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionFacts:
    """A question with its rule, its polls and the opinions of absent members. `entry` None: no rule is known."""

    manner: str
    seats: int
    state: str
    entry: Entry | None
    candidates: tuple[CandidateFacts, ...]
    polls: tuple[PollFacts, ...] = ()
    opinions: tuple[OpinionFacts, ...] = ()
    asks_absent: bool = False
    candidates_vote: bool = True

    @property
    def counted(self) -> tuple[PollFacts, ...]:
        """The polls that stand: closed and not void."""
        return tuple(one for one in self.polls if one.counts is not None and not one.void)

    @property
    def running(self) -> PollFacts | None:
        """The poll that is going on."""
        return next((one for one in self.polls if one.counts is None and not one.void), None)

    @property
    def is_limited(self) -> bool:
        """Whether fewer are chosen than stand."""
        return self.seats < len(self.candidates)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What one poll says of one candidate; `finding` None where no fraction is asked for. `asked` are opinions."""

    candidate: CandidateFacts
    count: Count
    asked: tuple[int, int, int]
    finding: Finding | None
    chosen: bool
    tied: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PollOutcome:
    """What one poll says of all its candidates."""

    number: int
    bases: Bases
    verdicts: tuple[Verdict, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Whom a question puts in after all its polls; `tied` go into another one for `seats_left`."""

    chosen: tuple[str, ...]
    tied: tuple[str, ...]
    seats_left: int
    polls: tuple[PollOutcome, ...]


def candidates_vote(entry: Entry | None, by_choice: bool) -> bool:
    """Whether a voter who is a candidate votes: as the rule says, and where it is silent as the session chose.

    source: features A1.7.
    """
    if entry is None or entry.candidates == UNKNOWN:
        return by_choice
    return entry.candidates == VOTE


def opinions_wanted(entry: Entry | None, manner: str, by_choice: bool) -> bool:
    """Whether absent members are asked afterwards: where the rule says so; never on a choice between names."""
    if manner == CHOOSE:
        return False
    return by_choice or (entry is not None and entry.absent == OPINION)


def faults_of(question: QuestionFacts) -> tuple[Reason, ...]:
    """What keeps a question from being voted on, whoever is there."""
    found = []
    if question.entry is None:
        found.append(
            Reason(
                say("Chưa biết quy định biểu quyết cho nội dung này."),
                say("Hãy chọn quy định có nội dung này cho phiên họp, hoặc chọn nội dung khác."),
            )
        )
    if not question.candidates or (question.manner == CHOOSE and len(question.candidates) < 2):
        found.append(Reason(say("Danh sách chưa đủ đối tượng để bỏ phiếu."), say("Hãy thêm đối tượng.")))
    if question.entry and question.entry.secret == YES and question.manner == HANDS:
        wrong = say("Quy định yêu cầu bỏ phiếu kín nên không biểu quyết giơ tay.")
        found.append(Reason(wrong, say("Hãy lập lại nội dung này bằng bỏ phiếu kín."), question.entry.citation))
    if question.entry and question.entry.threshold and question.manner == CHOOSE:
        wrong = say("Quy định tính tỷ lệ đồng ý của từng đối tượng nên không dùng cách chọn trong danh sách.")
        found.append(Reason(wrong, say("Hãy dùng cách đồng ý hoặc không đồng ý."), question.entry.citation))
    if question.asks_absent and question.is_limited:
        wrong = say("Thành viên vắng mặt còn được lấy ý kiến nên không giới hạn số được chọn.")
        found.append(Reason(wrong, say("Hãy để số được chọn bằng số đối tượng.")))
    return tuple(found)


def next_poll(question: QuestionFacts) -> tuple[tuple[str, ...], int]:
    """Who stands in the next poll and for how many seats: everybody at first, then only those who are tied.

    A lot is never drawn. source: R1.11. Empty when there is nothing left to vote on.
    """
    if not question.counted:
        return tuple(one.key for one in question.candidates), min(question.seats, len(question.candidates))
    found = outcome_of(question)
    return found.tied, found.seats_left


def check_hands(poll: PollFacts, counts: Sequence[Count]) -> tuple[Text, ...]:
    """What is impossible about counted hands: more than there are voters, fewer than none."""
    voters = len(poll.voting)
    found = []
    for one in counts:
        total = one.yes + one.no + one.abstained
        if min(one.yes, one.no, one.abstained) < 0:
            found.append(say("“{name}”: số tay không được âm.", name=one.option.label))
        elif total > voters:
            found.append(
                say(
                    "“{name}”: đếm được {total} ý kiến nhưng chỉ có {voters} thành viên biểu quyết.",
                    name=one.option.label, total=total, voters=voters,
                )
            )  # fmt: skip
    return tuple(found)


def outcome_of(question: QuestionFacts) -> Outcome:
    """Whom the polls put in, poll after poll; equal votes at the last seat are never broken."""
    chosen: list[str] = []
    told: list[PollOutcome] = []
    tied, left = tuple(one.key for one in question.candidates), min(question.seats, len(question.candidates))
    for poll in question.counted:
        found = _judge(question, poll)
        told.append(found)
        chosen += [one.candidate.key for one in found.verdicts if one.chosen]
        tied = tuple(one.candidate.key for one in found.verdicts if one.tied)
        left = question.seats - len(chosen)
        if not tied:
            break
    return Outcome(chosen=tuple(chosen), tied=tied if told else (), seats_left=max(left, 0), polls=tuple(told))


def _judge(question: QuestionFacts, poll: PollFacts) -> PollOutcome:
    """One poll: first who reaches what the rule asks, then the most votes among those."""
    counts = poll.counts or ()
    opinions = in_time(question.opinions) if question.asks_absent else ()
    bases = Bases(
        members=len(poll.members),
        present=len(poll.voting),
        consulted=len(opinions) + poll.absent_voted,
        valid=poll.valid,
    )
    findings = {one.option.key: _finding(question, one, bases, opinions) for one in counts}
    passing = [one for one in counts if _passes(question, one, findings[one.option.key])]
    found = _elect(passing, poll.seats, question)
    by_key = {one.key: one for one in question.candidates}
    verdicts = tuple(
        Verdict(
            candidate=by_key[one.option.key],
            count=one,
            asked=weighed(opinions, one.option.key),
            finding=findings[one.option.key],
            chosen=one.option.key in found.chosen,
            tied=one.option.key in found.tied,
        )
        for one in counts
    )
    return PollOutcome(number=poll.number, bases=bases, verdicts=verdicts)


def _elect(passing: Sequence[Count], seats: int, question: QuestionFacts) -> Elected:
    if not question.is_limited and len(passing) <= seats:
        return Elected(tuple(one.option.key for one in passing), (), seats - len(passing))
    return elected(passing, seats)


def _finding(question: QuestionFacts, count: Count, bases: Bases, opinions: Sequence[OpinionFacts]) -> Finding | None:
    """Whether one candidate reaches the rule's fraction; opinions only where the rule's base holds them."""
    entry = question.entry
    if entry is None or entry.threshold is None:
        return None
    yes = count.yes
    if entry.threshold.base in ("present-and-consulted", "all-members"):
        yes += weighed(opinions, count.option.key)[0]
    return judged(yes, entry.threshold, bases, entry.citation)


def _passes(question: QuestionFacts, count: Count, finding: Finding | None) -> bool:
    if finding is not None:
        return bool(finding)
    # Where no fraction is named, a yes-no still needs more yes than no.
    return count.yes > 0 if question.manner == CHOOSE else count.yes > count.no


def kept_from_voting(
    question: QuestionFacts,
    present: Iterable[tuple[str, int | None, int | None]],
    units: Collection[int],
    people: Collection[int],
) -> tuple[str, ...]:
    """Keys of those present who are candidates themselves, where these do not vote; (key, unit, person) each."""
    if candidates_vote(question.entry, question.candidates_vote):
        return ()
    return tuple(key for key, unit, person in present if unit in units or person in people)


def may_conclude(question: QuestionFacts, asked: bool, opinions_closed: bool) -> Finding:
    """A question is concluded once: after its polls, and after the opinions of the absent where they are wanted."""
    if not question.counted:
        return refused(say("Chưa có vòng biểu quyết nào có kết quả."), say("Hãy bắt đầu bỏ phiếu."))
    if question.running:
        return refused(
            say("Vòng {n} chưa kết thúc.", n=question.running.number),
            say("Hãy kiểm phiếu xong rồi kết luận."),
        )
    if question.asks_absent and absent_of(question):
        if not asked:
            return refused(
                say("Chưa lấy ý kiến {n} thành viên vắng mặt.", n=len(absent_of(question))),
                say("Hãy lấy ý kiến rồi kết luận."),
                question.entry.citation if question.entry else None,
            )
        if not opinions_closed:
            return refused(
                say("Đang chờ ý kiến của thành viên vắng mặt."),
                say("Kết luận khi mọi người đã trả lời hoặc đã hết hạn."),
            )
    return granted()


def absent_of(question: QuestionFacts) -> tuple[str, ...]:
    """Members who were in no poll of the question: neither there nor voting by paper."""
    if not question.counted:
        return ()
    last = question.counted[-1]
    there = {key for poll in question.counted for key in poll.present}
    return tuple(key for key in last.members if key not in there)


def sentence_of(question: QuestionFacts, found: Outcome) -> str:
    """What was decided with all sums, in the words of the minutes: one sentence a round, then who was chosen."""
    told: list[Text | str] = []
    for poll in found.polls:
        told += _sums(question, poll)
    names = {one.key: one.label for one in question.candidates}
    if found.chosen:
        told.append(say("Được chọn: {names}.", names=[names[key] for key in found.chosen]))
    else:
        told.append(say("Không có đối tượng nào được chọn."))
    if found.tied:
        told.append(
            say(
                "Chưa chọn được giữa {names} do bằng phiếu, còn {n} suất.",
                names=[names[key] for key in found.tied],
                n=found.seats_left,
            )
        )
    return " ".join(str(one) for one in told)


def _sums(question: QuestionFacts, poll: PollOutcome) -> list[Text | str]:
    told: list[Text | str] = [say("Vòng {n}:", n=poll.number)] if len(question.counted) > 1 else []
    sums = [str(_sum(question, one, poll)).removesuffix(".") for one in poll.verdicts]
    if sums:
        told.append("; ".join(sums) + ".")
    tied = [one.candidate.label for one in poll.verdicts if one.tied]
    if tied:
        told.append(say("Bằng phiếu: {names}; bỏ phiếu lại giữa các đối tượng này.", names=tied))
    return told


def _sum(question: QuestionFacts, one: Verdict, poll: PollOutcome) -> Text:
    name = one.candidate.label
    if one.finding is not None:
        return say("{name}: {sums}", name=name, sums=one.finding.reasons[0].sentence)
    if question.manner == CHOOSE:
        return say("{name}: {yes}/{valid} phiếu.", name=name, yes=one.count.yes, valid=poll.bases.valid)
    return say(
        "{name}: {yes} đồng ý, {no} không đồng ý, {abstained} không có ý kiến.",
        name=name, yes=one.count.yes, no=one.count.no, abstained=one.count.abstained,
    )  # fmt: skip


def result_json(question: QuestionFacts, found: Outcome) -> dict[str, Any]:
    """What is stored of the answer: who, the sums and the sentence, written once."""
    return {
        "chosen": list(found.chosen),
        "tied": list(found.tied),
        "seats_left": found.seats_left,
        "sentence": sentence_of(question, found),
        "polls": [_poll_json(one) for one in found.polls],
    }


def _poll_json(poll: PollOutcome) -> dict[str, Any]:
    bases = {name: getattr(poll.bases, name) for name in ("members", "present", "consulted", "valid")}
    return {
        "number": poll.number,
        "bases": bases,
        "candidates": [
            {
                "key": one.candidate.key,
                "label": one.candidate.label,
                "yes": one.count.yes,
                "no": one.count.no,
                "abstained": one.count.abstained,
                "asked": list(one.asked),
                "sums": dict(one.finding.facts) if one.finding else None,
                "chosen": one.chosen,
                "tied": one.tied,
            }
            for one in poll.verdicts
        ],
    }
