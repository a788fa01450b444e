"""Sign exactly one text: on screen, by somebody who has just confirmed who they are, or on paper, by a scan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from thidua.accounts.models import User
from thidua.audit.services import record
from thidua.core.days import day_of
from thidua.core.errors import BadInput, Problem, require
from thidua.core.findings import Finding, refused
from thidua.core.text import say
from thidua.documents.models import Signature
from thidua.documents.rules import text_fingerprint
from thidua.documents.services.matters import Matter
from thidua.foundation import files
from thidua.foundation.file_kinds import JPEG, PDF, PNG, FileKind, judge, safe_name
from thidua.organisations.models import Unit
from thidua.organisations.rules import Viewer

#: What a scan of a signed page may be.
SCAN_KINDS = (PDF, PNG, JPEG)


@dataclass(frozen=True, kw_only=True)
class Signing:
    """What is about to be signed: the canonical text, by whom and as what; `label` names it to people. vi: việc ký."""

    about: UUID
    kind: str
    text: str
    unit: Unit | None
    capacity: str
    signer_name: str
    signer_title: str = ""
    may: Finding
    label: str


@transaction.atomic
def sign_on_screen(*, actor: Viewer, now: datetime, signing: Signing, confirmed: bool) -> Signature:
    """The signer signs with their own account; `confirmed` is the answer of `accounts.services.confirm`, asked now.

    Raises Refused (also when the same text is signed already), BadInput. vi: ký trên hệ thống.
    """
    require(signing.may)
    if not confirmed:
        raise BadInput([Problem("secret", say("Chưa đúng nên chưa ký."), say("Hãy nhập lại."))])
    _one_at_a_time(actor, signing)
    same = Signature.objects.filter(
        about_uuid=signing.about, kind=signing.kind, unit=signing.unit, capacity=signing.capacity
    )
    by_unit = same if signing.unit else same.filter(signed_by_id=actor.account_id)
    if any(one.holds(signing.text) for one in by_unit):
        require(refused(say("Nội dung này đã có chữ ký của {name}.", name=signing.signer_name)))
    return _sign(actor, now, signing, Signature.Way.SCREEN, day_of(now), {})


@transaction.atomic
def sign_on_paper(
    *, actor: Viewer, now: datetime, signing: Signing, signed_on: date, name: str, content: bytes
) -> Signature:
    """Keep the scan of a page signed by hand; a better scan may follow, both stay. Raises Refused, BadInput.

    vi: nộp bản quét có chữ ký.
    """
    require(signing.may)
    if signed_on > day_of(now):
        sentence = say("Ngày ký {day} chưa đến.", day=signed_on)
        raise BadInput([Problem("signed_on", sentence, say("Hãy nhập ngày ghi trên bản giấy."))])
    kind = scan_kind(content, name)
    _one_at_a_time(actor, signing)
    scan = {
        "scan_sha256": files.put(content),
        "scan_name": safe_name(name, kind),
        "scan_media_type": kind.media_type,
    }
    return _sign(actor, now, signing, Signature.Way.PAPER, signed_on, scan)


def scan_kind(content: bytes, name: str) -> FileKind:
    """PDF, PNG or JPEG by its content; anything else raises BadInput."""
    kind = judge(content, name)
    if kind not in SCAN_KINDS:
        cure = say("Hãy quét trang đã ký thành PDF hoặc ảnh PNG, JPEG.")
        raise BadInput([Problem("scan", say("Bản quét không thể là tệp {kind}.", kind=kind.label), cure)])
    return kind


def _one_at_a_time(actor: Viewer, signing: Signing) -> None:
    # Pressed twice is signed once: the second waits here and then finds the first. The row's key stays free for
    # others: an act of the same person in another window names the account in the history and never waits for this.
    if signing.unit is not None:
        Unit.objects.select_for_update(no_key=True).get(pk=signing.unit.pk)
    else:
        User.objects.select_for_update(no_key=True).get(pk=actor.account_id)


def _sign(actor: Viewer, now: datetime, signing: Signing, way: str, signed_on: date, scan: dict[str, str]) -> Signature:
    signature = Signature.objects.create(
        about_uuid=signing.about,
        kind=signing.kind,
        text_sha256=text_fingerprint(signing.text),
        way=way,
        unit=signing.unit,
        capacity=signing.capacity,
        signer_name=signing.signer_name,
        signer_title=signing.signer_title,
        signed_by_id=actor.account_id,
        signed_at=now,
        signed_on=signed_on,
        **scan,
    )
    data = {"kind": signing.kind, "capacity": signing.capacity, "signer": signing.signer_name}
    data |= {"text": signature.text_sha256, "scan": signature.scan_sha256}
    record(verb=f"sign-on-{way}", actor=actor, subject=Matter(signing.about, signing.label), at=now, data=data)
    return signature
