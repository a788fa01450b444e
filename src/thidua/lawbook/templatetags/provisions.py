"""A provision's address, for those that can be confirmed."""

from __future__ import annotations

from django import template
from django.urls import reverse

from thidua.law.provenance import Provision
from thidua.law.rulebook import house, provision_key
from thidua.lawbook.selectors.confirmations import ref_of

register = template.Library()


@register.filter
def confirm_url(provision: Provision) -> str:
    """Where a provision of the law that nobody here has read is confirmed; nothing for one of a local paper."""
    if provision.instrument not in house().instruments:
        return ""
    return reverse("lawbook:provision", args=[ref_of(provision_key(provision))])
