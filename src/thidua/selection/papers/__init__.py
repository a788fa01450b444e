"""The room's papers as plain data. Pure."""

from thidua.selection.papers.consolidated import CODE, ConsolidatedFacts, consolidated_paper

__all__ = ["CODE", "ConsolidatedFacts", "consolidated_paper"]
