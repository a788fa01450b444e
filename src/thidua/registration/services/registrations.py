"""Write a unit's registration and send it; accept it or return it; ask to change it, withdraw it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import transaction

from thidua.audit.services import record
from thidua.core.errors import BadInput, Problem, Stale, require
from thidua.core.names import tidy
from thidua.core.text import Text, say
from thidua.organisations.facts import cluster_facts
from thidua.organisations.rules import Viewer, member_units
from thidua.registration.facts.registrations import content_of, registration_stage
from thidua.registration.models import RegisteredAward, Registration, Target, Work
from thidua.registration.policies import registrations as policies
from thidua.registration.rules.awards import award_name, awards_on
from thidua.registration.rules.registrations import (
    DIRECTIONS,
    REGISTRATION,
    RETURNED,
    WORK_KINDS,
    AwardFacts,
    Content,
    TargetFacts,
    WorkFacts,
    checked,
    lateness_of,
)
from thidua.registration.selectors.registrations import last_content

if TYPE_CHECKING:
    from thidua.cycles.models import Cycle

LARGEST = Decimal("1e10")
PLACES = -4


@transaction.atomic
def start_registration(*, actor: Viewer, now: datetime, cycle: Cycle) -> Registration:
    """Begin the own unit's registration of a year, or find the one there is. Raises Refused."""
    cluster = cluster_facts(cycle.cluster, actor.day)
    mine = member_units(actor, cluster)
    found = Registration.objects.filter(cycle=cycle, unit__in=mine).first()
    if found is not None:
        return found
    require(policies.may_start(actor, cluster, cycle, registration_stage(cycle), now))
    registration, is_new = Registration.objects.get_or_create(cycle=cycle, unit_id=mine[0])
    if is_new:
        record(verb="start-registration", actor=actor, subject=registration, at=now)
    return registration


@transaction.atomic
def save_registration(
    *, actor: Viewer, now: datetime, registration: Registration, edition: int, content: Content
) -> Registration:
    """Keep what was written, all of it at once; `edition` is the one it was written over.

    Raises Refused, BadInput, Stale. The state stays: a returned registration is returned until it is sent again.
    """
    registration = _locked(registration)
    require(policies.may_change(actor, registration, registration_stage(registration.cycle), now))
    _same_edition(registration, edition)
    content = tidied(content)
    problems = list(_faults(content, actor.day))
    if problems:
        raise BadInput(problems)
    before = content_of(registration)
    content = _with_results(content, before)
    if content == before:
        return registration
    _write(registration, content)
    data = {"before": _plain(before), "after": _plain(content)}
    return _moved(actor, now, registration, "save-registration", data=data)


@transaction.atomic
def take_over(*, actor: Viewer, now: datetime, registration: Registration, edition: int) -> Registration:
    """Copy what the unit's last accepted registration held, without its results. Raises Refused, BadInput, Stale."""
    last = last_content(registration)
    if last is None:
        raise BadInput([Problem("", say("Đơn vị chưa có bản đăng ký nào của năm trước để lấy lại."))])
    held = content_of(_locked(registration))
    if held != Content():
        sentence = say("Bản đăng ký đã có nội dung nên không lấy lại năm trước được.")
        raise BadInput([Problem("", sentence, say("Hãy xóa các dòng đã nhập rồi thực hiện lại."))])
    works = tuple(WorkFacts(one.kind, one.name) for one in last.works)
    content = Content(tuple(one for one in last.awards if one.code in awards_on(actor.day)), last.targets, works)
    return save_registration(actor=actor, now=now, registration=registration, edition=edition, content=content)


@transaction.atomic
def send_registration(*, actor: Viewer, now: datetime, registration: Registration, edition: int) -> Registration:
    """The head sends it to the leader. Raises Refused with what is missing, Stale. source: W2.3."""
    registration = _locked(registration)
    stage = registration_stage(registration.cycle)
    require(policies.may_send(actor, registration, stage, now))
    _same_edition(registration, edition)
    require(checked(content_of(registration)).finding)
    assert stage is not None  # noqa: S101 - the policy says so
    answering = registration.lateness if registration.state == RETURNED else ""
    registration.lateness = lateness_of(stage, now, registration.unit_id, answering=answering)
    registration.sent_at, registration.sent_by_id = now, actor.account_id
    registration.accepted_at = None
    data = {"lateness": registration.lateness, "content": _plain(content_of(registration))}
    return _moved(actor, now, registration, "send-registration", step="send", data=data)


@transaction.atomic
def accept_registration(*, actor: Viewer, now: datetime, registration: Registration, edition: int) -> Registration:
    """The leader accepts it; for the leader's own unit the deputy does. Raises Refused, Stale."""
    registration = _locked(registration)
    _require_decision(actor, registration, "accept")
    _same_edition(registration, edition)
    registration.accepted_at, registration.reason = now, ""
    return _moved(actor, now, registration, "accept-registration", step="accept")


@transaction.atomic
def return_registration(
    *, actor: Viewer, now: datetime, registration: Registration, edition: int, reason: str
) -> Registration:
    """The leader gives it back and says why; the unit answers by changing and sending it again.

    Raises Refused, BadInput, Stale. source: features A3.17.
    """
    registration = _locked(registration)
    _require_decision(actor, registration, "return")
    _same_edition(registration, edition)
    registration.reason = _given(reason, say("Hãy nêu lý do trả lại, để đơn vị biết cần sửa gì."))
    return _moved(actor, now, registration, "return-registration", step="return", reason=registration.reason)


@transaction.atomic
def reopen_registration(
    *, actor: Viewer, now: datetime, registration: Registration, edition: int, reason: str
) -> Registration:
    """The head takes what was sent, accepted or withdrawn back to change it; it must be accepted anew. vi: xin sửa."""
    registration = _locked(registration)
    require(policies.may_reopen(actor, registration, registration_stage(registration.cycle), now))
    _same_edition(registration, edition)
    registration.reason = _given(reason, say("Hãy nêu lý do xin sửa."))
    registration.accepted_at = None
    return _moved(actor, now, registration, "reopen-registration", step="reopen", reason=registration.reason)


@transaction.atomic
def withdraw_registration(
    *, actor: Viewer, now: datetime, registration: Registration, edition: int, reason: str
) -> Registration:
    """The head withdraws it and says why; what it held stays on record. Raises Refused, BadInput, Stale."""
    registration = _locked(registration)
    require(policies.may_withdraw(actor, registration))
    _same_edition(registration, edition)
    registration.reason = _given(reason, say("Hãy nêu lý do rút."))
    registration.accepted_at = None
    return _moved(actor, now, registration, "withdraw-registration", step="withdraw", reason=registration.reason)


@transaction.atomic
def note_result(*, actor: Viewer, now: datetime, work: Work, result: str) -> Work:
    """The unit writes down what came of a work or theme. Raises Refused. source: D4.5, W3.6."""
    registration = _locked(work.registration)
    require(policies.may_note_result(actor, registration))
    before, work.result = work.result, result.strip()
    work.save(update_fields=["result"])
    data = {"work": work.name, "before": before, "after": work.result}
    record(verb="note-work-result", actor=actor, subject=registration, at=now, data=data)
    return work


def tidied(content: Content) -> Content:
    """Texts as they are stored: NFC, without spaces at the ends."""
    return Content(
        awards=tuple(AwardFacts(one.code, tidy(one.collective)) for one in content.awards),
        targets=tuple(
            TargetFacts(tidy(one.text), one.amount, tidy(one.measure), one.direction) for one in content.targets
        ),
        works=tuple(
            WorkFacts(one.kind, tidy(one.name), tidy(one.when_where), one.result.strip()) for one in content.works
        ),
    )


def _faults(content: Content, day: date) -> Iterator[Problem]:
    for index, award in enumerate(content.awards):
        if award.code not in awards_on(day):
            yield Problem(say("Danh hiệu, hình thức"), say("Chưa chọn danh hiệu hoặc hình thức cho một dòng."))
        elif award in content.awards[:index]:
            name = award_name(award.code)
            yield Problem(say("Danh hiệu, hình thức"), say("“{name}” được chọn hai lần.", name=name))
    for target in content.targets:
        if not target.text or target.direction not in DIRECTIONS:
            yield Problem(say("Chỉ tiêu"), say("Một dòng có số nhưng chưa có nội dung chỉ tiêu."))
        if target.amount is not None and not _fits(target.amount):
            yield Problem(
                say("Chỉ tiêu"),
                say("Số của chỉ tiêu “{text}” quá lớn hoặc có quá nhiều chữ số thập phân.", text=target.text),
            )
    for work in content.works:
        if not work.name or work.kind not in WORK_KINDS:
            yield Problem(say("Công trình, chuyên đề"), say("Một dòng chưa có tên."))


def _fits(amount: Decimal) -> bool:
    exponent = amount.as_tuple().exponent
    return abs(amount) < LARGEST and isinstance(exponent, int) and exponent >= PLACES


def _with_results(content: Content, before: Content) -> Content:
    """The results noted for works stay with them: the form of registering does not show them."""
    noted = {(one.kind, one.name): one.result for one in before.works}
    works = tuple(WorkFacts(w.kind, w.name, w.when_where, noted.get((w.kind, w.name), "")) for w in content.works)
    return Content(content.awards, content.targets, works)


def _write(registration: Registration, content: Content) -> None:
    for rows in (registration.awards, registration.targets, registration.works):
        rows.all().delete()
    RegisteredAward.objects.bulk_create(
        RegisteredAward(registration=registration, order=order, **asdict(one))
        for order, one in enumerate(content.awards)
    )
    Target.objects.bulk_create(
        Target(registration=registration, order=order, **asdict(one)) for order, one in enumerate(content.targets)
    )
    Work.objects.bulk_create(
        Work(registration=registration, order=order, **asdict(one)) for order, one in enumerate(content.works)
    )


def _moved(
    actor: Viewer,
    now: datetime,
    registration: Registration,
    verb: str,
    *,
    step: str = "",
    reason: str = "",
    data: dict[str, Any] | None = None,
) -> Registration:
    if step:
        registration.state = REGISTRATION.target(step)
    registration.edition += 1
    registration.save()
    record(verb=verb, actor=actor, subject=registration, at=now, reason=reason, data=data)
    return registration


def _locked(registration: Registration) -> Registration:
    rows = Registration.objects.select_for_update(of=("self",)).select_related("cycle__cluster", "unit")
    return rows.get(pk=registration.pk)


def _same_edition(registration: Registration, edition: int) -> None:
    if registration.edition != edition:
        sentence = say("Bản đăng ký vừa được người khác thay đổi; hãy xem lại trước khi thực hiện.")
        raise Stale(sentence, registration)


def _require_decision(actor: Viewer, registration: Registration, step: str) -> None:
    require(policies.may_decide(actor, cluster_facts(registration.cycle.cluster, actor.day), registration, step))


def _given(reason: str, wrong: Text) -> str:
    reason = tidy(reason)
    if not reason:
        raise BadInput([Problem("reason", wrong)])
    return reason


def _plain(content: Content) -> dict[str, Any]:
    """What the history keeps: numbers as text, so that they stay exact."""
    targets = [{**asdict(one), "amount": None if one.amount is None else str(one.amount)} for one in content.targets]
    works = [asdict(one) for one in content.works]
    return {"awards": [asdict(one) for one in content.awards], "targets": targets, "works": works}
