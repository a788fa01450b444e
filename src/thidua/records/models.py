"""Records of people and collectives. Nothing is deleted: a row is withdrawn with a reason; a decided row stays."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from thidua.core.names import fold, tidy
from thidua.foundation.models import Addressed
from thidua.law.facts import BASES, MERIT, SCOPES, UNIT

CODE, TEXT = 60, 300


class Recorded(Addressed):
    """What every record has: who wrote it when, the signed paper it rests on, how it was withdrawn."""

    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    edition = models.PositiveIntegerField(default=0)
    decision_number = models.CharField(max_length=60, blank=True)
    decision_on = models.DateField(null=True, blank=True)
    body = models.CharField(max_length=200, blank=True)
    paper_sha256 = models.CharField(max_length=64, blank=True)
    paper_name = models.CharField(max_length=200, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_reason=""),
                name="%(app_label)s_%(class)s_withdrawn_has_reason",
            )
        ]

    @property
    def is_decided(self) -> bool:
        """Whether a signed decision stands behind it: no import changes such a row. vi: đã có quyết định."""
        return bool(self.decision_number and self.decision_on)


class OfSubject(Recorded):
    """A record of one person or of one collective."""

    person = models.ForeignKey(
        "organisations.Person", models.PROTECT, null=True, blank=True, related_name="%(class)s_records"
    )
    unit = models.ForeignKey(
        "organisations.Unit", models.PROTECT, null=True, blank=True, related_name="%(class)s_records"
    )

    class Meta(Recorded.Meta):
        abstract = True
        constraints = [
            *Recorded.Meta.constraints,
            models.CheckConstraint(
                condition=Q(person__isnull=True) ^ Q(unit__isnull=True), name="%(app_label)s_%(class)s_of_one_subject"
            ),
        ]


STANDS = Q(withdrawn_at__isnull=True)


class Rating(OfSubject):
    """How somebody was rated for a year, by the scale of that year. vi: kết quả xếp loại."""

    class Of(models.TextChoices):
        SELF = "self"
        PARTY = "party-organisation"

    year = models.PositiveSmallIntegerField()
    of = models.CharField(max_length=20, choices=Of.choices, default=Of.SELF)
    rating = models.CharField(max_length=CODE)

    class Meta(OfSubject.Meta):
        constraints = [
            *OfSubject.Meta.constraints,
            models.UniqueConstraint(
                fields=["person", "year", "of"], condition=STANDS, name="rating_once_a_year_person"
            ),
            models.UniqueConstraint(fields=["unit", "year", "of"], condition=STANDS, name="rating_once_a_year_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.year}: {self.rating}"


class Work(Recorded):
    """An initiative or a piece of research, with its authors. vi: sáng kiến, đề tài."""

    class Kind(models.TextChoices):
        INITIATIVE = "initiative"
        RESEARCH = "research"

    name = models.CharField(max_length=TEXT)
    search_text = models.CharField(max_length=TEXT, editable=False)
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.INITIATIVE)
    scope = models.CharField(max_length=10, choices=[(one, one) for one in SCOPES], default=UNIT)
    year = models.PositiveSmallIntegerField()
    recognised_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.name = tidy(self.name)
        self.search_text = fold(self.name)[:TEXT]
        super().save(*args, **kwargs)  # type: ignore[arg-type]


class Authorship(models.Model):
    """Who made a work, and which part of it in percent where that is written. vi: tác giả, đồng tác giả."""

    work = models.ForeignKey(Work, models.PROTECT, related_name="authorships")
    person = models.ForeignKey("organisations.Person", models.PROTECT, related_name="authorships")
    share = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["work", "person"], name="author_once_a_work")]

    def __str__(self) -> str:
        return f"{self.person}: {self.work}"


class Discipline(Recorded):
    """A discipline of a person, with the day it was fully served. Sensitive. vi: kỷ luật."""

    person = models.ForeignKey("organisations.Person", models.PROTECT, related_name="discipline_records")
    form = models.CharField(max_length=CODE)
    decided_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.form}, {self.decided_on}"


class Matter(OfSubject):
    """Something that waits for a conclusion. Sensitive. vi: vụ việc đang chờ kết luận."""

    kind = models.CharField(max_length=TEXT)
    since = models.DateField()
    authority = models.CharField(max_length=200)
    expected_on = models.DateField(null=True, blank=True)
    concluded_on = models.DateField(null=True, blank=True)
    violation = models.BooleanField(null=True)
    document = models.CharField(max_length=TEXT, blank=True)

    def __str__(self) -> str:
        return f"{self.kind}, {self.since}"


class AwardHeld(OfSubject):
    """A title or form that was given, and what it rested on. vi: danh hiệu, hình thức khen thưởng đã được tặng."""

    award = models.CharField(max_length=CODE)
    year = models.PositiveSmallIntegerField()
    basis = models.CharField(max_length=20, choices=[(one, one) for one in BASES], default=MERIT)
    achievement = models.CharField(max_length=TEXT, blank=True)
    works = models.ManyToManyField(Work, related_name="used_for", blank=True)
    cancelled_on = models.DateField(null=True, blank=True)
    cancelled_ground = models.CharField(max_length=CODE, blank=True)
    cancelled_reason = models.TextField(blank=True)

    class Meta(OfSubject.Meta):
        indexes = [models.Index(fields=["award", "year"])]

    def __str__(self) -> str:
        return f"{self.award}, {self.year}"


class Leave(Recorded):
    """Days away from work; maternity leave counts as worked. Sensitive (health). vi: nghỉ."""

    class Kind(models.TextChoices):
        MATERNITY = "maternity"
        SICK = "sick-leave"
        UNPAID = "unpaid-leave"
        STUDY = "study-leave"

    person = models.ForeignKey("organisations.Person", models.PROTECT, related_name="leave_records")
    kind = models.CharField(max_length=15, choices=Kind.choices)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.kind}, {self.starts_on}"


class Measure(Recorded):
    """A length of service of some kind on a day, in years. vi: thời gian công tác, thâm niên."""

    person = models.ForeignKey("organisations.Person", models.PROTECT, related_name="measure_records")
    of = models.CharField(max_length=CODE)
    years = models.DecimalField(max_digits=5, decimal_places=2)
    measured_on = models.DateField()

    def __str__(self) -> str:
        return f"{self.of}: {self.years}"


class Statement(OfSubject):
    """The answer of somebody authorised to a question that only people can answer. vi: xác nhận."""

    year = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=CODE)
    answer = models.BooleanField()

    class Meta(OfSubject.Meta):
        constraints = [
            *OfSubject.Meta.constraints,
            models.UniqueConstraint(fields=["person", "year", "code"], condition=STANDS, name="stated_once_person"),
            models.UniqueConstraint(fields=["unit", "year", "code"], condition=STANDS, name="stated_once_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.year}: {self.code}"


class RegisteredTitle(OfSubject):
    """A title or form that a person or a collective registered to reach in a year. vi: danh hiệu đã đăng ký.

    source: LAW-2003 Art. 10; until 2023 a title was only considered for whoever had registered it.
    """

    year = models.PositiveSmallIntegerField()
    award = models.CharField(max_length=CODE)

    class Meta(OfSubject.Meta):
        constraints = [
            *OfSubject.Meta.constraints,
            models.UniqueConstraint(
                fields=["person", "year", "award"], condition=STANDS, name="title_registered_once_person"
            ),
            models.UniqueConstraint(
                fields=["unit", "year", "award"], condition=STANDS, name="title_registered_once_unit"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}: {self.award}"


class Checked(OfSubject):
    """Somebody looked through one group of records and says that nothing is missing up to a year. vi: đã rà soát đủ.

    Without it a missing row means “not known”, never “none”.
    """

    class Group(models.TextChoices):
        HOLDINGS = "holdings"
        WORKS = "works"
        DISCIPLINES = "disciplines"
        MATTERS = "matters"
        MEMBER_DISCIPLINES = "member_disciplines"
        REGISTERED = "registered"

    group = models.CharField(max_length=20, choices=Group.choices)
    through = models.PositiveSmallIntegerField()

    class Meta(OfSubject.Meta):
        constraints = [
            *OfSubject.Meta.constraints,
            models.UniqueConstraint(fields=["person", "group"], condition=STANDS, name="checked_once_person"),
            models.UniqueConstraint(fields=["unit", "group"], condition=STANDS, name="checked_once_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.group} – {self.through}"


class Import(Addressed):
    """One Excel file on its way into the records: read, compared, looked at, applied row by row. vi: lần nhập tệp."""

    class State(models.TextChoices):
        READING = "reading"
        COMPARED = "compared"
        APPLYING = "applying"
        DONE = "done"
        DISCARDED = "discarded"

    unit = models.ForeignKey("organisations.Unit", models.PROTECT, related_name="record_imports")
    kind = models.CharField(max_length=20)
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=12, choices=State.choices, default=State.READING)
    total = models.PositiveIntegerField(default=0)
    compared = models.PositiveIntegerField(default=0)
    applied = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    finished_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.file_name


class ImportRow(models.Model):
    """One row of a file: its cells, what it would do, what is wrong with it. vi: dòng của tệp nhập."""

    class Outcome(models.TextChoices):
        WAITING = "waiting"
        NEW = "new"
        SAME = "same"
        CHANGED = "changed"
        DECIDED = "decided"
        UNCLEAR = "unclear"
        REFUSED = "refused-row"

    parent = models.ForeignKey(Import, models.PROTECT, related_name="rows")
    number = models.PositiveIntegerField()
    cells = models.JSONField()
    outcome = models.CharField(max_length=12, choices=Outcome.choices, default=Outcome.WAITING)
    notes = models.JSONField(default=list)
    person = models.ForeignKey("organisations.Person", models.PROTECT, null=True, blank=True, related_name="+")
    applied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["parent", "number"]
        constraints = [models.UniqueConstraint(fields=["parent", "number"], name="import_row_once")]
        indexes = [models.Index(fields=["parent", "outcome", "number"])]

    def __str__(self) -> str:
        return f"{self.number}"


class PackedHistory(models.Model):
    """One person's history in a fixed number of bytes, for questions over a whole province. Made from the records."""

    person = models.OneToOneField("organisations.Person", models.PROTECT, related_name="packed_history")
    data = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.person_id}"
