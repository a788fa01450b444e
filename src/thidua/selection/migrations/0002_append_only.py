"""Asked votes, refusals, rulings, withdrawals and runs only grow."""

from django.db import migrations

from thidua.audit.services.append_only import guard


class Migration(migrations.Migration):
    dependencies = [("selection", "0001_initial")]
    operations = [
        guard("selection_askedvote"),
        guard("selection_refusal"),
        guard("selection_ruling"),
        guard("selection_run"),
        guard("selection_withdrawal"),
    ]
