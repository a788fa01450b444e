"""Judge one case: which law, which standard, what it finds, and the sentence a head can read out. Pure.

The trace is the explanation: the sentence is made from the same steps that gave the answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from thidua.core.findings import Answer, Citation, Finding, Reason
from thidua.core.text import Text, say
from thidua.law.conditions import Case
from thidua.law.conditions.combined import ANY, joined
from thidua.law.facts import DISCIPLINES, Facts, year_of, year_words
from thidua.law.model import COUNT_FROM, DEFER, EXCLUDE, RECEIVED, SENT, TELL, Award, ChangeOver, Decider, Standard
from thidua.law.provenance import Provision, weakest
from thidua.law.rulebook import Rulebook
from thidua.law.steps import MISSING, NO_TEXT, PENDING, Step, cause_of, least

#: After a boundary the missing key day is spoken of for so long.
SPOKEN_OF = timedelta(days=366)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """The days that choose the law: of the decision, and of the dossier's way there (None: as on the day itself).

    `new_is_better`: a person said that the new law is more favourable. vi: ngày xét, ngày trình, ngày nhận hồ sơ.
    """

    day: date
    submitted: date | None = None
    sent: date | None = None
    received: date | None = None
    new_is_better: bool | None = None

    def key(self, name: str) -> date | None:
        """One of the days by its name in the data."""
        return {RECEIVED: self.received, SENT: self.sent}.get(name, self.submitted)


@dataclass(frozen=True, slots=True)
class LawDay:
    """The day whose law judges the case, with the reasons. vi: quy định áp dụng."""

    day: date
    reasons: tuple[Reason, ...] = ()
    doubts: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What came of a case, whole: the finding, the trace, the law that judged it, what else must be known.

    `cause` says why an answer is undetermined; `doubts` are sentences for the decider; `decider` who decides.
    """

    award: str
    facts: Facts
    dates: Dates
    law_day: LawDay
    finding: Finding
    step: Step
    cause: str = ""
    standard: Standard | None = None
    decider: Decider | None = None
    doubts: tuple[Text, ...] = ()
    confidence: str = "seen"

    @property
    def answer(self) -> Answer:
        """Granted, refused, or not yet."""
        return self.finding.answer

    @property
    def sentence(self) -> Text:
        """The one sentence to read out."""
        return self.finding.reasons[0].sentence


def law_day(book: Rulebook, dates: Dates, award: str = "") -> LawDay:
    """Which day's law judges: the day of the decision, unless a change-over keeps an older law. source: law.md A.2.

    Without an award only change-overs that touch every award are looked at.
    """
    day, reasons, doubts = dates.day, [], []
    for change in sorted(book.parts.change_overs, key=lambda one: one.boundary, reverse=True):
        if change.boundary > day or (change.awards and award not in change.awards):
            continue
        key = dates.key(change.key)
        if key is None:
            if dates.day - change.boundary < SPOKEN_OF:
                doubts.append(_spoken(change))
        elif key < change.boundary and change.favours and dates.new_is_better:
            reasons.append(
                Reason(say("Áp dụng quy định mới vì được xác định là có lợi hơn."), None, change.provision.citation)
            )
        elif key < change.boundary:
            day = change.boundary - timedelta(days=1)
            sentence = say("Xét theo quy định có hiệu lực đến hết ngày {day}: {name}.", day=day, name=change.name)
            reasons.append(Reason(sentence, None, change.provision.citation))
    return LawDay(day, tuple(reasons), tuple(doubts))


def _spoken(change: ChangeOver) -> Text:
    told = {"day": change.boundary}
    if change.key == RECEIVED:
        return say(
            "Chưa có ngày cơ quan thẩm định nhận hồ sơ; nếu nhận trước ngày {day} thì xét theo quy định cũ.", **told
        )
    if change.key == SENT:
        return say("Chưa có ngày gửi hồ sơ về Bộ; nếu đã gửi trước ngày {day} thì xét theo quy định cũ.", **told)
    return say("Chưa có ngày trình hồ sơ; nếu đã trình trước ngày {day} thì xét theo quy định cũ.", **told)


def judge(book: Rulebook, award: str, facts: Facts, dates: Dates) -> Judgement:
    """Judge one award for one subject. Raises KeyError for an award that is not in the catalogue."""
    found = book.awards[award]
    chosen = law_day(book, dates, award)
    standard = found.standard_on(facts.subject, chosen.day)
    case = _case(book, award, facts, dates, chosen)
    step = _whole(book, found, standard, case)
    if not step.steps and step.cause == NO_TEXT:
        standard = None
    cause = step.cause if step.answer is Answer.UNDETERMINED else ""
    decider = found.decider_on(dates.day)
    confidence = weakest([provision.confidence for _, provision in deciding(step) if provision is not None])
    reasons = _reasons(found, facts, step, cause)
    return Judgement(
        award=award,
        facts=facts,
        dates=dates,
        law_day=chosen,
        finding=Finding(
            step.answer, reasons, {str(used.name): used.value for one in step.walk() for used in one.facts}
        ),
        step=step,
        cause=cause,
        standard=standard,
        decider=decider,
        doubts=(*chosen.doubts, *_doubts(standard, step), *_told(book, found, case)),
        confidence=confidence,
    )


def _case(book: Rulebook, award: str, facts: Facts, dates: Dates, chosen: LawDay) -> Case:
    """The case, with the year from which achievements count where the law of the day says so (X5)."""
    counting = [one for one in book.parts.generals if one.effect == COUNT_FROM]
    speaks = any(one.touches(book.awards[award], facts.subject, chosen.day) for one in counting)
    counts_from, known = None, True
    if speaks:
        served = [
            one.ended_on for one in facts.disciplines or () if one.ended_on is not None and one.ended_on <= dates.day
        ]
        counts_from = year_of(max(served)) if served else None
        known = facts.knows(DISCIPLINES)
    return Case(facts, book, award, chosen.day, dates.day, counts_from, known)


def _whole(book: Rulebook, award: Award, standard: Standard | None, case: Case) -> Step:
    """The standard, what lower levels add, and the general requirements, together."""
    year, subject = case.facts.year, case.facts.subject
    if standard is None:
        return _no_standard(award, case)
    steps = [_under(book, standard.provision, case.ask(standard.requires, year))]
    for addition in book.additions_on(award.code, subject, case.law_day):
        if addition.requires is not None:
            steps.append(_under(book, addition.provision, case.ask(addition.requires, year)))
    for general in book.parts.generals:
        if general.requires is not None and general.touches(award, subject, case.law_day):
            found = case.ask(general.requires, year)
            # Nobody's yes rests on not being among the few whom a rule shuts out.
            if general.effect == EXCLUDE and found.answer is Answer.GRANTED:
                continue
            # What only defers never refuses: a no becomes a not-yet.
            if general.effect == DEFER and found.answer is Answer.REFUSED:
                found = replace(found, answer=Answer.UNDETERMINED, cause=PENDING)
            steps.append(_under(book, general.provision, found))
    answer = least(step.answer for step in steps)
    cause = cause_of(steps) if answer is Answer.UNDETERMINED else ""
    # While a matter waits, what else is not known is of no interest yet.
    waiting = [step for step in steps if cause == PENDING and step.cause == PENDING]
    told = [step.sentence for step in waiting or steps if step.answer is answer]
    cure = next((step.cure for step in steps if step.answer is answer and step.cure), None)
    mendable = all(step.mendable for step in steps if step.answer is Answer.REFUSED)
    return Step(
        answer,
        joined(told, say("{first}; {second}")),
        "whole",
        year,
        cause,
        cure,
        mendable,
        steps=tuple(steps),
        joined="all",
    )


def _under(book: Rulebook, provision: Provision, step: Step) -> Step:
    """The step under its provision, each provision as sure as confirmations make it."""
    own = step.provision or provision
    return replace(step, provision=book.seen(own), steps=tuple(_seen(book, one) for one in step.steps))


def _seen(book: Rulebook, step: Step) -> Step:
    if not book.confirmed or (step.provision is None and not step.steps):
        return step
    provision = book.seen(step.provision) if step.provision else None
    return replace(step, provision=provision, steps=tuple(_seen(book, one) for one in step.steps))


def _no_standard(award: Award, case: Case) -> Step:
    told = {"award": award.name, "day": case.law_day}
    if award.since is not None and case.law_day < award.since or award.until is not None and case.law_day > award.until:
        sentence = say("ngày {day} không có {award} trong quy định", **told)
        return Step(Answer.REFUSED, sentence, "whole", case.facts.year, mendable=False)
    if case.facts.subject not in award.subjects:
        if case.facts.subject == "person":
            sentence = say("{award} không dành cho cá nhân", **told)
        else:
            sentence = say("{award} không dành cho tập thể", **told)
        return Step(Answer.REFUSED, sentence, "whole", case.facts.year, mendable=False)
    sentence = say("phần mềm chưa có tiêu chuẩn {award} áp dụng ngày {day}", **told)
    cure = say("Hãy đối chiếu với văn bản gốc và bổ sung quy định.")
    return Step(Answer.UNDETERMINED, sentence, "whole", case.facts.year, NO_TEXT, cure)


def _reasons(award: Award, facts: Facts, step: Step, cause: str) -> tuple[Reason, ...]:
    """The sentence to read out, then each requirement that carries it or stands in the way."""
    citations = _citations(step)
    who = facts.name or (say("Cá nhân được xét") if facts.subject == "person" else say("Tập thể được xét"))
    told: dict[str, object] = {
        "who": who, "award": award.name, "year": year_words(facts.year),
        "why": step.sentence, "law": _law_words(citations),
    }  # fmt: skip
    if step.answer is Answer.GRANTED:
        whole = say("{who} đủ tiêu chuẩn {award} năm học {year}: {why}. Căn cứ: {law}.", **told)
    elif step.answer is Answer.REFUSED:
        whole = say("{who} không đủ tiêu chuẩn {award} năm học {year}: {why}. Căn cứ: {law}.", **told)
    elif cause == PENDING:
        whole = say("{who} chưa được xét {award} năm học {year}: {why}. Căn cứ: {law}.", **told)
    else:
        whole = say(
            "Chưa kết luận được {who} có đủ tiêu chuẩn {award} năm học {year} hay không: {why}. Căn cứ: {law}.",
            **told,
        )
    first = citations[0] if citations else None
    details = [
        Reason(one.sentence, one.cure, one.provision.citation if one.provision else None)
        for one in step.steps
        if one.answer is step.answer
    ]
    return (Reason(whole, step.cure, first), *details)


def deciding(step: Step, above: Provision | None = None) -> Iterator[tuple[Step, Provision | None]]:
    """The single conditions that carry the answer, each with the nearest provision; what did not decide is left out."""
    own = step.provision or above
    carrying = [one for one in step.steps if one.answer is step.answer]
    if step.joined == ANY and step.answer is Answer.GRANTED:
        carrying = carrying[:1]
    if not carrying:
        yield step, own
    for one in carrying:
        yield from deciding(one, own)


def _citations(step: Step) -> list[Citation]:
    """Where what decides stands, each once. A yes is cited by the standard; what it leans on stands in the trace."""
    if step.answer is Answer.GRANTED:
        found = [one.provision for one in step.steps[:1]]
    else:
        found = [provision for _, provision in deciding(step)]
    return list(dict.fromkeys(one.citation for one in found if one is not None))


def _law_words(citations: list[Citation]) -> Text:
    if not citations:
        return say("chưa có quy định để viện dẫn")
    return joined([Text("{law}", {"law": str(one)}) for one in citations], say("{first}; {second}"))


def _doubts(standard: Standard | None, step: Step) -> tuple[Text, ...]:
    """What the decider must know beside the answer: unconfirmed provisions that decide, shares, notes."""
    doubts: list[Text] = []
    unsure = [provision for _, provision in deciding(step) if provision is not None and not provision.is_sure]
    for provision in dict.fromkeys(unsure):
        doubts.append(say("{law}: {how}.", law=str(provision.citation), how=provision.confidence_words))
    if standard is not None:
        for quota in standard.quotas:
            doubts.append(say("Danh sách còn bị giới hạn tỷ lệ: {whose}.", whose=quota.whose))
        if standard.note:
            doubts.append(say("Lưu ý: {note}", note=standard.note))
    return tuple(doubts)


def _told(book: Rulebook, award: Award, case: Case) -> Iterator[Text]:
    """What holds over many awards and only people can weigh."""
    for general in book.parts.generals:
        if general.effect == TELL and general.touches(award, case.facts.subject, case.law_day):
            law = str(book.seen(general.provision).citation)
            yield say("Lưu ý: {note} ({law}).", note=general.name, law=law)


def answers_missing(step: Step) -> tuple[Step, ...]:
    """The single conditions that could not be answered for want of a fact."""
    return tuple(one for one in step.leaves() if one.answer is Answer.UNDETERMINED and one.cause == MISSING)
