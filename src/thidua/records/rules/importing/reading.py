"""Read the cells of a row: typed values, and every cell that cannot be read with what to do."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from thidua.core.days import SchoolYear
from thidua.core.names import fold, tidy
from thidua.core.text import Text, say
from thidua.law.facts import BASES, EXTERNAL, INITIATIVE, LONG_SERVICE, MERIT, NATION, PROVINCE, RESEARCH, SUDDEN
from thidua.law.facts import THEMATIC as THEMATIC_BASIS
from thidua.law.facts import UNIT as UNIT_SCOPE
from thidua.records.rules.importing import kinds
from thidua.records.rules.importing.kinds import Column, Kind
from thidua.records.rules.importing.names import Names
from thidua.records.rules.importing.notes import WRONG, Note

#: The cells of a row by column: where each stands in the sheet (`C`) and its text.
Cells = Mapping[str, Sequence[str]]

BASIS_WORDS = Names(
    {
        MERIT: "Công trạng",
        SUDDEN: "Đột xuất",
        THEMATIC_BASIS: "Chuyên đề",
        LONG_SERVICE: "Cống hiến",
        EXTERNAL: "Đối ngoại",
    },
    [("Thành tích công tác", MERIT), ("Thường xuyên", MERIT), ("Theo chuyên đề", THEMATIC_BASIS),
     ("Quá trình cống hiến", LONG_SERVICE), ("Niên hạn", LONG_SERVICE), ("Theo công trạng", MERIT)],
)  # fmt: skip
WORK_KIND_WORDS = Names(
    {INITIATIVE: "Sáng kiến", RESEARCH: "Đề tài khoa học"},
    [("Đề tài", RESEARCH), ("Đề tài nghiên cứu", RESEARCH), ("Đề tài nghiên cứu khoa học", RESEARCH),
     ("SKKN", INITIATIVE), ("SK", INITIATIVE), ("Sáng kiến kinh nghiệm", INITIATIVE), ("ĐTKH", RESEARCH)],
)  # fmt: skip
SCOPE_WORDS = Names(
    {UNIT_SCOPE: "Cơ sở", PROVINCE: "Cấp tỉnh, bộ", NATION: "Toàn quốc"},
    [("Đơn vị", UNIT_SCOPE), ("Trường", UNIT_SCOPE), ("Cấp cơ sở", UNIT_SCOPE), ("Tỉnh", PROVINCE),
     ("Thành phố", PROVINCE), ("Cấp tỉnh", PROVINCE), ("Cấp thành phố", PROVINCE), ("Bộ", PROVINCE),
     ("Cấp bộ", PROVINCE), ("Bộ, ban, ngành, tỉnh", PROVINCE), ("Cấp quốc gia", NATION), ("Quốc gia", NATION)],
)  # fmt: skip
assert set(BASES) == {MERIT, SUDDEN, THEMATIC_BASIS, LONG_SERVICE, EXTERNAL}  # noqa: S101 - a base without words

_DAY = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4})")
_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_YEAR = re.compile(r"(\d{4})\s*[-–—/]\s*(\d{4})")
_AUTHOR = re.compile(r"^(?P<name>.*?)\s*(?:\((?P<code>[^()]*)\))?$")
#: A file names few units, each a thousand times.
_folded = lru_cache(maxsize=2048)(fold)
FIRST_YEAR, LAST_YEAR = 1945, 2100


@dataclass(frozen=True, slots=True)
class UnitFacts:
    """A unit that the file may speak of: the one it is for, or one below it."""

    pk: int
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Author:
    """One author as written: a name and, in brackets, a staff code."""

    name: str
    staff_code: str = ""


@dataclass(frozen=True, slots=True)
class Read:
    """A row's values by column, blanks left out, and the notes on cells that are wrong."""

    values: Mapping[str, Any] = field(default_factory=dict)
    wrong: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Against:
    """What cells are read against: names of codes, units by folded code and name, the unit of the file, the day."""

    names: Names
    units: Mapping[str, UnitFacts]
    own: UnitFacts
    day: date


class _Unreadable(Exception):
    """A cell that cannot be read: the sentence and the cure."""

    def __init__(self, sentence: Text, cure: Text) -> None:
        super().__init__(str(sentence))
        self.sentence, self.cure = sentence, cure


def read_row(kind: Kind, cells: Cells, against: Against) -> Read:
    """The typed values of a row. Every wrong cell is found, not only the first."""
    values: dict[str, Any] = {}
    wrong: list[Note] = []
    for column in kind.columns:
        text = tidy(cells[column.key][1]) if column.key in cells else ""
        try:
            value = _value(column, text, against)
        except _Unreadable as fault:
            wrong.append(Note(WRONG, column.key, fault.sentence, fault.cure))
            continue
        if value is not None:
            values[column.key] = value
    wrong += _in_order(values, against.day)
    return Read(values, tuple(wrong))


def staff_code(text: str) -> str:
    """A staff code as it is kept: without spaces, in capitals."""
    return tidy(text).replace(" ", "").upper()


def read_day(text: str) -> date | None:
    """A day written as 05/06/2020, 5-6-2020, 05.06.2020 or 2020-06-05; None when it is none."""
    try:
        if found := _DAY.fullmatch(text):
            return date(int(found[3]), int(found[2]), int(found[1]))
        if found := _ISO_DAY.fullmatch(text.partition(" ")[0]):
            return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None
    return None


def read_year(text: str) -> int | None:
    """A school year by its first calendar year; None when it is none."""
    found = _YEAR.fullmatch(text)
    if not found or int(found[2]) != int(found[1]) + 1 or not FIRST_YEAR <= int(found[1]) <= LAST_YEAR:
        return None
    return SchoolYear(int(found[1])).start


def read_authors(text: str) -> tuple[Author, ...]:
    """The authors in a cell, each once, in the order written."""
    found = [_AUTHOR.match(part.strip()) for part in text.split(";") if part.strip()]
    authors = [Author(tidy(one["name"]), staff_code(one["code"] or "")) for one in found if one]
    return tuple(dict.fromkeys(authors))


def _value(column: Column, text: str, against: Against) -> Any:
    if len(text) > column.longest:
        raise _Unreadable(say("Ô này dài hơn {limit} ký tự.", limit=column.longest), say("Hãy rút gọn nội dung ô này."))
    if column.holds == kinds.UNIT:
        return _unit(text, against)
    if not text:
        if column.required:
            raise _Unreadable(
                say("Ô “{heading}” đang trống.", heading=column.heading), say("Hãy nhập nội dung cho ô này.")
            )
        return None
    return _READERS[column.holds](column, text, against)


def _text(_column: Column, text: str, _against: Against) -> str:
    return text


def _code(_column: Column, text: str, _against: Against) -> str:
    return staff_code(text)


def _day(_column: Column, text: str, _against: Against) -> date:
    found = read_day(text)
    if found is None:
        raise _Unreadable(
            say("“{text}” không phải là một ngày.", text=text[:40]), say("Hãy ghi ngày/tháng/năm, ví dụ 05/06/2020.")
        )
    if not 1900 <= found.year <= LAST_YEAR:
        raise _Unreadable(say("Năm của ngày “{text}” không hợp lý.", text=text[:40]), say("Hãy kiểm tra lại năm."))
    return found


def _year(_column: Column, text: str, _against: Against) -> int:
    found = read_year(text)
    if found is None:
        raise _Unreadable(
            say("“{text}” không phải là một năm học.", text=text[:40]),
            say("Hãy ghi đủ hai năm liền nhau, ví dụ 2024–2025."),
        )
    return found


def _unit(text: str, against: Against) -> UnitFacts:
    if not text:
        return against.own
    found = against.units.get(_folded(text)) or against.units.get(_folded(text.split(" – ")[0]))
    if found is None:
        raise _Unreadable(
            say("“{text}” không phải là {unit} hay đơn vị trực thuộc.", text=text[:80], unit=against.own.name),
            say("Hãy ghi mã đơn vị, hoặc nhờ đơn vị cấp trên nhập dòng này."),
        )
    return found


def _coded(column: Column, text: str, against: Against) -> str:
    found = against.names.code_of(text)
    if found is None:
        raise _Unreadable(
            say("“{text}” không có trong danh mục của cột “{heading}”.", text=text[:80], heading=column.heading),
            say("Hãy chọn một tên trong trang “Danh mục” của tệp mẫu."),
        )
    return found


def _chosen(words: Names) -> Callable[[Column, str, Against], str]:
    def read(column: Column, text: str, _against: Against) -> str:
        found = words.code_of(text)
        if found is None:
            raise _Unreadable(
                say(
                    "“{text}” không có trong các lựa chọn của cột “{heading}”.", text=text[:80], heading=column.heading
                ),
                say("Hãy ghi một trong các tên: {names}.", names="; ".join(words.all_words())),
            )
        return found

    return read


def _authors(_column: Column, text: str, _against: Against) -> tuple[Author, ...]:
    found = read_authors(text)
    if not found or any(not one.name and not one.staff_code for one in found):
        raise _Unreadable(
            say("Không đọc được tên tác giả."),
            say("Hãy ghi họ và tên, mã định danh trong ngoặc; nhiều tác giả cách nhau bằng dấu chấm phẩy."),
        )
    return found


_READERS: Mapping[str, Callable[[Column, str, Against], Any]] = {
    kinds.TEXT: _text,
    kinds.STAFF_CODE: _code,
    kinds.DAY: _day,
    kinds.YEAR: _year,
    kinds.CODED: _coded,
    kinds.BASIS: _chosen(BASIS_WORDS),
    kinds.WORK_KIND: _chosen(WORK_KIND_WORDS),
    kinds.SCOPE: _chosen(SCOPE_WORDS),
    kinds.AUTHORS: _authors,
}


def _in_order(values: Mapping[str, Any], day: date) -> list[Note]:
    """Days that cannot be: of birth or of a decision still to come, an end before its beginning."""
    found = [
        Note(WRONG, key, say("Ngày {day} còn chưa tới.", day=f"{values[key]:%d/%m/%Y}"), say("Hãy kiểm tra lại ngày."))
        for key in ("born_on", "decision_on", "decided_on")
        if key in values and values[key] > day
    ]
    if "ended_on" in values and "decided_on" in values and values["ended_on"] < values["decided_on"]:
        found.append(
            Note(
                WRONG,
                "ended_on",
                say("Ngày hết hiệu lực trước ngày quyết định."),
                say("Hãy kiểm tra lại hai ngày này."),
            )
        )
    return found
