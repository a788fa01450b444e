"""Use cases of scoring: one function each, one transaction each, with its audit row."""
