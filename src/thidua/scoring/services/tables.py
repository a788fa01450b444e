"""Make criteria tables: from blank, from an earlier one; change what stands at their head; give a draft up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Max

from thidua.audit.services import record
from thidua.core.errors import BadInput, Problem, Refused, Stale, require
from thidua.core.findings import refused
from thidua.core.names import tidy
from thidua.core.text import say
from thidua.cycles.services import hold_cycle
from thidua.organisations.facts import cluster_facts
from thidua.organisations.rules import Viewer
from thidua.scoring.models import CriteriaTable, Criterion, NotApplicable
from thidua.scoring.policies.tables import may_draft_table, may_edit_table
from thidua.scoring.rules import BLANKS, RANK_ON
from thidua.scoring.rules.table_states import DRAFT, TABLE
from thidua.scoring.services.table_storing import scope_decisions

if TYPE_CHECKING:
    from thidua.cycles.models import Cycle

#: What a copied row keeps of the row it is copied from.
_COPIED = (
    "code", "order", "label", "kind", "maximum", "cap", "declared", "weight", "optional", "method", "receivers",
    "na_scopes", "evidence_asked", "verifier_label", "verifier_unit_id", "verifier_role", "note", "cells",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What stands at the head of a table. Points are exact numbers; `awards` is how many awards the cluster gives."""

    name: str
    blank: str = "block"
    rank_on: str = "auto"
    ceiling: Decimal | None = None
    declared_total: Decimal | None = None
    awards: int | None = None
    document_number: str = ""
    document_on: date | None = None


def settings_of(table: CriteriaTable) -> Settings:
    """The settings as they stand."""
    return Settings(**{one.name: getattr(table, one.name) for one in fields(Settings)})


@transaction.atomic
def create_table(*, actor: Viewer, now: datetime, cycle: Cycle, name: str) -> CriteriaTable:
    """Start an empty draft for a cluster's year. Raises Refused, BadInput. vi: lập bảng tiêu chí."""
    table = _new_draft(actor, cycle, Settings(name=tidy(name)))
    record(verb="create-table", actor=actor, subject=table, at=now, data={"version": table.version})
    return table


@transaction.atomic
def clone_table(*, actor: Viewer, now: datetime, cycle: Cycle, source: CriteriaTable, name: str = "") -> CriteriaTable:
    """Start a draft as a copy of a table of this year (a new version) or of another (a new year).

    Decisions that a criterion does not apply go along within the year; into another year go only those that the
    table itself prints for this cluster. Warnings are to be accepted anew. Raises Refused. vi: lập bản mới.
    """
    same_year = source.cycle_id == cycle.pk
    settings = settings_of(source)
    kept = asdict(settings) | {"name": tidy(name) or settings.name}
    if not same_year:
        kept |= {"document_number": "", "document_on": None}
    table = _new_draft(actor, cycle, Settings(**kept), source)
    rows = list(source.criteria.order_by("order"))
    copies = copy_rows(table, rows)
    if same_year:
        _copy_decisions(source, copies)
    else:
        scope_decisions(actor, now, table)
    data = {"version": table.version, "from": str(source.uuid), "rows": len(rows)}
    record(verb="clone-table", actor=actor, subject=table, at=now, data=data)
    return table


@transaction.atomic
def change_settings(
    *, actor: Viewer, now: datetime, table: CriteriaTable, edition: int, settings: Settings
) -> CriteriaTable:
    """Change what stands at the head of a draft. Raises Refused, BadInput, Stale."""
    draft = open_draft(actor, table, edition)
    check_settings(settings)
    before = settings_of(draft)
    for one in fields(Settings):
        setattr(draft, one.name, getattr(settings, one.name))
    draft.name = tidy(settings.name)
    close_draft(draft)
    changed = {
        one.name: [_plain(getattr(before, one.name)), _plain(getattr(draft, one.name))]
        for one in fields(Settings)
        if getattr(before, one.name) != getattr(draft, one.name)
    }
    record(verb="change-table-settings", actor=actor, subject=draft, at=now, data=changed)
    return draft


@transaction.atomic
def withdraw_table(*, actor: Viewer, now: datetime, table: CriteriaTable, edition: int, reason: str) -> CriteriaTable:
    """Give a draft up, with a reason; it stays readable to those who drafted it. Raises Refused, BadInput, Stale."""
    draft = open_draft(actor, table, edition)
    if not tidy(reason):
        raise BadInput([Problem("reason", say("Chưa nêu lý do hủy dự thảo."), say("Hãy ghi lý do rồi thực hiện lại."))])
    draft.state = TABLE.target("withdraw")
    close_draft(draft)
    record(verb="withdraw-table", actor=actor, subject=draft, at=now, reason=tidy(reason))
    return draft


def open_draft(actor: Viewer, table: CriteriaTable, edition: int) -> CriteriaTable:
    """The draft, locked for this change and as the page showed it. Raises Refused, or Stale when it changed since."""
    draft = CriteriaTable.objects.select_for_update(of=("self",)).select_related("cycle__cluster").get(pk=table.pk)
    cluster = cluster_facts(draft.cycle.cluster, actor.day)
    require(may_edit_table(actor, cluster, draft.state, archived=draft.cycle.archived_at is not None))
    if draft.edition != edition:
        raise Stale(
            say(
                "Bảng tiêu chí vừa được người khác sửa nên thay đổi của bạn chưa được lưu. "
                "Hãy tải lại trang để xem bản mới."
            ),
            draft,
        )
    return draft


def close_draft(draft: CriteriaTable) -> None:
    """Save a draft's head with the next edition, so that pages read before this change are known to be old."""
    draft.edition += 1
    draft.save()


def copy_rows(table: CriteriaTable, rows: Iterable[Criterion]) -> dict[int, Criterion]:
    """Copy rows with their tree into a table; the copies by the number of the row they are copied from."""
    copies: dict[int, Criterion] = {}
    waiting = list(rows)
    while waiting:
        ready = [row for row in waiting if row.parent_id is None or row.parent_id in copies]
        for row in ready:
            values = {name: getattr(row, name) for name in _COPIED}
            parent = copies[row.parent_id] if row.parent_id else None
            copies[row.pk] = Criterion.objects.create(table=table, parent=parent, **values)
        waiting = [row for row in waiting if row.pk not in copies]
    return copies


def check_settings(settings: Settings) -> None:
    """Raises BadInput with every fault of a table's head."""
    faults = []
    if not tidy(settings.name):
        faults.append(Problem("name", say("Chưa đặt tên bảng tiêu chí."), say("Hãy nhập tên bảng.")))
    if len(settings.name) > 250:
        faults.append(Problem("name", say("Tên bảng dài hơn 250 ký tự."), say("Hãy đặt tên ngắn hơn.")))
    if settings.blank not in BLANKS or settings.rank_on not in RANK_ON:
        faults.append(Problem("", say("Cách tính được chọn không có trong danh mục."), say("Hãy chọn lại trên trang.")))
    for name in ("ceiling", "declared_total"):
        value = getattr(settings, name)
        if value is not None and not 0 <= value < 100_000:
            faults.append(Problem(name, say("Số điểm phải từ 0 đến dưới 100.000."), say("Hãy nhập lại số điểm.")))
    if faults:
        raise BadInput(faults)


def _new_draft(
    actor: Viewer, cycle: Cycle, settings: Settings, predecessor: CriteriaTable | None = None
) -> CriteriaTable:
    locked = hold_cycle(cycle)
    cluster = cluster_facts(locked.cluster, actor.day)
    require(may_draft_table(actor, cluster, archived=locked.archived_at is not None))
    check_settings(settings)
    tables = CriteriaTable.objects.filter(cycle=locked)
    if tables.filter(state=DRAFT).exists():
        raise Refused(
            refused(
                say("Năm thi đua này đang có một bản dự thảo bảng tiêu chí."),
                say("Hãy sửa tiếp bản dự thảo đó, hoặc hủy nó trước khi lập bản khác."),
            )
        )
    version = (tables.aggregate(last=Max("version"))["last"] or 0) + 1
    values = {one.name: getattr(settings, one.name) for one in fields(Settings)}
    return CriteriaTable.objects.create(cycle=locked, version=version, predecessor=predecessor, **values)


def _copy_decisions(source: CriteriaTable, copies: dict[int, Criterion]) -> None:
    decisions = NotApplicable.objects.filter(criterion__table=source)
    NotApplicable.objects.bulk_create(
        NotApplicable(
            criterion=copies[decision.criterion_id],
            unit_id=decision.unit_id,
            reason=decision.reason,
            decided_by_id=decision.decided_by_id,
            decided_at=decision.decided_at,
        )
        for decision in decisions
    )


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, int) else str(value)
