"""Facts as a file: JSON for the command line, YAML in the cases of law; its shape is also its schema."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from thidua.core.text import say
from thidua.law.facts import (
    BASES,
    COLLECTIVE,
    GROUPS,
    INITIATIVE,
    MERIT,
    PERSON,
    RESEARCH,
    SCOPES,
    UNIT,
    Discipline,
    Facts,
    Holding,
    Matter,
    Paper,
    Rating,
    Work,
)
from thidua.law.reading import Place, Plain, Source
from thidua.law.shapes import BROKEN, Code, Day, Field, Many, Nullable, Number, Record, Truth, Whole, Words, broken

YEAR = Whole(1945, 2200)
PAPER_FIELDS = {
    "number": Field(Words(80), "số quyết định", ""),
    "day": Field(Nullable(Day()), "ngày quyết định", None),
    "body": Field(Words(200), "cơ quan quyết định", ""),
}


def _with_paper(make: Any) -> Any:
    def made(number: str, day: date | None, body: str, **values: Any) -> Any:
        return make(paper=Paper(number=number, day=day, body=body), **values)

    return made


RATING = Record(
    {"year": Field(YEAR, "năm học, ghi theo năm bắt đầu"), "rating": Field(Code(), "mức xếp loại"), **PAPER_FIELDS},
    _with_paper(Rating),
)
HOLDING = Record(
    {
        "award": Field(Code(), "mã danh hiệu, hình thức"),
        "year": Field(YEAR, "năm học được tặng"),
        "basis": Field(Code(lambda: BASES), "loại hình khen thưởng", MERIT),
        "works": Field(Many(Words(80)), "sáng kiến, đề tài đã dùng", ()),
        "achievement": Field(Words(300), "thành tích đã dùng", ""),
        "cancelled-on": Field(Nullable(Day()), "ngày bị hủy bỏ", None),
        **PAPER_FIELDS,
    },
    _with_paper(Holding),
)
WORK = Record(
    {
        "key": Field(Words(80), "mã nhận biết"),
        "year": Field(YEAR, "năm học được công nhận"),
        "kind": Field(Code(lambda: (INITIATIVE, RESEARCH)), "loại", INITIATIVE),
        "scope": Field(Code(lambda: SCOPES), "phạm vi ảnh hưởng", UNIT),
        "name": Field(Words(300), "tên", ""),
        **PAPER_FIELDS,
    },
    _with_paper(Work),
)
DISCIPLINE = Record(
    {
        "form": Field(Code(), "hình thức kỷ luật"),
        "decided-on": Field(Day(), "ngày quyết định"),
        "ended-on": Field(Nullable(Day()), "ngày chấp hành xong", None),
        "number": Field(Words(80), "số quyết định", ""),
    },
    Discipline,
)
MATTER = Record(
    {
        "kind": Field(Words(300), "việc gì đang chờ kết luận"),
        "since": Field(Day(), "từ ngày"),
        "authority": Field(Words(200), "cơ quan kết luận", ""),
        "expected-on": Field(Nullable(Day()), "ngày dự kiến", None),
        "concluded-on": Field(Nullable(Day()), "ngày kết luận", None),
        "violation": Field(Nullable(Truth()), "có vi phạm", None),
        "document": Field(Words(300), "văn bản kết luận", ""),
    },
    Matter,
)


def _pair(key: str, shape: Any, value: str, value_shape: Any, meaning: str) -> Many:
    return Many(Record({key: Field(shape), value: Field(value_shape, meaning)}, lambda **found: tuple(found.values())))


FIELDS: Mapping[str, Field] = {
    "subject": Field(Code(lambda: (PERSON, COLLECTIVE)), "cá nhân hay tập thể", PERSON),
    "name": Field(Words(200), "tên", ""),
    "year": Field(YEAR, "năm học đang xét, ghi theo năm bắt đầu: 2024 là năm học 2024–2025"),
    "ratings": Field(Many(RATING), "xếp loại từng năm", ()),
    "party-ratings": Field(_pair("year", YEAR, "rating", Code(), "xếp loại tổ chức đảng"), "xếp loại tổ chức đảng", ()),
    "months": Field(
        _pair("year", YEAR, "months", Number(), "số tháng"), "số tháng công tác, tính cả nghỉ thai sản", ()
    ),
    "holdings": Field(Nullable(Many(HOLDING)), "đã được tặng; bỏ trống: chưa biết, []: không có", None),
    "works": Field(Nullable(Many(WORK)), "sáng kiến, đề tài; bỏ trống: chưa biết, []: không có", None),
    "disciplines": Field(Nullable(Many(DISCIPLINE)), "kỷ luật; bỏ trống: chưa biết, []: không có", None),
    "matters": Field(Nullable(Many(MATTER)), "vụ việc chờ kết luận; bỏ trống: chưa biết, []: không có", None),
    "partial": Field(Many(Code(lambda: [one.replace("_", "-") for one in GROUPS])), "nhóm chưa chắc đã ghi đủ", ()),
    "registered": Field(_pair("year", YEAR, "awards", Many(Code()), "đã đăng ký"), "đăng ký thi đua từng năm", ()),
    "stated": Field(_pair("code", Code(), "answer", Truth(), "câu trả lời"), "xác nhận của người có thẩm quyền", ()),
    "measures": Field(_pair("of", Code(), "years", Number(), "số năm"), "thời gian công tác theo loại", ()),
    "members": Field(Nullable(Whole(0, 10**6)), "số thành viên của tập thể", None),
    "members-holding": Field(
        _pair("award", Code(), "count", Whole(0, 10**6), "số người"), "số cá nhân đạt danh hiệu", ()
    ),
    "members-rated": Field(
        _pair("rating", Code(), "count", Whole(0, 10**6), "số người"), "số cá nhân theo mức xếp loại", ()
    ),
    "member-disciplines": Field(Nullable(Many(DISCIPLINE)), "kỷ luật của cá nhân trong tập thể", None),
    "dissolved-on": Field(Nullable(Day()), "ngày tập thể giải thể; bỏ trống: đang hoạt động", None),
}


def _facts(**found: Any) -> Facts:
    registered = {year: frozenset(awards) for year, awards in found.pop("registered")}
    ratings = {one.year: one for one in found.pop("ratings")}
    partial = frozenset(one.replace("-", "_") for one in found.pop("partial"))
    pairs: dict[str, Any] = {
        key: dict(found.pop(key))
        for key in ("party_ratings", "months", "stated", "measures", "members_holding", "members_rated")
    }
    return Facts(ratings=ratings, registered=registered, partial=partial, **pairs, **found)


class FactsShape:
    """One set of facts."""

    inner = Record(FIELDS, _facts)

    def read(self, value: Plain, place: Place) -> Any:
        """The facts; a year rated twice is a problem."""
        if isinstance(value, dict):
            years = [one.get("year") for one in value.get("ratings") or () if isinstance(one, dict)]
            if len(years) != len(set(map(str, years))):
                return broken(place / "ratings", say("Một năm được ghi xếp loại hai lần."))
        return self.inner.read(value, place)

    def schema(self) -> dict[str, Any]:
        """Its JSON schema."""
        return self.inner.schema()


def read_facts(plain: Plain, source: Source) -> Facts:
    """The facts of a file. Raises BadInput with every problem and its place."""
    found = FactsShape().read(plain, source.place())
    source.done()
    assert found is not BROKEN  # noqa: S101 - a broken value always leaves a problem behind
    facts: Facts = found
    return facts


def facts_schema() -> dict[str, Any]:
    """The JSON schema of a file of facts."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Dữ kiện của một cá nhân hoặc tập thể được xét",
        **FactsShape().schema(),
    }


def facts_to_plain(facts: Facts) -> dict[str, Any]:
    """The facts as plain data that `read_facts` reads back the same."""
    found: dict[str, Any] = {"subject": facts.subject, "year": facts.year}
    if facts.name:
        found["name"] = facts.name
    found["ratings"] = [{"year": one.year, "rating": one.rating, **_paper(one.paper)} for one in facts.ratings.values()]
    found["party-ratings"] = [{"year": year, "rating": rating} for year, rating in facts.party_ratings.items()]
    found["months"] = [{"year": year, "months": str(months)} for year, months in facts.months.items()]
    found["holdings"] = _listed(facts.holdings, _holding)
    found["works"] = _listed(facts.works, _work)
    found["disciplines"] = _listed(facts.disciplines, _discipline)
    found["matters"] = _listed(facts.matters, _matter)
    found["partial"] = sorted(one.replace("_", "-") for one in facts.partial)
    found["registered"] = [{"year": year, "awards": sorted(awards)} for year, awards in facts.registered.items()]
    found["stated"] = [{"code": code, "answer": answer} for code, answer in facts.stated.items()]
    found["measures"] = [{"of": of, "years": str(years)} for of, years in facts.measures.items()]
    found["members"] = facts.members
    found["members-holding"] = [{"award": a, "count": n} for a, n in facts.members_holding.items()]
    found["members-rated"] = [{"rating": r, "count": n} for r, n in facts.members_rated.items()]
    found["member-disciplines"] = _listed(facts.member_disciplines, _discipline)
    if facts.dissolved_on:
        found["dissolved-on"] = _day(facts.dissolved_on)
    return found


def _listed(rows: tuple[Any, ...] | None, plain: Any) -> list[Any] | None:
    return None if rows is None else [plain(one) for one in rows]


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _paper(paper: Paper) -> dict[str, Any]:
    said = {"number": paper.number, "day": _day(paper.day), "body": paper.body}
    return {key: value for key, value in said.items() if value}


def _holding(one: Holding) -> dict[str, Any]:
    found = {"award": one.award, "year": one.year, "basis": one.basis, "works": list(one.works)}
    more = {"achievement": one.achievement, "cancelled-on": _day(one.cancelled_on)}
    return found | {key: value for key, value in more.items() if value} | _paper(one.paper)


def _work(one: Work) -> dict[str, Any]:
    found = {"key": one.key, "year": one.year, "kind": one.kind, "scope": one.scope}
    return found | ({"name": one.name} if one.name else {}) | _paper(one.paper)


def _discipline(one: Discipline) -> dict[str, Any]:
    found = {"form": one.form, "decided-on": _day(one.decided_on), "ended-on": _day(one.ended_on)}
    return found | ({"number": one.number} if one.number else {})


def _matter(one: Matter) -> dict[str, Any]:
    found: dict[str, Any] = {"kind": one.kind, "since": _day(one.since), "violation": one.violation}
    more = {
        "authority": one.authority, "document": one.document,
        "expected-on": _day(one.expected_on), "concluded-on": _day(one.concluded_on),
    }  # fmt: skip
    return found | {key: value for key, value in more.items() if value}
