"""Cluster 1's year, played to a named stage through the same use cases that people use. vi: năm thi đua minh hoạ."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

from thidua.core.days import HANOI
from thidua.demo.scan import invented
from thidua.demo.world import World
from thidua.organisations.rules import Viewer
from thidua.scoring.facts.table import table_facts
from thidua.scoring.models import CriteriaTable, Line, Sheet
from thidua.scoring.rules import Criterion, Entry, Table
from thidua.scoring.rules.typed import typed_entry
from thidua.scoring.services.evidence import add_file, cite_evidence
from thidua.scoring.services.sheets import LineChange, prepare_sheets, save_lines, submit_sheet
from thidua.scoring.services.verification import Decision, decide_lines

DATA = Path(__file__).parent / "data"
TABLE_FILE = DATA / "cum1-bang-tieu-chi.csv"
FIGURES_FILE = DATA / "cum1-so-lieu.csv"

#: The stages a demonstration can stand at, and the day it then plays.
STAGES: Mapping[str, date] = {
    # A school that judges its people; cluster 1's year is not played.
    "school": date(2025, 6, 2),
    "criteria": date(2019, 12, 2),
    "registration": date(2019, 12, 23),
    "pledge": date(2020, 2, 10),
    "self-scoring": date(2020, 6, 3),
    "verification": date(2020, 6, 12),
    "circulation": date(2020, 6, 25),
    "ranked": date(2020, 7, 3),
    "conference": date(2020, 7, 4),
    "closed": date(2020, 7, 20),
}


def reached(stage: str, step: str) -> bool:
    """Whether a demonstration that stands at `stage` has come to `step`."""
    order = list(STAGES)
    return order.index(stage) >= order.index(step)


@dataclass(frozen=True, slots=True)
class Figure:
    """What a unit put in for a criterion, what its verifier established, and why they differ."""

    unit: str
    criterion: str
    claimed: str
    verified: str
    reason: str


def moment(day: date, hour: int = 9) -> datetime:
    """A working hour of a day in Vietnam."""
    return datetime.combine(day, time(hour), HANOI)


def figures() -> list[Figure]:
    """The invented figures of the five units."""
    with FIGURES_FILE.open(encoding="utf-8", newline="") as file:
        return [Figure(*row) for row in list(csv.reader(file))[1:]]


def entry_of(criterion: Criterion, text: str) -> Entry | None:
    """The entry that a text of the figures stands for; several quantities are parted by ` / `."""
    names = [field.name for field in criterion.method.fields()]
    entry, problems = typed_entry(criterion.method.fields(), dict(zip(names, text.split(" / "), strict=False)))
    if problems:
        raise ValueError(f"{criterion.code}: {'; '.join(str(problem) for problem in problems)}")
    return entry


def claim(world: World, table: CriteriaTable, now: datetime, units: Iterable[str], *, submit: bool = True) -> None:
    """Units fill their sheets with the figures, and hand them in; without `submit` only half of a sheet."""
    actor = world.viewer("chuyen-vien-tdkt", now.date())
    prepare_sheets(table=table, actor=actor, now=now)
    facts, by_unit = table_facts(table), defaultdict(list)
    for figure in figures():
        by_unit[figure.unit].append(figure)
    for code in units:
        officer = world.viewer(f"chuyen-vien-{code.lower()}", now.date())
        sheet = Sheet.objects.get(table=table, unit=world.units[code])
        changes = _claims(facts, sheet, by_unit[code])
        saved = save_lines(
            sheet=sheet, changes=changes if submit else changes[: len(changes) // 2], actor=officer, now=now
        )
        if saved.problems:
            raise ValueError(f"{code}: {saved.problems}")
        _show_evidence(world, sheet, officer, now)
        if submit:
            head = world.viewer(f"giam-doc-{code.lower()}", now.date())
            submit_sheet(sheet=sheet, actor=head, now=now)


def verify(world: World, table: CriteriaTable, now: datetime, verifiers: Iterable[str]) -> None:
    """Verifiers look at every line of theirs: the same figure is accepted, another one is a change with its reason."""
    facts = table_facts(table)
    told = {(one.unit, one.criterion): one for one in figures()}
    for username in verifiers:
        viewer = world.viewer(username, now.date())
        lines = [line for line in _submitted_lines(table) if _verifies(world, viewer.working_units, line)]
        decisions = []
        for line in lines:
            figure = told.get((line.sheet.unit.code, line.criterion.code))
            if figure is None or not figure.verified:
                continue
            decisions.append(_decision(facts, line, figure))
        if decisions:
            decide_lines(actor=viewer, now=now, table=table, decisions=decisions)


def _show_evidence(world: World, sheet: Sheet, officer: Viewer, now: datetime) -> None:
    """One report, handed in once and cited by the first lines with their pages."""
    name, content = invented("Báo cáo số liệu năm học", str(sheet.unit))
    evidence = add_file(unit=sheet.unit, cycle=world.cycle, name=name, content=content, actor=officer, now=now)
    lines = list(sheet.lines.select_related("criterion", "sheet").order_by("criterion__order")[:3])
    cite_evidence(lines=lines, evidence=evidence, pages="1", actor=officer, now=now)


def _claims(facts: Table, sheet: Sheet, told: Iterable[Figure]) -> list[LineChange]:
    lines = {line.criterion.code: line for line in sheet.lines.select_related("criterion", "sheet")}
    return [
        LineChange(
            lines[one.criterion], entry_of(facts.by_code[one.criterion], one.claimed), "", lines[one.criterion].edition
        )
        for one in told
        if one.claimed and one.criterion in lines
    ]


def _submitted_lines(table: CriteriaTable) -> list[Line]:
    rows = Line.objects.filter(sheet__table=table).exclude(sheet__state=Sheet.State.DRAFT)
    return list(rows.select_related("sheet__unit", "sheet__table", "criterion").order_by("pk"))


def _verifies(world: World, units: frozenset[int], line: Line) -> bool:
    if line.criterion.verifier_role == "leader":
        leader, deputy = world.units["S3"].pk, world.units["S1"].pk
        return (deputy if line.sheet.unit_id == leader else leader) in units
    return line.criterion.verifier_unit_id in units


def _decision(facts: Table, line: Line, figure: Figure) -> Decision:
    if figure.verified == figure.claimed:
        return Decision(line, "accept", line.edition, line.verified_edition)
    entry = entry_of(facts.by_code[figure.criterion], figure.verified)
    return Decision(line, "change", line.edition, line.verified_edition, entry, figure.reason)
