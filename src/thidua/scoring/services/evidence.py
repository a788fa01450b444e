"""What a unit does with its evidence: show once, cite on many lines, withdraw with a reason. Nothing is deleted."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.db import transaction

from thidua.audit.services import record
from thidua.core.errors import BadInput, Problem, Refused, require
from thidua.core.findings import refused
from thidua.core.names import tidy
from thidua.core.text import Text, say
from thidua.foundation import files
from thidua.foundation.file_kinds import judge, safe_name
from thidua.foundation.refusals import no_access
from thidua.organisations.models import Unit
from thidua.organisations.rules import Viewer
from thidua.scoring.facts.one_sheet import sheet_standing
from thidua.scoring.models import Evidence, EvidenceUse, Line, Sheet
from thidua.scoring.policies.evidence import may_add_evidence, may_withdraw_evidence
from thidua.scoring.policies.sheets import may_change_line
from thidua.scoring.rules.states import unit_may_change
from thidua.scoring.services.sheets import require_reason

if TYPE_CHECKING:
    from thidua.cycles.models import Cycle

LONGEST_LINK = 1000
LONGEST_PAGES = 100
LONGEST_NAME = 250
_PAGE_WORD = re.compile(r"^(?:trang|tr\.)\s*", re.IGNORECASE)


@transaction.atomic
def add_file(*, unit: Unit, cycle: Cycle, name: str, content: bytes, actor: Viewer, now: datetime) -> Evidence:
    """Take a file as evidence, judged by its content and known by its hash. Raises Refused, BadInput.

    vi: thêm tệp minh chứng. The same content sent again in the same year is the same piece of evidence.
    """
    require(may_add_evidence(actor, unit.pk))
    kind = judge(content, name)
    # Kept before the row is written: a file without a row harms nobody, a row without its file would.
    sha256 = files.put(content)
    there = Evidence.objects.filter(unit=unit, cycle=cycle, sha256=sha256, withdrawn_at__isnull=True).first()
    if there is not None:
        return there
    evidence = Evidence.objects.create(
        unit=unit,
        cycle=cycle,
        name=safe_name(name, kind),
        sha256=sha256,
        size=len(content),
        media_type=kind.media_type,
        added_by_id=_signed_in(actor),
        added_at=now,
    )
    data = {"name": evidence.name, "sha256": sha256, "size": evidence.size, "kind": kind.media_type}
    record(verb="add-evidence", actor=actor, subject=evidence, at=now, data=data)
    return evidence


@transaction.atomic
def add_link(*, unit: Unit, cycle: Cycle, name: str, link: str, actor: Viewer, now: datetime) -> Evidence:
    """Take a link as evidence: http or https only, kept as it stands and never fetched. Raises Refused, BadInput.

    vi: thêm đường dẫn minh chứng.
    """
    require(may_add_evidence(actor, unit.pk))
    address = check_link(link)
    there = Evidence.objects.filter(unit=unit, cycle=cycle, link=address, withdrawn_at__isnull=True).first()
    if there is not None:
        return there
    shown = tidy(name)[:LONGEST_NAME] or (urlsplit(address).hostname or address)[:LONGEST_NAME]
    evidence = Evidence.objects.create(
        unit=unit, cycle=cycle, name=shown, link=address, added_by_id=_signed_in(actor), added_at=now
    )
    record(verb="add-evidence", actor=actor, subject=evidence, at=now, data={"name": shown, "link": address})
    return evidence


def check_link(link: str) -> str:
    """The address as it will be kept. Raises BadInput for anything that is not a plain http(s) address."""
    address = link.strip()
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        parts, host = None, None
    plain = address.isprintable() and not any(sign in address for sign in " <>\"'`\\")
    if parts is None or parts.scheme.lower() not in ("http", "https") or not host or not plain:
        raise _bad(
            "Đường dẫn", say("Đường dẫn không hợp lệ."), say("Hãy dán địa chỉ bắt đầu bằng https:// hoặc http://.")
        )
    if parts.username is not None or parts.password is not None:
        raise _bad(
            "Đường dẫn", say("Đường dẫn có kèm tên đăng nhập."), say("Hãy bỏ phần đứng trước dấu @ rồi dán lại.")
        )
    if len(address) > LONGEST_LINK:
        raise _bad("Đường dẫn", say("Đường dẫn quá dài."), say("Hãy dùng đường dẫn ngắn hơn, hoặc gửi tệp PDF."))
    return address


@transaction.atomic
def cite_evidence(
    *, lines: Iterable[Line], evidence: Evidence, pages: str, actor: Viewer, now: datetime
) -> list[EvidenceUse]:
    """Cite one piece of evidence on lines of its own unit, on the pages named; all of them or none.

    vi: dẫn minh chứng. A line that cites it already keeps its citation. Raises Refused, BadInput.
    """
    held = Evidence.objects.select_for_update().get(pk=evidence.pk)
    if held.withdrawn_at is not None:
        raise Refused(
            refused(say("Minh chứng này đã được rút nên không dẫn được nữa."), say("Hãy chọn minh chứng khác."))
        )
    where = check_pages(pages)
    return [_cite(line, held, where, actor, now) for line in lines]


def _cite(line: Line, evidence: Evidence, pages: str, actor: Viewer, now: datetime) -> EvidenceUse:
    _require_open(line, actor, now)
    if line.sheet.unit_id != evidence.unit_id:
        raise Refused(refused(say("Chỉ dẫn được minh chứng của chính đơn vị.")))
    use, is_new = EvidenceUse.objects.get_or_create(
        line=line, evidence=evidence, withdrawn_at=None, defaults={"pages": pages}
    )
    if is_new:
        data = {"criterion": line.criterion.code, "evidence": str(evidence.uuid), "name": evidence.name, "pages": pages}
        record(verb="cite-evidence", actor=actor, subject=line, at=now, data=data | {"sha256": evidence.sha256})
    return use


@transaction.atomic
def change_pages(*, use: EvidenceUse, pages: str, actor: Viewer, now: datetime) -> EvidenceUse:
    """Correct which pages a line cites. Raises Refused, BadInput. vi: sửa số trang dẫn."""
    _require_open(use.line, actor, now)
    held = EvidenceUse.objects.select_for_update().get(pk=use.pk)
    where = check_pages(pages)
    if held.pages != where:
        data = {"evidence": str(use.evidence.uuid), "before": held.pages, "after": where}
        held.pages = where
        held.save(update_fields=["pages"])
        record(verb="change-pages", actor=actor, subject=use.line, at=now, data=data)
    return held


@transaction.atomic
def stop_citing(*, use: EvidenceUse, actor: Viewer, now: datetime) -> EvidenceUse:
    """A line no longer cites a piece of evidence; the evidence itself stays in the cabinet. vi: bỏ dẫn minh chứng."""
    _require_open(use.line, actor, now)
    held = EvidenceUse.objects.select_for_update().get(pk=use.pk)
    if held.withdrawn_at is None:
        held.withdrawn_at = now
        held.save(update_fields=["withdrawn_at"])
        data = {"evidence": str(use.evidence.uuid), "name": use.evidence.name, "pages": held.pages}
        record(verb="stop-citing-evidence", actor=actor, subject=use.line, at=now, data=data)
    return held


@transaction.atomic
def withdraw_evidence(*, evidence: Evidence, reason: str, actor: Viewer, now: datetime) -> Evidence:
    """Take a piece of evidence out of use, with a reason; its file and its history stay. Raises Refused, BadInput.

    vi: rút minh chứng.
    """
    held = Evidence.objects.select_for_update().get(pk=evidence.pk)
    uses = list(held.uses.filter(withdrawn_at__isnull=True).select_related("line__sheet", "line__criterion"))
    sent = [u.line.criterion.code for u in uses if not unit_may_change(u.line.sheet.state, u.line.verdict)]
    require(may_withdraw_evidence(actor, held.unit_id, held.withdrawn_at is not None, sent))
    why = require_reason(reason)
    held.withdrawn_at, held.withdrawn_reason = now, why
    held.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    held.uses.filter(withdrawn_at__isnull=True).update(withdrawn_at=now)
    data = {"name": held.name, "sha256": held.sha256, "criteria": sorted(u.line.criterion.code for u in uses)}
    record(verb="withdraw-evidence", actor=actor, subject=held, at=now, reason=why, data=data)
    return held


def check_pages(pages: str) -> str:
    """The pages without the word for them: `trang 3–5` is kept as `3–5`. Raises BadInput when too long."""
    tidied = _PAGE_WORD.sub("", tidy(pages))
    if len(tidied) > LONGEST_PAGES:
        raise _bad("Trang", say("Phần ghi trang quá dài."), say("Hãy ghi ngắn, ví dụ “3–5”."))
    return tidied


def _signed_in(actor: Viewer) -> int:
    if actor.user_id is None:
        raise no_access()
    return actor.user_id


def _require_open(line: Line, actor: Viewer, now: datetime) -> None:
    sheet = Sheet.objects.select_related("table__cycle__cluster").select_for_update(of=("self",)).get(pk=line.sheet_id)
    verdict = Line.objects.values_list("verdict", flat=True).get(pk=line.pk)
    require(may_change_line(actor, sheet_standing(sheet), verdict, now))


def _bad(place: str, sentence: Text, cure: Text) -> BadInput:
    return BadInput([Problem(place, sentence, cure)])
