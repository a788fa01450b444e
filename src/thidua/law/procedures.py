"""What a dossier needs, by when, who proposes and what is made public: for an award, on a day.

The data are `data/dossiers.yaml`. An unread text gives an answer that says so (`is_known`), never an empty list that
looks like "nothing is needed". vi: hồ sơ, thời hạn, công khai, thẩm quyền trình. source: domain/law.md §4, §7.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from functools import cache

from thidua.core.errors import Problem
from thidua.core.text import say
from thidua.law import rulebook as law
from thidua.law.procedures_file import read
from thidua.law.procedures_model import (
    EDUCATION,
    EVERYBODY,
    OTHERS,
    SCOPES,
    Deadline,
    Dossier,
    Doubt,
    Due,
    Part,
    Procedures,
    Proposer,
    Publicity,
    confirmed,
)

DATA = law.DATA / "dossiers.yaml"


@cache
def house_procedures() -> Procedures:
    """The procedures as they come with the software."""
    return read(DATA.read_text(encoding="utf-8"), DATA.name, law.house())


def dossier_on(award: str, subject: str, day: date, keys: Collection[str] = ()) -> Dossier | None:
    """What belongs to a dossier on a day; None where nothing at all is known. `keys`: what is confirmed."""
    kept = confirmed(house_procedures(), keys)
    found = kept.holding((one for one in kept.dossiers if subject in one.subjects), award, day)
    return found[0] if found else None


def deadlines_on(award: str, day: date, only_in: str = "", keys: Collection[str] = ()) -> tuple[Deadline, ...]:
    """By when things are due on a day; with `only_in`, also what that territory sets."""
    kept = confirmed(house_procedures(), keys)
    return kept.holding(kept.deadlines, award, day, only_in)


def publicity_on(award: str, day: date, only_in: str = "", keys: Collection[str] = ()) -> tuple[Publicity, ...]:
    """What must be made public on a day."""
    kept = confirmed(house_procedures(), keys)
    return kept.holding(kept.publicity, award, day, only_in)


def proposers_on(award: str, day: date, only_in: str = "", keys: Collection[str] = ()) -> tuple[Proposer, ...]:
    """Who proposes on a day."""
    kept = confirmed(house_procedures(), keys)
    return kept.holding(kept.proposers, award, day, only_in)


def lost_procedure_references(book: law.Rulebook, procedures: Procedures) -> Iterator[Problem]:
    """Awards that procedures name and the law does not have."""
    for rule in procedures.rules():
        for code in rule.awards:
            if code not in book.awards:
                yield Problem(f"{DATA.name}: {rule.code}", say("Không có mã “{code}”.", code=code))


__all__ = [
    "DATA", "EDUCATION", "EVERYBODY", "OTHERS", "SCOPES", "Deadline", "Dossier", "Doubt", "Due", "Part", "Procedures",
    "Proposer", "Publicity", "confirmed", "deadlines_on", "dossier_on", "house_procedures", "lost_procedure_references",
    "proposers_on", "publicity_on",
]  # fmt: skip
