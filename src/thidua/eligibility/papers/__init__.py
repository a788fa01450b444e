"""The summary sheet of a case as a paper. Pure."""
