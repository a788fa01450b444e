"""How templates say where a link leads."""

from __future__ import annotations

from urllib.parse import urlsplit

from django import template

register = template.Library()


@register.filter
def host(address: str) -> str:
    """The host of an address, so that people see where they go before they go."""
    return urlsplit(address).hostname or ""
