"""What a row of a file means and would do: people told apart, cells read, decisions kept, the order of no matter."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.core.names import fold
from thidua.core.text import say
from thidua.records.rules.importing import (
    CHANGED,
    DECIDED,
    KINDS,
    NEW,
    REFUSED,
    SAME,
    UNCLEAR,
    Against,
    Entry,
    Judged,
    Known,
    Names,
    Note,
    Place,
    PostFacts,
    Stored,
    UnitFacts,
    fold_heading,
    gathered,
    grouped,
    in_file,
    judge,
    settled,
)
from thidua.records.rules.importing.reading import read_authors, read_day, read_year
from thidua.records.rules.importing.stored import alike

DAY = date(2025, 6, 2)
SCHOOL, OTHER, AWAY = UnitFacts(1, "TH-A", "Tiểu học A"), UnitFacts(2, "TH-B", "Tiểu học B"), 9
NAMES = Names({"best": "Hoàn thành xuất sắc nhiệm vụ", "good": "Hoàn thành tốt nhiệm vụ"}, [("HTTNV", "good")])
AGAINST = Against(NAMES, {"th-a": SCHOOL, "th-b": OTHER, "tieu hoc b": OTHER}, SCHOOL, DAY)
PEOPLE = (
    Entry(10, "Lê Thị Hoà", "MH1", date(1980, 1, 1)),
    Entry(11, "Lê Thị Hoà", "", date(1985, 5, 5)),
    Entry(12, "Phạm An", "MH3"),
    Entry(13, "Phạm Văn An", "MH13", same_as=12),
    Entry(14, "Trần Xa", "MH4", date(1970, 1, 1)),
)


def post(pk: int, person: int, unit: int = 1, **more: Any) -> PostFacts:
    return PostFacts(pk, person, unit, **{"role": "staff", "title": "Giáo viên", "starts_on": date(2020, 9, 1), **more})


POSTS = (post(1, 10), post(2, 11), post(3, 12), post(4, 14, AWAY))


def known(stored: dict[tuple[Any, ...], tuple[Stored, ...]] | None = None, **place: Any) -> Known:
    spot = Place(DAY, frozenset({1, 2}), **{"sensitive": frozenset({1, 2}), "names": {1: "TH A", 9: "TH Xa"}, **place})
    return Known(AGAINST, gathered(PEOPLE, POSTS, spot), stored or {})


def cells(**texts: str) -> dict[str, tuple[str, str]]:
    return {key: (chr(ord("A") + place), text) for place, (key, text) in enumerate(texts.items())}


def rated(stored: dict[tuple[Any, ...], tuple[Stored, ...]] | None = None, **texts: str) -> Judged:
    row = cells(**{"name": "Phạm An", "year": "2023-2024", "rating": "HTTNV", **texts})
    return judge(KINDS["ratings"], row, (), known(stored))


def listed(**texts: str) -> Judged:
    row = cells(**{"title": "Giáo viên", "starts_on": "01/09/2020", **texts})
    return judge(KINDS["staff"], row, (), known())


def sentences(judged: Judged) -> str:
    return " ".join(str(note.sentence) for note in judged.notes if note.sentence)


@pytest.mark.parametrize(
    ("texts", "outcome", "person"),
    [
        ({"name": "Lê Thị Hòa", "staff_code": "mh 1"}, NEW, 10),
        ({"name": "LÊ THỊ HÒA", "born_on": "5-5-1985"}, NEW, 11),
        ({"name": "le thi hoa"}, UNCLEAR, None),
        ({"name": "Phạm Văn An"}, NEW, 12),
        ({"name": "Phạm Văn An", "staff_code": "MH3"}, NEW, 12),
        ({"name": "Lê Thị Hoà", "staff_code": "MH3"}, UNCLEAR, None),
        ({"name": "Trần Xa", "staff_code": "MH4"}, REFUSED, None),
        ({"name": "Lê Thị Hoà", "staff_code": "MH4"}, REFUSED, None),
        ({"name": "Lê Thị Hoà", "staff_code": "MH9"}, NEW, 11),
        ({"name": "Không Ai"}, REFUSED, None),
    ],
)
def test_people_are_found_by_code_then_by_birth_then_within_the_unit(
    texts: dict[str, str], outcome: str, person: int | None
) -> None:
    judged = rated(**texts)
    assert (judged.outcome, judged.person) == (outcome, person), sentences(judged)


def test_several_are_named_with_what_tells_them_apart_as_far_as_it_may_be_seen() -> None:
    assert "Lê Thị Hoà (sinh 01/01/1980, mã MH1, TH A)" in sentences(rated(name="Lê Thị Hoà"))
    row = cells(name="Lê Thị Hoà", year="2023-2024", rating="HTTNV")
    closed = judge(KINDS["ratings"], row, (), known(sensitive=frozenset()))
    assert "1980" not in sentences(closed)


@pytest.mark.parametrize(
    ("fields", "decided", "texts", "outcome"),
    [
        ({"rating": "good"}, False, {}, SAME),
        ({"rating": "good"}, True, {}, SAME),
        ({"rating": "best"}, False, {}, CHANGED),
        ({"rating": "best"}, True, {}, DECIDED),
        ({"rating": "good", "decision_number": "1/QĐ"}, True, {"decision_number": "1/qđ"}, SAME),
        ({"rating": "good", "decision_number": "1/QĐ"}, True, {"decision_number": "2/QĐ"}, DECIDED),
        ({"rating": "good", "decision_number": ""}, False, {"decision_number": "2/QĐ"}, CHANGED),
    ],
)
def test_a_row_is_held_against_what_is_stored(
    fields: dict[str, Any], decided: bool, texts: dict[str, str], outcome: str
) -> None:
    judged = rated({(12, 2023): (Stored(5, fields, decided),)}, **texts)
    assert judged.outcome == outcome
    assert bool(judged.values) == (outcome == CHANGED)
    if outcome in (CHANGED, DECIDED):
        assert all(note.after for note in judged.notes)


def test_every_wrong_cell_is_named_not_only_the_first() -> None:
    row = cells(name="", born_on="31/02/1990", unit="TH-C", year="2023", rating="Giỏi", decision_on="02/06/2030")
    judged = judge(KINDS["ratings"], row, (), known())
    assert judged.outcome == REFUSED
    assert [note.column for note in judged.notes] == ["name", "born_on", "unit", "year", "rating", "decision_on"]
    assert all(note.cure for note in judged.notes)


def test_a_staff_list_adds_completes_and_never_gives_a_right() -> None:
    assert listed(name="Mới Hoàn Toàn").outcome == NEW
    assert listed(name="Lê Thị Hoà", born_on="01/01/1990").outcome == NEW
    assert "Đơn vị đã có người cùng tên" in sentences(listed(name="Lê Thị Hoà", born_on="01/01/1990"))
    gained = listed(name="Lê Thị Hoà", born_on="05/05/1985", staff_code="MH7")
    assert (gained.outcome, gained.person_values) == (CHANGED, {"staff_code": "MH7"})
    renamed = listed(name="Lê Thị Hoàn", staff_code="MH1")
    assert (renamed.outcome, renamed.person_values) == (CHANGED, {"name": "Lê Thị Hoàn"})
    assert listed(name="lê thị hòa", staff_code="MH1").outcome == SAME
    assert listed(name="Tên Khác", staff_code="MH4").outcome == UNCLEAR


def test_who_comes_from_elsewhere_gains_a_post_and_nothing_else_changes() -> None:
    moved = listed(name="Trần Xa", staff_code="MH4", born_on="02/02/1971")
    assert (moved.outcome, moved.person_values, moved.unit) == (CHANGED, {}, SCHOOL)
    assert "còn chức vụ tại TH Xa" in sentences(moved)


def test_nobody_writes_their_own_record() -> None:
    row = cells(name="Phạm An", year="2023-2024", rating="HTTNV")
    judged = judge(KINDS["ratings"], row, (), replace(known(), own=frozenset({12})))
    assert judged.outcome == REFUSED
    of_two = cells(work="Đổi mới", year="2023-2024", authors="Lê Thị Hoà (MH1); Phạm An")
    assert judge(KINDS["works"], of_two, (), replace(known(), own=frozenset({12}))).outcome == REFUSED


def work(stored: tuple[Stored, ...] = (), **texts: str) -> Judged:
    row = cells(**{"work": "Đổi mới", "year": "2023-2024", "authors": "Phạm An; Lê Thị Hoà (MH1)", **texts})
    return judge(KINDS["works"], row, (), known({("doi moi", 2023): stored}))


def test_a_work_is_the_same_when_name_year_and_an_author_are() -> None:
    theirs = Stored(7, {"kind": "initiative", "scope": "unit"}, authors={99: "Người Khác"})
    half = Stored(8, {"kind": "initiative", "scope": "unit"}, authors={12: "Phạm An", 98: "Đỗ Ba"})
    assert work().authors == (12, 10)
    assert (work((theirs,)).outcome, work((theirs,)).target) == (NEW, None)
    gained = work((theirs, half))
    assert (gained.outcome, gained.target, gained.authors) == (CHANGED, 8, (10,))
    assert "còn ghi tác giả: Đỗ Ba" in sentences(gained)
    assert work((replace(half, decided=True),)).outcome == DECIDED
    assert work(authors="Phạm An; Không Ai").outcome == REFUSED
    assert work(authors="Lê Thị Hoà").outcome == UNCLEAR


def test_a_code_that_is_given_twice_in_one_chunk_is_left_unclear() -> None:
    rows = {2: rated(), 3: rated(name="Phạm Văn An", staff_code="MH13"), 4: rated(year="2022-2023")}
    assert [one.outcome for one in settled(KINDS["ratings"], rows).values()] == [NEW, UNCLEAR, NEW]


def test_cells_are_read_as_people_write_them() -> None:
    assert read_day("5/6/2020") == read_day("05.06.2020") == read_day("2020-06-05") == date(2020, 6, 5)
    assert read_day("31/02/2020") is read_day("2020") is None
    assert read_year("2023 – 2024") == read_year("2023/2024") == 2023
    assert read_year("2023") is read_year("2023-2025") is None
    assert [(a.name, a.staff_code) for a in read_authors("Lê An (mh 1) ; Trần B;;")] == [
        ("Lê An", "MH1"),
        ("Trần B", ""),
    ]
    assert fold_heading("NGÀY SINH (dd/mm/yyyy) *") == "ngay sinh"
    assert grouped(100000) == "100.000"
    assert alike("Hoà", "HÒA")
    assert not alike("Hoa", "Hòa")


def test_names_that_two_codes_share_name_neither() -> None:
    names = Names({"a": "Giấy khen", "b": "Giấy  khen", "c": "Bằng khen"})
    assert (names.code_of("giay khen"), names.code_of("BẰNG KHEN"), names.code_of("b")) == (None, "c", "b")


def test_headings_of_a_kind_do_not_collide() -> None:
    for kind in KINDS.values():
        each = [{fold_heading(text) for text in (str(one.heading), *one.also)} for one in kind.columns]
        spellings = [spelling for column in each for spelling in column]
        assert len(spellings) == len(set(spellings)), kind.key


def test_notes_survive_being_kept() -> None:
    inner = [say("mã {code}", code="MH1"), "TH A"]
    note = Note("doubt", "name", say("Có {n} người: {people}.", n=2, people=inner), say("Hãy ghi mã."), in_file=True)
    again = Note.from_json(note.to_json())
    assert (str(again.sentence), str(again.cure), again.in_file) == (str(note.sentence), "Hãy ghi mã.", True)


ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "name": st.sampled_from(["Lê Hoà", "Lê Hòa", "Trần An"]),
            "staff_code": st.sampled_from(["", "MH1", "MH2"]),
            "born_on": st.sampled_from(["", "01/01/1990", "02/01/1990"]),
            "unit": st.sampled_from(["", "TH-A", "TH-B"]),
            "year": st.sampled_from(["2022-2023", "2023–2024"]),
            "rating": st.sampled_from(["HTTNV", "HTXSNV"]),
            "title": st.sampled_from(["Giáo viên", "Nhân viên"]),
        }
    ),
    max_size=8,
)


@given(ROWS, st.randoms(use_true_random=False), st.sampled_from(["staff", "ratings"]))
def test_what_a_file_says_of_itself_does_not_depend_on_the_order_of_its_rows(
    rows: list[dict[str, str]], chance: Any, kind: str
) -> None:
    def written(row: dict[str, str]) -> tuple[str, ...]:
        return tuple(fold(row[one.key]) for one in KINDS[kind].columns if one.key in row)

    def said(order: list[int]) -> list[tuple[tuple[str, ...], str]]:
        numbered = [(place, cells(**rows[index])) for place, index in enumerate(order, start=2)]
        notes = in_file(KINDS[kind], numbered)
        return sorted(
            (written(rows[index]), notes[place].what if place in notes else "")
            for place, index in enumerate(order, start=2)
        )

    turned = list(range(len(rows)))
    chance.shuffle(turned)
    assert said(list(range(len(rows)))) == said(turned)


@given(ROWS)
def test_rows_that_count_say_one_thing_of_one_person(rows: list[dict[str, str]]) -> None:
    numbered = [(place, cells(**row)) for place, row in enumerate(rows, start=2)]
    notes = in_file(KINDS["ratings"], numbered)
    by_code: dict[tuple[str, str, str], set[str]] = {}
    for place, row in enumerate(rows, start=2):
        if place not in notes and row["staff_code"]:
            name = "hoa" if "Lê" in row["name"] else "an"
            by_code.setdefault((row["staff_code"], name, row["year"][:4]), set()).add(row["rating"])
    assert all(len(ratings) == 1 for ratings in by_code.values())


@given(ROWS)
def test_what_was_written_is_the_same_when_it_comes_again(rows: list[dict[str, str]]) -> None:
    kind = KINDS["ratings"]
    rows = [{**row, "name": "Phạm An", "staff_code": "MH3", "born_on": "", "rating": "HTTNV"} for row in rows]
    numbered = dict(enumerate((cells(**row) for row in rows), start=2))
    first = settled(kind, {n: judge(kind, row, (), known()) for n, row in numbered.items()})
    stored = {
        (one.person, one.values["year"]): (Stored(n, one.values),) for n, one in first.items() if one.outcome == NEW
    }
    assert {judge(kind, row, (), known(stored)).outcome for row in numbered.values()} <= {SAME}
