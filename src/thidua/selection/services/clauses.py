"""Write a cluster's clause down as data, in versions; publish it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from thidua.audit.services import record
from thidua.core.errors import Refused, Stale, require
from thidua.core.findings import refused
from thidua.core.text import say
from thidua.organisations.facts import cluster_facts
from thidua.organisations.models import Cluster
from thidua.organisations.rules import Viewer
from thidua.selection.models import Clause as StoredClause
from thidua.selection.policies.case import may_keep_clause
from thidua.selection.rules.clause import Clause, clause_to_json
from thidua.selection.rules.keeping import fingerprint


@transaction.atomic
def draft_clause(*, actor: Viewer, now: datetime, cluster: Cluster, clause: Clause) -> StoredClause:
    """A new version as a draft. Raises Refused. vi: lập bản điều khoản mới. source: W1.14."""
    cluster = Cluster.objects.select_for_update().get(pk=cluster.pk)
    require(may_keep_clause(actor, cluster_facts(cluster, actor.day)))
    last = StoredClause.objects.filter(cluster=cluster).aggregate(last=Max("version"))["last"] or 0
    stored = StoredClause(cluster=cluster, version=last + 1, created_by_id=actor.account_id, created_at=now)
    _write(stored, clause)
    stored.save()
    data = {"fingerprint": stored.fingerprint, "version": stored.version}
    record(verb="draft-clause", actor=actor, subject=stored, at=now, data=data)
    return stored


@transaction.atomic
def save_clause(*, actor: Viewer, now: datetime, stored: StoredClause, clause: Clause, edition: int) -> StoredClause:
    """Change a draft; `edition` is the one that the actor was shown. Raises Refused, Stale."""
    stored = _locked(actor, stored)
    if stored.edition != edition:
        raise Stale(say("Bản điều khoản vừa được người khác sửa; hãy xem lại trước khi lưu."), stored)
    before = stored.fingerprint
    _write(stored, clause)
    stored.edition += 1
    stored.save()
    data = {"before": before, "after": stored.fingerprint}
    record(verb="save-clause", actor=actor, subject=stored, at=now, data=data)
    return stored


@transaction.atomic
def publish_clause(*, actor: Viewer, now: datetime, stored: StoredClause, seen: str) -> StoredClause:
    """Publish a draft: from its first day on new cases follow it, and it never changes. Raises Refused, Stale."""
    stored = _locked(actor, stored)
    if seen != stored.fingerprint:
        raise Stale(say("Bản điều khoản vừa thay đổi; hãy xem lại rồi ban hành."), stored)
    stored.published_at, stored.published_by_id = now, actor.account_id
    stored.edition += 1
    stored.save(update_fields=["published_at", "published_by", "edition"])
    data = {"fingerprint": stored.fingerprint, "starts_on": f"{stored.starts_on}"}
    record(verb="publish-clause", actor=actor, subject=stored, at=now, data=data)
    return stored


def _locked(actor: Viewer, stored: StoredClause) -> StoredClause:
    stored = StoredClause.objects.select_for_update(of=("self",)).select_related("cluster").get(pk=stored.pk)
    require(may_keep_clause(actor, cluster_facts(stored.cluster, actor.day)))
    if stored.published_at is not None:
        cure = say("Hãy lập bản mới.")
        raise Refused(refused(say("Điều khoản đã ban hành không sửa được nữa."), cure))
    return stored


def _write(stored: StoredClause, clause: Clause) -> None:
    stored.content = clause_to_json(clause)
    stored.fingerprint = fingerprint(stored.content)
    stored.title, stored.citation, stored.starts_on = clause.title, clause.document, clause.starts_on
