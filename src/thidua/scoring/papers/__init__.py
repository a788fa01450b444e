"""The papers of scoring, composed from facts: score sheet, report of adjustments. Pure."""
