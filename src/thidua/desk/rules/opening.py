"""What the opening of the year asks: to register, to receive, to pledge. Pure. vi: đăng ký, giao ước."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from thidua.core.text import Text, say
from thidua.cycles.rules import NOT_OPEN, PLEDGE, REGISTRATION, stage_state
from thidua.desk.rules.duty import Awaited, Duty
from thidua.desk.rules.year import YearFacts

DRAFT, SENT, ACCEPTED, RETURNED = "draft", "sent", "accepted", "returned"
COMMENTS, SIGNING, CLOSED = "comments", "signing", "closed"


def begun(year: YearFacts, step: str, now: datetime) -> bool:
    """Whether a step of the year has had its first day."""
    stage = year.stages.get(step)
    return stage is not None and stage_state(stage, now) != NOT_OPEN


def registering(year: YearFacts, now: datetime) -> Iterable[Duty]:
    """A member registers, the leader receives."""
    known = year.registrations
    if known is None or not begun(year, REGISTRATION, now):
        return
    stage = year.stages[REGISTRATION]
    for unit in year.mine:
        state = known.states.get(unit, "")
        if state in (SENT, ACCEPTED):
            continue
        yield Duty(
            "registration",
            _to_register(state, year.names.get(unit, "")),
            say("Sửa và gửi lại") if state == RETURNED else say("Đăng ký"),
            year.label,
            stage.deadline(unit),
            say("Cụm trưởng chờ bản đăng ký của bạn."),
            known.addresses.get(unit, known.address),
        )
    if known.to_receive:
        sentence = say("Xem {n} bản đăng ký vừa gửi đến.", n=known.to_receive)
        waiting = say("Đơn vị đăng ký chờ được tiếp nhận.")
        yield Duty("registration", sentence, say("Tiếp nhận"), year.label, stage.deadline(), waiting, known.address)


def _to_register(state: str, unit: str) -> Text:
    if state == RETURNED:
        return say("Bản đăng ký của {unit} được trả lại; hãy sửa rồi gửi lại.", unit=unit)
    if state == DRAFT:
        return say("Hoàn thành và gửi bản đăng ký thi đua của {unit}.", unit=unit)
    return say("Đăng ký danh hiệu và chỉ tiêu thi đua của {unit}.", unit=unit)


def pledging(year: YearFacts, now: datetime) -> Iterable[Duty]:
    """The leader drafts and answers, members comment, heads sign."""
    known = year.pledge
    if known is None or not begun(year, PLEDGE, now):
        return
    stage = year.stages[PLEDGE]
    if known.keeps and known.state in ("", DRAFT):
        sentence = say("Soạn giao ước thi đua và gửi các đơn vị góp ý.")
        yield Duty("pledge", sentence, say("Soạn giao ước"), year.label, stage.deadline(), None, known.address)
    if known.keeps and known.unanswered:
        sentence = say("Trả lời {n} ý kiến góp ý về giao ước.", n=known.unanswered)
        yield Duty("pledge", sentence, say("Trả lời"), year.label, stage.deadline(), None, known.address)
    if known.state == COMMENTS and year.mine and not known.keeps:
        sentence = say("Xem dự thảo giao ước; có thể góp ý.")
        yield Duty("pledge", sentence, say("Xem dự thảo"), year.label, known.comments_until, None, known.address)
    for unit in year.mine:
        if known.state == SIGNING and unit in known.unsigned and unit in known.signs:
            yield Duty(
                "pledge",
                say("Ký giao ước thi đua của {unit}.", unit=year.names.get(unit, "")),
                say("Đọc và ký"),
                year.label,
                stage.deadline(unit),
                say("Đơn vị chưa ký giao ước thì không được xét thi đua."),
                known.address,
            )


def signatures_awaited(year: YearFacts, now: datetime) -> Iterable[Awaited]:
    """Whose registration and whose signature is missing, for those who oversee."""
    if not year.oversees:
        return
    known = year.registrations
    if known is not None and begun(year, REGISTRATION, now):
        missing = [u for u in year.members if known.states.get(u, "") not in (SENT, ACCEPTED) and u not in year.mine]
        if missing:
            names = [year.names.get(unit, "") for unit in missing]
            sentence = say("Chưa đăng ký thi đua: {units}.", units=names)
            yield Awaited("registration", sentence, year.label, year.stages[REGISTRATION].deadline())
    pledge = year.pledge
    if pledge is not None and pledge.state == SIGNING:
        unsigned = [unit for unit in year.members if unit in pledge.unsigned and unit not in year.mine]
        if unsigned:
            names = [year.names.get(unit, "") for unit in unsigned]
            stage = year.stages.get(PLEDGE)
            until = stage.deadline() if stage else None
            yield Awaited("pledge", say("Chưa ký giao ước: {units}.", units=names), year.label, until)
