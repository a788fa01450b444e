"""Every address × every role × every verb, as one table. An address without a row fails."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookies import SimpleCookie
from pathlib import Path

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.factories import NOW
from tests.web.access.format import ROLES, Row
from tests.web.access.world import World, make_world
from thidua.foundation import clock

pytestmark = pytest.mark.django_db
VERBS = ("GET", "POST", "PUT", "PATCH", "DELETE")
FOLDER = Path(__file__).parent / "access"


def rows() -> dict[str, Row]:
    """The table, from every file of the folder; an address named in two files is a mistake."""
    table: dict[str, Row] = {}
    for path in sorted(FOLDER.glob("*.py")):
        found = getattr(importlib.import_module(f"tests.web.access.{path.stem}"), "ROWS", {})
        twice = set(table) & set(found)
        assert not twice, f"{path.name} names again {twice}"
        table.update(found)
    return table


def names(patterns: list[URLPattern | URLResolver], within: str = "") -> Iterator[str]:
    """The name of every address, as `reverse` takes it."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            space = ":".join(part for part in (within, pattern.namespace) if part)
            yield from names(pattern.url_patterns, space)
        else:
            assert pattern.name, f"an address without a name: {pattern.pattern}"
            yield f"{within}:{pattern.name}" if within else pattern.name


TABLE = rows()


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    addresses = set(names(get_resolver().url_patterns))

    assert sorted(addresses - set(TABLE)) == []
    assert sorted(set(TABLE) - addresses) == []


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[World]:
    """One world for all rows, on a day in the time of self-scoring; gone afterwards."""
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), transaction.atomic():  # type: ignore[attr-defined]
        patch.setattr(clock, "now", lambda: NOW)
        yield make_world()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def clients(world: World) -> dict[str, Client]:
    """A browser signed in for each role, and one that is not."""
    found = {"anonymous": Client()}
    for role in ROLES:
        found[role] = Client()
        found[role].force_login(world.user(role), backend="django.contrib.auth.backends.ModelBackend")
    return found


@contextmanager
def undone() -> Iterator[None]:
    """Whatever happens inside leaves no trace."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def ask(client: Client, verb: str, address: str, row: Row, world: World) -> HttpResponse:
    """The answer one gets, with the same cookies as before."""
    cookies = SimpleCookie(client.cookies.output(header="", sep=";"))
    try:
        with undone():
            return client.post(address, row.sent(world)) if verb == "POST" else client.generic(verb, address)
    finally:
        client.cookies = cookies


@pytest.mark.parametrize("name", sorted(TABLE))
def test_every_role_gets_what_the_table_says(name: str, world: World, clients: dict[str, Client]) -> None:
    row = TABLE[name]
    address = reverse(name, kwargs=row.arguments(world))
    wrong = []
    for verb in VERBS:
        answers = getattr(row, verb, None)
        for role in ROLES:
            expected = answers.of(role) if answers else (405,)
            got = ask(clients[role], verb, address, row, world).status_code
            if got not in expected:
                wrong.append(f"{verb} {address} as {role}: {got}, not {expected}")

    assert wrong == []


@pytest.mark.parametrize("name", sorted(TABLE))
def test_who_is_not_signed_in_is_sent_to_the_sign_in_page(name: str, world: World, clients: dict[str, Client]) -> None:
    row = TABLE[name]
    address = reverse(name, kwargs=row.arguments(world))
    answers = {verb: ask(clients["anonymous"], verb, address, row, world) for verb in VERBS}
    if name in SIGNING_IN:
        assert answers["GET"].status_code == row.anonymous
        return
    assert {verb for verb, answer in answers.items() if not sent_to_sign_in(answer)} == set()


def sent_to_sign_in(answer: HttpResponse) -> bool:
    """Whether there is nothing to see but the way to the sign-in page."""
    return answer.status_code == 302 and answer["Location"].startswith(reverse("account_login"))


#: The pages one needs before one is somebody; each shows or does nothing of anybody's.
SIGNING_IN = {"account_login", "account_logout", "mfa_authenticate", "set_language", "sign_in_as"}
