import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0003_staff"),
        ("records", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="checked",
            name="group",
            field=models.CharField(
                choices=[
                    ("holdings", "Holdings"),
                    ("works", "Works"),
                    ("disciplines", "Disciplines"),
                    ("matters", "Matters"),
                    ("member_disciplines", "Member Disciplines"),
                    ("registered", "Registered"),
                ],
                max_length=20,
            ),
        ),
        migrations.CreateModel(
            name="RegisteredTitle",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("recorded_at", models.DateTimeField()),
                ("edition", models.PositiveIntegerField(default=0)),
                ("decision_number", models.CharField(blank=True, max_length=60)),
                ("decision_on", models.DateField(blank=True, null=True)),
                ("body", models.CharField(blank=True, max_length=200)),
                ("paper_sha256", models.CharField(blank=True, max_length=64)),
                ("paper_name", models.CharField(blank=True, max_length=200)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_reason", models.TextField(blank=True)),
                ("year", models.PositiveSmallIntegerField()),
                ("award", models.CharField(max_length=60)),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s_records",
                        to="organisations.person",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s_records",
                        to="organisations.unit",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("withdrawn_at__isnull", True),
                            models.Q(("withdrawn_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="records_registeredtitle_withdrawn_has_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("person__isnull", True), ("unit__isnull", True), _connector="XOR"),
                        name="records_registeredtitle_of_one_subject",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("person", "year", "award"),
                        name="title_registered_once_person",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("unit", "year", "award"),
                        name="title_registered_once_unit",
                    ),
                ],
            },
        ),
    ]
