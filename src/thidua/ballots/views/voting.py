"""The ballot on a phone: tick, read what will be sent, send. Nothing of it is kept but the sealed envelope."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from thidua.ballots.forms import BallotForm
from thidua.ballots.models import RollEntry, Round
from thidua.ballots.policies import entry_of, may_vote
from thidua.ballots.rules.ballots import faults_of, is_blank, shown
from thidua.ballots.selectors import get_round_for
from thidua.ballots.services import cast_ballot, new_ballot_token, read_token
from thidua.ballots.views.lengths import even_length
from thidua.core.errors import BadInput, Problem, require
from thidua.foundation import clock
from thidua.foundation.requests import ViewerRequest


@never_cache
@even_length
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def vote_page(request: ViewerRequest, uuid: UUID) -> HttpResponse:
    """The ballot; sent once to be read again, sent a second time to be dropped.

    No address, session, message or cookie ever holds the choice or the tracker: they travel in the form only.
    """
    held = get_round_for(request.viewer, uuid)
    may = may_vote(request.viewer, held)
    entry = entry_of(request.viewer, held)
    if entry is not None and entry.way == RollEntry.Way.SCREEN:
        return render(request, "ballots/voted.html", {"round": held, "again": request.method == "POST"})
    require(may)
    if request.method != "POST":
        return _ballot(request, held, BallotForm(held), new_ballot_token(held))
    return _received(request, held)


def _received(request: ViewerRequest, held: Round) -> HttpResponse:
    token, step = request.POST.get("token", ""), request.POST.get("step", "")
    # Read again, a ballot travels as letters of one length; what is ticked does not show in the size of a request.
    form = (
        BallotForm.of(held, request.POST.get("marks", ""))
        if step in ("cast", "back")
        else BallotForm(held, request.POST)
    )
    try:
        read_token(held, token)
    except BadInput as error:
        return _ballot(request, held, form, new_ballot_token(held), error.problems, 400)
    if not form.is_valid():
        return _ballot(request, held, form, token, (), 400)
    if step == "back":
        return _ballot(request, held, form, token)
    faults = faults_of(held.kind, held.seats, held.names, form.marks)
    if faults:
        return _ballot(request, held, form, token, tuple(faults), 400)
    if step != "cast":
        return _review(request, held, form, token)
    came = cast_ballot(actor=request.viewer, now=clock.now(), held=held, marks=form.marks, token=token)
    context = {"round": held, "again": came == "already", "tracker": read_token(held, token)}
    return render(request, "ballots/voted.html", context)


def _ballot(
    request: ViewerRequest,
    held: Round,
    form: BallotForm,
    token: str,
    problems: tuple[Problem, ...] = (),
    status: int = 200,
) -> HttpResponse:
    context: dict[str, Any] = {"round": held, "form": form, "token": token, "tracker": read_token(held, token)}
    return render(request, "ballots/vote.html", {**context, "problems": problems}, status=status)


def _review(request: ViewerRequest, held: Round, form: BallotForm, token: str) -> HttpResponse:
    context = {
        "round": held,
        "form": form,
        "token": token,
        "tracker": read_token(held, token),
        "words": shown(held.kind, held.names, form.marks),
        "blank": is_blank(held.kind, form.marks),
        "marks": form.marks,
    }
    return render(request, "ballots/review.html", context)
