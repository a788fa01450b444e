"""The report of the closed year and the hand-over, as those who may open them see them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

import pypdfium2
import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.closed_year import closed_demonstration
from thidua.accounts.models import User
from thidua.cycles.models import Cycle
from thidua.documents.models import IssuedPaper

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def closed_year(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[Cycle]:
    with closed_demonstration(django_db_blocker) as cycle:
        yield cycle


def browser_of(username: str) -> Client:
    client = Client()
    user = User.objects.get(username=username)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def words_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in document)


def test_the_next_leader_takes_over_statute_pledge_minutes_and_what_was_late(closed_year: Cycle) -> None:
    client = browser_of("chuyen-vien-s5")
    page = client.get(reverse("reports:handover", args=[closed_year.uuid])).content.decode()
    assert "Từ ngày 01/09/2020, Sở Giáo dục và Đào tạo thành phố Đà Nẵng là cụm trưởng" in page
    assert "Sở Giáo dục và Đào tạo thành phố Đà Nẵng: phiếu tự chấm" in page

    pack = client.get(reverse("reports:handover-pack", args=[closed_year.uuid]))
    with zipfile.ZipFile(io.BytesIO(pack.content)) as files:
        names = files.namelist()
        first = words_of(files.read("00-bien-ban-ban-giao.pdf"))
        minutes = next(name for name in names if "minutes" in name and name.endswith(".pdf"))
        assert "Bầu cụm trưởng năm học 2020–2021" in words_of(files.read(minutes))
    for_all = IssuedPaper.objects.filter(cluster=closed_year.cluster, audience="cluster").count()
    assert len(names) == 2 + 2 * for_all, "the hand-over and every paper that the next leader may read, in both forms"
    assert "Cụm thi đua số 1 chọn 01 đơn vị dẫn đầu đề tặng Cờ thi đua" in first, "the statute's own words"
    assert "Đổi mới, sáng tạo trong dạy và học" in first, "what was pledged"


def test_a_member_finds_no_report_to_make_and_no_hand_over(closed_year: Cycle) -> None:
    client = browser_of("chuyen-vien-s2")
    assert "Chưa có báo cáo nào dành cho bạn" in client.get(reverse("reports:home")).content.decode()
    assert client.get(reverse("reports:handover", args=[closed_year.uuid])).status_code == 404


def test_the_leader_issues_the_hand_over_with_its_number(closed_year: Cycle) -> None:
    client = browser_of("chuyen-vien-s3")
    address = reverse("reports:handover-minutes", args=[closed_year.uuid])
    with transaction.atomic():
        answer = client.post(address, {"action": "issue"})
        issued = IssuedPaper.objects.filter(kind="handover").get()
        assert (answer.status_code, issued.symbol, issued.number) == (302, "BB-SGDĐT", 2)
        transaction.set_rollback(True)
