"""Whether the same initiative or achievement would be rewarded twice. Warnings for people to decide, never a no. Pure.

vi: không khen thưởng hai lần cho một thành tích. source: domain/law.md X7–X10.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from thidua.core.days import Period
from thidua.core.findings import Answer, Citation
from thidua.core.names import code_from
from thidua.core.text import Text, say
from thidua.law.conditions import WorkRecognised
from thidua.law.facts import (
    SCOPES,
    SUDDEN,
    THEMATIC,
    Facts,
    Holding,
    Work,
    paper_words,
    year_words,
)
from thidua.law.judge import Dates, Judgement, judge
from thidua.law.model import FORM, TITLE, Principle
from thidua.law.provenance import UNCERTAIN, Provision
from thidua.law.rulebook import Rulebook
from thidua.law.steps import Step

WORK, ACHIEVEMENT, BASIS, STATE_LEVEL = "work", "achievement", "basis", "state-level"
#: The rule says so; or practice is divided and the decider chooses.
CLEAR, DISPUTED = "clear", "disputed"
#: Where a rulebook says nothing of a principle at all.
UNWRITTEN = Provision("", Citation(""), UNCERTAIN)
#: The principles by their codes in the data. vi: sáng kiến dùng một lần, một thành tích một lần khen, …
USED_ONCE, ONE_REWARD, NOT_UPWARD, ONE_A_YEAR = "work-used-once", "one-reward", "not-upward", "one-of-the-state-a-year"


@dataclass(frozen=True, slots=True)
class Proposed:
    """An award that is about to be proposed, and the achievement it is for where that is written."""

    award: str
    achievement: str = ""


@dataclass(frozen=True, slots=True)
class DoubleUse:
    """One warning: about which award, how weighty, the sentence, where the rule stands, the earlier award."""

    award: str
    kind: str
    weight: str
    sentence: Text
    provision: Provision
    earlier: Holding | None = None


def double_uses(
    book: Rulebook,
    facts: Facts,
    proposed: Iterable[Proposed],
    dates: Dates,
    judged: Mapping[str, Judgement] | None = None,
) -> tuple[DoubleUse, ...]:
    """Everything that the decider must know of double use before these awards are proposed.

    `judged`: the judgements of these facts on these days, where somebody has them already.
    """
    asked = list(proposed)
    known = dict(judged or {})
    known |= {one.award: judge(book, one.award, facts, dates) for one in asked if one.award not in known}
    found: list[DoubleUse] = []
    for one in asked:
        found += _works(book, known[one.award])
        found += _achievements(book, facts, one, dates.day)
        found += _bases(book, known[one.award])
    found += _within(book, facts, [known[one.award] for one in asked])
    found += _achievement_within(book, asked, dates.day)
    found += _state_level(book, facts, asked, dates)
    return tuple(dict.fromkeys(found))


def _works(book: Rulebook, judged: Judgement) -> Iterator[DoubleUse]:
    """A work that carried an earlier award and would carry this one. source: X9, X8."""
    facts, proposed = judged.facts, judged.award
    earlier = [one for one in standing(facts, judged.dates.day) if not _same(one, proposed, facts.year)]
    used = {key for one in earlier for key in one.works} & {one.key for one in facts.works or ()}
    if (
        not used
        or not rests_on_works(judged)
        or not leans(book, judged, replace(facts, works=_without(facts.works, used)))
    ):
        return
    names = {work.key: work.name or work.key for work in facts.works or ()}
    for one in earlier:
        for key in one.works:
            if key in names and reaches(book, judged, key):
                yield _used_work(book, proposed, one, names[key], judged.dates.day)


def _used_work(book: Rulebook, proposed: str, earlier: Holding, name: str, day: date) -> DoubleUse:
    told: dict[str, object] = {
        "work": name, "award": book.award_name(proposed), "earlier": book.award_name(earlier.award),
        "year": year_words(earlier.year), "paper": _paper(earlier),
    }  # fmt: skip
    if kind_of(book, proposed) == TITLE and kind_of(book, earlier.award) == TITLE:
        sentence = say(
            "Sáng kiến, đề tài “{work}” đã dùng để tặng {earlier} năm học {year} ({paper}); có nơi không chấp nhận "
            "dùng lại cho {award}, cách hiểu chưa thống nhất.",
            **told,
        )
        return DoubleUse(proposed, WORK, DISPUTED, sentence, provision_on(book, USED_ONCE, day, UNCERTAIN), earlier)
    sentence = say(
        "Sáng kiến, đề tài “{work}” đã dùng để tặng {earlier} năm học {year} ({paper}); "
        "hãy xem có được dùng lại cho {award} không.",
        **told,
    )
    crossing = kind_of(book, proposed) != kind_of(book, earlier.award)
    provision = provision_on(book, USED_ONCE if crossing else ONE_REWARD, day)
    return DoubleUse(proposed, WORK, CLEAR, sentence, provision, earlier)


def reused(
    book: Rulebook, given: Holding, others: Iterable[Holding], works: Mapping[str, str], day: date
) -> tuple[DoubleUse, ...]:
    """What an award that is being written down rests on and another award of the same subject rests on already.

    `works`: the names of the works by their keys. The award was given; this only tells of the earlier decision.
    """
    found: list[DoubleUse] = []
    for one in others:
        if one.cancelled_on and one.cancelled_on <= day:
            continue
        found += [_used_work(book, given.award, one, works[key], day) for key in given.works if key in one.works]
        if same_achievement(given.achievement, one.achievement):
            found.append(_used_achievement(book, given.award, one, day))
    return tuple(dict.fromkeys(found))


def same_achievement(one: str, other: str) -> bool:
    """Whether two achievements are written alike; case, marks and punctuation do not tell them apart."""
    return bool(code_from(one)) and code_from(one) == code_from(other)


def _achievements(book: Rulebook, facts: Facts, proposed: Proposed, day: date) -> Iterator[DoubleUse]:
    """One achievement, one award. source: X8."""
    for one in standing(facts, day):
        if same_achievement(proposed.achievement, one.achievement) and not _same(one, proposed.award, facts.year):
            yield _used_achievement(book, proposed.award, one, day)


def _used_achievement(book: Rulebook, award: str, earlier: Holding, day: date) -> DoubleUse:
    sentence = say(
        "Thành tích “{achievement}” đã được tặng {earlier} năm học {year} ({paper}); "
        "một thành tích không khen thưởng hai lần.",
        achievement=earlier.achievement,
        earlier=book.award_name(earlier.award),
        year=year_words(earlier.year),
        paper=_paper(earlier),
    )
    return DoubleUse(award, ACHIEVEMENT, CLEAR, sentence, provision_on(book, ONE_REWARD, day), earlier)


def _achievement_within(book: Rulebook, asked: Sequence[Proposed], day: date) -> Iterator[DoubleUse]:
    """In one list: an achievement that two awards are proposed for. source: X8."""
    for place, one in enumerate(asked):
        for before in asked[:place]:
            if same_achievement(one.achievement, before.achievement):
                sentence = say(
                    "Thành tích “{achievement}” đang được đề nghị cả {first} và {second}; "
                    "một thành tích không khen thưởng hai lần.",
                    achievement=one.achievement,
                    first=book.award_name(before.award),
                    second=book.award_name(one.award),
                )
                yield DoubleUse(one.award, ACHIEVEMENT, CLEAR, sentence, provision_on(book, ONE_REWARD, day))


def _bases(book: Rulebook, judged: Judgement) -> Iterator[DoubleUse]:
    """What was given for a sudden feat or on a theme does not carry merit of a higher level. source: X7."""
    facts = judged.facts
    narrow = [one for one in standing(facts, judged.dates.day) if one.basis in (SUDDEN, THEMATIC)]
    for one in narrow:
        others = tuple(other for other in facts.holdings or () if other != one)
        if leans(book, judged, replace(facts, holdings=others)):
            told = {
                "earlier": book.award_name(one.award), "year": year_words(one.year), "paper": _paper(one),
                "award": book.award_name(judged.award),
            }  # fmt: skip
            sentence = say(
                "{earlier} năm học {year} ({paper}) là khen thưởng đột xuất hoặc theo chuyên đề, "
                "không làm căn cứ xét {award}.",
                **told,
            )
            provision = provision_on(book, NOT_UPWARD, judged.dates.day)
            yield DoubleUse(judged.award, BASIS, CLEAR, sentence, provision, one)


def _within(book: Rulebook, facts: Facts, asked: Sequence[Judgement]) -> Iterator[DoubleUse]:
    """In one list: a work that would carry both a title and a form. source: X9."""
    resting = [one for one in asked if rests_on_works(one)]
    if len({kind_of(book, one.award) for one in resting}) < 2:
        return
    for work in facts.works or ():
        less = replace(facts, works=_without(facts.works, {work.key}))
        carried = [one.award for one in resting if leans(book, one, less)]
        titles = [code for code in carried if kind_of(book, code) == TITLE]
        forms = [code for code in carried if kind_of(book, code) == FORM]
        if titles and forms:
            sentence = say(
                "Sáng kiến, đề tài “{work}” đang là căn cứ của cả {title} và {form}; chỉ dùng được cho một.",
                work=work.name or work.key,
                title=book.award_name(titles[0]),
                form=book.award_name(forms[0]),
            )
            yield DoubleUse(forms[0], WORK, CLEAR, sentence, provision_on(book, USED_ONCE, asked[0].dates.day))


def _state_level(book: Rulebook, facts: Facts, asked: Sequence[Proposed], dates: Dates) -> Iterator[DoubleUse]:
    """No two forms of the State in one year. source: X10."""
    now = [one.award for one in asked if _of_the_state(book, one.award, dates.day)]
    left_out = principle_on(book, ONE_A_YEAR, dates.day).except_bases
    held = [
        one for one in standing(facts, dates.day)
        if one.year == facts.year and one.basis not in left_out and _of_the_state(book, one.award, dates.day)
    ]  # fmt: skip
    told: dict[str, object] = {"year": year_words(facts.year)}
    provision = provision_on(book, ONE_A_YEAR, dates.day)
    for award in now:
        for one in held:
            if one.award != award:
                told |= {"earlier": book.award_name(one.award), "paper": _paper(one), "award": book.award_name(award)}
                sentence = say(
                    "Năm học {year} đã được tặng {earlier} ({paper}); không trình {award} trong cùng một năm.", **told
                )
                yield DoubleUse(award, STATE_LEVEL, CLEAR, sentence, provision, one)
    if len(now) > 1:
        told["awards"] = [book.award_name(award) for award in now]
        sentence = say("Không trình hai hình thức khen thưởng cấp Nhà nước trong năm học {year}: {awards}.", **told)
        yield DoubleUse(now[-1], STATE_LEVEL, CLEAR, sentence, provision)


def _of_the_state(book: Rulebook, code: str, day: date) -> bool:
    award = book.awards.get(code)
    return award is not None and award.group in principle_on(book, ONE_A_YEAR, day).groups


def rests_on_works(judged: Judgement) -> bool:
    """Whether any condition about works held in a judgement that is not a no."""
    if judged.answer is Answer.REFUSED:
        return False
    return any(one.kind == WorkRecognised.name and one.answer is Answer.GRANTED for one in judged.step.walk())


def leans(book: Rulebook, judged: Judgement, less: Facts) -> bool:
    """Whether a judgement rests on facts that are missing in `less`: the yes is lost, or a condition that held.

    What is refused anyway rests on nothing.
    """
    after = judge(book, judged.award, less, judged.dates)
    if judged.answer is Answer.REFUSED:
        return False
    if judged.answer is Answer.GRANTED:
        return after.answer is not Answer.GRANTED
    return _held(judged.step) - _held(after.step) > 0


def _held(step: Step) -> int:
    return sum(one.answer is Answer.GRANTED for one in step.leaves())


def reaches(book: Rulebook, judged: Judgement, key: str) -> bool:
    """Whether a work is of the kind, scope and years that the award's standard asks for."""
    standard = judged.standard
    work = next((one for one in judged.facts.works or () if one.key == key), None)
    if standard is None or work is None:
        return False
    asked = [one for one in _asked(book, judged) if isinstance(one, WorkRecognised)]
    return any(_counts(one, work, judged.facts.year) for one in asked) or not asked


def _asked(book: Rulebook, judged: Judgement) -> Iterator[object]:
    if judged.standard is not None:
        yield from judged.standard.requires.walk()
    for addition in book.additions_on(judged.award, judged.facts.subject, judged.law_day.day):
        if addition.requires is not None:
            yield from addition.requires.walk()


def _counts(asked: WorkRecognised, work: Work, year: int) -> bool:
    wide = SCOPES.index(work.scope) >= SCOPES.index(asked.scope)
    return work.kind in asked.kinds and wide and year - asked.last < work.year <= year


def standing(facts: Facts, day: date) -> list[Holding]:
    """The awards held that were not cancelled by a day."""
    return [one for one in facts.holdings or () if not (one.cancelled_on and one.cancelled_on <= day)]


def _same(held: Holding, award: str, year: int) -> bool:
    """The award itself, already given for the judged year, is no double use."""
    return held.award == award and held.year == year


def kind_of(book: Rulebook, code: str) -> str:
    """Title or form; a code that is not in the catalogue is taken for a form."""
    award = book.awards.get(code)
    return award.kind if award else FORM


def _without(works: tuple[Work, ...] | None, keys: Iterable[str]) -> tuple[Work, ...] | None:
    gone = set(keys)
    return None if works is None else tuple(one for one in works if one.key not in gone)


def _paper(one: Holding) -> Text | str:
    return paper_words(one.paper) or say("chưa ghi số quyết định")


def principle_on(book: Rulebook, code: str, day: date) -> Principle:
    """A principle as it stood on a day; where it did not hold then, as it stood nearest, and unsure."""
    known = sorted((one for one in book.parts.principles if one.code == code), key=lambda one: one.period.start)
    holding = [one for one in known if day in one.period]
    found = (holding or known or [Principle(code=code, name=code, period=Period(day), provision=UNWRITTEN)])[-1]
    return found if holding else replace(found, provision=replace(found.provision, confidence=UNCERTAIN))


def provision_on(book: Rulebook, code: str, day: date, confidence: str = "") -> Provision:
    """Where a principle stands on a day, as sure as it is there; with `confidence`, no surer than that."""
    found = principle_on(book, code, day).provision
    return replace(found, confidence=confidence) if confidence else found
