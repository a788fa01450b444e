"""The command: `python3 -m tools.pictures [--only NAME …]`. vi: lệnh chụp hình."""

from __future__ import annotations

import argparse
import sys

from tools import pictures
from tools.house import Stop

parser = argparse.ArgumentParser(prog="python3 -m tools.pictures", description=pictures.__doc__)
parser.add_argument("--only", nargs="+", default=[], metavar="hình", help="chỉ chụp những hình này · only these")
asked = parser.parse_args()
unknown = set(asked.only) - {one.name for one in pictures.PICTURES}
if unknown:
    parser.error(", ".join(sorted(unknown)))
try:
    pictures.take_pictures(asked.only)
except Stop as stop:
    sys.exit(str(stop))
