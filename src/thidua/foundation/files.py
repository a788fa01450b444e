"""The private store of files: each is known by the SHA-256 of its content and never changes. vi: kho tệp.

Nothing in it has an address of its own; a file leaves only through a page that has passed the gate of the thing
it belongs to. Equal content is kept once. Nothing is ever deleted here.
"""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

_HASH = re.compile(r"[0-9a-f]{64}")


def put(content: bytes) -> str:
    """Keep a content and return its hash. Either the whole file is there afterwards or none of it."""
    sha256 = hashlib.sha256(content).hexdigest()
    path = _path(sha256)
    if path.exists():
        return sha256
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=".moi-")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        # A rename is atomic: a reader never meets half a file, and two writers of one content both win.
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return sha256


def open_file(sha256: str) -> BinaryIO:
    """The kept file, opened for reading. Raises FileNotFoundError for a hash that is not kept."""
    return _path(sha256).open("rb")


def read(sha256: str) -> bytes:
    """The whole kept content. Raises FileNotFoundError for a hash that is not kept."""
    return _path(sha256).read_bytes()


def is_intact(sha256: str) -> bool:
    """Whether the kept file is there and still has the content it was stored with."""
    path = _path(sha256)
    if not path.exists():
        return False
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == sha256


def _path(sha256: str) -> Path:
    # Only a hash may become a path: nothing typed by anybody reaches the file system.
    if not _HASH.fullmatch(sha256):
        raise FileNotFoundError(sha256)
    return Path(settings.MEDIA_ROOT) / "sha256" / sha256[:2] / sha256
