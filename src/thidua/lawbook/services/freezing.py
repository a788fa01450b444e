"""Keep the rulebook that a finding was made by."""

from __future__ import annotations

from django.db import transaction

from thidua.law.provisions import keys
from thidua.law.rulebook import Rulebook, fingerprint_of
from thidua.lawbook.models import FrozenRules


def whole_fingerprint(book: Rulebook) -> str:
    """Of the rules and of what was confirmed; without confirmations that of the rules alone."""
    confirmed = _confirmed(book)
    if not confirmed:
        return book.fingerprint()
    return fingerprint_of({"rules": [book.fingerprint()], "confirmed": confirmed})


def _confirmed(book: Rulebook) -> list[str]:
    """What was confirmed of the rules themselves; voting and procedures decide nothing here."""
    return sorted(book.confirmed & keys(book))


@transaction.atomic
def keep_rules(book: Rulebook) -> FrozenRules:
    """The row that keeps a rulebook; the same one for the same content. vi: lưu bộ quy định đã dùng.

    No event of its own: it is part of the act that rests on it, and that act names the fingerprint.
    """
    kept, _ = FrozenRules.objects.get_or_create(
        fingerprint=whole_fingerprint(book),
        defaults={"rules": book.fingerprint(), "content": dict(book.plain), "confirmed": _confirmed(book)},
    )
    return kept
