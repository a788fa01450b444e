"""The closed list of shared Django plumbing: clock, base models, page base, refusals, files."""
