"""Somebody with the whole database, its journal and the logs, but not the code, who wants to know how each voted.

The attack is generous: it is told for every voter which envelope is theirs, as a journal would tell. What it must not
find is which published ballot came out of it. `best_join` tries every trace and gives the best of them.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import connection

from thidua.audit.models import Event
from thidua.ballots.models import CountedBallot, Envelope, RollEntry, Round
from thidua.ballots.rules.ballots import Ballot
from thidua.ballots.rules.sealing import plain, seal

Orders = dict[str, list[str]]
Guess = dict[str, str]


@dataclass
class Evidence:
    """What was carried away. `voter` is the key on the roll, `ballot` a published tracker."""

    round: Round
    envelopes: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    published: dict[str, str] = field(default_factory=dict)
    voter_orders: Orders = field(default_factory=dict)
    ballot_orders: Orders = field(default_factory=dict)
    voter_values: dict[str, set[str]] = field(default_factory=dict)
    ballot_values: dict[str, set[str]] = field(default_factory=dict)
    #: Files and logs as they were before the box was opened, and after.
    before: bytes = b""
    after: bytes = b""


def collect_before(held: Round, envelopes: Mapping[str, str], files: bytes, logs: str) -> Evidence:
    """Carry everything away while the round is open; `envelopes` says whose is whose."""
    found = Evidence(held, before=files + logs.encode())
    sealed = {str(one.pk): bytes(one.sealed) for one in Envelope.objects.filter(round=held)}
    found.envelopes = {voter: (pk, sealed[pk]) for voter, pk in envelopes.items()}
    by_envelope = {pk: voter for voter, pk in envelopes.items()}
    entries = {str(one.key): one for one in RollEntry.objects.filter(round=held)}
    by_account = {one.account_id: key for key, one in entries.items()}
    events = list(Event.objects.filter(verb="cast-ballot", subject_uuid=held.uuid).order_by("number"))
    found.voter_orders = {
        "roll": list(entries),
        "roll by key": sorted(entries),
        "roll by name": sorted(entries, key=lambda key: entries[key].label),
        "history": [by_account[event.actor_id] for event in events],
        "envelopes": [by_envelope[pk] for pk in sorted(by_envelope)],
        "envelopes by content": [by_envelope[pk] for pk in sorted(by_envelope, key=lambda pk: sealed[pk])],
        "envelopes in the file": _in_file(files, {by_envelope[pk]: sealed[pk] for pk in by_envelope}),
        **_hidden("ballots_envelope", "id", held, lambda value: by_envelope[_uuid(value)]),
        **_hidden("ballots_rollentry", "key", held, _uuid),
    }
    for key, entry in entries.items():
        theirs = [event for event in events if event.actor_id == entry.account_id]
        found.voter_values[key] = _values(vars(entry), {"sealed": sealed[envelopes[key]].hex(), "id": envelopes[key]})
        for event in theirs:
            found.voter_values[key] |= _values(vars(event), event.data)
        found.voter_values[key] |= _lines_naming(logs, entry)
    return found


def collect_after(found: Evidence, files: bytes) -> None:
    """Carry everything away once more when the ballots are published."""
    found.after = files
    ballots = list(CountedBallot.objects.filter(round=found.round).order_by("pk"))
    found.published = {one.tracker: one.marks for one in ballots}
    trackers = {one.pk: one.tracker for one in ballots}
    found.ballot_orders = {
        "counted": list(trackers.values()),
        "by tracker": sorted(found.published),
        "in the file": _in_file(files, {one: one.encode() for one in found.published}),
        **_hidden("ballots_countedballot", "id", found.round, lambda value: trackers[int(value)]),
    }
    for one in ballots:
        found.ballot_values[one.tracker] = _values(vars(one), {"plain": plain(one.tracker)})


def best_join(found: Evidence, truth: Guess) -> tuple[int, str]:
    """The most voters whose ballot any one trace names rightly, and which trace that is."""
    guesses: dict[str, Guess] = {"values": by_value(found), "sealing again": by_sealing(found)}
    for one, voters in found.voter_orders.items():
        for other, ballots in found.ballot_orders.items():
            guesses[f"{one} × {other}"] = dict(zip(voters, ballots, strict=False))
            guesses[f"{one} × {other}, backwards"] = dict(zip(voters, reversed(ballots), strict=False))
    scores = [(sum(truth[voter] == ballot for voter, ballot in guess.items()), name) for name, guess in guesses.items()]
    return max(scores)


def by_value(found: Evidence) -> Guess:
    """A value, its beginning or a tracker inside it that stands on both sides and names one ballot only."""
    guess: Guess = {}
    for voter, values in found.voter_values.items():
        starts, whole = {value[:8] for value in values}, " ".join(values)
        fitting = [
            ballot
            for ballot, others in found.ballot_values.items()
            if {other[:8] for other in others} & starts or ballot in whole or plain(ballot) in whole
        ]
        if len(fitting) == 1:
            guess[voter] = fitting[0]
    return guess


def by_sealing(found: Evidence) -> Guess:
    """Seal every published ballot again, with every chance that could be guessed, and compare."""
    guess: Guess = {}
    box = str(found.round.uuid)
    for ballot, marks in found.published.items():
        content = Ballot(ballot, marks).to_bytes()
        for chance in _guessable(box, ballot):
            again = seal(found.round.public_key, box, content, chance)
            guess |= {voter: ballot for voter, (_, sealed) in found.envelopes.items() if sealed == again}
    return guess


def _guessable(box: str, ballot: str) -> Iterable[bytes]:
    yield bytes(32)
    for text in (box, ballot, plain(ballot), ""):
        yield hashlib.sha256(text.encode()).digest()


def _values(*rows: Mapping[str, Any]) -> set[str]:
    """What stands in the columns, as text; short values stand everywhere and say nothing."""
    plainly = {str(value) for row in rows for name, value in row.items() if not name.startswith("_")}
    return {value for value in plainly if len(value) >= 8}


def _lines_naming(logs: str, entry: RollEntry) -> set[str]:
    return {line for line in logs.splitlines() if entry.label in line or str(entry.key) in line}


def _in_file(files: bytes, marks: Mapping[str, bytes]) -> list[str]:
    """In the order in which each last stands in the files; empty where the database is no file of ours."""
    places = {one: files.rfind(mark) for one, mark in marks.items()}
    return sorted(places, key=lambda one: places[one]) if min(places.values(), default=-1) >= 0 else []


def _hidden(table: str, column: str, held: Round, name: Callable[[str], str]) -> Orders:
    """Orders that a database keeps beside the columns: row numbers, places on disk, numbers of transactions."""
    hidden = ("rowid",) if connection.vendor == "sqlite" else ("ctid", "xmin::text::bigint")
    if connection.vendor == "sqlite" and table == "ballots_envelope":
        hidden = ()  # kept WITHOUT ROWID: to ask for it is an error, which a test of its own shows
    orders = {}
    with connection.cursor() as cursor:
        for order in hidden:
            cursor.execute(f'SELECT "{column}" FROM "{table}" WHERE round_id = %s ORDER BY {order}', [held.pk])  # noqa: S608
            orders[f"{table} by {order}"] = [name(str(row[0])) for row in cursor.fetchall()]
    return orders


def _uuid(value: str) -> str:
    letters = re.sub("-", "", value)
    return "-".join((letters[:8], letters[8:12], letters[12:16], letters[16:20], letters[20:]))


def files_of_database() -> bytes:
    """The database file and its journal as they lie on disk; nothing where it is a server's."""
    if connection.vendor != "sqlite":
        return b""
    path = Path(str(connection.settings_dict["NAME"]))
    return b"".join(one.read_bytes() for one in (path, Path(f"{path}-wal")) if one.exists())
