"""What somebody owes and what they wait for, each in one sentence. Pure. vi: việc của tôi."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from thidua.core.text import say
from thidua.cycles.rules import (
    CIRCULATION,
    CRITERIA,
    NOT_OPEN,
    OVERDUE,
    SELF_SCORING,
    VERIFICATION,
    disagree,
    stage_state,
)
from thidua.desk.rules.calls import called
from thidua.desk.rules.duty import Awaited, Duty
from thidua.desk.rules.opening import pledging, registering, signatures_awaited
from thidua.desk.rules.year import AGREED, OPEN, YearFacts

#: More units than this are counted instead of named.
MANY = 8


def duties(year: YearFacts, now: datetime) -> list[Duty]:
    """What the viewer owes in a year, in the order of the steps; `in_order` puts many years together."""
    return [
        *_of_the_organiser(year, now),
        *registering(year, now),
        *pledging(year, now),
        *_of_a_member(year, now),
        *_of_a_verifier(year),
        *_of_the_leader(year, now),
        *called(year.calls, year.label),
    ]


def in_order(owed: Iterable[Duty]) -> list[Duty]:
    """The nearest last day first; what has none comes last."""
    return sorted(owed, key=lambda duty: (not duty.at_once, duty.deadline is None, duty.deadline or date.max))


def _begun(year: YearFacts, step: str, now: datetime) -> bool:
    stage = year.stages.get(step)
    return stage is not None and stage_state(stage, now) != NOT_OPEN


def _last_day(year: YearFacts, step: str, unit: int | None = None) -> date | None:
    stage = year.stages.get(step)
    return stage.deadline(unit) if stage else None


def _of_the_organiser(year: YearFacts, now: datetime) -> Iterable[Duty]:
    if year.organises or year.leads:
        for stage in year.stages.values():
            if disagree(stage):
                yield Duty(
                    "days",
                    say("Chọn thời hạn: các văn bản nêu ngày khác nhau, tạm tính ngày sớm hơn."),
                    say("Chọn thời hạn"),
                    year.label,
                    stage.deadline(),
                )
    if year.organises and not year.published and _begun(year, CRITERIA, now):
        sentence = say("Lập và ban hành bảng tiêu chí của cụm.")
        if year.has_draft:
            sentence = say("Ban hành bảng tiêu chí đang soạn.")
        yield Duty(
            "criteria",
            sentence,
            say("Mở bảng tiêu chí"),
            year.label,
            _last_day(year, CRITERIA),
            say("Các đơn vị trong cụm chờ bảng tiêu chí để tự chấm điểm."),
        )


def _of_a_member(year: YearFacts, now: datetime) -> Iterable[Duty]:
    if not year.published:
        return
    for unit in year.mine:
        sheet = year.sheets.get(unit)
        name = year.names.get(unit, "")
        if not year.handed_in(unit) and _begun(year, SELF_SCORING, now):
            sentence = say("Chấm tiếp và gửi phiếu tự chấm của {unit}.", unit=name)
            if sheet is None:
                sentence = say("Bắt đầu phiếu tự chấm của {unit}.", unit=name)
            yield Duty(
                "scoring",
                sentence,
                say("Chấm tiếp") if sheet else say("Bắt đầu chấm"),
                year.label,
                _last_day(year, SELF_SCORING, unit),
                say("Các đơn vị thẩm định chờ phiếu của bạn."),
                sheet.address if sheet else "",
            )
        if sheet and sheet.returned:
            yield Duty(
                "scoring",
                say("Sửa {n} dòng được trả lại của {unit} rồi gửi lại.", n=sheet.returned, unit=name),
                say("Sửa và gửi lại"),
                year.label,
                _last_day(year, VERIFICATION, unit),
                say("Đơn vị thẩm định chờ dòng đã sửa."),
                sheet.address,
            )
        asked = year.circulation
        if asked and asked.state == OPEN and unit not in asked.opened_by:
            yield Duty(
                "agreement",
                say("Xem bảng điểm của cụm gửi lấy ý kiến; không nêu ý kiến được coi là đồng ý."),
                say("Xem bảng điểm"),
                year.label,
                asked.objections_until,
                address=asked.address,
            )


def _of_a_verifier(year: YearFacts) -> Iterable[Duty]:
    for one in year.verifiers:
        if one.remaining and one.unit_id in year.working:
            yield Duty(
                "verification",
                say("Thẩm định {n} dòng đang chờ {unit}.", n=one.remaining, unit=one.name),
                say("Thẩm định"),
                year.label,
                _last_day(year, VERIFICATION, one.unit_id),
                say("Các đơn vị trong cụm chờ kết quả thẩm định."),
            )


def _of_the_leader(year: YearFacts, now: datetime) -> Iterable[Duty]:
    asked = year.circulation
    if year.may_circulate and year.published and asked is None and _begun(year, CIRCULATION, now):
        yield Duty(
            "agreement",
            say("Gửi bảng điểm cho các đơn vị trong cụm lấy ý kiến."),
            say("Chuẩn bị gửi"),
            year.label,
            _last_day(year, CIRCULATION),
            say("Các đơn vị trong cụm chờ bảng điểm để nêu ý kiến."),
        )
    if asked and asked.to_sign:
        yield Duty(
            "agreement",
            say("Giải quyết {n} ý kiến đề nghị điều chỉnh đang chờ bạn.", n=asked.to_sign),
            say("Giải quyết ý kiến"),
            year.label,
            _last_day(year, CIRCULATION),
            say("Đơn vị nêu ý kiến chờ kết quả."),
            asked.address,
        )
    if asked and year.may_circulate and asked.state == AGREED:
        yield Duty(
            "agreement",
            say("Kết thúc việc lấy ý kiến: đã hết hạn và không còn ý kiến chưa giải quyết."),
            say("Kết thúc lấy ý kiến"),
            year.label,
            _last_day(year, CIRCULATION),
            address=asked.address,
        )


def awaited(year: YearFacts, now: datetime) -> list[Awaited]:
    """What the viewer waits for from others in a year."""
    return [
        *signatures_awaited(year, now),
        *_sheets_awaited(year, now),
        *_verdicts_awaited(year),
        *_answers_awaited(year),
    ]


def _sheets_awaited(year: YearFacts, now: datetime) -> Iterable[Awaited]:
    missing = [unit for unit in year.not_handed_in if unit not in year.mine]
    concerned = year.oversees or any(one.unit_id in year.working for one in year.verifiers)
    if not (year.published and missing and concerned and _begun(year, SELF_SCORING, now)):
        return
    stage = year.stages[SELF_SCORING]
    late = any(stage_state(stage, now, unit, done=False) == OVERDUE for unit in missing)
    sentence = say("Chưa gửi phiếu: {units}.", units=[year.names.get(unit, "") for unit in missing])
    if len(missing) > MANY:
        sentence = say("Còn {n} đơn vị chưa gửi phiếu.", n=len(missing))
    yield Awaited("board", sentence, year.label, stage.deadline(), late)


def _verdicts_awaited(year: YearFacts) -> Iterable[Awaited]:
    if not (year.oversees or any(year.handed_in(unit) for unit in year.mine)):
        return
    for one in year.verifiers:
        if not one.remaining or one.unit_id in year.working:
            continue
        sentence = say("{unit} còn {n} dòng chưa thẩm định.", unit=one.name, n=one.remaining)
        if not one.name:
            sentence = say("Còn {n} dòng chưa có ai được giao thẩm định.", n=one.remaining)
        yield Awaited("board", sentence, year.label, _last_day(year, VERIFICATION, one.unit_id), one.late)


def _answers_awaited(year: YearFacts) -> Iterable[Awaited]:
    asked = year.circulation
    if asked is None or not year.oversees:
        return
    unread = [unit for unit in year.members if unit not in asked.opened_by and unit not in year.mine]
    if asked.state == OPEN and unread:
        sentence = say("Chưa mở bảng điểm lấy ý kiến: {units}.", units=[year.names.get(unit, "") for unit in unread])
        if len(unread) > MANY:
            sentence = say("Còn {n} đơn vị chưa mở bảng điểm lấy ý kiến.", n=len(unread))
        yield Awaited("agreement", sentence, year.label, asked.objections_until)
    others = asked.open_objections - asked.to_sign
    if others > 0:
        sentence = say("Còn {n} ý kiến đề nghị điều chỉnh chờ người khác giải quyết.", n=others)
        yield Awaited("agreement", sentence, year.label)
