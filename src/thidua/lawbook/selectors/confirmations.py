"""Provisions nobody here has read, where they decide, and who confirmed them with the paper."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from uuid import UUID

from thidua.core.text import Text
from thidua.foundation.refusals import NotThere
from thidua.law.courses import COURSES
from thidua.law.provenance import Provision
from thidua.law.provisions import Use
from thidua.lawbook.facts import house_marks, house_unread
from thidua.lawbook.models import Confirmation
from thidua.lawbook.policies import may_read_law
from thidua.organisations.rules import Viewer

OPEN, CONFIRMED, CHANGED = "open", "confirmed", "changed"


@dataclass(frozen=True, slots=True)
class Unread:
    """One provision that the data do not call read: where it decides, its mark today, and its confirmation.

    `state`: open, confirmed, or changed (confirmed once, the data differ since).
    """

    ref: str
    key: str
    provision: Provision
    uses: tuple[Use, ...]
    mark: str
    state: str = OPEN
    confirmation: Confirmation | None = None

    @property
    def decides_on(self) -> list[tuple[Text | None, str]]:
        """What it touches, each once: awards by name; of voting and procedures the kind stands before."""
        return list(dict.fromkeys((one.what if one.what in COURSES else None, one.name) for one in self.uses))


def ref_of(key: str) -> str:
    """A provision as an address names it."""
    return hashlib.sha256(key.encode()).hexdigest()[:16]


def unread_for(viewer: Viewer) -> list[Unread]:
    """Every provision not read when the data were written: as the awards stand, then of voting and procedures."""
    if not may_read_law(viewer):
        raise NotThere
    kept: dict[str, list[Confirmation]] = {}
    for one in Confirmation.objects.filter(withdrawn_at=None).select_related("confirmed_by__person"):
        kept.setdefault(one.provision, []).append(one)
    marks = house_marks()
    return [_unread(key, found, marks[key], kept.get(key, [])) for key, found in house_unread().items()]


def _unread(key: str, found: tuple[Use, ...], mark: str, kept: list[Confirmation]) -> Unread:
    current = next((one for one in kept if one.content_fingerprint == mark), None)
    state = CONFIRMED if current else CHANGED if kept else OPEN
    return Unread(ref_of(key), key, found[0].provision, found, mark, state, current or next(iter(kept), None))


def get_unread_for(viewer: Viewer, ref: str) -> Unread:
    """One of them by its address."""
    found = next((one for one in unread_for(viewer) if one.ref == ref), None)
    if found is None:
        raise NotThere
    return found


def confirmations_of(viewer: Viewer, unread: Unread) -> list[Confirmation]:
    """Every time somebody confirmed a provision, newest first, those withdrawn too."""
    if not may_read_law(viewer):
        raise NotThere
    rows = Confirmation.objects.filter(provision=unread.key)
    return list(rows.select_related("confirmed_by__person", "withdrawn_by__person"))


def get_confirmation_for(viewer: Viewer, uuid: UUID) -> Confirmation:
    """One confirmation, for whoever reads the law here."""
    found = Confirmation.objects.filter(uuid=uuid).first()
    if found is None or not may_read_law(viewer):
        raise NotThere
    return found
