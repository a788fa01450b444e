"""Several people acting in the same moment, each on a connection of their own."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connections

from thidua.audit.services import events

Act = Callable[[], Any]


def at_once(*acts: Act) -> list[Any]:
    """Do all acts at the same moment; gives for each what came back, or the error it ended with.

    Every act rests after its checks and before its end: whoever is not kept waiting has time to go wrong.
    """
    start, came = threading.Barrier(len(acts)), [None] * len(acts)

    def do(place: int, act: Act) -> None:
        try:
            start.wait()
            came[place] = act()
        except Exception as error:  # noqa: BLE001 - every ending is a result here
            came[place] = error  # type: ignore[call-overload]
        finally:
            connections.close_all()

    threads = [threading.Thread(target=do, args=given) for given in enumerate(acts)]
    with pytest.MonkeyPatch.context() as patch:
        _dawdle(patch)
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    return came


def _dawdle(patch: pytest.MonkeyPatch, seconds: float = 0.1) -> None:
    chained = events.chain_hash

    def slowly(*given: Any) -> str:
        time.sleep(seconds)
        return chained(*given)

    patch.setattr(events, "chain_hash", slowly)
