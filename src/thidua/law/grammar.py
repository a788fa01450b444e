"""The schema of the files: which keys stand where, read into the parts of a rulebook. Unknown words are problems."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from thidua.core.days import Period
from thidua.core.findings import Citation
from thidua.core.text import say
from thidua.law.conditions import COMBINED, SINGLE, All, Condition, EachYear, SoManyOf, SomeYears
from thidua.law.conditions import Any as AnyOf
from thidua.law.facts import BASES, COLLECTIVE, PERSON
from thidua.law.model import (
    COUNT_FROM,
    DEFER,
    EXCLUDE,
    FORM,
    LEVELS,
    RECEIVED,
    REFUSE,
    SENT,
    SUBMITTED,
    TELL,
    TITLE,
    Award,
    BaseSalary,
    ChangeOver,
    Decider,
    DisciplineForm,
    General,
    Instrument,
    LocalAddition,
    Mark,
    MeasureKind,
    Multiple,
    Principle,
    Question,
    Quota,
    Scale,
    Standard,
)
from thidua.law.provenance import STATED, Provision
from thidua.law.reading import Place, Plain
from thidua.law.shapes import (
    BROKEN,
    Code,
    Day,
    Field,
    Many,
    Nullable,
    Number,
    Record,
    Shape,
    Share,
    Truth,
    Whole,
    Words,
    broken,
)

SUBJECTS = (PERSON, COLLECTIVE)
#: What a higher level may leave to a lower one. vi: phần để ngỏ.
OPENINGS = ("detail", "criteria", "quota", "procedure", "dossier", "registration")
CONFIDENCE = Code(lambda: STATED)


@dataclass(frozen=True, slots=True)
class Names:
    """The instruments a provision may cite, by code: what people read.

    `kept`: every condition so far. Equal ones become one, so that a case asks it once however often it stands.
    """

    instruments: Mapping[str, str]
    kept: dict[Condition, Condition] = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class ProvisionShape:
    """`{instrument, place, confidence}`: where something stands and how sure we are."""

    names: Names

    def read(self, value: Plain, place: Place) -> Any:
        return Record(self._fields(), self._make).read(value, place)

    def schema(self) -> dict[str, Any]:
        return Record(self._fields()).schema()

    def _fields(self) -> dict[str, Field]:
        return {
            "instrument": Field(Code(lambda: self.names.instruments), "mã văn bản"),
            "place": Field(Words(200), "điều, khoản, điểm", ""),
            "confidence": Field(CONFIDENCE, "mức đối chiếu"),
        }

    def _make(self, instrument: str, place: str, confidence: str) -> Provision:
        return Provision(instrument, Citation(self.names.instruments[instrument], place), confidence)


@dataclass(frozen=True, slots=True)
class ConditionShape:
    """One condition: its word with its parameters, and beside it, where it differs, its own source."""

    names: Names

    def schema(self) -> dict[str, Any]:
        return {"$ref": "#/$defs/condition"}

    def read(self, value: Plain, place: Place) -> Any:
        if not isinstance(value, dict):
            return broken(place, say("Ở đây cần một điều kiện."), say("Các điều kiện: {words}.", words=_words()))
        names = [key for key in value if key not in ("source",)]
        if len(names) != 1 or names[0] not in {**SINGLE, **COMBINED}:
            cure = say("Các điều kiện dùng được: {words}.", words=_words())
            return broken(place, say("Mỗi mục cần đúng một điều kiện có trong từ vựng."), cure)
        provision = None
        if "source" in value:
            provision = ProvisionShape(self.names).read(value["source"], place / "source")
        word, given = names[0], value[names[0]]
        found = self._single(word, given, place / word) if word in SINGLE else self._combined(word, given, place / word)
        if BROKEN in (found, provision):
            return BROKEN
        condition = found(provision=provision)
        return self.names.kept.setdefault(condition, condition)

    def _single(self, word: str, given: Plain, place: Place) -> Any:
        kind = SINGLE[word]
        found = Record(kind.fields).read({} if given is None else given, place)
        if found is BROKEN:
            return BROKEN
        values = {("from_" if key == "from" else key): value for key, value in found.items()}
        return lambda provision: kind(provision=provision, **values)

    def _combined(self, word: str, given: Plain, place: Place) -> Any:
        if word in ("all", "any"):
            parts = Many(self, 1).read(given, place)
            kind: Callable[..., Condition] = All if word == "all" else AnyOf
            return BROKEN if parts is BROKEN else lambda provision: kind(of=parts, provision=provision)
        if word == "n-of":
            fields = {"at-least": Field(Whole(1, 50)), "of": Field(Many(self, 1))}
            return _made(SoManyOf, Record(fields).read(given, place))
        through = Field(Code(lambda: ("this", "previous")), "năm cuối của chuỗi", "this")
        kind = EachYear if word == "each-year" else SomeYears
        return _made(kind, Record({**kind.fields, "that": Field(self), "through": through}).read(given, place))


def _made(kind: Callable[..., Condition], found: Any) -> Any:
    return BROKEN if found is BROKEN else lambda provision: kind(provision=provision, **found)


def _words() -> str:
    return ", ".join([*COMBINED, *SINGLE])


def period_fields() -> dict[str, Field]:
    """From a day to another; the end is written even when there is none, so that nobody forgets it."""
    return {"from": Field(Day(), "có hiệu lực từ ngày"), "to": Field(Nullable(Day()), "đến hết ngày, null: chưa hết")}


def dated(shape: Record) -> Shape:
    """The record with its days joined into a period, checked for order."""
    return _Dated(shape)


@dataclass(frozen=True, slots=True)
class _Dated:
    inner: Record

    def schema(self) -> dict[str, Any]:
        return Record({**period_fields(), **self.inner.fields}).schema()

    def read(self, value: Plain, place: Place) -> Any:
        found = Record({**period_fields(), **self.inner.fields}).read(value, place)
        if found is BROKEN:
            return BROKEN
        start: date = found.pop("from")
        end: date | None = found.pop("to")
        if end is not None and end < start:
            return broken(place / "to", say("Ngày hết hiệu lực trước ngày có hiệu lực."))
        return self.inner.make(period=Period(start, end), **found)


def instrument_shape() -> Record:
    """One instrument."""
    return Record(
        {
            "code": Field(Code()),
            "name": Field(Words(200), "tên gọi ngắn, dùng khi viện dẫn"),
            "number": Field(Words(80), "số, ký hiệu"),
            "level": Field(Code(lambda: LEVELS), "cấp"),
            "issuer": Field(Words(150), "cơ quan ban hành"),
            "signed": Field(Nullable(Day()), "ngày ký"),
            "from": Field(Day(), "có hiệu lực từ ngày"),
            "to": Field(Nullable(Day()), "đến hết ngày"),
            "ended-by": Field(Code(), "văn bản làm hết hiệu lực", ""),
            "confidence": Field(CONFIDENCE),
            "note": Field(Words(600), "", ""),
        },
        _instrument,
    )


def _instrument(*, signed: date | None, to: date | None, **values: Any) -> Instrument:
    start = values.pop("from")
    return Instrument(signed_on=signed, period=Period(start, to), **values)


def award_shape(names: Names) -> Record:
    """One award with its standards and deciders."""
    quota = Record(
        {
            "share": Field(Share()),
            "of": Field(Code()),
            "whose": Field(Words(300)),
            "source": Field(ProvisionShape(names)),
        },
        lambda source, **values: Quota(provision=source, **values),
    )
    standard = dated(
        Record(
            {
                "code": Field(Code()),
                "subject": Field(Code(lambda: SUBJECTS)),
                "source": Field(ProvisionShape(names)),
                "summary": Field(Words(900), "tiêu chuẩn bằng một câu"),
                "requires": Field(ConditionShape(names)),
                "opens": Field(Many(Code(lambda: OPENINGS)), "phần để ngỏ cho cấp dưới", ()),
                "quotas": Field(Many(quota), "tỷ lệ tối đa", ()),
                "note": Field(Words(900), "", ""),
            },
            lambda source, **values: Standard(provision=source, **values),
        )
    )
    decider = dated(
        Record(
            {"who": Field(Words(300)), "source": Field(ProvisionShape(names)), "note": Field(Words(600), "", "")},
            lambda source, **values: Decider(provision=source, **values),
        )
    )
    fields = {
        "code": Field(Code()),
        "name": Field(Words(150)),
        "short": Field(Words(40), "chữ viết tắt"),
        "kind": Field(Code(lambda: (TITLE, FORM))),
        "level": Field(Words(120)),
        "group": Field(Code(), "nhóm biểu quyết"),
        "since": Field(Nullable(Day()), "có từ ngày (nếu không phải từ đầu)", None),
        "until": Field(Nullable(Day()), "không còn sau ngày", None),
        "also": Field(Words(200), "tên gọi ở nơi khác, như lực lượng vũ trang", ""),
        "community": Field(Truth(), "dành cho xã, thôn, không dành cho cơ quan, đơn vị", False),
        "standards": Field(Many(standard, 1)),
        "deciders": Field(Many(decider)),
    }
    return Record(fields, Award)


def general_shape(names: Names) -> Shape:
    """One general requirement."""
    return dated(
        Record(
            {
                "code": Field(Code()),
                "name": Field(Words(200)),
                "source": Field(ProvisionShape(names)),
                "effect": Field(Code(lambda: (REFUSE, DEFER, COUNT_FROM, EXCLUDE, TELL))),
                "subjects": Field(Many(Code(lambda: SUBJECTS), 1)),
                "kinds": Field(Many(Code(lambda: (TITLE, FORM))), "", (TITLE, FORM)),
                "awards": Field(Many(Code()), "chỉ những danh hiệu, hình thức này", ()),
                "except": Field(Many(Code()), "trừ những danh hiệu, hình thức này", ()),
                "requires": Field(Nullable(ConditionShape(names)), "", None),
                "note": Field(Words(900), "", ""),
            },
            _general,
        )
    )


def _general(source: Provision, **values: Any) -> General:
    return General(provision=source, except_=values.pop("except"), **values)


def change_over_shape(names: Names) -> Record:
    """One change-over."""
    return Record(
        {
            "code": Field(Code()),
            "name": Field(Words(300)),
            "boundary": Field(Day()),
            "key": Field(Code(lambda: (RECEIVED, SENT, SUBMITTED))),
            "favours": Field(Truth(), "áp dụng quy định mới nếu có lợi hơn", False),
            "awards": Field(Many(Code()), "chỉ những danh hiệu, hình thức này", ()),
            "source": Field(ProvisionShape(names)),
            "note": Field(Words(600), "", ""),
        },
        lambda source, **values: ChangeOver(provision=source, **values),
    )


def principle_shape(names: Names) -> Shape:
    """One principle for some days."""
    fields = {
        "code": Field(Code()),
        "name": Field(Words(200)),
        "source": Field(ProvisionShape(names)),
        "groups": Field(Many(Code()), "nhóm danh hiệu, hình thức", ()),
        "except-bases": Field(Many(Code(lambda: BASES)), "trừ các loại hình khen thưởng này", ()),
    }
    return dated(Record(fields, lambda source, **values: Principle(provision=source, **values)))


def scale_shape(names: Names) -> Shape:
    """One scale of ratings."""
    fields = {"name": Field(Words(150)), "ratings": Field(Many(Code(), 1)), "source": Field(ProvisionShape(names))}
    return dated(Record(fields, lambda source, **values: Scale(provision=source, **values)))


def multiple_shape(names: Names) -> Shape:
    """What one award is worth."""
    fields = {
        "award": Field(Code()),
        "subject": Field(Code(lambda: SUBJECTS)),
        "times": Field(Number()),
        "at-most": Field(Truth(), "mức tối đa", False),
        "by": Field(Words(150), "người tặng có mức riêng", ""),
        "source": Field(ProvisionShape(names)),
    }
    return dated(Record(fields, lambda source, **values: Multiple(provision=source, **values)))


def salary_shape(names: Names) -> Shape:
    """One base salary."""
    fields = {"amount": Field(Number()), "source": Field(ProvisionShape(names))}
    return dated(Record(fields, lambda source, **values: BaseSalary(provision=source, **values)))


def addition_shape(names: Names) -> Shape:
    """What a lower level adds."""
    quota = Record(
        {
            "share": Field(Share()),
            "of": Field(Code()),
            "whose": Field(Words(300)),
            "source": Field(ProvisionShape(names)),
        },
        lambda source, **values: Quota(provision=source, **values),
    )
    fields = {
        "code": Field(Code()),
        "award": Field(Code()),
        "subject": Field(Code(lambda: SUBJECTS)),
        "fills": Field(Code(lambda: OPENINGS), "phần để ngỏ được điền"),
        "source": Field(ProvisionShape(names)),
        "requires": Field(Nullable(ConditionShape(names)), "", None),
        "quota": Field(Nullable(quota), "", None),
    }
    return dated(Record(fields, lambda source, **values: LocalAddition(provision=source, **values)))


RANKED: dict[str, Field] = {"code": Field(Code()), "name": Field(Words(120)), "rank": Field(Whole(0, 100))}
MARK = Record(RANKED, Mark)
DISCIPLINE = Record(RANKED, DisciplineForm)
QUESTION = Record({"code": Field(Code()), "words": Field(Words(300)), "who": Field(Words(150))}, Question)
MEASURE = Record({"code": Field(Code()), "name": Field(Words(150))}, MeasureKind)
