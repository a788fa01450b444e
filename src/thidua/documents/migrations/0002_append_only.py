from django.db import migrations

from thidua.audit.services.append_only import guard


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_initial"), ("audit", "0002_append_only")]

    operations = [guard("documents_issuedpaper")]
