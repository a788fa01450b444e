"""From rows to the letterhead that papers are framed with."""

from __future__ import annotations

from datetime import date

from thidua.documents.models import Letterhead
from thidua.documents.rules import LetterheadFacts
from thidua.foundation.models import valid_on
from thidua.organisations.facts import cluster_facts
from thidua.organisations.models import Cluster, Post, Unit
from thidua.organisations.selectors.units import name_on, parents_on


def letterhead_facts(unit: Unit, day: date) -> LetterheadFacts:
    """A unit's letterhead with its name and its head of the day; empty where nobody kept it."""
    kept = Letterhead.objects.filter(unit=unit).first()
    head = valid_on(Post.objects.filter(unit=unit, role=Post.Role.HEAD), day).select_related("person").first()
    return LetterheadFacts(
        unit_name=name_on(unit, day),
        governing_body=kept.governing_body if kept else "",
        place=kept.place if kept else "",
        symbol=kept.symbol if kept else "",
        head_title=kept.head_title if kept else "",
        head_name=head.person.full_name if head else "",
    )


def leading_unit(cluster: Cluster, day: date) -> Unit:
    """The unit under whose letterhead the cluster's papers go out: its leader's, else its organiser's."""
    facts = cluster_facts(cluster, day)
    return Unit.objects.get(pk=facts.leader or facts.organiser)


def addressee_of(cluster: Cluster, day: date) -> str:
    """To whom the cluster writes: the body above the organiser, through the organiser; else the organiser itself.

    source: D1.13, S1 IV.4 “gửi báo cáo … về Bộ Giáo dục và Đào tạo (qua Vụ Thi đua – Khen thưởng)”.
    """
    name, above = name_on(cluster.organiser, day), parents_on(day).get(cluster.organiser_id)
    return name if above is None else f"{name_on(Unit.objects.get(pk=above), day)} (qua {name})"
