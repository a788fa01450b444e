"""What is wrong with a row before it is written; each fault names its field. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from thidua.core.errors import Problem
from thidua.core.text import say
from thidua.law.facts import year_of, year_words
from thidua.records.rules.kinds import (
    AWARD,
    CHECKED,
    DISCIPLINE,
    LEAVE,
    MATTER,
    MEASURE,
    RATING,
    REGISTERED,
    STATEMENT,
    WORK,
)

OLDEST_YEAR = 1945
HUNDRED = Decimal(100)


def faults(kind: str, values: Mapping[str, Any], today: date) -> list[Problem]:
    """Everything that is wrong with the values of a row, in the order of the page."""
    return list(_FAULTS[kind](values, today))


def paper_faults(number: str, day: date | None, today: date) -> Iterator[Problem]:
    """A decision has a number and a day, or neither is known; it is not of tomorrow. vi: quyết định số … ngày …"""
    if number and day is None:
        yield Problem("decision_on", say("Chưa có ngày của quyết định."), say("Hãy nhập ngày ký quyết định."))
    if day is not None and not number:
        yield Problem("decision_number", say("Chưa có số quyết định."), say("Hãy nhập số quyết định."))
    if day is not None:
        yield from _not_later("decision_on", day, today)


def share_faults(shares: Iterable[Decimal | None]) -> Iterator[Problem]:
    """Shares of authors lie above 0 and make 100 % at most. vi: tỷ lệ đóng góp."""
    known = [share for share in shares if share is not None]
    if any(not 0 < share <= HUNDRED for share in known):
        yield Problem("authors", say("Tỷ lệ đóng góp phải lớn hơn 0 và không quá 100 %."))
    elif sum(known) > HUNDRED:
        yield Problem("authors", say("Tổng tỷ lệ đóng góp là {n} %, vượt quá 100 %.", n=sum(known)))


def conclusion_faults(since: date, concluded_on: date, today: date) -> Iterator[Problem]:
    """A conclusion is not before its matter and not of tomorrow."""
    yield from _in_order("concluded_on", since, concluded_on)
    yield from _not_later("concluded_on", concluded_on, today)


def _year(values: Mapping[str, Any], today: date, field: str = "year") -> Iterator[Problem]:
    year = values[field]
    if year > year_of(today):
        yield Problem(field, say("Năm học {year} chưa bắt đầu.", year=year_words(year)))
    elif year < OLDEST_YEAR:
        yield Problem(field, say("Năm học {year} không hợp lệ.", year=year_words(year)))


def _not_later(field: str, day: date | None, today: date) -> Iterator[Problem]:
    if day is not None and day > today:
        yield Problem(field, say("Ngày {day} chưa tới.", day=day), say("Hãy kiểm tra lại ngày."))


def _in_order(field: str, first: date, last: date | None) -> Iterator[Problem]:
    if last is not None and last < first:
        yield Problem(field, say("Ngày {last} trước ngày {first}.", last=last, first=first), say("Hãy kiểm tra lại."))


def _of_year(values: Mapping[str, Any], today: date) -> Iterator[Problem]:
    yield from _year(values, today)


def _work(values: Mapping[str, Any], today: date) -> Iterator[Problem]:
    if not values["name"].strip():
        yield Problem("name", say("Chưa có tên sáng kiến, đề tài."))
    yield from _year(values, today)
    yield from _not_later("recognised_on", values.get("recognised_on"), today)


def _discipline(values: Mapping[str, Any], today: date) -> Iterator[Problem]:
    yield from _not_later("decided_on", values["decided_on"], today)
    yield from _in_order("ended_on", values["decided_on"], values.get("ended_on"))


def _matter(values: Mapping[str, Any], today: date) -> Iterator[Problem]:
    yield from _not_later("since", values["since"], today)
    yield from _in_order("expected_on", values["since"], values.get("expected_on"))


def _leave(values: Mapping[str, Any], _today: date) -> Iterator[Problem]:
    yield from _in_order("ends_on", values["starts_on"], values.get("ends_on"))


def _measure(values: Mapping[str, Any], today: date) -> Iterator[Problem]:
    if not 0 <= values["years"] <= 80:
        yield Problem("years", say("Số năm phải từ 0 đến 80."))
    yield from _not_later("measured_on", values["measured_on"], today)


def _checked(values: Mapping[str, Any], today: date) -> Iterator[Problem]:
    yield from _year(values, today, "through")


_FAULTS = {
    RATING: _of_year,
    AWARD: _of_year,
    REGISTERED: _of_year,
    STATEMENT: _of_year,
    WORK: _work,
    DISCIPLINE: _discipline,
    MATTER: _matter,
    LEAVE: _leave,
    MEASURE: _measure,
    CHECKED: _checked,
}
