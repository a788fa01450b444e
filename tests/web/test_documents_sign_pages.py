"""The page on which one signs: the whole text, who signs, the password once more, or the scan of a signed page."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.drafting import TEXT, told
from tests.factories import NOW, PASSWORD, ClusterOne, make_cluster_one, make_viewer, user_of
from tests.uploads import make_pdf
from thidua.accounts.models import User
from thidua.core.findings import refused
from thidua.core.text import say
from thidua.documents.models import Signature
from thidua.documents.rules import text_fingerprint
from thidua.foundation import clock
from thidua.organisations.models import Post

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.drafting")]


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch: pytest.MonkeyPatch, settings, tmp_path) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    settings.MEDIA_ROOT = tmp_path
    cache.clear()
    told.clear()


@pytest.fixture
def one() -> ClusterOne:
    return make_cluster_one()


@pytest.fixture
def head(client: Client, one: ClusterOne) -> User:
    user = user_of(make_viewer(one.leader, Post.Role.HEAD))
    user.set_password(PASSWORD)
    user.save()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return user


def on_screen(one: ClusterOne) -> str:
    return reverse("sign", args=[one.cycle.uuid, "man-hinh"])


def on_paper(one: ClusterOne) -> str:
    return reverse("sign", args=[one.cycle.uuid, "giay"])


def sent(secret: str = PASSWORD, text: str = TEXT) -> dict[str, str]:
    return {"secret": secret, "seen": text_fingerprint(text)}


def scan(content: bytes, day: str = "30/05/2020") -> dict[str, object]:
    return {
        "signed_on": day,
        "seen": text_fingerprint(TEXT),
        "scan": SimpleUploadedFile("bản ký.pdf", content),
    }


@pytest.mark.usefixtures("head")
def test_the_head_reads_the_text_and_signs_with_the_password(client: Client, one: ClusterOne) -> None:
    asked = client.get(on_screen(one)).content.decode()
    for words in (TEXT, "Trần Minh Hoạ", "Giám đốc", text_fingerprint(TEXT), "Mật khẩu"):
        assert words in asked
    answer = client.post(on_screen(one), sent())
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert Signature.objects.get().holds(TEXT)


@pytest.mark.usefixtures("head")
def test_a_wrong_password_signs_nothing_and_is_asked_every_time(client: Client, one: ClusterOne) -> None:
    for wrong in ("", "sai"):
        assert client.post(on_screen(one), sent(wrong)).status_code == 400
    client.post(on_screen(one), sent())
    told["text"] = TEXT + " Bổ sung."
    assert client.post(on_screen(one), sent("", told["text"])).status_code == 400
    assert Signature.objects.count() == 1
    shown = client.get(on_screen(one)).content.decode()
    assert "Hết hiệu lực" in shown
    assert "cần ký lại" in shown


@pytest.mark.usefixtures("head")
def test_after_five_wrong_passwords_there_is_a_pause(client: Client, one: ClusterOne) -> None:
    for _ in range(5):
        answer = client.post(on_screen(one), sent("sai"))
    assert answer.status_code == 429
    assert client.post(on_screen(one), sent()).status_code == 429
    assert not Signature.objects.exists()


@pytest.mark.usefixtures("head")
def test_a_text_changed_since_it_was_read_is_not_signed(client: Client, one: ClusterOne) -> None:
    told["text"] = TEXT + " Thêm một câu."
    for given in (sent(), {"secret": PASSWORD}):
        assert client.post(on_screen(one), given).status_code == 409
    assert not Signature.objects.exists()


def test_in_the_demonstration_the_page_says_which_word_to_type_and_why(
    client: Client, one: ClusterOne, settings
) -> None:
    settings.DEMONSTRATION = True
    head = user_of(make_viewer(one.leader, Post.Role.HEAD))
    client.force_login(head, backend="django.contrib.auth.backends.ModelBackend")
    asked = client.get(on_screen(one)).content.decode()
    assert "gõ từ “minh hoạ” thay cho mật khẩu" in asked
    assert client.post(on_screen(one), sent("minh hoạ")).status_code == 302


@pytest.mark.usefixtures("head")
def test_who_may_not_sign_is_told_why(client: Client, one: ClusterOne) -> None:
    told["may"] = refused(say("Chỉ người đứng đầu đơn vị ký."))
    for answer in (client.get(on_screen(one)), client.post(on_screen(one), sent())):
        assert answer.status_code == 403
        assert "Chỉ người đứng đầu đơn vị ký." in answer.content.decode()


@pytest.mark.usefixtures("head")
def test_a_page_signed_by_hand_comes_in_as_a_scan_and_leaves_byte_for_byte(client: Client, one: ClusterOne) -> None:
    content = make_pdf()
    assert client.post(on_paper(one), scan(content)).status_code == 302
    row = Signature.objects.get()
    assert row.scan_sha256 in client.get(on_paper(one)).content.decode()
    answer = client.get(reverse("scan", args=[one.cycle.uuid]))
    assert answer.content == content
    assert answer["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer["Content-Security-Policy"]


@pytest.mark.usefixtures("head")
def test_what_is_no_scan_is_refused_with_a_reason(client: Client, one: ClusterOne) -> None:
    for content, day in ((b"<html>", "30/05/2020"), (make_pdf(), "02/06/2020"), (make_pdf(), "hôm qua")):
        assert client.post(on_paper(one), scan(content, day)).status_code == 400
    assert not Signature.objects.exists()
