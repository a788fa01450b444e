"""What a duty is, and what it is to wait for one. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from thidua.core.text import Text


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing somebody owes: a sentence, the last day, the step it belongs to, the verb on its button.

    `waiting` says who waits for it; `address` is the page itself where it is known. `when` stands in place of the
    last day where a thing has a time instead; `at_once` puts it before everything else. vi: việc phải làm.
    """

    step: str
    sentence: Text
    verb: Text
    year: str
    deadline: date | None = None
    waiting: Text | None = None
    address: str = ""
    when: Text | None = None
    at_once: bool = False


@dataclass(frozen=True, slots=True)
class Awaited:
    """Something that others owe and somebody waits for. vi: việc đang chờ người khác."""

    step: str
    sentence: Text
    year: str
    deadline: date | None = None
    late: bool = False
