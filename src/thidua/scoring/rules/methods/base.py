"""What every method can do, and the measures that several of them read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from decimal import ROUND_FLOOR, Decimal
from functools import reduce
from typing import Any, ClassVar, Self

from thidua.core.errors import Problem
from thidua.core.names import code_from
from thidua.core.numbers import format_number, round_half_up
from thidua.core.text import Text, say
from thidua.scoring.rules.values import HUNDRED, NOT_SCORED, POINTS, ZERO, Entry, InputField, Outcome

Cohort = tuple[Decimal, ...]
Amounts = tuple[tuple[str, Decimal], ...]


@dataclass(frozen=True, kw_only=True)
class Method:
    """One way of turning what was put in into points. vi: cách chấm.

    A method is data: its parameters are its fields, and `remarks` are words of the source that
    came with it and are printed but never evaluated. source: domain/scoring §2.
    """

    kind: ClassVar[str] = ""
    needs_cluster: ClassVar[bool] = False
    remarks: tuple[str, ...] = ()

    def fields(self) -> tuple[InputField, ...]:
        """The quantities this method asks for."""
        raise NotImplementedError

    def evaluate(self, entry: Entry, maximum: Decimal | None, cohort: Cohort = ()) -> Outcome:
        """Points for an entry, kept within 0 and the maximum and rounded to 2 decimals, with the sentence why.

        source: domain/scoring §5 step 1.
        """
        direct = entry.number(POINTS)
        if direct is not None:
            return _bounded(Outcome(direct, say("Điểm cho trực tiếp: {points}", points=direct)), maximum)
        return _bounded(self.work_out(entry, maximum, cohort), maximum)

    def work_out(self, entry: Entry, maximum: Decimal | None, cohort: Cohort) -> Outcome:
        """The formula itself, before the bounds."""
        raise NotImplementedError

    def measure(self, _entry: Entry) -> Decimal | None:
        """What the units of a cluster are compared by; only for methods that need the cluster."""
        return None

    def check(self, entry: Entry, maximum: Decimal | None, *, direct: bool = True, step: bool = True) -> list[Problem]:
        """Every fault of an entry, each with a cure; `direct` allows points as they are, `step` asks for the step."""
        refused = self.no_entry()
        if refused:
            return refused
        if POINTS in entry.values and self.accepts_points(direct):
            return self.check_points(entry, maximum, step)
        known = {one.name: one for one in self.fields()}
        found = [
            Problem(name, say("“{name}” không phải là số liệu của cách chấm này.", name=name), say("Hãy bỏ ô này."))
            for name in entry.values
            if name not in known
        ]
        for one in known.values():
            found += _check_field(one, entry)
        return found or self.check_values(entry, maximum)

    def no_entry(self) -> list[Problem]:
        """Why nothing can be put in at all; empty for a method that is scored."""
        return []

    def accepts_points(self, direct: bool) -> bool:
        """Whether points may stand in an entry as they are."""
        return direct

    def check_points(self, entry: Entry, maximum: Decimal | None, _step: bool) -> list[Problem]:
        """Faults of points given directly."""
        return check_range(say("Điểm"), entry.values[POINTS], ZERO, maximum)

    def check_values(self, _entry: Entry, _maximum: Decimal | None) -> list[Problem]:
        """Faults that only this kind of method knows; called when every field is there and of its type."""
        return []

    def describe(self) -> Text:
        """The rule in Vietnamese, for the table page and the paper."""
        raise NotImplementedError

    def reach(self, maximum: Decimal | None) -> Decimal | None:
        """The most points the rule itself can give; None when it is bounded by the maximum alone."""
        return maximum

    def grammar(self) -> str:
        """The rule as the `method` column writes it, without remarks."""
        raise NotImplementedError

    def to_grammar(self) -> str:
        """The rule as the `method` column writes it."""
        return "; ".join((self.grammar(), *self.remarks))

    def to_json(self) -> dict[str, Any]:
        """A plain dict that `method_from_json` reads back."""
        return {"kind": self.kind} | {one.name: _encode(getattr(self, one.name)) for one in fields(self)}

    @classmethod
    def load(cls, data: Mapping[str, Any]) -> Self:
        """Read the parameters that `to_json` wrote."""
        return cls(**{one.name: cls.decode(one.name, data[one.name]) for one in fields(cls) if one.name in data})

    @classmethod
    def decode(cls, _name: str, value: Any) -> Any:
        """One parameter from its JSON form; numbers are strings there."""
        return decode_value(value)


def _encode(value: Any) -> Any:
    if isinstance(value, Decimal):
        return {"number": plain(value)}
    if isinstance(value, tuple):
        return [_encode(one) for one in value]
    if is_dataclass(value):
        return [_encode(getattr(value, one.name)) for one in fields(value)]
    return value


def decode_value(value: Any) -> Any:
    """Lists to tuples and `{"number": …}` to an exact number."""
    if isinstance(value, dict):
        return Decimal(value["number"])
    if isinstance(value, list):
        return tuple(decode_value(one) for one in value)
    return value


def _bounded(outcome: Outcome, maximum: Decimal | None) -> Outcome:
    raw = outcome.points
    if not isinstance(raw, Decimal):
        return outcome
    if raw >= ZERO and (maximum is None or raw <= maximum):
        kept = round_half_up(raw)
        return outcome if kept == raw else Outcome(kept, outcome.sentence)
    kept = round_half_up(ZERO if raw < ZERO or maximum is None else maximum)
    words = say("{how}; giữ trong khoảng cho phép: {points} điểm", how=outcome.sentence, points=kept)
    return Outcome(kept, words)


def missing(what: Text) -> Outcome:
    """No points, because a quantity is not there."""
    return Outcome(NOT_SCORED, say("Chưa chấm: thiếu {what}", what=what))


def check_range(label: Text, value: object, low: Decimal, high: Decimal | None) -> list[Problem]:
    """A number must lie between `low` and `high`, both included."""
    if not isinstance(value, Decimal):
        return [Problem(label, say("Ô này phải là một số."), say("Hãy nhập số, ví dụ 4,75."))]
    if value < low or (high is not None and value > high):
        if high is None:
            cure = say("Hãy nhập số không nhỏ hơn {low}.", low=low)
        else:
            cure = say("Hãy nhập số từ {low} đến {high}.", low=low, high=high)
        return [Problem(label, say("{value} nằm ngoài khoảng cho phép.", value=value), cure)]
    return []


def _check_field(one: InputField, entry: Entry) -> list[Problem]:
    value = entry.values.get(one.name)
    if value is None:
        if not one.required:
            return []
        return [Problem(one.label, say("Chưa nhập {label}.", label=one.label), say("Hãy nhập ô này."))]
    if one.type == "yesno":
        if isinstance(value, bool):
            return []
        return [Problem(one.label, say("Ô này chỉ nhận “có” hoặc “không”."), say("Hãy chọn một trong hai."))]
    if one.type == "choice":
        names = [name for name, _ in one.choices]
        if value in names:
            return []
        shown = tuple(words for _, words in one.choices)
        wrong = say("“{value}” không có trong các mức của tiêu chí.", value=str(value))
        return [Problem(one.label, wrong, say("Hãy chọn một trong: {choices}.", choices=shown))]
    faults = check_range(one.label, value, ZERO, None)
    if not faults and one.type == "count" and value != value.to_integral_value(ROUND_FLOOR):  # type: ignore[union-attr]
        wrong = say("{value} không phải là số đếm.", value=value)
        faults = [Problem(one.label, wrong, say("Hãy nhập số nguyên, ví dụ 3."))]
    return faults


# Words for the names that formulas of known tables use; any other name is shown as it stands.
_KNOWN = {
    "done": say("Số đã hoàn thành"),
    "assigned": say("Số được giao"),
    "joined": say("Số đã tham gia"),
    "total": say("Tổng số"),
    "papers": say("Số bài báo"),
    "q1q2": say("Số bài báo Q1, Q2"),
    "n": say("Số người"),
    "late": say("Số lần chậm"),
    "missing": say("Số lần thiếu"),
    "violations": say("Điểm vi phạm"),
    "violation-points": say("Điểm vi phạm"),
}


def name_label(name: str) -> Text:
    """What people read for a name in a formula."""
    return _KNOWN.get(code_from(name)) or Text("{name}", {"name": name})


@dataclass(frozen=True)
class Measure:
    """What a band, a line or a threshold looks at: a percentage, a plain number, or a ratio of two in percent."""

    kind: str = "percent"
    numerator: str = ""
    denominator: str = ""

    def fields(self) -> tuple[InputField, ...]:
        """The quantities to put in."""
        if self.kind == "percent":
            return (InputField("percent", say("Tỷ lệ"), "number", "%"),)
        if self.kind == "number":
            return (InputField("value", say("Giá trị"), "number"),)
        return (
            InputField(code_from(self.numerator), name_label(self.numerator), "number"),
            InputField(code_from(self.denominator), name_label(self.denominator), "number"),
        )

    def parts(self, entry: Entry) -> tuple[Decimal | None, Decimal | None]:
        """Numerator and denominator of a ratio."""
        return entry.number(code_from(self.numerator)), entry.number(code_from(self.denominator))

    def read(self, entry: Entry) -> tuple[Decimal | None, Text]:
        """The number to judge (percent for a ratio) and how it is shown; or None and what is missing."""
        if self.kind == "percent":
            value = entry.number("percent")
            return value, say("tỷ lệ %") if value is None else say("{value} %", value=value)
        if self.kind == "number":
            value = entry.number("value")
            return value, say("giá trị") if value is None else say("{value}", value=value)
        top, bottom = self.parts(entry)
        if top is None:
            return None, name_label(self.numerator)
        if bottom is None:
            return None, name_label(self.denominator)
        if bottom == ZERO:
            return None, say("mẫu số khác 0 ({label})", label=name_label(self.denominator))
        value = top * HUNDRED / bottom
        return value, say("{top}/{bottom} = {value} %", top=top, bottom=bottom, value=round_half_up(value))

    @property
    def unit(self) -> str:
        """` %` or nothing, to write behind an edge."""
        return "" if self.kind == "number" else " %"

    def check(self, entry: Entry, limit: Decimal | None) -> list[Problem]:
        """A percentage has its limit, a ratio needs a denominator."""
        if self.kind == "percent":
            return check_range(say("Tỷ lệ"), entry.values.get("percent"), ZERO, limit)
        if self.kind == "number":
            return []
        top, bottom = self.parts(entry)
        label = name_label(self.denominator)
        if bottom == ZERO:
            return [Problem(label, say("{label} bằng 0.", label=label), say("Hãy nhập số lớn hơn 0."))]
        if limit is not None and top is not None and bottom is not None and top * HUNDRED > bottom * limit:
            wrong = say("{top} lớn hơn {bottom}.", top=top, bottom=bottom)
            cure = say("Phần không thể lớn hơn toàn bộ; hãy xem lại.")
            return [Problem(name_label(self.numerator), wrong, cure)]
        return []


def listed(parts: Iterable[Text]) -> Text:
    """The parts with semicolons between them, because labels have commas of their own."""
    return reduce(lambda one, other: say("{one}; {other}", one=one, other=other), parts)


def plain(value: Decimal) -> str:
    """A number as the grammar writes it, with a point."""
    return format_number(value).replace(",", ".")
