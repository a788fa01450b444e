"""Send the scores round, receive objections, settle them with two signatures, end the round."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from thidua.audit.services import record
from thidua.core.days import day_of
from thidua.core.errors import BadInput, Problem, Refused, Stale, require
from thidua.core.findings import refused
from thidua.core.text import say
from thidua.organisations.facts import cluster_facts
from thidua.organisations.rules import ClusterFacts, Viewer, member_units
from thidua.scoring.facts.agreement import frozen_version
from thidua.scoring.models import Circulation, CriteriaTable, Line, Objection, ObjectionSignature, Receipt, Sheet
from thidua.scoring.policies import agreement as policies
from thidua.scoring.rules import Entry, check_entry, method_from_json
from thidua.scoring.rules import agreement as rules
from thidua.scoring.rules import verification as verification_rules
from thidua.scoring.rules.frozen import fingerprint
from thidua.scoring.selectors.agreement import latest_circulation, readiness_to_circulate, state_of
from thidua.scoring.services.verification import complete_lines, settle_sheets, write_verdict


@transaction.atomic
def send_circulation(
    *, actor: Viewer, now: datetime, table: CriteriaTable, objections_until: date, provisional: bool
) -> Circulation:
    """Freeze the scores as they stand and send them to every member, with the last day for objections.

    `provisional` says that what is not ready may go round as it is. source: W1.9; features A5.35.
    """
    table = CriteriaTable.objects.select_for_update(of=("self",)).select_related("cycle__cluster").get(pk=table.pk)
    require(policies.may_circulate(actor, _cluster(table, actor)))
    previous = latest_circulation(table)
    _require_sendable(table, previous, now)
    _require_day(objections_until, now)
    missing = readiness_to_circulate(actor, table, now)
    if missing and not provisional:
        raise Refused(
            refused(
                say("Bảng điểm chưa đầy đủ: còn {n} việc chưa xong.", n=len(missing)),
                say("Hãy hoàn thành, hoặc chọn gửi ở dạng tạm tính."),
            )
        )
    complete_lines(list(table.sheets.exclude(state=Sheet.State.DRAFT)), table)
    snapshot = frozen_version(table, actor.day)
    mark = fingerprint(snapshot)
    if previous is not None and previous.fingerprint == mark:
        raise Refused(
            refused(
                say("Bảng điểm không có gì thay đổi so với lần gửi trước."),
                say("Chỉ cần gửi lại khi đã có điều chỉnh."),
            )
        )
    circulation = Circulation.objects.create(
        table=table,
        round=previous.round + 1 if previous else 1,
        snapshot=snapshot,
        fingerprint=mark,
        sent_by_id=actor.account_id,
        sent_at=now,
        objections_until=objections_until,
    )
    data = {"fingerprint": mark, "until": str(objections_until), "round": circulation.round}
    data |= {"provisional": bool(missing), "missing": [str(reason.sentence) for reason in missing]}
    record(verb="send-circulation", actor=actor, subject=circulation, at=now, data=data)
    return circulation


@transaction.atomic
def note_receipt(*, actor: Viewer, now: datetime, circulation: Circulation) -> list[Receipt]:
    """Note that the actor's member unit opened the version; only the first time, and only members."""
    cluster = _cluster(circulation.table, actor)
    mine = member_units(actor, cluster)
    there = set(circulation.receipts.filter(unit__in=mine).values_list("unit_id", flat=True))
    fresh = [
        Receipt(circulation=circulation, unit_id=unit, opened_by_id=actor.account_id, opened_at=now)
        for unit in mine
        if unit not in there
    ]
    if fresh:
        Receipt.objects.bulk_create(fresh, ignore_conflicts=True)
        data = {"units": [receipt.unit_id for receipt in fresh]}
        record(verb="open-circulation", actor=actor, subject=circulation, at=now, data=data)
    return fresh


@transaction.atomic
def raise_objection(
    *, actor: Viewer, now: datetime, circulation: Circulation, line: Line, text: str, proposed: Entry | None = None
) -> Objection:
    """A member questions one line of the version that went round. vi: nêu ý kiến đề nghị điều chỉnh."""
    circulation = _locked_round(circulation)
    cluster = _cluster(circulation.table, actor)
    require(policies.may_object(actor, cluster))
    require(rules.may_object(circulation.objections_until, now, closed=circulation.closed_at is not None))
    unit = member_units(actor, cluster)[0]
    problems = _faults_of(line, proposed)
    if len(text.strip()) < 5:
        wrong = say("Chưa nêu nội dung ý kiến.")
        problems.insert(0, Problem(say("Ý kiến"), wrong, say("Hãy viết một câu: đề nghị gì, căn cứ vào đâu.")))
    if circulation.objections.filter(line=line, raised_by_unit=unit, closed_at__isnull=True).exists():
        wrong = say("Đơn vị bạn đã có một ý kiến về dòng này chưa giải quyết.")
        problems.append(Problem("", wrong, say("Hãy rút ý kiến đó trước khi nêu ý kiến khác.")))
    if problems:
        raise BadInput(problems)
    objection = Objection.objects.create(
        circulation=circulation,
        line=line,
        raised_by_unit_id=unit,
        raised_by_id=actor.account_id,
        raised_at=now,
        text=text.strip(),
        proposed=proposed.to_json() if proposed else None,
    )
    data = {"line": str(line.uuid), "proposed": objection.proposed}
    record(verb="raise-objection", actor=actor, subject=objection, at=now, reason=objection.text, data=data)
    return objection


@transaction.atomic
def withdraw_objection(*, actor: Viewer, now: datetime, objection: Objection, reason: str) -> Objection:
    """The unit that objected takes it back and says why; it stays on record."""
    objection = _locked_objection(objection)
    require(policies.may_withdraw(actor, objection.raised_by_unit_id, is_open=objection.closed_at is None))
    _require_reason(reason)
    before = _outcome_of(objection)
    objection.signatures.all().delete()
    objection.outcome, objection.outcome_reason = Objection.Outcome.WITHDRAWN, reason.strip()
    objection.outcome_entry, objection.closed_at = None, now
    objection.save(update_fields=["outcome", "outcome_reason", "outcome_entry", "closed_at"])
    record(
        verb="withdraw-objection",
        actor=actor,
        subject=objection,
        at=now,
        reason=reason.strip(),
        data={"before": before},
    )
    return objection


@transaction.atomic
def propose_outcome(
    *, actor: Viewer, now: datetime, objection: Objection, outcome: str, reason: str, entry: Entry | None, seen: str
) -> Objection:
    """One of the two who settle an objection writes the outcome and signs it; an earlier signature is void by that.

    `seen` is the mark of the outcome and the line that the actor looked at; see `mark_of`.
    """
    objection, cluster = _open_for_signing(actor, objection, seen)
    problems = verification_rules.check_reason(reason)
    if outcome not in (Objection.Outcome.UPHELD, Objection.Outcome.DISMISSED):
        problems.append(Problem(say("Kết quả"), say("Chưa chọn kết quả."), say("Hãy chọn một trong hai.")))
    if outcome == Objection.Outcome.UPHELD:
        problems += _faults_of_outcome(objection.line, entry)
    if problems:
        raise BadInput(problems)
    before = _outcome_of(objection)
    objection.signatures.all().delete()
    objection.outcome, objection.outcome_reason = outcome, reason.strip()
    objection.outcome_entry = entry.to_json() if entry and outcome == Objection.Outcome.UPHELD else None
    objection.save(update_fields=["outcome", "outcome_reason", "outcome_entry"])
    data = {"before": before, "after": _outcome_of(objection)}
    record(verb="propose-outcome", actor=actor, subject=objection, at=now, reason=reason.strip(), data=data)
    _sign(actor, now, objection, cluster)
    return objection


@transaction.atomic
def sign_outcome(*, actor: Viewer, now: datetime, objection: Objection, seen: str) -> Objection:
    """The second of the two signs the outcome as it stands; with that it is final."""
    objection, cluster = _open_for_signing(actor, objection, seen)
    if not objection.outcome:
        raise Refused(refused(say("Chưa có kết quả nào để ký."), say("Hãy đề xuất kết quả kèm lý do.")))
    unit = policies.signing_unit(actor, cluster, objection.line.sheet.unit_id, objection.raised_by_unit_id)
    signatures = list(objection.signatures.values_list("unit_id", "signed_by_id"))
    if any(unit == signed or actor.user_id == who for signed, who in signatures):
        raise Refused(
            refused(
                say("Bạn hoặc đơn vị bạn đã ký kết quả này."),
                say("Cần chữ ký của bên còn lại: mỗi ý kiến do hai đơn vị cùng thống nhất."),
            )
        )
    _sign(actor, now, objection, cluster)
    return objection


@transaction.atomic
def close_circulation(*, actor: Viewer, now: datetime, circulation: Circulation) -> Circulation:
    """End a round after its date with every objection decided; who said nothing has agreed."""
    circulation = _locked_round(circulation)
    require(policies.may_circulate(actor, _cluster(circulation.table, actor)))
    still_open = circulation.objections.filter(closed_at__isnull=True).count()
    closed = circulation.closed_at is not None
    require(rules.may_close(circulation.objections_until, now, still_open, closed=closed))
    circulation.closed_at = now
    circulation.save(update_fields=["closed_at"])
    record(verb="close-circulation", actor=actor, subject=circulation, at=now)
    return circulation


def mark_of(objection: Objection) -> str:
    """The mark of an outcome and of the line as they stand: nobody signs something else than what was read."""
    line = objection.line
    outcome = rules.proposal_key(objection.outcome, objection.outcome_reason, objection.outcome_entry)
    return f"{outcome}.{line.edition}.{line.verified_edition}"


def _sign(actor: Viewer, now: datetime, objection: Objection, cluster: ClusterFacts) -> None:
    about, raised_by = objection.line.sheet.unit_id, objection.raised_by_unit_id
    unit = policies.signing_unit(actor, cluster, about, raised_by)
    signing = policies.signing_cluster(cluster, actor)
    ObjectionSignature.objects.create(
        objection=objection,
        unit_id=unit,
        capacity=rules.capacity_of(signing, unit),
        signed_by_id=actor.account_id,
        signed_at=now,
    )
    record(verb="sign-outcome", actor=actor, subject=objection, at=now, data={"outcome": _outcome_of(objection)})
    signed = objection.signatures.values_list("unit_id", flat=True)
    if not rules.panel_for(signing, about, raised_by).complete(signed):
        return
    objection.closed_at = now
    objection.save(update_fields=["closed_at"])
    record(
        verb="close-objection", actor=actor, subject=objection, at=now,
        reason=objection.outcome_reason, data={"outcome": _outcome_of(objection), "line": str(objection.line.uuid)},
    )  # fmt: skip
    if objection.outcome == Objection.Outcome.UPHELD:
        _agree(actor, now, objection, unit)


def _agree(actor: Viewer, now: datetime, objection: Objection, unit: int) -> None:
    line = (
        Line.objects.select_for_update(of=("self",))
        .select_related("sheet__unit", "criterion")
        .get(pk=objection.line_id)
    )
    require(verification_rules.may_take(verification_rules.AGREE, line.verdict, claimed=True, circulated=True))
    write_verdict(
        line=line, act=verification_rules.AGREE, verified=objection.outcome_entry,
        reason=objection.outcome_reason, unit_id=unit, actor=actor, now=now,
    )  # fmt: skip
    table = objection.circulation.table
    settle_sheets(actor=actor, now=now, table=table, sheet_ids=frozenset({line.sheet_id}))


def _open_for_signing(actor: Viewer, objection: Objection, seen: str) -> tuple[Objection, ClusterFacts]:
    objection = _locked_objection(objection)
    cluster = _cluster(objection.circulation.table, actor)
    require(policies.may_settle(actor, cluster, objection.line.sheet.unit_id, objection.raised_by_unit_id))
    if objection.closed_at is not None:
        raise Refused(refused(say("Ý kiến này đã có kết quả cuối cùng, không thay đổi được nữa.")))
    if seen != mark_of(objection):
        sentence = say(
            "Kết quả đề xuất hoặc điểm của dòng này vừa thay đổi từ lúc bạn mở trang, nên chưa ghi chữ ký. "
            "Hãy xem lại nội dung hiện tại rồi ký."
        )
        raise Stale(sentence, objection)
    return objection, cluster


def _locked_objection(objection: Objection) -> Objection:
    rows = Objection.objects.select_for_update(of=("self",))
    return rows.select_related("circulation__table__cycle__cluster", "line__sheet__unit", "line__criterion").get(
        pk=objection.pk
    )


def _locked_round(circulation: Circulation) -> Circulation:
    rows = Circulation.objects.select_for_update(of=("self",)).select_related("table__cycle__cluster")
    return rows.get(pk=circulation.pk)


def _cluster(table: CriteriaTable, actor: Viewer) -> ClusterFacts:
    return cluster_facts(table.cycle.cluster, actor.day)


def _require_sendable(table: CriteriaTable, previous: Circulation | None, now: datetime) -> None:
    if table.state != CriteriaTable.State.PUBLISHED or table.cycle.archived_at is not None:
        raise Refused(refused(say("Bảng tiêu chí này không còn áp dụng nên không gửi lấy ý kiến được.")))
    if previous is not None and state_of(previous, now) in (rules.OPEN, rules.SETTLING):
        raise Refused(
            refused(
                say("Lần lấy ý kiến thứ {n} chưa xong.", n=previous.round),
                say("Hãy chờ hết hạn và giải quyết các ý kiến còn lại rồi mới gửi lần mới."),
            )
        )


def _require_day(until: date, now: datetime) -> None:
    if until < day_of(now):
        wrong = say("Hạn nêu ý kiến {day} đã qua.", day=until)
        raise BadInput([Problem(say("Hạn nêu ý kiến"), wrong, say("Hãy chọn từ hôm nay trở đi."))])


def _require_reason(reason: str) -> None:
    problems = verification_rules.check_reason(reason)
    if problems:
        raise BadInput(problems)


def _outcome_of(objection: Objection) -> dict[str, object]:
    return {
        "outcome": objection.outcome,
        "reason": objection.outcome_reason,
        "entry": objection.outcome_entry,
        "signed": sorted(objection.signatures.values_list("unit__code", flat=True)),
    }


def _faults_of(line: Line, entry: Entry | None) -> list[Problem]:
    if entry is None:
        return []
    method = method_from_json(line.criterion.method)
    return check_entry(method, entry, line.criterion.maximum, direct=True, step=False)


def _faults_of_outcome(line: Line, entry: Entry | None) -> list[Problem]:
    if entry is None:
        wrong = say("Chấp nhận ý kiến thì phải nêu điểm sau điều chỉnh.")
        return [Problem(say("Điểm thống nhất"), wrong, say("Hãy nhập điểm."))]
    if line.verified is not None and Entry.from_json(line.verified) == entry:
        wrong = say("Điểm này bằng điểm thẩm định hiện tại.")
        return [Problem(say("Điểm thống nhất"), wrong, say("Nếu giữ nguyên điểm, hãy chọn “Không chấp nhận”."))]
    return _faults_of(line, entry)
