"""A cluster's clause by version, and the case that carries it out: votes asked, refusals, holds, rulings, runs."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from thidua.foundation.models import Addressed


class WithPaper(models.Model):
    """A fact that a paper proves: the file by hash. vi: văn bản kèm theo."""

    paper_sha256 = models.CharField(max_length=64, blank=True)
    paper_name = models.CharField(max_length=250, blank=True)
    paper_media_type = models.CharField(max_length=120, blank=True)

    class Meta:
        abstract = True


class Clause(Addressed):
    """One version of a cluster's clause; once published it never changes. vi: điều khoản bình xét."""

    cluster = models.ForeignKey("organisations.Cluster", models.PROTECT, related_name="clauses")
    version = models.PositiveSmallIntegerField()
    starts_on = models.DateField()
    title = models.CharField(max_length=300)
    # The paper that it stands in, as the trace cites it.
    citation = models.CharField(max_length=300)
    content = models.JSONField()
    fingerprint = models.CharField(max_length=64)
    edition = models.PositiveIntegerField(default=0)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-version"]
        constraints = [models.UniqueConstraint(fields=["cluster", "version"], name="clause_version_once")]

    def __str__(self) -> str:
        return self.title


class SelectionCase(Addressed):
    """The selection of one year from one ranked table, by the clause of the day it was opened. vi: hồ sơ xét chọn."""

    class State(models.TextChoices):
        OPEN = "open"
        CONCLUDED = "concluded"
        REOPENED = "reopened"  # something came after the conclusion, and the clause runs again

    table = models.OneToOneField("scoring.CriteriaTable", models.PROTECT, related_name="selection_case")
    clause = models.ForeignKey(Clause, models.PROTECT, related_name="cases")
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    edition = models.PositiveIntegerField(default=0)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    # The ranked table as it was taken: candidates with totals and conditions, the names of units, their numbers.
    field = models.JSONField()
    fingerprint = models.CharField(max_length=64)
    taken_at = models.DateTimeField()
    concluded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    concluded_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"Xét chọn, {self.table}"


class AskedVote(Addressed):
    """A vote that the case asked a session for. vi: nội dung bỏ phiếu đã đề nghị."""

    case = models.ForeignKey(SelectionCase, models.PROTECT, related_name="asked")
    question_uuid = models.UUIDField(unique=True)
    session_uuid = models.UUIDField()
    prize = models.CharField(max_length=30)
    purpose = models.CharField(max_length=60)
    # The codes of the units that it is taken among, in order.
    units = models.JSONField()
    seats = models.PositiveSmallIntegerField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()

    append_only = True

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.prize}: {', '.join(self.units)}"


class Refusal(Addressed, WithPaper):
    """A unit that does not take a prize. vi: từ chối nhận."""

    case = models.ForeignKey(SelectionCase, models.PROTECT, related_name="refusals")
    unit = models.ForeignKey("organisations.Unit", models.PROTECT, related_name="+")
    prize = models.CharField(max_length=30)
    declined_on = models.DateField()
    reason = models.TextField()
    # Had been chosen when it declined, so that it leaves a seat.
    vacates = models.BooleanField(default=False)
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()

    append_only = True

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.unit}: {self.prize}"


class Hold(Addressed, WithPaper):
    """A unit with signs of wrongdoing, until there is a conclusion. vi: chưa xét thi đua."""

    class State(models.TextChoices):
        OPEN = "open"
        CLEARED = "cleared"
        WRONGDOING = "wrongdoing"
        WITHDRAWN = "withdrawn"  # noted by mistake

    case = models.ForeignKey(SelectionCase, models.PROTECT, related_name="holds")
    unit = models.ForeignKey("organisations.Unit", models.PROTECT, related_name="+")
    since = models.DateField()
    reason = models.TextField()
    # Noted after the case was concluded: the award waits.
    after = models.BooleanField(default=False)
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    concluded_on = models.DateField(null=True, blank=True)
    conclusion = models.TextField(blank=True)
    conclusion_sha256 = models.CharField(max_length=64, blank=True)
    conclusion_name = models.CharField(max_length=250, blank=True)
    conclusion_media_type = models.CharField(max_length=120, blank=True)
    # The conclusion came after the case was concluded.
    late = models.BooleanField(default=False)
    concluded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    concluded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["case", "unit"], condition=Q(state="open"), name="one_open_hold_a_unit")
        ]

    def __str__(self) -> str:
        return f"{self.unit}: {self.reason[:80]}"


class Ruling(Addressed, WithPaper):
    """What the organiser decided where the clause says nothing. vi: quyết định của cơ quan tổ chức cụm."""

    case = models.ForeignKey(SelectionCase, models.PROTECT, related_name="rulings")
    key = models.CharField(max_length=80)
    answer = models.CharField(max_length=20)
    reason = models.TextField()
    decided_on = models.DateField()
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()

    append_only = True

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.key}: {self.answer}"


class Withdrawal(Addressed):
    """A refusal, a hold or a ruling that was noted by mistake, taken back with a reason; what was noted stays.

    vi: rút lại việc đã ghi nhận.
    """

    case = models.ForeignKey(SelectionCase, models.PROTECT, related_name="withdrawals")
    refusal = models.OneToOneField(Refusal, models.PROTECT, null=True, related_name="withdrawal")
    hold = models.OneToOneField(Hold, models.PROTECT, null=True, related_name="withdrawal")
    ruling = models.OneToOneField(Ruling, models.PROTECT, null=True, related_name="withdrawal")
    reason = models.TextField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    append_only = True

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.reason


class Run(Addressed):
    """The clause carried out once: what it read, what came out, by which steps. vi: lần chạy điều khoản."""

    case = models.ForeignKey(SelectionCase, models.PROTECT, related_name="runs")
    number = models.PositiveIntegerField()
    why = models.CharField(max_length=30)
    inputs = models.JSONField()
    outcome = models.JSONField()
    # sha256 over inputs and outcome together.
    fingerprint = models.CharField(max_length=64)
    # After the first conclusion: by the rules of its own day.
    supplementary = models.BooleanField(default=False)
    ran_on = models.DateField()
    ran_at = models.DateTimeField()
    ran_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    append_only = True

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="run_number_once")]

    def __str__(self) -> str:
        return f"{self.case}, lần {self.number}"
