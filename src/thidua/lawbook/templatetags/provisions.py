"""A provision's address, for those that can be confirmed."""

from __future__ import annotations

from django import template
from django.urls import reverse

from thidua.law.courses import COURSES
from thidua.law.provenance import Provision, provision_key
from thidua.law.provisions import Use
from thidua.lawbook.facts import house_unread
from thidua.lawbook.selectors.confirmations import ref_of

register = template.Library()


@register.filter
def confirm_url(provision: Provision) -> str:
    """Where a provision that nobody here has read is confirmed; nothing for one that is not on the list of these."""
    key = provision_key(provision)
    return reverse("lawbook:provision", args=[ref_of(key)]) if key in house_unread() else ""


@register.filter
def of_course(use: Use) -> bool:
    """Whether something decides in voting or in procedures: its kind then stands before its name."""
    return use.what in COURSES
