"""The page of a draft: words born from the data, edited, looked at, issued; nothing typed is ever lost."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.drafting import BORN, draft_of, told
from tests.factories import NOW, ClusterOne, make_cluster_one, make_letterhead, make_viewer, user_of
from tests.papers.reading import Word
from thidua.core.findings import refused
from thidua.core.text import say
from thidua.documents.models import IssuedPaper, Letterhead
from thidua.documents.selectors import words_of
from thidua.documents.services import keep_passages
from thidua.foundation import clock, files

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.drafting")]
MINE, THEIRS = "Lời của tôi.", "Lời của người khác."


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch: pytest.MonkeyPatch, settings, tmp_path) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    settings.MEDIA_ROOT = tmp_path
    told.clear()


@pytest.fixture
def one() -> ClusterOne:
    one = make_cluster_one()
    make_letterhead(one.leader)
    return one


@pytest.fixture
def officer(client: Client, one: ClusterOne) -> Client:
    client.force_login(user_of(make_viewer(one.leader)), backend="django.contrib.auth.backends.ModelBackend")
    return client


def page(one: ClusterOne) -> str:
    return reverse("draft", args=[one.cycle.uuid])


def typed(text: str, edition: int = 0, **more: Any) -> dict[str, Any]:
    return {"text-situation": text, "edition-situation": edition, **more}


def somebody_else_writes(one: ClusterOne, text: str = THEIRS) -> None:
    other = make_viewer(one.leader)
    keep_passages(actor=other, now=NOW, draft=draft_of(one.cycle), texts={"situation": text}, editions={"situation": 0})


def test_the_draft_shows_the_words_born_from_the_data_and_both_previews(officer: Client, one: ClusterOne) -> None:
    shown = officer.get(page(one)).content.decode()
    assert BORN in shown
    assert "Tình hình chung" in shown
    assert "Trở lại nguyên văn" not in shown
    for form, start in (("pdf", b"%PDF"), ("docx", b"PK")):
        address = reverse("draft-file", args=[one.cycle.uuid, form])
        assert address in shown
        assert officer.get(address).content.startswith(start)
    assert officer.get(reverse("draft-file", args=[one.cycle.uuid, "exe"])).status_code == 404


def test_edited_words_are_saved_shown_and_can_go_back_to_the_data(officer: Client, one: ClusterOne) -> None:
    assert officer.post(page(one), typed(MINE)).status_code == 302
    shown = officer.get(page(one)).content.decode()
    assert MINE in shown
    assert "Đã sửa so với nguyên văn" in shown
    preview = Word(officer.get(reverse("draft-file", args=[one.cycle.uuid, "docx"])).content)
    assert MINE in preview.lines()
    officer.post(page(one), typed(MINE, edition=1, reset="situation"))
    assert not words_of(draft_of(one.cycle))[0].edited


def test_saving_by_itself_answers_with_the_time_and_the_new_editions(officer: Client, one: ClusterOne) -> None:
    answer = officer.post(page(one), typed(MINE), headers={"X-Autosave": "1"})
    assert answer.json() == {"saved": "10:00", "editions": {"edition-situation": 1, "edition-proposal": 0}}
    refused_ = officer.post(page(one), typed(THEIRS), headers={"X-Autosave": "1"})
    assert refused_.status_code == 409
    assert "vừa được người khác sửa" in refused_.json()["sentence"]
    issue = officer.post(page(one), typed(MINE, edition=1, action="issue"), headers={"X-Autosave": "1"})
    assert issue.status_code == 200
    assert not IssuedPaper.objects.exists()


def test_a_conflict_shows_both_and_the_second_press_is_a_choice(officer: Client, one: ClusterOne) -> None:
    somebody_else_writes(one)
    answer = officer.post(page(one), typed(MINE))
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert MINE in shown
    assert THEIRS in shown
    assert 'name="edition-situation" value="1"' in shown
    assert words_of(draft_of(one.cycle))[0].text == THEIRS
    officer.post(page(one), typed(MINE, edition=1))
    assert words_of(draft_of(one.cycle))[0].text == MINE


def test_when_the_data_change_after_an_edit_the_page_says_so_and_shows_both(officer: Client, one: ClusterOne) -> None:
    officer.post(page(one), typed(MINE))
    told["born"] = "Cụm có 6 đơn vị thành viên."
    shown = officer.get(page(one)).content.decode()
    assert "Số liệu đã thay đổi từ khi đoạn này được sửa" in shown
    assert "Cụm có 6 đơn vị thành viên." in shown
    assert MINE in shown


def test_issuing_saves_what_is_in_the_fields_and_freezes_it(officer: Client, one: ClusterOne) -> None:
    answer = officer.post(page(one), typed(MINE, action="issue"))
    issued = IssuedPaper.objects.get()
    assert answer["Location"] == reverse("documents:paper", args=[issued.uuid])
    assert MINE in Word(files.read(issued.docx_sha256)).lines()
    assert "01/BC-SGDĐT" in officer.get(page(one)).content.decode()


def test_what_is_issued_is_what_was_looked_at(officer: Client, one: ClusterOne) -> None:
    shown = officer.get(page(one))
    told["born"] = "Cụm có 6 đơn vị thành viên."
    answer = officer.post(page(one), {"do": "issue", "seen": shown.context["seen"]})
    assert answer.status_code == 409
    assert "Số liệu hoặc lời văn vừa thay đổi" in answer.content.decode()
    told.clear()
    somebody_else_writes(one)
    assert officer.post(page(one), {"do": "issue", "edition-situation": "0"}).status_code == 409
    assert not IssuedPaper.objects.exists()


def test_what_is_missing_is_listed_and_issuing_is_refused_with_the_typed_words_kept(
    officer: Client, one: ClusterOne
) -> None:
    Letterhead.objects.all().delete()
    told["may_issue"] = refused(say("Biên bản chưa có đủ chữ ký."), say("Hãy ký biên bản."))
    shown = officer.get(page(one)).content.decode()
    assert "Biên bản chưa có đủ chữ ký." in shown
    assert reverse("documents:letterhead", args=[one.leader.uuid]) in shown
    assert "data-confirm" not in shown
    answer = officer.post(page(one), typed(MINE, action="issue"))
    assert answer.status_code == 403
    assert MINE in answer.content.decode()
    assert words_of(draft_of(one.cycle))[0].text == MINE


def test_a_sign_that_cannot_be_printed_is_named(officer: Client, one: ClusterOne) -> None:
    answer = officer.post(page(one), typed("Chúc mừng 🎉", action="issue"))
    assert answer.status_code == 400
    assert "phông chữ không in được: 🎉" in answer.content.decode()


def test_who_may_not_edit_reads_the_words_and_changes_none(officer: Client, one: ClusterOne) -> None:
    told["may_edit"] = refused(say("Biên bản đã ký nên không sửa được."))
    shown = officer.get(page(one)).content.decode()
    assert BORN in shown
    assert "<textarea" not in shown
    assert "Biên bản đã ký nên không sửa được." in shown
    for sent in (typed(MINE), {"action": "save"}):
        assert officer.post(page(one), sent).status_code == 403
    assert officer.post(page(one), {"action": "issue"}).status_code == 302


def test_people_of_other_units_are_told_why_they_cannot_issue(client: Client, one: ClusterOne) -> None:
    client.force_login(user_of(make_viewer(one.organiser)), backend="django.contrib.auth.backends.ModelBackend")
    assert "Chỉ người của đơn vị mới phát hành" in client.get(page(one)).content.decode()
    assert client.post(page(one), {"action": "issue"}).status_code == 403
    assert not IssuedPaper.objects.exists()
