"""A vote of a conference: voters with accounts, a counting committee, names to choose from.

All people and figures are invented (dữ liệu minh hoạ).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from tests.factories import NOW, make_unit, make_viewer
from thidua.ballots.models import Round
from thidua.ballots.rules import CHOOSE, YES_NO, OptionFacts, RoundPlan, VoterFacts
from thidua.ballots.rules.ballots import YES, marks_for
from thidua.ballots.services import (
    cast_ballot,
    close_round,
    hand_paper,
    new_ballot_token,
    new_box_code,
    open_round,
    prepare_round,
    read_token,
    stop_round,
)
from thidua.organisations.models import Unit
from thidua.organisations.rules import Viewer

UNITS = ("Hà Nội", "Thành phố Hồ Chí Minh", "Cần Thơ", "Hải Phòng", "Đà Nẵng")


@dataclass
class Vote:
    """One round with its people; `code` is what the committee wrote down."""

    round: Round
    voters: list[Viewer]
    keeper: Viewer
    code: str

    @property
    def keys(self) -> list[str]:
        """The keys of the options, in order."""
        return [option.key for option in self.round.names]

    def fresh(self) -> Round:
        """The round as it is stored now."""
        return Round.objects.get(pk=self.round.pk)

    def marks(self, *places: int) -> str:
        """The letters of a ballot that chooses the names at these places."""
        return marks_for(CHOOSE, self.round.names, {self.keys[place]: "x" for place in places})

    def cast(self, voter: Viewer, marks: str) -> tuple[str, str]:
        """The voter votes on screen; gives what came of it and the tracker."""
        token = new_ballot_token(self.round)
        came = cast_ballot(actor=voter, now=NOW, held=self.round, marks=marks, token=token)
        return came, read_token(self.round, token)

    def paper(self, voter: Viewer) -> None:
        """The voter is handed a paper ballot."""
        entry = self.round.roll.get(account=voter.user_id)
        hand_paper(actor=self.keeper, now=NOW, held=self.round, voter=entry.key)

    def stop(self) -> None:
        stop_round(actor=self.keeper, now=NOW, held=self.round)

    def close(self, **paper: Any) -> Round:
        """The committee opens the box."""
        return close_round(actor=self.keeper, now=NOW, held=self.round, code=self.code, **paper)


def options(*labels: str) -> tuple[OptionFacts, ...]:
    """Names on a ballot."""
    return tuple(OptionFacts(str(uuid4()), label) for label in labels)


def voter_facts(viewer: Viewer, **given: Any) -> VoterFacts:
    """A viewer as a line of the roll or of the committee."""
    return VoterFacts(uuid4(), viewer.name, viewer.user_id, **given)


def make_voters(number: int, unit: Unit | None = None) -> list[Viewer]:
    """Somebody from each of so many departments."""
    unit = unit or make_unit(f"DV-{uuid4().hex[:6]}")
    return [make_viewer(unit) for _ in range(number)]


def plan_for(people: Sequence[Viewer], committee: Sequence[Viewer], **given: Any) -> RoundPlan:
    """A plan to choose one of five departments."""
    plan: dict[str, Any] = {
        "about": uuid4(),
        "number": 1,
        "title": "Bình chọn đơn vị dẫn đầu cụm thi đua số 1",
        "kind": CHOOSE,
        "seats": 1,
        "options": options(*UNITS),
        "voters": tuple(voter_facts(one) for one in people),
        "keepers": tuple(voter_facts(one) for one in committee),
        "back_url": "/hop/",
    }
    return RoundPlan(**plan | given)


def make_vote(number: int = 5, *, opened: bool = True, **given: Any) -> Vote:
    """A round with so many voters and one keeper beside them, open unless told otherwise."""
    voters, keeper = make_voters(number), make_voters(1)[0]
    plan = plan_for(voters, [keeper], **given)
    held = prepare_round(actor=keeper, now=NOW, plan=plan)
    vote = Vote(held, voters, keeper, new_box_code())
    if opened:
        vote.round = open_round(actor=keeper, now=NOW, held=held, code=vote.code)
    return vote


def make_yes_no_vote(number: int = 5) -> Vote:
    """A round that says yes or no to two people."""
    return make_vote(number, kind=YES_NO, seats=2, options=options("Trần Thị Minh Hoạ", "Lê Văn Minh Hoạ"))


ALL_YES = YES * 2
