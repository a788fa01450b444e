"""Hold a case while it changes, and keep each time the clause was carried out."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from thidua.audit.services import record
from thidua.core.days import day_of
from thidua.core.errors import BadInput, Problem, require
from thidua.core.names import tidy
from thidua.core.text import say
from thidua.cycles.policies import still_open
from thidua.foundation import files
from thidua.foundation.file_kinds import judge, safe_name
from thidua.organisations.rules import Viewer
from thidua.selection.facts.case import inputs_of, last_run
from thidua.selection.models import Run, SelectionCase
from thidua.selection.rules.engine import run_clause
from thidua.selection.rules.keeping import fingerprint, inputs_to_json, outcome_to_json

OPENED, CONCLUDED, REFUSAL, HOLD, CLEARANCE, RULING, RETAKEN, TAKEN_BACK = (
    "opened", "concluded", "refusal", "hold", "clearance", "ruling", "retaken", "taken-back",
)  # fmt: skip
Upload = tuple[str, bytes]


def hold_case(case: SelectionCase) -> SelectionCase:
    """The case locked and read anew, in a year that is not archived. Raises Refused."""
    rows = SelectionCase.objects.select_for_update(of=("self",))
    found = rows.select_related("table__cycle__cluster__organiser", "clause").get(pk=case.pk)
    require(still_open(found.table.cycle.archived_at))
    return found


def keep_run(*, actor: Viewer, now: datetime, case: SelectionCase, why: str) -> Run:
    """Carry out the clause on the case as it stands and keep it; a concluded case re-opens when the outcome differs."""
    inputs = inputs_of(case)
    outcome = run_clause(inputs)
    before = last_run(case)
    kept = {"inputs": inputs_to_json(inputs), "outcome": outcome_to_json(outcome)}
    run = Run.objects.create(
        case=case,
        number=before.number + 1 if before else 1,
        why=why,
        inputs=kept["inputs"],
        outcome=kept["outcome"],
        fingerprint=fingerprint([kept["inputs"], kept["outcome"]]),
        supplementary=case.concluded_at is not None and why != CONCLUDED,
        ran_on=day_of(now),
        ran_at=now,
        ran_by_id=actor.account_id,
    )
    if case.state == SelectionCase.State.CONCLUDED and why != CONCLUDED and before and _differs(before, run):
        case.state = SelectionCase.State.REOPENED
    case.edition += 1
    case.save(update_fields=["state", "edition"])
    data = {"why": why, "number": run.number, "fingerprint": run.fingerprint}
    data["awards"] = [[award.prize, award.unit] for award in outcome.awards]
    record(verb="run-selection", actor=actor, subject=run, at=now, data=data)
    return run


def kept_paper(upload: Upload | None, prefix: str = "paper") -> dict[str, str]:
    """The fields of a paper that comes with a fact, its file kept. Raises BadInput."""
    if upload is None:
        return {}
    name, content = upload
    kind = judge(content, name)
    return {
        f"{prefix}_sha256": files.put(content),
        f"{prefix}_name": safe_name(name, kind),
        f"{prefix}_media_type": kind.media_type,
    }


def given(place: str, text: str) -> str:
    """A reason that was given. Raises BadInput."""
    found = tidy(text)
    if len(found) < 5:
        raise BadInput([Problem(place, say("Chưa nêu rõ nội dung."), say("Hãy viết một câu đầy đủ."))])
    return found


def not_later(place: str, day: Any, now: datetime) -> None:
    """A day that has come. Raises BadInput."""
    if day > day_of(now):
        raise BadInput([Problem(place, say("Ngày {day} chưa tới.", day=day), say("Hãy nhập ngày ghi trên văn bản."))])


def _differs(before: Run, after: Run) -> bool:
    compared = ("awards", "empty", "needs", "held", "excluded", "unknown")
    return any(before.outcome[name] != after.outcome[name] for name in compared)
