"""Cluster 1, its organiser's officer, and a draft of its criteria: what many tests start from."""

from __future__ import annotations

import pytest

from tests.factories import NOW, ClusterOne, make_cluster_one, make_viewer
from thidua.organisations.rules import Viewer
from thidua.scoring.models import CriteriaTable
from thidua.scoring.services.tables import create_table


@pytest.fixture
def one() -> ClusterOne:
    return make_cluster_one()


@pytest.fixture
def officer(one: ClusterOne) -> Viewer:
    return make_viewer(one.organiser)


@pytest.fixture
def draft(one: ClusterOne, officer: Viewer) -> CriteriaTable:
    return create_table(actor=officer, now=NOW, cycle=one.cycle, name="Bảng tiêu chí thi đua cụm 1")
