"""With the whole database, its journal and the logs in hand, a voter cannot be joined to a vote.

The same attack is shown to succeed on boxes with a planted leak, so that its failure means something.
"""

from __future__ import annotations

import logging
import random
import uuid
from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models
from django.db.utils import OperationalError
from django.test import Client
from django.urls import reverse

from tests.ballots_adversary import Evidence, best_join, collect_after, collect_before, files_of_database
from tests.ballots_world import Vote, make_vote
from tests.factories import NOW, user_of
from thidua.accounts.models import User
from thidua.ballots.models import CountedBallot, Envelope, PaperTally, RollEntry, Round
from thidua.ballots.services import closing, new_ballot_token, read_token, voting
from thidua.foundation import clock
from thidua.organisations.models import Person

VOTERS = 12
#: Of twelve, that many right by chance alone happens once in two million tries of a trace.
CAUGHT = 9


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def logs() -> Iterator[list[str]]:
    """Every log line of the software and of Django, down to the finest."""
    lines: list[str] = []
    handler = logging.Handler(logging.DEBUG)
    handler.emit = lambda record: lines.append(record.getMessage())  # type: ignore[method-assign]
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield lines
    root.removeHandler(handler)
    root.setLevel(level)


def vote_on_screen(vote: Vote, logs: list[str]) -> tuple[dict[str, str], dict[str, str]]:
    """Everybody votes on the real page, in some order; gives whose envelope and whose tracker is whose."""
    address = reverse("ballots:vote", args=[vote.round.uuid])
    envelopes: dict[str, str] = {}
    truth: dict[str, str] = {}
    there: set[str] = set()
    for voter in random.sample(vote.voters, len(vote.voters)):
        key = str(vote.round.roll.get(account=voter.user_id).key)
        client = Client()
        client.force_login(user_of(voter), backend="django.contrib.auth.backends.ModelBackend")
        token = new_ballot_token(vote.round)
        sent = {"step": "cast", "token": token, "marks": vote.marks(random.randrange(5))}  # noqa: S311 - any will do
        answer = client.post(address, sent)
        assert answer.status_code == 200
        logs.append(
            f'{voter.name} "POST {address} HTTP/1.1" 200 {len(answer.content)}'
        )  # as a web server in front would
        now = {str(pk) for pk in Envelope.objects.values_list("pk", flat=True)}
        envelopes[key], truth[key] = (now - there).pop(), read_token(vote.round, token)
        there = now
    return envelopes, truth


def attack(vote: Vote, logs: list[str]) -> tuple[Evidence, int, str]:
    """A whole round, and the best that the attack gets out of it."""
    envelopes, truth = vote_on_screen(vote, logs)
    found = collect_before(vote.fresh(), envelopes, files_of_database(), "\n".join(logs))
    vote.close()
    collect_after(found, files_of_database())
    right, trace = best_join(found, truth)
    assert set(truth.values()) == set(found.published)
    return found, right, trace


@pytest.mark.django_db(transaction=True)
def test_no_trace_joins_a_voter_to_a_vote(logs: list[str]) -> None:
    found, right, trace = attack(make_vote(VOTERS), logs)
    assert right < CAUGHT, f"{right} of {VOTERS} voters were joined to their votes by: {trace}"
    # Nothing on disk or in a log names a tracker before the box is opened.
    for tracker in found.published:
        assert tracker.encode() not in found.before
        assert tracker.replace("-", "").encode() not in found.before
    assert len({len(sealed) for _, sealed in found.envelopes.values()}) == 1
    if connection.vendor == "sqlite":
        assert found.before
        assert all(sealed in found.before for _, sealed in found.envelopes.values()), "the journal was not looked at"


def _arrival_order(monkeypatch: pytest.MonkeyPatch) -> None:
    """Envelopes numbered as they come, and ballots written in that order."""
    numbers = count(1)
    monkeypatch.setattr(Envelope._meta.get_field("id"), "default", lambda: uuid.UUID(int=next(numbers)))
    # Django keeps the default of a field once it was asked for.
    monkeypatch.setattr(Envelope._meta.get_field("id"), "_get_default", lambda: uuid.UUID(int=next(numbers)))
    monkeypatch.setattr(closing, "sorted", list, raising=False)


def _same_chance_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Envelopes sealed without chance: the same ballot gives the same envelope."""
    honest = voting.seal
    monkeypatch.setattr(voting, "seal", lambda key, box, ballot, _: honest(key, box, ballot, bytes(32)))


def _tracker_in_the_history(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tracker written beside who voted."""
    honest = voting.record
    monkeypatch.setattr(voting, "new_ballot_token", voting.new_ballot_token)
    seen: list[str] = []
    read = voting.read_token

    def remembered(held: Round, token: str) -> str:
        seen.append(read(held, token))
        return seen[-1]

    def talkative(*, data: dict[str, Any], **given: Any) -> Any:
        return honest(data={**data, "receipt": seen[-1]}, **given)

    monkeypatch.setattr(voting, "read_token", remembered)
    monkeypatch.setattr(voting, "record", talkative)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("leak", [_arrival_order, _same_chance_each_time, _tracker_in_the_history])
def test_the_same_attack_finds_a_planted_leak(leak: Any, logs: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    vote = make_vote(VOTERS)
    leak(monkeypatch)
    _, right, trace = attack(vote, logs)
    assert right == VOTERS, f"only {right}, by: {trace}"


@pytest.mark.django_db
def test_no_column_leads_from_a_ballot_to_a_person() -> None:
    people = {User, Person, RollEntry}
    for start in (Envelope, CountedBallot, PaperTally):
        reached, waiting = set(), [start]
        while waiting:
            model = waiting.pop()
            reached.add(model)
            waiting += [
                one.related_model for one in model._meta.concrete_fields if one.related_model not in (None, *reached)
            ]
        assert not reached & people, start
    pointing = [
        field
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.related_model in (Envelope, CountedBallot)
    ]
    assert pointing == []


@pytest.mark.django_db
def test_the_tables_of_the_box_have_these_columns_and_no_time() -> None:
    columns = {
        Envelope: {"id", "round_id", "sealed"},
        CountedBallot: {"id", "round_id", "tracker", "marks", "valid"},
        RollEntry: {"id", "round_id", "key", "label", "account_id", "way"},
    }
    with connection.cursor() as cursor:
        for model, expected in columns.items():
            stored = connection.introspection.get_table_description(cursor, model._meta.db_table)
            assert {column.name for column in stored} == expected
    timed = (models.DateTimeField, models.DateField, models.TimeField)
    assert [f for model in columns for f in model._meta.concrete_fields if isinstance(f, timed)] == []


@pytest.mark.django_db
def test_the_box_of_sqlite_has_no_row_numbers_to_ask_for() -> None:
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor, pytest.raises(OperationalError, match="rowid"):
        cursor.execute("SELECT rowid FROM ballots_envelope")
