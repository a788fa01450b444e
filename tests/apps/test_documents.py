"""A paper that is issued: numbered, kept with its hashes, read by those it is for, never rendered again."""

import hashlib
from datetime import date, datetime, timedelta

import pypdfium2
import pytest

from tests.factories import NOW, TODAY, ClusterOne, make_cluster_one, make_unit, make_viewer
from thidua.audit.models import Event
from thidua.core.errors import Refused, Stale
from thidua.documents.facts import letterhead_facts
from thidua.documents.models import IssuedPaper, Letterhead
from thidua.documents.rules import framed, symbol_of
from thidua.documents.selectors import get_paper_for, papers_for
from thidua.documents.services import Issue, issue_paper, keep_letterhead
from thidua.foundation import files
from thidua.foundation.refusals import NotThere
from thidua.organisations.rules import Viewer
from thidua.papers import Paper, paragraph

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_store(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def one() -> ClusterOne:
    one = make_cluster_one()
    Letterhead.objects.create(
        unit=one.leader,
        governing_body="Ủy ban nhân dân thành phố Cần Thơ",
        place="Cần Thơ",
        symbol="SGDĐT",
        head_title="Giám đốc",
    )
    return one


def issue_report(one: ClusterOne, actor: Viewer, now: datetime = NOW, audience: str = "unit") -> IssuedPaper:
    letterhead = letterhead_facts(one.leader, TODAY)

    def compose(number: int | None, issued_on: date | None) -> Paper:
        return framed(
            letterhead,
            code="BC",
            number=number,
            issued_on=issued_on,
            year=2020,
            kind="Báo cáo",
            subject="Kết quả năm học",
            body=(paragraph("Nội dung minh hoạ."),),
        )

    issue = Issue(
        unit=one.leader,
        kind="report",
        symbol=symbol_of(letterhead, "BC"),
        title="Báo cáo kết quả năm học",
        about=one.cycle.uuid,
        cluster=one.cluster,
        audience=audience,
    )
    return issue_paper(actor=actor, now=now, issue=issue, compose=compose)


def test_papers_are_numbered_within_the_year_and_keep_what_they_were_made_from(one: ClusterOne) -> None:
    officer = make_viewer(one.leader)
    at_a_real_moment = NOW + timedelta(microseconds=123_456)
    first, second = issue_report(one, officer, at_a_real_moment), issue_report(one, officer)
    next_year = issue_report(one, officer, NOW + timedelta(days=365))
    assert [(p.number, p.year, p.symbol) for p in (first, second, next_year)] == [
        (1, 2020, "BC-SGDĐT"),
        (2, 2020, "BC-SGDĐT"),
        (1, 2021, "BC-SGDĐT"),
    ]
    assert hashlib.sha256(first.data.encode()).hexdigest() == first.data_sha256
    assert hashlib.sha256(files.read(first.pdf_sha256)).hexdigest() == first.pdf_sha256
    text = pypdfium2.PdfDocument(files.read(first.pdf_sha256))[0].get_textpage().get_text_bounded()
    assert "Số: 01/BC-SGDĐT" in text
    assert "ngày 01 tháng 6 năm 2020" in text
    event = Event.objects.get(verb="issue-paper", subject_uuid=first.uuid)
    assert event.data["pdf"] == first.pdf_sha256


def test_only_people_of_the_unit_issue_its_papers(one: ClusterOne) -> None:
    with pytest.raises(Refused, match="Chỉ người của đơn vị"):
        issue_report(one, make_viewer(one.units["S2"]))
    assert not IssuedPaper.objects.exists()


def test_a_paper_is_read_by_those_it_is_for(one: ClusterOne) -> None:
    leader, member = make_viewer(one.leader), make_viewer(one.units["S2"])
    organiser, stranger = make_viewer(one.organiser), make_viewer(make_unit("NGOAI"))
    inside = issue_report(one, leader)
    for_all = issue_report(one, leader, audience="cluster")
    assert papers_for(leader) == papers_for(organiser) == [for_all, inside]
    assert papers_for(member) == [for_all]
    assert papers_for(stranger) == []
    assert get_paper_for(member, for_all.uuid) == for_all
    with pytest.raises(NotThere):
        get_paper_for(member, inside.uuid)


def test_a_letterhead_changed_by_somebody_else_is_not_overwritten(one: ClusterOne) -> None:
    officer = make_viewer(one.leader)
    words = {"governing_body": "", "place": "Cần Thơ", "symbol": "SGD", "head_title": "Giám đốc"}
    keep_letterhead(actor=officer, now=NOW, unit=one.leader, edition=0, **words)
    with pytest.raises(Stale):
        keep_letterhead(actor=officer, now=NOW, unit=one.leader, edition=0, **words)
    with pytest.raises(Refused):
        keep_letterhead(actor=make_viewer(one.units["S2"]), now=NOW, unit=one.leader, edition=1, **words)
    event = Event.objects.get(verb="keep-letterhead")
    assert event.data["before"][2] == "SGDĐT"


def test_the_list_costs_the_same_for_one_paper_and_for_three(one: ClusterOne, django_assert_max_num_queries) -> None:
    officer = make_viewer(one.leader)
    issue_report(one, officer)
    with django_assert_max_num_queries(12) as first:
        papers_for(officer)
    issue_report(one, officer)
    issue_report(one, officer)
    with django_assert_max_num_queries(12) as third:
        papers_for(officer)
    assert len(first) == len(third)
