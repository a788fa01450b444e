"""A session: when, where, about what, with which papers, who takes part and who was there when."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from thidua.foundation.models import Addressed
from thidua.meetings.models.councils import Council


class Session(Addressed):
    """One meeting of a council or conference. vi: phiên họp, hội nghị."""

    class State(models.TextChoices):
        DRAFT = "draft"
        CALLED = "called"
        OPEN = "open"
        ENDED = "ended"
        CANCELLED = "cancelled"

    council = models.ForeignKey(Council, models.PROTECT, related_name="sessions")
    cycle = models.ForeignKey("cycles.Cycle", models.PROTECT, null=True, blank=True, related_name="sessions")
    title = models.CharField(max_length=250)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    edition = models.PositiveIntegerField(default=0)
    starts_at = models.DateTimeField()
    place = models.CharField(max_length=250)
    about = models.TextField(blank=True)
    # The rule of quorum and of every kind of item, by code in the voting rules; frozen as data when it is called.
    rulebook = models.CharField(max_length=60)
    rules = models.JSONField(default=dict, blank=True)
    called_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    cancelled_reason = models.TextField(blank=True)
    # What of list, agenda or papers changed after the invitation went out: [{at, words, reason}], oldest first.
    changes = models.JSONField(default=list, blank=True)
    # Until when absent members may give their opinion on what was decided.
    opinions_until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-starts_at", "-pk"]

    def __str__(self) -> str:
        return self.title


class AgendaItem(Addressed):
    """One point of the agenda. vi: nội dung chương trình."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="agenda")
    order = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(max_length=300)
    speaker = models.CharField(max_length=200, blank=True)
    # What was said and concluded, written during the session; it goes into the minutes.
    proceedings = models.TextField(blank=True)
    edition = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.title


class SessionPaper(Addressed):
    """A paper of the session; frozen with the invitation. vi: tài liệu họp."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="papers")
    name = models.CharField(max_length=250)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=120)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class Participant(Addressed):
    """Somebody on the list of a session: a voter, a stand-in or a guest. vi: thành phần dự họp."""

    class Capacity(models.TextChoices):
        VOTER = "voter"  # a member of the council, or the one representative of a unit
        STAND_IN = "stand-in"  # works in an absent voter's place, never votes
        GUEST = "guest"  # is heard, never votes

    class Task(models.TextChoices):
        NONE = "none"
        CHAIR = "chair"
        SECRETARY = "secretary"

    session = models.ForeignKey(Session, models.PROTECT, related_name="participants")
    order = models.PositiveSmallIntegerField(default=0)
    person = models.ForeignKey("organisations.Person", models.PROTECT, null=True, blank=True, related_name="+")
    unit = models.ForeignKey("organisations.Unit", models.PROTECT, null=True, blank=True, related_name="+")
    # As the papers name them; frozen when the session is called.
    name = models.CharField(max_length=200)
    title = models.CharField(max_length=250, blank=True)
    capacity = models.CharField(max_length=10, choices=Capacity.choices)
    task = models.CharField(max_length=10, choices=Task.choices, default=Task.NONE)
    # In the counting committee, and at its head. vi: ban kiểm phiếu.
    counts = models.BooleanField(default=False)
    heads_count = models.BooleanField(default=False)
    stands_in_for = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="stand_ins")
    absence_reason = models.CharField(max_length=300, blank=True)
    left_list_at = models.DateTimeField(null=True, blank=True)
    left_list_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "unit"],
                condition=Q(capacity="voter", unit__isnull=False, left_list_at__isnull=True),
                name="one_vote_a_unit",
            ),
            models.UniqueConstraint(
                fields=["session", "person"],
                condition=Q(person__isnull=False, left_list_at__isnull=True),
                name="person_once_in_a_session",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Presence(Addressed):
    """From when to when a participant was there. vi: điểm danh."""

    participant = models.ForeignKey(Participant, models.PROTECT, related_name="presences")
    arrived_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    # A wrong note is struck out and stays on record.
    struck_at = models.DateTimeField(null=True, blank=True)
    struck_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["arrived_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(left_at__isnull=True) | Q(left_at__gte=F("arrived_at")), name="leaves_after_arriving"
            )
        ]
