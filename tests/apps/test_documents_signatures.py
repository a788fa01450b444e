"""A signature holds for exactly one text, whether given on screen or on paper, and is never taken away."""

from __future__ import annotations

from datetime import date

import pytest

from tests.drafting import TEXT, signing_of
from tests.factories import NOW, TODAY, ClusterOne, make_cluster_one, make_viewer
from tests.uploads import make_pdf, make_png
from thidua.audit.models import Event
from thidua.core.errors import BadInput, Refused
from thidua.core.findings import refused
from thidua.core.text import say
from thidua.documents.models import Signature
from thidua.documents.selectors import signatures_about
from thidua.documents.services import sign_on_paper, sign_on_screen
from thidua.foundation import files
from thidua.organisations.models import Post
from thidua.organisations.rules import Viewer

pytestmark = pytest.mark.django_db
PDF, PNG = make_pdf(), make_png()


@pytest.fixture(autouse=True)
def _own_store(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def one() -> ClusterOne:
    return make_cluster_one()


@pytest.fixture
def head(one: ClusterOne) -> Viewer:
    return make_viewer(one.leader, Post.Role.HEAD)


def test_one_changed_letter_ends_the_signature_and_the_row_stays(one: ClusterOne, head: Viewer) -> None:
    sign_on_screen(actor=head, now=NOW, signing=signing_of(one.cycle), confirmed=True)
    (row,) = signatures_about(one.cycle.uuid, "pledge")
    assert row.holds(TEXT)
    assert not row.holds(TEXT.replace("kết", "kêt"))
    assert (row.signer_name, row.signed_on, row.way, row.unit) == ("Trần Minh Hoạ", TODAY, "screen", one.leader)
    event = Event.objects.get()
    assert (event.verb, event.subject_uuid, event.data["text"]) == ("sign-on-screen", one.cycle.uuid, row.text_sha256)


def test_pressed_twice_is_signed_once_and_a_changed_text_is_signed_anew(one: ClusterOne, head: Viewer) -> None:
    sign_on_screen(actor=head, now=NOW, signing=signing_of(one.cycle), confirmed=True)
    with pytest.raises(Refused, match="đã có chữ ký"):
        sign_on_screen(actor=head, now=NOW, signing=signing_of(one.cycle), confirmed=True)
    sign_on_screen(actor=head, now=NOW, signing=signing_of(one.cycle, TEXT + " Bổ sung."), confirmed=True)
    assert [row.holds(TEXT) for row in signatures_about(one.cycle.uuid, "pledge")] == [True, False]


def test_chair_and_secretary_of_no_unit_sign_the_same_text(one: ClusterOne, head: Viewer) -> None:
    for capacity in ("chair", "secretary"):
        signing = signing_of(one.cycle, unit=None, capacity=capacity)
        sign_on_screen(actor=head, now=NOW, signing=signing, confirmed=True)
        with pytest.raises(Refused):
            sign_on_screen(actor=head, now=NOW, signing=signing, confirmed=True)
    assert Signature.objects.count() == 2


def test_nobody_signs_unasked_or_unconfirmed(one: ClusterOne, head: Viewer) -> None:
    with pytest.raises(BadInput):
        sign_on_screen(actor=head, now=NOW, signing=signing_of(one.cycle), confirmed=False)
    closed = signing_of(one.cycle, may=refused(say("Chỉ người đứng đầu đơn vị ký.")))
    with pytest.raises(Refused, match="người đứng đầu"):
        sign_on_screen(actor=head, now=NOW, signing=closed, confirmed=True)
    with pytest.raises(Refused, match="người đứng đầu"):
        sign_on_paper(actor=head, now=NOW, signing=closed, signed_on=TODAY, name="a.pdf", content=PDF)
    assert not Signature.objects.exists()


def test_a_scan_is_kept_by_its_hash_and_a_better_one_may_follow(one: ClusterOne, head: Viewer) -> None:
    for name, content in (("bản ký.png", PNG), ("../bản ký lại.exe", PDF)):
        sign_on_paper(
            actor=head, now=NOW, signing=signing_of(one.cycle), signed_on=date(2020, 5, 30), name=name, content=content
        )
    first, second = signatures_about(one.cycle.uuid, "pledge")
    assert files.read(first.scan_sha256) == PNG
    assert (second.scan_name, second.scan_media_type) == ("bản ký lại.exe.pdf", "application/pdf")
    assert (first.signed_on, first.way, first.holds(TEXT)) == (date(2020, 5, 30), "paper", True)


@pytest.mark.parametrize(
    ("content", "signed_on"),
    [(b"PK\x03\x04 zip", TODAY), (b"<html>", TODAY), (b"", TODAY), (PDF, date(2020, 6, 2))],
)
def test_what_is_no_scan_or_not_yet_signed_is_refused(
    one: ClusterOne, head: Viewer, content: bytes, signed_on: date
) -> None:
    with pytest.raises(BadInput):
        sign_on_paper(
            actor=head, now=NOW, signing=signing_of(one.cycle), signed_on=signed_on, name="ban-ky.pdf", content=content
        )
    assert not Signature.objects.exists()
