"""Prepare, open, vote, hand out paper, stop, close, void: every way a round goes on."""

from thidua.ballots.rules.plans import RoundPlan, VoterFacts
from thidua.ballots.services.closing import close_round, stop_round
from thidua.ballots.services.paper import hand_paper, take_paper_back
from thidua.ballots.services.rounds import (
    abandon_round,
    new_box_code,
    open_round,
    prepare_round,
    sealing_key,
    void_round,
)
from thidua.ballots.services.voting import cast_ballot, new_ballot_token, read_token

__all__ = [
    "RoundPlan",
    "VoterFacts",
    "abandon_round",
    "cast_ballot",
    "close_round",
    "hand_paper",
    "new_ballot_token",
    "new_box_code",
    "open_round",
    "prepare_round",
    "read_token",
    "sealing_key",
    "stop_round",
    "take_paper_back",
    "void_round",
]
