"""A council, or the conference of a cluster's units, and who sits in it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from thidua.foundation.models import Addressed, Dated
from thidua.organisations.models import ByDecision


class Council(Addressed, ByDecision):
    """A body that meets and decides: a council of people, or a conference of units. vi: hội đồng, hội nghị cụm."""

    class Kind(models.TextChoices):
        COUNCIL = "council"  # its members are people, by mandate
        CONFERENCE = "conference"  # its members are the cluster's units, one representative each

    kind = models.CharField(max_length=12, choices=Kind.choices)
    name = models.CharField(max_length=250)
    # A conference belongs to its cluster; a council to the unit that set it up.
    cluster = models.ForeignKey(
        "organisations.Cluster", models.PROTECT, null=True, blank=True, related_name="conferences"
    )
    unit = models.ForeignKey("organisations.Unit", models.PROTECT, null=True, blank=True, related_name="councils")
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="conference", cluster__isnull=False) | Q(kind="council", unit__isnull=False),
                name="council_belongs_somewhere",
            ),
            models.UniqueConstraint(
                fields=["cluster"], condition=Q(kind="conference"), name="one_conference_a_cluster"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name


class Mandate(Addressed, Dated, ByDecision):
    """A person's seat in a council from one day to another, by a decision. vi: thành viên hội đồng."""

    class Role(models.TextChoices):
        CHAIR = "chair"
        VICE_CHAIR = "vice-chair"
        SECRETARY = "secretary"
        MEMBER = "member"

    council = models.ForeignKey(Council, models.PROTECT, related_name="mandates")
    person = models.ForeignKey("organisations.Person", models.PROTECT, related_name="mandates")
    role = models.CharField(max_length=12, choices=Role.choices, default=Role.MEMBER)

    def __str__(self) -> str:
        return f"{self.person}, {self.council}"
