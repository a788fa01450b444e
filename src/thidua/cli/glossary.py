"""`thidua glossary`: GLOSSARY.md, printed from data."""

from __future__ import annotations

import argparse

from thidua.law.glossary import as_markdown, terms


def add_glossary(commands: argparse._SubParsersAction) -> None:
    """Declare the command."""
    parser = commands.add_parser("glossary", help="in bảng thuật ngữ (GLOSSARY.md)")
    parser.set_defaults(run=lambda _asked: as_markdown(terms()))
