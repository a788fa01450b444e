"""The command `thidua`, for those who script. Pure rules only, no database. vi: dòng lệnh."""

from __future__ import annotations

import argparse
import contextlib
import io
import sys
from collections.abc import Sequence

from thidua.cli.score import add_score
from thidua.core.errors import BadInput

BAD_INPUT = 2


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; 0 when it worked, 2 for bad input with file, row and cure on standard error."""
    for stream in (sys.stdout, sys.stderr):
        # A Windows console or a pipe may not be UTF-8; Vietnamese always is.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")
    parser = argparse.ArgumentParser(prog="thidua", description="Thi Đua: chấm điểm và xếp hạng từ tệp.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="lệnh")
    add_score(commands)
    asked = parser.parse_args(argv)
    try:
        print(asked.run(asked))
    except BadInput as wrong:
        print(wrong, file=sys.stderr)
        return BAD_INPUT
    except BrokenPipeError:
        with contextlib.suppress(OSError):
            sys.stdout.close()
    return 0
