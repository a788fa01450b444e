"""What a ballot is, how it is sealed, counted and balanced. Pure."""

from thidua.ballots.rules.balance import PaperFigures
from thidua.ballots.rules.ballots import Ballot
from thidua.ballots.rules.plans import RoundPlan, VoterFacts
from thidua.ballots.rules.results import (
    CHOOSE,
    CLOSED,
    OPEN,
    PREPARED,
    VOID,
    YES_NO,
    Count,
    Elected,
    OptionFacts,
    RoundResult,
    elected,
)

__all__ = [
    "CHOOSE",
    "CLOSED",
    "OPEN",
    "PREPARED",
    "VOID",
    "YES_NO",
    "Ballot",
    "Count",
    "Elected",
    "OptionFacts",
    "PaperFigures",
    "RoundPlan",
    "RoundResult",
    "VoterFacts",
    "elected",
]
