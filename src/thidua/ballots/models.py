"""Two stores with nothing between them: the roll (who voted) and the box (what was cast)."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from thidua.ballots import rules
from thidua.ballots.rules.results import OptionFacts
from thidua.foundation.models import Addressed


class Round(Addressed):
    """One secret vote on one question. vi: vòng bỏ phiếu."""

    class State(models.TextChoices):
        PREPARED = rules.PREPARED
        OPEN = rules.OPEN
        CLOSED = rules.CLOSED
        VOID = rules.VOID

    class Kind(models.TextChoices):
        CHOOSE = rules.CHOOSE
        YES_NO = rules.YES_NO

    # The question in the room above; ballots know no more of it.
    about_uuid = models.UUIDField(db_index=True)
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    seats = models.PositiveSmallIntegerField()
    # [[key, label], …] in the order of the ballot: a mark is a letter at the same place.
    options = models.JSONField(default=list)
    # Units whose people may see the state and, after closing, the result.
    onlookers = models.JSONField(default=list, blank=True)
    back_url = models.CharField(max_length=300)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PREPARED)
    # Seals and opens nothing; the code it comes from is stored nowhere.
    public_key = models.CharField(max_length=64, blank=True)
    roll_fingerprint = models.CharField(max_length=64, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    # No more votes from here on; paper ballots are counted after it and not before.
    stopped_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    voided_at = models.DateTimeField(null=True, blank=True)
    void_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["about_uuid", "number", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["about_uuid", "number"], condition=~Q(state="void"), name="round_number_once_a_question"
            ),
            models.UniqueConstraint(
                fields=["about_uuid"], condition=Q(state="open"), name="one_open_round_a_question"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    @property
    def names(self) -> tuple[OptionFacts, ...]:
        """The options as rules know them."""
        return tuple(OptionFacts(key, label) for key, label in self.options)


class Keeper(models.Model):
    """Somebody of the counting committee. vi: thành viên ban kiểm phiếu."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="keepers")
    key = models.UUIDField()
    label = models.CharField(max_length=250)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["round", "key"], name="keeper_once_a_round")]

    def __str__(self) -> str:
        return self.label


class RollEntry(models.Model):
    """Somebody who may vote, and whether they did; never when. vi: người trong danh sách bỏ phiếu."""

    class Way(models.TextChoices):
        SCREEN = "screen"
        PAPER = "paper"

    round = models.ForeignKey(Round, models.PROTECT, related_name="roll")
    key = models.UUIDField()
    label = models.CharField(max_length=250)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    way = models.CharField(max_length=10, choices=Way.choices, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "key"], name="voter_once_a_round"),
            models.UniqueConstraint(fields=["round", "account"], name="account_once_a_round"),
        ]

    def __str__(self) -> str:
        return self.label


class Envelope(models.Model):
    """One sealed ballot: a random identifier and bytes that nobody without the code can read. vi: phiếu niêm phong.

    On SQLite the table is kept WITHOUT ROWID (migration 0002), so it has no hidden number that counts upwards.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, models.PROTECT, related_name="envelopes")
    sealed = models.BinaryField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.id}"


class CountedBallot(models.Model):
    """One opened ballot: its tracker and its marks; a round's are written at once, by tracker. vi: phiếu đã kiểm."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="counted")
    tracker = models.CharField(max_length=20)
    marks = models.TextField(blank=True)
    valid = models.BooleanField()

    append_only = True

    class Meta:
        ordering = ["tracker", "pk"]

    def __str__(self) -> str:
        return self.tracker


class PaperTally(models.Model):
    """The counting committee's figures of the paper ballots of a round; written once, at closing."""

    round = models.OneToOneField(Round, models.PROTECT, related_name="paper")
    replaced = models.PositiveIntegerField()
    unused = models.PositiveIntegerField()
    collected = models.PositiveIntegerField()
    invalid = models.PositiveIntegerField()
    invalid_reasons = models.TextField(blank=True)
    # [[yes, no, abstained], …] in the order of the options.
    counts = models.JSONField(default=list)

    append_only = True

    def __str__(self) -> str:
        return f"{self.round_id}: {self.collected}"
