"""The closed year of the demonstration: what it ends with, what is reported of it, what its pages cost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.closed_year import closed_demonstration
from thidua.accounts.models import User
from thidua.audit.selectors import chain_break
from thidua.cycles.models import Cycle
from thidua.demo.world import known_world
from thidua.demo.year import STAGES, moment
from thidua.meetings.facts.decisions import decisions_of
from thidua.organisations.facts import cluster_facts
from thidua.organisations.rules import leads
from thidua.reports.facts.handover import handover_facts
from thidua.reports.facts.people import coming_offices
from thidua.reports.facts.year import year_report_facts
from thidua.reports.rules import may_report
from thidua.selection.facts.outcome import outcome_of

pytestmark = pytest.mark.django_db
#: Constant sums of a page's gates and of the frame; a query for each row would soon go over them.
MOST = 125
PEOPLE = ("quan-tri", "chuyen-vien-tdkt", "theo-doi", "giam-doc-s1", "chuyen-vien-s3", "chuyen-vien-s5")


@pytest.fixture(scope="module")
def closed_year(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[Cycle]:
    with closed_demonstration(django_db_blocker) as cycle:
        yield cycle


def test_the_closed_year_loads_with_an_unbroken_history(closed_year: Cycle) -> None:
    assert chain_break() is None


def test_home_costs_nobody_of_the_closed_year_too_much(closed_year: Cycle) -> None:
    costs = {}
    for user in User.objects.filter(username__in=PEOPLE):
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse("desk:home")).status_code == 200
        costs[user.username] = len(queries)

    assert set(costs) == set(PEOPLE)
    assert {who: cost for who, cost in costs.items() if cost > MOST} == {}


def test_the_closed_year_ends_with_a_flag_three_commendations_and_a_new_leader(closed_year: Cycle) -> None:
    cycle = closed_year
    outcome = outcome_of(cycle)
    assert outcome is not None
    assert outcome.concluded_on is not None
    assert {prize.code: [one.code for one in prize.units] for prize in outcome.prizes} == {
        "flag": ["S1"],
        "commendation": ["S3", "S2", "S4"],
    }
    assert [one.code for one in outcome.excluded] == ["S5"]

    leading = next(one for one in decisions_of(cycle) if one.purpose == "leading-unit")
    assert [len(one.voted) for one in leading.rounds] == [4, 5], "the second round has the one who came late"
    first, second = leading.rounds
    assert [count.yes for count in first.counts] == [2, 2, 0]
    assert sorted(count.yes for count in second.counts) == [2, 3]
    assert (first.valid, second.valid) == (4, 5)

    elected = coming_offices(cycle)
    assert elected.leader == known_world().units["S5"].pk
    before, after = (known_world().viewer("chuyen-vien-s5", day) for day in (date(2020, 8, 31), date(2020, 9, 1)))
    assert not leads(before, cluster_facts(cycle.cluster, before.day))
    assert leads(after, cluster_facts(cycle.cluster, after.day))


def test_the_report_of_the_closed_year_says_what_happened_and_nothing_is_typed_in(closed_year: Cycle) -> None:
    cycle, now = closed_year, moment(STAGES["closed"])
    leader = known_world().viewer("chuyen-vien-s3", now.date())

    facts = year_report_facts(leader, cycle, now, demonstration=True)
    handed_over = handover_facts(leader, cycle, now, demonstration=True)

    assert (facts.registered, facts.signed, len(facts.members)) == (5, 5, 5)
    assert facts.late == ("Sở Giáo dục và Đào tạo thành phố Đà Nẵng: phiếu tự chấm",)
    assert [one.rounds for one in facts.votes] == [2, 1, 1]
    assert may_report(facts)
    assert handed_over.passes_on == date(2020, 9, 1)
    assert handed_over.taking == "Sở Giáo dục và Đào tạo thành phố Đà Nẵng"
