"""Paper ballots of the same round: whoever is handed one votes on paper and no longer on screen."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from thidua.audit.services import record
from thidua.ballots.models import RollEntry, Round
from thidua.ballots.policies import may_keep
from thidua.ballots.rules.plans import ROUND
from thidua.core.errors import Refused, require
from thidua.core.findings import refused
from thidua.core.text import say
from thidua.foundation.refusals import NotThere
from thidua.organisations.rules import Viewer


@transaction.atomic
def hand_paper(*, actor: Viewer, now: datetime, held: Round, voter: UUID) -> RollEntry:
    """Mark that a voter was handed a paper ballot. vi: phát phiếu giấy."""
    entry = _entry(actor, held, voter)
    if entry.way:
        words = (
            say("{name} đã bỏ phiếu trên máy.", name=entry.label)
            if entry.way == RollEntry.Way.SCREEN
            else say("{name} đã nhận phiếu giấy.", name=entry.label)
        )
        raise Refused(refused(words, say("Mỗi người chỉ bỏ một phiếu.")))
    return _mark(actor, now, entry, RollEntry.Way.PAPER, "hand-paper-ballot")


@transaction.atomic
def take_paper_back(*, actor: Viewer, now: datetime, held: Round, voter: UUID) -> RollEntry:
    """A paper ballot comes back unused before the end, or was marked by mistake: the voter may vote on screen.

    Should the ballot be in the box after all, the balance at closing names one too many. vi: nhận lại phiếu giấy.
    """
    entry = _entry(actor, held, voter)
    if entry.way != RollEntry.Way.PAPER:
        raise Refused(refused(say("{name} không nhận phiếu giấy.", name=entry.label)))
    return _mark(actor, now, entry, "", "take-paper-ballot-back")


def _entry(actor: Viewer, held: Round, voter: UUID) -> RollEntry:
    held = Round.objects.select_for_update().get(pk=held.pk)
    require(may_keep(actor, held))
    require(ROUND.may("vote", held.state))
    if held.stopped_at is not None:
        raise Refused(refused(say("Đã dừng nhận phiếu, nên không phát và không nhận lại phiếu giấy nữa.")))
    entry = held.roll.filter(key=voter).first()
    if entry is None:
        raise NotThere
    return entry


def _mark(actor: Viewer, now: datetime, entry: RollEntry, way: str, verb: str) -> RollEntry:
    RollEntry.objects.filter(pk=entry.pk).update(way=way)
    entry.way = way
    record(verb=verb, actor=actor, subject=entry.round, at=now, data={"voter": entry.label})
    return entry
