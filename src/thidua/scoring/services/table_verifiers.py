"""Assign verifiers to a draft's rows: once for all rows that carry the same label."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from thidua.audit.services import record
from thidua.core.errors import BadInput, Problem
from thidua.core.text import say
from thidua.organisations.rules import Viewer
from thidua.scoring.models import CriteriaTable
from thidua.scoring.selectors.verifiers import Verifier
from thidua.scoring.services.tables import close_draft, open_draft


@transaction.atomic
def assign_verifiers(
    *, actor: Viewer, now: datetime, table: CriteriaTable, edition: int, verifiers: Mapping[str, Verifier]
) -> CriteriaTable:
    """Make each label's rows be verified by the unit or office given; an empty verifier takes the assignment back.

    The label, as the table prints it, stays. Raises Refused, Stale, BadInput. vi: giao đơn vị thẩm định.
    """
    draft = open_draft(actor, table, edition)
    labels = set(draft.criteria.values_list("verifier_label", flat=True))
    unknown = [label for label in verifiers if not label or label not in labels]
    if unknown:
        wrong = say("Bảng không có đơn vị thẩm định ghi là: {labels}.", labels=unknown)
        raise BadInput([Problem("", wrong, say("Hãy tải lại trang rồi giao lại."))])
    for label, verifier in verifiers.items():
        draft.criteria.filter(verifier_label=label).exclude(kind="group").update(
            verifier_unit=verifier.unit, verifier_role=verifier.role
        )
    close_draft(draft)
    data = {label: verifier.unit.code if verifier.unit else verifier.role for label, verifier in verifiers.items()}
    record(verb="assign-verifiers", actor=actor, subject=draft, at=now, data=data)
    return draft
