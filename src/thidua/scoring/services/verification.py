"""Acts of verification. Each is one person's decision on one line, kept with its reason; none happens by itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from thidua.audit.services import record
from thidua.core.errors import BadInput, Problem, Stale, require
from thidua.core.text import say
from thidua.organisations.facts import cluster_facts
from thidua.organisations.rules import ClusterFacts, Viewer
from thidua.scoring.facts.sheets import sheet_facts
from thidua.scoring.facts.table import published_facts
from thidua.scoring.models import Circulation, CriteriaTable, Criterion, Line, Sheet, SheetOpening, VerificationAct
from thidua.scoring.policies.verification import may_still_verify, may_verify, verifier_of
from thidua.scoring.rules import Entry, check_entry, method_from_json, score_cluster, states
from thidua.scoring.rules import verification as rules


@dataclass(frozen=True, slots=True)
class Decision:
    """What a verifier decided on one line, and the editions of the line that they looked at."""

    line: Line
    act: str
    claimed_edition: int
    verified_edition: int
    entry: Entry | None = None
    reason: str = ""


VERBS = {
    rules.ACCEPT: "accept-line",
    rules.CHANGE: "change-line",
    rules.RETURN: "return-line",
    rules.AGREE: "agree-line",
}


@transaction.atomic
def open_sheets(*, actor: Viewer, now: datetime, table: CriteriaTable) -> int:
    """Note that the actor's unit looks into every sheet handed in that it verifies; how many were new to it.

    From then on the sheet cannot be recalled. vi: mở phiếu để thẩm định.
    """
    sheets = list(table.sheets.exclude(state=Sheet.State.DRAFT).select_related("unit"))
    return _open(actor, now, table, sheets, cluster_facts(table.cycle.cluster, actor.day))


@transaction.atomic
def accept_line(*, actor: Viewer, now: datetime, line: Line, claimed_edition: int, verified_edition: int) -> Line:
    """Verify a line as the unit claimed it. vi: chấp nhận."""
    decision = Decision(line, rules.ACCEPT, claimed_edition, verified_edition)
    return decide_lines(actor=actor, now=now, table=line.sheet.table, decisions=[decision])[0]


@transaction.atomic
def change_line(
    *, actor: Viewer, now: datetime, line: Line, claimed_edition: int, verified_edition: int, entry: Entry, reason: str
) -> Line:
    """Verify a line with other figures, higher or lower, and say why; the claim stays. vi: điều chỉnh."""
    decision = Decision(line, rules.CHANGE, claimed_edition, verified_edition, entry, reason)
    return decide_lines(actor=actor, now=now, table=line.sheet.table, decisions=[decision])[0]


@transaction.atomic
def return_line(
    *, actor: Viewer, now: datetime, line: Line, claimed_edition: int, verified_edition: int, reason: str
) -> Line:
    """Give one line back to the unit with the reason; the others stay as they are. vi: trả lại."""
    decision = Decision(line, rules.RETURN, claimed_edition, verified_edition, None, reason)
    return decide_lines(actor=actor, now=now, table=line.sheet.table, decisions=[decision])[0]


@transaction.atomic
def decide_lines(*, actor: Viewer, now: datetime, table: CriteriaTable, decisions: Sequence[Decision]) -> list[Line]:
    """Carry out decisions on chosen lines, all or none; each leaves its own act and its own audit row.

    Raises Stale when a line changed since it was looked at, Refused when the actor may not, BadInput for figures
    that do not fit or a missing reason.
    """
    require(may_still_verify(table.state, archived=table.cycle.archived_at is not None))
    cluster = cluster_facts(table.cycle.cluster, actor.day)
    lines = _locked(decision.line.pk for decision in decisions)
    sheets = {line.sheet_id: line.sheet for line in lines.values()}
    circulated = Circulation.objects.filter(table=table).exists()
    problems: list[Problem] = []
    for decision in decisions:
        line = lines[decision.line.pk]
        require(may_verify(actor, cluster, line.criterion.verifier_unit_id, line.sheet.unit_id))
        _require_handed_in(line)
        _require_fresh(line, decision)
        require(rules.may_take(decision.act, line.verdict, claimed=line.claimed is not None, circulated=circulated))
        problems += _faults(line, decision)
    if problems:
        raise BadInput(problems)
    _open(actor, now, table, list(sheets.values()), cluster)
    for decision in decisions:
        line = lines[decision.line.pk]
        unit = verifier_of(line.criterion.verifier_unit_id, cluster, line.sheet.unit_id)
        assert unit is not None  # noqa: S101 - whoever may verify does so for a unit
        write_verdict(
            line=line, act=decision.act, verified=_verified_by(decision, line), reason=decision.reason.strip(),
            unit_id=unit, actor=actor, now=now,
        )  # fmt: skip
    settle_sheets(actor=actor, now=now, table=table, sheet_ids=frozenset(sheets))
    return [lines[decision.line.pk] for decision in decisions]


def write_verdict(
    *,
    line: Line,
    act: str,
    verified: dict[str, Any] | None,
    reason: str,
    unit_id: int,
    actor: Viewer,
    now: datetime,
) -> None:
    """Set a line's verdict with its act and audit row. The caller has asked the policies and opened the transaction."""
    before = {"verdict": line.verdict, "verified": line.verified, "reason": line.reason}
    line.verdict = rules.LINE.target(act)
    line.verified = verified
    line.reason = reason
    line.verified_by_id, line.verified_at = actor.account_id, now
    line.verified_edition += 1
    line.save(update_fields=["verdict", "verified", "reason", "verified_by", "verified_at", "verified_edition"])
    VerificationAct.objects.create(
        line=line, act=line.verdict, claimed=line.claimed, verified=verified, reason=reason,
        unit_id=unit_id, acted_by_id=actor.account_id, acted_at=now,
    )  # fmt: skip
    after = {"verdict": line.verdict, "verified": verified}
    data = {"claimed": line.claimed, "before": before, "after": after}
    record(verb=VERBS[act], actor=actor, subject=line, at=now, reason=reason, data=data)


def settle_sheets(*, actor: Viewer, now: datetime, table: CriteriaTable, sheet_ids: frozenset[int]) -> None:
    """Mark a sheet settled when every line that somebody must verify is verified, and open again when one no longer is.

    The state follows from the lines by the same function that ranks; nobody sets it by hand.
    """
    result = score_cluster(published_facts(table), sheet_facts(table, actor.day))
    done = {unit.unit for unit in result.units if not unit.unverified}
    known = {unit.unit for unit in result.units}
    sheets = Sheet.objects.filter(pk__in=sheet_ids).exclude(state=Sheet.State.DRAFT).select_related("unit")
    for sheet in sheets.select_for_update(of=("self",)):
        if sheet.unit.code not in known:
            continue
        step = "settle" if sheet.unit.code in done else "reopen"
        if states.SHEET.may(step, sheet.state):
            sheet.state = states.SHEET.target(step)
            sheet.save(update_fields=["state"])
            record(verb=f"{step}-sheet", actor=actor, subject=sheet, at=now, data={"state": sheet.state})


def complete_lines(sheets: Iterable[Sheet], table: CriteriaTable) -> None:
    """Give every sheet a line for every criterion; an empty line claims nothing and means the same as none."""
    criteria = table.criteria.exclude(kind=Criterion.Kind.GROUP).values_list("pk", flat=True)
    wanted = {(sheet.pk, criterion) for sheet in sheets for criterion in criteria}
    there = Line.objects.filter(sheet__in=[sheet.pk for sheet in sheets]).values_list("sheet_id", "criterion_id")
    missing = sorted(wanted - set(there))
    Line.objects.bulk_create([Line(sheet_id=sheet, criterion_id=criterion) for sheet, criterion in missing])


def _open(actor: Viewer, now: datetime, table: CriteriaTable, sheets: list[Sheet], cluster: ClusterFacts) -> int:
    """Openings by every unit for which the actor verifies something on a sheet; constant in queries."""
    verifiers = list(
        table.criteria.exclude(kind=Criterion.Kind.GROUP)
        .order_by()
        .values_list("verifier_unit_id", flat=True)
        .distinct()
    )
    there = set(SheetOpening.objects.filter(sheet__table=table).values_list("sheet_id", "unit_id"))
    fresh: list[SheetOpening] = []
    for sheet in sheets:
        mine = [v for v in verifiers if may_verify(actor, cluster, v, sheet.unit_id)]
        units = {verifier_of(v, cluster, sheet.unit_id) for v in mine}
        fresh += [
            SheetOpening(sheet=sheet, unit_id=unit, opened_by_id=actor.account_id, opened_at=now)
            for unit in sorted(u for u in units if u is not None)
            if (sheet.pk, unit) not in there
        ]
    if not fresh:
        return 0
    opened = list({opening.sheet_id: opening.sheet for opening in fresh}.values())
    complete_lines(opened, table)
    SheetOpening.objects.bulk_create(fresh)
    new = [sheet.pk for sheet in opened if sheet.state == Sheet.State.SUBMITTED]
    Sheet.objects.filter(pk__in=new, state=Sheet.State.SUBMITTED).update(state=states.SHEET.target("open"))
    for sheet in opened:
        sheet.state = states.SHEET.target("open") if sheet.pk in new else sheet.state
    codes = sorted(sheet.unit.code for sheet in opened)
    record(verb="open-sheets", actor=actor, subject=table, at=now, data={"units": codes})
    return len(opened)


def _locked(keys: Iterable[int]) -> dict[int, Line]:
    lines = Line.objects.filter(pk__in=list(keys)).select_related("sheet__unit", "criterion")
    return {line.pk: line for line in lines.select_for_update(of=("self",)).order_by("pk")}


def _require_handed_in(line: Line) -> None:
    if line.sheet.state == Sheet.State.DRAFT:
        wrong = say("Phiếu của đơn vị đang ở bước tự chấm nên chưa thẩm định được.")
        raise Stale(wrong, line)


def _require_fresh(line: Line, decision: Decision) -> None:
    if (line.edition, line.verified_edition) == (decision.claimed_edition, decision.verified_edition):
        return
    who = say("đơn vị vừa sửa") if line.edition != decision.claimed_edition else say("người khác vừa thẩm định")
    sentence = say(
        "Dòng {code} của {unit} đã thay đổi từ lúc bạn mở ({who}), nên chưa lưu gì. "
        "Hãy xem lại số liệu hiện tại rồi quyết định.",
        code=line.criterion.code,
        unit=line.sheet.unit.code,
        who=who,
    )
    raise Stale(sentence, line)


def _faults(line: Line, decision: Decision) -> list[Problem]:
    found: list[Problem] = []
    if decision.act in (rules.CHANGE, rules.RETURN):
        found += rules.check_reason(decision.reason)
    if decision.act != rules.CHANGE:
        return found
    if decision.entry is None:
        wrong = say("Chưa nhập số liệu hoặc điểm thẩm định.")
        return [*found, Problem(line.criterion.code, wrong, say("Hãy nhập ít nhất một ô."))]
    method = method_from_json(line.criterion.method)
    found += check_entry(method, decision.entry, line.criterion.maximum, direct=True, step=False)
    same = line.claimed is not None and Entry.from_json(line.claimed) == decision.entry
    if same and line.verdict != Line.Verdict.RETURNED:
        wrong = say("Số liệu này trùng với số liệu đơn vị khai.")
        found.append(Problem(line.criterion.code, wrong, say("Nếu đồng ý, hãy chọn “Chấp nhận”.")))
    return found


def _verified_by(decision: Decision, line: Line) -> dict[str, Any] | None:
    if decision.act == rules.RETURN:
        return None
    if decision.act == rules.ACCEPT:
        return line.claimed
    return decision.entry.to_json() if decision.entry else None
