"""What a unit does with its own score sheet. One transaction and one audit row for each change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from thidua.audit.services import record
from thidua.core.errors import BadInput, Problem, Refused, Stale, require
from thidua.core.findings import Finding, refused
from thidua.core.names import tidy
from thidua.core.text import Text, say
from thidua.cycles.rules import lateness
from thidua.organisations.models import Unit
from thidua.organisations.rules import Viewer
from thidua.scoring.facts.one_sheet import SheetStanding, one_sheet_facts, sheet_standing
from thidua.scoring.facts.sheets import member_units
from thidua.scoring.facts.table import table_facts
from thidua.scoring.models import CriteriaTable, Criterion, EvidenceUse, Line, Sheet
from thidua.scoring.policies.sheets import (
    Readiness,
    deadline_of,
    may_change_line,
    may_choose_fields,
    may_claim,
    may_recall,
    may_resubmit_line,
    may_submit,
    readiness,
)
from thidua.scoring.rules import Entry, SheetFacts, Table, check_entry
from thidua.scoring.rules.states import SHEET

LONGEST_NOTE = 2000
SHORTEST_REASON = 5


@dataclass(frozen=True, slots=True)
class LineChange:
    """What somebody wants a line to say, and the edition of the line they looked at. No entry means chưa chấm."""

    line: Line
    entry: Entry | None
    note: str
    edition: int


@dataclass(slots=True)
class Saved:
    """What became of several changes: lines saved, and by line number what is wrong or who was faster."""

    lines: list[Line] = field(default_factory=list)
    problems: dict[int, Sequence[Problem]] = field(default_factory=dict)
    conflicts: dict[int, Stale] = field(default_factory=dict)


@transaction.atomic
def prepare_sheets(*, table: CriteriaTable, actor: Viewer, now: datetime) -> list[Sheet]:
    """A sheet with empty lines for every member that has none yet; for the moment a table is published.

    vi: lập phiếu tự chấm cho các thành viên.
    """
    return [_prepare(table, unit, actor, now) for unit in member_units(table, actor.day)]


@transaction.atomic
def prepare_sheet(*, table: CriteriaTable, unit: Unit, actor: Viewer, now: datetime) -> Sheet:
    """The unit's sheet under a published table, made when there is none. Raises Refused. vi: lập phiếu tự chấm."""
    if not actor.works_at(unit.pk):
        raise Refused(refused(say("Chỉ người của đơn vị mới lập được phiếu của đơn vị.")))
    if table.state != CriteriaTable.State.PUBLISHED:
        raise Refused(refused(say("Bảng tiêu chí này chưa công bố hoặc không còn áp dụng nên chưa lập được phiếu.")))
    if unit.pk not in {member.pk for member in member_units(table, actor.day)}:
        raise Refused(refused(say("Đơn vị không phải là thành viên của cụm nên không có phiếu chấm.")))
    return _prepare(table, unit, actor, now)


def _prepare(table: CriteriaTable, unit: Unit, actor: Viewer, now: datetime) -> Sheet:
    sheet, is_new = Sheet.objects.get_or_create(table=table, unit=unit)
    there = set(sheet.lines.values_list("criterion_id", flat=True))
    scored = table.criteria.exclude(kind=Criterion.Kind.GROUP).values_list("pk", flat=True)
    Line.objects.bulk_create([Line(sheet=sheet, criterion_id=one) for one in scored if one not in there])
    if is_new:
        record(verb="prepare-sheet", actor=actor, subject=sheet, at=now, data={"unit": unit.code})
    return sheet


@transaction.atomic
def save_line(*, line: Line, entry: Entry | None, note: str, edition: int, actor: Viewer, now: datetime) -> Line:
    """Save the unit's side of one line. Raises Refused, BadInput, or Stale when somebody else was faster.

    vi: lưu dòng tự chấm. Saying again what already stands there is no change and no conflict.
    """
    desk = _Desk.of(line.sheet_id, actor, now)
    return desk.save(LineChange(line, entry, note, edition))


@transaction.atomic
def save_lines(*, sheet: Sheet, changes: Sequence[LineChange], actor: Viewer, now: datetime) -> Saved:
    """Save several lines of one sheet; each is a thing of its own, so a fault in one does not lose the others.

    The result tells of every line that was not saved and why.
    """
    desk = _Desk.of(sheet.pk, actor, now)
    saved = Saved()
    for change in changes:
        try:
            saved.lines.append(desk.save(change))
        except BadInput as fault:
            saved.problems[change.line.pk] = fault.problems
        except Refused as refusal:
            saved.problems[change.line.pk] = _as_problems(refusal.finding)
        except Stale as stale:
            saved.conflicts[change.line.pk] = stale
    return saved


@transaction.atomic
def choose_fields(*, sheet: Sheet, codes: Sequence[str], was: Sequence[str], actor: Viewer, now: datetime) -> Sheet:
    """Set which optional fields the unit takes; `was` is the choice the page showed. Raises Refused, BadInput, Stale.

    vi: chọn nội dung tự chọn. source: domain/scoring §2 (optional field).
    """
    held = _held(sheet.pk)
    require(may_choose_fields(actor, sheet_standing(held), now))
    if sorted(held.chosen_fields) != sorted(was):
        raise Stale(say("Người khác vừa đổi nội dung tự chọn của phiếu. Hãy xem lại rồi chọn."), held)
    optional = set(held.table.criteria.filter(optional=True).values_list("code", flat=True))
    unknown = sorted(set(codes) - optional)
    if unknown:
        wrong = say("Không có nội dung tự chọn “{codes}”.", codes=unknown)
        raise BadInput([Problem("", wrong, say("Hãy tải lại trang rồi chọn lại."))])
    before, after = sorted(held.chosen_fields), sorted(set(codes))
    if before != after:
        held.chosen_fields = after
        held.save(update_fields=["chosen_fields"])
        record(verb="choose-fields", actor=actor, subject=held, at=now, data={"before": before, "after": after})
    return held


@transaction.atomic
def submit_sheet(*, sheet: Sheet, actor: Viewer, now: datetime) -> Sheet:
    """Hand the sheet in; it is marked on time, late by permission, or late. Raises Refused with all that is missing.

    vi: gửi phiếu tự chấm. source: features A2.14, A2.15.
    """
    held = _held(sheet.pk)
    standing = sheet_standing(held)
    require(may_submit(actor, standing, now))
    ready = sheet_readiness(held)
    require(ready.finding)
    stage, deadline = standing.self_scoring, deadline_of(standing)
    assert stage is not None  # noqa: S101 - may_submit refuses without days
    assert deadline is not None  # noqa: S101
    held.state = SHEET.target("submit")
    held.submitted_at, held.submitted_by_id = now, actor.user_id
    held.lateness = lateness(now, deadline, stage.closes_on)
    held.submissions += 1
    held.save(update_fields=["state", "submitted_at", "submitted_by", "lateness", "submissions"])
    data = {
        "submission": held.submissions,
        "deadline": deadline.isoformat(),
        "lateness": held.lateness,
        "without_evidence": [missing.code for missing in ready.notices],
        "left_blank": list(ready.silent),
    }
    record(verb="submit-sheet", actor=actor, subject=held, at=now, data=data)
    return held


@transaction.atomic
def recall_sheet(*, sheet: Sheet, reason: str, actor: Viewer, now: datetime) -> Sheet:
    """Take a sheet back that no verifier has opened; the reason is kept. Raises Refused, BadInput.

    vi: thu hồi phiếu.
    """
    held = _held(sheet.pk)
    require(may_recall(actor, sheet_standing(held)))
    why = require_reason(reason)
    held.state = SHEET.target("recall")
    held.save(update_fields=["state"])
    record(verb="recall-sheet", actor=actor, subject=held, at=now, reason=why, data={"submission": held.submissions})
    return held


@transaction.atomic
def resubmit_line(*, line: Line, actor: Viewer, now: datetime) -> Line:
    """Hand one returned line in again; it waits for the verifier, all other lines stay as they are. Raises Refused.

    vi: gửi lại dòng bị trả. The verifier's reason stays among the acts of the line.
    """
    held_sheet = _held(line.sheet_id)
    held = held_sheet.lines.select_related("criterion").get(pk=line.pk)
    require(may_resubmit_line(actor, sheet_standing(held_sheet), held.verdict, now))
    ready = sheet_readiness(held_sheet)
    missing = [one for one in ready.blocking if one.code == held.criterion.code]
    require(Readiness(tuple(missing), (), ()).finding)
    reason = held.reason
    held.verdict, held.reason = "", ""
    held.save(update_fields=["verdict", "reason"])
    held.sheet = held_sheet
    data = {"returned_for": reason, "claimed": held.claimed, "note": held.note}
    record(verb="resubmit-line", actor=actor, subject=held, at=now, data=data)
    return held


def sheet_readiness(sheet: Sheet) -> Readiness:
    """What the sheet still misses, by the same rule for the page and for handing in."""
    lines = list(sheet.lines.select_related("criterion"))
    uses = EvidenceUse.objects.filter(line__sheet=sheet, withdrawn_at__isnull=True)
    evidenced = frozenset(uses.values_list("line__criterion__code", flat=True))
    return readiness(table_facts(sheet.table), one_sheet_facts(sheet, lines), evidenced)


def require_reason(reason: str) -> str:
    """A reason in a few words at least. Raises BadInput."""
    tidied = tidy(reason)
    if len(tidied) < SHORTEST_REASON:
        cure = say("Hãy ghi ngắn gọn lý do để người khác hiểu, ít nhất {n} ký tự.", n=SHORTEST_REASON)
        raise BadInput([Problem(say("Lý do"), say("Chưa ghi lý do."), cure)])
    return tidied[:LONGEST_NOTE]


@dataclass(slots=True)
class _Desk:
    """One held sheet with all that is needed to judge changes of its lines."""

    sheet: Sheet
    table: Table
    facts: SheetFacts
    lines: Mapping[int, Line]
    actor: Viewer
    now: datetime
    standing: SheetStanding

    @classmethod
    def of(cls, sheet_id: int, actor: Viewer, now: datetime) -> _Desk:
        """Hold the sheet, so that handing in and saving cannot cross, and read its lines afresh."""
        sheet = _held(sheet_id)
        lines = list(sheet.lines.select_related("criterion", "claimed_by__person"))
        for line in lines:
            line.sheet = sheet
        facts = one_sheet_facts(sheet, lines)
        return cls(
            sheet, table_facts(sheet.table), facts, {one.pk: one for one in lines}, actor, now, sheet_standing(sheet)
        )

    def save(self, change: LineChange) -> Line:
        """Save one change or raise before anything is written."""
        line = self.lines[change.line.pk]
        require(may_change_line(self.actor, self.standing, line.verdict, self.now))
        note = change.note.strip()
        wanted = change.entry.to_json() if change.entry else None
        if _same_entry(line.claimed, change.entry) and line.note == note:
            return line
        if line.edition != change.edition:
            raise Stale(_who_was_faster(line), line)
        self._check(line, change.entry, note)
        data = {
            "criterion": line.criterion.code,
            "claimed": {"before": line.claimed, "after": wanted},
            "note": {"before": line.note, "after": note},
            "edition": line.edition + 1,
        }
        line.claimed, line.note = wanted, note
        line.edition += 1
        line.claimed_by_id, line.claimed_at = self.actor.user_id, self.now
        line.save(update_fields=["claimed", "note", "edition", "claimed_by", "claimed_at"])
        record(verb="save-line", actor=self.actor, subject=line, at=self.now, data=data)
        return line

    def _check(self, line: Line, entry: Entry | None, note: str) -> None:
        criterion = self.table.by_code[line.criterion.code]
        if entry is not None:
            require(may_claim(self.table, self.facts, criterion.code))
            problems = check_entry(criterion.method, entry, criterion.maximum, direct=False)
            if problems:
                raise BadInput(problems)
        if len(note) > LONGEST_NOTE:
            wrong = say("Phần giải trình dài {n} ký tự, quá {most} ký tự.", n=len(note), most=LONGEST_NOTE)
            raise BadInput([Problem(say("Giải trình"), wrong, say("Hãy viết gọn lại, hoặc gửi thành tệp minh chứng."))])


def _held(sheet_id: int) -> Sheet:
    sheets = Sheet.objects.select_related("table__cycle__cluster", "unit")
    return sheets.select_for_update(of=("self",)).get(pk=sheet_id)


def _same_entry(stored: Mapping[str, object] | None, entry: Entry | None) -> bool:
    if stored is None or entry is None:
        return stored is None and entry is None
    return Entry.from_json(stored) == entry


def _who_was_faster(line: Line) -> Text:
    person = getattr(line.claimed_by, "person", None) if line.claimed_by else None
    name = person.full_name if person else (line.claimed_by.get_username() if line.claimed_by else "")
    if not name or line.claimed_at is None:
        return say("Dòng này vừa được người khác sửa; chưa lưu gì để không ghi đè.")
    return say(
        "{name} đã sửa dòng này lúc {moment}; phần bạn vừa nhập chưa được lưu để không ghi đè.",
        name=name,
        moment=line.claimed_at,
    )


def _as_problems(finding: Finding) -> list[Problem]:
    return [Problem("", reason.sentence, reason.cure) for reason in finding.reasons]
