"""The very first administrator of an installation, before whom nobody could let anybody in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from thidua.accounts.models import User
from thidua.audit.services import record
from thidua.core.days import day_of
from thidua.core.errors import Refused
from thidua.core.findings import refused
from thidua.core.text import say
from thidua.organisations.models import Person, Post
from thidua.organisations.rules import ADMINISTRATOR
from thidua.organisations.services.accounts import one_time_password, username_given
from thidua.organisations.services.checks import given
from thidua.organisations.services.effects import Effects
from thidua.organisations.services.units import NewUnit, found_unit


@dataclass(frozen=True, slots=True)
class _Installer:
    """Whoever runs the command on the server itself."""

    user_id: int | None = None
    name: str = "Người cài đặt"


@transaction.atomic
def begin(*, now: datetime, unit: NewUnit, full_name: str, username: str) -> str:
    """Make the first unit, person, account and administrator's post; returns the password, kept nowhere.

    Raises Refused when there is an administrator already, BadInput.
    """
    if Post.objects.filter(role=ADMINISTRATOR).exists():
        raise Refused(
            refused(
                say("Hệ thống đã có người quản trị."),
                say("Hãy nhờ người quản trị đó lập tài khoản trong phần mềm."),
            )
        )
    name = given("full_name", full_name, say("Hãy nhập họ và tên."))
    username, password = username_given(username), one_time_password()
    place = found_unit(Effects(), unit, day_of(now), {})
    account = User.objects.create_user(username, password=password)
    person = Person.objects.create(full_name=name, account=account)
    Post.objects.create(
        person=person, unit=place, role=ADMINISTRATOR, title="Người quản trị hệ thống", starts_on=day_of(now)
    )
    record(verb="begin", actor=_Installer(), subject=person, at=now, data={"unit": place.code, "username": username})
    return password
