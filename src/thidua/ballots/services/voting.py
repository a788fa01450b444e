"""One voter, one ballot: the mark on the roll and the envelope in the box are one transaction."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.views.decorators.debug import sensitive_variables

from thidua.audit.services import record
from thidua.ballots.models import Envelope, RollEntry, Round
from thidua.ballots.policies import entry_of, may_vote
from thidua.ballots.rules.ballots import Ballot, faults_of
from thidua.ballots.rules.sealing import seal, tracker_from
from thidua.core.errors import BadInput, Problem, require
from thidua.core.text import say
from thidua.foundation.refusals import NotThere
from thidua.organisations.rules import Viewer

CAST, ALREADY = "cast", "already"


def new_ballot_token(held: Round) -> str:
    """A tracker for whoever is looking at the ballot, signed so that it comes back as it was given; stored nowhere.

    It is bound to the round and to nobody: the server could not say to whom it was shown.
    """
    return _signer(held).sign(tracker_from(secrets.token_bytes(16)))


def read_token(held: Round, token: str) -> str:
    """The tracker in a token; BadInput when it was not given for this round."""
    try:
        return _signer(held).unsign(token)
    except BadSignature as error:
        wrong = say("Mã phiếu gửi kèm không phải do trang bỏ phiếu này cấp.")
        raise BadInput([Problem("", wrong, say("Hãy mở lại trang bỏ phiếu."))]) from error


def _signer(held: Round) -> Signer:
    return Signer(salt=f"thidua.ballots.{held.uuid}")


@sensitive_variables("marks", "token", "tracker", "ballot")
@transaction.atomic
def cast_ballot(*, actor: Viewer, now: datetime, held: Round, marks: str, token: str) -> str:
    """Mark the voter and drop the sealed ballot, both or neither; a second time changes nothing and says so.

    Gives "cast", or "already" when this voter's ballot is in the box. source: features D (two devices, double click).
    """
    # The lock keeps closing and voting apart, and two devices of one voter behind each other.
    held = Round.objects.select_for_update().get(pk=held.pk)
    entry = entry_of(actor, held)
    if entry is None:
        raise NotThere
    if entry.way == RollEntry.Way.SCREEN:
        return ALREADY
    require(may_vote(actor, held))
    faults = faults_of(held.kind, held.seats, held.names, marks)
    if faults:
        raise BadInput(faults)
    ballot = Ballot(read_token(held, token), marks)
    marked = RollEntry.objects.filter(pk=entry.pk, way="").update(way=RollEntry.Way.SCREEN)
    if marked != 1:
        return ALREADY
    sealed = seal(held.public_key, str(held.uuid), ballot.to_bytes(), secrets.token_bytes(32))
    Envelope.objects.create(round=held, sealed=sealed)
    # Who voted, as the roll says it; what was cast is in no event.
    record(verb="cast-ballot", actor=actor, subject=held, at=now, data={"way": "screen"})
    return CAST
