"""The demonstration loads at every stage through the real use cases, and ends with the figures worked out by hand."""

import csv
from pathlib import Path

import pytest

from thidua.audit.selectors import chain_break
from thidua.demo.load import NotEmptyError, load_demonstration
from thidua.demo.world import known_world
from thidua.demo.year import STAGES
from thidua.scoring.facts.sheets import sheet_facts
from thidua.scoring.facts.table import table_facts
from thidua.scoring.models import CriteriaTable, Sheet
from thidua.scoring.rules import score_cluster
from tools import serving

pytestmark = pytest.mark.django_db

EXPECTED = Path(__file__).parents[1] / "data" / "tables" / "SYNTHETIC_cum1_expected.csv"


def test_the_front_door_knows_every_stage() -> None:
    assert tuple(STAGES) == serving.STAGES


# The closed year has a file of its own: test_closed_year.py.
@pytest.mark.parametrize("stage", [stage for stage in STAGES if stage != "closed"])
def test_every_stage_loads_with_an_unbroken_history(stage: str) -> None:
    load_demonstration(stage)
    assert chain_break() is None
    assert CriteriaTable.objects.exists() == (stage not in ("criteria", "school"))


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
