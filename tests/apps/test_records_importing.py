"""Files on their way into the records: brought, written in chunks, left and resumed, never over a decision."""

from __future__ import annotations

import io
from datetime import date
from functools import partial

import openpyxl
import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.at_once import at_once
from tests.import_world import (
    AT,
    BEST,
    DAY,
    GOOD,
    RATING_HEADS,
    STAFF_HEADS,
    Schools,
    brought,
    compared,
    make_person,
    make_schools,
    outcomes,
    row_of,
    the_rest,
    told,
    workbook,
    written,
)
from tests.workbooks import repacked, sheet_of, with_sheet
from thidua.audit.models import Event
from thidua.core.errors import BadInput, Refused
from thidua.foundation import clock, files
from thidua.organisations.models import Person
from thidua.records.models import AwardHeld, Discipline, Import, Rating, RegisteredTitle, Work
from thidua.records.rules.importing import KINDS
from thidua.records.services import importing
from thidua.records.services.importing import chunks

pytestmark = pytest.mark.django_db
YEAR = "2023–2024"


@pytest.fixture
def schools() -> Schools:
    return make_schools()


def teachers(count: int, first: int = 1) -> list[tuple[str, ...]]:
    return [
        (f"Trần Minh Hoạ {n}", f"MH{n:06}", "01/02/1990", "", "Giáo viên", "01/09/2020")
        for n in range(first, first + count)
    ]


def rate(person: Person, rating: str = "hoan-thanh-tot", **fields: object) -> Rating:
    given = {"recorded_at": AT, "recorded_by": make_recorder(), "year": 2023, **fields}
    return Rating.objects.create(person=person, rating=rating, **given)


def make_recorder() -> object:
    from thidua.accounts.models import User

    return User.objects.first()


def test_a_staff_list_adds_people_and_completes_those_who_are_known(schools: Schools) -> None:
    known = make_person("Lê Thị Hoà", schools.school)
    rows = [
        ("Lê Thị Hòa", "MH1", "20/11/1985", "", "Giáo viên", ""),
        ("Phạm Văn Mới", "MH2", "05/06/1990", "TH-A", "Nhân viên", "01/09/2021"),
        ("Phạm Văn Lạ", "MH3", "05/06/1990", "TH-B", "Nhân viên", "01/09/2021"),
        ("Phạm Văn Thiếu", "", "", "", "Nhân viên", ""),
    ]
    imported = compared(schools.head, schools.school, "staff", workbook(STAFF_HEADS, *rows))
    assert outcomes(imported) == {2: "changed", 3: "new", 4: "refused-row", 5: "refused-row"}
    assert "không phải là Trường Tiểu học Minh Hoạ A hay đơn vị trực thuộc" in told(row_of(imported, 4))
    assert "Cần ngày bắt đầu" in told(row_of(imported, 5))
    assert Person.objects.filter(staff_code="MH2").count() == 0, "comparing writes nothing"

    done = written(schools.head, imported)
    known.refresh_from_db()
    assert (known.staff_code, known.born_on, known.full_name) == ("MH1", date(1985, 11, 20), "Lê Thị Hoà")
    new = Person.objects.get(staff_code="MH2")
    assert (new.search_text, new.born_on) == ("pham van moi", date(1990, 6, 5))
    post = new.posts.get()
    assert (post.role, post.unit, post.title) == ("staff", schools.school, "Nhân viên")
    assert (done.state, done.applied, done.finished_at is not None) == ("done", 2, True)


def test_the_same_file_twice_finds_everything_as_it_is(schools: Schools) -> None:
    content = workbook(STAFF_HEADS, *teachers(5))
    written(schools.head, compared(schools.head, schools.school, "staff", content))
    again = compared(schools.head, schools.school, "staff", content)
    assert set(outcomes(again).values()) == {"same"}
    with pytest.raises(Refused):
        importing.begin_writing(actor=schools.head, now=AT, imported=again)


@pytest.mark.parametrize("turned", [False, True])
def test_the_order_of_the_rows_makes_no_difference(schools: Schools, turned: bool) -> None:
    rows = [
        ("Lê An", "MH1", "01/01/1990", "TH-A", "Giáo viên", "01/09/2020"),
        ("Lê An", "", "02/01/1990", "TH-A", "Giáo viên", "01/09/2020"),
        ("Lê An", "", "", "TH-A", "Giáo viên", "01/09/2020"),
        ("Lê An", "MH1", "", "TH-B", "Nhân viên", "01/09/2022"),
        ("Trần Bình", "MH2", "", "TH-B", "Nhân viên", "01/09/2022"),
        ("Trần Bình", "MH2", "", "TH-B", "Nhân viên", "01/09/2022"),
    ]
    content = workbook(STAFF_HEADS, *(rows[::-1] if turned else rows))
    imported = written(schools.above, compared(schools.above, schools.department, "staff", content, size=2), size=1)
    people = Person.objects.exclude(staff_code=None, born_on=None)
    assert {(p.full_name, p.staff_code, p.born_on, p.posts.count()) for p in people} == {
        ("Lê An", "MH1", date(1990, 1, 1), 2),
        ("Lê An", None, date(1990, 1, 2), 1),
        ("Trần Bình", "MH2", None, 1),
    }
    # Whoever comes second to somebody new is added to, not added.
    assert sorted(outcomes(imported).values()) == ["changed", "new", "new", "new", "same", "unclear"]


def test_an_import_gives_nobody_a_right(schools: Schools) -> None:
    head = Person.objects.get(account=schools.head.user_id)
    rows = [(head.full_name, "", "", "", "Hiệu trưởng", "01/09/2020")]
    imported = compared(schools.above, schools.school, "staff", workbook(STAFF_HEADS, *rows))
    assert outcomes(imported) == {2: "same"}
    assert "không đổi được chức vụ có quyền" in told(row_of(imported, 2))


def test_a_decided_row_is_shown_and_never_overwritten(schools: Schools) -> None:
    decided, open_, new = (make_person(f"Lê Văn {name}", schools.school, code) for name, code in
                           (("Một", "MH1"), ("Hai", "MH2"), ("Ba", "MH3")))  # fmt: skip
    kept = rate(decided, decision_number="01/QĐ-MH", decision_on=date(2024, 6, 30))
    changed = rate(open_)
    content = workbook(RATING_HEADS, *(
        (person.full_name, person.staff_code, YEAR, BEST, "9/QĐ-MH", "01/07/2024", "")
        for person in (decided, open_, new)
    ))  # fmt: skip
    imported = compared(schools.officer, schools.school, "ratings", content)
    assert outcomes(imported) == {2: "decided", 3: "changed", 4: "new"}
    assert "Hoàn thành tốt nhiệm vụ Hoàn thành xuất sắc nhiệm vụ" in told(row_of(imported, 2))
    written(schools.officer, imported)
    kept.refresh_from_db()
    changed.refresh_from_db()
    assert (kept.rating, kept.decision_number, kept.edition) == ("hoan-thanh-tot", "01/QĐ-MH", 0)
    assert (changed.rating, changed.decision_number, changed.edition) == ("hoan-thanh-xuat-sac", "9/QĐ-MH", 1)
    assert new.rating_records.get().recorded_by_id == schools.officer.user_id
    event = Event.objects.get(verb="write-import")
    assert [3, "rating", "Hoàn thành tốt nhiệm vụ", BEST] in event.data["changes"]


def test_a_row_decided_between_the_preview_and_the_writing_is_not_overwritten(schools: Schools) -> None:
    person = make_person("Lê Văn Một", schools.school, "MH1")
    stored = rate(person)
    content = workbook(RATING_HEADS, (person.full_name, "MH1", YEAR, BEST, "", "", ""))
    imported = compared(schools.officer, schools.school, "ratings", content)
    assert outcomes(imported) == {2: "changed"}
    Rating.objects.filter(pk=stored.pk).update(decision_number="7/QĐ-MH", decision_on=DAY)
    done = written(schools.officer, imported)
    stored.refresh_from_db()
    assert stored.rating == "hoan-thanh-tot"
    assert (outcomes(done), done.applied, done.state) == ({2: "decided"}, 0, "done")


def test_work_that_was_killed_is_resumed_where_it_stood(schools: Schools, monkeypatch: pytest.MonkeyPatch) -> None:
    imported = compared(schools.head, schools.school, "staff", workbook(STAFF_HEADS, *teachers(7)), size=3)
    imported = importing.begin_writing(actor=schools.head, now=AT, imported=imported)
    imported = importing.do_next(actor=schools.head, now=AT, imported=imported, size=3)
    with monkeypatch.context() as patch:
        patch.setattr(chunks, "_save", lambda _: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            importing.do_next(actor=schools.head, now=AT, imported=imported, size=3)
    assert Person.objects.filter(staff_code__startswith="MH").count() == 3, "a chunk is written whole or not at all"
    done = the_rest(schools.head, imported, 3)
    assert (done.state, done.applied) == ("done", 7)
    assert Person.objects.filter(staff_code__startswith="MH").count() == 7
    assert Event.objects.filter(verb="write-import").count() == 3


def test_people_are_told_apart_or_the_row_is_left_unclear(schools: Schools) -> None:
    for born in (date(1980, 1, 1), date(1985, 1, 1)):
        make_person("Lê Thị Hoà", schools.school, born_on=born)
    make_person("Lê Thị Hoà", schools.other, "MH9")
    heads = ("HO VA TEN", "ngay sinh", "nam hoc", "xep loai", "MA DINH DANH")
    rows = [
        ("Lê Thị Hòa", date(1985, 1, 1), YEAR, GOOD, ""),
        ("Lê Thị Hòa", "", YEAR, BEST, ""),
        ("Lê Thị Hòa", "", "2022-2023", BEST, ""),
        ("Lê Thị Hòa", "", YEAR, GOOD, "MH9"),
        ("Nguyễn Không Có", "", YEAR, "Giỏi", ""),
    ]
    imported = compared(schools.head, schools.school, "ratings", workbook(heads, *rows, before=[["Bảng xếp loại"]]))
    assert outcomes(imported) == {3: "new", 4: "unclear", 5: "unclear", 6: "refused-row", 7: "refused-row"}
    assert "sinh 01/01/1980" in told(row_of(imported, 5))
    seen = told(row_of(imported, 7))
    assert "“Giỏi” không có trong danh mục của cột “Xếp loại”" in seen


def test_an_officer_sees_no_day_of_birth_that_is_stored(schools: Schools) -> None:
    make_person("Lê Thị Hoà", schools.school, "MH1", date(1980, 1, 1))
    content = workbook(STAFF_HEADS, ("Lê Thị Hoà", "MH1", "02/02/1982", "", "Giáo viên", ""))
    by_officer = compared(schools.officer, schools.school, "staff", content)
    assert outcomes(by_officer) == {2: "same"}
    assert "1980" not in told(row_of(by_officer, 2))
    by_head = compared(schools.head, schools.school, "staff", content)
    assert "01/01/1980 02/02/1982" in told(row_of(by_head, 2))


def test_nobody_writes_their_own_record(schools: Schools) -> None:
    me = Person.objects.get(account=schools.officer.user_id)
    content = workbook(RATING_HEADS, (me.full_name, "", YEAR, BEST, "", "", ""))
    imported = compared(schools.officer, schools.school, "ratings", content)
    assert outcomes(imported) == {2: "refused-row"}
    assert "của chính mình" in told(row_of(imported, 2))


def test_one_human_being_under_two_entries_has_one_record(schools: Schools) -> None:
    kept = make_person("Lê Thị Hoà", schools.school, "MH1")
    merged = Person.objects.create(full_name="Lê Hoà", staff_code="MH2", same_as=kept)
    stored = rate(merged)
    content = workbook(RATING_HEADS, ("Lê Hoà", "MH2", YEAR, BEST, "", "", ""))
    imported = written(schools.head, compared(schools.head, schools.school, "ratings", content))
    stored.refresh_from_db()
    assert (outcomes(imported), stored.rating) == ({2: "changed"}, "hoan-thanh-xuat-sac")
    assert Rating.objects.count() == 1


def test_awards_works_and_disciplines_are_written(schools: Schools) -> None:
    one, two = make_person("Lê Văn Một", schools.school, "MH1"), make_person("Lê Văn Hai", schools.school)
    heads = ("Họ và tên", "Năm học", "Danh hiệu", "Loại hình", "Số quyết định", "Ngày ký")
    rows = [
        ("Lê Văn Một", YEAR, "LĐTT", "", "3/QĐ-MH", "01/07/2024"),
        ("Lê Văn Hai", YEAR, "lao dong tien tien", "", "", ""),
    ]
    written(schools.head, compared(schools.head, schools.school, "awards", workbook(heads, *rows)))
    assert set(AwardHeld.objects.values_list("person", "award", "year", "basis")) == {
        (one.pk, "lao-dong-tien-tien", 2023, "merit"), (two.pk, "lao-dong-tien-tien", 2023, "merit"),
    }  # fmt: skip

    heads = ("Tên sáng kiến", "Loại", "Phạm vi", "Năm học", "Tác giả", "Số QĐ công nhận", "Ngày")
    row = ("Đổi mới giờ học", "SKKN", "Cơ sở", YEAR, "Lê Văn Một (MH1); Lê Văn Hai", "", "")
    written(
        schools.head, compared(schools.head, schools.school, "works", workbook(heads, (*row[:4], "Lê Văn Một", "", "")))
    )
    again = written(schools.head, compared(schools.head, schools.school, "works", workbook(heads, row)))
    work = Work.objects.get()
    assert (work.kind, work.scope, work.year, work.search_text) == ("initiative", "unit", 2023, "doi moi gio hoc")
    assert {a.person_id for a in work.authorships.all()} == {one.pk, two.pk}
    assert outcomes(again) == {2: "changed"}

    heads = ("Họ và tên", "Hình thức kỷ luật", "Ngày quyết định", "Số quyết định")
    content = workbook(heads, ("Lê Văn Hai", "Khiển trách", "01/03/2024", "5/QĐ-MH"))
    with pytest.raises(Refused):
        brought(schools.officer, schools.school, "disciplines", content)
    written(schools.head, compared(schools.head, schools.school, "disciplines", content))
    assert Discipline.objects.get().is_decided


def test_what_people_registered_is_written_several_rows_a_person(schools: Schools) -> None:
    one, two = make_person("Lê Văn Một", schools.school, "MH1"), make_person("Lê Văn Hai", schools.school)
    heads = ("Họ và tên", "Mã định danh", "Năm học", "Danh hiệu đăng ký")
    rows = [
        ("Lê Văn Một", "MH1", YEAR, "LĐTT"),
        ("Lê Văn Một", "MH1", YEAR, "chien-si-thi-dua-co-so"),
        ("Lê Văn Hai", "", YEAR, "lao dong tien tien"),
        ("Lê Văn Hai", "", "2023", "Lao động tiên tiến"),
        ("Lê Văn Hai", "", YEAR, "Tập thể lao động tiên tiến"),
        ("Lê Văn Ba", "", YEAR, "LĐTT"),
    ]
    given = (schools.officer, schools.school, "registered", workbook(heads, *rows))
    imported = written(schools.officer, compared(*given))
    assert outcomes(imported) == {2: "new", 3: "new", 4: "new", 5: "refused-row", 6: "refused-row", 7: "refused-row"}
    assert "không phải là một năm học" in told(row_of(imported, 5))
    assert "không có trong danh mục của cột “Danh hiệu, hình thức đăng ký”" in told(row_of(imported, 6))
    assert "Không thấy “Lê Văn Ba”" in told(row_of(imported, 7))
    assert set(RegisteredTitle.objects.values_list("person", "award", "year")) == {
        (one.pk, "lao-dong-tien-tien", 2023), (one.pk, "chien-si-thi-dua-co-so", 2023),
        (two.pk, "lao-dong-tien-tien", 2023),
    }  # fmt: skip
    assert [*outcomes(compared(*given)).values()][:3] == ["same"] * 3


def test_rows_to_mend_go_out_with_their_reasons_and_come_back(schools: Schools) -> None:
    rows = [("=1+1", "0079", "31/02/1990", "", "Giáo viên", "01/09/2020"), *teachers(2)]
    content = workbook(STAFF_HEADS, *rows)
    content = with_sheet(content, rb"<f>1\+1</f><v ?/?>(?:</v>)?", b"<v>2</v>")
    imported = compared(schools.head, schools.school, "staff", content)
    imported.rows.filter(number=2).update(cells={**row_of(imported, 2).cells, "name": ["A", "=1+1"]})
    sheet = openpyxl.load_workbook(io.BytesIO(importing.rows_to_mend(imported)))["Dữ liệu"]
    assert sheet.max_row == 2
    assert (sheet["A2"].value, sheet["A2"].data_type, sheet["B2"].value) == ("=1+1", "s", "0079")
    assert sheet["G1"].value == "Lý do"
    assert "C2: “31/02/1990” không phải là một ngày" in sheet["G2"].value
    again = compared(schools.head, schools.school, "staff", importing.rows_to_mend(imported))
    assert outcomes(again) == {2: "refused-row"}


@pytest.mark.parametrize("kind", KINDS)
def test_the_template_can_be_read_and_its_example_is_nobody(schools: Schools, kind: str) -> None:
    content = importing.template(KINDS[kind])
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert [cell.value for cell in book["Dữ liệu"][1]][:-1] == [str(one.heading) for one in KINDS[kind].columns]
    assert book["Hướng dẫn"].max_row > 8
    with pytest.raises(BadInput, match="không có dòng dữ liệu"):
        brought(schools.head, schools.school, kind, content)
    assert Import.objects.count() == 0


def test_a_zip_bomb_is_refused_before_it_is_opened(schools: Schools) -> None:
    bomb = repacked(workbook(STAFF_HEADS, *teachers(1)), {"xl/worksheets/sheet1.xml": b" " * 40_000_000})
    with pytest.raises(BadInput, match="phình ra quá lớn"):
        brought(schools.head, schools.school, "staff", bomb)
    far = sheet_of(b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
    with pytest.raises(BadInput, match=r"hơn 100\.000 dòng"):
        brought(schools.head, schools.school, "staff", far)
    with pytest.raises(BadInput, match="không phải là tệp Excel"):
        brought(schools.head, schools.school, "staff", b"Ho va ten,Chuc vu")


def test_a_file_without_its_columns_is_refused_by_name(schools: Schools) -> None:
    with pytest.raises(BadInput, match="Thiếu cột “Xếp loại”"):
        brought(schools.head, schools.school, "ratings", workbook(("Họ tên", "Năm học"), ("Lê An", YEAR)))


def test_a_formula_without_a_result_is_named(schools: Schools) -> None:
    content = workbook(STAFF_HEADS, ("=A9", "", "", "", "Giáo viên", ""))
    with pytest.raises(BadInput, match="Ô A2: Ô này là công thức chưa có kết quả"):
        brought(schools.head, schools.school, "staff", content)


def test_a_discarded_file_stays_and_is_never_written(schools: Schools) -> None:
    imported = compared(schools.head, schools.school, "staff", workbook(STAFF_HEADS, *teachers(2)))
    imported = importing.discard(actor=schools.head, now=AT, imported=imported)
    assert (imported.state, imported.rows.count(), files.is_intact(imported.sha256)) == ("discarded", 2, True)
    for act in (importing.begin_writing, importing.discard):
        with pytest.raises(Refused):
            act(actor=schools.head, now=AT, imported=imported)
    assert importing.do_next(actor=schools.head, now=AT, imported=imported).state == "discarded"
    assert not Person.objects.filter(staff_code__startswith="MH").exists()


def test_a_chunk_costs_the_same_for_two_rows_and_for_forty(schools: Schools) -> None:
    def costs(count: int, first: int) -> list[int]:
        imported = brought(schools.head, schools.school, "staff", workbook(STAFF_HEADS, *teachers(count, first)))
        found = []
        for act in (importing.do_next, importing.begin_writing, importing.do_next):
            with CaptureQueriesContext(connection) as queries:
                imported = act(actor=schools.head, now=AT, imported=imported)
            found.append(len(queries))
        assert imported.state == "done"
        return found

    assert costs(2, 1) == costs(40, 100)


def test_the_command_does_what_is_left(
    schools: Schools, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT)
    imported = brought(schools.head, schools.school, "staff", workbook(STAFF_HEADS, *teachers(3)))
    call_command("import_records", str(imported.uuid))
    imported.refresh_from_db()
    assert imported.state == "compared"
    call_command("import_records", str(imported.uuid), "--write")
    imported.refresh_from_db()
    assert (imported.state, imported.applied) == ("done", 3)
    assert "Mới: 3" in capsys.readouterr().out


@pytest.mark.django_db(transaction=True)
def test_two_who_press_at_once_do_nothing_twice() -> None:
    schools = make_schools()
    imported = brought(schools.head, schools.school, "staff", workbook(STAFF_HEADS, *teachers(8)))
    press = partial(importing.do_next, actor=schools.head, now=AT, imported=imported, size=2)
    at_once(press, press)
    imported.refresh_from_db()
    assert imported.compared == 4
    imported = the_rest(schools.head, imported)
    begin = partial(importing.begin_writing, actor=schools.head, now=AT, imported=imported)
    came = at_once(begin, begin)
    assert sorted(type(one).__name__ for one in came) == ["Import", "Refused"]
    at_once(press, press, press)
    the_rest(schools.head, Import.objects.get(), 2)
    assert Person.objects.filter(staff_code__startswith="MH").count() == 8
    assert Import.objects.get().applied == 8
