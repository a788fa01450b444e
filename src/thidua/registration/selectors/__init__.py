"""Reads: registrations, the pledge."""

from thidua.registration.selectors.pledges import get_pledge_for
from thidua.registration.selectors.registrations import (
    entries_for,
    get_registration_for,
    get_year_for,
    registration_of,
)

__all__ = ["entries_for", "get_pledge_for", "get_registration_for", "get_year_for", "registration_of"]
