"""Publish a criteria table: freeze it with its fingerprint, put it in the place of the earlier version."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from thidua.audit.services import record
from thidua.core.errors import Refused, require
from thidua.core.findings import Answer, Finding, refused
from thidua.core.text import say
from thidua.organisations.rules import Viewer
from thidua.scoring.facts.table import table_facts
from thidua.scoring.models import CriteriaTable, EvidenceUse, Line, Sheet
from thidua.scoring.rules.table_changes import scores_alike
from thidua.scoring.rules.table_states import PUBLISHED, TABLE
from thidua.scoring.selectors.table_checks import checks_of, obstacles_of
from thidua.scoring.services.sheets import prepare_sheets
from thidua.scoring.services.tables import close_draft, open_draft


@transaction.atomic
def publish_table(*, actor: Viewer, now: datetime, table: CriteriaTable, edition: int) -> CriteriaTable:
    """Publish a draft. From now on it never changes; the version before it is replaced.

    What units had begun to put in under the earlier version is taken along where the criterion is unchanged.
    Raises Refused with everything that is missing, or when a sheet of the earlier version was handed in; Stale.
    vi: ban hành bảng tiêu chí.
    """
    draft = open_draft(actor, table, edition)
    require(TABLE.may("publish", draft.state))
    obstacles = obstacles_of(draft, checks_of(draft, actor.day))
    if obstacles:
        raise Refused(Finding(Answer.REFUSED, tuple(one.reason for one in obstacles)))
    earlier = CriteriaTable.objects.select_for_update().filter(cycle=draft.cycle_id, state=PUBLISHED).first()
    if earlier is not None:
        require(may_replace(earlier))
        earlier.state = TABLE.target("replace")
        earlier.save(update_fields=["state"])
        record(verb="replace-table", actor=actor, subject=earlier, at=now, data={"by": str(draft.uuid)})
    draft.state = TABLE.target("publish")
    draft.fingerprint = table_facts(draft).fingerprint()
    draft.published_at, draft.published_by_id = now, actor.user_id
    close_draft(draft)
    prepare_sheets(table=draft, actor=actor, now=now)
    carried = carry_claims(earlier, draft) if earlier is not None else 0
    data = {"version": draft.version, "fingerprint": draft.fingerprint, "carried_lines": carried}
    record(verb="publish-table", actor=actor, subject=draft, at=now, data=data)
    return draft


def may_replace(earlier: CriteriaTable) -> Finding:
    """Whether another version may take the place of a published one: not once a sheet was handed in."""
    handed_in = earlier.sheets.exclude(state=Sheet.State.DRAFT, submissions=0).count()
    if handed_in:
        return refused(
            say(
                "Đã có {n} đơn vị gửi phiếu tự chấm theo bản {version}, nên không thay bảng tiêu chí giữa chừng được.",
                n=handed_in,
                version=earlier.version,
            ),
            say("Nếu phải thay đổi, hãy thống nhất trong cụm và áp dụng bảng mới cho năm học sau."),
        )
    return TABLE.may("replace", earlier.state)


def carry_claims(earlier: CriteriaTable, table: CriteriaTable) -> int:
    """Put what units had entered under the earlier version into the new one, where it still means the same.

    Returns how many lines were filled. Evidence that a line cites comes along.
    """
    old, new = table_facts(earlier).by_code, table_facts(table).by_code
    alike = {code for code, row in old.items() if code in new and scores_alike(row, new[code])}
    lines = Line.objects.filter(sheet__table=table, criterion__code__in=alike).select_related("sheet", "criterion")
    waiting = {(line.sheet.unit_id, line.criterion.code): line for line in lines}
    begun = Line.objects.filter(sheet__table=earlier, criterion__code__in=alike).select_related("sheet", "criterion")
    carried = 0
    for line in begun.prefetch_related("evidence_uses"):
        target = waiting.get((line.sheet.unit_id, line.criterion.code))
        uses = [use for use in line.evidence_uses.all() if use.withdrawn_at is None]
        if target is None or (line.claimed is None and not line.note and not uses):
            continue
        target.claimed, target.note, target.edition = line.claimed, line.note, line.edition
        target.claimed_by_id, target.claimed_at = line.claimed_by_id, line.claimed_at
        target.save()
        EvidenceUse.objects.bulk_create(
            EvidenceUse(line=target, evidence_id=use.evidence_id, pages=use.pages) for use in uses
        )
        carried += 1
    _carry_choices(earlier, table)
    return carried


def _carry_choices(earlier: CriteriaTable, table: CriteriaTable) -> None:
    optional = set(table.criteria.filter(optional=True).values_list("code", flat=True))
    chosen: dict[int, list[str]] = dict(earlier.sheets.values_list("unit_id", "chosen_fields"))
    for sheet in table.sheets.all():
        kept = [code for code in chosen.get(sheet.unit_id, []) if code in optional]
        if kept:
            sheet.chosen_fields = kept
            sheet.save(update_fields=["chosen_fields"])
