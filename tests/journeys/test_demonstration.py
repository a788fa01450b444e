"""The demonstration loads at every stage through the real use cases, and ends with the figures worked out by hand."""

import csv
from datetime import date
from pathlib import Path

import pytest

from thidua.audit.selectors import chain_break
from thidua.demo.load import NotEmptyError, load_demonstration
from thidua.demo.world import known_world
from thidua.demo.year import STAGES, moment
from thidua.meetings.facts.decisions import decisions_of
from thidua.organisations.facts import cluster_facts
from thidua.organisations.rules import leads
from thidua.reports.facts.handover import handover_facts
from thidua.reports.facts.people import coming_offices
from thidua.reports.facts.year import year_report_facts
from thidua.reports.rules import may_report
from thidua.scoring.facts.sheets import sheet_facts
from thidua.scoring.facts.table import table_facts
from thidua.scoring.models import CriteriaTable, Sheet
from thidua.scoring.rules import score_cluster
from thidua.selection.facts.outcome import outcome_of
from tools import serving

pytestmark = pytest.mark.django_db

EXPECTED = Path(__file__).parents[1] / "data" / "tables" / "SYNTHETIC_cum1_expected.csv"


def test_the_front_door_knows_every_stage() -> None:
    assert tuple(STAGES) == serving.STAGES


@pytest.mark.parametrize("stage", STAGES)
def test_every_stage_loads_with_an_unbroken_history(stage: str) -> None:
    load_demonstration(stage)
    assert chain_break() is None
    assert CriteriaTable.objects.exists() == (stage != "criteria")


def test_the_ranked_year_has_exactly_the_expected_figures() -> None:
    load_demonstration("ranked")
    table = CriteriaTable.objects.get()
    result = score_cluster(table_facts(table), sheet_facts(table, STAGES["ranked"]))
    assert not result.provisional
    with EXPECTED.open(encoding="utf-8-sig", newline="") as file:
        expected = list(csv.DictReader(file))
    for row in expected:
        unit = result.unit(row["unit_code"])
        figures = (
            unit.applicable_max, unit.claimed.total, unit.final.base, unit.final.bonus, unit.final.penalty,
            unit.final.total, unit.final.base_percent, unit.final.total_percent,
        )  # fmt: skip
        names = (
            "applicable_max", "self_total", "verified_base", "bonus", "penalty",
            "final_total", "base_percent_of_applicable", "final_percent_of_applicable",
        )  # fmt: skip
        assert [str(float(value)) for value in figures if value is not None] == [str(float(row[n])) for n in names]
        assert (unit.standing == "eligible") == (row["eligible"] == "yes")
        assert str(unit.rank or "") == row["rank_among_eligible"]


def test_nothing_is_loaded_over_data_that_are_there() -> None:
    load_demonstration("criteria")
    with pytest.raises(NotEmptyError, match="không nạp đè"):
        load_demonstration("ranked")
    assert not CriteriaTable.objects.exists()


def test_the_late_sheet_of_the_demonstration_is_marked_late() -> None:
    load_demonstration("verification")
    lateness = dict(Sheet.objects.values_list("unit__code", "lateness"))
    assert lateness["S1"] == "on-time"
    assert lateness["S5"] == "late"
    assert known_world().cycle.start_year == 2019


def test_the_closed_year_ends_with_a_flag_three_commendations_and_a_new_leader() -> None:
    load_demonstration("closed")
    cycle = known_world().cycle

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


def test_the_report_of_the_closed_year_says_what_happened_and_nothing_is_typed_in() -> None:
    load_demonstration("closed")
    cycle, now = known_world().cycle, moment(STAGES["closed"])
    leader = known_world().viewer("chuyen-vien-s3", now.date())

    facts = year_report_facts(leader, cycle, now, demonstration=True)
    handed_over = handover_facts(leader, cycle, now, demonstration=True)

    assert (facts.registered, facts.signed, len(facts.members)) == (5, 5, 5)
    assert facts.late == ("Sở Giáo dục và Đào tạo thành phố Đà Nẵng: phiếu tự chấm",)
    assert [one.rounds for one in facts.votes] == [2, 1, 1]
    assert may_report(facts)
    assert handed_over.passes_on == date(2020, 9, 1)
    assert handed_over.taking == "Sở Giáo dục và Đào tạo thành phố Đà Nẵng"
