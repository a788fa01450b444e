"""The command `thidua`, for those who script. Pure rules only, no database. vi: dòng lệnh."""

from __future__ import annotations

import argparse
import contextlib
import io
import sys
from collections.abc import Sequence

from thidua.cli.glossary import add_glossary
from thidua.cli.law import Faulty, add_check_law, add_explain, add_law
from thidua.cli.score import add_score
from thidua.core.errors import BadInput

FOUND_WRONG, BAD_INPUT = 1, 2


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. 0: it worked; 1: a check found faults; 2: bad input, told with file, row and cure."""
    for stream in (sys.stdout, sys.stderr):
        # A Windows console or a pipe may not be UTF-8; Vietnamese always is.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")
    parser = argparse.ArgumentParser(prog="thidua", description="Thi Đua: chấm điểm và tra quy định.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="lệnh")
    for add in (add_score, add_explain, add_check_law, add_law, add_glossary):
        add(commands)
    asked = parser.parse_args(argv)
    try:
        told = asked.run(asked)
        print(told)
    except BadInput as wrong:
        print(wrong, file=sys.stderr)
        return BAD_INPUT
    except BrokenPipeError:
        with contextlib.suppress(OSError):
            sys.stdout.close()
        return 0
    return FOUND_WRONG if isinstance(told, Faulty) else 0
