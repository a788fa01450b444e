"""The pages on which members agree: a version goes round, is read, questioned, settled, reported."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import (
    CLAIMS,
    NOW,
    ClusterOne,
    line_of,
    make_cluster_one,
    make_sheet,
    make_table,
    make_verifiers,
    make_viewer,
    user_of,
)
from thidua.core.days import HANOI
from thidua.foundation import clock
from thidua.organisations.models import Post, Unit
from thidua.organisations.rules import Viewer
from thidua.scoring.models import Circulation, CriteriaTable, Line, Objection, Receipt, Sheet
from thidua.scoring.rules.values import points
from thidua.scoring.services import agreement as services

pytestmark = pytest.mark.django_db
UNTIL = date(2020, 6, 25)
AFTER = datetime(2020, 6, 26, tzinfo=HANOI)


@dataclass
class Round:
    """Cluster 1 with every line verified."""

    one: ClusterOne
    units: dict[str, Unit]
    table: CriteriaTable
    sheets: dict[str, Sheet]
    people: dict[str, Viewer]
    client: Client
    monkeypatch: pytest.MonkeyPatch

    def as_(self, who: str) -> Client:
        self.client.force_login(user_of(self.people[who]), backend="django.contrib.auth.backends.ModelBackend")
        return self.client

    def at(self, moment: datetime) -> None:
        self.monkeypatch.setattr(clock, "now", lambda: moment)

    def send(self, *, provisional: bool = False) -> Circulation:
        return services.send_circulation(
            actor=self.people["S3"], now=NOW, table=self.table, objections_until=UNTIL, provisional=provisional
        )

    def object(self, circulation: Circulation, unit: str = "S4", by: str = "S2") -> Objection:
        return services.raise_objection(
            actor=self.people[by], now=NOW, circulation=circulation, line=self.line(unit),
            text="Đề nghị xem lại, đã bổ sung biên bản.", proposed=points("5"),
        )  # fmt: skip

    def line(self, unit: str, code: str = "N.1") -> Line:
        return line_of(self.sheets[unit], code)


@pytest.fixture
def ready(monkeypatch: pytest.MonkeyPatch, client: Client) -> Round:
    one = make_cluster_one()
    units = make_verifiers()
    table = make_table(one, units)
    sheets = {code: make_sheet(table, unit, state="settled") for code, unit in one.units.items()}
    people = {code: make_viewer(unit) for code, unit in one.units.items()} | {"A": make_viewer(units["A"])}
    people["observer"] = make_viewer(one.organiser, Post.Role.OBSERVER)
    for code, claim in CLAIMS.items():
        Line.objects.filter(criterion__code=code).update(
            verified=claim, verdict="accepted", verified_by=user_of(people["A"]), verified_at=NOW, verified_edition=1
        )
    made = Round(one, units, table, sheets, people, client, monkeypatch)
    made.at(NOW)
    return made


def text_of(response: object) -> str:
    return re.sub(r"\s+", " ", response.content.decode())  # type: ignore[attr-defined]


def seen_on(response: object) -> str:
    return re.search(r'name="xem" value="([^"]+)"', text_of(response)).group(1)  # type: ignore[union-attr]


class TestSending:
    def test_a_complete_table_goes_round_with_one_button(self, ready: Round) -> None:
        leader = ready.as_("S3")
        address = reverse("scoring:circulate", args=[ready.table.uuid])
        page = text_of(leader.get(address))
        assert "Mọi phiếu đã gửi và đã thẩm định xong." in page
        assert 'value="30/06/2020"' in page
        answer = leader.post(address, {"objections_until": "2020-06-25"}, follow=True)
        assert "Đã gửi bảng điểm cho mọi đơn vị thành viên." in text_of(answer)
        assert Circulation.objects.get().objections_until == UNTIL

    def test_what_is_missing_comes_first_and_must_be_accepted(self, ready: Round) -> None:
        Line.objects.filter(pk=ready.line("S4").pk).update(verified=None, verdict="")
        leader = ready.as_("S3")
        address = reverse("scoring:circulate", args=[ready.table.uuid])
        assert "còn 1 dòng chưa thẩm định" in text_of(leader.get(address))
        refused = leader.post(address, {"objections_until": "25/06/2020"})
        assert refused.status_code == 403
        assert "chọn gửi ở dạng tạm tính" in text_of(refused)
        leader.post(address, {"objections_until": "25/06/2020", "provisional": "on"})
        page = text_of(leader.get(reverse("scoring:circulation", args=[Circulation.objects.get().uuid])))
        assert "Bảng điểm tạm tính: còn 1 dòng chưa thẩm định." in page

    @pytest.mark.parametrize(("sent", "status"), [("", 400), ("hôm qua", 400), ("2020-05-31", 400)])
    def test_a_day_that_is_none_is_refused(self, ready: Round, sent: str, status: int) -> None:
        address = reverse("scoring:circulate", args=[ready.table.uuid])
        assert ready.as_("S3").post(address, {"objections_until": sent}).status_code == status
        assert not Circulation.objects.exists()

    def test_others_see_why_they_do_not_send(self, ready: Round) -> None:
        address = reverse("scoring:circulate", args=[ready.table.uuid])
        assert "khi cụm trưởng ủy quyền" in text_of(ready.as_("S1").get(address))
        assert ready.as_("S1").post(address, {"objections_until": "2020-06-25"}).status_code == 403
        assert ready.as_("observer").get(address).status_code == 200
        assert ready.as_("S2").get(address).status_code == 404


class TestReading:
    def test_every_member_reads_the_same_and_leaves_a_receipt(self, ready: Round) -> None:
        address = reverse("scoring:circulation", args=[ready.send().uuid])
        pages = {who: text_of(ready.as_(who).get(address)) for who in ("S2", "S4")}
        tables = [page[page.index("Tổng điểm") : page.index("Ý kiến đề nghị điều chỉnh")] for page in pages.values()]
        assert tables[0] == tables[1]
        assert sorted(receipt.unit.code for receipt in Receipt.objects.all()) == ["S2", "S4"]
        assert "chưa mở" in pages["S4"]
        assert "Chính sách ô chưa thẩm định:" in pages["S4"]

    def test_it_stays_as_it_was_sent(self, ready: Round) -> None:
        address = reverse("scoring:circulation", args=[ready.send().uuid])
        before = text_of(ready.as_("S4").get(address))
        Line.objects.filter(criterion__code="N.1").update(verified={"points": "0"}, reason="sửa sau khi gửi")
        after = text_of(ready.as_("S4").get(address))
        figures = slice(before.index("Tổng điểm"), before.index("Ý kiến đề nghị"))
        assert before[figures] == after[figures]

    def test_a_broken_version_says_so(self, ready: Round) -> None:
        circulation = ready.send()
        circulation.snapshot["open_lines"] = 7
        circulation.save()
        page = text_of(ready.as_("S4").get(reverse("scoring:circulation", args=[circulation.uuid])))
        assert "không còn khớp dấu kiểm" in page

    def test_verifiers_who_are_no_members_do_not_see_it(self, ready: Round) -> None:
        assert ready.as_("A").get(reverse("scoring:circulation", args=[ready.send().uuid])).status_code == 404
        assert "Chưa có bảng điểm nào" in text_of(ready.as_("A").get(reverse("scoring:agreement")))

    def test_the_database_is_asked_as_often_for_three_objections_as_for_one(self, ready: Round) -> None:
        circulation = ready.send()
        address = reverse("scoring:circulation", args=[circulation.uuid])
        client = ready.as_("S4")

        def queries() -> int:
            client.get(address)
            with CaptureQueriesContext(connection) as captured:
                client.get(address)
            return len(captured)

        ready.object(circulation)
        few = queries()
        ready.object(circulation, unit="S5")
        ready.object(circulation, unit="S1", by="S5")
        assert queries() == few


class TestObjecting:
    def test_a_member_objects_to_a_line_and_everybody_reads_it(self, ready: Round) -> None:
        circulation = ready.send()
        address = reverse("scoring:object_to_line", args=[circulation.uuid, ready.line("S4").uuid])
        client = ready.as_("S2")
        assert "Nêu ý kiến" in text_of(client.get(address))
        client.post(address, {"y-kien": "Đề nghị xem lại minh chứng.", "diem": "4,75"})
        assert Objection.objects.get().proposed == {"points": "4.75"}
        page = text_of(ready.as_("S5").get(reverse("scoring:circulation", args=[circulation.uuid])))
        assert "Đề nghị xem lại minh chứng." in page
        assert "1 ý kiến" in page

    @pytest.mark.parametrize(
        ("text", "figure", "words"), [("", "", "Chưa nêu nội dung"), ("Xem lại", "9", "ngoài khoảng")]
    )
    def test_what_does_not_fit_is_kept_on_the_page(self, ready: Round, text: str, figure: str, words: str) -> None:
        address = reverse("scoring:object_to_line", args=[ready.send().uuid, ready.line("S4").uuid])
        answer = ready.as_("S2").post(address, {"y-kien": text, "diem": figure})
        assert answer.status_code == 400
        assert words in text_of(answer)
        assert f'name="diem" value="{figure}"' in text_of(answer)
        assert not Objection.objects.exists()

    def test_after_the_last_day_the_page_says_so(self, ready: Round) -> None:
        address = reverse("scoring:object_to_line", args=[ready.send().uuid, ready.line("S4").uuid])
        ready.at(AFTER)
        assert "Đã hết hạn nêu ý kiến" in text_of(ready.as_("S2").get(address))
        assert ready.as_("S2").post(address, {"y-kien": "Xem lại minh chứng"}).status_code == 403

    def test_an_observer_reads_and_does_not_object(self, ready: Round) -> None:
        address = reverse("scoring:object_to_line", args=[ready.send().uuid, ready.line("S4").uuid])
        assert "Chỉ đơn vị thành viên" in text_of(ready.as_("observer").get(address))
        assert ready.as_("observer").post(address, {"y-kien": "Xem lại minh chứng"}).status_code == 403

    def test_it_is_taken_back_with_a_reason(self, ready: Round) -> None:
        objection = ready.object(ready.send())
        address = reverse("scoring:withdraw_objection", args=[objection.uuid])
        assert ready.as_("S4").post(address, {"ly-do-rut": "không cần nữa"}).status_code == 403
        assert ready.as_("S2").post(address, {"ly-do-rut": ""}).status_code == 400
        assert "Đã rút ý kiến." in text_of(ready.as_("S2").post(address, {"ly-do-rut": "đã trao đổi lại"}, follow=True))


class TestSettling:
    def test_one_proposes_the_other_signs(self, ready: Round) -> None:
        objection = ready.object(ready.send())
        page = reverse("scoring:objection", args=[objection.uuid])
        leader = ready.as_("S3")
        sent = {"ket-qua": "upheld", "diem": "5", "ly-do": "đã có biên bản", "xem": seen_on(leader.get(page))}
        leader.post(reverse("scoring:propose_outcome", args=[objection.uuid]), sent)
        told = text_of(leader.get(page))
        assert "Đang là đề xuất" in told
        assert "Đồng ý và ký kết quả này" not in told
        deputy = ready.as_("S1")
        seen = seen_on(deputy.get(page))
        answer = deputy.post(reverse("scoring:sign_outcome", args=[objection.uuid]), {"xem": seen}, follow=True)
        assert "Hai bên đã thống nhất" in text_of(answer)
        assert ready.line("S4").verdict == "agreed"

    def test_what_was_not_read_is_not_signed(self, ready: Round) -> None:
        objection = ready.object(ready.send())
        address = reverse("scoring:sign_outcome", args=[objection.uuid])
        for seen in ("", "cũ.1.1"):
            assert ready.as_("S1").post(address, {"xem": seen}).status_code == 409

    def test_the_unit_concerned_and_others_see_who_settles(self, ready: Round) -> None:
        objection = ready.object(ready.send(), unit="S3")
        page = reverse("scoring:objection", args=[objection.uuid])
        assert "cụm phó và một đơn vị thành viên khác cùng thống nhất" in text_of(ready.as_("S5").get(page))
        told = text_of(ready.as_("S3").get(page))
        assert "về điểm của chính đơn vị bạn" in told
        assert "Ghi đề xuất và ký" not in told
        for name in ("propose_outcome", "sign_outcome"):
            assert ready.as_("S3").post(reverse(f"scoring:{name}", args=[objection.uuid])).status_code == 403
        assert ready.as_("A").get(page).status_code == 404

    def test_an_outcome_without_reason_keeps_what_was_typed(self, ready: Round) -> None:
        objection = ready.object(ready.send())
        leader = ready.as_("S3")
        seen = seen_on(leader.get(reverse("scoring:objection", args=[objection.uuid])))
        sent = {"ket-qua": "upheld", "diem": "5", "ly-do": "", "xem": seen}
        answer = leader.post(reverse("scoring:propose_outcome", args=[objection.uuid]), sent)
        assert answer.status_code == 400
        assert "Chưa nêu lý do" in text_of(answer)
        assert 'name="diem" value="5"' in text_of(answer)


class TestEnding:
    def test_silence_is_consent_and_the_leader_ends_the_round(self, ready: Round) -> None:
        circulation = ready.send()
        close = reverse("scoring:close_circulation", args=[circulation.uuid])
        assert ready.as_("S3").post(close).status_code == 403
        ready.at(AFTER)
        page = text_of(ready.as_("S3").get(reverse("scoring:circulation", args=[circulation.uuid])))
        assert page.count("Đồng ý (không nêu ý kiến trong thời hạn)") == 5
        assert "Kết thúc lấy ý kiến" in page
        assert "Đã kết thúc" in text_of(ready.as_("S3").post(close, follow=True))
        assert ready.as_("S2").post(close).status_code == 403

    def test_open_objections_are_listed(self, ready: Round) -> None:
        circulation = ready.send()
        ready.object(circulation)
        ready.at(AFTER)
        leader = ready.as_("S3")
        page = text_of(leader.get(reverse("scoring:circulation", args=[circulation.uuid])))
        assert "còn ý kiến chưa có kết quả" in page
        answer = leader.post(reverse("scoring:close_circulation", args=[circulation.uuid]))
        assert (answer.status_code, "Còn 1 ý kiến" in text_of(answer)) == (403, True)


def test_the_report_of_adjustments_names_from_to_who_and_why(ready: Round) -> None:
    Line.objects.filter(pk=ready.line("S1").pk).update(
        verdict="changed", verified={"points": "4"}, reason="thiếu biên bản"
    )
    ready.object(ready.send())
    address = reverse("scoring:adjustments", args=[ready.table.uuid])
    page = text_of(ready.as_("S5").get(address))
    assert "thiếu biên bản" in page
    assert '<td class="num">4,5</td><td class="num">4</td><td class="num">-0,5</td>' in page
    assert "Ý kiến của Sở Giáo dục và Đào tạo Thành phố Hồ Chí Minh" in page
    assert "Chưa có kết quả" in page
    assert ready.as_("A").get(address).status_code == 404


def test_the_list_leads_to_every_round(ready: Round) -> None:
    circulation = ready.send()
    page = text_of(ready.as_("S5").get(reverse("scoring:agreement")))
    assert reverse("scoring:circulation", args=[circulation.uuid]) in page
    assert "Đang lấy ý kiến" in page
