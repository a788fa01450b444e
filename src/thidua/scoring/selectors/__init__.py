"""Reads of scoring; every public one takes the viewer."""
