"""Cases of councils as an official writes them: a day, who was there, who agreed, and what must come out of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest

from thidua.law.provenance import STATED, Provision
from thidua.law.reading import read_yaml
from thidua.law.shapes import Code, Day, Field, Many, Record, Whole, Words
from thidua.law.voting import (
    CONFERENCE,
    COUNCIL,
    SECRET,
    Rulebook,
    group_of,
    groups,
    proposed_on,
    rulebook,
    rulebooks,
)
from thidua.meetings.rules.thresholds import Bases, judged, need, quorate

FOLDER = Path(__file__).parent / "councils"
PASSED, NOT, QUORUM, MOST_VOTES, NO_RULE = "passed", "not", "quorum", "most-votes", "no-rule"


@dataclass(frozen=True, kw_only=True)
class CouncilCase:
    """One vote. `needed`: the votes that are enough, or, where the quorum is not met, the members who must be there."""

    name: str
    day: date
    body: str
    rulebook: str
    group: str
    award: str
    members: int
    present: int
    consulted: int
    yes: int
    expect: str
    needed: int
    article: str
    confidence: str
    secret: str

    @property
    def rules(self) -> Rulebook:
        """The rulebook that is named, else the one that is proposed on the day."""
        found = rulebook(self.rulebook) if self.rulebook else proposed_on(self.day, self.body)
        assert found is not None
        return found


SHAPE = Record(
    {
        "name": Field(Words(200), "trường hợp gì, bằng một câu"),
        "day": Field(Day(), "ngày họp"),
        "body": Field(Code(lambda: (COUNCIL, CONFERENCE)), "hội đồng hay hội nghị", COUNCIL),
        "rulebook": Field(Code(), "quy định được chọn, nếu không phải quy định được đề xuất", ""),
        "group": Field(Code(groups), "nhóm biểu quyết", ""),
        "award": Field(Code(), "danh hiệu, hình thức", ""),
        "members": Field(Whole(1, 99), "tổng số thành viên"),
        "present": Field(Whole(0, 99), "có mặt"),
        "consulted": Field(Whole(0, 99), "vắng mặt, được lấy ý kiến", 0),
        "yes": Field(Whole(0, 99), "đồng ý"),
        "expect": Field(Code(lambda: (PASSED, NOT, QUORUM, MOST_VOTES, NO_RULE))),
        "needed": Field(Whole(1, 99), "số cần có", 0),
        "article": Field(Words(200), "căn cứ phải được nêu", ""),
        "confidence": Field(Code(lambda: STATED), "mức đối chiếu", ""),
        "secret": Field(Code(lambda: SECRET), "", ""),
    },
    CouncilCase,
)


def council_cases() -> list[tuple[str, CouncilCase]]:
    """Every case of every file, in order. Raises BadInput where a file is not understood."""
    found = []
    for path in sorted(FOLDER.glob("*.yaml")):
        plain, source = read_yaml(path.read_text("utf-8"), path.name)
        rows = Many(SHAPE).read(plain, source.place())
        source.done()
        found += [(path.stem, one) for one in rows]
    return found


CASES = council_cases()


def stands(case: CouncilCase, provision: Provision) -> None:
    """The provision is the one the case names, as sure as the case says."""
    assert case.article in str(provision.citation)
    assert case.confidence in ("", provision.confidence)


@pytest.mark.parametrize(("file", "case"), CASES, ids=[f"{file}: {case.name}" for file, case in CASES])
def test_council(file: str, case: CouncilCase) -> None:
    rules = case.rules
    assert case.day in rules.period
    assert bool(case.group) != bool(case.award)
    entry = rules.entry_for(group_of(case.award or case.group))
    met = quorate(rules.quorum.share, case.members, case.present, rules.quorum.citation)
    if not met:
        assert case.expect == QUORUM
        assert met.facts["need"] == case.needed
        stands(case, rules.quorum.provision)
        return
    if entry is None:
        assert case.expect == NO_RULE
        return
    stands(case, entry.provision)
    assert case.secret in ("", entry.secret)
    if entry.threshold is None:
        assert case.expect == MOST_VOTES
        return
    bases = Bases(members=case.members, present=case.present, consulted=case.consulted, valid=case.present)
    finding = judged(case.yes, entry.threshold, bases, entry.citation)
    assert (PASSED if finding else NOT) == case.expect, str(finding)
    assert need(entry.threshold, bases) == case.needed, str(finding)


def test_a_case_stands_once_and_every_threshold_has_one() -> None:
    names = [(file, case.name) for file, case in CASES]
    assert sorted(set(names)) == sorted(names)
    # An entry that two rulebooks share word for word is shown by a case of either.
    shown = [case.rules.entry_for(group_of(case.award or case.group)) for _, case in CASES]
    passing = [(book.code, one.code) for book in rulebooks() for one in book.entries if one not in shown]
    assert [one for one in passing if one[1] != "thong-qua"] == []


def test_both_sides_of_every_change_are_cases() -> None:
    days = {case.day for _, case in CASES}
    for book in rulebooks():
        if book.period.end is not None:
            assert book.period.end in days, book.code
            assert book.period.end + timedelta(days=1) in days, book.code
