"""Read a clause from a TOML file or from stored data, strictly: what is not known is a problem, never skipped. Pure."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from thidua.core.errors import BadInput, Problem
from thidua.core.text import Text, say
from thidua.selection.rules.clause import BYS, GATES, LATE, NOT_SAID, TIES, VACATED, Clause, Prize, Provision

MOST_SEATS = 50
MOST_LETTERS = 4000
_CODE = re.compile(r"[a-z][a-z0-9-]{0,29}")
_TOP = ("title", "document", "starts_on", "considered", "held", "late", "prizes")
_PRIZE = ("code", "name", "seats", "by", "tie", "vacated", "place", "words")


def load_clause(text: str) -> Clause:
    """The clause in the text of a TOML file. Raises BadInput naming every fault."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        sentence = say("Tệp không đúng cú pháp TOML: {error}.", error=str(error))
        raise BadInput([Problem(say("Tệp"), sentence, say("Hãy sửa dòng được nêu rồi gửi lại."))]) from error
    return read_clause(data)


def read_clause(data: Mapping[str, Any]) -> Clause:
    """The clause in plain data. Raises BadInput naming every fault at once."""
    reader = _Reader()
    clause = reader.clause(data)
    if reader.problems:
        raise BadInput(reader.problems)
    return clause


class _Reader:
    """Reads on after a fault, so that all faults are told together."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def clause(self, data: Mapping[str, Any]) -> Clause:
        self._only(data, _TOP, "")
        considered, held, late = (self._table(data, name) for name in ("considered", "held", "late"))
        self._only(considered, ("gates", "place", "words"), "considered.")
        self._only(held, ("place", "words"), "held.")
        self._only(late, ("rule", "place", "words"), "late.")
        return Clause(
            title=self._text(data, "title"),
            document=self._text(data, "document"),
            starts_on=self._day(data.get("starts_on")),
            prizes=self._prizes(data.get("prizes")),
            gates=self._gates(considered.get("gates", list(GATES))),
            considered=self._provision(considered, "considered."),
            held=self._provision(held, "held."),
            late=self._one_of(late.get("rule", NOT_SAID), LATE, "late.rule"),
            late_provision=self._provision(late, "late."),
        )

    def _prizes(self, found: Any) -> tuple[Prize, ...]:
        if not isinstance(found, list) or not found or not all(isinstance(one, dict) for one in found):
            self._bad("prizes", say("Điều khoản phải có ít nhất một hình thức khen."), say("Hãy thêm mục [[prizes]]."))
            return ()
        prizes = tuple(self._prize(one, f"prizes[{number}].") for number, one in enumerate(found, 1))
        codes = [prize.code for prize in prizes]
        for code in sorted({code for code in codes if codes.count(code) > 1}):
            self._bad(
                "prizes", say("Mã “{code}” dùng cho hai hình thức khen.", code=code), say("Hãy đặt mã khác nhau.")
            )
        return prizes

    def _prize(self, data: Mapping[str, Any], place: str) -> Prize:
        self._only(data, _PRIZE, place)
        code = str(data.get("code", ""))
        if not _CODE.fullmatch(code):
            cure = say("Hãy dùng chữ thường không dấu, số và gạch nối, ví dụ flag.")
            self._bad(f"{place}code", say("Mã “{code}” không dùng được.", code=code[:40]), cure)
        seats = data.get("seats")
        if not isinstance(seats, int) or isinstance(seats, bool) or not 1 <= seats <= MOST_SEATS:
            cure = say("Hãy nhập một số từ 1 đến {most}.", most=MOST_SEATS)
            self._bad(f"{place}seats", say("Số suất phải là số nguyên."), cure)
            seats = 1
        return Prize(
            code=code,
            name=self._text(data, "name", place),
            seats=seats,
            by=self._one_of(data.get("by"), BYS, f"{place}by"),
            tie=self._one_of(data.get("tie", next(iter(TIES))), TIES, f"{place}tie"),
            vacated=self._one_of(data.get("vacated", NOT_SAID), VACATED, f"{place}vacated"),
            provision=self._provision(data, place, needed=True),
        )

    def _gates(self, found: Any) -> tuple[str, ...]:
        if not isinstance(found, list):
            self._bad("considered.gates", say("Điều kiện phải là một danh sách."), say("Ví dụ: {list}.", list=[*GATES]))
            return ()
        return tuple(self._one_of(one, GATES, "considered.gates") for one in found)

    def _provision(self, data: Mapping[str, Any], place: str, needed: bool = False) -> Provision:
        # What the statute does say must be quoted; what it leaves open has no words.
        where = self._text(data, "place", place) if needed else str(data.get("place", ""))
        words = self._text(data, "words", place) if needed else str(data.get("words", ""))
        return Provision(where[:200], words[:MOST_LETTERS])

    def _text(self, data: Mapping[str, Any], key: str, place: str = "") -> str:
        found = data.get(key)
        if isinstance(found, str) and found.strip() and len(found) <= MOST_LETTERS:
            return found.strip()
        self._bad(f"{place}{key}", say("Thiếu nội dung hoặc nội dung quá dài."), say("Hãy ghi bằng một câu chữ."))
        return ""

    def _day(self, found: Any) -> date:
        if isinstance(found, date):
            return found
        try:
            return date.fromisoformat(str(found))
        except ValueError:
            self._bad("starts_on", say("Không đọc được ngày có hiệu lực."), say("Hãy ghi như 2019-12-27."))
            return date.min

    def _table(self, data: Mapping[str, Any], name: str) -> Mapping[str, Any]:
        found = data.get(name, {})
        if isinstance(found, dict):
            return found
        self._bad(name, say("Mục này phải là một bảng dữ liệu."), say("Hãy viết như [{name}].", name=name))
        return {}

    def _one_of(self, found: Any, known: Collection[str], place: str) -> str:
        if isinstance(found, str) and found in known:
            return found
        cure = say("Hãy dùng một trong: {known}.", known=list(known))
        self._bad(place, say("Không có lựa chọn “{found}”.", found=str(found)[:40]), cure)
        return next(iter(known))

    def _only(self, data: Mapping[str, Any], known: Collection[str], place: str) -> None:
        for key in data:
            if key not in known:
                cure = say("Hãy bỏ đi hoặc sửa lại tên; các mục được dùng: {known}.", known=list(known))
                self._bad(f"{place}{key}"[:80], say("Không có mục tên này trong điều khoản."), cure)

    def _bad(self, place: str, sentence: Text, cure: Text) -> None:
        self.problems.append(Problem(place, sentence, cure))
