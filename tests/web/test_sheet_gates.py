"""Who gets past the pages of a score sheet, and how many queries its lists take."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from tests.factories import NOW, make_viewer
from tests.sheets import fill, line_of
from tests.web.sheet_office import Office, autosave, browser, queries, sent, stranger
from thidua.foundation import clock
from thidua.scoring.models import CriteriaTable, Criterion, Line, NotApplicable, Sheet

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_the_first_of_june(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.mark.parametrize("who", ["S5", "verifier", "organiser", "leader", "deputy", "observer", "administrator"])
def test_a_draft_shows_no_figures_to_anybody_else(office: Office, who: str) -> None:
    line = office.line("N1.2")
    autosave(browser(office.an), line, points="4,5", note="bí mật")
    overseers = ("organiser", "leader", "deputy", "observer")
    client = browser(stranger(office, who))
    assert client.get(office.page()).status_code == (403 if who in overseers else 404)
    assert client.get(reverse("scoring:line", kwargs={"line": line.uuid})).status_code == 404
    listed = client.get(reverse("scoring:sheets")).content.decode()
    assert "4,5" not in listed
    assert ("Tình hình gửi phiếu" in listed) == (who in overseers)


@pytest.mark.parametrize("who", ["S5", "verifier", "organiser", "leader", "deputy", "observer", "administrator"])
def test_forged_ids_change_nothing(office: Office, who: str) -> None:
    client = browser(stranger(office, who))
    line = office.line("N1.2")
    fill(office.sheet)
    steps = [
        (reverse("scoring:save_line", kwargs={"line": line.uuid}), sent(line, points="5")),
        (office.page(), sent(line, points="5")),
        (reverse("scoring:submit_sheet", kwargs={"sheet": office.sheet.uuid}), {}),
        (reverse("scoring:recall_sheet", kwargs={"sheet": office.sheet.uuid}), {"reason": "phá phiếu"}),
        (reverse("scoring:choose_fields", kwargs={"sheet": office.sheet.uuid}), {"code": "N2.2", "was": ""}),
        (reverse("scoring:resubmit_line", kwargs={"line": line.uuid}), {}),
        (reverse("scoring:add_evidence", kwargs={"line": line.uuid}), {"link-link": "https://a.vn"}),
        (reverse("scoring:accept_workbook", kwargs={"sheet": office.sheet.uuid}), {"file": "x"}),
    ]
    for address, data in steps:
        assert client.post(address, data).status_code in (403, 404), address
    office.sheet.refresh_from_db()
    assert (office.sheet.state, office.line("N1.2").claimed) == ("draft", {"points": "0"})


def test_a_row_of_another_sheet_sent_with_ones_own_is_ignored(office: Office) -> None:
    theirs = line_of(office.sheets["S5"], "N1.2")
    answer = browser(office.an).post(office.page(), sent(theirs, points="5"))
    assert answer.status_code == 302
    assert line_of(office.sheets["S5"], "N1.2").claimed is None


def test_members_see_each_other_from_the_first_day_of_the_ranked_step(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.submit()
    client = browser(make_viewer(office.one.units["S5"]))
    monkeypatch.setattr(clock, "now", lambda: datetime(2020, 6, 30, 16, 59, 59, tzinfo=UTC))
    assert client.get(office.page()).status_code == 404
    monkeypatch.setattr(clock, "now", lambda: datetime(2020, 6, 30, 17, 0, tzinfo=UTC))
    assert client.get(office.page()).status_code == 200
    assert client.get(reverse("scoring:sheet", kwargs={"sheet": office.sheets["S1"].uuid})).status_code == 404


def test_a_unit_without_a_sheet_makes_it_with_one_button(office: Office) -> None:
    Line.objects.filter(sheet=office.sheet).delete()
    office.sheet.delete()
    client = browser(office.an)
    start = reverse("scoring:start_sheet", kwargs={"table": office.table.uuid})
    assert start in client.get(reverse("scoring:sheets")).content.decode()
    answer = client.post(start)
    sheet = Sheet.objects.get(unit=office.one.units["S4"])
    assert answer["Location"] == reverse("scoring:sheet", kwargs={"sheet": sheet.uuid})
    assert browser(make_viewer(office.verifier)).post(start).status_code == 404


def test_the_grid_needs_the_same_queries_for_few_and_many_lines(office: Office) -> None:
    client = browser(office.an)
    many = queries(client, office.page())
    few = office.sheet.table.criteria.filter(code__in=["N1", "N1.2", "N2", "B"])
    Line.objects.filter(sheet=office.sheet).exclude(criterion__in=few).delete()
    Line.objects.exclude(criterion__in=few).delete()
    NotApplicable.objects.all().delete()
    Criterion.objects.exclude(pk__in=few).delete()
    assert queries(client, office.page()) == many


def test_the_list_needs_the_same_queries_for_one_and_five_members() -> None:
    five = Office()
    address = reverse("scoring:sheets")
    many = queries(browser(make_viewer(five.one.organiser)), address)
    CriteriaTable.objects.filter(pk=five.table.pk).update(state="withdrawn")
    assert many > 0
    five.one.cluster.memberships.exclude(unit=five.one.units["S4"]).delete()
    CriteriaTable.objects.filter(pk=five.table.pk).update(state="published")
    assert queries(browser(make_viewer(five.one.organiser)), address) == many
