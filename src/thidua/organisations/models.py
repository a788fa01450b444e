"""Units, people, posts, clusters, offices and delegations; everything that changes has dates and a decision."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from thidua.core.names import fold, sort_key, tidy
from thidua.foundation.models import Addressed, Dated
from thidua.organisations.rules import OFFICE_WORDS


class ByDecision(models.Model):
    """The signed paper that something rests on. vi: quyết định số … ngày …"""

    decision_number = models.CharField(max_length=60, blank=True)
    decision_on = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True


class Unit(Addressed):
    """A school, office or department, for ever: its names and its place change, it does not. vi: đơn vị."""

    code = models.CharField(max_length=40, unique=True)

    def __str__(self) -> str:
        newest = max(self.names.all(), key=lambda name: name.starts_on, default=None)
        return newest.name if newest else self.code


class UnitName(Dated, ByDecision):
    """What a unit is called from one day to another."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="names")
    name = models.CharField(max_length=250)
    short_name = models.CharField(max_length=80)
    search_text = models.CharField(max_length=350, editable=False)

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(fields=["unit", "starts_on"], name="unit_name_once_a_day"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.name, self.short_name = tidy(self.name), tidy(self.short_name)
        self.search_text = fold(f"{self.name} {self.short_name}")
        super().save(*args, **kwargs)  # type: ignore[arg-type]


class UnitPlace(Dated, ByDecision):
    """Under which unit a unit stands from one day to another."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="places")
    parent = models.ForeignKey(Unit, models.PROTECT, related_name="children")

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(fields=["unit", "starts_on"], name="unit_place_once_a_day"),
            models.CheckConstraint(condition=~Q(unit=F("parent")), name="unit_not_under_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.unit} thuộc {self.parent}"


class Reorganisation(Addressed, ByDecision):
    """Units renamed, merged, split or abolished by one decision. vi: đổi tên, sáp nhập, chia tách, giải thể."""

    class Kind(models.TextChoices):
        RENAMED = "renamed"
        MERGED = "merged"
        SPLIT = "split"
        ABOLISHED = "abolished"

    kind = models.CharField(max_length=10, choices=Kind.choices)
    happened_on = models.DateField()
    # The names as they stood, so that an undone reorganisation can still be told.
    summary = models.CharField(max_length=500)
    # Every row that it wrote, as it was before and after: undoing puts exactly these back.
    effects = models.JSONField(default=list)
    recorded_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["happened_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True) | ~Q(undone_reason=""), name="undone_reorganisation_has_reason"
            )
        ]

    def __str__(self) -> str:
        return self.summary


class Lineage(models.Model):
    """One line of descent in a reorganisation: from a unit to what it became; to nothing when abolished."""

    reorganisation = models.ForeignKey(Reorganisation, models.PROTECT, related_name="links")
    source = models.ForeignKey(Unit, models.PROTECT, related_name="became")
    target = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="came_from")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["reorganisation", "source", "target"], name="lineage_once_a_pair")
        ]

    def __str__(self) -> str:
        return f"{self.source} → {self.target or '–'}"


class Person(Addressed):
    """Somebody who works in the sector. vi: cá nhân."""

    full_name = models.CharField(max_length=120)
    search_text = models.CharField(max_length=120, editable=False)
    sort_key = models.CharField(max_length=250, editable=False)
    account = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="person"
    )
    # What tells people of one name apart, and finds somebody again who moved. vi: mã định danh, ngày sinh.
    staff_code = models.CharField(max_length=40, null=True, blank=True, unique=True)
    born_on = models.DateField(null=True, blank=True)
    # The same human being under another entry; nothing moves, so undoing takes the pointer away. vi: cùng một người.
    same_as = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="also_known_as")

    def __str__(self) -> str:
        return self.full_name

    def save(self, *args: object, **kwargs: object) -> None:
        self.full_name = tidy(self.full_name)
        self.search_text, self.sort_key = fold(self.full_name), sort_key(self.full_name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]


class Post(Addressed, Dated, ByDecision):
    """What a person is at a unit from one day to another; every right follows from posts. vi: chức vụ."""

    class Role(models.TextChoices):
        HEAD = "head"
        OFFICER = "officer"
        OBSERVER = "observer"
        ADMINISTRATOR = "administrator"
        STAFF = "staff"

    person = models.ForeignKey(Person, models.PROTECT, related_name="posts")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="posts")
    role = models.CharField(max_length=15, choices=Role.choices)
    title = models.CharField(max_length=120)

    def __str__(self) -> str:
        return f"{self.title}, {self.unit}"


class Cluster(Addressed):
    """Units that compete with each other, called together by an organiser. vi: cụm thi đua, khối thi đua."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    organiser = models.ForeignKey(Unit, models.PROTECT, related_name="organised_clusters")

    def __str__(self) -> str:
        return self.name


class Membership(Addressed, Dated, ByDecision):
    """A unit is a member of a cluster from one day to another, by a decision."""

    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="memberships")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="memberships")
    order = models.PositiveSmallIntegerField(default=0)

    class Meta(Dated.Meta):
        ordering = ["order", "pk"]
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(fields=["cluster", "unit", "starts_on"], name="membership_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.unit}, thành viên {self.cluster}"


class Office(Addressed, Dated, ByDecision):
    """The unit that leads a cluster, or its deputy, from one day to another. vi: cụm trưởng, cụm phó."""

    class Kind(models.TextChoices):
        LEADER = "leader"
        DEPUTY = "deputy"

    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="offices")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="offices")
    kind = models.CharField(max_length=10, choices=Kind.choices)

    def __str__(self) -> str:
        return f"{self.unit}, {OFFICE_WORDS[self.kind]} {self.cluster}"


class Delegation(Addressed, Dated):
    """The leader hands one named task to the deputy for some days. vi: ủy quyền."""

    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="delegations")
    task = models.CharField(max_length=40)
    reason = models.TextField()
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    granted_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.cluster}: {self.task}"
