"""Reads of lists, candidates and findings, each through its gate."""
