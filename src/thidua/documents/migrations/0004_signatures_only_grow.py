"""Signatures only grow."""

from django.db import migrations

from thidua.audit.services.append_only import guard


class Migration(migrations.Migration):
    dependencies = [("documents", "0003_signature_passage")]
    operations = [guard("documents_signature")]
