"""How many people reach each title: one pass over everybody's packed history, by the rules that explain one person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from thidua.core.findings import Answer
from thidua.law.columns import Columns, Layout, counts, judge_columns
from thidua.law.facts import PERSON
from thidua.law.judge import Dates, judge
from thidua.law.rulebook import Rulebook
from thidua.records.facts import facts_of_people
from thidua.records.selectors.packing import packed_records

ROWS = 65_536
ANSWERS = (Answer.GRANTED, Answer.REFUSED, Answer.UNDETERMINED)


def personal(book: Rulebook) -> list[str]:
    """The titles and forms that a person can be given, in the order of the law."""
    return [code for code, award in book.awards.items() if PERSON in award.subjects]


def counted(
    book: Rulebook, layout: Layout, dates: Dates, awards: Sequence[str], left_out: Iterable[int] = ()
) -> dict[str, Counter[Answer]]:
    """For each award how many are granted, refused and not yet; who did not fit in a record is judged one by one."""
    found: dict[str, Counter[Answer]] = {award: Counter() for award in awards}
    for chunk in packed_records(ROWS):
        answers = judge_columns(book, awards, Columns.join(chunk, layout), layout.last, dates)
        for award, one in counts(answers).items():
            found[award].update(dict(zip(ANSWERS, (one.granted, one.refused, one.undetermined), strict=True)))
    for facts in facts_of_people(list(left_out), layout.last, dates.day).values():
        for award in awards:
            found[award][judge(book, award, facts, dates).answer] += 1
    return found
