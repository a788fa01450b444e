"""A round is prepared, opened with a code that is stored nowhere, or made void with a reason."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.db import transaction

from thidua.audit.services import record
from thidua.ballots.facts import roll_of
from thidua.ballots.models import Keeper, RollEntry, Round
from thidua.ballots.policies import may_keep
from thidua.ballots.rules import PREPARED
from thidua.ballots.rules.plans import ROUND, RoundPlan, plan_faults, roll_fingerprint
from thidua.ballots.rules.sealing import CodeUnreadable, box_code_from, public_key_of
from thidua.ballots.selectors import readiness_to_open
from thidua.core.errors import BadInput, Problem, Refused, require
from thidua.core.findings import Answer, Finding, refused
from thidua.core.text import say
from thidua.organisations.rules import Viewer


def new_box_code() -> str:
    """A fresh code; the page shows it once and the server forgets it. vi: mã mở hòm phiếu."""
    return box_code_from(secrets.token_bytes(32))


def sealing_key(held: Round, code: str) -> str:
    """The key that belongs to a code as typed; BadInput when it cannot be a code."""
    try:
        return public_key_of(code, str(held.uuid))
    except CodeUnreadable as error:
        wrong = say("Mã mở hòm phiếu gồm 25 chữ và số, chia thành 5 nhóm; mã vừa gõ thiếu, thừa hoặc sai.")
        raise BadInput([Problem("code", wrong, say("Hãy xem lại bản đã ghi và gõ lại."))]) from error


@transaction.atomic
def prepare_round(*, actor: Viewer, now: datetime, plan: RoundPlan) -> Round:
    """Lay out a round as the room above has decided it; the same round again, while it is not open, is laid out anew.

    Who may begin a vote, and whether there is a quorum, the room above has already judged.
    """
    faults = plan_faults(plan)
    if faults:
        raise BadInput([Problem("", fault) for fault in faults])
    if Round.objects.filter(about_uuid=plan.about, state=Round.State.OPEN).exists():
        raise Refused(refused(say("Một vòng bỏ phiếu về nội dung này đang mở."), say("Hãy đóng hoặc hủy vòng đó.")))
    rows = Round.objects.select_for_update().filter(about_uuid=plan.about, number=plan.number)
    held = rows.exclude(state=Round.State.VOID).first() or Round(about_uuid=plan.about, number=plan.number)
    if held.state != PREPARED:
        raise Refused(refused(say("Vòng {n} đã bỏ phiếu xong.", n=plan.number), say("Hãy mở vòng kế tiếp.")))
    held.title, held.kind, held.seats, held.back_url = plan.title, plan.kind, plan.seats, plan.back_url
    held.options = [[option.key, option.label] for option in plan.options]
    held.onlookers = sorted(set(plan.onlookers))
    held.save()
    _lay_out_people(held, plan)
    data = {"number": plan.number, "on_roll": len(plan.roll), "keepers": [one.label for one in plan.keepers]}
    record(verb="prepare-round", actor=actor, subject=held, at=now, data=data)
    return held


def _lay_out_people(held: Round, plan: RoundPlan) -> None:
    held.roll.all().delete()
    held.keepers.all().delete()
    RollEntry.objects.bulk_create(
        RollEntry(round=held, key=one.key, label=one.label, account_id=one.account_id) for one in plan.roll
    )
    committee = {one.key: one for one in plan.keepers}.values()
    Keeper.objects.bulk_create(
        Keeper(round=held, key=one.key, label=one.label, account_id=one.account_id) for one in committee
    )


@transaction.atomic
def open_round(*, actor: Viewer, now: datetime, held: Round, code: str) -> Round:
    """Freeze the roll and begin; of the code only the sealing key is kept. vi: mở bỏ phiếu."""
    held = Round.objects.select_for_update().get(pk=held.pk)
    require(may_keep(actor, held))
    require(ROUND.may("open", held.state))
    missing = readiness_to_open(held)
    if missing:
        raise Refused(Finding(Answer.REFUSED, tuple(missing)))
    held.public_key = sealing_key(held, code)
    held.roll_fingerprint = roll_fingerprint(str(held.uuid), roll_of(held), held.names)
    held.state, held.opened_at = ROUND.target("open"), now
    held.save(update_fields=["public_key", "roll_fingerprint", "state", "opened_at"])
    data = {"roll": held.roll_fingerprint, "on_roll": held.roll.count()}
    record(verb="open-round", actor=actor, subject=held, at=now, data=data)
    return held


@transaction.atomic
def void_round(*, actor: Viewer, now: datetime, round: Round, reason: str) -> Round:  # noqa: A002 - the room's word
    """Make a round void; its ballots stay, sealed ones sealed for ever. The room above has decided who may.

    vi: hủy vòng bỏ phiếu.
    """
    held = Round.objects.select_for_update().get(pk=round.pk)
    require(ROUND.may("void", held.state))
    if len(reason.strip()) < 5:
        raise BadInput([Problem("reason", say("Chưa ghi lý do hủy."), say("Hãy viết một câu nêu rõ lý do."))])
    before = held.state
    held.state, held.voided_at, held.void_reason = ROUND.target("void"), now, reason.strip()
    held.save(update_fields=["state", "voided_at", "void_reason"])
    record(
        verb="void-round", actor=actor, subject=held, at=now, reason=held.void_reason, data={"before": before}
    )  # fmt: skip
    return held


@transaction.atomic
def abandon_round(*, actor: Viewer, now: datetime, held: Round, reason: str) -> Round:
    """A keeper makes a round void that cannot go on, as when the code is lost; a closed one only the room above."""
    require(may_keep(actor, held))
    held = Round.objects.select_for_update().get(pk=held.pk)
    if held.state == Round.State.CLOSED:
        raise Refused(
            refused(
                say("Vòng này đã kiểm phiếu xong nên ban kiểm phiếu không hủy được."),
                say("Nếu có sai sót, người chủ trì hủy kết quả trong nội dung biểu quyết và nêu lý do."),
            )
        )
    return void_round(actor=actor, now=now, round=held, reason=reason)
