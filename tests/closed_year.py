"""The demonstration's closed year, loaded once for all tests of a file: loading it plays a whole year."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import transaction

from thidua.cycles.models import Cycle
from thidua.demo.load import load_demonstration
from thidua.demo.world import known_world
from thidua.demo.year import STAGES, moment
from thidua.foundation import clock


@contextmanager
def closed_demonstration(blocker: Any) -> Iterator[Cycle]:
    """The year, with the clock on its last day; gone afterwards. `blocker` is pytest-django's."""
    with pytest.MonkeyPatch.context() as patch, blocker.unblock(), transaction.atomic():
        load_demonstration("closed")
        patch.setattr(clock, "now", lambda: moment(STAGES["closed"]))
        yield known_world().cycle
        transaction.set_rollback(True)
