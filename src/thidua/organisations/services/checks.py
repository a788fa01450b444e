"""Checks that several use cases share; each raises BadInput naming the field, or does nothing."""

from __future__ import annotations

from datetime import date

from thidua.core.errors import BadInput, Problem
from thidua.core.names import tidy
from thidua.core.text import Text, say
from thidua.organisations.models import Unit
from thidua.organisations.selectors import exists_on


def bad(place: str, sentence: Text, cure: Text | None = None) -> BadInput:
    """One problem as an error."""
    return BadInput([Problem(place, sentence, cure)])


def given(place: str, text: str, cure: Text) -> str:
    """The text, tidy; refused when there is none."""
    found = tidy(text)
    if not found:
        raise bad(place, say("Ô này đang trống."), cure)
    return found


def reason_given(reason: str) -> str:
    """The reason, tidy; refused when there is none."""
    return given("reason", reason, say("Hãy nêu lý do."))


def decision_given(number: str, day: date | None) -> tuple[str, date]:
    """Number and day of the decision; both are needed. vi: quyết định số … ngày …"""
    found = given("decision_number", number, say("Hãy nhập số quyết định, ví dụ 123/QĐ-SGDĐT."))
    if day is None:
        raise bad("decision_on", say("Chưa có ngày của quyết định."), say("Hãy nhập ngày ký quyết định."))
    return found, day


def in_order(starts_on: date, ends_on: date | None) -> None:
    """The end is not before the beginning."""
    if ends_on is not None and ends_on < starts_on:
        raise bad(
            "ends_on",
            say("Ngày kết thúc {end} trước ngày bắt đầu {start}.", end=ends_on, start=starts_on),
            say("Hãy nhập ngày kết thúc từ ngày bắt đầu trở đi."),
        )


def stands(place: str, unit: Unit, day: date) -> None:
    """The unit exists on the day."""
    if not exists_on(unit, day):
        raise bad(
            place,
            say(
                "Ngày {day} không có đơn vị “{unit}”: chưa thành lập hoặc đã sáp nhập, chia tách, giải thể.",
                day=day,
                unit=unit,
            ),
            say("Hãy chọn đơn vị đang hoạt động vào ngày đó."),
        )
