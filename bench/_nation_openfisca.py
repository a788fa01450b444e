"""The same three titles as formulas of OpenFisca-Core, run inside an environment of its own: FILE OF COLUMNS.

Printed as JSON: seconds for granted alone and for granted and not refused, how many each. Never part of the software.
"""

from __future__ import annotations

import json
import sys
import time
from typing import Any

import numpy as np
from openfisca_core.entities import build_entity
from openfisca_core.periods import DateUnit, Period, instant
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

ROUNDS = 5
PERSON = build_entity(key="person", plural="persons", label="", is_person=True)
YEARS = [Period((DateUnit.YEAR, instant(f"{year}-01-01"), 1)) for year in (2022, 2023, 2024)]
INPUTS = {
    "rating": int, "months": int, "works": int, "wide_works": int, "held_ldtt": bool, "held_cstdcs": bool,
    "waiting": bool, "matters_known": bool, "served": bool, "works_known": bool, "holdings_known": bool,
    "disciplines_known": bool,
}  # fmt: skip


def variable(name: str, kind: type, formula: Any = None) -> type:
    """A variable of a person for a year."""
    body: dict[str, Any] = {"value_type": kind, "entity": PERSON, "definition_period": DateUnit.YEAR, "label": name}
    if formula is not None:
        body["formula"] = formula
    return type(name, (Variable,), body)


def system(good: int, best: int) -> TaxBenefitSystem:
    """The variables and the formulas."""
    made = TaxBenefitSystem([PERSON])
    for name, kind in INPUTS.items():
        made.add_variable(variable(name, kind))

    def ldtt_sure(person: Any, period: Any) -> Any:
        return (person("rating", period) >= good) & (person("months", period) >= 11)

    def ldtt_maybe(person: Any, period: Any) -> Any:
        rating, months = person("rating", period), person("months", period)
        return ((rating >= good) | (rating == 0)) & ((months >= 11) | (months == 0))

    def cs_sure(person: Any, period: Any) -> Any:
        met = person("ldtt_sure", period) | person("held_ldtt", period)
        return met & ((person("rating", period) >= best) | (person("works", period) > 0))

    def cs_maybe(person: Any, period: Any) -> Any:
        rating = person("rating", period)
        work = (person("works", period) > 0) | ~person("works_known", period)
        return (person("ldtt_maybe", period) | person("held_ldtt", period)) & ((rating >= best) | (rating == 0) | work)

    def bt_sure(person: Any, period: Any) -> Any:
        chain = person("cs_sure", period) | person("held_cstdcs", period)
        for back in (1, 2):
            chain = chain & person("held_cstdcs", period.offset(-back))
        wide = sum(person("wide_works", period.offset(-back)) for back in (0, 1, 2)) > 0
        return chain & wide & person("disciplines_known", period) & ~person("served", period)

    def bt_maybe(person: Any, period: Any) -> Any:
        unknown = ~person("holdings_known", period)
        chain = person("cs_maybe", period) | person("held_cstdcs", period)
        for back in (1, 2):
            chain = chain & (person("held_cstdcs", period.offset(-back)) | unknown)
        wide = sum(person("wide_works", period.offset(-back)) for back in (0, 1, 2)) > 0
        return chain & (wide | ~person("works_known", period)) & ~person("served", period)

    def granted(of: str) -> Any:
        def formula(person: Any, period: Any) -> Any:
            return person(of, period) & person("matters_known", period) & ~person("waiting", period)

        return formula

    for one in (ldtt_sure, ldtt_maybe, cs_sure, cs_maybe, bt_sure, bt_maybe):
        made.add_variable(variable(one.__name__, bool, one))
    for title in ("ldtt", "cs", "bt"):
        made.add_variable(variable(f"{title}_granted", bool, granted(f"{title}_sure")))
    return made


def timed(made: TaxBenefitSystem, given: Any, wanted: list[str]) -> tuple[float, list[int]]:
    """The best of some rounds, each with a simulation that has worked nothing out; filling it in is not counted."""
    best, found = 1e9, []
    size = len(given["rating 2024"])
    for _ in range(ROUNDS):
        simulation = SimulationBuilder().build_default_simulation(made, count=size)
        for name in INPUTS:
            for year in YEARS:
                key = f"{name} {year.start.year}"
                if key in given:
                    simulation.set_input(name, year, given[key])
        start = time.process_time()
        answers = [simulation.calculate(name, YEARS[-1]) for name in wanted]
        best = min(best, time.process_time() - start)
        found = [int(np.count_nonzero(one)) for one in answers]
    return best, found


def main(path: str) -> None:
    """Time both ways."""
    given = dict(np.load(path))
    made = system(int(given["good"]), int(given["best"]))
    granted = [f"{title}_granted" for title in ("ldtt", "cs", "bt")]
    maybe = [f"{title}_maybe" for title in ("ldtt", "cs", "bt")]
    seconds, counts = timed(made, given, granted)
    both, all_counts = timed(made, given, granted + maybe)
    json.dump({"granted": seconds, "both": both, "counts": counts, "all": all_counts}, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1])
