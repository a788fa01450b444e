"""The pages of verification as a verifier's officer uses them, with and without script."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import (
    NOW,
    TODAY,
    ClusterOne,
    line_of,
    make_cluster_one,
    make_sheet,
    make_table,
    make_unit,
    make_verifiers,
    make_viewer,
    user_of,
)
from thidua.foundation import clock
from thidua.organisations.models import Membership, Post, Unit
from thidua.organisations.rules import Viewer
from thidua.scoring.models import CriteriaTable, Line, Sheet, SheetOpening

pytestmark = pytest.mark.django_db


@dataclass
class Desk:
    """Five sheets handed in, one verifier's officer signed in."""

    one: ClusterOne
    units: dict[str, Unit]
    table: CriteriaTable
    sheets: dict[str, Sheet]
    client: Client

    def address(self, name: str, unit: str = "S1", code: str = "N.1") -> str:
        return reverse(f"scoring:{name}", args=[self.line(unit, code).uuid])

    def line(self, unit: str, code: str = "N.1") -> Line:
        return line_of(self.sheets[unit], code)

    def tick(self, unit: str, code: str = "N.1") -> str:
        line = self.line(unit, code)
        return f"{line.uuid}.{line.edition}.{line.verified_edition}"

    def on(self, name: str) -> str:
        return reverse(f"scoring:{name}", args=[self.table.uuid])

    def as_(self, viewer: Viewer) -> Client:
        self.client.force_login(user_of(viewer), backend="django.contrib.auth.backends.ModelBackend")
        return self.client


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch, client: Client) -> Desk:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    one = make_cluster_one()
    units = make_verifiers()
    table = make_table(one, units)
    sheets = {code: make_sheet(table, unit) for code, unit in one.units.items()}
    made = Desk(one, units, table, sheets, client)
    made.as_(make_viewer(units["A"]))
    return made


def text_of(response: object) -> str:
    return re.sub(r"\s+", " ", response.content.decode())  # type: ignore[attr-defined]


class TestGrid:
    def test_it_shows_own_criteria_over_all_units_and_the_policy_for_blanks(self, desk: Desk) -> None:
        page = text_of(desk.client.get(desk.on("verification_grid")))
        assert "Tỷ lệ giáo viên đạt chuẩn" in page
        assert "Kế hoạch giáo dục STEM" not in page
        assert page.count('name="chon"') == 10
        assert "Chính sách ô chưa thẩm định: xếp hạng tạm tính đến khi thẩm định đủ" in page
        assert "Đã thẩm định 0/10 dòng" in page

    def test_looking_opens_the_sheets(self, desk: Desk) -> None:
        desk.client.get(desk.on("verification_grid"))
        assert SheetOpening.objects.count() == 5
        assert Line.objects.filter(verified__isnull=False).count() == 0

    def test_ticked_lines_are_accepted_the_others_not(self, desk: Desk) -> None:
        answer = desk.client.post(
            desk.on("accept_lines"),
            {"chon": [desk.tick("S1"), desk.tick("S2")], "loc": "tinh-trang=waiting"},
            follow=True,
        )
        assert answer.redirect_chain[0][0].endswith("?tinh-trang=waiting")
        assert "Đã chấp nhận 2 dòng." in text_of(answer)
        assert Line.objects.filter(verdict="accepted").count() == 2

    def test_nothing_ticked_accepts_nothing(self, desk: Desk) -> None:
        answer = desk.client.post(desk.on("accept_lines"))
        assert answer.status_code == 400
        assert "Chưa chọn dòng nào" in text_of(answer)
        assert Line.objects.filter(verified__isnull=False).count() == 0

    def test_a_line_that_changed_meanwhile_is_not_accepted_with_the_rest(self, desk: Desk) -> None:
        ticks = [desk.tick("S1"), desk.tick("S2")]
        Line.objects.filter(pk=desk.line("S2").pk).update(claimed={"points": "1"}, edition=2)
        answer = desk.client.post(desk.on("accept_lines"), {"chon": ticks})
        assert answer.status_code == 409
        assert "đơn vị vừa sửa" in text_of(answer)
        assert Line.objects.filter(verified__isnull=False).count() == 0

    @pytest.mark.parametrize("bad", ["", "x", "1.2.3", "00000000-0000-4000-8000-000000000000.0.0"])
    def test_forged_ticks_are_not_there(self, desk: Desk, bad: str) -> None:
        assert desk.client.post(desk.on("accept_lines"), {"chon": [bad]}).status_code == 404

    def test_another_verifier_s_line_is_not_there(self, desk: Desk) -> None:
        assert desk.client.post(desk.on("accept_lines"), {"chon": [desk.tick("S1", "G.1")]}).status_code == 404
        assert desk.client.get(desk.address("verification_line", code="G.1")).status_code == 404
        for name in ("accept_line", "change_line", "return_line"):
            assert desk.client.post(desk.address(name, code="G.1")).status_code == 404

    def test_filters_are_in_the_address(self, desk: Desk) -> None:
        desk.client.post(desk.address("accept_line"), {"lan": "1.0"})
        waiting = text_of(desk.client.get(desk.on("verification_grid"), {"tinh-trang": "accepted"}))
        assert 'data-code="S1"' in waiting
        assert 'data-code="S2"' not in waiting
        nothing = text_of(desk.client.get(desk.on("verification_grid"), {"tinh-trang": "returned"}))
        assert "Không có dòng nào như đã lọc" in nothing
        ordered = text_of(desk.client.get(desk.on("verification_grid"), {"xep": "con-cho", "nhom": "N"}))
        assert ordered.index('data-code="S2"') < ordered.index('data-code="S1"')

    def test_a_draft_shows_its_state_and_no_figures(self, desk: Desk) -> None:
        Sheet.objects.filter(pk=desk.sheets["S4"].pk).update(state="draft")
        page = text_of(desk.client.get(desk.on("verification_grid")))
        assert "chưa nộp" in page
        assert str(desk.line("S4").uuid) not in page

    def test_the_database_is_asked_as_often_for_many_units_as_for_few(self, desk: Desk) -> None:
        def queries() -> int:
            desk.client.get(desk.on("verification_grid"))
            with CaptureQueriesContext(connection) as captured:
                assert desk.client.get(desk.on("verification_grid")).status_code == 200
            return len(captured)

        few = queries()
        for number in range(12):
            unit = make_unit(f"T{number:02d}")
            Membership.objects.create(cluster=desk.one.cluster, unit=unit, order=9 + number, starts_on=TODAY)
            make_sheet(desk.table, unit)
        assert queries() == few


class TestLine:
    def test_it_shows_the_formula_the_claim_and_what_may_be_done(self, desk: Desk) -> None:
        page = text_of(desk.client.get(desk.address("verification_line", code="N.2")))
        assert "Tỷ lệ giáo viên đạt chuẩn" in page
        assert "Chấp nhận 4,5" in page
        assert "Cho điểm trực tiếp" in page
        assert "Trả lại dòng này" in page

    def test_a_change_is_typed_the_vietnamese_way(self, desk: Desk) -> None:
        answer = desk.client.post(
            desk.address("change_line"), {"lan": "1.0", "so.points": "4,75", "ly-do": "có thêm biên bản"}, follow=True
        )
        assert "Đã ghi điểm thẩm định N.1 của S1." in text_of(answer)
        assert "4,5 → 4,75" in text_of(answer)
        assert desk.line("S1").verified == {"points": "4.75"}

    def test_points_directly_where_the_method_asks_for_quantities(self, desk: Desk) -> None:
        sent = {"lan": "1.0", "cach": "diem", "diem": "3,25", "ly-do": "số liệu đến 31/5"}
        desk.client.post(desk.address("change_line", code="N.2"), sent)
        assert desk.line("S1", "N.2").verified == {"points": "3.25"}

    @pytest.mark.parametrize(
        ("sent", "words"),
        [
            ({"so.points": "4"}, "Chưa nêu lý do"),
            ({"so.points": "bốn", "ly-do": "thiếu minh chứng"}, "không phải là số"),
            ({"so.points": "6", "ly-do": "thiếu minh chứng"}, "ngoài khoảng"),
            ({"ly-do": "thiếu minh chứng"}, "Chưa nhập số liệu"),
        ],
    )
    def test_what_does_not_fit_is_said_and_what_was_typed_is_kept(
        self, desk: Desk, sent: dict[str, str], words: str
    ) -> None:
        answer = desk.client.post(desk.address("change_line"), {"lan": "1.0", **sent})
        assert answer.status_code == 400
        page = text_of(answer)
        assert words in page
        assert all(f'value="{text}"' in page or f">{text}</textarea>" in page for text in sent.values())
        assert desk.line("S1").verdict == ""

    def test_a_return_gives_the_unit_the_reason(self, desk: Desk) -> None:
        desk.client.post(desk.address("return_line"), {"lan": "1.0", "ly-do": "minh chứng không mở được"})
        own = desk.as_(make_viewer(desk.one.units["S1"]))
        for name, key in (("verification_line", desk.line("S1").uuid), ("sheet", desk.sheets["S1"].uuid)):
            assert "minh chứng không mở được" in text_of(own.get(reverse(f"scoring:{name}", args=[key])))

    def test_an_old_page_shows_what_stands_now(self, desk: Desk) -> None:
        Line.objects.filter(pk=desk.line("S1").pk).update(claimed={"points": "3.5"}, edition=2)
        answer = desk.client.post(desk.address("accept_line"), {"lan": "1.0"})
        assert answer.status_code == 409
        assert "Chấp nhận 3,5" in text_of(answer)
        assert desk.line("S1").verdict == ""

    def test_the_leader_sees_the_own_line_and_why_it_is_not_his(self, desk: Desk) -> None:
        leader = desk.as_(make_viewer(desk.one.leader))
        page = text_of(leader.get(desk.address("verification_line", "S3", "X.1")))
        assert "cụm phó thực hiện" in page
        for name in ("accept_line", "change_line", "return_line"):
            answer = leader.post(
                desk.address(name, "S3", "X.1"), {"lan": "1.0", "so.answer": "fail", "ly-do": "chưa ký giao ước"}
            )
            assert answer.status_code == 403
        deputy = desk.as_(make_viewer(desk.one.deputy))
        answer = deputy.post(
            desk.address("change_line", "S3", "X.1"), {"lan": "1.0", "so.answer": "fail", "ly-do": "chưa ký giao ước"}
        )
        assert answer.status_code == 302
        assert desk.line("S3", "X.1").verified == {"answer": "fail"}

    def test_the_way_back_keeps_the_filters(self, desk: Desk) -> None:
        came = f"http://testserver{desk.on('verification_grid')}?nhom=N&tinh-trang=waiting"
        page = text_of(desk.client.get(desk.address("verification_line"), headers={"referer": came}))
        assert 'name="loc" value="nhom=N&amp;tinh-trang=waiting"' in page
        elsewhere = desk.client.get(desk.address("verification_line"), headers={"referer": "http://evil.test/?nhom=N"})
        assert 'name="loc" value=""' in text_of(elsewhere)


class TestPaste:
    def paste(self, desk: Desk, block: str, unit: str = "S1", code: str = "N.1") -> object:
        return desk.client.post(desk.on("paste_block"), {"khoi": block, "don-vi": unit, "tieu-chi": code})

    def sent(self, response: object) -> dict[str, list[str]]:
        page = response.content.decode()  # type: ignore[attr-defined]
        return {
            "dong": re.findall(r'name="dong" value="([^"]+)"', page),
            "so": re.findall(r'name="so" value="([^"]+)"', page),
        }

    def test_the_preview_saves_nothing(self, desk: Desk) -> None:
        page = text_of(self.paste(desk, "4,5\t4\n4\t4,5"))
        assert (page.count("<td>Chấp nhận</td>"), page.count("<td>Điều chỉnh</td>")) == (2, 2)
        assert "Ghi 4 dòng" in page
        assert Line.objects.filter(verified__isnull=False).count() == 0

    def test_saving_does_what_the_preview_said(self, desk: Desk) -> None:
        sent = self.sent(self.paste(desk, "\tN.1\tN.2\nS2\t4,5\t4\nS3\t4\t"))
        answer = desk.client.post(desk.on("save_block"), sent | {"ly-do-chung": "theo biên bản kiểm tra"}, follow=True)
        assert "Đã ghi 3 dòng." in text_of(answer)
        assert (desk.line("S2").verdict, desk.line("S2", "N.2").verdict, desk.line("S3").verdict) == (
            "accepted",
            "changed",
            "changed",
        )
        assert desk.line("S3").reason == "theo biên bản kiểm tra"

    def test_a_change_without_reason_keeps_the_block(self, desk: Desk) -> None:
        sent = self.sent(self.paste(desk, "4"))
        answer = desk.client.post(desk.on("save_block"), sent)
        assert answer.status_code == 400
        assert "Chưa nêu lý do" in text_of(answer)
        assert "Ghi 1 dòng" in text_of(answer)
        assert desk.line("S1").verdict == ""

    def test_a_bad_cell_is_named_and_nothing_can_be_saved(self, desk: Desk) -> None:
        answer = self.paste(desk, "4\tbốn")
        assert answer.status_code == 400  # type: ignore[attr-defined]
        page = text_of(answer)
        assert "Dòng 1, cột 2" in page
        assert "Ghi 1 dòng" not in page

    def test_what_changed_between_preview_and_saving_is_seen_first(self, desk: Desk) -> None:
        sent = self.sent(self.paste(desk, "4,5"))
        Line.objects.filter(pk=desk.line("S1").pk).update(claimed={"points": "2"}, edition=2)
        answer = desk.client.post(desk.on("save_block"), sent)
        assert answer.status_code == 409
        assert desk.line("S1").verdict == ""

    def test_forged_lines_are_not_there(self, desk: Desk) -> None:
        forged = {"dong": [desk.tick("S1", "G.1")], "so": ["4"]}
        assert desk.client.post(desk.on("save_block"), forged).status_code == 404


class TestProgress:
    def test_the_leader_sees_who_is_behind(self, desk: Desk) -> None:
        desk.client.post(desk.address("accept_line"), {"lan": "1.0"})
        page = text_of(desk.as_(make_viewer(desk.one.leader)).get(desk.on("verification_progress")))
        assert "Đã thẩm định 1/25 dòng" in page
        assert "Vụ Giáo dục Trung học" in page

    @pytest.mark.parametrize("who", ["S2", "verifier", "administrator"])
    def test_others_do_not(self, desk: Desk, who: str) -> None:
        if who == "S2":
            desk.as_(make_viewer(desk.one.units["S2"]))
        elif who == "administrator":
            desk.as_(make_viewer(desk.one.organiser, Post.Role.ADMINISTRATOR))
        assert desk.client.get(desk.on("verification_progress")).status_code == 404


def test_one_table_opens_at_once_none_says_so(desk: Desk) -> None:
    assert desk.client.get(reverse("scoring:verification")).headers["Location"] == desk.on("verification_grid")
    desk.as_(make_viewer(desk.one.units["S2"]))
    assert "Chưa có tiêu chí nào giao" in text_of(desk.client.get(reverse("scoring:verification")))
