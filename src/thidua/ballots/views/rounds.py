"""The rounds somebody has to do with, and one round: its state, its roll, after closing its result."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from thidua.audit.rules.words import WORDS
from thidua.audit.selectors import HistoryLine, history_of
from thidua.ballots.models import Round
from thidua.ballots.policies import entry_of, keeps, may_vote
from thidua.ballots.rules import YES_NO, RoundResult
from thidua.ballots.rules.plans import ROUND, TONES
from thidua.ballots.rules.secrecy import FEW, result_warnings, roll_warnings, way_warnings
from thidua.ballots.selectors import (
    Progress,
    fingerprint_holds,
    get_round_for,
    open_rounds_of,
    progress_of,
    readiness_to_open,
    result_of,
    rounds_of,
)
from thidua.core.findings import Reason
from thidua.foundation.requests import ViewerRequest


@require_safe
def home(request: ViewerRequest) -> HttpResponse:
    """The rounds in which the viewer votes or counts."""
    voting = {held.pk for held in open_rounds_of(request.viewer)}
    rows = [
        {"round": held, "state": ROUND.states[held.state], "tone": TONES[held.state], "votes": held.pk in voting}
        for held in rounds_of(request.viewer)
    ]
    return render(request, "ballots/home.html", {"rows": rows})


@never_cache
@require_safe
def round_page(request: ViewerRequest, uuid: UUID) -> HttpResponse:
    """One round as the viewer may see it now."""
    held = get_round_for(request.viewer, uuid)
    return render(request, "ballots/round.html", round_context(request, held))


def round_context(request: ViewerRequest, held: Round) -> dict[str, Any]:
    """What the page of a round shows: no figure before closing, the roll by name to keepers only."""
    keeper, progress, result = keeps(request.viewer, held), progress_of(held), result_of(held)
    entry = entry_of(request.viewer, held)
    is_open = held.state == Round.State.OPEN
    return {
        "round": held,
        "state": ROUND.states[held.state],
        "tone": TONES[held.state],
        "keeper": keeper,
        "entry": entry,
        "may_vote": may_vote(request.viewer, held) if entry else None,
        "is_open": is_open,
        "is_prepared": held.state == Round.State.PREPARED,
        "is_void": held.state == Round.State.VOID,
        "missing": readiness_to_open(held) if keeper and held.state == Round.State.PREPARED else [],
        "progress": progress,
        "may_count": held.stopped_at is not None or not (progress.waiting or progress.paper),
        "few": progress.on_roll < FEW,
        "warnings": _warnings(held, progress, result, keeper=keeper),
        "result": result,
        "is_yes_no": held.kind == YES_NO,
        "intact": not held.roll_fingerprint or fingerprint_holds(held),
        "keepers": held.keepers.all(),
        "events": _history(held) if keeper else [],
    }


def _warnings(held: Round, progress: Progress, result: RoundResult | None, *, keeper: bool) -> list[Reason]:
    """When the numbers would tell: the coming ones to keepers, those of the result to everybody."""
    if result:
        ways = way_warnings(result.screen, result.paper_collected)
        told = result_warnings(held.kind, result.valid, result.invalid, result.counts)
        return [*(Reason(one.sentence) for one in ways), *told]
    found = roll_warnings(progress.on_roll)
    if keeper and held.state == Round.State.OPEN:
        # As it will be when everybody who has no paper ballot votes on screen.
        found += way_warnings(progress.screen + progress.waiting, progress.paper)
    return found


def _history(held: Round) -> list[HistoryLine]:
    """What the committee did; when each voter voted stays in the record and off the page."""
    return [line for line in history_of(held.uuid) if line.words.values.get("did") != WORDS["cast-ballot"]]
