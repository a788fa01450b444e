"""The guards of the test run stop what they promise to stop."""

from __future__ import annotations

import smtplib
import socket
import urllib.request
from urllib.error import URLError

import pytest


def test_the_network_is_out_of_reach() -> None:
    with pytest.raises(AssertionError, match="Tests talk to this machine only"):
        socket.create_connection(("192.0.2.1", 80), timeout=1)
    with pytest.raises(AssertionError, match=r"example\.org"):
        urllib.request.urlopen("http://example.org/", timeout=1)  # noqa: S310  (never leaves)


def test_this_machine_still_answers() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    with pytest.raises(URLError, match="refused"):
        urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=1)  # noqa: S310


def test_no_letter_leaves() -> None:
    with pytest.raises(AssertionError, match="mail"):
        smtplib.SMTP("127.0.0.1", 25)
