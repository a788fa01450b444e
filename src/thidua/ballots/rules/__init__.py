"""What a ballot is, how it is sealed, counted and balanced. Pure."""

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
    "Count",
    "Elected",
    "OptionFacts",
    "RoundResult",
    "elected",
]
