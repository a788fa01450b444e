"""Kept rulebooks only grow."""

from django.db import migrations

from thidua.audit.services.append_only import guard


class Migration(migrations.Migration):
    dependencies = [("lawbook", "0001_initial")]
    operations = [guard("lawbook_frozenrules")]
