"""A round's stored rows as the rules know them. Nothing here leads from a voter to a ballot."""

from __future__ import annotations

from collections import Counter

from thidua.ballots.models import CountedBallot, PaperTally, RollEntry, Round
from thidua.ballots.rules import Count, PaperFigures, RoundResult, VoterFacts
from thidua.ballots.rules.ballots import BLANK, UNREADABLE, counted, is_blank, together
from thidua.core.text import Text


def roll_of(held: Round) -> tuple[VoterFacts, ...]:
    """The roll in its order."""
    return tuple(VoterFacts(one.key, one.label, one.account_id) for one in held.roll.all())


def ways_of(held: Round) -> Counter[str]:
    """How many voted on screen ("screen"), on paper ("paper"), not yet ("")."""
    return Counter(held.roll.values_list("way", flat=True))


def figures_of(held: Round, tally: PaperTally | None) -> PaperFigures:
    """The paper figures of a closed round; zeros where nothing was on paper."""
    if tally is None:
        return PaperFigures(counts=tuple(Count(option, 0) for option in held.names))
    return PaperFigures(
        replaced=tally.replaced,
        unused=tally.unused,
        collected=tally.collected,
        invalid=tally.invalid,
        invalid_reasons=tally.invalid_reasons,
        counts=tuple(Count(option, *three) for option, three in zip(held.names, tally.counts, strict=True)),
    )


def result_facts(held: Round) -> RoundResult:
    """Everything the counting minutes say of a closed round."""
    if held.opened_at is None or held.closed_at is None:
        raise ValueError("A round that was never closed has no result.")
    roll = list(held.roll.all())
    ballots = list(held.counted.all())
    paper = figures_of(held, getattr(held, "paper", None))
    valid = [ballot.marks for ballot in ballots if ballot.valid]
    on_paper = sum(entry.way == RollEntry.Way.PAPER for entry in roll)
    return RoundResult(
        number=held.number,
        title=held.title,
        kind=held.kind,
        seats=held.seats,
        opened_at=held.opened_at,
        closed_at=held.closed_at,
        on_roll=len(roll),
        voted=tuple(entry.label for entry in roll if entry.way),
        not_voted=tuple(entry.label for entry in roll if not entry.way),
        screen=len(ballots),
        paper_issued=on_paper + paper.replaced,
        paper_unused=paper.unused + paper.replaced,
        paper_collected=paper.collected,
        invalid=len(ballots) - len(valid) + paper.invalid,
        invalid_reasons=_invalid_reasons(held, ballots, paper),
        counts=together(counted(held.kind, held.names, valid), paper.counts),
    )


def _invalid_reasons(held: Round, ballots: list[CountedBallot], paper: PaperFigures) -> tuple[str, ...]:
    why = Counter(
        BLANK if is_blank(held.kind, ballot.marks) and len(ballot.marks) == len(held.names) else UNREADABLE
        for ballot in ballots
        if not ballot.valid
    )
    words = [str(Text("{why}: {n}", {"why": one, "n": number})) for one, number in why.items()]
    return (*words, *filter(None, [paper.invalid_reasons.strip()]))
