"""What a session decides: the question, its candidates, counted hands, opinions of those absent."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from thidua.foundation.models import Addressed
from thidua.meetings.models.sessions import AgendaItem, Participant, Session


class Question(Addressed):
    """One thing to decide, by the rule in force that day. vi: nội dung biểu quyết."""

    class Manner(models.TextChoices):
        CHOOSE = "choose"  # secret: at most `seats` of the candidates
        YES_NO = "yes-no"  # secret: yes, no or no opinion for each candidate
        HANDS = "hands"  # a show of hands, counted, for each candidate

    class State(models.TextChoices):
        DRAFT = "draft"
        OPEN = "open"  # a round is on, or opinions are awaited
        DECIDED = "decided"
        WITHDRAWN = "withdrawn"

    session = models.ForeignKey(Session, models.PROTECT, related_name="questions")
    item = models.ForeignKey(AgendaItem, models.PROTECT, null=True, blank=True, related_name="questions")
    order = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(max_length=300)
    # What the answer is for: "free", "leading-unit", "next-leader", "next-deputy", "seat", or the code of a title.
    purpose = models.CharField(max_length=60, default="free")
    manner = models.CharField(max_length=10, choices=Manner.choices)
    seats = models.PositiveSmallIntegerField(default=1)
    # The rule as data, with its citation, copied when voting begins: what it says later changes nothing here.
    rule = models.JSONField(default=dict, blank=True)
    # Whether a voter who is a candidate votes on the question. source: features A1.7.
    candidates_vote = models.BooleanField(default=True)
    asks_absent = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    withdrawn_reason = models.TextField(blank=True)
    # What was decided, with the sums and the sentence for the minutes; written once.
    result = models.JSONField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    about_uuid = models.UUIDField(null=True, blank=True)

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.title


class Candidate(Addressed):
    """Whom or what a question is about. vi: đối tượng bỏ phiếu."""

    question = models.ForeignKey(Question, models.PROTECT, related_name="candidates")
    order = models.PositiveSmallIntegerField(default=0)
    label = models.CharField(max_length=250)
    unit = models.ForeignKey("organisations.Unit", models.PROTECT, null=True, blank=True, related_name="+")
    person = models.ForeignKey("organisations.Person", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.label


class Poll(Addressed):
    """One round of voting on a question, with who could vote when it began. vi: lần bỏ phiếu, lần biểu quyết.

    A secret round's ballots are in `ballots`, under the question's identifier and this number.
    """

    question = models.ForeignKey(Question, models.PROTECT, related_name="polls")
    number = models.PositiveSmallIntegerField()
    seats = models.PositiveSmallIntegerField()
    # Identifiers of candidates, and of participants: all members, those there, those kept from voting on this.
    candidates = models.JSONField(default=list)
    members = models.JSONField(default=list)
    present = models.JSONField(default=list)
    abstaining = models.JSONField(default=list, blank=True)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    # A count of hands that was wrong is void with a reason, never erased.
    voided_at = models.DateTimeField(null=True, blank=True)
    voided_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["question", "number"], name="one_poll_a_number"),
            models.CheckConstraint(
                condition=Q(voided_at__isnull=True) | ~Q(voided_reason=""), name="void_poll_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question}, lần {self.number}"


class HandsCount(Addressed):
    """Counted hands for one candidate in one round. vi: kết quả biểu quyết giơ tay."""

    question = models.ForeignKey(Question, models.PROTECT, related_name="hands")
    candidate = models.ForeignKey(Candidate, models.PROTECT, related_name="+")
    round = models.PositiveSmallIntegerField(default=1)
    yes = models.PositiveIntegerField()
    no = models.PositiveIntegerField()
    abstained = models.PositiveIntegerField()
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["question", "candidate", "round"], name="hands_counted_once_a_round")
        ]


class Opinion(Addressed):
    """What an absent member says afterwards on what was decided; not secret. vi: ý kiến thành viên vắng mặt."""

    class Way(models.TextChoices):
        LINK = "link"
        SLIP = "slip"

    question = models.ForeignKey(Question, models.PROTECT, related_name="opinions")
    participant = models.ForeignKey(Participant, models.PROTECT, related_name="opinions")
    asked_at = models.DateTimeField()
    # For each candidate's identifier: yes, no or abstained. Empty until given.
    answers = models.JSONField(default=dict, blank=True)
    way = models.CharField(max_length=5, choices=Way.choices, blank=True)
    slip_sha256 = models.CharField(max_length=64, blank=True)
    given_at = models.DateTimeField(null=True, blank=True)
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    # Came after the last day: kept, never counted.
    late = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["question", "participant"], name="one_opinion_a_member")]
