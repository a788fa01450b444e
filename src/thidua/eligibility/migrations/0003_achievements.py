"""What an award is proposed for. SQLite rebuilds the table of kept findings here, so its guard is laid again."""

from django.db import migrations, models

from thidua.audit.services.append_only import guard


class Migration(migrations.Migration):
    dependencies = [("eligibility", "0002_append_only")]
    operations = [
        migrations.AddField("candidate", "achievements", models.JSONField(default=dict)),
        migrations.AddField("candidate", "edition", models.PositiveIntegerField(default=0)),
        migrations.AddField("keptfinding", "achievement", models.CharField(blank=True, default="", max_length=300)),
        guard("eligibility_keptfinding"),
    ]
