"""Two hundred voters in the same ten seconds, and the server killed in the middle: one voter, one mark, one ballot.

The server is the one that `run.py serve` starts; it is really killed. On SQLite, and on PostgreSQL when the tests
run there.
"""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.urls import reverse

from tests.ballots_world import Vote, make_vote
from thidua.ballots.models import CountedBallot, Envelope, RollEntry
from thidua.ballots.selectors import result_of
from thidua.ballots.services import new_ballot_token, read_token
from tools.house import ROOT, python, surroundings
from tools.serving import _server

VOTERS = 200
KILLED_AT = 60  # marks in the box when the server dies
WRITE = "SELECT (SELECT COUNT(*) FROM ballots_rollentry WHERE way = 'screen'), (SELECT COUNT(*) FROM ballots_envelope)"
CSRF = "m" * 32


@dataclass
class Device:
    """A browser with the ballot page open: its session, its token, what was ticked."""

    session: str
    token: str
    marks: str


@dataclass
class Voting:
    """What two hundred voters with two devices each do to one address."""

    port: int
    path: str
    devices: list[tuple[Device, Device]]
    started: list[float] = field(default_factory=list)
    confirmed: set[int] = field(default_factory=set)

    def send(self, device: Device, *, read: bool = True) -> bool:
        """Send the ballot; gives whether the voter read that it is in the box."""
        body = urlencode(
            {"csrfmiddlewaretoken": CSRF, "step": "cast", "token": device.token, "marks": device.marks}
        )  # fmt: skip
        cookies = f"{settings.SESSION_COOKIE_NAME}={device.session}; csrftoken={CSRF}"
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookies, "Connection": "close"}
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            line.request("POST", self.path, body, headers)
            if not read:  # the connection is lost before the answer
                return False
            answer = line.getresponse()
            return answer.status == 200 and "Đã bỏ phiếu" in answer.read().decode()
        except (OSError, http.client.HTTPException):
            return False
        finally:
            line.close()

    def vote(self, number: int) -> None:
        """One voter: a double click on one device, another on the second; every seventh loses the first answer."""
        self.started.append(time.monotonic())
        clicks = [(device, click) for device in self.devices[number] for click in (0, 1)]
        threads = [
            threading.Thread(target=self._click, args=(number, device, not (number % 7 == 0 and click == 0)))
            for device, click in clicks
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def _click(self, number: int, device: Device, read: bool) -> None:
        if self.send(device, read=read):
            self.confirmed.add(number)

    def everybody(self) -> list[threading.Thread]:
        """All voters at once."""
        threads = [threading.Thread(target=self.vote, args=(number,)) for number in range(len(self.devices))]
        for thread in threads:
            thread.start()
        return threads


def database_address() -> str:
    """The test's own database, as the server's setting names it."""
    given = connection.settings_dict
    if connection.vendor == "sqlite":
        return str(given["NAME"])
    who = f"{quote(given['USER'])}:{quote(given['PASSWORD'])}"
    return f"postgresql://{who}@{given['HOST']}:{given['PORT']}/{given['NAME']}"


class Server:
    """The real server on a free port, started as `run.py serve` starts it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self.running: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it answers."""
        (self.folder / "static").mkdir(exist_ok=True)
        extra = {
            "THIDUA_DATABASE_URL": database_address(),
            "THIDUA_DATA": str(self.folder),
            "THIDUA_CONFIG": str(self.folder / "none.toml"),
            "THIDUA_SECRET_KEY": settings.SECRET_KEY,
            "THIDUA_STATIC_STORAGE": "django.contrib.staticfiles.storage.StaticFilesStorage",
        }
        command = [str(python()), *_server(f"127.0.0.1:{self.port}")]
        command[command.index("--pid") + 1] = str(self.folder / "server.pid")
        with (self.folder / "log").open("ab") as log:
            self.running = subprocess.Popen(
                command, env=surroundings(**extra), cwd=ROOT, stdout=log, stderr=log, start_new_session=True
            )
        until = time.monotonic() + 60
        while time.monotonic() < until:
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
                return
            time.sleep(0.1)
        raise AssertionError((self.folder / "log").read_text())

    def kill(self) -> None:
        """End it and its workers at once, with no chance to finish anything."""
        if self.running is not None and self.running.poll() is None:
            os.killpg(self.running.pid, signal.SIGKILL)
            self.running.wait(10)


@contextmanager
def serving(folder: Path) -> Iterator[Server]:
    """The server for one test; gone afterwards, whatever happens."""
    server = Server(folder)
    try:
        server.start()
        yield server
    finally:
        server.kill()


def session_of(voter: int) -> str:
    """A session ready on a device, as after signing in."""
    from thidua.accounts.models import User  # noqa: PLC0415 - after Django is set up

    user = User.objects.get(pk=voter)
    store = SessionStore()
    store.update(
        {
            "_auth_user_id": str(user.pk),
            "_auth_user_backend": "django.contrib.auth.backends.ModelBackend",
            "_auth_user_hash": user.get_session_auth_hash(),
        }
    )
    store.create()
    return str(store.session_key)


def devices_of(vote: Vote) -> list[tuple[Device, Device]]:
    """Every voter's two devices; on the second one they tick another name."""
    found = []
    for number, voter in enumerate(vote.voters):
        first, second = (
            Device(session_of(voter.account_id), new_ballot_token(vote.round), vote.marks(place % 5))
            for place in (number, number + 1)
        )
        found.append((first, second))
    return found


def marks_and_envelopes() -> tuple[int, int]:
    """Both counts in one statement: one moment of the database."""
    with connection.cursor() as cursor:
        cursor.execute(WRITE)
        marks, envelopes = cursor.fetchone()
    return marks, envelopes


def wait_for(marks: int) -> None:
    """Until so many have voted."""
    until = time.monotonic() + 240  # a busy machine is slow, which is not what this is about
    while marks_and_envelopes()[0] < marks:
        assert time.monotonic() < until, "the server takes no votes"
        time.sleep(0.01)


@pytest.mark.django_db(transaction=True)
def test_two_hundred_voters_and_a_server_killed_in_the_middle(tmp_path: Path) -> None:
    vote = make_vote(VOTERS)
    with serving(tmp_path) as server:
        voting = Voting(server.port, reverse("ballots:vote", args=[vote.round.uuid]), devices_of(vote))
        threads = voting.everybody()
        assert max(voting.started) - min(voting.started) < 10
        wait_for(KILLED_AT)
        server.kill()
        marks, envelopes = marks_and_envelopes()
        assert marks == envelopes
        assert KILLED_AT <= marks < VOTERS, "killed too late to prove anything"
        for thread in threads:
            thread.join()
        told = {vote.voters[number].user_id for number in voting.confirmed}
        marked = set(RollEntry.objects.filter(way="screen").values_list("account", flat=True))
        assert told <= marked, "somebody was told that their ballot is in the box, and it is not"
        server.start()
        assert marks_and_envelopes() == (marks, envelopes)
        for thread in voting.everybody():
            thread.join()
        for number in set(range(VOTERS)) - voting.confirmed:
            assert voting.send(voting.devices[number][0]), f"voter {number} was never answered"
    assert marks_and_envelopes() == (VOTERS, VOTERS)
    assert_one_ballot_a_voter(vote, voting)


def assert_one_ballot_a_voter(vote: Vote, voting: Voting) -> None:
    """Open the box: of each voter's two devices exactly one ballot is there, as it was ticked."""
    vote.close()
    assert Envelope.objects.count() == 0
    assert RollEntry.objects.filter(way="screen").count() == CountedBallot.objects.count() == VOTERS
    counted = {one.tracker: one.marks for one in CountedBallot.objects.all()}
    for pair in voting.devices:
        inside = [device for device in pair if read_token(vote.round, device.token) in counted]
        assert len(inside) == 1
        assert counted[read_token(vote.round, inside[0].token)] == inside[0].marks
    result = result_of(vote.fresh())
    assert result is not None
    assert (result.valid, result.invalid, sum(one.yes for one in result.counts)) == (VOTERS, 0, VOTERS)
