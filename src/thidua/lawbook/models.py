"""Rules of a place in versions, provisions confirmed with the paper, and rulebooks kept for ever."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from thidua.foundation.models import Addressed


class WithPaper(models.Model):
    """A fact that a paper proves: the file by hash. vi: văn bản kèm theo."""

    paper_sha256 = models.CharField(max_length=64, blank=True)
    paper_name = models.CharField(max_length=250, blank=True)
    paper_media_type = models.CharField(max_length=120, blank=True)

    class Meta:
        abstract = True


class LocalRule(Addressed, WithPaper):
    """One version of what a unit or a cluster adds to the law; published it never changes. vi: quy định của đơn vị.

    `starts_on` and `ends_on` are those of the paper; `held_until` is the last day it really held, once a new version
    replaced it or it was withdrawn (before `starts_on`: it never held).
    """

    class State(models.TextChoices):
        DRAFT = "draft"
        PUBLISHED = "published"
        REPLACED = "replaced"
        WITHDRAWN = "withdrawn"

    class Level(models.TextChoices):
        PROVINCE = "province"
        UNIT = "unit"
        CLUSTER = "cluster"
        GUIDE = "guide"

    # All versions of one document share it.
    series = models.UUIDField(db_index=True)
    version = models.PositiveSmallIntegerField()
    unit = models.ForeignKey("organisations.Unit", models.PROTECT, null=True, blank=True, related_name="local_rules")
    cluster = models.ForeignKey(
        "organisations.Cluster", models.PROTECT, null=True, blank=True, related_name="local_rules"
    )
    level = models.CharField(max_length=10, choices=Level.choices)
    title = models.CharField(max_length=150)
    number = models.CharField(max_length=80, blank=True)
    # Who issued the paper, as it was called then.
    issuer = models.CharField(max_length=150)
    signed_on = models.DateField(null=True, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    held_until = models.DateField(null=True, blank=True)
    # Plain data in the schema of the law's own files: additions and questions; and the text it is written as.
    content = models.JSONField(default=dict)
    text = models.TextField(blank=True)
    fingerprint = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    edition = models.PositiveIntegerField(default=0)
    # Warnings that somebody accepted by name: key, sentence, who, when.
    accepted = models.JSONField(default=list)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["title", "series", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["series", "version"], name="local_rule_version_once"),
            models.CheckConstraint(
                condition=Q(unit__isnull=True, cluster__isnull=False) | Q(unit__isnull=False, cluster__isnull=True),
                name="local_rule_of_unit_or_cluster",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="local_rule_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, bản {self.version}"


class Confirmation(Addressed, WithPaper):
    """Somebody held a provision against the paper itself: it holds for exactly the content they saw. vi: xác nhận.

    `content_fingerprint`: of everything that rests on the provision; when the data change, it no longer confirms.
    """

    provision = models.CharField(max_length=300, db_index=True)
    citation = models.CharField(max_length=450)
    content_fingerprint = models.CharField(max_length=64)
    note = models.TextField(blank=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["-confirmed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["provision", "content_fingerprint"],
                condition=Q(withdrawn_at__isnull=True),
                name="one_confirmation_a_content",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_reason=""), name="withdrawn_confirmation_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.citation


class FrozenRules(Addressed):
    """A whole rulebook as plain data, for ever: what a finding was made by can be read again. vi: bộ quy định đã lưu.

    `rules`: the fingerprint of the rules alone; `fingerprint` covers which provisions had been confirmed too.
    """

    fingerprint = models.CharField(max_length=64, unique=True)
    rules = models.CharField(max_length=64, db_index=True)
    content = models.JSONField()
    confirmed = models.JSONField()

    append_only = True

    def __str__(self) -> str:
        return self.fingerprint
