from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("scoring", "0002_append_only")]

    operations = [migrations.AddField("criterion", "cells", models.JSONField(default=list))]
