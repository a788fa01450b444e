import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Lineage hangs on a reorganisation that can be undone; no lineage was recorded before this."""

    dependencies = [("organisations", "0001_initial")]

    operations = [
        migrations.DeleteModel(name="Lineage"),
        migrations.CreateModel(
            name="Reorganisation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("decision_number", models.CharField(blank=True, max_length=60)),
                ("decision_on", models.DateField(blank=True, null=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("renamed", "Renamed"),
                            ("merged", "Merged"),
                            ("split", "Split"),
                            ("abolished", "Abolished"),
                        ],
                        max_length=10,
                    ),
                ),
                ("happened_on", models.DateField()),
                ("summary", models.CharField(max_length=500)),
                ("effects", models.JSONField(default=list)),
                ("recorded_at", models.DateTimeField()),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
                ("undone_reason", models.TextField(blank=True)),
            ],
            options={"ordering": ["happened_on", "pk"]},
        ),
        migrations.CreateModel(
            name="Lineage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "reorganisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="links",
                        to="organisations.reorganisation",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="became", to="organisations.unit"
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="came_from",
                        to="organisations.unit",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="reorganisation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("undone_at__isnull", True), models.Q(("undone_reason", ""), _negated=True), _connector="OR"
                ),
                name="undone_reorganisation_has_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="lineage",
            constraint=models.UniqueConstraint(
                fields=("reorganisation", "source", "target"), name="lineage_once_a_pair"
            ),
        ),
    ]
