"""Issued papers: their data, files, hashes and numbers, kept and never rendered again. vi: văn bản."""
