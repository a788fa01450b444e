"""Accounts for people: made with a password shown once, reset, closed and opened again."""

from __future__ import annotations

import re
import secrets
from datetime import datetime

from django.db import transaction

from thidua.accounts.models import User
from thidua.audit.services import record
from thidua.core.errors import require
from thidua.core.text import say
from thidua.organisations.models import Person
from thidua.organisations.policies import may_keep_accounts
from thidua.organisations.rules import Viewer
from thidua.organisations.services.checks import bad, reason_given

#: Letters and digits that nobody confuses when reading aloud or copying by hand.
LETTERS = "abcdefghkmnpqrstuvwxyz23456789"
USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,59}")


@transaction.atomic
def make_account(*, actor: Viewer, now: datetime, person: Person, username: str) -> str:
    """Give a person an account; returns the password, which is kept nowhere. Raises Refused, BadInput."""
    require(may_keep_accounts(actor))
    username = username_given(username)
    person = Person.objects.select_for_update().get(pk=person.pk)
    if person.account_id is not None:
        raise bad("username", say("Người này đã có tài khoản."), say("Hãy dùng “Cấp lại mật khẩu” nếu cần."))
    password = one_time_password()
    person.account = User.objects.create_user(username, password=password, password_is_lent=True)
    person.save(update_fields=["account"])
    record(verb="make-account", actor=actor, subject=person, at=now, data={"username": username})
    return password


@transaction.atomic
def reset_password(*, actor: Viewer, now: datetime, person: Person, reason: str) -> str:
    """Give an account a new password, returned once; the old one and open sessions end. Raises Refused, BadInput."""
    require(may_keep_accounts(actor))
    reason = reason_given(reason)
    account = _account(person)
    password = one_time_password()
    account.set_password(password)
    account.password_is_lent = True
    account.save(update_fields=["password", "password_is_lent"])
    record(verb="reset-password", actor=actor, subject=person, at=now, reason=reason)
    return password


@transaction.atomic
def close_account(*, actor: Viewer, now: datetime, person: Person, reason: str) -> None:
    """Nobody signs in with this account any more; what the person did stays theirs. Raises Refused, BadInput."""
    require(may_keep_accounts(actor))
    reason = reason_given(reason)
    account = _account(person)
    if account.pk == actor.user_id:
        raise bad("reason", say("Bạn không thể tự khóa tài khoản của mình."), say("Hãy đề nghị người quản trị khác."))
    _switch(account, on=False)
    record(verb="close-account", actor=actor, subject=person, at=now, reason=reason)


@transaction.atomic
def open_account(*, actor: Viewer, now: datetime, person: Person, reason: str) -> None:
    """A closed account can sign in again, with the password it had. Raises Refused, BadInput."""
    require(may_keep_accounts(actor))
    reason = reason_given(reason)
    _switch(_account(person), on=True)
    record(verb="open-account", actor=actor, subject=person, at=now, reason=reason)


def username_given(username: str) -> str:
    """The user name as it is stored; refused when it cannot be used or is in use."""
    username = username.strip().lower()
    if not USERNAME.fullmatch(username):
        raise bad(
            "username",
            say("Tên đăng nhập “{name}” không dùng được.", name=username[:60]),
            say("Hãy dùng từ 3 đến 60 chữ thường không dấu, chữ số, dấu chấm, gạch ngang; ví dụ nguyen.van.an."),
        )
    if User.objects.filter(username__iexact=username).exists():
        raise bad("username", say("Tên đăng nhập “{name}” đã có người dùng.", name=username), say("Hãy chọn tên khác."))
    return username


def one_time_password() -> str:
    """Four groups of four letters, about 78 bits: `k7mq-x2ad-…`."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(4))


def _account(person: Person) -> User:
    account = User.objects.select_for_update().filter(person=person).first()
    if account is None:
        raise bad("reason", say("Người này chưa có tài khoản."), say("Hãy lập tài khoản trước."))
    return account


def _switch(account: User, *, on: bool) -> None:
    if account.is_active == on:
        state = say("đang mở") if on else say("đang khóa")
        raise bad("reason", say("Tài khoản này {state} rồi.", state=state))
    account.is_active = on
    account.save(update_fields=["is_active"])
