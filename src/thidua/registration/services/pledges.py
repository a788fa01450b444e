"""Draft the pledge, hear the members, open it for signing, close it, open it again."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction

from thidua.audit.services import record
from thidua.core.days import SchoolYear, day_of
from thidua.core.errors import BadInput, Problem, Stale, require
from thidua.core.findings import all_of
from thidua.core.names import tidy
from thidua.core.text import Text, say
from thidua.cycles.facts import stage_facts
from thidua.cycles.policies import still_open
from thidua.cycles.rules import PLEDGE as STEP
from thidua.documents.services import Signing
from thidua.organisations.facts import cluster_facts
from thidua.organisations.models import Unit
from thidua.organisations.rules import ClusterFacts, Viewer, member_units
from thidua.registration.facts.pledges import members_on, pledge_facts, signings_of, words_of
from thidua.registration.models import Pledge, PledgeComment, PledgeItem, PledgeTarget
from thidua.registration.policies import pledges as policies
from thidua.registration.rules import pledges as rules
from thidua.registration.rules.pledges import PledgeWords
from thidua.registration.selectors.pledges import earlier_pledge, head_of, unanswered

if TYPE_CHECKING:
    from thidua.cycles.models import Cycle


@transaction.atomic
def start_pledge(*, actor: Viewer, now: datetime, cycle: Cycle, take_over: bool = False) -> Pledge:
    """Begin the year's pledge: from the words of the form, or from last year's. Raises Refused, BadInput.

    vi: lập dự thảo giao ước thi đua. source: W2.3.
    """
    require(policies.may_keep(actor, cluster_facts(cycle.cluster, actor.day)))
    require(still_open(cycle.archived_at))
    if STEP not in stage_facts(cycle):
        sentence = say("Năm này không có bước ký kết giao ước thi đua trong phần mềm.")
        raise _bad("", sentence, say("Cơ quan tổ chức cụm thêm bước này trong lịch của năm."))
    name, year = cycle.cluster.name, SchoolYear(cycle.start_year)
    words = PledgeWords(rules.first_bases(name, year), promise=rules.first_promise(name))
    taken = earlier_pledge(cycle) if take_over else None
    if taken is not None:
        earlier = words_of(taken)
        words = PledgeWords(words.preamble, earlier.contents, earlier.targets, earlier.promise)
    try:
        with transaction.atomic():
            pledge = Pledge.objects.create(cycle=cycle)
    except IntegrityError:
        sentence, cure = say("Giao ước của năm này đã được lập."), say("Hãy mở dự thảo đã có.")
        raise _bad("", sentence, cure) from None
    _write(pledge, words)
    data = {"from": str(taken.uuid) if taken else "", "after": _kept(words)}
    record(verb="start-pledge", actor=actor, subject=pledge, at=now, data=data)
    return pledge


@transaction.atomic
def save_pledge(*, actor: Viewer, now: datetime, pledge: Pledge, edition: int, words: PledgeWords) -> Pledge:
    """Keep what the leader wrote; `edition` is the one the actor was shown. Raises Refused, BadInput, Stale."""
    pledge, _ = _kept_by(actor, pledge, "save")
    words = rules.tidied(words)
    before = words_of(pledge)
    if pledge.edition != edition:
        if words == before:
            return pledge
        raise Stale(say("Dự thảo vừa được người khác sửa; hãy xem lại trước khi lưu."), pledge)
    problems = rules.check_words(words)
    if problems:
        raise BadInput(problems)
    if words == before:
        return pledge
    _write(pledge, words)
    pledge.edition += 1
    pledge.save(update_fields=["edition"])
    was, now_is = _kept(before), _kept(words)
    changed = [name for name in now_is if now_is[name] != was[name]]
    data = {"before": {name: was[name] for name in changed}, "after": {name: now_is[name] for name in changed}}
    record(verb="save-pledge", actor=actor, subject=pledge, at=now, data=data)
    return pledge


@transaction.atomic
def ask_comments(*, actor: Viewer, now: datetime, pledge: Pledge, until: date) -> Pledge:
    """Send the draft to every member for comments until a day, or set another day. Raises Refused, BadInput."""
    pledge, _ = _kept_by(actor, pledge, "ask-comments")
    if until < day_of(now):
        raise _bad("until", say("Hạn góp ý đã qua."), say("Hãy chọn từ hôm nay trở đi."))
    before = pledge.comments_until
    pledge.state, pledge.comments_until = rules.COMMENTS, until
    pledge.save(update_fields=["state", "comments_until"])
    data = {"until": f"{until}", "before": f"{before or ''}"}
    record(verb="ask-pledge-comments", actor=actor, subject=pledge, at=now, data=data)
    return pledge


@transaction.atomic
def make_comment(*, actor: Viewer, now: datetime, pledge: Pledge, place: str, text: str) -> PledgeComment:
    """A member says something about the draft or a place in it. Raises Refused, BadInput. vi: góp ý dự thảo."""
    pledge = _locked(pledge)
    cluster = cluster_facts(pledge.cycle.cluster, actor.day)
    require(policies.may_comment(actor, cluster))
    require(rules.may_comment(pledge.state, pledge.comments_until, now))
    text = rules.tidy_lines(text)
    if not text:
        raise _bad("text", say("Chưa nêu nội dung góp ý."), say("Hãy viết một câu: đề nghị sửa gì, vì sao."))
    comment = PledgeComment.objects.create(
        pledge=pledge,
        unit_id=member_units(actor, cluster)[0],
        place=tidy(place)[:200],
        text=text,
        made_by_id=actor.account_id,
        made_at=now,
    )
    data = {"place": comment.place, "comment": str(comment.uuid)}
    record(verb="comment-pledge", actor=actor, subject=pledge, at=now, reason=text, data=data)
    return comment


@transaction.atomic
def answer_comment(*, actor: Viewer, now: datetime, comment: PledgeComment, outcome: str, answer: str) -> PledgeComment:
    """The leader takes a comment or declines it, in words; the last answer counts, earlier ones stay in the history."""
    comment = PledgeComment.objects.select_for_update(of=("self",)).select_related("pledge").get(pk=comment.pk)
    _kept_by(actor, comment.pledge, "save")
    answer = rules.tidy_lines(answer)
    if outcome not in rules.OUTCOMES:
        raise _bad("outcome", say("Chưa chọn tiếp thu hay không."), say("Hãy chọn một trong hai."))
    if not answer:
        raise _bad("answer", say("Chưa có lời trả lời."), say("Hãy ghi đã sửa thế nào, hoặc vì sao không tiếp thu."))
    before = [comment.outcome, comment.answer]
    comment.outcome, comment.answer = outcome, answer
    comment.answered_by_id, comment.answered_at = actor.account_id, now
    comment.save(update_fields=["outcome", "answer", "answered_by", "answered_at"])
    data = {"comment": str(comment.uuid), "before": before, "after": outcome}
    record(verb="answer-pledge-comment", actor=actor, subject=comment.pledge, at=now, reason=answer, data=data)
    return comment


@transaction.atomic
def open_signing(*, actor: Viewer, now: datetime, pledge: Pledge, edition: int) -> Pledge:
    """Freeze the text with the members of the day and ask their heads to sign. Raises Refused, Stale.

    vi: mở ký kết. source: W1.6, D4.6.
    """
    pledge, _ = _kept_by(actor, pledge, "open-signing")
    if pledge.edition != edition:
        raise Stale(say("Dự thảo vừa được người khác sửa; hãy đọc lại trước khi mở ký kết."), pledge)
    until = pledge.comments_until if pledge.state == rules.COMMENTS else None
    require(rules.readiness(words_of(pledge), unanswered(pledge), until, now))
    parties = members_on(pledge.cycle.cluster, actor.day)
    pledge.state, pledge.signed_on = rules.SIGNING, pledge.signed_on or day_of(now)
    pledge.parties = [{"unit": one.unit_id, "name": one.name} for one in parties]
    pledge.save(update_fields=["state", "signed_on", "parties"])
    text = rules.pledge_text(pledge_facts(pledge, actor.day))
    record(verb="open-pledge-signing", actor=actor, subject=pledge, at=now, data={"text": text})
    return pledge


@transaction.atomic
def reopen_pledge(*, actor: Viewer, now: datetime, pledge: Pledge, reason: str) -> Pledge:
    """Make the pledge a draft again, with a reason; signatures end as soon as a letter changes. Raises Refused."""
    pledge, _ = _kept_by(actor, pledge, "reopen")
    signed = [one.unit_id for one in signings_of(pledge, actor.day) if one.state == rules.SIGNED]
    return _move(actor, now, pledge, "reopen", _reason(reason), {"signed": signed})


@transaction.atomic
def close_signing(*, actor: Viewer, now: datetime, pledge: Pledge, note: str) -> Pledge:
    """End the signing with a note; who has not signed by then is named in the record and not considered.

    source: R1.12.
    """
    pledge, _ = _kept_by(actor, pledge, "close")
    left = [one.name for one in signings_of(pledge, actor.day) if one.state in (rules.MISSING, rules.VOID)]
    if left and not tidy(note):
        sentence = say("Còn {n} đơn vị chưa ký.", n=len(left))
        raise _bad("note", sentence, say("Hãy ghi rõ vì sao kết thúc khi còn đơn vị chưa ký."))
    return _move(actor, now, pledge, "close", tidy(note), {"unsigned": left})


@transaction.atomic
def resume_signing(*, actor: Viewer, now: datetime, pledge: Pledge, reason: str) -> Pledge:
    """Let heads sign the same text again, for a member that joined later or was late. Raises Refused, BadInput."""
    pledge, _ = _kept_by(actor, pledge, "resume")
    return _move(actor, now, pledge, "resume", _reason(reason), {})


def signing_of(viewer: Viewer, pledge: Pledge, unit: Unit, *, on_paper: bool) -> Signing:
    """What a unit's head signs: the text as it stands, on screen by the head, or on paper brought by the leader."""
    cluster = cluster_facts(pledge.cycle.cluster, viewer.day)
    rows = {one.unit_id: one for one in signings_of(pledge, viewer.day)}
    state = rows[unit.pk].state if unit.pk in rows else rules.MISSING
    policy = policies.may_bring_scan if on_paper else policies.may_sign
    head = head_of(unit.pk, viewer.day)
    seat = next((one for one in viewer.seats if one.unit_id == unit.pk), None)
    return Signing(
        about=pledge.uuid,
        kind=rules.KIND,
        text=rules.pledge_text(pledge_facts(pledge, viewer.day)),
        unit=unit,
        capacity=rules.CAPACITY,
        signer_name=(head.person.full_name if head else "") if on_paper else viewer.name,
        signer_title=(head.title if head else "") if on_paper else (seat.title if seat else ""),
        may=all_of(
            [
                still_open(pledge.cycle.archived_at),
                policy(viewer, cluster, unit.pk, pledge.state, state),
                policies.has_head(head is not None),
            ]
        ),
        label=f"{pledge}, {unit}",
    )


def _move(actor: Viewer, now: datetime, pledge: Pledge, step: str, reason: str, data: dict[str, Any]) -> Pledge:
    pledge.state = rules.PLEDGE.target(step)
    pledge.save(update_fields=["state"])
    record(verb=f"{step}-pledge", actor=actor, subject=pledge, at=now, reason=reason, data=data)
    return pledge


def _locked(pledge: Pledge) -> Pledge:
    found = Pledge.objects.select_for_update(of=("self",)).select_related("cycle__cluster").get(pk=pledge.pk)
    require(still_open(found.cycle.archived_at))
    return found


def _kept_by(actor: Viewer, pledge: Pledge, step: str) -> tuple[Pledge, ClusterFacts]:
    found = _locked(pledge)
    cluster = cluster_facts(found.cycle.cluster, actor.day)
    require(policies.may_keep(actor, cluster))
    require(rules.PLEDGE.may(step, found.state))
    return found, cluster


def _write(pledge: Pledge, words: PledgeWords) -> None:
    pledge.preamble, pledge.promise = words.preamble, words.promise
    pledge.place, pledge.signed_on = words.place, words.signed_on
    pledge.save(update_fields=["preamble", "promise", "place", "signed_on"])
    pledge.items.all().delete()
    pledge.targets.all().delete()
    PledgeItem.objects.bulk_create(
        PledgeItem(pledge=pledge, order=at, text=text) for at, text in enumerate(words.contents)
    )
    PledgeTarget.objects.bulk_create(
        PledgeTarget(
            pledge=pledge, order=at, text=one.text, amount=one.amount, measure=one.measure, direction=one.direction
        )
        for at, one in enumerate(words.targets)
    )


def _kept(words: PledgeWords) -> dict[str, Any]:
    return {
        "preamble": words.preamble,
        "contents": list(words.contents),
        "targets": [[one.text, _plain(one.amount), one.measure, one.direction] for one in words.targets],
        "promise": words.promise,
        "place": words.place,
        "signed_on": f"{words.signed_on or ''}",
    }


def _plain(amount: Decimal | None) -> str:
    return "" if amount is None else f"{amount.normalize():f}"


def _reason(reason: str) -> str:
    found = rules.tidy_lines(reason)
    if not found:
        raise _bad("reason", say("Chưa nêu lý do."), say("Hãy ghi lý do; mọi đơn vị trong cụm đọc được."))
    return found


def _bad(place: str, sentence: Text, cure: Text) -> BadInput:
    return BadInput([Problem(place, sentence, cure)])
