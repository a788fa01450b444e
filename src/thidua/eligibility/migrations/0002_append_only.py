"""Kept findings only grow."""

from django.db import migrations

from thidua.audit.services.append_only import guard


class Migration(migrations.Migration):
    dependencies = [("eligibility", "0001_initial")]
    operations = [guard("eligibility_keptfinding")]
