"""A draft is born full from the data, its words are edited, and once it is issued nothing changes any more."""

from __future__ import annotations

import hashlib

import pytest

from tests.drafting import BORN, draft_of
from tests.factories import NOW, ClusterOne, make_cluster_one, make_letterhead, make_viewer
from tests.papers.reading import Pdf, Word
from thidua.audit.models import Event
from thidua.core.errors import BadInput, Refused, Stale
from thidua.core.findings import refused
from thidua.core.text import say
from thidua.documents.models import IssuedPaper, Letterhead, Passage
from thidua.documents.selectors import words_of
from thidua.documents.services import issue_draft, keep_passages
from thidua.foundation import files
from thidua.organisations.rules import Viewer

pytestmark = pytest.mark.django_db
EDITED = "Cụm có 5 đơn vị thành viên, đều đã ký giao ước."


@pytest.fixture(autouse=True)
def _own_store(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def one() -> ClusterOne:
    one = make_cluster_one()
    make_letterhead(one.leader)
    return one


@pytest.fixture
def officer(one: ClusterOne) -> Viewer:
    return make_viewer(one.leader)


def keep(one: ClusterOne, actor: Viewer, text: str, edition: int = 0, born: str = BORN) -> None:
    keep_passages(
        actor=actor,
        now=NOW,
        draft=draft_of(one.cycle, born),
        texts={"situation": text},
        editions={"situation": edition},
    )


def test_words_are_born_from_the_data_until_somebody_edits_them(one: ClusterOne, officer: Viewer) -> None:
    keep(one, officer, BORN)
    assert not Passage.objects.exists()
    assert not Event.objects.exists()
    keep(one, officer, EDITED + " \r\n")
    first, second = words_of(draft_of(one.cycle))
    assert (first.text, first.edited, first.born_changed, first.edition) == (EDITED, True, False, 1)
    assert (second.text, second.edited, second.edition) == ("Không có.", False, 0)
    assert Event.objects.get().verb == "edit-paper"
    assert Event.objects.get().subject_uuid == one.cycle.uuid


def test_an_edit_stays_when_the_data_change_and_both_are_told(one: ClusterOne, officer: Viewer) -> None:
    keep(one, officer, EDITED)
    today = "Cụm có 6 đơn vị thành viên."
    first = words_of(draft_of(one.cycle, today))[0]
    assert (first.text, first.born, first.born_changed) == (EDITED, today, True)


def test_going_back_to_the_data_takes_the_edit_back_and_follows_them_again(one: ClusterOne, officer: Viewer) -> None:
    keep(one, officer, EDITED)
    keep(one, officer, BORN, edition=1)
    assert not words_of(draft_of(one.cycle))[0].edited
    assert words_of(draft_of(one.cycle, "Cụm có 6 đơn vị."))[0].text == "Cụm có 6 đơn vị."


def test_nobody_overwrites_words_that_they_have_not_seen(one: ClusterOne, officer: Viewer) -> None:
    keep(one, officer, EDITED)
    with pytest.raises(Stale, match="Tình hình chung") as stale:
        keep(one, make_viewer(one.leader), "Lời khác.")
    assert stale.value.theirs[0].text == EDITED
    # Gone back and edited again is not what was seen with edition 1.
    keep(one, officer, BORN, edition=1)
    keep(one, officer, "Lời thứ ba.", edition=2)
    with pytest.raises(Stale):
        keep(one, make_viewer(one.leader), "Lời khác.", edition=1)
    assert words_of(draft_of(one.cycle))[0].text == "Lời thứ ba."


def test_several_passages_are_kept_together_or_not_at_all(one: ClusterOne, officer: Viewer) -> None:
    keep(one, officer, EDITED)
    texts, stale = {"proposal": "Đề nghị tặng cờ.", "situation": "Lời khác."}, {"proposal": 0, "situation": 0}
    with pytest.raises(Stale):
        keep_passages(actor=officer, now=NOW, draft=draft_of(one.cycle), texts=texts, editions=stale)
    assert words_of(draft_of(one.cycle))[1].text == "Không có."
    with pytest.raises(BadInput, match="vượt mức"):
        keep(one, officer, "a" * 20_001, edition=1)


def test_only_those_who_may_edit_the_words(one: ClusterOne, officer: Viewer) -> None:
    closed = draft_of(one.cycle, may_edit=refused(say("Biên bản đã ký.")))
    with pytest.raises(Refused, match="Biên bản đã ký"):
        keep_passages(actor=officer, now=NOW, draft=closed, texts={"situation": "x"}, editions={})


def test_what_is_issued_holds_the_edited_words_in_both_files(one: ClusterOne, officer: Viewer) -> None:
    keep(one, officer, EDITED)
    issued = issue_draft(actor=officer, now=NOW, draft=draft_of(one.cycle))
    word, pdf = Word(files.read(issued.docx_sha256)), Pdf(files.read(issued.pdf_sha256))
    assert EDITED in word.lines()
    assert BORN not in word.lines()
    assert EDITED in " ".join(pdf.text(0).split())
    before = issued.docx_sha256
    keep(one, officer, "Lời sau khi phát hành.", edition=1)
    issued.refresh_from_db()
    assert issued.docx_sha256 == before
    assert hashlib.sha256(files.read(before)).hexdigest() == before


def test_nothing_is_issued_while_something_is_missing(one: ClusterOne, officer: Viewer) -> None:
    Letterhead.objects.all().delete()
    with pytest.raises(Refused) as error:
        issue_draft(actor=officer, now=NOW, draft=draft_of(one.cycle, may_issue=refused(say("Chưa có đủ chữ ký."))))
    assert "Chưa có đủ chữ ký." in str(error.value)
    assert "chưa khai thể thức văn bản" in str(error.value)
    assert not IssuedPaper.objects.exists()


def test_signs_that_the_font_lacks_are_named_before_they_print_as_squares(one: ClusterOne, officer: Viewer) -> None:
    keep(one, officer, "Xin chúc mừng 🎉 và 漢.")
    with pytest.raises(BadInput, match="🎉 漢"):
        issue_draft(actor=officer, now=NOW, draft=draft_of(one.cycle))
    assert not IssuedPaper.objects.exists()


def test_what_belongs_to_the_issue_happens_with_it_or_not_at_all(one: ClusterOne, officer: Viewer) -> None:
    def fail(paper: IssuedPaper) -> None:
        raise BadInput([])

    with pytest.raises(BadInput):
        issue_draft(actor=officer, now=NOW, draft=draft_of(one.cycle), then=fail)
    assert not IssuedPaper.objects.exists()
