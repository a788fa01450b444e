"""The pages of a case: what is needed, what came out, who may press what; and the pages of the clause."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import make_letterhead, make_unit, make_viewer
from tests.meetings_world import opened
from tests.selection_world import (
    AT,
    PAPER,
    SECOND,
    TIED,
    Selecting,
    concluded_case,
    decide,
    make_selecting,
    opened_case,
)  # fmt: skip
from tests.web.test_selection_pages import seen, signed_in
from thidua.documents.models import IssuedPaper
from thidua.organisations.rules import Viewer
from thidua.registration.models import Registration
from thidua.selection.facts.clauses import house_clause_text
from thidua.selection.models import Clause, Hold, Refusal, Ruling, SelectionCase

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_the_day_of_the_conference(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("thidua.foundation.clock.now", lambda: AT)
    monkeypatch.setattr("thidua.foundation.clock.today", lambda: AT.date())


def client_of(viewer: Viewer) -> Client:
    return signed_in(viewer)


def url(found: Selecting, name: str, **more: Any) -> str:
    return reverse(f"selection:{name}", kwargs={"table": found.table.uuid, **more})


def upload() -> SimpleUploadedFile:
    return SimpleUploadedFile(PAPER[0], PAPER[1], content_type="application/pdf")


def test_the_leader_opens_the_case_asks_for_the_vote_and_concludes_on_screen() -> None:
    found = make_selecting()
    opened(found.conference)
    leader = client_of(found.leader)
    assert "Lập hồ sơ xét chọn" in seen(leader, url(found, "case"))
    assert leader.post(url(found, "open-case")).status_code == 302
    page = seen(leader, url(found, "case"))
    assert "Cần bỏ phiếu giữa" in page
    assert "Sở Giáo dục và Đào tạo thành phố Hà Nội" in page
    assert leader.post(url(found, "conclude-case"), {"seen": found.sight.mark}).status_code == 403
    asked = leader.post(url(found, "ask-vote"), {"session": str(found.conference.session.uuid)})
    assert asked.status_code == 302
    assert "Mở phiên họp" in seen(leader, url(found, "case"))
    again = leader.post(url(found, "ask-vote"), {"session": str(found.conference.session.uuid)})
    assert again.status_code == 403


def test_the_outcome_with_every_step_and_clause_is_read_by_everybody_and_concluded_by_the_leader() -> None:
    found = opened_case()
    decide(found, TIED, SECOND)
    leader = client_of(found.leader)
    page = seen(leader, url(found, "case"))
    assert page.count("Mục IV.2 Quy chế hoạt động của Cụm thi đua 1") > 3
    assert "Đã đủ điều kiện để kết luận" in page
    assert leader.post(url(found, "conclude-case"), {"seen": "khác"}).status_code == 409
    assert leader.post(url(found, "conclude-case"), {"seen": found.sight.mark}).status_code == 302
    assert found.case.state == SelectionCase.State.CONCLUDED
    observer = client_of(make_viewer(found.one.organiser, "observer"))
    for page in (seen(observer, url(found, "case")), seen(observer, url(found, "case-print"))):
        assert "Cờ thi đua của Bộ Giáo dục và Đào tạo" in page
        assert "Kết luận xét chọn" not in page


def test_supposing_a_refusal_stores_nothing() -> None:
    found = concluded_case()
    leader = client_of(found.leader)
    page = seen(leader, url(found, "case-what-if") + "?tu-choi=S3:flag&chua-xet=S4")
    assert "Giả sử Sở Giáo dục và Đào tạo thành phố Cần Thơ từ chối nhận Cờ thi đua" in page
    assert not Refusal.objects.exists()
    assert not Hold.objects.exists()
    seen(leader, url(found, "case-what-if") + "?tu-choi=S9:flag", 404)
    seen(leader, url(found, "case-what-if") + "?chua-xet=S9", 404)


def test_a_flag_given_back_goes_from_the_unit_to_the_organisers_ruling() -> None:
    found = concluded_case()
    unit = client_of(found.person("S3"))
    sent = {"unit": "S3", "prize": "flag", "on": "03/06/2020", "reason": "Nhường cho đơn vị bạn.", "paper": upload()}
    assert unit.post(url(found, "note-refusal"), sent).status_code == 302
    organiser = client_of(found.organiser)
    assert "Quyết định cách xử lý" in seen(organiser, url(found, "case"))
    address = url(found, "rule", key="vacated:flag")
    sent = {"answer": "left-empty", "on": "03/06/2020", "reason": "Để trống suất Cờ.", "paper": upload()}
    assert client_of(found.person("S4")).post(address, sent).status_code == 403
    assert organiser.post(address, {**sent, "paper": upload(), "reason": ""}).status_code == 400
    assert organiser.post(address, {**sent, "paper": upload()}).status_code == 302
    assert Ruling.objects.get().answer == "left-empty"
    page = seen(organiser, url(found, "case"))
    assert "Nhường cho đơn vị bạn." in page
    assert "Để trống suất Cờ." in page
    for noted in (Refusal.objects.get(), Ruling.objects.get()):
        assert organiser.get(url(found, "noted-file", noted=noted.uuid)).content == PAPER[1]
    seen(organiser, url(found, "noted-file", noted=found.table.uuid), 404)
    seen(organiser, address, 404)


def test_a_held_unit_is_written_down_with_its_paper_and_comes_back_with_the_conclusion() -> None:
    found = opened_case()
    organiser = client_of(found.organiser)
    sent = {"unit": "S4", "since": "01/06/2020", "reason": "Có đơn thư đang xác minh.", "paper": upload()}
    assert organiser.post(url(found, "note-hold"), sent).status_code == 302
    hold = Hold.objects.get()
    page = seen(organiser, url(found, "holds"))
    assert "Có đơn thư đang xác minh." in page
    paper = url(found, "hold-file", hold=hold.uuid, which="ghi-nhan")
    assert organiser.get(paper).content == PAPER[1]
    assert client_of(found.person("S2")).get(paper).status_code in (403, 404)
    assert client_of(found.leader).get(paper).status_code == 200
    seen(organiser, url(found, "hold-file", hold=hold.uuid, which="ket-luan"), 404)
    sent = {"state": "cleared", "on": "31/05/2020", "conclusion": "Không có sai phạm.", "paper": upload()}
    address = url(found, "conclude-hold", hold=hold.uuid)
    assert organiser.post(address, sent).status_code == 400
    assert organiser.post(address, {**sent, "on": "02/06/2020", "paper": upload()}).status_code == 302
    assert "Kết luận không sai phạm" in seen(organiser, url(found, "holds"))


def test_the_request_is_born_from_the_outcome_edited_and_issued_once_concluded() -> None:
    found = opened_case()
    make_letterhead(found.one.leader)
    leader = client_of(found.leader)
    assert "Hồ sơ xét chọn chưa kết luận" in seen(leader, url(found, "proposal"))
    decide(found, TIED, SECOND)
    leader.post(url(found, "conclude-case"), {"seen": found.sight.mark})
    assert "04 (bốn) đơn vị" in seen(leader, url(found, "proposal"))
    for form, mark in (("pdf", b"%PDF"), ("docx", b"PK")):
        assert leader.get(url(found, "proposal-file", form=form)).content.startswith(mark)
    assert leader.post(url(found, "proposal"), {"action": "issue"}).status_code == 302
    paper = IssuedPaper.objects.get(kind="proposal")
    assert paper.about_uuid == found.case.uuid
    assert "01 (một) Cờ thi đua" in paper.data.replace("\\n", " ")


def clause_url(found: Selecting, name: str) -> str:
    return reverse(f"selection:{name}", kwargs={"cluster": found.one.cluster.uuid})


def test_the_clause_is_read_in_the_statutes_own_words() -> None:
    found = make_selecting()
    member = client_of(found.person("S4"))
    assert "Đang có hiệu lực" in seen(member, clause_url(found, "clauses"))
    page = seen(member, reverse("selection:clause", args=[Clause.objects.get().uuid]))
    assert "đơn vị có điểm thấp hơn liền kề" in page
    assert "cơ quan tổ chức cụm quyết định" in page
    assert "Lập bản mới" not in page


def form_of(clause_page: Client, address: str) -> dict[str, Any]:
    """Everything that the form of a clause shows, as a browser would send it back."""
    context = clause_page.get(address).context
    sent = {name: value for name, value in context["form"].initial.items() if value is not None}
    sent["starts_on"] = "01/12/2020"
    prizes = context["prizes"]
    sent |= {f"prize-{key}": value for key, value in prizes.management_form.initial.items()}
    for number, initial in enumerate(prizes.initial):
        sent |= {f"prize-{number}-{name}": value for name, value in initial.items()}
    return sent


def test_a_new_version_is_written_as_a_form_published_and_then_never_changes() -> None:
    found = make_selecting()
    leader = client_of(found.leader)
    sent = form_of(leader, clause_url(found, "new-clause")) | {"late_rule": "extra-seat"}
    assert leader.post(clause_url(found, "new-clause"), sent).status_code == 302
    draft = Clause.objects.get(version=2)
    assert client_of(found.person("S4")).get(reverse("selection:clause", args=[draft.uuid])).status_code == 404
    edit = reverse("selection:edit-clause", args=[draft.uuid])
    changed = form_of(leader, edit) | {"prize-1-seats": "2"}
    assert leader.post(edit, changed).status_code == 302
    assert leader.post(edit, changed).status_code == 409
    draft.refresh_from_db()
    assert draft.content["prizes"][1]["seats"] == 2
    publish = reverse("selection:publish-clause", args=[draft.uuid])
    assert leader.post(publish, {"seen": "khác"}).status_code == 409
    assert leader.post(publish, {"seen": draft.fingerprint}).status_code == 302
    draft.refresh_from_db()
    assert leader.post(edit, changed | {"edition": draft.edition}).status_code == 403


def test_a_form_without_prizes_keeps_what_was_typed_and_says_what_is_missing() -> None:
    found = make_selecting()
    leader = client_of(found.leader)
    sent = form_of(leader, clause_url(found, "new-clause"))
    sent |= {name: "" for name in list(sent) if name.startswith("prize-") and name.endswith("-name")}
    answer = leader.post(clause_url(found, "new-clause"), sent | {"title": "Điều khoản đang soạn"})
    assert answer.status_code == 400
    assert "ít nhất một hình thức khen" in answer.content.decode()
    assert "Điều khoản đang soạn" in answer.content.decode()


def test_a_file_is_read_or_its_faults_are_named() -> None:
    found = make_selecting()
    leader = client_of(found.leader)

    def send(text: str) -> Any:
        file = SimpleUploadedFile("dieu-khoan.toml", text.encode(), content_type="text/plain")
        return leader.post(clause_url(found, "clause-file"), {"file": file})

    wrong = send(house_clause_text().replace("seats = 3", "seats = 0"))
    assert wrong.status_code == 400
    assert "prizes[2].seats" in wrong.content.decode()
    assert send(house_clause_text()).status_code == 302
    assert Clause.objects.filter(published_at__isnull=True).count() == 1


def test_strangers_learn_nothing_of_the_case_nor_of_the_clause() -> None:
    found = concluded_case()
    stranger = client_of(make_viewer(make_unit("NGOAI")))
    for name in ("case", "holds", "case-what-if", "case-print", "proposal"):
        seen(stranger, url(found, name), 404)
    seen(stranger, clause_url(found, "clauses"), 404)


def counted(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        seen(client, address)
    return len(queries)


def test_the_page_of_a_case_asks_the_database_no_more_with_more_holds() -> None:
    found = opened_case()
    organiser = client_of(found.organiser)

    def hold(unit: str) -> None:
        sent = {"unit": unit, "since": "01/06/2020", "reason": "Có đơn thư đang xác minh.", "paper": upload()}
        assert organiser.post(url(found, "note-hold"), sent).status_code == 302

    hold("S4")
    one = counted(organiser, url(found, "holds"))
    hold("S2")
    hold("S1")
    assert counted(organiser, url(found, "holds")) == one


def test_the_list_of_clauses_asks_no_more_with_more_versions() -> None:
    found = make_selecting()
    leader = client_of(found.leader)
    one = counted(leader, clause_url(found, "clauses"))
    for _ in range(2):
        file = SimpleUploadedFile("dieu-khoan.toml", house_clause_text().encode())
        leader.post(clause_url(found, "clause-file"), {"file": file})
    assert counted(leader, clause_url(found, "clauses")) == one


def test_who_did_not_register_is_ranked_but_never_silently() -> None:
    found = make_selecting()
    cycle = found.one.cycle
    cycle.stages.create(step="registration", opens_on="2019-12-01", closes_on="2019-12-27")
    for code, unit in found.one.units.items():
        if code != "S2":
            Registration.objects.create(cycle=cycle, unit=unit, state="accepted")
    make_letterhead(found.one.leader)
    leader = client_of(found.leader)
    for name in ("ranking", "print"):
        page = seen(leader, url(found, name))
        assert "Có tên trong bảng nhưng không xét thi đua" in page
    assert leader.post(url(found, "issue")).status_code == 302
    paper = IssuedPaper.objects.get(kind="consolidated-table")
    assert "Không xét thi đua đối với Sở Giáo dục và Đào tạo Thành phố Hồ Chí Minh" in paper.data


def test_the_page_of_a_case_asks_no_more_with_more_refusals() -> None:
    found = opened_case()
    leader = client_of(found.leader)

    def decline(unit: str) -> None:
        sent = {"unit": unit, "prize": "flag", "on": "03/06/2020", "reason": "Nhường đơn vị bạn.", "paper": upload()}
        assert leader.post(url(found, "note-refusal"), sent).status_code == 302

    decline("S4")
    one = counted(leader, url(found, "case"))
    decline("S2")
    decline("S1")
    assert counted(leader, url(found, "case")) == one
