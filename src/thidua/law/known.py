"""The law of one day as if it held for ever, without what nobody here has read: what a look ahead can rest on. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from thidua.core.days import Period
from thidua.core.text import Text, say
from thidua.law.conditions import All, Any, Condition, EachYear, SomeYears, TextUnavailable
from thidua.law.model import Award, General, Standard
from thidua.law.rulebook import Rulebook

FOR_EVER = Period(date.min)


@dataclass(frozen=True, slots=True)
class Known:
    """The rulebook of a day for ever, and what must be said beside it, by award. vi: quy định đã biết tại một ngày."""

    book: Rulebook
    day: date
    doubts: Mapping[str, tuple[Text, ...]] = field(default_factory=dict)


def known_on(book: Rulebook, day: date, subject: str, days: Mapping[str, date] | None = None) -> Known:
    """What holds for a kind of subject on a day, held for ever; where it was not read, the last text that is known.

    `days`: the day of some awards, where a change-over keeps an older law for them.
    """
    awards, doubts = {}, {}
    for code, award in book.awards.items():
        on = (days or {}).get(code, day)
        found, said = _standard(book, award, subject, on)
        begun = (award.since is None or award.since <= on) and (award.until is None or on <= award.until)
        kept = replace(award, standards=(found,) if found else ())
        awards[code] = replace(kept, since=None, until=None) if begun else kept
        doubts[code] = (*dict.fromkeys(said), *_ahead(award, subject, on))
    parts = replace(
        book.parts,
        awards=awards,
        generals=tuple(one for general in book.parts.generals if day in general.period for one in _general(general)),
        additions=tuple(
            replace(one, period=FOR_EVER, requires=read_part(one.requires) if one.requires else None)
            for one in book.parts.additions
            if day in one.period
        ),
        change_overs=(),
    )
    return Known(Rulebook(parts, book.plain, book.confirmed), day, doubts)


def read_part(condition: Condition) -> Condition | None:
    """The condition without what was not read; None where nothing remains."""
    if isinstance(condition, TextUnavailable):
        return None
    if isinstance(condition, All | Any):
        parts = tuple(one for one in map(read_part, condition.of) if one is not None)
        return replace(condition, of=parts) if parts else None
    if isinstance(condition, EachYear | SomeYears):
        inside = read_part(condition.that)
        return replace(condition, that=inside) if inside is not None else None
    return condition


def unread(condition: Condition) -> TextUnavailable | None:
    """The first part of a condition whose text was not read."""
    return next((one for one in condition.walk() if isinstance(one, TextUnavailable)), None)


def _standard(book: Rulebook, award: Award, subject: str, day: date) -> tuple[Standard | None, list[Text]]:
    standard, said = award.standard_on(subject, day), []
    while standard is not None:
        missing = unread(standard.requires)
        read = read_part(standard.requires)
        if missing is not None:
            told = {"law": book.instrument_name(missing.instrument), "about": missing.about, "award": award.name}
            said.append(say("Chưa có nội dung {law} về {about}; lộ trình {award} chưa tính phần này.", **told))
        if read is not None:
            return replace(standard, period=FOR_EVER, requires=read), said
        earlier = award.standard_on(subject, standard.period.start - timedelta(days=1))
        if earlier is not None:
            before: dict[str, object] = {"award": award.name, "day": standard.period.start}
            before["law"] = str(earlier.provision.citation)
            said.append(say("Lộ trình {award} tính theo {law}, là quy định trước ngày {day}.", **before))
        standard = earlier
    return None, [say("Chưa có nội dung tiêu chuẩn {award} nên chưa tính được lộ trình.", award=award.name)]


def _general(general: General) -> list[General]:
    if general.requires is None:
        return [replace(general, period=FOR_EVER)]
    read = read_part(general.requires)
    return [replace(general, period=FOR_EVER, requires=read)] if read is not None else []


def _ahead(award: Award, subject: str, day: date) -> list[Text]:
    """What is already known to change later."""
    starts = sorted({one.period.start for one in award.standards if one.subject == subject and one.period.start > day})
    return [say("Từ ngày {day} tiêu chuẩn {award} thay đổi.", day=one, award=award.name) for one in starts[:1]]
