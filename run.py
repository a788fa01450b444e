#!/usr/bin/env python3
# -*- coding: utf-8 -*-
"""The front door of Thi Dua: `python3 run.py --help` lists what it can do.

Written so that even an old Python can read it far enough to say what is wrong.
"""

import sys

if sys.version_info < (3, 11):
    sys.stderr.write(
        "Can Python 3.11 tro len; may nay dang dung Python %d.%d. Hay cai Python moi hon roi chay lai.\n"
        "Python 3.11 or newer is needed; this is Python %d.%d. Please install a newer one and run this again.\n"
        % (sys.version_info[0], sys.version_info[1], sys.version_info[0], sys.version_info[1])
    )
    sys.exit(2)

from tools.front_door import main  # noqa: E402  (needs the check above)

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
