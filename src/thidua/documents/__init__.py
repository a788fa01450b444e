"""Drafts with edited words, issued papers that are never rendered again, signatures under one text. vi: văn bản."""
