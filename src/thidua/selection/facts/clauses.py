"""The clauses of a cluster: stored versions, and those that come with the software."""

from __future__ import annotations

from datetime import date
from importlib import resources

from thidua.organisations.models import Cluster
from thidua.selection.models import Clause as StoredClause
from thidua.selection.rules.clause import Clause
from thidua.selection.rules.clause_reading import load_clause

#: The file that a new clause starts from, read aloud by the page that shows the form.
EXAMPLE = "cum-1-2019-2020"


def clause_in_force(cluster: Cluster, day: date) -> StoredClause | None:
    """The latest published version that has begun by the day; None when the cluster has none."""
    published = StoredClause.objects.filter(cluster=cluster, published_at__isnull=False, starts_on__lte=day)
    return published.order_by("-starts_on", "-version").first()


def house_clause_text(name: str = EXAMPLE) -> str:
    """A clause that comes with the software, as its file stands."""
    return (resources.files("thidua.selection") / "data" / "clauses" / f"{name}.toml").read_text("utf-8")


def house_clause(name: str = EXAMPLE) -> Clause:
    """The same, read."""
    return load_clause(house_clause_text(name))
