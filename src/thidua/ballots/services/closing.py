"""The end of a round: voting stops, the box is opened with the code, everything is counted and balanced at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.views.decorators.debug import sensitive_variables

from thidua.audit.services import record
from thidua.ballots.facts import ways_of
from thidua.ballots.models import CountedBallot, Envelope, PaperTally, Round
from thidua.ballots.policies import may_keep
from thidua.ballots.rules import PaperFigures
from thidua.ballots.rules.balance import paper_faults, result_holds, screen_faults
from thidua.ballots.rules.ballots import Ballot, counted, is_valid
from thidua.ballots.rules.plans import ROUND
from thidua.ballots.rules.sealing import EnvelopeUnreadable, unseal
from thidua.ballots.selectors import fingerprint_holds
from thidua.ballots.services.rounds import sealing_key
from thidua.core.errors import BadInput, Problem, Refused, require
from thidua.core.findings import Answer, Finding, Reason, refused
from thidua.core.text import say
from thidua.organisations.rules import Viewer


@transaction.atomic
def stop_round(*, actor: Viewer, now: datetime, held: Round) -> Round:
    """No more votes: from here on paper ballots may be counted. Doing it twice does no harm. vi: dừng nhận phiếu."""
    held = _locked(actor, held, "stop")
    if held.stopped_at is None:
        held.stopped_at = now
        held.save(update_fields=["stopped_at"])
        record(verb="stop-round", actor=actor, subject=held, at=now)
    return held


@sensitive_variables("code", "ballots")
@transaction.atomic
def close_round(
    *, actor: Viewer, now: datetime, held: Round, code: str, paper: PaperFigures | None = None
) -> Round:  # fmt: skip
    """Open the box, count, balance, publish; refused with the difference named when it does not balance.

    The envelopes go in the same transaction: what they held lives on as counted ballots, and what is gone
    can no longer be laid beside the roll. vi: đóng vòng và kiểm phiếu.
    """
    held = _locked(actor, held, "close")
    figures = paper or PaperFigures()
    ways = ways_of(held)
    _require_counting_time(held, ways["paper"])
    if sealing_key(held, code) != held.public_key:
        wrong = say("Mã vừa gõ không phải mã mở hòm phiếu của vòng này.")
        raise BadInput([Problem("code", wrong, say("Hãy kiểm tra bản ghi mã của đúng vòng này."))])
    sealed = [bytes(content) for content in held.envelopes.order_by("pk").values_list("sealed", flat=True)]
    faults = [
        *_roll_faults(held),
        *screen_faults(ways["screen"], len(sealed)),
        *paper_faults(held.kind, held.seats, ways["paper"], figures),
    ]
    if faults:
        raise Refused(Finding(Answer.REFUSED, tuple(faults)))
    # Sorted by tracker before anything is written: the order of the envelopes ends here.
    ballots = sorted(_opened(held, code, one) for one in sealed)
    _write(held, ballots, figures, on_paper=bool(ways["paper"] or figures.replaced))
    held.state, held.closed_at, held.stopped_at = ROUND.target("close"), now, held.stopped_at or now
    held.save(update_fields=["state", "closed_at", "stopped_at"])
    data = {"screen": len(ballots), "paper": figures.collected, "unused": figures.unused, "replaced": figures.replaced}
    record(verb="close-round", actor=actor, subject=held, at=now, data=data)
    return held


def _locked(actor: Viewer, held: Round, step: str) -> Round:
    held = Round.objects.select_for_update().get(pk=held.pk)
    require(may_keep(actor, held))
    require(ROUND.may(step, held.state))
    return held


def _require_counting_time(held: Round, on_paper: int) -> None:
    if on_paper and held.stopped_at is None:
        raise Refused(
            refused(
                say("Còn đang nhận phiếu trên máy nên chưa kiểm được phiếu giấy."),
                say("Hãy bấm “Dừng nhận phiếu” rồi mới mở hòm phiếu giấy."),
            )
        )


def _roll_faults(held: Round) -> list[Reason]:
    if fingerprint_holds(held):
        return []
    words = say("Danh sách bỏ phiếu hoặc tên trong phiếu không còn đúng như khi mở vòng.")
    return [Reason(words, say("Hãy lập biên bản, hủy vòng này và bỏ phiếu lại."))]


def _opened(held: Round, code: str, sealed: bytes) -> Ballot:
    """One ballot; what cannot be read counts as an invalid ballot and is published as one."""
    try:
        return Ballot.from_bytes(unseal(code, str(held.uuid), sealed))
    except (EnvelopeUnreadable, UnicodeDecodeError):
        return Ballot("", "")


def _write(held: Round, ballots: Sequence[Ballot], figures: PaperFigures, *, on_paper: bool) -> None:
    rows = [
        CountedBallot(
            round=held,
            tracker=ballot.tracker,
            marks=ballot.marks if len(ballot.marks) == len(held.names) else "",
            valid=is_valid(held.kind, held.seats, held.names, ballot.marks),
        )
        for ballot in ballots
    ]
    valid = [row.marks for row in rows if row.valid]
    if not result_holds(held.kind, held.seats, len(valid), counted(held.kind, held.names, valid)):
        raise ValueError("The count of the screen ballots cannot be.")
    CountedBallot.objects.bulk_create(rows)
    if on_paper:
        PaperTally.objects.create(
            round=held,
            replaced=figures.replaced,
            unused=figures.unused,
            collected=figures.collected,
            invalid=figures.invalid,
            invalid_reasons=figures.invalid_reasons.strip(),
            counts=[[one.yes, one.no, one.abstained] for one in figures.counts],
        )
    Envelope.objects.filter(round=held).delete()
